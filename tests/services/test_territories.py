"""Territories: one at a time for a building, re-drawn from a day on, and the order's own by the day it came."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import monthly, territories, work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.territories import BuildingLine, RedrawForm, StaffLine, TerritoryForm
from fmcrm_desktop.services.work_orders import AssignForm, DoneForm, OrderForm, VisitForm
from tests.conftest import NOW
from tests.sample import Sample

TODAY = date(2026, 11, 20)


def enter(office: Office, name: str, *buildings: BuildingLine, staff: tuple[StaffLine, ...] = ()) -> int:
    return office.do(territories.add, TerritoryForm(name, buildings=buildings, staff=staff)).result


def order(office: Office, unit: int, **more: object) -> int:
    return office.do(work_orders.enter, OrderForm(**{"summary": "Tap drips", "unit_id": unit, **more})).result  # type: ignore[arg-type]


def lines(path: Path) -> set[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return set(
            connection.execute(
                "select t.name, b.building_id, b.from_day, b.until_day from territory_building b "
                "join territory t on t.id = b.territory_id where b.archived is null"
            )
        )


def test_a_building_is_in_one_territory_at_a_time_and_the_sentence_names_the_other(
    office: Office, sample: Sample
) -> None:
    enter(office, "North", BuildingLine(sample.building, date(2026, 1, 1), date(2026, 6, 30)))
    with pytest.raises(Invalid) as refused:
        enter(office, "South", BuildingLine(sample.building, date(2026, 6, 30)))
    said = str(refused.value.fields["buildings"])
    assert "“North”" in said
    assert "2026-06-30" in said
    enter(office, "South", BuildingLine(sample.building, date(2026, 7, 1)))
    with pytest.raises(Invalid, match="East"):
        enter(
            office, "East", BuildingLine(sample.second_building), BuildingLine(sample.second_building, TODAY)
        )


def test_the_page_shows_what_the_form_was_given_and_a_line_taken_out_is_gone(
    office: Office, sample: Sample
) -> None:
    id = enter(
        office, "North", BuildingLine(sample.building), BuildingLine(sample.second_building, None, date(2026, 5, 1)),
        staff=(StaffLine(sample.plumber, "lead", date(2026, 12, 1)), StaffLine(sample.electrician)),
    )  # fmt: skip
    card = office.ask(territories.card, id)
    assert [(each.id, each.state) for each in card.buildings] == [
        (sample.second_building, "over"), (sample.building, "now"),
    ]  # fmt: skip
    assert [(each.id, each.role, each.state) for each in card.staff] == [
        (sample.plumber, "lead", "coming"), (sample.electrician, "worker", "now"),
    ]  # fmt: skip
    assert (card.figures.buildings, card.figures.people) == (1, 1)
    form = office.ask(territories.form_of, id)
    form.staff = tuple(line for line in form.staff if line.staff_id == sample.plumber)
    office.do(territories.change, id, form)
    assert [each.id for each in office.ask(territories.card, id).staff] == [sample.plumber]
    row = office.ask(territories.page, Query()).first[0]
    assert (row.buildings, row.people) == (("3",), ())


def test_an_order_keeps_the_territory_of_the_day_it_was_received(office: Office, sample: Sample) -> None:
    north = enter(office, "North", BuildingLine(sample.building))
    south = enter(office, "South")
    old = order(office, sample.unit)
    loose = order(office, sample.second_unit)
    office.do(territories.redraw, RedrawForm((sample.building,), south, TODAY + timedelta(10)))
    # 16:00 in London is the next day's midnight in Shanghai: one minute before it the old border still holds
    office.store.clock = lambda: NOW.replace(hour=15, minute=59) + timedelta(9)
    before = order(office, sample.unit)
    office.store.clock = lambda: NOW.replace(hour=16) + timedelta(9)
    after = order(office, sample.unit)

    def listed(*values: object) -> set[int]:
        return set(office.ask(work_orders.page, Query(where={"territory": values})).ids)

    assert listed(north) == {old, before}
    assert listed(south) == {after}
    assert listed(None) == {loose}
    assert listed(south, None) == {after, loose}
    named = {row.id: row.territory for row in office.ask(work_orders.page, Query()).first}
    assert named == {old: "North", before: "North", after: "South", loose: ""}


def test_redrawing_is_seen_before_and_after_and_done_and_undone_in_one_deed(
    office: Office, sample: Sample, office_path: Path
) -> None:
    north = enter(office, "North", BuildingLine(sample.building), BuildingLine(sample.second_building),
                  staff=(StaffLine(sample.plumber),))  # fmt: skip
    south = enter(office, "South", staff=(StaffLine(sample.electrician), StaffLine(sample.clerk)))
    order(office, sample.unit)
    order(office, sample.second_unit)
    mended = order(office, sample.unit)
    visit = VisitForm((sample.plumber,), NOW + timedelta(minutes=30), overrule="needed")
    office.do(work_orders.schedule, mended, visit)
    office.store.clock = lambda: NOW + timedelta(minutes=90)
    office.do(work_orders.arrive, mended)
    office.store.clock = lambda: NOW + timedelta(minutes=115)
    office.do(work_orders.done, mended, DoneForm(fix="Mended"))
    before = lines(office_path)
    form = RedrawForm((sample.building,), south, date(2026, 12, 1))
    seen = office.ask(territories.preview, form)
    assert lines(office_path) == before
    of = {change.name: change for change in seen.changes}
    assert [(of[name].before.buildings, of[name].after.buildings) for name in ("North", "South")] == [
        (2, 1),
        (0, 1),
    ]
    assert [(of[name].before.open, of[name].after.open) for name in ("North", "South")] == [(2, 1), (0, 1)]
    assert [(of[name].before.worked, of[name].after.worked) for name in ("North", "South")] == [
        (25, 0),
        (0, 25),
    ]
    # received 10:00, there 11:30, all of it office hours
    assert [(of[name].before.response, of[name].after.response) for name in ("North", "South")] == [
        (90, None), (None, 90),
    ]  # fmt: skip
    assert [of[name].after.people for name in ("North", "South")] == [1, 2]
    done = office.do(territories.redraw, form)
    assert lines(office_path) == {
        ("North", sample.building, None, "2026-11-30"), ("North", sample.second_building, None, None),
        ("South", sample.building, "2026-12-01", None),
    }  # fmt: skip
    assert done.deed is not None
    office.undo(done.deed)
    assert lines(office_path) == before
    assert office.ask(territories.card, north).figures.buildings == 2


def test_what_was_planned_for_later_gives_way_and_nothing_to_move_is_said(
    office: Office, sample: Sample, office_path: Path
) -> None:
    enter(office, "North", BuildingLine(sample.building, date(2027, 1, 1)))
    south = enter(office, "South")
    office.do(territories.redraw, RedrawForm((sample.building,), south, TODAY))
    assert lines(office_path) == {("South", sample.building, "2026-11-20", None)}
    with pytest.raises(Invalid, match="already"):
        office.do(territories.redraw, RedrawForm((sample.building,), south, TODAY + timedelta(1)))


def test_a_territory_given_up_keeps_what_was_received_in_it(office: Office, sample: Sample) -> None:
    north = enter(office, "North", BuildingLine(sample.building))
    office.store.clock = lambda: NOW - timedelta(1)
    old = order(office, sample.unit)
    office.store.clock = lambda: NOW
    office.do(territories.archive, north)
    new = order(office, sample.unit)
    named = {row.id: row.territory for row in office.ask(work_orders.page, Query()).first}
    assert named == {old: "North", new: ""}
    enter(office, "South", BuildingLine(sample.building, TODAY))


def test_the_month_tells_orders_by_the_territory_of_the_day_they_came(office: Office, sample: Sample) -> None:
    assert office.ask(monthly.sheet, Month(2026, 11)).territories == ()
    enter(office, "North", BuildingLine(sample.building, None, TODAY))
    enter(office, "South", BuildingLine(sample.building, TODAY + timedelta(1)))
    mended = order(office, sample.unit)
    order(office, sample.second_unit)
    office.do(work_orders.assign, mended, AssignForm(sample.plumber))
    office.store.clock = lambda: NOW + timedelta(9)
    order(office, sample.unit)
    office.do(work_orders.done, mended, DoneForm(fix="Mended"))
    told = office.ask(monthly.sheet, Month(2026, 11)).territories
    assert [(row.category.name, row.new, row.done, row.late) for row in told] == [
        ("North", 1, 1, 1), ("South", 1, 0, 0), ("", 1, 0, 0),
    ]  # fmt: skip
