"""Whether an agreement holds on a day, and its state as the days make it: nothing waits for a clock to strike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, case, or_, select

from fmcrm_desktop.model.agreement import Agreement, AgreementTerms
from fmcrm_desktop.store.work import Work

AGREED = ("signed", "running", "terminated")
"""Kept states in which both sides are bound on the days between the first and the last."""


class Dated(Protocol):
    """What decides about the state of an agreement."""

    @property
    def state(self) -> str: ...
    @property
    def from_day(self) -> date | None: ...
    @property
    def until_day(self) -> date | None: ...
    @property
    def renewal(self) -> str: ...


def goes_on() -> ColumnElement[bool]:
    """The condition that it is renewed by itself after its last day."""
    return and_(Agreement.renewal != "none", Agreement.state != "terminated")


def began(day: date) -> ColumnElement[bool]:
    """The condition that its first day has come."""
    return or_(Agreement.from_day.is_(None), Agreement.from_day <= day)


def not_over(day: date) -> ColumnElement[bool]:
    """The condition that its last day has not gone by, or that it goes on by itself."""
    return or_(Agreement.until_day.is_(None), Agreement.until_day >= day, goes_on())


def holds(day: date) -> ColumnElement[bool]:
    """The condition that an agreement holds on a day."""
    return and_(Agreement.state.in_(AGREED), Agreement.archived.is_(None), began(day), not_over(day))


def state_of(day: date) -> Any:
    """The state on a day, for filters and reports: as ``state_on`` says it."""
    return case(
        (Agreement.state.not_in(("signed", "running")), Agreement.state), (~began(day), "signed"),
        (not_over(day), "running"), else_="ended",
    )  # fmt: skip


def state_on(it: Dated, day: date) -> str:
    """The state on a day: signed before the first day, then running, ended after the last unless it goes on."""
    if it.state not in ("signed", "running"):
        return it.state
    if it.from_day is not None and day < it.from_day:
        return "signed"
    over = it.until_day is not None and day > it.until_day and it.renewal == "none"
    return "ended" if over else "running"


def term_end(it: Dated, day: date) -> date | None:
    """The last day of the term in which a day lies; None where it has no end. A term that comes again for the same
    time is as long as the first."""
    if it.until_day is None or day <= it.until_day or it.state == "terminated" or it.renewal == "none":
        return it.until_day
    if it.renewal == "open" or it.from_day is None:
        return None
    length = (it.until_day - it.from_day).days + 1
    months = whole_months(it.from_day, it.until_day)
    end, n = it.until_day, 1
    while end < day:
        n += 1
        end = end_after(it.from_day, months * n) if months else it.until_day + timedelta(length * (n - 1))
    return end


def whole_months(first: date, last: date) -> int:
    """How many whole months a term has; 0 where it is counted in days."""
    after = last + timedelta(1)
    months = (after.year - first.year) * 12 + after.month - first.month
    return months if after.day == first.day else 0


def end_after(first: date, months: int) -> date:
    """The last day of a term of so many months."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    day = first.day
    while True:
        try:
            return date(year, month + 1, day) - timedelta(1)
        except ValueError:
            day -= 1


def covers(work: Work, agreement: int, day: date) -> tuple[bool, bool]:
    """Whether labour and parts are covered on a day, by the terms that held then."""
    it = work.get(Agreement, agreement)
    bound = it.state in AGREED and it.archived is None and state_on(it, day) in ("running", "terminated")
    over = it.state == "terminated" and it.until_day is not None and day > it.until_day
    early = it.from_day is not None and day < it.from_day
    if not bound or over or early:
        return False, False
    earlier = (
        select(AgreementTerms.covers_labour, AgreementTerms.covers_parts)
        .where(AgreementTerms.agreement_id == agreement, AgreementTerms.archived.is_(None))
        .where(AgreementTerms.until_day >= day)
        .order_by(AgreementTerms.until_day)
        .limit(1)
    )
    row = work.row(earlier)
    return (row[0], row[1]) if row is not None else (it.covers_labour, it.covers_parts)
