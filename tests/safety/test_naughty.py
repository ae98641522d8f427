"""Odd text through every form, on SQLite and PostgreSQL: kept as it is, or refused by its field (R18)."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from tests.conftest import NOW
from tests.safety.hostile import REFUSED, STRINGS, kept
from tests.safety.subjects import SUBJECTS, Subject, line
from tests.sample import fill

NAUGHTY = (
    *STRINGS, *REFUSED, "长" * 10_000, "x" * 1_000_000, "  \u3000 wide \u00a0 ", "1e309 NaN -0", "ＡＢＣ１２３",
)  # fmt: skip


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
    for number, text in enumerate(NAUGHTY):
        what = text[:40]
        for subject in SUBJECTS:
            typed = {name: f"{text} {number}" if name == subject.unique else text for name in subject.free}
            should = {name: kept(typed[name], field.lines) for name, field in subject.free.items()}
            refused = {name for name, field in subject.free.items() if len(should[name]) > field.longest}
            refused |= {name for name, field in subject.free.items() if field.required and not should[name]}
            if not any(should.values()):
                refused |= set(subject.cannot_be_empty)
            if text in REFUSED:
                refused = set(subject.free)
            said, stored = outcome(any_office, subject, subject.filled("", **typed))
            if refused != said:
                wrong.append((what, subject.table, "refused", refused ^ said))
            elif not refused:
                wrong += [
                    (what, subject.table, name, stored[name][:80], should[name][:80])
                    for name in subject.kept()
                    if stored[name] != should[name]
                ]
    assert wrong == []


def test_a_text_as_long_as_is_allowed_is_kept_whole(any_office: Office) -> None:
    for subject in SUBJECTS:
        full = {name: "长" * field.longest for name, field in subject.free.items()}
        refused, stored = outcome(any_office, subject, subject.filled("", **full))
        assert refused == set(), subject.table
        assert all(stored[name] == full[name] for name in stored), subject.table


def test_ways_to_reach_somebody_keep_odd_text_too(any_office: Office) -> None:
    person = next(each for each in SUBJECTS if each.table == "person")
    wrong = []
    for text in NAUGHTY:
        what, should = text[:40], kept(text)
        refused, _stored = outcome(any_office, person, person.filled("Somebody", contacts=(line(text),)))
        if refused:
            if should and len(should) <= 100 and text not in REFUSED:
                wrong.append((what, refused))
            continue
        connection = any_office.store.writer.raw_connection()
        cursor = connection.cursor()
        cursor.execute("select value, hours from contact_point order by id desc limit 1")
        if tuple(cursor.fetchone()) != (should, should):
            wrong.append((what, should))
        connection.close()
    assert wrong == []
