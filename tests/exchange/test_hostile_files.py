"""Damaged and hostile files are refused in one sentence: no crash, no hang, no flood of memory (R15)."""

import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest

from fmcrm_desktop.exchange import limits, tables_in
from fmcrm_desktop.model.refusal import Refusal

SHEET = "xl/worksheets/sheet1.xml"


def walk(path: Path) -> int | None:
    """Rows read, or None where the file was refused. Any other exception fails the test."""
    try:
        return sum(1 for sheet in tables_in.sheets(path) for _ in tables_in.read(path, sheet.name or None))
    except Refusal as refusal:
        assert str(refusal)
        return None


def xlsx(sheet: str | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in range(20):
        book.active.append([f"name {row}", row, 1.5, "text"])
    out = io.BytesIO()
    book.save(out)
    if sheet is None:
        return out.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, sheet if entry.filename == SHEET else old.read(entry))
    return changed.getvalue()


def sheet_of(cells: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'


def csv_seed() -> bytes:
    lines = ["姓名,电话,备注"] + [f'"王{n}",1380000{n:04},"一行\n两行 ""引用"""' for n in range(40)]
    return "\r\n".join(lines).encode("gbk")


def mutated(seed: bytes, dice: random.Random) -> bytes:
    content = bytearray(seed)
    kind = dice.choice(("flip", "cut", "splice", "noise"))
    if kind == "flip":
        for _ in range(dice.randint(1, 20)):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    elif kind == "cut":
        del content[dice.randrange(len(content)) :]
    elif kind == "splice":
        a, b = sorted(dice.randrange(len(content)) for _ in range(2))
        content[a:b] = content[b:] + content[:a]
    else:
        at = dice.randrange(len(content))
        content[at : at + 30] = dice.randbytes(30)
    return bytes(content)


@pytest.mark.parametrize("start", range(10))
def test_mutated_text_files_are_read_or_refused(tmp_path, start):
    for number in range(20):
        path = tmp_path / "mutant.csv"
        path.write_bytes(mutated(csv_seed(), random.Random(start * 100 + number)))
        walk(path)


@pytest.mark.parametrize("start", range(10))
def test_mutated_workbooks_are_read_or_refused(tmp_path, start):
    seed = xlsx()
    for number in range(12):
        path = tmp_path / "mutant.xlsx"
        path.write_bytes(mutated(seed, random.Random(start * 100 + number)))
        walk(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("noise.csv", random.Random(1).randbytes(4000)),
        ("noise.xlsx", random.Random(2).randbytes(4000)),
        ("zeros.csv", bytes(4000)),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("paper.pdf", b"%PDF-1.7\n" + b"x" * 100),
        ("page.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
        ("office.db", b"SQLite format 3\x00" + bytes(100)),
        ("card.vcf", b"BEGIN:VCARD\r\nEND:VCARD\r\n"),
        ("head.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("head.xlsx", b"PK\x03\x04" + bytes(600)),
        ("quote.csv", b'a,b\n1,"never\nclosed\n2,3\n'),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert walk(path) is None


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    assert walk(tmp_path) is None
    assert walk(tmp_path / "nothing.csv") is None


def test_a_file_that_is_not_in_the_encoding_chosen_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n" * 20_000 + "é".encode("cp1252") + b",2\n")
    with pytest.raises(Refusal, match="utf-8"):
        list(tables_in.read(path, encoding="utf-8"))


def test_a_cell_at_the_far_corner_is_refused_before_the_sheet_is_laid_out(tmp_path):
    path = tmp_path / "far.xlsx"
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path.write_bytes(xlsx(sheet_of(far)))
    with pytest.raises(Refusal, match="1048576"):
        tables_in.read(path)


def test_a_long_shared_text_in_very_many_cells_is_refused(tmp_path):
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = "x" * 30_000
    path = tmp_path / "shared.xlsx"
    path.write_bytes(xlsx(sheet_of(cells)))
    with zipfile.ZipFile(path, "r") as old:
        kept = {entry.filename: old.read(entry) for entry in old.infolist()}
    kept["xl/sharedStrings.xml"] = f'<sst xmlns="{space}"><si><t>{text}</t></si></sst>'.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in kept.items():
            new.writestr(name, content)
    assert walk(path) is None


def test_a_zip_bomb_is_refused_even_when_it_lies_about_its_size(tmp_path):
    honest = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(honest, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(limits.LARGEST_INFLATED + 1))
    assert walk(honest) is None
    content = honest.read_bytes()
    size = struct.pack("<I", limits.LARGEST_INFLATED + 1)
    lying = tmp_path / "liar.xlsx"
    lying.write_bytes(content.replace(size, struct.pack("<I", 100)))
    assert walk(lying) is None


def test_entities_are_not_expanded(tmp_path):
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        + "".join(f'<!ENTITY c{n} "&b;&b;&b;&b;&b;&b;&b;&b;">' for n in range(8))
        + "]>"
    )
    body = sheet_of('<row r="1"><c r="A1" t="inlineStr"><is><t>&c7;</t></is></c></row>')
    path = tmp_path / "entities.xlsx"
    path.write_bytes(xlsx(body.replace('<?xml version="1.0"?>', '<?xml version="1.0"?>' + bomb)))
    walk(path)


def test_repeats_of_an_open_document_are_counted_before_they_are_laid_out(tmp_path):
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:table="{table}"><office:body><office:spreadsheet>'
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "repeats.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", zlib.decompress(zlib.compress(content.encode())))
    assert walk(path) is None
