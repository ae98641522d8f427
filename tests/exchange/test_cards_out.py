"""People as contact cards, and back again: the same people with the same ways to reach them."""

import csv
import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmcrm_desktop.exchange import lists_out, tables_in, tables_out
from fmcrm_desktop.exchange.cards_out import write
from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of
from fmcrm_desktop.exchange.whole_file import escaped, folded
from fmcrm_desktop.model.field import tidy
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import imports
from fmcrm_desktop.services.cards import PersonCard
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office

PEOPLE = "select name, other_name, kind, birthday, gender, occupation, notes from person order by id"
POINTS = (
    "select p.name, c.kind, c.value, c.purpose, c.hours, c.label, c.digits from contact_point c "
    "join person p on p.id = c.person_id order by p.id, c.kind, c.value"
)
FILE = [
    ["Name", "Nickname", "Mobile Phone", "Home Phone", "Business Phone", "Business Fax", "E-mail Address",
     "E-mail 2 Address", "Home Street", "Birthday", "Job Title", "Notes", "微信"],
    ["王芳", "Wang Fang", "13800138000 (billing)", "0755-88888888", "", "", "fang@example.org", "w@example.org",
     "柳苑 3-1202, 深圳; 中国", "1980-05-22", "教师", "Rings twice\nthen waits; ok, \\n", "fang_w"],
    ["Novak, Anna", "", "+44 20 7946 0018 (evenings)", "", "0755 8888 6666 转 12", "0755 8888 6667", "", "", "", "", "",
     "=1+1", ""],
]  # fmt: skip


def bring(office, path):
    choice = Choice(path)
    file = ImportFile.open(choice, kind_of(choice, "people"), None, office.store.zone)
    return office.do(imports.run, file.source()).result


def rows(office, sql):
    with closing(sqlite3.connect(office.store.path)) as connection:
        return connection.execute(sql).fetchall()


def test_our_own_cards_give_equal_people_in_an_empty_office(empty_office, tmp_path):
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(FILE)
    assert bring(empty_office, tmp_path / "in.csv").added == 2
    kinds = {(value, kind) for _, kind, value, *_ in rows(empty_office, POINTS)}
    assert {("13800138000", "mobile"), ("0755 8888 6667", "fax"), ("fang_w", "wechat")} <= kinds
    path = tmp_path / "out.vcf"
    assert lists_out.export(empty_office, "people", Query(), path, str).rows == 2
    assert all(len(line) <= 75 for line in path.read_bytes().split(b"\r\n"))
    other = found_office(tmp_path / "other.fmcrm", OfficeForm(name="B", zone="Asia/Shanghai", manager="M"))
    assert bring(other, path).added == 2
    for sql in (PEOPLE, POINTS):
        assert sorted(rows(other, sql), key=repr) == sorted(rows(empty_office, sql), key=repr)
    assert bring(other, path).same == bring(empty_office, path).same == 2
    other.close()


def test_only_people_are_cards(office, tmp_path):
    with pytest.raises(Refusal, match="Only people"):
        lists_out.export(office, "units", Query(), tmp_path / "units.vcf", str)


@given(st.text(max_size=300))
def test_a_folded_line_is_the_line(text):
    line = f"NOTE:{escaped(text.encode('utf-8', 'replace').decode())}"
    pieces = folded(line).removesuffix(b"\r\n").split(b"\r\n ")
    assert all(len(piece) <= 75 for piece in pieces)
    assert b"".join(pieces).decode() == line


HOSTILE = [
    "undefined", "NULL", "N/A", "true", "\\", "1E+02", "0x0", "-", "--", "=1+1", "+86 138", "-5", "@SUM(1)", "'quoted'",
    "''=1", "\"", ";drop table person;--", "Ω≈ç√∫˜µ≤≥÷", "田中さんにあげて下さい", "𠜎𠜱𠝹", "ÅÍÎÏ˝ÓÔ",
    "表ポあA鷗ŒéＢ逍Üßªąñ丂",
    "❤️ 💔 👾", "１２３", "١٢٣", "ثم نفس سقطت",
    "\u202etest\u202c", "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n", "<script>alert(1)</script>", "{{7*7}}", "%s%n",
    "$HOME", "../../etc/passwd", "a,b;c", "item1.TEL:1", "BEGIN:VCARD", "END:VCARD", "FN:x=", "100%=", "＝１＋１",
    "a  b",
    "\u3000王\u3000芳", "COM1", "1/2", "2026-01-02", "1;2", "a\\,b\\;c\\nd", "ab" * 60,
]  # fmt: skip


def seen(path, header):
    table = tables_in.read(path, header_row=0 if path.suffix == ".vcf" else 1)
    at = [table.header.index(name) for name in header]
    return [[cells[each] for each in at] for _, cells in table]


def test_hostile_names_and_notes_come_back_equal_from_cards(tmp_path):
    names = [tidy(each) for each in HOSTILE]
    cards = [PersonCard(name, "", "person", None, "", "", f"{name}\n{name}", ()) for name in names]
    write(tmp_path / "x.vcf", cards)
    found = seen(tmp_path / "x.vcf", ("Full name", "Notes"))
    assert found == [[name, f"{name}\n{name}"] for name in names]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".vcf"])
def test_hostile_people_come_back_equal_through_the_office(empty_office, tmp_path, ending):
    names = [tidy(each) for each in HOSTILE]
    tables_out.write(tmp_path / "in.csv", ["Name", "Notes"], [[name, name] for name in names])
    assert bring(empty_office, tmp_path / "in.csv").rejected == 0
    stored = rows(empty_office, "select name, notes from person order by id")
    spread = {"王\u3000芳": "王芳"}  # lists spread two characters to stand even with three
    assert stored == [(spread.get(name, name), name) for name in names]
    path = tmp_path / f"out{ending}"
    lists_out.export(empty_office, "people", Query(), path, str)
    other = found_office(tmp_path / "other.fmcrm", OfficeForm(name="B", zone="Asia/Shanghai", manager="M"))
    bring(other, path)
    assert sorted(rows(other, "select name, notes from person")) == sorted(stored)
    other.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(min_size=1, max_size=80), st.text(max_size=200))
def test_any_name_and_note_come_back_equal_from_cards(tmp_path, name, note):
    name, note = tidy(name), tidy(note.replace("\r", "\n"), 4)
    if name:
        write(tmp_path / "x.vcf", [PersonCard(name, "", "person", None, "", "", note, ())])
        assert seen(tmp_path / "x.vcf", ("Full name", "Notes")) == [[name, note]]
