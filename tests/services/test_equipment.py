"""Equipment: entered, found, its counter read, its downtime added up as plain arithmetic says."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal, Stale
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import equipment, equipment_page, equipment_register, search, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.equipment import (
    DowntimeForm,
    EndForm,
    EquipmentForm,
    ManyEquipmentForm,
    ReadingForm,
    standstill,
)
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def lift(office: Office, sample: Sample, **more: object) -> int:
    values: dict[str, object] = {
        "code": "L-3A", "name": "Passenger lift", "other_name": "客梯", "kind": "lift",
        "building_id": sample.building, "counter": "h", "place": "Lobby",
    }  # fmt: skip
    return office.do(equipment.add, EquipmentForm(**{**values, **more})).result  # type: ignore[arg-type]


def test_it_is_entered_listed_found_changed_and_put_away(office: Office, sample: Sample) -> None:
    id = lift(office, sample)
    (row,) = office.ask(equipment.page, Query()).first
    assert (row.id, row.code, row.where(Words()), row.open, row.running) == (
        id,
        "L-3A",
        "3 · Lobby",
        0,
        "runs",
    )
    for typed in ("L-3A", "客梯", "keti", "passenger"):
        assert [each.ref for each in office.ask(search.find, typed) if each.kind == "equipment"] == [id], (
            typed
        )
        assert list(office.ask(equipment.page, Query(text=typed)).ids) == [id], typed
    form = office.ask(equipment.form_of, id)
    form.unit_id, form.maker = sample.second_unit, "Otis"
    office.do(equipment.change, id, form)
    (row,) = office.ask(equipment.rows, [id])
    assert row.building_id == sample.second_building, "a unit says which building"
    with pytest.raises(Stale):
        office.do(equipment.change, id, form)
    assert [each.id for each in office.ask(equipment.at_place, sample.second_unit)] == [id]
    done = office.do(equipment.archive, id)
    assert not len(office.ask(equipment.page, Query())) and not office.ask(search.find, "L-3A")
    assert done.deed is not None
    office.undo(done.deed)
    assert office.ask(search.find, "L-3A")[0].ref == id


def test_a_code_is_one_piece_in_a_building(office: Office, sample: Sample) -> None:
    lift(office, sample)
    with pytest.raises(Invalid) as refused:
        lift(office, sample, code="l-3a")
    assert "code" in refused.value.fields
    other = lift(office, sample, building_id=sample.second_building)
    outcome = office.do(equipment.change_many, [other], ManyEquipmentForm(building_id=sample.building)).result
    assert [each.name for each in outcome.refused] == ["L-3A"]


@pytest.mark.parametrize("sort", ["", "name", "kind", "where", "vendor", "warranty_until"])
def test_every_order_of_the_list_holds_all(office: Office, sample: Sample, sort: str) -> None:
    ids = [lift(office, sample, code=f"L-{n}", warranty_until=date(2027, n, 1)) for n in range(1, 12)]
    for down in (False, True):
        assert sorted(office.ask(equipment.page, Query(sort=sort, descending=down)).ids) == ids
    assert list(office.ask(equipment.page, Query()).ids) == ids, "L-2 before L-10"


def test_a_reading_that_goes_back_is_refused_with_the_way_out(office: Office, sample: Sample) -> None:
    id = lift(office, sample)
    office.do(equipment.read, id, ReadingForm(Decimal("100.5"), NOW - 10 * DAY))
    office.do(equipment.read, id, ReadingForm(Decimal(180), NOW - DAY))
    with pytest.raises(Invalid) as refused:
        office.do(equipment.read, id, ReadingForm(Decimal(20)))
    fault = refused.value.fields["value"]
    assert fault.values["value"] == "180 h" and "exchanged" in fault.text
    with pytest.raises(Invalid):  # nor may one between be more than what came later
        office.do(equipment.read, id, ReadingForm(Decimal(200), NOW - 5 * DAY))
    office.do(equipment.read, id, ReadingForm(Decimal(20), exchanged=True, note="New counter"))
    runs = [(each.value, each.run) for each in office.ask(equipment_page.card, id).readings]
    assert runs == [(20_000, None), (180_000, 79_500), (100_500, None)]
    with pytest.raises(Invalid):
        office.do(equipment.read, id, ReadingForm(Decimal(30), NOW + HOUR))
    plain = lift(office, sample, code="P-1", counter="")
    with pytest.raises(Refusal):
        office.do(equipment.read, plain, ReadingForm(Decimal(1)))


def test_it_stands_still_from_the_orders_tick_until_it_runs_again(office: Office, sample: Sample) -> None:
    id = lift(office, sample)
    order = office.do(
        work_orders.enter,
        OrderForm(summary="Stuck", equipment_id=id, stands_still=True, received=NOW - 2 * HOUR),
    ).result
    seen = office.ask(equipment.of_order, order)
    assert seen is not None and seen.since == NOW - 2 * HOUR and seen.row.open == 1
    assert list(office.ask(equipment.page, Query(where={"running": ("stands",)})).ids) == [id]
    with pytest.raises(Refusal):
        office.do(equipment.begin, id, DowntimeForm())
    # a second order about the same standstill does not count it twice
    office.do(work_orders.enter, OrderForm(summary="Still stuck", equipment_id=id, stands_still=True))
    assert office.ask(equipment_page.card, id).month.times == 1
    assert seen.standing is not None
    office.do(equipment.end, seen.standing, EndForm(NOW - HOUR, "Door contact", seen.standing_version))
    card = office.ask(equipment_page.card, id)
    assert (card.month.round_the_clock, card.month.working) == (60, 30), "the office opens at half past eight"
    assert card.standing is None and card.downtimes[0].cause == "Door contact"


def test_downtime_is_put_right_and_struck_out(office: Office, sample: Sample) -> None:
    id = lift(office, sample)
    down = office.do(equipment.begin, id, DowntimeForm(NOW - 5 * HOUR, NOW - HOUR)).result
    form = office.ask(equipment.downtime_form, down)
    form.ended = NOW - 6 * HOUR
    with pytest.raises(Invalid):
        office.do(equipment.correct, down, form)
    form.ended = NOW - 2 * HOUR
    office.do(equipment.correct, down, form)
    assert office.ask(equipment_page.card, id).month.round_the_clock == 180
    office.do(equipment.strike, down)
    assert office.ask(equipment_page.card, id).month.round_the_clock == 0


@needs("office.settings")
def stood_in(work: Work, id: int, start: datetime, end: datetime) -> standstill.Standing:
    return standstill.stood(work, (id,), start, end)[id]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(1, 9_000)), max_size=6))
def test_downtime_agrees_with_counting_minute_by_minute(
    office: Office, sample: Sample, spans: list[tuple[int, int]]
) -> None:
    """The sample office works Monday to Saturday, 8:30 to 12:00 and 13:30 to 18:00, in Shanghai (UTC+8)."""
    begin = datetime(2026, 11, 2, tzinfo=UTC)
    id = lift(office, sample, code=f"X-{datetime.now(UTC).timestamp()}")
    for start, length in spans:
        ended = begin + timedelta(minutes=start + length)
        office.do(equipment.begin, id, DowntimeForm(begin + timedelta(minutes=start), min(ended, NOW)))
    window = (begin + 3 * DAY, begin + 15 * DAY)
    whole = working = 0
    for minute in range(3 * 1440, 15 * 1440):
        if any(start <= minute < start + length for start, length in spans):
            local = begin + timedelta(minutes=minute) + 8 * HOUR
            of_day = local.hour * 60 + local.minute
            whole += 1
            working += local.weekday() < 6 and (510 <= of_day < 720 or 810 <= of_day < 1080)
    found = office.do(stood_in, id, *window).result
    assert (found.round_the_clock, found.working) == (whole, working)


def test_the_register_counts_what_plain_sql_counts(
    office: Office, sample: Sample, office_path: object
) -> None:
    ids = [lift(office, sample, code=f"L-{n}") for n in range(3)]
    for n, id in enumerate(ids):
        office.do(equipment.begin, id, DowntimeForm(NOW - (n + 3) * HOUR, NOW - HOUR))
    sheet = office.ask(equipment_register.register)
    with sqlite3.connect(str(office_path)) as plain:
        hours = plain.execute(
            "select equipment_id, sum((julianday(ended) - julianday(began)) * 1440) from downtime group by 1"
        ).fetchall()
    assert {line.row.id: line.months[-1].round_the_clock for line in sheet.lines} == {
        id: round(minutes) for id, minutes in hours
    }
    assert all(line.year == line.months[-1] for line in sheet.lines)


def test_an_order_takes_building_and_equipment_along(office: Office, sample: Sample) -> None:
    id = lift(office, sample)
    order = office.do(work_orders.enter, OrderForm(summary="Noise", equipment_id=id)).result
    card = office.ask(work_orders.card, order)
    assert card.building_id == sample.building
    form = office.ask(work_orders.change_form, order)
    assert form.equipment_id == id
    form.equipment_id = None
    office.do(work_orders.change, order, form)
    assert office.ask(equipment.of_order, order) is None
