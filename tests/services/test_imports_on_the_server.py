"""The same imports on PostgreSQL: counts, second imports and undo as in the file."""

import csv
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of
from fmcrm_desktop.model.incoming import Incoming
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import imports, merging, own_fields, work_orders
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.imports import Source
from fmcrm_desktop.services.merging import MergeForm
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.services.work_orders import OrderForm
from tests.services.prospecting import enter

FILES = Path(__file__).parents[1] / "fixtures" / "imports"
NAMES = {"rooms.utf16be.txt": 4, "fees.csv": 2, "complaints.csv": 4, "violations.csv": 3}


@pytest.fixture
def server_office(postgres_url):
    office = found_office(
        postgres_url, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
    )
    yield office
    office.close()


def test_files_are_taken_once_and_can_be_taken_back(server_office):
    def bring(name):
        choice = Choice(FILES / name)
        file = ImportFile.open(choice, kind_of(choice), None, "America/New_York")
        return server_office.do(imports.run, file.source())

    deeds = {}
    for name, rows in NAMES.items():
        done = bring(name)
        deeds[name] = done.deed
        assert (done.result.read, done.result.added) == (rows, rows)
    assert [
        (bring(name).result.added, bring(name).result.same) for name in ("complaints.csv", "violations.csv")
    ] == [
        (0, 4),
        (0, 3),
    ]
    server_office.undo(deeds["violations.csv"])
    assert bring("violations.csv").result.added == 3


def counts(result):
    return result.added, result.updated, result.same, result.rejected


def test_own_fields_decisions_and_merges_stand_when_a_file_comes_again(server_office, postgres_url, tmp_path):
    path = tmp_path / "people.csv"

    def bring(*rows, rows_decided=None):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(
                [["Old number", "Name", "Mobile", "Email", "Class", "Lease until"], *rows]
            )
        file = ImportFile.open(Choice(path), "people", None, "Asia/Shanghai", own)
        return server_office.do(imports.run, file.source(None, imports.Decide("new", rows_decided or {})))

    def ask(question):
        with psycopg.connect(postgres_url) as connection:
            return connection.execute(question).fetchall()

    for name, kind, choices in (("Class", "choice", ("Gold", "Silver")), ("Lease until", "date", ())):
        server_office.do(own_fields.add, OwnFieldForm("person", kind, name, choices=choices))
    own = server_office.ask(imports.targets, "people")
    ann = ["K1", "Ann Li", "13511110001", "Ann@Example.org", "gold", "31/12/2026"]
    ben = ["K2", "Benjamin Wu", "13511110002", "", "Silver", ""]
    assert counts(bring(ann, ben, ["", "Cy Yu", "13511110003", "", "Bronze", ""]).result) == (2, 0, 0, 1)
    told = (
        "select p.name, f.name, v.value from own_value v join own_field f on f.id = v.field_id "
        "join person p on p.id = v.record_id order by 1, 2"
    )
    wanted = [
        ("Ann Li", "Class", "Gold"),
        ("Ann Li", "Lease until", "2026-12-31"),
        ("Benjamin Wu", "Class", "Silver"),
    ]
    assert ask(told) == wanted
    done = bring([*ann[:4], "Silver", ""], ben)
    assert counts(done.result) == (0, 1, 1, 0)
    server_office.undo(done.deed)
    assert ask(told) == wanted
    like = ["", "Annie Lee", "13511110001", "", "", ""]
    assert counts(bring(ann, ben, like, rows_decided={4: "same"}).result) == (0, 0, 3, 0)
    again = bring(ann, ben, like)
    assert (counts(again.result), again.deed) == ((0, 0, 3, 0), None)
    keep, gone = (id for (id,) in ask("select id from person where archived is null order by id"))
    server_office.do(merging.merge, MergeForm(keep, gone))
    again = bring(ann, [*ben[:4], "", ""], like)
    assert (counts(again.result), again.deed) == ((0, 0, 3, 0), None)


def test_calls_and_articles_come_once(server_office, postgres_url, tmp_path):
    files = {
        "calls": [["Started", "Direction", "Telephone", "Topic"], ["2025-03-04 09:15:30", "in", "139", "Keys"],
                  ["2025-03-05 09:15", "Missed", "", ""]],
        "articles": [["Title", "What to do", "Category"], ["Dripping tap", "Change the washer", "Taps"]],
    }  # fmt: skip
    for kind, rows in files.items():
        path = tmp_path / f"{kind}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        assert kind_of(Choice(path)) == kind
        for added in (len(rows) - 1, 0):
            source = ImportFile.open(Choice(path), kind, None, "Asia/Shanghai").source()
            found = counts(server_office.do(imports.run, source).result)
            assert found == (added, 0, len(rows) - 1 - added, 0)
    with psycopg.connect(postgres_url) as server:
        calls = server.execute(
            "select extract(epoch from started), outcome from call order by started"
        ).fetchall()
    assert [(int(at), outcome) for at, outcome in calls] == [(1741050930, "answered"), (1741137300, "missed")]


def orders_of(many, told):
    received = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    rows = [
        Incoming(n, {"number": f"OLD-{n}", "summary": f"Tap {n}", "received": received}, [], {}, [])
        for n in range(many)
    ]
    return Source("orders", (row for row in rows), told=told)


def leads_of(many, told):
    rows = [
        Incoming(n, {"name": f"Ann {n % 4}", "phone": f"1390000000{n % 4}"}, [], {}, []) for n in range(many)
    ]
    return Source("prospects", iter(rows), told=told)


def test_nobody_waits_for_the_numbers_of_prospects(server_office, postgres_url):
    """Five rows of four people: their numbers follow each other, and another desk's come in between at once."""

    def meanwhile(_count):
        thread.submit(enter, other, "Meanwhile").result(10)

    for each in (server_office, other := open_office(postgres_url)):
        each.store.clock = lambda: datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    with closing(other), ThreadPoolExecutor(1) as thread:
        result = server_office.do(imports.run, leads_of(5, meanwhile)).result
        assert (result.added, result.same) == (4, 1)
    with psycopg.connect(postgres_url) as plain:
        found = plain.execute("select name, number from lead order by number").fetchall()
    assert [name for name, _ in found] == ["Ann 0", "Ann 1", "Ann 2", "Ann 3", "Meanwhile"]
    assert len({number for _, number in found}) == 5


def test_nobody_waits_for_the_numbers_of_an_import(server_office, postgres_url):
    """Another desk enters an order while the import holds all it has taken; what is refused gives its numbers back."""

    def meanwhile(_count):
        thread.submit(other.do, work_orders.enter, OrderForm(summary="Meanwhile")).result(10)

    def refused(_count):
        raise Refusal("Not today.")

    def numbers():
        with psycopg.connect(postgres_url) as plain:
            return sorted(row[0] for row in plain.execute("select number from work_order").fetchall())

    for each in (server_office, other := open_office(postgres_url)):
        each.store.clock = lambda: datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    with closing(other), ThreadPoolExecutor(1) as thread:
        with pytest.raises(Refusal):
            server_office.do(imports.run, orders_of(3, refused))
        deed = server_office.do(imports.run, orders_of(3, meanwhile)).deed
        assert numbers() == [f"W-2611-{n:03}" for n in range(1, 5)]
        meanwhile(0)
        server_office.undo(deed)
        meanwhile(0)
    assert numbers() == [f"W-2611-{n:03}" for n in range(1, 7)]
