"""Giving numbers: the last number of a series and period moves on inside the saving transaction."""

from __future__ import annotations

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite

from fmcrm_desktop.model.keeping import Counter
from fmcrm_desktop.store.work import Work


def take(work: Work, series: str, period: str, count: int = 1) -> int:
    """The first of ``count`` fresh numbers of a series ("C") in a period ("2611"); two desks never get the same,
    for the row stays locked until the commit."""
    make = sqlite.insert if work.dialect == "sqlite" else postgresql.insert
    fresh = make(Counter).values(series=series, period=period, last=count)
    statement: Insert = fresh.on_conflict_do_update(
        index_elements=["series", "period"], set_={"last": Counter.last + count}
    ).returning(Counter.last)
    return int(work.session.connection().execute(statement).scalar_one()) - count + 1
