"""Time spent on searching, negotiating and performing: logged with an order, an agreement, a lead or freely, and summed
by kind and month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlalchemy import func, select

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.customer_value import TIME_KINDS, TimeSpent
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.listing import today
from fmcrm_desktop.services.paging import in_order, turned
from fmcrm_desktop.store.work import Work

MONTHS = 12
_DAY = 24 * 60


@dataclass
class TimeForm:
    """Minutes, of what kind, for what."""

    kind: Annotated[str, Field(N_("Kind"), choices=TIME_KINDS, required=True)] = "searching"
    minutes: Annotated[int | None, Field(N_("Minutes"), required=True)] = None
    day: Annotated[date | None, Field(N_("Date"), required=True)] = None
    staff_id: Annotated[int | None, Field(N_("Member of staff"), pick="staff", required=True)] = None
    order_id: Annotated[int | None, Field(N_("For the work order"), pick="order")] = None
    agreement_id: Annotated[int | None, Field(N_("For the agreement"), pick="agreement")] = None
    note: Annotated[str, Field(N_("Note"), longest=500, lines=2)] = ""
    lead_id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class TimeRow:
    """Time spent, in the list."""

    id: int
    kind: str
    minutes: int
    day: date
    staff: str
    note: str
    order_id: int | None
    order: str
    agreement_id: int | None
    agreement: str
    lead_id: int | None
    lead: str
    archived: bool

    @property
    def about(self) -> str:
        return self.order or self.agreement or self.lead


_NAMES = ("kind", "minutes", "day", "staff_id", "order_id", "agreement_id", "lead_id", "note")


@needs("order.read")
def page(work: Work, query: Query) -> Page[TimeRow]:
    """Time spent, the newest first; filters kind, order, agreement, lead, staff. Words find notes."""
    its = TimeSpent
    ids = select(its.id).where(its.archived.is_not(None) if query.archived else its.archived.is_(None))
    columns = {"kind": its.kind, "order": its.order_id, "agreement": its.agreement_id, "lead": its.lead_id,
               "staff": its.staff_id}  # fmt: skip
    for name, column in columns.items():
        if query.where.get(name):
            ids = ids.where(column.in_(query.where[name]))
    if query.text.strip():
        ids = ids.where(func.lower(its.note).contains(query.text.strip().lower(), autoescape=True))
    sorted_by = {"minutes": its.minutes, "kind": its.kind}.get(query.sort, its.day)
    found = work.ids(ids.order_by(turned(sorted_by, query.descending or not query.sort), its.id.desc()))
    return Page(found, tuple(rows(work, found[:FIRST])))


@needs("order.read")
def rows(work: Work, ids: Sequence[int]) -> list[TimeRow]:
    """The rows of these, in this order."""
    its = TimeSpent
    chosen = (
        select(
            its.id, its.kind, its.minutes, its.day, func.coalesce(Staff.name, ""), its.note, its.order_id,
            func.coalesce(WorkOrder.number, ""), its.agreement_id, func.coalesce(Agreement.number, ""), its.lead_id,
            func.coalesce(Lead.name, ""), its.archived.is_not(None),
        )
        .outerjoin(Staff, Staff.id == its.staff_id)
        .outerjoin(WorkOrder, WorkOrder.id == its.order_id)
        .outerjoin(Agreement, Agreement.id == its.agreement_id)
        .outerjoin(Lead, Lead.id == its.lead_id)
        .where(its.id.in_(ids))
    )  # fmt: skip
    return in_order(ids, [TimeRow(*row) for row in work.rows(chosen)], lambda row: row.id)


@needs("order.read")
def draft(work: Work, start: dict[str, object]) -> TimeForm:
    """Today, by whoever asks; ``start`` fills what is known (order_id, agreement_id, lead_id, kind)."""
    return TimeForm(**{"day": today(work), "staff_id": work.who.staff_id, **start})  # type: ignore[arg-type]


@needs("note.write")
def add(work: Work, form: TimeForm) -> int:
    """Log time. Raises Invalid."""
    _checked(work, form)
    return work.add(TimeSpent(**{name: getattr(form, name) for name in _NAMES})).id


@needs("order.read")
def form_of(work: Work, id: int) -> TimeForm:
    """The line as it stands, with the version seen."""
    it = work.get(TimeSpent, id)
    return TimeForm(**{name: getattr(it, name) for name in _NAMES}, version=it.version)


@needs("note.write")
def change(work: Work, id: int, form: TimeForm) -> int:
    """Put a line right."""
    _checked(work, form)
    it = work.get(TimeSpent, id, seen=form.version)
    for name in _NAMES:
        setattr(it, name, getattr(form, name))
    return id


@needs("note.write")
def archive(work: Work, id: int) -> int:
    """Logged by mistake."""
    work.archive(work.get(TimeSpent, id))
    return id


@needs("note.write")
def restore(work: Work, id: int) -> int:
    """Take an archived line back."""
    work.restore(work.get(TimeSpent, id))
    return id


@needs("order.read")
def sums(work: Work) -> tuple[tuple[Month, dict[str, int]], ...]:
    """Minutes by kind of each of the last twelve months, the newest first."""
    now = today(work)
    months = [Month(now.year, now.month).plus(-back) for back in range(MONTHS)]
    chosen = (
        select(TimeSpent.day, TimeSpent.kind, func.sum(TimeSpent.minutes))
        .where(TimeSpent.archived.is_(None), TimeSpent.day >= months[-1].first, TimeSpent.day <= months[0].last)
        .group_by(TimeSpent.day, TimeSpent.kind)
    )  # fmt: skip
    found = {month: dict.fromkeys(TIME_KINDS, 0) for month in months}
    for day, kind, minutes in work.rows(chosen):
        found[Month(day.year, day.month)][kind] += int(minutes)
    return tuple(found.items())


def _checked(work: Work, form: TimeForm) -> None:
    check(form)
    if form.minutes is None or not 0 < form.minutes <= _DAY:
        raise Invalid(minutes=N_("Between 1 and 1440 minutes."))
    for table, id in (
        (WorkOrder, form.order_id),
        (Agreement, form.agreement_id),
        (Lead, form.lead_id),
        (Staff, form.staff_id),
    ):
        if id is not None:
            work.get(table, id)
