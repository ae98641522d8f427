"""Odd text through every form, on SQLite and PostgreSQL: kept as it is, or refused by its field (R18)."""

from __future__ import annotations

import copy
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from tests.conftest import NOW
from tests.safety.subjects import SUBJECTS, Subject, line
from tests.sample import fill

NAUGHTY = {
    "joined emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467 family \U0001f3f3\ufe0f\u200d\U0001f308",
    "right to left": "\u0645\u0631\u062d\u0628\u0627 \u202ereversed\u202c \u05e9\u05dc\u05d5\u05dd",
    "combining": "e\u0301 Za\u0334\u0322lgo\u0336",
    "nul": "before\x00after",
    "only nul": "\x00",
    "lone surrogate": "half \ud83d pair",
    "line breaks": "one\ntwo\r\nthree\u2028four",
    "zero width": "zero\u200bwidth\ufeffhere\u2060",
    "long": "长" * 10_000,
    "very long": "x" * 1_000_000,
    "sql": "'; drop table person; --",
    "wild cards": "100% _under_ \\back",
    "control": "bell\x07escape\x1b[31m",
    "private use": "\ue000\U000f0000\U0010fffd",
    "not a character": "\ufffe\uffff",
    "spaces": "  \u3000 wide \u00a0 ",
    "formula": "=1+1",
    "null word": "NULL",
    "number words": "1e309 NaN -0",
    "full width": "ＡＢＣ１２３",
}
MORE = Path(os.environ["FMCRM_NAUGHTY"]) if "FMCRM_NAUGHTY" in os.environ else None
"""A file of further strings, one a line; a release runs the whole public list of naughty strings."""
if MORE is not None:
    listed = MORE.read_text(encoding="utf-8").splitlines()
    NAUGHTY |= {f"line {at}": text for at, text in enumerate(listed, 1) if text and not text.startswith("#")}

BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


def expected(text: str, lines: int) -> str:
    """What may stand in the database, written apart from the product: nothing that a database cannot keep, one line
    in one-line fields, composed, without blanks around."""
    kept = text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    if lines == 1:
        kept = BREAKS.sub(" ", kept)
    return unicodedata.normalize("NFC", kept).strip()


def outcome(office: Office, subject: Subject, form: Any) -> tuple[set[str], dict[str, str]]:
    """The fields refused, or what a plain cursor finds in the row."""
    try:
        result = office.do(subject.case, *subject.before, copy.deepcopy(form)).result
    except Invalid as invalid:
        return set(invalid.fields), {}
    id = result if isinstance(result, int) else result.id
    connection = office.store.writer.raw_connection()
    cursor = connection.cursor()
    cursor.execute(f"select {', '.join(subject.kept())} from {subject.table} where id = {int(id)}")
    row = cursor.fetchone()
    connection.close()
    return set(), dict(zip(subject.kept(), row, strict=True))


@pytest.fixture(params=["sqlite", "postgresql"])
def any_office(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    if request.param == "sqlite":
        address = str(tmp_path_factory.mktemp("odd") / "office.fmcrm")
    else:
        address = request.getfixturevalue("postgres_url")
    office = found_office(address, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min"))
    office.store.clock = lambda: NOW
    fill(office)
    yield office
    office.close()


def test_odd_text_is_kept_or_refused_by_its_field_everywhere_alike(any_office: Office) -> None:
    """One oracle for both databases: where both agree with it they agree with each other."""
    wrong = []
    for what, text in NAUGHTY.items():
        for subject in SUBJECTS:
            should = {name: expected(text, field.lines) for name, field in subject.free.items()}
            refused = {name for name, field in subject.free.items() if len(should[name]) > field.longest}
            refused |= {name for name, field in subject.free.items() if field.required and not should[name]}
            if not any(should.values()):
                refused |= set(subject.cannot_be_empty)
            said, kept = outcome(any_office, subject, subject.filled(text))
            if refused != said:
                wrong.append((what, subject.table, "refused", refused ^ said))
            elif not refused:
                wrong += [
                    (what, subject.table, name, kept[name][:80], should[name][:80])
                    for name in subject.kept()
                    if kept[name] != should[name]
                ]
    assert wrong == []


def test_a_text_as_long_as_is_allowed_is_kept_whole(any_office: Office) -> None:
    for subject in SUBJECTS:
        full = {name: "长" * field.longest for name, field in subject.free.items()}
        refused, kept = outcome(any_office, subject, subject.filled("", **full))
        assert refused == set(), subject.table
        assert all(kept[name] == full[name] for name in kept), subject.table


def test_ways_to_reach_somebody_keep_odd_text_too(any_office: Office) -> None:
    person = next(each for each in SUBJECTS if each.table == "person")
    wrong = []
    for what, text in NAUGHTY.items():
        should = expected(text, 1)
        refused, _kept = outcome(any_office, person, person.filled("Somebody", contacts=(line(text),)))
        if refused:
            if should and len(should) <= 100:
                wrong.append((what, refused))
            continue
        connection = any_office.store.writer.raw_connection()
        cursor = connection.cursor()
        cursor.execute("select value, hours from contact_point order by id desc limit 1")
        if tuple(cursor.fetchone()) != (should, should):
            wrong.append((what, should))
        connection.close()
    assert wrong == []
