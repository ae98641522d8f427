"""Giving numbers: the last number of a series and period moves on inside the saving transaction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, text

from fmcrm_desktop.model.base import Record
from fmcrm_desktop.store.work import Work

# Both databases understand it; made once, for imports give thousands of numbers.
_TAKE = text(
    "insert into counter (series, period, last) values (:series, :period, :count) "
    "on conflict (series, period) do update set last = counter.last + :count returning last"
)


def take(work: Work, series: str, period: str, count: int = 1) -> int:
    """The first of ``count`` fresh numbers of a series ("C") in a period ("2611"); two desks never get the same,
    for the row stays locked until the commit."""
    given = {"series": series, "period": period, "count": count}
    return int(work.session.connection().execute(_TAKE, given).scalar_one()) - count + 1


def numbered(work: Work, table: type[Record], column: str, some: Sequence[str]) -> list[tuple[str, int]]:
    """The records that have these numbers in a column of numbers (number, external_number), as (number, id).

    SQLite is told the index: where most records have no old number its statistics take that index for useless,
    and every question walked the whole table.
    """
    name = table.__tablename__
    told = f" indexed by ix_{name}_{column}" if work.dialect == "sqlite" else ""
    asked = text(f"select {column}, id from {name}{told} where {column} in :some and archived is null")  # noqa: S608
    rows = work.rows(asked.bindparams(bindparam("some", expanding=True)), some=list(some))
    return [(number, id) for number, id in rows]
