"""The search over everything: exact numbers first, people never crowded out by newer matters."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.letter import Letter
from fmcrm_desktop.model.notice import Notice
from fmcrm_desktop.model.person import PersonName
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import actions, calls, complaints, notes, owners, search
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.gaps import plans
from fmcrm_desktop.services.gaps.plans import PlanForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.owners import ContactLine, NewPersonForm
from fmcrm_desktop.services.work_orders import OrderForm, enter
from fmcrm_desktop.store import documents
from fmcrm_desktop.store.work import Work
from fmcrm_desktop.ui.tabs import FOUND_IN
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.complaining import rude_guard
from tests.services.test_merging import keep


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("王芳", "person"),
        ("wangf", "person"),
        ("3-1202", "person"),
        ("8000", "person"),
        ("P-044", "person"),
        ("3栋1202", "person"),
        ("3号楼1202室", "person"),
        ("3 号楼 1202", "person"),
        ("三号楼1202室 王芳", "person"),
        ("３＃１２０２", "person"),
        ("佐藤", "person"),
    ],
)
def test_a_person_is_found_by_every_handle(office: Office, typed: str, kind: str) -> None:
    assert office.ask(search.find, typed)[0].kind == kind


@pytest.mark.parametrize("typed", ["W-2611-001", "w-2611-001"])
def test_an_exact_number_comes_first(office: Office, sample: Sample, typed: str) -> None:
    order = office.do(enter, OrderForm(person_id=sample.owner, summary="Tap drips")).result
    office.do(enter, OrderForm(person_id=sample.owner, summary="again, see W-2611-001"))
    first = office.ask(search.find, typed)[0]
    assert (first.kind, first.ref) == ("work_order", order)
    assert len({(each.kind, each.ref) for each in office.ask(search.find, typed)}) == 2


def test_a_person_is_found_behind_many_newer_calls(office: Office, sample: Sample) -> None:
    for n in range(30):
        office.do(calls.log, CallForm(sample.owner, topic=f"Lift {n}"))
    found = office.ask(search.find, "王芳")
    assert (found[0].kind, found[0].ref) == ("person", sample.owner)
    assert len(found) == 20
    kinds = [each.kind for each in found]
    assert kinds == sorted(kinds, key=list(search.KINDS).index)


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "* OR *", "a'b; drop table person", "NEAR(王", "(((", "\x00"]
)
def test_nothing_typed_acts_as_anything_but_words(office: Office, typed: str) -> None:
    assert all(each.kind in search.KINDS for each in office.ask(search.find, typed))


def test_a_technician_finds_orders_but_no_people(office: Office, sample: Sample) -> None:
    office.do(enter, OrderForm(person_id=sample.owner, summary="Tap drips"))
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    assert {each.kind for each in office.ask(search.find, "王芳")} == {"work_order"}


@pytest.fixture
def told(office: Office, sample: Sample) -> dict[str, int]:
    """A note, a letter, a notice, an event; a person with an address and a former name."""
    form = NewPersonForm(
        name="Zoë Müller",
        contacts=(ContactLine("email", "wang@Example.cn"), ContactLine("mobile", "+86 139 8765 4321")),
    )
    person = office.do(owners.add, form).result
    office.do(keep, PersonName(person_id=person, kind="former", name="Schmidt"))
    made = {
        "person": person,
        "note": office.do(notes.add, "person", sample.owner, NoteForm("Keeps a Pekingese 哈巴狗")).result,
        "letter": office.do(
            keep, Letter(number="L-7", person_id=person, made=NOW, subject="Balcony", text="Dear neighbour")
        ).result,
        "notice": office.do(
            keep, Notice(title="停水通知", other_title="No water", starts=NOW, until=None)
        ).result,
        "event": office.do(keep, Event(kind="meeting", title="Budget round", starts=NOW)).result,
        "building": sample.building,
    }
    call = office.do(calls.log, CallForm(sample.owner, topic="Lift")).result.id
    office.do(notes.add, "call", call, NoteForm("Sounded weary"))
    made["call"] = call
    return made


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("zoe muller", "person"), ("MÜLL", "person"), ("schmidt", "person"), ("wang@ex", "person"),
        ("example.cn", "person"), ("9876", "person"), ("7654", "person"), ("4321", "person"),
        ("139-8765-4321", "person"), ("139 8765", "person"), ("+86 13987654321", "person"), ("(139)87654321", "person"),
        ("pekin", "note"), ("哈巴", "note"), ("neighbour", "letter"), ("balc", "letter"), ("L-7", "letter"),
        ("停水", "notice"), ("tingshui", "notice"), ("no water", "notice"), ("budget", "event"),
    ],
)  # fmt: skip
def test_every_kind_is_found_by_any_handle(
    office: Office, told: dict[str, int], typed: str, kind: str
) -> None:
    found = [(each.kind, each.ref) for each in office.ask(search.find, typed)]
    assert (kind, told[kind]) in found


def test_a_note_names_and_opens_what_it_is_on(office: Office, sample: Sample, told: dict[str, int]) -> None:
    (note,) = office.ask(search.find, "pekingese")
    assert (note.subtitle, note.on) == ("王芳 Wang Fang", ("person", sample.owner))
    (other,) = office.ask(search.find, "weary")
    assert other.on == ("call", told["call"])
    (letter,) = office.ask(search.find, "balcony")
    assert letter.on == ("person", told["person"])
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    assert office.ask(search.find, "pekingese") == office.ask(search.find, "weary") == ()


def test_what_an_older_program_did_not_find_gets_its_documents_once(
    office: Office, told: dict[str, int], office_path: Path
) -> None:
    """As after an upgrade: the kinds without documents are written, the others stay."""
    with closing(sqlite3.connect(office_path)) as connection, connection:
        gone = connection.execute(
            "select id, words from document where kind in ('note', 'building')"
        ).fetchall()
        connection.executemany(
            "insert into document_fts(document_fts, rowid, words) values ('delete', ?, ?)", gone
        )
        connection.execute("delete from document where kind in ('note', 'building')")
        before = connection.execute("select count(*) from document").fetchone()[0]
    assert office.ask(search.find, "pekingese") == ()
    assert office.do(complete).result == len(gone) == 4
    assert [each.ref for each in office.ask(search.find, "pekingese")] == [told["note"]]
    assert office.do(complete).result == 0
    with closing(sqlite3.connect(office_path)) as connection:
        assert connection.execute("select count(*) from document").fetchone()[0] == before + 4


@needs("office.settings")
def complete(work: Work) -> int:
    return documents.complete(work.session)


def test_actions_and_plans_are_found_and_open_where_they_stand(office: Office, sample: Sample) -> None:
    complaint = office.do(complaints.register, rude_guard(sample)).result
    greet = office.do(actions.add, ActionForm("Greet before asking", complaint_id=complaint)).result
    plan = office.do(plans.add, PlanForm("respect", text="Greeting drill at the gate")).result
    number = office.ask(complaints.rows, [complaint])[0].number
    found = [(each.kind, each.ref, each.subtitle) for each in office.ask(search.find, "greet")]
    assert found == [("corrective_action", greet, number), ("gap_plan", plan, "")]
    assert ("corrective_action", greet) in [(each.kind, each.ref) for each in office.ask(search.find, number)]
    assert {"corrective_action", "gap_plan"} <= set(FOUND_IN)
    form = office.ask(actions.form_of, greet)
    form.text = "Say good evening"
    office.do(actions.change, greet, form)
    office.do(plans.archive, plan)
    assert office.ask(search.find, "greet") == ()
    [said] = office.ask(search.find, "evening")
    assert said.ref == greet
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    assert office.ask(search.find, "evening") == ()


@pytest.mark.parametrize(
    ("name", "other", "typed"),
    [
        ("Wei La", "", "weila"),  # no Chinese to be read: only the letters themselves
        ("Wei La", "", "lawei"),
        ("La Wei", "", "weil"),
        ("陈大文", "Chan Tai Man", "chantaiman"),  # spelt as in Hong Kong
        ("韦拉", "Vera Wei", "verawei"),
        ("韦拉娜", "", "weilana"),
        ("Zoë Müller", "", "zoemuller"),
    ],
)
def test_a_name_is_found_run_together_in_letters(office: Office, name: str, other: str, typed: str) -> None:
    person = office.do(owners.add, NewPersonForm(name, other)).result
    assert [found.ref for found in office.ask(search.find, typed) if found.kind == "person"] == [person]
    assert person in [each.row.id for each in office.ask(calls.who, typed)]


def test_a_firm_of_many_words_is_not_run_together(office: Office) -> None:
    """Nobody types such a word, and every document would carry it."""
    office.do(owners.add, NewPersonForm("The Old Town Tea and Coffee Company", kind="company"))
    assert not [each for each in office.ask(search.find, "theoldtowntea") if each.kind == "person"]


def test_what_somebody_wrote_of_a_unit_is_found_as_it_stands(office: Office, sample: Sample) -> None:
    order = office.do(enter, OrderForm(building_id=sample.building, summary="5栋301漏水到楼下")).result
    assert [each.ref for each in office.ask(search.find, "5栋301")] == [order]
    assert office.ask(search.find, "5-301") == ()
