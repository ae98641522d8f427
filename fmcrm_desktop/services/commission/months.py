"""A month of commission: previewed while it is open, read from its frozen lines once it is closed."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.charge import CommissionLine, CommissionMonth, CommissionRule
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.commission.facts import counted, facts, orders_of, rules
from fmcrm_desktop.services.commission.working import Line, lines_of
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.store.work import Work

PLACE = 10**9
"""A row of a month is named by its month and somebody: 2026 × 12 + 11, and nine figures for who."""
AT_ONCE, BACK = 500, 24


@dataclass
class CloseForm:
    """The last look before a month is frozen."""

    checked: Annotated[bool, Field(N_("I have checked who gets what, and why orders are left out"))] = False
    amount: int = 0
    """What was seen; another sum by now is refused."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody's month in the list. ``changed``: the closed month would be another today."""

    id: int
    month: str
    staff: str
    staff_other: str
    orders: int
    amount: int
    left_out: int
    state: str
    changed: bool


@dataclass(frozen=True, slots=True)
class MonthLine:
    """An order in somebody's month; ``now`` is what a closed line would be today where that differs."""

    order_id: int
    number: str
    summary: str
    done: datetime | None
    rule: str
    basis: str
    percent: int
    base: int
    amount: int
    left_out: str
    now: tuple[int, str] | None = None


@dataclass(frozen=True)
class PersonMonth:
    """Somebody's month on the page and on paper."""

    head: Head
    currency: str
    id: int
    month: Month
    person: Names
    closed: datetime | None
    counted: tuple[MonthLine, ...]
    left_out: tuple[MonthLine, ...]

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.counted)


@needs("money.margin")
def month_options(work: Work) -> list[tuple[str, str]]:
    """The months one may look at, the present one first."""
    now = Month.of(work.now, work.zone)
    return [(str(month), str(month)) for month in (now.plus(-back) for back in range(BACK))]


@needs("money.margin")
def page(work: Work, query: Query) -> Page[PersonRow]:
    """Everybody who is named in a month (filter "month", else the last one), by name; there are few."""
    chosen = query.where.get("month") or (str(Month.of(work.now, work.zone).plus(-1)),)
    words = fold(query.text).split()
    found = [
        row
        for each in chosen
        for row in _rows(work, Month.read(str(each)))
        if all(says(f"{row.staff} {row.staff_other}", word) for word in words)
    ]
    if query.sort in ("staff", "orders", "amount", "left_out"):
        found.sort(key=lambda row: getattr(row, query.sort), reverse=query.descending)
    # Few people work for an office: all their rows come with the ids.
    return Page(array("q", (row.id for row in found)), tuple(found))


@needs("money.margin")
def rows(work: Work, ids: Sequence[int]) -> list[PersonRow]:
    """The rows of these months and people."""
    months = {id // PLACE for id in ids}
    found = {row.id: row for month in months for row in _rows(work, _month(month))}
    return [found[id] for id in ids if id in found]


@needs("money.margin")
def of_person(work: Work, id: int) -> PersonMonth:
    """Somebody's month with each of its orders."""
    month, staff = _month(id // PLACE), id % PLACE or None
    closed, lines, now = _month_lines(work, month)
    return _person(work, month, staff, closed, (lines, now))


@needs("money.margin")
def sheet(work: Work, id: int) -> PersonMonth:
    """The same on paper."""
    return of_person(work, id)


@needs("money.margin")
def sheets(work: Work, month: Month) -> list[PersonMonth]:
    """The statements of everybody in a month; raises Invalid(month) where there is nobody."""
    closed, lines, now = _month_lines(work, month)
    people = [staff for staff in dict.fromkeys(line.staff_id for line in lines) if staff is not None]
    if not people:
        raise Invalid(month=N_("Nobody has commission in this month."))
    return [_person(work, month, staff, closed, (lines, now)) for staff in sorted(people)]


@needs("money.margin")
def close_form(work: Work, month: str) -> CloseForm:
    """What closing freezes."""
    _, lines, _ = _month_lines(work, Month.read(month))
    return CloseForm(amount=sum(line.amount for line in lines))


@needs("money.margin")
def close(work: Work, month: str, form: CloseForm) -> int:
    """Freeze a month that is over: what its lines say stays, whatever is changed afterwards."""
    check(form)
    it = Month.read(month)
    if it >= Month.of(work.now, work.zone):
        raise Refusal(N_("{month} is not over yet."), month=month)
    closed, lines, _ = _month_lines(work, it)
    if closed is not None:
        raise Refusal(N_("{month} is closed already."), month=month)
    if not form.checked:
        raise Invalid(checked=N_("Look through the lines first, and tick here."))
    if sum(line.amount for line in lines) != form.amount:
        raise Refusal(N_("The sum has changed meanwhile. Look at the month once more."))
    made = work.add(CommissionMonth(month=month, closed=work.now, staff_id=work.who.staff_id))
    work.add_many(CommissionLine, [
        {"month_id": made.id, "staff_id": line.staff_id, "order_id": line.order_id, "rule_id": line.rule_id,
         "base": line.base, "amount": line.amount, "left_out": line.left_out}
        for line in lines
    ])  # fmt: skip
    return made.id


def _month(number: int) -> Month:
    return Month((number - 1) // 12, (number - 1) % 12 + 1)


def _id(month: Month, staff: int | None) -> int:
    return (month.year * 12 + month.month) * PLACE + (staff or 0)


def _month_lines(work: Work, month: Month) -> tuple[datetime | None, list[Line], list[Line]]:
    """When a month was closed, its lines, and what they would be today (the same while it is open)."""
    kept = work.row(
        select(CommissionMonth.id, CommissionMonth.closed).where(CommissionMonth.month == str(month))
    )
    if kept is None:
        now = _worked(work, month, orders_of(work, month))
        return None, now, now
    it = CommissionLine
    columns = select(it.order_id, it.staff_id, it.rule_id, it.base, it.amount, it.left_out)
    lines = [Line(*row) for row in work.rows(columns.where(it.month_id == kept.id).order_by(it.id))]
    today = {*orders_of(work, month), *(line.order_id for line in lines)}
    return kept.closed, lines, _worked(work, month, sorted(today))


def _worked(work: Work, month: Month, ids: list[int]) -> list[Line]:
    return lines_of(facts(work, ids), rules(work), counted(work, ids, str(month)))


def _key(line: Line) -> tuple[int, int]:
    return line.order_id, line.staff_id or 0


def _grouped(lines: Sequence[Line]) -> dict[tuple[int, int], set[tuple[int, str]]]:
    found: dict[tuple[int, int], set[tuple[int, str]]] = defaultdict(set)
    for line in lines:
        found[_key(line)].add((line.amount, line.left_out))
    return found


def _rows(work: Work, month: Month) -> list[PersonRow]:
    closed, lines, now = _month_lines(work, month)
    of: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        of[line.staff_id or 0].append(line)
    then, today = _grouped(lines), _grouped(now)
    changed = {key[1] for key in then.keys() | today.keys() if then.get(key) != today.get(key)}
    names = {id: (name, other) for id, name, other in work.rows(
        select(Staff.id, Staff.name, Staff.other_name).where(Staff.id.in_(list(of)))
    )}  # fmt: skip
    found = []
    for staff, its in of.items():
        counting = [line for line in its if not line.left_out]
        name, other = names.get(staff, ("", ""))
        found.append(
            PersonRow(
                _id(month, staff), str(month), name, other, len({line.order_id for line in counting}),
                sum(line.amount for line in counting), len({line.order_id for line in its if line.left_out}),
                "closed" if closed else "open", closed is not None and staff in changed,
            )
        )  # fmt: skip
    return sorted(found, key=lambda row: (row.id % PLACE == 0, fold(row.staff), row.id))


def _person(
    work: Work, month: Month, staff: int | None, closed: datetime | None, lines: tuple[list[Line], list[Line]]
) -> PersonMonth:
    then, now = ([line for line in each if line.staff_id == staff] for each in lines)
    orders = _orders(work, sorted({line.order_id for line in then}))
    named = {id: (name, basis, percent) for id, name, basis, percent in work.rows(
        select(CommissionRule.id, CommissionRule.name, CommissionRule.basis, CommissionRule.percent)
    )}  # fmt: skip
    was, today = _grouped(then), _grouped(now)
    found = []
    for line in then:
        number, summary, done = orders.get(line.order_id, ("", "", None))
        fresh = today.get(_key(line), set())
        differs = fresh != was[_key(line)]
        found.append(
            MonthLine(
                line.order_id, number, summary, done, *named.get(line.rule_id or 0, ("", "", 0)), line.base,
                line.amount, line.left_out,
                (sum(amount for amount, _ in fresh), next((why for _, why in fresh if why), "")) if differs else None,
            )
        )  # fmt: skip
    found.sort(key=lambda line: (line.done is None, line.done or work.now, line.number))
    person = work.row(select(Staff.name, Staff.other_name).where(Staff.id == staff))
    return PersonMonth(
        head(work), settings.get(work, "office.currency"), _id(month, staff), month,
        Names(*person) if person is not None else Names(), closed,
        tuple(line for line in found if not line.left_out), tuple(line for line in found if line.left_out),
    )  # fmt: skip


def _orders(work: Work, ids: list[int]) -> dict[int, tuple[str, str, datetime | None]]:
    found: dict[int, tuple[str, str, datetime | None]] = {}
    for start in range(0, len(ids), AT_ONCE):
        columns: Any = select(WorkOrder.id, WorkOrder.number, WorkOrder.summary, WorkOrder.done)
        for id, number, summary, done in work.rows(
            columns.where(WorkOrder.id.in_(ids[start : start + AT_ONCE]))
        ):
            found[id] = (number, summary, done)
    return found
