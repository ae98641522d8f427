"""A list's whole order, remembered beside its connection until something in the office changes.

Words typed into a list sift the same order at every key, and reading it anew takes longer than finding the words.
"""

from __future__ import annotations

from array import array
from typing import Any, NamedTuple

from sqlalchemy import Select

from fmcrm_desktop.store import trail
from fmcrm_desktop.store.work import Work


class _Order(NamedTuple):
    chosen: Select[Any]
    version: object
    ids: array[int]


def order(work: Work, chosen: Select[Any]) -> array[int]:
    """As ``Work.ids``, asked again only when it is not the last one asked for, or the office changed meanwhile; not to
    be written into. A deed sees what it changes itself; a narrowed answer is nobody else's."""
    if work.limits or isinstance(work.session, trail.Watched):
        return work.ids(chosen)
    version = version_of(work)
    beside = work.session.connection().info
    last: _Order | None = beside.get("order")
    if last is None or last.version != version or not last.chosen.compare(chosen):
        last = beside["order"] = _Order(chosen, version, work.ids(chosen))
    return last.ids


def version_of(work: Work) -> object:
    """Another one after every change. SQLite counts what others have written, this connection only reads; a server
    tells which deeds a question sees, and never tells the same again once one more was kept. It is asked before the
    list: what is kept in between makes the list newer than its version, and the next one reads it anew."""
    [(version,)] = work.driver_rows(
        "pragma data_version" if work.dialect == "sqlite" else "select pg_current_snapshot()::text"
    )
    return version
