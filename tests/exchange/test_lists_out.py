"""Every list goes out in its filter and order, in both languages, and what we can import comes back the same."""

import csv
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.exchange import lists_out, tables_in
from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of, within
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import NotAllowed, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.places import resources
from fmcrm_desktop.services import exports, imports, own_fields, owners, phone_book, relations, units
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.services.relations import RelationForm
from tests.conftest import NOW

FILES = Path(__file__).parents[1] / "fixtures" / "imports"


def say(text):
    return text


def bring(office, path, kind=None):
    choice = Choice(path)
    file = ImportFile.open(choice, kind_of(choice, kind), None, office.store.zone)
    return office.do(imports.run, file.source()).result


@pytest.mark.parametrize("kind", exports.kinds())
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_list_can_be_written(office, tmp_path, kind, ending, language):
    words = Words(language, "Asia/Shanghai", resources() / "locale")
    written = lists_out.export(office, kind, Query(), tmp_path / f"out{ending}", words)
    table = tables_in.read(written.path, header_row=1)
    assert sum(1 for _ in table) == written.rows


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_charges_of_orders_are_not_taken_for_the_price_list(office, tmp_path, language):
    words = Words(language, "Asia/Shanghai", resources() / "locale")
    path = lists_out.export(office, "charges", Query(), tmp_path / "charges.csv", words).path
    choice, kind = within(Choice(path), "charges")
    with pytest.raises(Refusal, match="charges of work orders"):
        ImportFile.open(choice, kind, None, office.store.zone)
    choice, kind = within(Choice(FILES / "fees.csv"), "charges")
    assert kind == "fees" and ImportFile.open(choice, kind, None, office.store.zone).mapping.columns


def test_people_stand_in_the_order_of_the_list_with_their_ways_and_units(office, tmp_path):
    path = lists_out.export(office, "people", Query(), tmp_path / "people.csv", say).path
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    found = {
        line["Name"]: (line["Telephone"], line["Related units"], line["Person or company"]) for line in lines
    }
    assert found["A. Novak"] == ("'+44 20 7946 0018", "1-0304", "Individual")
    assert found["王芳"][1] == "3-1202, P-044"
    filtered = lists_out.export(office, "people", Query(text="novak"), tmp_path / "one.csv", say)
    assert filtered.rows == 1


def test_what_was_put_away_or_is_to_come_goes_out_as_nobodys_unit(office, sample, tmp_path):
    """Brought back, a unit that was put away would be made anew."""
    office.do(units.archive, sample.parking)
    office.do(owners.archive, sample.tenant)
    moving_in = RelationForm(
        sample.second_owner, sample.unit, "tenant", from_day=NOW.date() + timedelta(days=1)
    )
    office.do(relations.add, moving_in)

    def column(kind, name, heading):
        path = lists_out.export(office, kind, Query(), tmp_path / f"{kind}.csv", say).path
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {line[name]: line[heading] for line in csv.DictReader(file)}

    related = column("people", "Name", "Related units")
    assert (related["王芳"], related["A. Novak"]) == ("3-1202", "1-0304")
    tenants = column("units", "Label", "All tenants")
    assert (tenants["3-1202"], tenants["1-0304"]) == ("", "")
    assert [row.units for row in office.ask(owners.rows, (sample.owner,))] == ["3-1202"]
    assert [entry.unit for entry in office.ask(phone_book.page, Query(text="王芳")).first] == ["3-1202"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize(
    ("name", "kind"),
    [("complaints.csv", "complaints"), ("violations.csv", "orders"), ("rooms.utf16be.txt", "units")],
)
def test_what_went_out_comes_back_as_the_same(empty_office, tmp_path, name, kind, ending):
    brought = bring(empty_office, FILES / name)
    written = lists_out.export(empty_office, kind, Query(), tmp_path / f"out{ending}", say)
    again = bring(empty_office, written.path, kind)
    assert (again.read, again.same) == (brought.read, brought.read)


def test_people_come_back_as_the_same(office, tmp_path):
    written = lists_out.export(office, "people", Query(), tmp_path / "out.xlsx", say)
    again = bring(office, written.path, "people")
    assert (again.read, again.same) == (written.rows, written.rows)


def test_words_are_translated_and_moments_are_local(empty_office, tmp_path):
    bring(empty_office, FILES / "violations.csv")
    chinese = {"State": "状态", "Closed": "已关闭", "No.": "编号"}
    path = lists_out.export(
        empty_office, "orders", Query(), tmp_path / "o.xlsx", lambda t: chinese.get(t, t)
    ).path
    table = tables_in.read(path)
    rows = [dict(zip(table.header, cells, strict=True)) for _, cells in table]
    assert {row["状态"] for row in rows} == {"已关闭", "Requested"}
    assert {row["Due at"] for row in rows} >= {datetime.fromisoformat("2013-11-20T23:59:59")}


def test_a_list_nobody_knows_and_a_person_without_the_right_are_refused(office, tmp_path):
    with pytest.raises(Refusal, match="cannot be exported"):
        lists_out.export(office, "shoes", Query(), tmp_path / "a.csv", say)
    office.who = Who(None, "Reader", "reader")
    with pytest.raises(NotAllowed):
        lists_out.export(office, "people", Query(), tmp_path / "a.csv", say)


@pytest.mark.parametrize(("language", "wanted"), [("en", "Gas meter"), ("zh_CN", "燃气表号")])
def test_own_fields_head_their_columns_in_the_language_of_the_file(empty_office, tmp_path, language, wanted):
    empty_office.do(own_fields.add, OwnFieldForm("person", "text", "Gas meter", "燃气表号"))
    [entry] = empty_office.ask(own_fields.blank, "person")
    empty_office.do(owners.add, NewPersonForm("王芳", own=(replace(entry, value="G-17"),)))
    words = Words(language, "Asia/Shanghai", resources() / "locale")
    path = lists_out.export(empty_office, "people", Query(), tmp_path / "people.csv", words).path
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row[wanted] == "G-17"
    assert bring(empty_office, path).same == 1


def test_an_own_field_called_as_a_column_of_ours_is_told_from_it(empty_office, tmp_path):
    """In the language of the file, whichever of its names that is; and it comes back."""
    empty_office.do(own_fields.add, OwnFieldForm("person", "text", "Remark", "备注"))
    [entry] = empty_office.ask(own_fields.blank, "person")
    form = NewPersonForm("王芳", notes="Ours", own=(replace(entry, value="Theirs"),))
    empty_office.do(owners.add, form)
    words = Words("zh_CN", "Asia/Shanghai", resources() / "locale")
    path = lists_out.export(empty_office, "people", Query(), tmp_path / "people.csv", words).path
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row[words("Notes")], row[f"备注 ({entry.field_id})"]) == ("Ours", "Theirs")
    assert words("Notes") == "备注"
    assert bring(empty_office, path).same == 1
