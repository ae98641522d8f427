"""The charges of a month: previewed with their reasons, then made in one deed, each on a bill of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, union

from fmcrm_desktop.model.agreement import Agreement, AgreementCharge, AgreementUnit
from fmcrm_desktop.model.agreement_sum import Piece, amount, pieces, written
from fmcrm_desktop.model.charge import Bill
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import agreed, numbers, settings
from fmcrm_desktop.services.agreements import terms
from fmcrm_desktop.services.agreements.forms import MonthForm
from fmcrm_desktop.services.agreements.listing import today_of
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store import turns
from fmcrm_desktop.store.work import Work

LEFT_OUT = {
    "made": N_("made already"), "free": N_("nothing is charged"), "zero": N_("it comes to nothing"),
    "no_area": N_("the area of a unit is not known"), "no_units": N_("no unit is known"),
    "nobody": N_("there is nobody to bill"),
}  # fmt: skip
_IGNORED = ("cancelled", "declined")


@dataclass(frozen=True, slots=True)
class MonthLine:
    """An agreement in a month: the sum and how it comes about, or why it is left out (LEFT_OUT)."""

    id: int
    number: str
    name: str
    person_id: int | None
    person: str
    person_other: str
    unit_id: int | None
    units: int
    amount: int
    pieces: tuple[Piece, ...]
    left_out: str = ""
    bill: str = ""
    """The bill it is on already."""


@dataclass(frozen=True)
class MonthPreview:
    """What a month's charges would be."""

    month: Month
    lines: tuple[MonthLine, ...]
    left_out: tuple[MonthLine, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


@needs("money.read")
def month_form(work: Work) -> MonthForm:
    """The form: this month, to be paid in the office's usual time."""
    today = today_of(work)
    return MonthForm(
        str(Month.of(work.now, work.zone)), today + timedelta(settings.get(work, "bill.due_days"))
    )


@needs("money.read")
def preview(work: Work, month: Month) -> MonthPreview:
    """What the agreements that hold in a month come to, by number; nothing is kept."""
    return preview_of(work, month)


def preview_of(work: Work, month: Month, only: Sequence[int] = ()) -> MonthPreview:
    """The same of all agreements, or of ``only`` some."""
    rows = work.rows(_running(month, only))
    known = _Known(work, month, [row.id for row in rows], bool(only))
    found = [known.line(row) for row in rows]
    return MonthPreview(
        month,
        tuple(line for line in found if not line.left_out),
        tuple(line for line in found if line.left_out),
    )


@needs("money.write")
def make_month(work: Work, form: MonthForm) -> int:
    """Charge the month: a bill for each agreement that is not charged for it yet; how many. Undo takes all back."""
    check(form)
    month = Month.read(form.month)
    turns.alone(work, "agreements.month")
    lines = preview(work, month).lines
    if not lines:
        raise Refusal(N_("There is nothing to charge for this month that is not made already."))
    given = numbers.take(work, "bill", work.now, len(lines))
    bills = work.add_many(Bill, (
        {"number": number, "made": work.now, "person_id": line.person_id, "unit_id": line.unit_id,
         "due_day": form.due_day, "total": line.amount}
        for number, line in zip(given, lines, strict=True)
    ))  # fmt: skip
    work.add_many(AgreementCharge, (
        {"agreement_id": line.id, "month": str(month), "day": line.pieces[-1].until_day, "amount": line.amount,
         "pieces": written(line.pieces), "bill_id": bill}
        for bill, line in zip(bills, lines, strict=True)
    ))  # fmt: skip
    return len(lines)


def _running(month: Month, only: Sequence[int]) -> Any:
    """The agreements that hold on some day of a month."""
    it = Agreement
    return (
        select(
            it.id, it.number, it.name, it.person_id, Person.name.label("person"),
            Person.other_name.label("person_other"), it.from_day, it.until_day, it.state, it.renewal, it.charged,
        )
        .outerjoin(Person, Person.id == it.person_id)
        .where(
            it.state.in_(agreed.AGREED), it.archived.is_(None), agreed.began(month.last),
            agreed.not_over(month.first), *([it.id.in_(only)] if only else ()),
        )
        .order_by(it.number, it.id)
    )  # fmt: skip


class _Known:
    """All that the sums of a month are worked out from, asked for all agreements at once."""

    def __init__(self, work: Work, month: Month, ids: Sequence[int], few: bool) -> None:
        self.month, self.days = month, month.last.day
        only = ids if few else None
        self.terms = terms.of_many(work, ids, month.first)
        self.areas = _areas(work, month, only)
        self.orders = _orders(work, month, only)
        self.made = _made(work, month, only)

    def line(self, row: Any) -> MonthLine:
        last = self.month.last
        if row.until_day is not None and (row.renewal == "none" or row.state == "terminated"):
            last = min(last, row.until_day)
        span = (max(self.month.first, row.from_day or self.month.first), last)
        units, area, lacking, unit = self.areas.get(row.id, (0, 0, 0, None))
        parts = pieces(self.terms[row.id], span, area, self.orders.get(row.id, ()))
        kinds = {each.charged for each in parts}
        total = amount(parts, self.days)
        left_out = self._left_out(row, kinds, total, (units, lacking))
        return MonthLine(
            row.id, row.number, row.name, row.person_id, row.person or "", row.person_other or "",
            unit if units == 1 else None, units, total, parts, left_out, self.made.get(row.id, ""),
        )  # fmt: skip

    def _left_out(self, row: Any, kinds: set[str], total: int, units: tuple[int, int]) -> str:
        if row.id in self.made:
            return "made"
        if kinds <= {"none"}:
            return "free"
        if "area" in kinds and not units[0]:
            return "no_units"
        if "area" in kinds and units[1]:
            return "no_area"
        if not total:
            return "zero"
        return "" if row.person_id is not None or units[0] else "nobody"


def _areas(work: Work, month: Month, only: Sequence[int] | None) -> dict[int, tuple[int, int, int, int]]:
    """Of each agreement: how many units, their area, how many without one, and the first of them. One that names no
    units holds for those its person owns on the last day of the month."""
    named = select(AgreementUnit.agreement_id.label("agreement"), AgreementUnit.unit_id.label("unit"))
    owned = (
        select(Agreement.id, Relation.unit_id)
        .join(Relation, Relation.person_id == Agreement.person_id)
        .where(
            Relation.role == "owner", Relation.archived.is_(None),
            or_(Relation.from_day.is_(None), Relation.from_day <= month.last),
            or_(Relation.until_day.is_(None), Relation.until_day >= month.last),
            Agreement.id.not_in(select(AgreementUnit.agreement_id)),
        )
    )  # fmt: skip
    if only is not None:
        named, owned = named.where(AgreementUnit.agreement_id.in_(only)), owned.where(Agreement.id.in_(only))
    each = union(named, owned).subquery()
    lacking = func.count().filter(Unit.area.is_(None))
    asked = (
        select(
            each.c.agreement, func.count(), func.coalesce(func.sum(Unit.area), 0), lacking, func.min(Unit.id),
        )
        .join(Unit, and_(Unit.id == each.c.unit, Unit.archived.is_(None)))
        .group_by(each.c.agreement)
    )  # fmt: skip
    return {id: (int(n), int(area), int(none), unit) for id, n, area, none, unit in work.rows(asked)}


def _orders(work: Work, month: Month, only: Sequence[int] | None) -> dict[int, list[date]]:
    """The days on which the orders under each agreement came: an order belongs to one month for good."""
    start, end = month.period(work.zone)
    asked = (
        select(WorkOrder.agreement_id, WorkOrder.received)
        .where(
            WorkOrder.agreement_id.is_not(None), WorkOrder.received >= start, WorkOrder.received < end,
            WorkOrder.archived.is_(None), WorkOrder.state.not_in(_IGNORED),
        )
    )  # fmt: skip
    if only is not None:
        asked = asked.where(WorkOrder.agreement_id.in_(only))
    found: dict[int, list[date]] = defaultdict(list)
    for agreement, received in work.rows(asked):
        found[agreement].append(received.astimezone(work.zone).date())
    return found


def _made(work: Work, month: Month, only: Sequence[int] | None) -> dict[int, str]:
    """The agreements charged for the month, with the bill; what was cancelled by a counter bill can be made anew."""
    asked = (
        select(AgreementCharge.agreement_id, Bill.number)
        .join(Bill, Bill.id == AgreementCharge.bill_id)
        .where(
            AgreementCharge.month == str(month), AgreementCharge.archived.is_(None), Bill.state != "cancelled",
            Bill.counter_of_id.is_(None),
        )
    )  # fmt: skip
    if only is not None:
        asked = asked.where(AgreementCharge.agreement_id.in_(only))
    return {row[0]: row[1] for row in work.rows(asked)}
