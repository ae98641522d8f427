"""What a measure is: declared, not programmed — its words, and what it counts over which records.

A measure adds up parts. A part counts, over the records of one source whose moment falls in the period, those
that make the numerator, those that make the denominator, those that lack what is needed and those that cannot
be judged yet. All parts over one source are counted by one select.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, bindparam, case, extract, func, select

from fmcrm_desktop.model.base import Moment

SHARE, MINUTES, EACH, HUNDRED = "share", "minutes", "each", "hundred"
"""Units: 0.94 as 94 %, working minutes as a duration, so many for each matter, so many for 100 units."""

START: ColumnElement[Any] = bindparam("start", type_=Moment())
END: ColumnElement[Any] = bindparam("end", type_=Moment())
UNTIL: ColumnElement[Any] = bindparam("until", type_=Moment())
"""The period's end, or now when it is still running: what falls due later cannot be judged."""
DAY_AGO: ColumnElement[Any] = bindparam("day_ago", type_=Moment())
REPEAT_AGO: ColumnElement[Any] = bindparam("repeat_ago", type_=Moment())
LAST_DAY: ColumnElement[Any] = bindparam("last_day", type_=Date())
REPEAT_SECONDS: ColumnElement[Any] = bindparam("repeat_seconds")
DAY = 24 * 3600


@dataclass(frozen=True, eq=False)
class Source:
    """Records whose moment ``when`` is in the period; ``judged`` ends it now where it is still running.

    ``facts`` are labelled expressions that cost a look elsewhere: found once a record, they are columns of ``c``
    (the parts of such a source use nothing else).
    """

    table: Any
    when: Any
    where: tuple[ColumnElement[bool], ...]
    judged: bool = False
    facts: tuple[Any, ...] = ()

    def period(self) -> tuple[ColumnElement[bool], ...]:
        """The conditions; a source without ``when`` has its period among its own."""
        if self.when is None:
            return self.where
        return (self.when >= START, self.when < (UNTIL if self.judged else END), *self.where)

    @cached_property
    def found(self) -> Any:
        """What the parts count over: the table itself, or its facts set down once."""
        if not self.facts:
            return self.table
        # without the word both databases would fold it in and look again for every part
        return select(*self.facts).where(*self.period()).cte().prefix_with("MATERIALIZED")

    @property
    def c(self) -> Any:
        return self.found.c

    def counting(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """The select of these aggregates over the period."""
        chosen = select(*columns).select_from(self.found)
        return chosen if self.facts else chosen.where(*self.period())


@dataclass(frozen=True, eq=False)
class Part:
    """What is counted over one source; every expression is an aggregate."""

    source: Source
    numerator: ColumnElement[Any] | None = None
    denominator: ColumnElement[Any] | None = None
    missing: ColumnElement[Any] | None = None
    pending: ColumnElement[Any] | None = None


@dataclass(frozen=True, eq=False)
class Measure:
    """A measure's marked words and parts; without parts it is counted by hand (see worked.py) or lacks data.

    ``rising`` says whether more is better; ``target`` in the measure's own unit.
    """

    name: str
    title: str
    counts: str
    over: str
    lacking: str = ""
    unit: str = SHARE
    rising: bool = True
    target: float | None = None
    parts: tuple[Part, ...] = ()


def count(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """How many records fulfil the condition."""
    return func.count(case((condition, 1)))


def seconds(until: Any, since: Any) -> ColumnElement[Any]:
    """Seconds between two moments, the same on both databases (fractions of a second fall away)."""
    return extract("epoch", until) - extract("epoch", since)
