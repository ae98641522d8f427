"""Giving numbers: the last number of a series and period moves on inside the saving transaction."""

from __future__ import annotations

from sqlalchemy import text

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
