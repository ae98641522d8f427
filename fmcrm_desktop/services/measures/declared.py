"""What a measure is: declared, not programmed — its words, and what it counts over which records.

A measure adds up parts. A part says of each record of one source, whose moment falls in the period, what it gives to
the numerator and the denominator, whether it lacks what is needed and whether it cannot be judged yet. All parts over
one source are counted by one select; the same expressions, not added up, name the records behind a figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, Select, bindparam, case, extract, func, select, true

from fmcrm_desktop.model.base import Moment
from fmcrm_desktop.model.figure_words import COUNT, EACH, HUNDRED, MINUTES, MONEY, SHARE
from fmcrm_desktop.model.words import Term, Words

__all__ = ["COUNT", "EACH", "HUNDRED", "MINUTES", "MONEY", "SHARE"]

START: ColumnElement[Any] = bindparam("start", type_=Moment())
END: ColumnElement[Any] = bindparam("end", type_=Moment())
UNTIL: ColumnElement[Any] = bindparam("until", type_=Moment())
"""The period's end, or now when it is still running: what falls due later cannot be judged."""
DAY_AGO: ColumnElement[Any] = bindparam("day_ago", type_=Moment())
REPEAT_AGO: ColumnElement[Any] = bindparam("repeat_ago", type_=Moment())
FIRST_DAY: ColumnElement[Any] = bindparam("first_day", type_=Date())
LAST_DAY: ColumnElement[Any] = bindparam("last_day", type_=Date())
REPEAT_SECONDS: ColumnElement[Any] = bindparam("repeat_seconds")
DAY = 24 * 3600
ALL: ColumnElement[bool] = true()
"""Every record of the source."""
FIELDS = ("numerator", "denominator", "missing", "pending")


@dataclass(frozen=True, eq=False)
class Source:
    """Records of a ``kind`` (a table's name) whose moment ``when`` is in the period; ``judged`` ends it now where it
    is still running.

    ``facts`` are labelled expressions that cost a look elsewhere, one of them the record's "id": found once a record
    (``once``: and each record once), they are columns of ``c``; the parts of such a source use nothing else.
    """

    kind: str
    table: Any
    when: Any
    where: tuple[ColumnElement[bool], ...]
    judged: bool = False
    facts: tuple[Any, ...] = ()
    once: bool = False
    id: Any = None
    """The record's id, where the table is a join."""

    def period(self) -> tuple[ColumnElement[bool], ...]:
        """The conditions; a source without ``when`` has its period among its own."""
        if self.when is None:
            return self.where
        if self.when.type.python_type is not Moment().python_type:
            return (self.when >= FIRST_DAY, self.when <= LAST_DAY, *self.where)
        return (self.when >= START, self.when < (UNTIL if self.judged else END), *self.where)

    @cached_property
    def found(self) -> Any:
        """What the parts count over: the table itself, or its facts set down once."""
        if not self.facts:
            return self.table
        # without the word both databases would fold it in and look again for every part
        chosen = select(*self.facts).select_from(self.table).where(*self.period())
        return (chosen.distinct() if self.once else chosen).cte().prefix_with("MATERIALIZED")

    @property
    def c(self) -> Any:
        return self.found.c

    def chosen(self, *columns: Any) -> Select[Any]:
        """The select of these columns, or of these aggregates, over the period."""
        chosen = select(*columns).select_from(self.found)
        return chosen if self.facts else chosen.where(*self.period())

    def one_by_one(self, part: Part) -> Select[Any]:
        """What each record gives to a part: its id, numerator, denominator, missing, pending."""
        id = self.c.id if self.facts else self.table.id if self.id is None else self.id
        given = [getattr(part, field) for field in FIELDS]
        return self.chosen(
            id, *(func.coalesce(_of_one(each), 0) if each is not None else 0 for each in given)
        )


@dataclass(frozen=True, eq=False)
class Part:
    """What each record of a source gives: a condition that it is one of those counted, or an amount."""

    source: Source
    numerator: Any = None
    denominator: Any = None
    missing: Any = None
    pending: Any = None


@dataclass(frozen=True, eq=False)
class Measure:
    """A measure's marked words and what it is made of: ``parts`` counted by SQL, and ``worked``, the names of what is
    worked out in Python (worked.py, staffed.py).

    ``rising`` says whether more is better; ``target`` in the measure's own unit. Without ``over`` the value is the
    numerator. ``middle``: the value is the median of what the records give. ``complete``: it has no value while
    anything is missing. ``right`` is what one must have besides report.read to see it.
    """

    name: str
    title: str
    counts: str
    over: str = ""
    lacking: str = ""
    unit: str = SHARE
    rising: bool = True
    target: float | None = None
    parts: tuple[Part, ...] = ()
    worked: tuple[str, ...] = ()
    middle: bool = False
    complete: bool = False
    right: str = ""
    made_of: str = COUNT
    """The unit of what is divided, of a share that does not count records."""
    about: str = ""
    """A marked word that the title names as {state}."""

    @property
    def top(self) -> str:
        """The unit of the numerator."""
        return self.unit if self.unit in (MINUTES, MONEY) else self.made_of

    def named(self, words: Words) -> str:
        """The finished title."""
        return words(self.title, state=Term(self.about)) if self.about else words(self.title)


def added(given: Any) -> ColumnElement[Any]:
    """What all records give together."""
    if given is ALL:
        return func.count()
    if isinstance(given.type, Boolean):
        return func.count(case((given, 1)))
    return func.coalesce(func.sum(given), 0)


def _of_one(given: Any) -> Any:
    return case((given, 1), else_=0) if isinstance(given.type, Boolean) else given


def count(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """How many records fulfil the condition."""
    return func.count(case((condition, 1)))


def as_taken(until: Any, since: Any) -> ColumnElement[Any]:
    """Seconds between two moments, the same on both databases (fractions of a second fall away); below 0 where those
    that came in from elsewhere say so."""
    return extract("epoch", until) - extract("epoch", since)


def seconds(until: Any, since: Any) -> ColumnElement[Any]:
    """The same; 0 for a clock that was set back between the two."""
    return case((until < since, 0), else_=as_taken(until, since))
