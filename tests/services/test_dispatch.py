"""Dispatch through the door: what waits, the day with its people, planning, handing on, taking off, objections."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event as listening

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.page import FIRST, Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.skill import Skill, StaffSkill
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding, TerritoryStaff
from fmcrm_desktop.services import dispatch, work_orders
from fmcrm_desktop.services.calendar import Clashing, ReasonForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.dispatch import Ground, Overtaken, PlaceForm, Seen, against
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import AssignForm, OrderForm, WhyForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TODAY = date(2026, 11, 20)


def enter(office: Office, **more: object) -> int:
    return office.do(work_orders.enter, OrderForm(**{"summary": "Tap", **more})).result


def card(office: Office, id: int) -> dispatch.Card:
    (found,) = office.ask(dispatch.rows, [id])
    return found


def seen(job: dispatch.Job) -> Seen:
    return Seen(job.order_id, job.version, job.visit_id, job.visit_version, job.staff)


def place(
    office: Office, job: dispatch.Job, staff: int, start: datetime, hours: float = 1, **more: object
) -> int:
    form = PlaceForm(staff, start, start + hours * HOUR, **more)
    return office.do(dispatch.place, seen(job), form).result


def block(office: Office, order: int, day: date = TODAY) -> dispatch.Block:
    return next(each for each in office.ask(dispatch.board, day).blocks if each.job.order_id == order)


def waiting(office: Office, **where: tuple[object, ...]) -> list[int]:
    return list(office.ask(dispatch.page, Query(where=where)).ids)


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql, values).fetchall()


def test_what_waits_is_what_nobody_has_or_no_visit_is_planned_for_urgent_first(
    office: Office, sample: Sample
) -> None:
    low = enter(office, priority="low")
    normal = enter(office, priority="normal", received=NOW - 3 * HOUR)
    later = enter(office, priority="normal")
    urgent = enter(office, priority="urgent")
    enter(office, staff_id=sample.plumber, visit_from=NOW + HOUR)
    gone = enter(office)
    office.do(work_orders.cancel, gone, WhyForm("Not needed"))
    office.do(work_orders.assign, low, AssignForm(sample.plumber))
    assert waiting(office) == [urgent, normal, later, low]
    assert card(office, low).staff == "Gao Jun" and card(office, urgent).left == 30


def test_a_job_is_planned_moved_handed_on_and_taken_off_again(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = enter(office, unit_id=sample.unit)
    visit = place(office, card(office, id).job, sample.plumber, NOW + HOUR)
    assert waiting(office) == []
    here = block(office, id)
    assert (here.id, here.state, here.job.staff) == (visit, "scheduled", (sample.plumber,))
    place(office, here.job, sample.electrician, NOW + 2 * HOUR, 2, before=sample.plumber)
    here = block(office, id)
    assert (here.starts, here.ends, here.job.staff) == (NOW + 2 * HOUR, NOW + 4 * HOUR, (sample.electrician,))
    kept = rows(office_path, "select staff_id, handed_off, state from work_order where id = ?", id)
    assert kept == [(sample.electrician, 1, "scheduled")]
    given = "select given_to_id from move where subject = 'work_order' and subject_id = ? and given_to_id > 0"
    assert rows(office_path, given, id) == [(sample.plumber,), (sample.electrician,)]
    office.do(dispatch.unschedule, seen(here.job))
    assert waiting(office) == [id] and not office.ask(dispatch.board, TODAY).blocks
    assert rows(office_path, "select archived is null from visit where id = ?", visit) == [(0,)]


def test_a_deed_of_the_board_is_undone_whole(office: Office, sample: Sample) -> None:
    id = enter(office)
    done = office.do(
        dispatch.place, seen(card(office, id).job), PlaceForm(sample.plumber, NOW + HOUR, NOW + 2 * HOUR)
    )
    assert done.deed is not None
    office.undo(done.deed)
    assert waiting(office) == [id] and not office.ask(dispatch.board, TODAY).blocks


def test_a_clash_is_refused_without_a_reason_and_kept_with_one(office: Office, sample: Sample) -> None:
    first, second = enter(office), enter(office)
    place(office, card(office, first).job, sample.plumber, NOW + HOUR)
    job = card(office, second).job
    with pytest.raises(Clashing):
        place(office, job, sample.plumber, NOW + 1.5 * HOUR)
    assert waiting(office) == [second]
    form = PlaceForm(sample.plumber, NOW + 1.5 * HOUR, NOW + 2 * HOUR)
    office.do(dispatch.place_anyway, seen(job), form, ReasonForm(reason="Next door"))
    assert block(office, second).clash_reason == "Next door"


def test_what_somebody_else_changed_meanwhile_is_refused_and_stays_as_it_is(
    office: Office, sample: Sample
) -> None:
    id = enter(office)
    stale = card(office, id).job
    place(office, stale, sample.plumber, NOW + HOUR)
    with pytest.raises(Overtaken):
        place(office, stale, sample.electrician, NOW + HOUR)
    here = block(office, id).job
    place(office, here, sample.electrician, NOW + HOUR, before=sample.plumber)  # only who goes is another
    for act in (
        lambda: place(office, here, sample.plumber, NOW + 3 * HOUR),
        lambda: office.do(dispatch.unschedule, seen(here)),
    ):
        with pytest.raises(Overtaken):
            act()
    assert block(office, id).job.staff == (sample.electrician,) and block(office, id).starts == NOW + HOUR


def test_what_is_under_way_stays_where_it_is(office: Office, sample: Sample) -> None:
    id = enter(office, staff_id=sample.plumber, visit_from=NOW + HOUR)
    office.do(work_orders.set_off, id)
    here = block(office, id)
    assert here.fixed
    with pytest.raises(Refusal, match="under way"):
        place(office, here.job, sample.plumber, NOW + 2 * HOUR)


def test_a_visit_of_two_keeps_the_other_when_one_is_exchanged(office: Office, sample: Sample) -> None:
    id = enter(office)
    both = (sample.plumber, sample.clerk)
    office.do(work_orders.schedule, id, work_orders.VisitForm(both, NOW + HOUR, NOW + 2 * HOUR))
    place(office, block(office, id).job, sample.electrician, NOW + HOUR, before=sample.clerk)
    assert set(block(office, id).job.staff) == {sample.plumber, sample.electrician}


def test_late_and_at_risk_are_told_apart(office: Office, sample: Sample) -> None:
    missed = enter(office, staff_id=sample.plumber, visit_from=NOW + HOUR)
    risky = enter(office, staff_id=sample.plumber, visit_from=NOW + 3 * HOUR)
    fine = enter(office, staff_id=sample.plumber, visit_from=NOW + 5 * HOUR)
    office.store.clock = lambda: NOW + 3.5 * HOUR
    marks = {
        each.job.order_id: (each.late, each.at_risk) for each in office.ask(dispatch.board, TODAY).blocks
    }
    assert marks == {missed: (True, False), risky: (False, True), fine: (False, False)}


@needs("office.settings")
def furnish(work: Work, sample: Sample) -> None:
    """Plumbing is a skill the plumber has until yesterday; building 3 is a territory the electrician works in."""
    skill = work.add(Skill(name="Plumbing licence"))
    work.get(Category, 1).skill_id = skill.id
    work.add(StaffSkill(staff_id=sample.plumber, skill_id=skill.id, expires=TODAY - timedelta(1)))
    east, west = (work.add(Territory(name=name)) for name in ("East", "West"))
    work.add(TerritoryBuilding(territory_id=east.id, building_id=sample.building))
    work.add(TerritoryStaff(territory_id=east.id, staff_id=sample.electrician, until_day=TODAY))
    work.add(TerritoryStaff(territory_id=west.id, staff_id=sample.plumber))


def test_what_speaks_against_it_is_known_before_the_drop(office: Office, sample: Sample) -> None:
    office.do(furnish, sample)
    elsewhere = enter(office, unit_id=sample.second_unit)
    place(office, card(office, elsewhere).job, sample.plumber, NOW + HOUR)
    id = enter(office, unit_id=sample.unit, category_id=1)
    sheet, job = office.ask(dispatch.board, TODAY), card(office, id).job
    ground = Ground(office.ask(zone), sheet.now, sheet.buildings, sheet.travel)
    by_id = {worker.id: worker for worker in sheet.workers}

    def kinds(staff: int, hours: float) -> list[str]:
        span = NOW + hours * HOUR, NOW + (hours + 1) * HOUR
        return [each.kind for each in against(by_id[staff], job, span, ground)]

    assert kinds(sample.plumber, 1.5) == ["clash", "off", "skill", "territory"]  # 11:30–12:30, over lunch
    assert kinds(sample.plumber, 5) == ["skill", "territory"]
    assert kinds(sample.electrician, 5) == ["skill"]
    assert kinds(sample.electrician, 9) == ["off", "skill"]
    assert kinds(sample.electrician, -2) == ["off", "skill", "past"]
    texts = [each.text for each in against(by_id[sample.plumber], job, (NOW, NOW + HOUR), ground)]
    assert texts[0].endswith("has expired") and any("way between" in text for text in texts)


@needs("order.read")
def zone(work: Work) -> object:
    return work.zone


def test_a_territory_narrows_both_sides(office: Office, sample: Sample) -> None:
    office.do(furnish, sample)
    (east, _, _), (west, _, _) = office.ask(dispatch.territory_options)
    here, there = enter(office, unit_id=sample.unit), enter(office, unit_id=sample.second_unit)
    assert waiting(office, territory=(east,)) == [here] and waiting(office, territory=(west,)) == []
    assert sorted(waiting(office)) == sorted((here, there))

    def people(*territories: int) -> list[int]:
        return [worker.id for worker in office.ask(dispatch.board, TODAY, 1, territories).workers]

    assert people(east) == [sample.electrician] and people(west) == [sample.plumber]
    assert people() == [sample.plumber, sample.electrician]


def test_suggestions_say_why_and_are_taken_by_the_board(office: Office, sample: Sample) -> None:
    office.do(furnish, sample)
    place(office, card(office, enter(office, unit_id=sample.unit)).job, sample.electrician, NOW + 4 * HOUR)
    job = card(office, enter(office, unit_id=sample.unit, category_id=1)).job
    best, other = office.ask(dispatch.suggest, job.order_id, TODAY)
    assert (best.staff_id, other.staff_id) == (sample.electrician, sample.plumber)
    said = [text for text, _ in best.why]
    assert said[0] == "free then" and "in {building} that day anyway" in said
    place(office, job, best.staff_id, best.starts)
    assert block(office, job.order_id).starts == best.starts


def statements(office: Office, act: Callable[[], object]) -> int:
    found: list[str] = []

    def note(*args: object) -> None:
        found.append(str(args[2]))

    listening.listen(office.store.readers, "before_cursor_execute", note)
    act()
    listening.remove(office.store.readers, "before_cursor_execute", note)
    return len([each for each in found if each.lstrip().lower().startswith("select")])


@needs("office.settings")
def hire(work: Work, count: int) -> None:
    work.add_many(Staff, ({"name": f"T{n}", "role": "technician", "trade": "plumbing"} for n in range(count)))


def test_a_board_takes_the_same_statements_however_many_people_and_visits(
    office: Office, sample: Sample
) -> None:
    def board() -> object:
        return office.ask(dispatch.board, TODAY, 7)

    place(office, card(office, enter(office)).job, sample.plumber, NOW + HOUR)
    few = statements(office, board)
    office.do(hire, 40)
    crew = [worker.id for worker in office.ask(dispatch.board, TODAY).workers if worker.name.startswith("T")]
    for staff in crew[:20]:
        place(office, card(office, enter(office, unit_id=sample.unit)).job, staff, NOW + HOUR)
    assert len(office.ask(dispatch.board, TODAY).blocks) == 21
    assert statements(office, board) == few <= 14


def test_ten_thousand_waiting_orders_come_page_by_page(office: Office, sample: Sample) -> None:
    office.do(flood, 10_000)
    page = office.ask(dispatch.page, Query())
    assert len(page.ids) == 10_000 and len(page.first) == FIRST
    assert statements(office, lambda: office.ask(dispatch.page, Query())) <= 3


@needs("order.write")
def flood(work: Work, count: int) -> None:
    from fmcrm_desktop.model.work_order import WorkOrder

    work.add_many(
        WorkOrder,
        ({"number": f"X{n}", "received": NOW, "summary": "Tap", "due": NOW + n * HOUR} for n in range(count)),
    )
