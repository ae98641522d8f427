"""Words: everything a person reads is marked and has its Chinese; read from the source, not by the product."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages import mofile, pofile

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
PO = LOCALE / "zh_CN" / "LC_MESSAGES" / "fmcrm.po"
BRACES = re.compile(r"\{(\w*)[^}]*\}")
LATIN_ALLOWED = {
    "A4", "Letter", "PDF", "CSV", "XLSX", "XLS", "ODS", "FMCRM", "Desktop", "PostgreSQL", "SQLite", "IANA", "Asia",
    "Shanghai", "CNY", "EUR", "USD", "FILE", "NAME", "UTF", "GBK", "GB", "Windows", "Linux", "Ctrl", "Alt", "Shift",
    "Enter", "Esc", "Tab", "Home", "End", "PageUp", "PageDown", "Del", "Delete", "Space", "Page", "Up", "Down",
    "WeChat", "Excel", "JSON", "RFC", "RRULE", "English", "office", "list", "report", "login", "password", "agenda",
    "fmcrm", "desktop", "from", "until", "pdf", "NFS", "SMB", "OneDrive", "Dropbox", "Noto", "Sans", "SC", "MIT", "ID",
    "TSV", "VCF", "ICS", "ics", "UID", "TLS", "STARTTLS",
    "vcf", "CN", "DE", "utf", "gb", "big", "cp", "postgresql", "XML", "MB", "yy", "mm", "code", "building",
    "America", "New", "PASSWORD", "York", "columns", "csv", "pg", "dump", "dates", "to", "values", "xlsx", "zone",
}  # fmt: skip


def sources() -> Iterator[Path]:
    yield from sorted((ROOT / "fmcrm_desktop").rglob("*.py"))


@cache
def marked() -> dict[str, str]:
    """Every text inside N_(…) in the source, and where it stands."""
    found: dict[str, str] = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
                text = ast.literal_eval(node.args[0])
                found.setdefault(text, f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


@cache
def chinese() -> dict[str, str]:
    with PO.open("rb") as file:
        catalogue = pofile.read_po(file, locale="zh_CN")
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def test_every_marked_text_has_its_chinese() -> None:
    missing = {text: where for text, where in marked().items() if not chinese().get(text)}
    assert not missing, "\n".join(f"{where}: {text}" for text, where in missing.items())


def test_no_text_says_please() -> None:
    assert [where for text, where in marked().items() if re.search(r"\bplease\b", text, re.IGNORECASE)] == []


def test_the_chinese_keeps_the_places_for_values() -> None:
    wrong = {t: zh for t, zh in chinese().items() if sorted(BRACES.findall(t)) != sorted(BRACES.findall(zh))}
    assert not wrong, wrong


PLACES = "count|n|most|least|days|weeks|hours|minutes|pages|page|lines?|rows?"
APART = re.compile(rf"(?<![A-Za-z\d\-+./_:])(\d+|\{{({PLACES})\}}) [\u4e00-\u9fff]")
"""A number with a blank before what is counted: 60 天. The office writes 60天, as it writes 2026年11月21日."""


def test_a_number_and_what_it_counts_stand_together_in_the_chinese() -> None:
    assert [text for text in chinese().values() if APART.search(text)] == []
    pages = (ROOT / "resources" / "handbook" / "zh_CN").iterdir()
    assert [page.name for page in pages if APART.search(page.read_text(encoding="utf-8"))] == []


def test_no_english_word_is_left_in_the_chinese() -> None:
    wrong = {}
    for text, zh in chinese().items():
        plain = BRACES.sub(" ", zh)
        words = {word for word in re.findall(r"[A-Za-z]{2,}", plain) if word not in LATIN_ALLOWED}
        if words and re.search(r"[A-Za-z]{3,}", BRACES.sub("", text)):
            wrong[zh] = words
    assert not wrong, wrong


def test_the_catalogue_that_is_read_is_the_one_that_was_written() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = {str(message.id): str(message.string) for message in mofile.read_mo(file) if message.id}
    assert compiled == chinese()
    assert gettext.translation("fmcrm", LOCALE, ["zh_CN"]).gettext("Owner") == "业主"


VISIBLE = {
    "label", "Button", "Column", "Chip", "Filter", "Empty", "Action", "Figure", "Refusal", "Invalid", "Field",
    "FormSetup", "Report", "card", "button", "line", "say", "setWindowTitle", "setToolTip", "setPlaceholderText",
    "setText", "setAccessibleName", "addAction", "addMenu", "title", "about",
}  # fmt: skip
WORDLIKE = re.compile(r"[A-Za-z]{2,}.*\s.*[A-Za-z]{2,}")


def unmarked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Sentences given straight to something that people see."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name not in VISIBLE:
            continue
        for given in [*node.args, *(keyword.value for keyword in node.keywords)]:
            if (
                isinstance(given, ast.Constant)
                and isinstance(given.value, str)
                and WORDLIKE.search(given.value)
            ):
                yield node.lineno, given.value
            if isinstance(given, ast.JoinedStr):
                said = "".join(part.value for part in given.values if isinstance(part, ast.Constant))
                if WORDLIKE.search(said):
                    yield node.lineno, said


@pytest.mark.parametrize("room", ["ui", "reports", "services", "store", "model", "exchange"])
def test_no_sentence_is_shown_without_a_mark(room: str) -> None:
    wrong = []
    for path in sorted((ROOT / "fmcrm_desktop" / room).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        wrong += [f"{path.relative_to(ROOT)}:{line}: {text}" for line, text in unmarked(tree)]
    assert not wrong, "\n".join(wrong)
