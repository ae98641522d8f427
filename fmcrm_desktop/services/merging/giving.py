"""Giving over: every row of the office that names one person names another afterwards. The places are found from the
tables themselves, so that a new table cannot be forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model import tables
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.store.work import Work


def places() -> Iterator[tuple[type[Any], str, bool]]:
    """Each table and the column in which it names a person; True where a ``subject`` says that it is one."""
    for mapper in sorted(tables.Base.registry.mappers, key=lambda each: each.class_.__tablename__):
        table = mapper.class_
        columns = table.__table__.columns
        for column in columns:
            if any(key.column is Person.__table__.c.id for key in column.foreign_keys):
                yield table, column.key, False
        if "subject" in columns and "subject_id" in columns:
            yield table, "subject_id", True


def give_over(work: Work, keep: int, gone: int, stay: dict[str, Collection[int]]) -> None:
    """Let all that names ``gone`` name ``keep``, but for the rows of ``stay`` (table → ids), archived rows too."""
    for table, name, named in places():
        column = getattr(table, name)
        wanted = select(table.id).where(column == gone).order_by(table.id)
        if named:
            wanted = wanted.where(table.subject == "person")
        if table is Person:
            wanted = wanted.where(Person.id != keep)
        left = set(stay.get(table.__tablename__, ()))
        found = [id for id in work.column(wanted) if id not in left]
        if found:
            work.change_many(table, found, name, gone, keep)
