"""Two desks in processes of their own at one server: papers numbered in the same moment, a desk killed while it holds
what the other needs, a server process killed in the middle of a Save, the whole server stopped at once. Plain psycopg
counts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import psycopg
import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Away
from fmcrm_desktop.services import calls, complaints, issued_documents, letters, owners
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.letters import TemplateForm, Wish
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store.work import Work
from tests import postgres
from tests.sample import Sample

SAVES, SOON = 4, 8.0
DESK = """
import sys
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import complaints, issued_documents, letters, numbers, owners, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.issued_documents import DocumentForm
from fmcrm_desktop.services.letters import TemplateForm, Wish
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.work_orders import OrderForm

address, what, saves, person = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
office = open_office(address)
kinds = {}
for kind in ("proposal", "announcement", "reminder_1"):
    kinds[kind] = office.ask(issued_documents.templates, Query(where={"kind": (kind,)})).ids[:1]


def papers():
    for [template] in kinds.values():
        yield "D", office.do(issued_documents.make, DocumentForm(template_id=template, person_id=person)).result
    yield "L", office.do(letters.write, Wish(TemplateForm(text="Rent is due"), (person,))).result.first
    complaint = office.ask(complaints.draft, {})
    complaint.own_words, complaint.anonymous = "It drips", True
    yield "C", office.do(complaints.register, complaint).result
    yield "W", office.do(work_orders.enter, OrderForm(summary="Tap")).result


@needs("person.write")
def hold(work):
    numbers.next(work, "letter")
    numbers.next(work, "complaint")
    owners.add(work, owners.NewPersonForm(name="Held"))
    print("held", flush=True)
    sys.stdin.readline()


print("ready", flush=True)
sys.stdin.readline()
if what == "hold":
    office.do(hold)
else:
    for _ in range(saves):
        for series, told in papers():
            print(series, told, flush=True)
office.close()
"""


class Desk:
    """A desk in a process of its own."""

    def __init__(self, address: str, what: str, person: int) -> None:
        command = [sys.executable, "-c", DESK, address, what, str(SAVES), str(person)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def go(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def end(self) -> list[list[str]]:
        said, wrong = self.process.communicate(timeout=300)
        assert self.process.returncode == 0, wrong[-1500:]
        return [line.split() for line in said.splitlines()]


@contextmanager
def desk(address: str, what: str, person: int) -> Iterator[Desk]:
    begun = Desk(address, what, person)
    try:
        assert begun.hear() == "ready"
        yield begun
    finally:
        begun.process.kill()
        begun.process.communicate()


def column(url: str, asked: str) -> list[object]:
    with psycopg.connect(url) as plain:
        return [row[0] for row in plain.execute(asked).fetchall()]  # type: ignore[arg-type]


def test_papers_numbered_at_two_desks_in_the_same_moment_get_a_number_each(
    served: tuple[Office, Sample], postgres_url: str
) -> None:
    office, sample = served
    with desk(postgres_url, "papers", sample.owner) as one, desk(postgres_url, "papers", sample.owner) as two:
        one.go()
        two.go()
        told = one.end() + two.end()
    for series, table in (("D", "issued_document"), ("L", "letter"), ("C", "complaint"), ("W", "work_order")):
        acknowledged = [each[1] for each in told if each[0] == series]
        assert len(acknowledged) == 2 * SAVES * (3 if series == "D" else 1)
        name = "number" if series == "L" else "id"
        found = column(postgres_url, f"select {name} from {table}")
        assert {str(each) for each in found} >= set(acknowledged), "each acknowledged is there"
        given = [str(each) for each in column(postgres_url, f"select number from {table}")]
        assert len(given) == len(set(given)), "no number twice"
        of_each: dict[str, list[int]] = {}
        for each in given:
            of_each.setdefault(each[:-4], []).append(int(each[-3:]))
        assert all(sorted(each) == list(range(1, len(each) + 1)) for each in of_each.values()), "none is lost"
    listed = office.ask(issued_documents.page, Query()).ids
    assert sorted(listed) == column(postgres_url, "select id from issued_document order by id")
    assert len(listed) == 6 * SAVES


def test_a_desk_killed_while_it_holds_what_the_other_needs(
    served: tuple[Office, Sample], postgres_url: str
) -> None:
    office, sample = served
    with desk(postgres_url, "hold", sample.owner) as killed:
        killed.go()
        assert killed.hear() == "held"
        killed.process.kill()
        begun = monotonic()
        office.do(letters.write, Wish(TemplateForm(text="Rent is due"), (sample.owner,)))
        complaint = office.ask(complaints.draft, {})
        complaint.own_words, complaint.anonymous = "It drips", True
        office.do(complaints.register, complaint)
    assert monotonic() - begun < SOON
    assert column(postgres_url, "select count(*) from person where name = 'Held'") == [0]
    assert [str(each)[-3:] for each in column(postgres_url, "select number from letter")] == ["001"]


KILLS: list[Callable[[Work], object]] = []


@needs("call.write")
def log(work: Work, form: calls.CallForm) -> int:
    calls.log(work, form)
    work.session.flush()
    while KILLS:
        KILLS.pop()(work)
    return 0


@pytest.mark.parametrize("whole", [False, True], ids=["its process", "the server"])
def test_a_save_whose_server_is_killed_in_its_middle_is_told_and_then_done_once(
    served: tuple[Office, Sample], postgres_url: str, postgres_server: str, whole: bool
) -> None:
    office, _sample = served

    def kill(work: Work) -> None:
        raw = work.session.connection().connection.driver_connection
        assert raw is not None
        if whole:
            postgres.restart(postgres_url, how="immediate")
        else:
            os.kill(raw.info.backend_pid, signal.SIGKILL)

    form = office.ask(calls.draft, {})
    form.topic = "The tap"
    before = column(postgres_url, "select count(*) from audit")
    KILLS.append(kill)
    with pytest.raises(Away):
        office.do(log, form)
    begun = monotonic()
    while True:
        try:
            assert column(postgres_url, "select count(*) from audit") == before, "nothing by half"
            break
        except psycopg.OperationalError:  # it comes back from its log
            assert monotonic() - begun < SOON
    with_another = open_office(postgres_url)
    with_another.do(owners.add, owners.NewPersonForm(name="Other"))
    with_another.close()
    office.do(log, form)
    assert monotonic() - begun < SOON
    assert column(postgres_url, "select count(*) from call where topic = 'The tap'") == [1]
