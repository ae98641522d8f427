"""The list of work orders: filters, sorts, what is late, and that counting it stays cheap."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import event

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import categories, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.categories import CategoryForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm, WaitForm, WhyForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql, values).fetchall()


def later(office: Office, hours: float) -> None:
    office.store.clock = lambda: NOW + hours * HOUR


def enter(office: Office, **more: object) -> int:
    return office.do(work_orders.enter, OrderForm(**{"summary": "Water through the ceiling", **more})).result


def test_the_list_keeps_what_its_filters_say(office: Office, sample: Sample) -> None:
    tap = enter(office, summary="Tap drips", unit_id=sample.unit, person_id=sample.owner, category_id=1)
    lift = enter(office, summary="Lift stuck", priority="urgent", building_id=sample.building, category_id=3)
    lamp = enter(office, summary="Lamp out", unit_id=sample.second_unit, staff_id=sample.electrician)
    office.do(work_orders.cancel, tap, WhyForm("x"))

    def listed(query: Query) -> list[int]:
        page = office.ask(work_orders.page, query)
        assert list(page.ids) == [row.id for row in page.first]
        return list(page.ids)

    assert listed(Query()) == [lamp, lift, tap]
    assert listed(Query(where={"state": ("open",)})) == [lamp, lift]
    assert listed(Query(where={"state": ("open", "cancelled")})) == [lamp, lift, tap]
    assert listed(Query(where={"priority": ("urgent", "high")})) == [lift]
    assert listed(Query(where={"building": (sample.building,)})) == [lift, tap]
    assert listed(Query(where={"staff": (None,)})) == [lift, tap]
    assert listed(Query(where={"staff": (sample.electrician, None)})) == [lamp, lift, tap]
    assert listed(Query(where={"month": ("2026-10",)})) == []
    assert listed(Query(where={"month": ("2026-10", "2026-11")})) == [lamp, lift, tap]
    assert listed(Query(text="lift st")) == [lift]
    assert listed(Query(text="wangfang")) == [tap]
    assert listed(Query(sort="priority")) == [lift, tap, lamp]
    assert listed(Query(sort="summary", descending=True)) == [tap, lift, lamp]
    assert listed(Query(sort="unit")) == [lamp, tap, lift]
    assert listed(Query(where={"category": (1,)}, sort="due")) == [tap]
    office.do(work_orders.archive_many, [tap])
    assert listed(Query(archived=True)) == [tap]
    assert listed(Query(where={"category": (1,)})) == []
    office.do(work_orders.restore, tap)
    assert listed(Query(where={"category": (1,)})) == [tap]


def test_what_is_late_is_counted_by_any_clock_but_not_while_the_owner_is_awaited(
    office: Office, sample: Sample
) -> None:
    id = enter(office, priority="urgent", staff_id=sample.plumber)
    assert office.ask(work_orders.late_count) == 0
    assert list(office.ask(work_orders.page, Query(where={"state": ("late", "done")})).ids) == []
    later(office, 0.6)
    assert office.ask(work_orders.late_count) == 1  # nobody told the customer within half an hour
    [row] = office.ask(work_orders.page, Query(where={"state": ("late",)})).first
    for states in (("late",), ("late", "done"), ("open", "late"), ("assigned", "late")):
        assert list(office.ask(work_orders.page, Query(where={"state": states})).ids) == [id], states
    assert (row.clock, row.left, row.late) == ("respond", -6, True)
    office.do(work_orders.arrive, id)
    assert office.ask(work_orders.late_count) == 0
    office.do(work_orders.wait, id, WaitForm("waiting_owner"))
    later(office, 30)
    assert office.ask(work_orders.late_count) == 0


@needs("order.read")
def statements_of_counting(work: Work) -> list[str]:
    asked: list[str] = []
    connection = work.session.connection()
    event.listen(connection, "before_cursor_execute", lambda *args: asked.append(args[2]))
    work_orders.late_count(work)
    return asked


def test_counting_what_is_late_reads_only_the_open_orders(office: Office, office_path: Path) -> None:
    [counting] = [each for each in office.ask(statements_of_counting) if "count(" in each]
    plan = rows(office_path, "explain query plan " + counting, *("2026-11-20",) * counting.count("?"))
    assert "ix_work_order_open" in str(plan)


def test_orders_are_listed_by_what_the_customer_needs(office: Office, sample: Sample) -> None:
    """Groups named by the need stand beside the trade: a broken lock is repairs, and about safety."""
    form = CategoryForm("order", name="Locks", other_name="门锁", need="safety")
    locks = office.do(categories.add, form).result
    safe = office.do(work_orders.enter, OrderForm(summary="Lock jams", category_id=locks)).result
    office.do(work_orders.enter, OrderForm(summary="Anything"))
    page = office.ask(work_orders.page, Query(where={"need": ("safety",)}))
    assert [(row.id, row.need) for row in office.ask(work_orders.rows, list(page.ids))] == [(safe, "safety")]
    assert not office.ask(work_orders.page, Query(where={"need": ("comfort",)})).ids
