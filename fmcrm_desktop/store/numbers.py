"""Giving numbers: the last number of a series and period moves on inside the saving transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import cast

from sqlalchemy import Engine, bindparam, text
from sqlalchemy.exc import DBAPIError

from fmcrm_desktop.model.base import Record
from fmcrm_desktop.store.work import Work

# Both databases understand it; made once, for imports give thousands of numbers.
_TAKE = text(
    "insert into counter (series, period, last) values (:series, :period, :count) "
    "on conflict (series, period) do update set last = counter.last + :count returning last"
)

_GIVE_BACK = text(
    "update counter set last = :last - :count where series = :series and period = :period and last = :last"
)


def take(work: Work, series: str, period: str, count: int = 1) -> int:
    """The first of ``count`` fresh numbers of a series ("C") in a period ("2611"); two desks never get the same,
    for the row stays locked until the commit."""
    given = {"series": series, "period": period, "count": count}
    return int(work.session.connection().execute(_TAKE, given).scalar_one()) - count + 1


def take_apart(work: Work, series: str, period: str, count: int) -> int:
    """The same for what takes long: on a server they are taken in a transaction of its own, or every other desk would
    wait for the end of the deed. The deed gives them back where it comes to nothing (``give_back``)."""
    if work.dialect == "sqlite":
        return take(work, series, period, count)
    given = {"series": series, "period": period, "count": count}
    with cast(Engine, work.session.get_bind()).begin() as apart:
        last = int(apart.execute(_TAKE, given).scalar_one())
    work.session.info.setdefault("apart", []).append(given | {"last": last})
    return last - count + 1


def give_back(work: Work) -> None:
    """Inside a deed that ends by an exception: what it took apart can be given again, as far as nobody else took any
    since."""
    with suppress(DBAPIError), cast(Engine, work.session.get_bind()).begin() as apart:
        for given in reversed(work.session.info.pop("apart", [])):
            apart.execute(_GIVE_BACK, given)


def numbered(work: Work, table: type[Record], column: str, some: Sequence[str]) -> list[tuple[str, int]]:
    """The records that have these numbers in a column of numbers (number, external_number), as (number, id).

    SQLite is told the index: where most records have no old number its statistics take that index for useless,
    and every question walked the whole table. The numbers travel to it as one value: to put five hundred of them into
    a statement took longer than its answer.
    """
    name = table.__tablename__
    on_file = work.dialect == "sqlite"
    told = f" indexed by ix_{name}_{column}" if on_file else ""
    among = "(select value from json_each(:some))" if on_file else ":some"
    asked = text(f"select {column}, id from {name}{told} where {column} in {among} and archived is null")  # noqa: S608
    if on_file:
        rows = work.rows(asked, some=json.dumps(list(some)))
    else:
        rows = work.rows(asked.bindparams(bindparam("some", expanding=True)), some=list(some))
    return [(number, id) for number, id in rows]
