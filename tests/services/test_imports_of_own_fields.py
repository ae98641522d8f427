"""Own fields come in with an import: found by either name, checked as the form checks, kept in the import's deed."""

import csv
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from unicodedata import category

import pytest
from openpyxl import Workbook

from fmcrm_desktop.exchange import import_steps, lists_out
from fmcrm_desktop.exchange.import_file import Choice, ImportFile, write_rejects
from fmcrm_desktop.model.own_field import SUBJECTS
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import imports, own_fields, owners
from fmcrm_desktop.services.imports.own import SUBJECTS as KINDS
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.services.owners import NewPersonForm
from tests.safety import hostile


def define(office, name, kind="text", subject="person", **more):
    return office.do(own_fields.add, OwnFieldForm(subject, kind, name, **more)).result


def table(tmp_path, rows, name="in.csv"):
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def opened(office, path, kind="people", given=None):
    return ImportFile.open(Choice(path), kind, given, "Asia/Shanghai", office.ask(imports.targets, kind))


def bring(office, path, kind="people", given=None):
    return office.do(imports.run, opened(office, path, kind, given).source())


def counts(result):
    assert result.read == result.added + result.updated + result.same + result.rejected
    return result.added, result.updated, result.same, result.rejected


def kept(office):
    """Field name → what it says of whom, read by plain sqlite3."""
    with closing(sqlite3.connect(office.store.path)) as file:
        return set(file.execute(
            "select f.name, p.name, v.value from own_value v join own_field f on f.id = v.field_id "
            "join person p on p.id = v.record_id"
        ))  # fmt: skip


HEADER = ["Name", "Mobile", "车牌 *", "Lease until", "Share", "CLASS", "Keys"]
ROWS = [
    ["Ann Li", "13800138000", "粤B·88Q66", "31/12/2026", "1,234.50", "gold", "yes"],
    ["Ben Wu", "13900139000", "", "2027-02-03", "", "Silver", "no"],
    ["Cy Yu", "13700137000", "", "", "", "", ""],
]


@pytest.fixture
def fields(empty_office):
    define(empty_office, "Plate", other_name="车牌")
    define(empty_office, "Lease until", "date")
    define(empty_office, "Share", "number")
    define(empty_office, "Class", "choice", choices=("Gold", "Silver"))
    define(empty_office, "Keys", "tick")


WANTED = {
    ("Plate", "Ann Li", "粤B·88Q66"), ("Lease until", "Ann Li", "2026-12-31"), ("Share", "Ann Li", "1234.50"),
    ("Class", "Ann Li", "Gold"), ("Keys", "Ann Li", "1"), ("Lease until", "Ben Wu", "2027-02-03"),
    ("Class", "Ben Wu", "Silver"),
}  # fmt: skip


def test_each_kind_comes_in_once_is_found_and_goes_with_the_undo(empty_office, fields, tmp_path):
    path = table(tmp_path, [HEADER, *ROWS])
    first = bring(empty_office, path)
    assert counts(first.result) == (3, 0, 0, 0)
    assert kept(empty_office) == WANTED
    assert len(empty_office.ask(owners.page, Query("88Q66")).ids) == 1
    again = bring(empty_office, path)
    assert (counts(again.result), again.deed) == ((0, 0, 3, 0), None)
    empty_office.undo(first.deed)
    assert kept(empty_office) == set()
    assert counts(bring(empty_office, path).result) == (3, 0, 0, 0)
    assert kept(empty_office) == WANTED


def test_a_second_import_brings_up_to_date_and_its_silence_changes_nothing(empty_office, fields, tmp_path):
    bring(empty_office, table(tmp_path, [HEADER, *ROWS]))
    new = [["Ann Li", "13800138000", "", "", "", "Silver", "no"], ["Ben Wu", "13900139000", "B 2", "", "", "", ""],
           ROWS[2]]  # fmt: skip
    path = table(tmp_path, [HEADER, *new], "second.csv")
    seen = empty_office.ask(imports.preview, opened(empty_office, path).source())
    done = bring(empty_office, path)
    assert counts(seen) == counts(done.result) == (0, 2, 1, 0)
    now = WANTED - {("Class", "Ann Li", "Gold"), ("Keys", "Ann Li", "1")}
    assert kept(empty_office) == now | {("Class", "Ann Li", "Silver"), ("Plate", "Ben Wu", "B 2")}
    empty_office.undo(done.deed)
    assert kept(empty_office) == WANTED


@pytest.mark.parametrize(
    ("column", "cell"),
    [(3, "soon"), (3, "31/02/2026"), (4, "abc"), (5, "Bronze"), (6, "maybe"), (2, "x" * 1001)],
)
def test_a_cell_the_form_would_refuse_rejects_its_row_with_the_reason(
    empty_office, fields, tmp_path, column, cell
):
    wrong = ["Dee Xu", "13600136000", *ROWS[0][2:]]
    wrong[column] = cell
    file = opened(empty_office, table(tmp_path, [HEADER, *ROWS, wrong]))
    result = empty_office.do(imports.run, file.source()).result
    assert counts(result) == (3, 0, 0, 1)
    assert kept(empty_office) == WANTED
    path = write_rejects(
        tmp_path / "left.csv", file, result, lambda one: one.why.text.format(**one.why.values)
    )
    with path.open(encoding="utf-8-sig", newline="") as rows:
        (told,) = csv.DictReader(rows)
    assert (told["line"], told[HEADER[column]]) == ("5", cell)
    assert HEADER[column] in told["reason"]
    path.write_text(
        path.read_text(encoding="utf-8-sig").replace(cell, {4: "77"}.get(column, ROWS[0][column])),
        encoding="utf-8",
    )
    assert counts(bring(empty_office, path).result) == (1, 0, 0, 0)
    assert len(kept(empty_office)) == len(WANTED) + 5


def test_days_of_a_workbook_are_days(empty_office, fields, tmp_path):
    book = Workbook()
    book.active.append(["Name", "Lease until", "Share"])
    book.active.append(["Ann Li", date(2026, 12, 31), 7])
    book.save(tmp_path / "in.xlsx")
    bring(empty_office, tmp_path / "in.xlsx")
    assert kept(empty_office) == {("Lease until", "Ann Li", "2026-12-31"), ("Share", "Ann Li", "7")}


ROOMS = {
    "units": ("unit", ["Building", "Unit"], ["7", "701"]),
    "parking": ("unit", ["Parking lot", "Space number"], ["P", "B-01"]),
    "orders": ("work_order", ["Number", "Received", "Summary"], ["W1", "2026-01-02 10:00", "Tap drips"]),
    "complaints": ("complaint", ["Number", "Received", "Own words"], ["C1", "2026-01-02 10:00", "Noise"]),
}


@pytest.mark.parametrize("kind", ROOMS)
def test_units_spaces_orders_and_complaints_have_theirs(empty_office, tmp_path, kind):
    subject, header, row = ROOMS[kind]
    field = define(empty_office, "Grade", "choice", subject, choices=("Amber", "Crimson"))
    path = table(tmp_path, [[*header, "grade"], [*row, "CRIMSON"]])
    assert counts(bring(empty_office, path, kind).result) == (1, 0, 0, 0)
    assert bring(empty_office, path, kind).deed is None
    with closing(sqlite3.connect(empty_office.store.path)) as file:
        said = file.execute(
            f"select v.field_id, v.value from own_value v join {subject} r on r.id = v.record_id"
        ).fetchall()
    assert said == [(field, "Crimson")]
    path = table(tmp_path, [[*header, "grade"], [*row, "Amber"]])
    assert counts(bring(empty_office, path, kind).result) == (0, 1, 0, 0)


def test_every_subject_with_own_fields_can_be_imported():
    assert set(KINDS.values()) == set(SUBJECTS)


def test_a_mapping_names_own_fields_by_either_name_and_refuses_what_is_none(empty_office, fields, tmp_path):
    path = table(tmp_path, [["Name", "x"], ["Ann Li", "B 1"]])
    for name in ("Plate", "车牌", "plate"):
        file = opened(empty_office, path, given={"columns": {"name": "Name", name: "x"}})
        assert list(file.mapping.columns.values()) == ["Name", "x"]
    with pytest.raises(Refusal) as wrong:
        opened(empty_office, path, given={"columns": {"name": "Name", "Kennel": "x"}})
    assert "Plate" in str(wrong.value.values["names"])
    file = opened(
        empty_office,
        path,
        given={"columns": {"name": "Name", "plate": "x"}, "values": {"Plate": {"B 1": "B 2"}}},
    )
    empty_office.do(imports.run, file.source())
    assert kept(empty_office) == {("Plate", "Ann Li", "B 2")}


def test_columns_are_remembered_and_a_field_that_comes_later_is_guessed(empty_office, fields, tmp_path):
    path = table(tmp_path, [["Name", "Car", "Lease until", "Pet"], ["Ann Li", "B 1", "2026-12-31", "cat"]])
    look = empty_office.ask(import_steps.matching, Choice(path), "people", "Asia/Shanghai")
    plate, lease = (key for key, entry in look.own.items() if entry.name in ("Plate", "Lease until"))
    assert look.mapping.columns == {"name": "Name", lease: "Lease until"}
    columns = {"name": "Name", plate: "Car"}
    plain = json.loads(json.dumps({"columns": columns, "values": {}, "dates": "", "zone": ""}))
    file = opened(empty_office, path)
    empty_office.do(imports.remember, file.signature, "people", plain)
    pet = define(empty_office, "Pet")
    look = empty_office.ask(import_steps.matching, Choice(path), "people", "Asia/Shanghai")
    assert (look.remembered, look.mapping.columns) == (True, columns | {f"own:{pet}": "Pet"})
    empty_office.do(own_fields.archive, int(plate.split(":")[1]))
    look = empty_office.ask(import_steps.matching, Choice(path), "people", "Asia/Shanghai")
    assert (look.remembered, look.mapping.columns) == (True, {"name": "Name", f"own:{pet}": "Pet"})


def test_an_own_field_goes_before_ours_of_the_same_heading_but_not_before_the_name(empty_office, tmp_path):
    own = define(empty_office, "Occupation"), define(empty_office, "Owner name")
    file = opened(empty_office, table(tmp_path, [["Owner name", "Occupation"], ["Ann Li", "Cook"]]))
    assert file.mapping.columns == {"name": "Owner name", f"own:{own[0]}": "Occupation"}


def test_who_is_left_as_they_are_keeps_their_own_fields(office, sample, tmp_path):
    define(office, "Plate")
    path = table(tmp_path, [["Name", "Mobile", "Plate"], ["王小芳", "13800138000", "B 1"]])
    file = opened(office, path)
    assert counts(office.do(imports.run, file.source(decide=imports.Decide("same"))).result) == (0, 0, 1, 0)
    assert kept(office) == set()


def test_two_thousand_rows_are_asked_about_in_few_statements(empty_office, fields, tmp_path):
    rows = [[f"Somebody {n}", f"1380013{n:04}", f"P{n}", "", "", "", ""] for n in range(2_000)]
    path = table(tmp_path, [HEADER, *rows])
    assert counts(bring(empty_office, path).result) == (2_000, 0, 0, 0)
    assert {(name, value) for _, name, value in kept(empty_office)} == {(row[0], row[2]) for row in rows}
    assert bring(empty_office, path).deed is None


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_hostile_values_come_back_equal_through_an_export_and_an_import(empty_office, tmp_path, ending):
    define(empty_office, "Said")
    entry = empty_office.ask(own_fields.blank, "person")[0]
    texts = [said for text in hostile.STRINGS if (said := hostile.kept(text))]
    # what no table can hold (bells, noncharacters) is left out on the way there
    texts = [text for text in texts if not {category(c) for c in text} & {"Cc", "Cn"}]
    for n, text in enumerate(texts):
        form = NewPersonForm(name=f"Somebody {n}", own=(replace(entry, value=text),))
        empty_office.do(owners.add, form)
    wanted = kept(empty_office)
    assert len(wanted) == len(texts) > 12
    path = tmp_path / f"people{ending}"
    lists_out.export(empty_office, "people", Query(), path, Words("en", "Asia/Shanghai"))
    assert bring(empty_office, path).deed is None
    with closing(sqlite3.connect(empty_office.store.path)) as file, file:
        file.execute("delete from own_value")
    assert counts(bring(empty_office, path).result)[1] == len(texts)
    assert kept(empty_office) == wanted
