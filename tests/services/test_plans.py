"""Plans: when they are due, the orders made of them once whoever makes them, times left out, the weeks to come."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.services import checklists, equipment, plans, search, work_orders
from fmcrm_desktop.services.checklists import ChecklistForm, ItemLine
from fmcrm_desktop.services.equipment import EquipmentForm, ReadingForm
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import UPKEEP, Office
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.services.plans import PlanForm, SkipForm
from fmcrm_desktop.services.work_orders import DoneForm, VisitForm, WhyForm
from tests.sample import Sample, fill

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
"""A Friday; the sample office works Monday to Saturday."""
DAY = timedelta(1)
WEEKLY = RuleText("FREQ=WEEKLY")


def plan(office: Office, **more: object) -> int:
    values: dict[str, object] = {
        "name": "Pumps", "summary": "Serve the pumps", "from_day": TODAY, "rule": WEEKLY, "ahead_days": 14,
    }  # fmt: skip
    return office.do(plans.add, PlanForm(**{**values, **more})).result  # type: ignore[arg-type]


def coming(office: Office, id: int) -> list[date]:
    return [each.day for each in office.ask(plans.card, id).coming]


def made(office: Office, id: int) -> list[date]:
    """The days of its orders, the first one first."""
    return [each.plan_day for each in office.ask(plans.card, id).before if each.order_id][::-1]


def at(office: Office, days: int) -> None:
    office.store.clock = lambda: NOW + days * DAY


def pump(office: Office, sample: Sample) -> int:
    form = EquipmentForm("P-1", "Pump", kind="pump", building_id=sample.building, counter="h")
    return office.do(equipment.add, form).result


def test_orders_are_made_ahead_once(office: Office, sample: Sample) -> None:
    template = office.do(checklists.add, ChecklistForm("Pump", items=(ItemLine("Seal"),))).result
    id = plan(
        office, equipment_id=pump(office, sample), staff_id=sample.plumber, minutes=90, checklist_id=template,
        priority="high",
    )  # fmt: skip
    assert [each.day for each in office.ask(plans.preview)] == [TODAY, TODAY + 7 * DAY, TODAY + 14 * DAY]
    ids = office.do(plans.generate).result
    assert len(ids) == 3 and made(office, id) == [TODAY, TODAY + 7 * DAY, TODAY + 14 * DAY]
    assert office.do(plans.generate).result == () and office.ask(plans.preview) == ()
    card = office.ask(work_orders.card, ids[1])
    assert (card.state, card.staff_id, card.priority, card.building_id) == (
        "assigned", sample.plumber, "high", sample.building,
    )  # fmt: skip
    assert [each.text for each in office.ask(checklists.of_order, ids[1])] == ["Seal"]
    assert [(clock.name, clock.state) for clock in card.clocks] == [("finish", "running")]
    assert card.clocks[-1].due == datetime(2026, 11, 27, 10, 0, tzinfo=UTC), "six in the evening in Shanghai"
    assert coming(office, id)[0] == TODAY + 21 * DAY
    at(office, 7)
    assert len(office.do(plans.generate).result) == 1


def test_another_priority_leaves_the_day_of_the_plan(office: Office) -> None:
    plan(office)
    order = office.do(plans.generate).result[0]
    due = office.ask(work_orders.card, order).clocks[-1].due
    form = office.ask(work_orders.change_form, order)
    form.priority = "urgent"
    office.do(work_orders.change, order, form)
    assert office.ask(work_orders.card, order).clocks[-1].due == due


def test_what_was_missed_is_made_once_and_days_off_are_moved(office: Office) -> None:
    id = plan(office, from_day=TODAY - 30 * DAY, rule=RuleText("FREQ=DAILY"), ahead_days=0, on_holiday="skip")
    office.do(plans.generate)
    assert made(office, id) == [TODAY - DAY, TODAY], "of thirty missed the last one, and today's"
    sundays = plan(
        office, rule=RuleText("FREQ=WEEKLY;BYDAY=SU"), ahead_days=3, name="Sunday", on_holiday="after"
    )
    assert coming(office, sundays)[:2] == [date(2026, 11, 23), date(2026, 11, 30)]
    office.do(plans.generate)
    assert made(office, sundays) == [date(2026, 11, 22)], "known by its day in the plan"


def test_from_the_last_completion(office: Office, sample: Sample) -> None:
    id = plan(office, basis="completion", every_days=30, staff_id=sample.plumber, ahead_days=5)
    (first,) = office.do(plans.generate).result
    at(office, 4)
    assert office.do(plans.generate).result == (), "while one is open there is no next"
    assert coming(office, id) == []
    office.do(work_orders.done, first, DoneForm(fix="Served"))
    assert coming(office, id)[:2] == [TODAY + 34 * DAY, TODAY + 64 * DAY]
    at(office, 28)
    assert office.do(plans.generate).result == ()
    at(office, 29)
    (second,) = office.do(plans.generate).result
    office.do(work_orders.cancel, second, WhyForm("Not needed"))
    assert office.do(plans.generate).result == (), "given up: the next one counts from its day"
    assert coming(office, id)[0] == TODAY + 64 * DAY


def test_by_the_counter_its_readings_say_when(office: Office, sample: Sample) -> None:
    machine = pump(office, sample)
    with pytest.raises(Invalid):
        plan(office, basis="counter", counter_every=Decimal(500))
    id = plan(
        office, basis="counter", counter_every=Decimal(500), equipment_id=machine, staff_id=sample.plumber,
        from_day=TODAY - 60 * DAY,
    )  # fmt: skip
    assert coming(office, id) == []
    office.do(equipment.read, machine, ReadingForm(Decimal(1000), NOW - 40 * DAY))
    office.do(equipment.read, machine, ReadingForm(Decimal(1400), NOW))
    assert coming(office, id)[:2] == [TODAY + 10 * DAY, TODAY + 60 * DAY]
    (order,) = office.do(plans.generate).result
    office.do(equipment.read, machine, ReadingForm(Decimal(1410)))
    office.do(work_orders.done, order, DoneForm(fix="Served"))
    assert 45 <= (coming(office, id)[0] - TODAY).days <= 52
    at(office, 20)
    office.do(equipment.read, machine, ReadingForm(Decimal(2000)))
    assert coming(office, id)[0] == TODAY + 20 * DAY, "the reading shows that it is due"


def test_a_time_is_left_out_with_its_reason_and_put_in_again(office: Office) -> None:
    id = plan(office)
    skipped = office.do(plans.skip, id, TODAY + 7 * DAY, SkipForm("Block closed")).result
    with pytest.raises(Refusal):
        office.do(plans.skip, id, TODAY + 7 * DAY, SkipForm("Again"))
    office.do(plans.generate)
    assert made(office, id) == [TODAY, TODAY + 14 * DAY]
    assert [each.why for each in office.ask(plans.card, id).before if each.skip_id] == ["Block closed"]
    office.do(plans.unskip, skipped)
    office.do(plans.generate)
    assert made(office, id) == [TODAY, TODAY + 7 * DAY, TODAY + 14 * DAY]


def test_one_time_is_made_early_and_only_once(office: Office) -> None:
    id = plan(office, ahead_days=0, from_day=TODAY + 30 * DAY)
    office.do(plans.make_one, id, TODAY + 37 * DAY)
    assert made(office, id) == [TODAY + 37 * DAY]
    for day in (TODAY + 37 * DAY, TODAY + 31 * DAY):
        with pytest.raises(Refusal):
            office.do(plans.make_one, id, day)


def test_undoing_takes_the_orders_away_for_good(office: Office) -> None:
    id = plan(office)
    done = office.do(plans.generate)
    assert done.deed is not None
    office.undo(done.deed)
    assert made(office, id) == []
    assert office.do(plans.generate).result == ()


def test_plans_are_listed_by_what_is_due_next(office: Office, sample: Sample) -> None:
    later = plan(office, name="Later", from_day=TODAY + 90 * DAY, unit_id=sample.unit)
    soon = plan(office, name="Soon", from_day=TODAY + 20 * DAY, building_id=sample.building)
    over = plan(office, name="Over", from_day=TODAY - 90 * DAY, until_day=TODAY - 80 * DAY)
    assert list(office.ask(plans.page, Query()).ids) == [soon, later, over]
    assert list(office.ask(plans.page, Query(where={"unit": (sample.unit,)})).ids) == [later]
    assert [each.ref for each in office.ask(search.find, "Soon") if each.kind == "plan"] == [soon]
    for sort in ("name", "what", "basis", "staff", "minutes", "last", "next"):
        assert len(office.ask(plans.page, Query(sort=sort, descending=True)).ids) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": RuleText("FREQ=SOMETIMES")}, {"rule": RuleText("FREQ=MINUTELY")},
        {"until_day": TODAY - DAY}, {"minutes": 0}, {"ahead_days": 900}, {"basis": "completion"},
    ],
)  # fmt: skip
def test_what_could_never_be_made_is_refused(office: Office, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        plan(office, **wrong)


def test_the_weeks_to_come_are_added_up(office: Office, sample: Sample) -> None:
    plan(office, staff_id=sample.plumber, minutes=90, rule=RuleText("FREQ=WEEKLY;BYDAY=MO,WE"))
    plan(office, name="Nobody's", minutes=30, from_day=TODAY + 9 * DAY, rule=RuleText(""))
    office.do(plans.generate)
    order = office.do(
        work_orders.enter, work_orders.OrderForm(summary="Tap", person_id=sample.owner, unit_id=sample.unit)
    ).result
    office.do(
        work_orders.schedule, order, VisitForm((sample.plumber,), NOW + 4 * DAY, NOW + 4 * DAY + DAY / 12)
    )
    found = office.ask(plans.workload)
    assert found.weeks[0] == date(2026, 11, 16) and len(found.weeks) == 8
    lines = {line.name: line.cells for line in found.lines}
    assert [cell.plans for cell in lines["Gao Jun"]] == [0, *[180] * 7]
    assert [cell.visits for cell in lines["Gao Jun"]][:3] == [0, 120, 0]
    assert [cell.plans for cell in lines[""]][:3] == [0, 0, 30], "a Sunday's work is Monday's"
    hours = 8 * 60
    assert [cell.there for cell in lines["He Yan"]][:2] == [hours - 90 + hours, 6 * hours]


@pytest.fixture(params=("file", "server"))
def address(request: pytest.FixtureRequest, sample: Sample) -> Iterator[str]:
    """A sample office that two desks open."""
    if request.param == "file":
        yield str(request.getfixturevalue("office_path"))
        return
    url = request.getfixturevalue("postgres_url")
    first = found_office(url, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min"))
    fill(first)
    first.close()
    yield url


def test_two_desks_at_once_make_each_order_once(address: str, tmp_path: Path) -> None:
    desks = [open_office(address) for _ in range(2)]
    for desk in desks:
        desk.store.clock = lambda: NOW
        desk.who = UPKEEP
    staff = next(row for row in desks[0].ask(work_orders.staff_options))[0]
    ids = [
        plan(
            desks[0],
            name=f"Plan {n}",
            rule=RuleText("FREQ=DAILY"),
            staff_id=staff,
            ahead_days=6,
            on_holiday="",
        )
        for n in range(4)
    ]
    start = threading.Barrier(2)
    results: list[tuple[int, ...]] = []

    def work(desk: Office) -> None:
        start.wait()
        results.append(desk.do(plans.generate).result)

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(each) for each in results) == 28
    for id in ids:
        days = made(desks[1], id)
        assert days == [TODAY + n * DAY for n in range(7)]
    page = desks[0].ask(work_orders.page, Query())
    assert len({row.number for row in page.first}) == len(page.ids) == 28
    for desk in desks:
        desk.close()
