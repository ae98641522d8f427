"""When a visit is proposed: not in somebody's meeting, lunch or other visit."""

from __future__ import annotations

from datetime import UTC, datetime

from fmcrm_desktop.services import calendar, work_orders
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import VisitForm
from tests.sample import Sample
from tests.services.test_work_orders import HOUR, NOW, enter


def test_a_visit_is_proposed_for_the_first_free_hour_of_whoever_goes(office: Office, sample: Sample) -> None:
    """At 10:00 of a Friday, with lunch from 12:00 to 13:30 and the office closed from 18:00."""
    meeting = EventForm("Daily meeting", "meeting", starts=NOW + HOUR / 2, ends=NOW + HOUR,
                        staff=(sample.plumber,))  # fmt: skip
    office.do(calendar.add, meeting)
    id = enter(office, staff_id=sample.plumber)
    assert office.ask(work_orders.visit_form, id).planned_from == NOW + HOUR
    assert office.ask(work_orders.free_visit, id, (sample.electrician,)) == (NOW + HOUR / 2, NOW + 1.5 * HOUR)
    assert office.ask(work_orders.free_visit, id, ()) == (NOW + HOUR / 2, NOW + 1.5 * HOUR)
    enter(office, staff_id=sample.electrician, visit_from=NOW + HOUR, visit_until=NOW + 8 * HOUR)
    both = (sample.plumber, sample.electrician)
    saturday = datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
    assert office.ask(work_orders.free_visit, id, both) == (saturday, saturday + HOUR)
    office.do(work_orders.schedule, id, VisitForm((sample.plumber,), NOW + HOUR))
    assert office.ask(work_orders.free_visit, id, both) is None
    assert office.ask(work_orders.visit_form, id).planned_from == NOW + HOUR
