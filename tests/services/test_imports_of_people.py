"""People who come in: ways to reach them as dirty cells say them, and rows that look like somebody known."""

import csv
import sqlite3
from contextlib import closing

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of, write_rejects
from fmcrm_desktop.model.incoming import Incoming
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import imports
from fmcrm_desktop.services.imports.contacts import numbers_in, ways_of
from fmcrm_desktop.store import bulk

OUTLOOK = ["First Name", "Last Name", "Company", "Job Title", "Business Phone", "Business Fax", "Home Phone",
           "Mobile Phone", "E-mail Address", "E-mail 2 Address", "E-mail 3 Address", "Notes"]  # fmt: skip
GMAIL = ["First Name", "Last Name", "Organization Name", "E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Label",
         "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value", "Address 1 - Formatted"]  # fmt: skip


def table(tmp_path, rows, name="people.csv"):
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def opened(office, path, mapping=None):
    choice = Choice(path)
    return ImportFile.open(choice, kind_of(choice, "people"), mapping, office.store.zone)


def bring(office, path, default="new", rows=None):
    return office.do(imports.run, opened(office, path).source(None, imports.Decide(default, rows or {})))


def counts(result):
    assert result.read == result.added + result.updated + result.same + result.rejected
    return result.read, result.added, result.updated, result.same, result.rejected


def ask(office, sql):
    with closing(sqlite3.connect(office.store.path)) as connection:
        return connection.execute(sql).fetchall()


def points(office):
    return set(ask(office, "select kind, value, label from contact_point where archived is null"))


def test_the_contacts_of_outlook_keep_their_kinds(empty_office, tmp_path):
    row = ["Ann", "Li", "Acme", "Manager", "0755-8888 6666 ext. 12", "0755-8888 6667", "020 7946 0018", "13800138000",
           "ann@example.org", "a.li@example.org", "", "likes mornings"]  # fmt: skip
    assert counts(bring(empty_office, table(tmp_path, [OUTLOOK, row])).result) == (1, 1, 0, 0, 0)
    assert points(empty_office) == {
        ("phone", "0755-8888 6666 ext. 12", "work"), ("fax", "0755-8888 6667", ""), ("phone", "020 7946 0018", "home"),
        ("mobile", "13800138000", ""), ("email", "ann@example.org", ""), ("email", "a.li@example.org", ""),
    }  # fmt: skip
    assert ask(empty_office, "select name, occupation, notes from person") == [
        ("Ann Li", "Manager", "likes mornings\nCompany: Acme")
    ]
    assert counts(bring(empty_office, table(tmp_path, [OUTLOOK, row])).result) == (1, 0, 0, 1, 0)


def test_the_contacts_of_gmail_have_their_kinds_beside_them(empty_office, tmp_path):
    row = ["芳", "王", "", "* ", "fang@example.org", "Work Fax", "0755-88886667", "Mobile",
           "13800138000 ::: 13900139000", "Shenzhen\nNanshan"]  # fmt: skip
    assert counts(bring(empty_office, table(tmp_path, [GMAIL, row])).result) == (1, 1, 0, 0, 0)
    assert ask(empty_office, "select name from person") == [("王芳",)]
    found = {(kind, value) for kind, value, _ in points(empty_office)}
    assert {("fax", "0755-88886667"), ("mobile", "13800138000"), ("mobile", "13900139000")} <= found


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("13800138000 13900139000", ["13800138000", "13900139000"]),
        ("0755-88886666、88886667；13800138000", ["0755-88886666", "88886667", "13800138000"]),
        ("030/1234567", ["030/1234567"]),
        ("(212) 555-0100 or (212) 555-0199", ["(212) 555-0100", "(212) 555-0199"]),
        ("１３８００１３８０００", ["13800138000"]),
        ("+86 138 0013 8000", ["+86 138 0013 8000"]),
        ("0755-88886666 转 801", ["0755-88886666 转 801"]),
        ("138 0013 8000\n", ["138 0013 8000"]),
    ],
)
def test_one_cell_may_hold_several_numbers(cell, numbers):
    assert numbers_in(cell) == numbers


@pytest.mark.parametrize(
    ("cell", "value", "purpose", "hours"),
    [
        ("13800138000.0", "13800138000", "any", ""),
        ("1.3800138000E+10", "13800138000", "any", ""),
        ("王女士 13800138000", "13800138000", "any", "王女士"),
        ("13800138000（王女士）", "13800138000", "any", "王女士"),
        ("Tel: 0755-88886666", "0755-88886666", "any", ""),
        ("手机：13800138000", "13800138000", "any", ""),
        ("13800138000 (billing)", "13800138000", "billing", ""),
        ("13800138000 (repairs; evenings)", "13800138000", "repairs", "evenings"),
        ("010-12345678 (ext 5)", "010-12345678 (ext 5)", "any", ""),
        ("(010) 12345678", "(010) 12345678", "any", ""),
    ],
)
def test_a_number_is_freed_from_what_stands_around_it(cell, value, purpose, hours):
    (way,), left = ways_of(Incoming(2, {"phone": cell}, [], {}, []), {})
    assert (way.value, way.purpose, way.hours, left) == (value, purpose, hours, [])


@pytest.mark.parametrize("cell", ["see web page", "1.38E+10", "12"])
def test_what_is_no_number_is_kept_in_the_notes(empty_office, tmp_path, cell):
    bring(empty_office, table(tmp_path, [["Name", "Phone"], ["Ann Li", cell]]))
    assert ask(empty_office, "select notes from person") == [(f"Phone: {cell}",)]
    assert not points(empty_office)


def test_who_only_looks_like_somebody_is_new_unless_the_person_says_otherwise(office, sample, tmp_path):
    header = ["Name", "Mobile", "Email", "Unit"]
    rows = [["Wang Fang", "13511112222", "", ""], ["王小芳", "138 0013 8000", "", ""], ["A. Nowak", "", "", "1-0304"],
            ["Nobody Known", "13511113333", "", ""]]  # fmt: skip
    path = table(tmp_path, [header, *rows])
    seen = office.ask(imports.preview, opened(office, path).source())
    assert [(one.line, one.like.why) for one in seen.alike] == [(2, "name"), (3, "phone"), (4, "unit")]
    assert seen.alike[0].like.id == sample.owner
    assert (seen.likes, counts(seen)) == (3, (4, 4, 0, 0, 0))

    people = ask(office, "select count(*) from person where archived is null")
    done = bring(office, path, rows={2: "update", 3: "same"})
    assert counts(done.result) == (4, 2, 1, 1, 0)
    assert ask(office, f"select name from person where id = {sample.owner}") == [("王芳",)]
    assert ask(office, "select count(*) from person where name = '王小芳'") == [(0,)]
    again = office.ask(imports.preview, opened(office, path).source())
    assert (counts(again), [one.line for one in again.alike]) == ((4, 0, 0, 4, 0), [])
    office.undo(done.deed)
    assert ask(office, "select count(*) from person where archived is null") == people
    assert ask(office, f"select name from person where id = {sample.owner}") == [("王芳",)]
    assert ("mobile", "13511112222", "") not in points(office)


@pytest.mark.parametrize(("default", "wanted"), [("new", (1, 1, 0, 0, 0)), ("same", (1, 0, 0, 1, 0)),
                                                 ("update", (1, 0, 1, 0, 0))])  # fmt: skip
def test_one_answer_for_all(office, sample, tmp_path, default, wanted):
    path = table(tmp_path, [["Name", "Mobile"], ["Fang Wang", "13800138000"]])
    assert counts(bring(office, path, default).result) == wanted


def test_a_family_in_one_file_with_one_telephone_is_taken_whole(empty_office, tmp_path):
    path = table(tmp_path, [["Name", "Mobile"], ["钱多多", "13800138000"], ["钱小小", "13800138000"]])
    assert counts(bring(empty_office, path).result) == (2, 2, 0, 0, 0)
    assert counts(bring(empty_office, path).result) == (2, 0, 0, 2, 0)
    assert empty_office.ask(imports.preview, opened(empty_office, path).source()).likes == 0


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_rejected_rows_are_mended_and_come_in_under_the_same_mapping(empty_office, tmp_path, ending):
    rows = [["Ann Li", "13800138000", "1990-13-45"], ["Ben Wu", "13900139000", "1991-02-03"]]
    file = opened(empty_office, table(tmp_path, [["Name", "Mobile", "Birthday"], *rows]))
    first = empty_office.do(imports.run, file.source()).result
    assert counts(first) == (2, 1, 0, 0, 1)
    path = write_rejects(tmp_path / f"left{ending}", file, first, lambda one: one.why.text)
    again = opened(empty_office, path)
    assert (again.header, again.signature) == (file.header, file.signature)
    if ending == ".csv":
        path.write_text(
            path.read_text(encoding="utf-8-sig").replace("1990-13-45", "1990-12-05"), encoding="utf-8"
        )
    else:
        from openpyxl import load_workbook

        book = load_workbook(path)
        book.active["C2"] = "1990-12-05"
        book.save(path)
    assert counts(bring(empty_office, path).result) == (1, 1, 0, 0, 0)
    assert ask(empty_office, "select name, birthday from person order by id") == [
        ("Ben Wu", "1991-02-03"), ("Ann Li", "1990-12-05")]  # fmt: skip


TWO = [
    "陈秀英、刘强",
    "陈秀英,刘强",
    "陈秀英；刘强；王小明",
    "Chen Xiuying & Liu Qiang",
    "Ann Li / Bob Ray",
    "Ann Li and Bob Ray",
]
ONE = ["陈秀英", "欧阳和平", "王芳/Wang Fang", "Smith, John", "Li & Sons Trading Ltd", "Procter & Gamble",
       "上海和平物业公司", "Anderson Rand", "柳苑物业、后勤有限公司"]  # fmt: skip


@pytest.mark.parametrize(("kind", "heads"), [("people", ["姓名", "房号"]), ("units", ["业主姓名", "房号"])])
def test_two_names_in_one_cell_are_told_in_the_preview(empty_office, tmp_path, kind, heads):
    rows = [heads, *([name, f"3-{at}02"] for at, name in enumerate((*ONE, *TWO), 1))]
    choice = Choice(table(tmp_path, rows, "owners.csv"))
    file = ImportFile.open(choice, kind, None, empty_office.store.zone)
    seen = empty_office.ask(imports.preview, file.source())
    assert seen.rejected == 0 and seen.added == len(rows) - 1
    first = len(ONE) + 2
    lines = [str(first + at) for at in range(5)] + ["…"]
    [hint] = seen.hints
    assert hint.values["count"] == len(TWO) and list(hint.values["lines"]) == lines
    told = Words("zh_CN", locale=places.resources() / "locale")(hint.text, **hint.values)
    assert f"（第{'、'.join(lines)}行）" in told


def test_names_of_one_are_told_of_nobody(empty_office, tmp_path):
    path = table(tmp_path, [["姓名", "房号"], *([name, f"3-{at}02"] for at, name in enumerate(ONE, 1))])
    assert bring(empty_office, path).result.hints == []


@pytest.mark.parametrize("kind", ["people", "units"])
def test_a_building_that_comes_in_with_a_later_file_is_told(empty_office, tmp_path, kind):
    """In the first list every building is new; one that comes later may be a slip of the hand."""

    def hints(rows):
        path = table(tmp_path, [["业主姓名", "房号"], *rows], "owners.csv")
        file = ImportFile.open(Choice(path), kind, None, empty_office.store.zone)
        return empty_office.do(imports.run, file.source()).result.hints

    assert hints([["王芳", "3-102"], ["李强", "4-102"]]) == []
    assert hints([["张伟", "3-103"]]) == []
    [hint] = hints([["刘洋", "33-102"], *(["陈静", f"{at}0-101"] for at in range(4, 9))])
    assert hint.values["codes"] == ["33", "40", "50", "60", "70", "…"]


def test_owners_and_tenants_of_a_list_of_units_are_made_together_and_nobody_twice(
    empty_office, tmp_path, monkeypatch
):
    rows = [
        [f"3-{n:04}", f"Owner {n // 2}", f"13800{n // 2:06}", f"Tenant {n}", f"13900{n:06}"]
        for n in range(80)
    ]
    path = table(tmp_path, [["Unit", "Owner Name", "Owner Phone", "Tenant Name", "Tenant Phone"], *rows])
    choice = Choice(path)
    file = ImportFile.open(choice, kind_of(choice, "units"), None, empty_office.store.zone)
    added = []

    def listen(session, table, rows, add=bulk.add_many):
        added.append(table)
        return add(session, table, rows)

    monkeypatch.setattr(bulk, "add_many", listen)
    told = empty_office.ask(imports.preview, file.source())
    assert (told.added, added) == (80, [])
    assert counts(empty_office.do(imports.run, file.source()).result) == (80, 80, 0, 0, 0)
    assert added.count(Person) == 2, "the owners, then the tenants"
    with closing(sqlite3.connect(empty_office.store.path)) as kept:
        tied = kept.execute(
            """select u.label, r.role, p.name, c.value from relation r join unit u on u.id = r.unit_id
               join person p on p.id = r.person_id join contact_point c on c.person_id = p.id"""
        ).fetchall()
        assert kept.execute("select count(*) from person").fetchone() == (40 + 80,)
    owners = {(unit, "owner", *owner) for unit, *owner, _, _ in rows}
    assert {(unit, role, name, phone) for unit, role, name, phone in tied} == owners | {
        (unit, "tenant", *tenant) for unit, _, _, *tenant in rows
    }
    assert counts(empty_office.do(imports.run, file.source()).result) == (80, 0, 0, 80, 0)
