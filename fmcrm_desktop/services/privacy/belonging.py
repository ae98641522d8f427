"""What belongs to somebody: every row that names them, and what hangs on it and names nobody else. Found from the
tables themselves, so that a new table cannot be forgotten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, or_, select

from fmcrm_desktop.model.own_field import SUBJECTS as OWN_SUBJECTS
from fmcrm_desktop.model.tables import Base
from fmcrm_desktop.services.privacy.columns import hangs
from fmcrm_desktop.store.work import Work

AT_ONCE = 500
Rows = dict[str, set[int]]
"""Table → ids."""
THE_OFFICES = frozenset(
    {
        "article", "article_use", "decision", "training", "case_study", "behaviour_score", "score_case",
        "commission_line", "gap_plan", "counter_reading", "downtime", "plan_skip", "deed", "audit", "document",
    }
)  # fmt: skip
"""What the office learnt or decided from a matter is its own; a name in it is found as a mention."""
_TABLES = Base.metadata.tables


def of_person(work: Work, person: int) -> Rows:
    """All rows of a person, archived ones too, and of the records that were merged into theirs."""
    people = _with_merged(work, person)
    found: Rows = defaultdict(set, {"person": people})
    for table in _TABLES.values():
        for column in _pointing(table, "person"):
            if table.name != "person":
                found[table.name] |= _ids(work, column, people)
    return _followed(work, found, people)


def of_lead(work: Work, lead: int) -> Rows:
    """All rows of a prospect who is nobody the office knows otherwise."""
    return _followed(work, defaultdict(set, {"lead": {lead}}), set())


def of_calls(work: Work, calls: Collection[int]) -> Rows:
    """The calls themselves, with their notes and recordings."""
    found: Rows = defaultdict(set, {"call": set(calls)})
    _hanging(work, found, "call")
    return {name: ids for name, ids in found.items() if ids}


def _with_merged(work: Work, person: int) -> set[int]:
    table, people, new = _TABLES["person"], {person}, {person}
    while new:
        new = _ids(work, table.c.merged_into_id, new) - people
        people |= new
    return people


def _followed(work: Work, found: Rows, people: set[int]) -> Rows:
    """What hangs on what was found, step by step."""
    waiting = [name for name in found if name != "person"]
    _hanging(work, found, "person")
    while waiting:
        name = waiting.pop()
        for table in _TABLES.values():
            if table.name in THE_OFFICES or table.name == "person" or "id" not in table.columns:
                continue
            before = len(found[table.name])
            for column in _pointing(table, name):
                found[table.name] |= _ids(work, column, found[name], *_nobody_but(table, people))
            if len(found[table.name]) > before:
                waiting.append(table.name)
        _hanging(work, found, name)
    return {name: ids for name, ids in found.items() if ids}


def _hanging(work: Work, found: Rows, name: str) -> None:
    """Notes, files, moves and messages about the rows of a table, and what own fields say of them."""
    for table in _TABLES.values():
        if hangs(table):
            found[table.name] |= _ids(work, table.c.subject_id, found[name], table.c.subject == name)
    message = _TABLES["message"]
    about = message.c.subject_of == name
    found["message"] |= _ids(work, message.c.subject_id, found[name], about)
    if name in OWN_SUBJECTS:
        field, value = _TABLES["own_field"], _TABLES["own_value"]
        own = value.c.field_id.in_(select(field.c.id).where(field.c.subject == name))
        found["own_value"] |= _ids(work, value.c.record_id, found[name], own)


def _pointing(table: Table, name: str) -> Iterator[Column[Any]]:
    for column in table.columns:
        if any(key.column.table.name == name for key in column.foreign_keys):
            yield column


def _ids(work: Work, column: Column[Any], wanted: Collection[int], *where: ColumnElement[bool]) -> set[int]:
    """The rows whose ``column`` is one of ``wanted``."""
    asked = select(column.table.c.id).where(*where)
    found: set[int] = set()
    for some in batches(sorted(wanted)):
        found.update(work.column(asked.where(column.in_(some))))
    return found


def _nobody_but(table: Table, people: Collection[int]) -> Iterator[ColumnElement[bool]]:
    for named in _pointing(table, "person"):
        yield or_(named.is_(None), named.in_(people))


def batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
