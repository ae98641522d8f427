"""Handing over on the calendar: events, visits and call-backs go to another person, clashes are told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.event import Event, EventStaff
from fmcrm_desktop.model.refusal import Invalid, Refusal, Stale
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import calendar, calendar_handing, calendar_of_staff
from fmcrm_desktop.services.calendar import Clashing, EventForm, ReasonForm
from fmcrm_desktop.services.calendar_entries import Entry, Ref
from fmcrm_desktop.services.calendar_handing import Handing
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

MONDAY = datetime(2026, 11, 16, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def put(office: Office, title: str, hour: int, *staff: int) -> Ref:
    form = EventForm(title, starts=MONDAY + hour * HOUR, ends=MONDAY + (hour + 1) * HOUR, staff=staff)
    return Ref("event", office.do(calendar.add, form).result, 1)


def found(office: Office, title: str) -> Entry:
    return next(
        each
        for each in office.ask(calendar.entries, MONDAY - HOUR, MONDAY + 24 * HOUR)
        if each.title == title
    )


@needs("order.write")
def add_visit(work: Work, staff: int, arrived: bool) -> int:
    order = work.add(WorkOrder(number="W-1", summary="Leak", received=work.now))
    visit = Visit(order_id=order.id, planned_from=MONDAY, planned_until=MONDAY + HOUR)
    visit.arrived = MONDAY if arrived else None
    work.add(visit)
    work.add(VisitStaff(visit_id=visit.id, staff_id=staff))
    return visit.id


@needs("call.write")
def add_promise(work: Work, staff: int) -> int:
    return work.add(Promise(staff_id=staff, made=work.now, due=MONDAY, text="call")).id


@needs("calendar.write")
def make_weekly(work: Work, id: int) -> None:
    work.get(Event, id).rule = "FREQ=WEEKLY"


def test_an_event_goes_from_one_to_another_and_stays_with_the_third(office: Office, sample: Sample) -> None:
    ref = put(office, "Lift", 0, sample.clerk, sample.plumber)
    done = office.do(calendar_handing.hand_over, Handing(ref, sample.plumber, sample.electrician))
    assert set(found(office, "Lift").staff) == {sample.clerk, sample.electrician}
    office.undo(done.deed)
    assert set(found(office, "Lift").staff) == {sample.clerk, sample.plumber}


def test_to_somebody_who_is_in_it_already_it_stands_once(office: Office, sample: Sample) -> None:
    ref = put(office, "Lift", 0, sample.clerk, sample.plumber)
    office.do(calendar_handing.hand_over, Handing(ref, sample.plumber, sample.clerk))
    assert found(office, "Lift").staff == (sample.clerk,)
    ref = ref._replace(version=None)
    office.do(calendar_handing.hand_over, Handing(ref, sample.clerk, 0))
    assert found(office, "Lift").staff == ()
    office.do(calendar_handing.hand_over, Handing(ref, 0, sample.plumber))
    assert found(office, "Lift").staff == (sample.plumber,)


def test_it_may_move_on_the_way(office: Office, sample: Sample) -> None:
    ref = put(office, "Lift", 0, sample.plumber)
    office.do(
        calendar_handing.hand_over,
        Handing(ref, sample.plumber, sample.clerk, MONDAY + 3 * HOUR, MONDAY + 4 * HOUR),
    )
    entry = found(office, "Lift")
    assert (entry.starts, entry.staff) == (MONDAY + 3 * HOUR, (sample.clerk,))
    day = date(2026, 11, 16)
    office.do(
        calendar_handing.hand_over,
        Handing(ref._replace(version=None), sample.clerk, sample.plumber, day, day),
    )
    assert found(office, "Lift").from_day == day


def test_whoever_is_taken_gets_it_only_with_a_reason(office: Office, sample: Sample) -> None:
    ref = put(office, "Lift", 0, sample.plumber)
    put(office, "Meeting", 0, sample.clerk)
    handing = Handing(ref, sample.plumber, sample.clerk)
    with pytest.raises(Clashing) as refused:
        office.do(calendar_handing.hand_over, handing)
    assert [(clash.staff, clash.title) for clash in refused.value.clashes] == [("Li Na", "Meeting")]
    assert found(office, "Lift").staff == (sample.plumber,)
    with pytest.raises(Invalid):
        office.do(calendar_handing.hand_over_anyway, handing, ReasonForm())
    office.do(calendar_handing.hand_over_anyway, handing, ReasonForm("Only she has the keys"))
    entry = found(office, "Lift")
    assert entry.staff == (sample.clerk,) and entry.clash


def test_a_visit_goes_until_somebody_has_arrived_and_never_to_nobody(office: Office, sample: Sample) -> None:
    coming = office.do(add_visit, sample.plumber, False).result
    handing = Handing(Ref("visit", coming), sample.plumber, sample.electrician)
    office.do(calendar_handing.hand_over, handing)
    assert found(office, "Leak").staff == (sample.electrician,)
    with pytest.raises(Refusal, match="Somebody has to go"):
        office.do(calendar_handing.hand_over, Handing(Ref("visit", coming), sample.electrician, 0))


def test_a_visit_that_has_begun_stays(office: Office, sample: Sample) -> None:
    begun = office.do(add_visit, sample.plumber, True).result
    with pytest.raises(Refusal, match="arrived"):
        office.do(calendar_handing.hand_over, Handing(Ref("visit", begun), sample.plumber, sample.clerk))


def test_a_call_back_changes_hands_and_its_time_stays(office: Office, sample: Sample) -> None:
    promise = office.do(add_promise, sample.clerk).result
    office.do(calendar_handing.hand_over, Handing(Ref("promise", promise), sample.clerk, sample.plumber))
    assert found(office, "call").staff == (sample.plumber,) and found(office, "call").starts == MONDAY


def test_repeats_holidays_and_what_was_changed_meanwhile_are_refused(office: Office, sample: Sample) -> None:
    ref = put(office, "Round", 0, sample.clerk)
    office.do(make_weekly, ref.id)
    with pytest.raises(Stale):
        office.do(calendar_handing.hand_over, Handing(ref, sample.clerk, sample.plumber))
    with pytest.raises(Refusal, match="repeating"):
        office.do(calendar_handing.hand_over, Handing(Ref("event", ref.id), sample.clerk, sample.plumber))
    with pytest.raises(Refusal):
        office.do(calendar_handing.hand_over, Handing(Ref("holiday", 1), 0, sample.plumber))


def test_the_ties_are_those_an_independent_look_finds(office: Office, sample: Sample) -> None:
    ref = put(office, "Lift", 0, sample.plumber)
    office.do(calendar_handing.hand_over, Handing(ref, sample.plumber, sample.clerk))
    ties = office.ask(_ties, ref.id)
    assert ties == [sample.clerk]


@needs("calendar.read")
def _ties(work: Work, id: int) -> list[int]:
    return list(work.column(select(EventStaff.staff_id).where(EventStaff.event_id == id)))


def test_everybody_asked_for_has_hours(office: Office, sample: Sample) -> None:
    told = office.ask(calendar_of_staff.working_calendars, (sample.clerk, sample.plumber))
    assert set(told) == {sample.clerk, sample.plumber}
    assert told[sample.clerk] == office.ask(calendar.hours)
