"""Work orders and the day on PostgreSQL: the same lists, sorts, counts and sheet as on SQLite."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import today, work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import DoneForm, OrderForm, WaitForm
from tests.sample import Sample

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SORTS = (
    "", "number", "received", "summary", "unit", "person", "category", "priority", "state", "staff", "due", "done",
)  # fmt: skip


def test_orders_are_worked_listed_and_counted(served: tuple[Office, Sample]) -> None:
    office, sample = served
    first = office.do(
        work_orders.enter,
        OrderForm(
            summary="Tap", person_id=sample.owner, unit_id=sample.unit, category_id=1,
            staff_id=sample.plumber, visit_from=NOW + HOUR,
        ),
    ).result  # fmt: skip
    second = office.do(
        work_orders.enter, OrderForm(summary="Lift", priority="urgent", received=NOW - HOUR)
    ).result
    for sort in SORTS:
        page = office.ask(work_orders.page, Query(sort=sort, where={"state": ("open",)}))
        assert sorted(page.ids) == [first, second], sort
    assert office.ask(work_orders.late_count) == 1
    assert list(office.ask(work_orders.page, Query(text="wangfang")).ids) == [first]
    sheet = office.ask(today.sheet)
    assert [line.link.id for line in sheet.late] == [second]
    assert [line.kind for line in sheet.planned] == ["visit"]
    office.do(work_orders.wait, first, WaitForm("waiting_owner", "Away"))
    office.do(work_orders.arrive, first)
    office.do(work_orders.done, first, DoneForm(fix="Washer"))
    card = office.ask(work_orders.card, first)
    assert (card.state, card.fix, [clock.state for clock in card.clocks]) == ("done", "Washer", ["kept"] * 3)
