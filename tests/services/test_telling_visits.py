"""Telling of visits: those who go hear of it, the customer where the office wants it, each in the deed itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from fmcrm_desktop.exchange.ics_out import invitation
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.staff import Staff, Who
from fmcrm_desktop.services import (
    calendar,
    calendar_handing,
    messages,
    outgoing_events,
    settings,
    work_orders,
)
from fmcrm_desktop.services.calendar_entries import Ref
from fmcrm_desktop.services.calendar_handing import Handing
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import AssignForm, OrderForm, VisitForm, WhyForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample

HOUR = timedelta(hours=1)


def told(office: Office) -> list[tuple[Any, ...]]:
    """Whom a message told what, in the order in which they were written."""
    with closing(sqlite3.connect(office.store.path)) as file:
        return [
            (staff or -person, subject.partition(":")[0])
            for staff, person, subject in file.execute(
                "select staff_id, person_id, subject from message where subject_of = 'visit' order by id"
            )
        ]


def order(office: Office, sample: Sample) -> int:
    form = OrderForm(
        person_id=sample.owner, unit_id=sample.unit, summary="Leaking tap", own_words="It drips", told=False
    )
    return int(office.do(work_orders.enter, form).result)


def plan(office: Office, id: int, *staff: int, at: float = 2, tell: bool = False) -> int:
    form = VisitForm(staff, NOW + at * HOUR, told=False, tell=tell)
    return int(office.do(work_orders.schedule, id, form).result)


def test_those_who_go_hear_of_the_visit_its_new_time_and_its_end(office: Office, sample: Sample) -> None:
    id = order(office, sample)
    plan(office, id, sample.plumber)
    plan(office, id, sample.plumber, sample.electrician, at=4)
    plan(office, id, sample.electrician, at=4)
    office.do(work_orders.cancel, id, WhyForm("Mended itself"))
    assert told(office) == [
        (sample.plumber, "New entry"),
        (sample.plumber, "Moved"),
        (sample.electrician, "New entry"),
        (sample.plumber, "Cancelled"),
        (sample.electrician, "Cancelled"),
    ]
    office.who = Who(sample.electrician, "Electrician", "manager")
    last = office.ask(messages.inbox, Query()).first[0]
    card = office.ask(messages.card, last.id)
    assert (card.about_table, card.about_id) == ("work_order", id)
    assert card.text.startswith("Visit for W-") and "This does not take place." in card.text


def test_the_calendar_tells_of_visits_it_moves_and_hands_over_once_each(
    office: Office, sample: Sample
) -> None:
    visit = plan(office, order(office, sample), sample.plumber)
    office.do(calendar.move, Ref("visit", visit), NOW + 5 * HOUR, NOW + 6 * HOUR)
    office.do(calendar_handing.hand_over, Handing(Ref("visit", visit), sample.plumber, sample.electrician))
    start = NOW + 8 * HOUR
    back = Handing(Ref("visit", visit), sample.electrician, sample.plumber, start, start + HOUR)
    office.do(calendar_handing.hand_over, back)
    assert told(office)[1:] == [
        (sample.plumber, "Moved"),
        (sample.electrician, "New entry"),
        (sample.plumber, "Cancelled"),
        (sample.plumber, "New entry"),
        (sample.electrician, "Cancelled"),
    ]


def test_an_order_that_goes_to_another_takes_its_visit_along(office: Office, sample: Sample) -> None:
    id = order(office, sample)
    plan(office, id, sample.plumber)
    office.do(work_orders.assign, id, AssignForm(sample.electrician, "Ill"))
    assert told(office)[1:] == [(sample.electrician, "New entry"), (sample.plumber, "Cancelled")]


@pytest.mark.parametrize("wanted", [True, False])
def test_the_customer_hears_of_it_where_the_office_wants_it(
    office: Office, sample: Sample, wanted: bool
) -> None:
    id = order(office, sample)
    office.do(settings.put, **{"tell.guests": wanted})
    assert office.ask(work_orders.visit_form, id).tell is wanted
    plan(office, id, sample.plumber, tell=wanted)
    plan(office, id, sample.plumber, at=4)
    office.do(work_orders.cancel, id, WhyForm("Mended itself"))
    customer = [(-sample.owner, each) for each in ("New entry", "Moved", "Cancelled")]
    assert [each for each in told(office) if each[0] < 0] == (customer if wanted else [])


def test_nobody_is_told_of_what_they_did_themselves_or_of_what_is_over(
    office: Office, sample: Sample
) -> None:
    id = order(office, sample)
    assert office.who.staff_id is not None
    plan(office, id, office.who.staff_id)
    plan(office, id, sample.plumber, at=-30)
    assert told(office) == []


@needs("staff.write")
def outside(work: Work, id: int) -> None:
    work.get(Staff, id).vendor, work.get(Staff, id).email = True, "pipes@example.org"


def test_an_outside_firm_gets_it_as_an_invitation_that_follows_the_visit(
    office: Office, sample: Sample
) -> None:
    office.do(outside, sample.plumber)
    visit = plan(office, order(office, sample), sample.plumber)
    first = office.ask(outgoing_events.visit, visit)
    office.do(calendar.move, Ref("visit", visit), NOW + 5 * HOUR, NOW + 6 * HOUR)
    second = office.ask(outgoing_events.visit, visit)
    assert first.uid == second.uid and second.sequence > first.sequence
    file = invitation(second, "REQUEST").decode().replace("\r\n ", "")
    assert "METHOD:REQUEST" in file and "pipes@example.org" in file and "Leaking tap" in file
    assert "DTSTART:20261120T070000Z" in file
