"""515 hostile strings in CSV, XLSX and contact files, read back by other code than wrote them (R16, R18)."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fmcrm_desktop.exchange import jobs
from fmcrm_desktop.exchange.cells_out import Written
from fmcrm_desktop.exchange.jobs import Wish
from fmcrm_desktop.model.page import Query
from tests.safety.hostile import Called
from tests.ui.at_work import rows

NOT_IN_A_SHEET = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML forbids: our export leaves it out of both kinds of table, and says so."""
RUNS = re.compile("[ \u3000\xa0']*[=+\\-@\t\r\n＝＋－＠]")
OWN = "coalesce((select value from own_value v join own_field f on f.id = v.field_id where f.subject = '{}' and v.record_id = t.id), '')"  # noqa: E501
KINDS = {
    "people": ("person", {"Name": "name", "Notes": "notes", "Prefers": "prefers", "=1+1 <b>{0}%s&person": "own"}),
    "units": ("unit", {"Unit number": "code", "Label": "label", "Notes": "notes", "=1+1 <b>{0}%s&unit": "own"}),
    "complaints": ("complaint", {"Subject": "subject", "Own words": "own_words",
                                 "=1+1 <b>{0}%s&complaint": "own"}),
    "orders": ("work_order", {"Summary": "summary", "Description": "description",
                              "=1+1 <b>{0}%s&work_order": "own"}),
    "calls": ("call", {"Topic": "topic", "Notes": "notes", "Telephone": "number"}),
    "events": ("event", {"Title": "title", "Place": "place", "Notes": "notes"}),
}  # fmt: skip


class Steps:
    path: Path | None = None

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


def written(office: Path, kind: str, target: Path) -> Written:
    return jobs.take_out(Steps(), str(office), Wish(kind, Query(), target, "en"))


def stored(office: Path, kind: str) -> list[tuple[str, ...]]:
    """What plain sqlite3 finds, in the order of the columns above."""
    table, columns = KINDS[kind]
    own = OWN.format(table)
    said = ", ".join(own if name == "own" else name for name in columns.values())
    return rows(office, f"select {said} from {table} t where archived is null")


def read(target: Path) -> Iterator[dict[str, Any]]:
    if target.suffix == ".csv":
        with target.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    assert not RUNS.match(cell) or cell.startswith("'"), cell
                # the mark in front of what would run is taken away by whoever knows of it
                yield dict(
                    enumerate(cell[1:] if cell[:1] == "'" and RUNS.match(cell[1:]) else cell for cell in row)
                )
    else:
        book = openpyxl.load_workbook(target)
        [sheet] = book.worksheets
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" and cell.hyperlink is None, cell.value
                assert not RUNS.match(str(cell.value or "")) or cell.quotePrefix or cell.data_type == "n", (
                    cell.value
                )
            # _x005F_ is how the format writes an underscore that would else begin a sign's number
            yield dict(enumerate(str(cell.value or "").replace("_x005F_", "_") for cell in row))


def as_in(target: Path, text: str) -> str:
    """What a table of this kind holds of a text."""
    text = NOT_IN_A_SHEET.sub("", text)
    return re.sub("\r\n?", "\n", text) if target.suffix == ".xlsx" else text


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_string_comes_back_from_a_table(
    hostile_path: Path, called: list[Called], tmp_path: Path, kind: str, ending: str
) -> None:
    target = tmp_path / f"list{ending}"
    told = written(hostile_path, kind, target)
    lines = read(target)
    heads = {str(name): at for at, name in next(lines).items()}
    found = Counter(tuple(str(line[heads[name]]) for name in KINDS[kind][1]) for line in lines)
    there = stored(hostile_path, kind)
    assert len(there) >= len(called) and told.rows == len(there)
    should = Counter(tuple(as_in(target, each) for each in row) for row in there)
    assert found == should, (found - should, should - found)
    if any(NOT_IN_A_SHEET.search(cell) for row in there for cell in row):
        assert told.cleaned, "cells lost characters and nothing was said"


def cards(target: Path) -> Iterator[dict[str, list[str]]]:
    """A contact file by a reader of ten lines: unfolded, cut at the first colon outside quotes, unescaped."""
    whole = target.read_bytes()
    assert all(len(part) <= 75 for part in whole.split(b"\r\n"))
    card: dict[str, list[str]] = {}
    for text in whole.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]:
        name, value = re.fullmatch(r'((?:[^":]|"[^"]*")*):(.*)', text, re.DOTALL).groups()  # type: ignore[union-attr]
        if name == "BEGIN":
            card = {}
        elif name == "END":
            yield card
        plain = re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)
        card.setdefault(name.split(";")[0], []).append(plain)


def test_every_string_comes_back_from_a_contact_file(
    hostile_path: Path, called: list[Called], tmp_path: Path
) -> None:
    target = tmp_path / "people.vcf"
    written(hostile_path, "people", target)
    found = Counter(
        (card["FN"][0], *card.get("NOTE", [""]), *card.get("X-OTHER", [""])) for card in cards(target)
    )
    question = """select name, notes, coalesce((select value from contact_point c where c.person_id = person.id
                  and kind = 'other'), '') from person where archived is null"""
    should = Counter(
        tuple(re.sub("\r\n?", "\n", part) for part in row) for row in rows(hostile_path, question)
    )
    assert len(should) >= len(called) * 0.9
    assert found == should, (found - should, should - found)
