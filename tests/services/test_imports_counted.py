"""What comes in, counted by plain csv, openpyxl and sqlite3 beside us: encodings, several kinds in one sheet, cards."""

import csv
import io
import random
import re
import sqlite3
from contextlib import closing
from fractions import Fraction

import pytest
from openpyxl import Workbook, load_workbook

from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of
from fmcrm_desktop.services import imports


def bring(office, path, kind=None):
    choice = Choice(path)
    file = ImportFile.open(choice, kind_of(choice, kind), None, office.store.zone)
    return office.do(imports.run, file.source())


def counts(result):
    assert result.read == result.added + result.updated + result.same + result.rejected
    return result.added, result.updated, result.same, result.rejected


def ask(office, sql):
    with closing(sqlite3.connect(office.store.path)) as connection:
        return connection.execute(sql).fetchall()


def nothing_new(office, path, rows, kind=None):
    again = bring(office, path, kind)
    return (counts(again.result), again.deed) == ((0, 0, rows, 0), None)


SIMPLIFIED = [["姓名", "手机号", "房号", "备注"], ["王芳", "13800138000", "1-101", "每周三上门，请先打电话"],
              ["欧阳小明", "13900139000", "1-102", "业主委员会成员"]]  # fmt: skip
TRADITIONAL = [["姓名", "手機", "備註"], ["陳大文", "91234567", "請於週三下午聯絡，電梯維修通知"],
               ["歐陽國強", "98765432", "業主立案法團委員，停車場月租戶"]]  # fmt: skip
WESTERN = [["Name", "Mobile", "Notes"], ["José Peña", "13511110001", "Señora Muñoz lleva la caña"],
           ["Zoë Müller", "13511110002", "Größere Wohnung gewünscht"]]  # fmt: skip
CODECS = {
    "utf-8": SIMPLIFIED, "utf-8-sig": SIMPLIFIED, "utf-16-le": SIMPLIFIED, "cp1252": WESTERN, "gb18030": SIMPLIFIED,
    "big5": TRADITIONAL,
}  # fmt: skip


@pytest.mark.parametrize("codec", CODECS)
def test_a_table_in_each_encoding_comes_in_letter_for_letter_and_once(empty_office, tmp_path, codec):
    path = tmp_path / "people.csv"
    with path.open("w", encoding=codec, newline="") as file:
        csv.writer(file).writerows(CODECS[codec])
    with path.open(encoding=codec, newline="") as file:
        read = list(csv.reader(file))[1:]
    assert counts(bring(empty_office, path, "people").result) == (len(read), 0, 0, 0)
    kept = ask(
        empty_office,
        "select p.name, c.value, p.notes from person p join contact_point c on c.person_id = p.id order by p.id",
    )
    assert kept == [(row[0], row[1], row[-1]) for row in read]
    assert nothing_new(empty_office, path, len(read), "people")


@pytest.mark.parametrize("codec", CODECS)
def test_cards_in_each_encoding_come_in_letter_for_letter_and_once(empty_office, tmp_path, codec):
    rows = CODECS[codec][1:]
    text = "".join(
        f"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:{row[0]}\r\nTEL;CELL:{row[1]}\r\nNOTE:{row[-1]}\r\nEND:VCARD\r\n"
        for row in rows
    )
    path = tmp_path / "people.vcf"
    path.write_bytes(text.encode(codec))
    assert counts(bring(empty_office, path).result) == (len(rows), 0, 0, 0)
    assert ask(empty_office, "select name, notes from person order by id") == [
        (row[0], row[-1]) for row in rows
    ]
    assert nothing_new(empty_office, path, len(rows))


def test_people_units_and_ties_of_one_sheet_beside_notes_and_phantom_rows(empty_office, tmp_path):
    """Each row has a unit, its owner, who else lives there and a share; owners repeat, and so do units."""
    book = Workbook()
    sheet = book.active
    sheet.append(["2026 年业主登记表"])
    sheet.append(
        ["楼栋", "单元", "房号", "建筑面积", "业主姓名", "手机号", "业主类型", "产权份额", None, "填表说明"]
    )
    dice = random.Random(7)
    for n in range(120):
        owner = dice.randrange(60)
        role = dice.choice(["业主", "业主", "租户"])
        share = dice.choice(["50%", "1/2", ""]) if role == "业主" else ""
        sheet.append([f"{n % 3 + 1}", "1", f"{100 + n % 40}", 80.5 + n % 40, f"住户{owner}", 13800000000 + owner, role,
                      share])  # fmt: skip
        if n % 17 == 0:
            sheet.cell(n + 3, 10).value = "请勿修改表头"
    for row in range(123, 300):
        sheet.cell(row, 2).value = " " if row % 2 else None
    path = tmp_path / "together.xlsx"
    book.save(path)
    rows = [
        row for row in load_workbook(path).active.iter_rows(min_row=3, max_col=8, values_only=True)
        if any(cell not in (None, " ") for cell in row)
    ]  # fmt: skip
    assert len(rows) == 120
    done = bring(empty_office, path, "people")
    assert done.result.read == 120 and done.result.rejected == 0
    ties = {(row[4], row[0], row[2], "owner" if row[6] == "业主" else "tenant") for row in rows}
    kept = ask(
        empty_office,
        "select p.name, b.code, u.code, r.role, r.share_numerator, r.share_denominator from relation r "
        "join person p on p.id = r.person_id join unit u on u.id = r.unit_id join building b on b.id = u.building_id "
        "where r.archived is null",
    )
    assert {row[:4] for row in kept} == ties and len(kept) == len(ties)
    assert {Fraction(*row[4:]) for row in kept if row[4]} == {Fraction(1, 2)}
    assert ask(empty_office, "select count(*) from person") == [(len({row[4] for row in rows}),)]
    assert ask(empty_office, "select count(*) from unit") == [(len({(row[0], row[2]) for row in rows}),)]
    numbers = {str(row[5]) for row in rows}
    assert {value for (value,) in ask(empty_office, "select value from contact_point")} == numbers
    assert nothing_new(empty_office, path, 120, "people")


FORMS = ["(202) 555-{n:04}", "202.555.{n:04}", "+1 202 555 {n:04}", "２０２５５５{n:04}", "2025550000.0", "N/A", "",
         "see web page", "202-555-{n:04} or 202-556-{n:04}", "Tel: 202 555 {n:04}"]  # fmt: skip


def test_the_numbers_of_a_directory_are_counted_by_other_means(empty_office, tmp_path):
    dice = random.Random(11)
    rows = [[f"Organisation {n}", dice.choice(FORMS).format(n=n), f"{n} Elm St"] for n in range(2_000)]
    path = tmp_path / "directory.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["Organization Name", "Phone", "Address"], *rows])
    wanted = {
        (
            row[0],
            re.sub(r"\D", "", part.translate({0xFF10 + at: str(at) for at in range(10)}).removesuffix(".0"))[
                -10:
            ],
        )
        for row in rows
        for part in row[1].split(" or ")
        if sum(c.isdigit() for c in part) >= 10
    }
    assert counts(bring(empty_office, path, "people").result) == (2_000, 0, 0, 0)
    kept = ask(
        empty_office,
        "select p.name, c.digits from contact_point c join person p on p.id = c.person_id "
        "where c.kind in ('mobile', 'phone')",
    )
    assert {(name, digits[-10:]) for name, digits in kept} == wanted and len(kept) == len(wanted)
    said = sum(row[1] == "see web page" for row in rows)
    assert ask(empty_office, "select count(*) from person where notes like '%see web page%'") == [(said,)]
    assert nothing_new(empty_office, path, 2_000, "people")


ANDROID = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E8=8A=B3;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B=E8=8A=B3
TEL;CELL;PREF:138-0013-8000
TEL;WORK:0755-88886666
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD
 /2wBDAAEBAQEB

END:VCARD
"""
IPHONE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iOS 17.0//EN
N:Nowak;Adam;;;
FN:Adam Nowak
TEL;type=CELL;type=VOICE;type=pref:+86 138 0013 8001
item1.TEL:+86 138 0013 8002
item1.X-ABLabel:_$!<HomeFAX>!$_
item2.EMAIL;type=INTERNET;type=pref:adam@example.org
item2.X-ABLabel:_$!<Other>!$_
item3.ADR;type=HOME:;;1 Elm St\\nFloor 2;Shenzhen;;518000;China
BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-22
END:VCARD
"""
GMAIL = """BEGIN:VCARD
VERSION:3.0
FN:Ann Li
N:Li;Ann;;;
EMAIL;TYPE=INTERNET;TYPE=HOME:ann@example.org
EMAIL;TYPE=INTERNET;TYPE=WORK:ann.li@example.com
TEL;TYPE=CELL:13800138003
NOTE:Second line follows\\nhere\\, with a comma
CATEGORIES:myContacts
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:
N:;;;;
TEL:13800138004
END:VCARD
"""
OUTLOOK = """BEGIN:VCARD
VERSION:2.1
N;LANGUAGE=de;CHARSET=Windows-1252:M\xfcller;Zo\xeb
FN;CHARSET=Windows-1252:Zo\xeb M\xfcller
ORG:Elm Ltd;Sales
TITLE:Manager
TEL;WORK;VOICE:+49 30 1234567
TEL;WORK;FAX:+49 30 1234568
ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;1 Elm St=0D=0ABack house;Berlin;;10115;Germany
LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:1 Elm St=0D=0ABack house=0D=0A=
10115 Berlin
EMAIL;PREF;INTERNET:zoe@example.org
X-MS-CARDPICTURE;TYPE=JPEG;ENCODING=BASE64:/9j/4AAQ
 SkZJRg==

END:VCARD
"""
THUNDERBIRD = """BEGIN:VCARD
VERSION:4.0
N:Wu;Ben;;;
FN:Ben Wu
EMAIL;PREF=1:ben@example.org
TEL;TYPE=cell;VALUE=TEXT:13800138005
TEL;VALUE=URI;TYPE="voice,work":tel:+86-755-88886667;ext=12
BDAY;VALUE=DATE:19800522
UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
END:VCARD
"""
NOKIA = """BEGIN:VCARD
VERSION:2.1
N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E6=9D=8E;=E6=98=8E
TEL;CELL:13800138006
TEL;CELL;HOME:13800138007
END:VCARD
"""
NOTES = """BEGIN:VCARD
VERSION:2.1
X-LOTUS-CHARSET:UTF-8
N;CHARSET=UTF-8:Yu;Cy;;;
FN;CHARSET=UTF-8:Cy Yu
ADR;HOME;CHARSET=UTF-8:;;2 Elm St;Shenzhen
;;518000
TEL;HOME;VOICE:0755-88886668
EMAIL;INTERNET:cy@example.org
EMAIL;INTERNET:cy@example.org
END:VCARD
"""
MACOS = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 14.0//EN
N:;;;;
FN:Elm Lifts Ltd
ORG:Elm Lifts Ltd;
X-ABShowAs:COMPANY
TEL;type=WORK;type=VOICE;type=pref:400-123-4567
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:陈;静;;;
FN:静 陈
X-PHONETIC-FIRST-NAME:Jing
X-PHONETIC-LAST-NAME:Chen
item1.TEL;type=pref:13800138008
item1.X-ABLabel:手机
END:VCARD
"""
PROGRAMS = {
    "android": (ANDROID, "utf-8", {"王芳": {"13800138000", "075588886666"}}),
    "iphone": (IPHONE, "utf-8", {"Adam Nowak": {"13800138001", "13800138002", "adam@example.org"}}),
    "gmail": (
        GMAIL, "utf-8",
        {"Ann Li": {"ann@example.org", "ann.li@example.com", "13800138003"}, "13800138004": {"13800138004"}},
    ),
    "outlook": (OUTLOOK, "cp1252", {"Zoë Müller": {"301234567", "301234568", "zoe@example.org"}}),
    "thunderbird": (THUNDERBIRD, "utf-8", {"Ben Wu": {"ben@example.org", "13800138005", "75588886667"}}),
    "nokia": (NOKIA, "utf-8", {"李明": {"13800138006", "13800138007"}}),
    "notes": (NOTES, "utf-8", {"Cy Yu": {"075588886668", "cy@example.org"}}),
    "macos": (MACOS, "utf-8-sig", {"Elm Lifts Ltd": {"4001234567"}, "陈静": {"13800138008"}}),
}  # fmt: skip


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_the_cards_of_eight_programs_come_in_whole_and_once(empty_office, tmp_path, program, ends):
    text, codec, wanted = PROGRAMS[program]
    path = tmp_path / f"{program}.vcf"
    path.write_bytes(io.StringIO(text).read().replace("\n", ends).encode(codec))
    assert counts(bring(empty_office, path).result) == (len(wanted), 0, 0, 0)
    ways = ask(
        empty_office,
        "select p.name, c.value from contact_point c join person p on p.id = c.person_id where c.kind <> 'post'",
    )
    found = {name: [value for who, value in ways if who == name] for name, _ in ways}
    assert found.keys() == wanted.keys()
    for name, values in wanted.items():
        bare = [
            value if "@" in value else re.sub(r"\D", "", value.partition(" ext")[0]) for value in found[name]
        ]
        assert len(bare) == len(values)
        assert all(any(each.endswith(value) for each in bare) for value in values), bare
    assert nothing_new(empty_office, path, len(wanted))
