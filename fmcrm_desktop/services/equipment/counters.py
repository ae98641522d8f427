"""Counter readings: entered, refused when they go back, taken away; what plans by the counter are counted from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from fmcrm_desktop.model.due_days import Reading
from fmcrm_desktop.model.equipment import CounterReading, Equipment
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.measured import thousandths, with_unit
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.equipment.forms import ReadingForm
from fmcrm_desktop.store.work import Work

SOON = timedelta(minutes=5)
"""A desk's clock may be that much ahead."""


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading as it is shown; ``run`` is how far the equipment went since the one before, None where a counter was
    exchanged between them."""

    id: int
    moment: datetime
    value: int
    run: int | None
    exchanged: bool
    note: str
    staff: str
    order_id: int | None


@needs("order.work")
def read(work: Work, id: int, form: ReadingForm) -> int:
    """Keep what the counter shows; raises Invalid(value) for one that goes back, with the way out."""
    check(form)
    it = work.get(Equipment, id)
    if not it.counter:
        raise Refusal(N_("{code} has no counter. Say in its form what it counts."), code=it.code)
    moment = form.moment or work.now
    if moment > work.now + SOON:
        raise Invalid(moment=N_("This is still to come."))
    value = _value(form)
    if form.order_id is not None:
        work.get(WorkOrder, form.order_id)
    _goes_on(work, it, moment, value, form.exchanged)
    return work.add(
        CounterReading(
            equipment_id=id, moment=moment, value=value, staff_id=work.who.staff_id, order_id=form.order_id,
            exchanged=form.exchanged, note=form.note,
        )
    ).id  # fmt: skip


@needs("order.work")
def take_away(work: Work, id: int) -> int:
    """Take a wrong reading away; it can be brought back by Undo."""
    work.archive(work.get(CounterReading, id))
    return id


def _value(form: ReadingForm) -> int:
    try:
        value = thousandths(form.value)
    except Refusal as refusal:
        raise Invalid(value=refusal) from None
    assert value is not None
    if value < 0:
        raise Invalid(value=N_("A counter shows no less than nothing."))
    return value


def _goes_on(work: Work, it: Equipment, moment: datetime, value: int, exchanged: bool) -> None:
    """No less than before and no more than afterwards, unless the counter was exchanged between."""
    columns = select(CounterReading.value, CounterReading.moment, CounterReading.exchanged).where(
        CounterReading.equipment_id == it.id, CounterReading.archived.is_(None)
    )
    before = work.row(
        columns.where(CounterReading.moment <= moment)
        .order_by(CounterReading.moment.desc(), CounterReading.id.desc())
        .limit(1)
    )
    later = work.row(
        columns.where(CounterReading.moment > moment)
        .order_by(CounterReading.moment, CounterReading.id)
        .limit(1)
    )
    if before is not None and value < before.value and not exchanged:
        said = N_(
            "On {day} it showed {value}. A smaller reading is kept only when you tick “The counter was exchanged”."
        )
        raise Invalid(value=_told(work, said, before, it))
    if later is not None and value > later.value and not later.exchanged:
        said = N_(
            "On {day}, later, it showed {value}: this reading cannot be more. Check the number and the time."
        )
        raise Invalid(value=_told(work, said, later, it))


def _told(work: Work, said: str, row: object, it: Equipment) -> Refusal:
    day = row.moment.astimezone(work.zone).date().isoformat()  # type: ignore[attr-defined]
    return Refusal(said, day=day, value=with_unit(row.value, it.counter))  # type: ignore[attr-defined]


def listed(work: Work, id: int, limit: int = 60) -> list[ReadingRow]:
    """The readings of a counter, newest first."""
    columns = (
        select(
            CounterReading.id, CounterReading.moment, CounterReading.value, CounterReading.exchanged,
            CounterReading.note, Staff.name, CounterReading.order_id,
        )
        .outerjoin(Staff, Staff.id == CounterReading.staff_id)
        .where(CounterReading.equipment_id == id, CounterReading.archived.is_(None))
        .order_by(CounterReading.moment.desc(), CounterReading.id.desc())
        .limit(limit + 1)
    )  # fmt: skip
    rows = list(work.rows(columns))
    found = []
    for row, before in zip(rows, (*rows[1:], None), strict=False):
        run = None if before is None or row.exchanged else row.value - before.value
        found.append(ReadingRow(row[0], row[1], row[2], run, row[3], row[4], row[5] or "", row[6]))
    return found[:limit]


def of_many(work: Work, ids: Sequence[int]) -> dict[int, list[Reading]]:
    """The readings of several, oldest first, by their day on the office's clock."""
    found: dict[int, list[Reading]] = defaultdict(list)
    columns = (
        select(
            CounterReading.equipment_id, CounterReading.moment, CounterReading.value, CounterReading.exchanged
        )
        .where(CounterReading.equipment_id.in_(ids), CounterReading.archived.is_(None))
        .order_by(CounterReading.moment, CounterReading.id)
    )
    for equipment, moment, value, exchanged in work.rows(columns) if ids else ():
        found[equipment].append(Reading(moment.astimezone(work.zone).date(), value, exchanged))
    return found
