"""What else falls on the days of the calendar: works, preventive work, ends of agreements, what is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import actions, agreements, calendar, calendar_days, notices, plans
from fmcrm_desktop.services.actions import ActionForm, DoneForm
from fmcrm_desktop.services.agreements import AgreementForm
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.services.notices import NoticeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.plans import PlanForm
from tests.sample import Sample
from tests.services import prospecting
from tests.services.test_calendar import MONDAY, WEEK, at

TUESDAY, FRIDAY = date(2026, 11, 17), date(2026, 11, 20)


def days(office: Office, start: datetime = MONDAY, count: int = 7) -> list[Entry]:
    return office.ask(calendar_days.entries, start, start + timedelta(count))


def brief(entries: list[Entry]) -> list[tuple[object, ...]]:
    return [(each.kind, each.title, each.from_day or each.starts) for each in entries]


def fill(office: Office, sample: Sample) -> None:
    """One of each in the week."""
    office.do(calendar.add, EventForm("Meeting", "meeting", starts=at(0, 9), ends=at(0, 10)))
    office.do(notices.add, NoticeForm("works", (), "Painting", "粉刷", at(1, 8), at(1, 17)))
    office.do(agreements.add, AgreementForm("Cleaning", sample.owner, until_day=FRIDAY))
    office.do(actions.add, ActionForm("Ring back at once", responsible_id=sample.clerk, due_day=TUESDAY))
    prospecting.enter(office, "Chen Bo", next_day=FRIDAY)
    office.do(
        plans.add,
        PlanForm(
            "Pump", building_id=sample.building, from_day=FRIDAY, rule=RuleText("FREQ=WEEKLY"),
            summary="Look at the pump", staff_id=sample.plumber,
        ),
    )  # fmt: skip


def test_works_preventive_work_ends_of_agreements_actions_and_next_steps_stand_on_their_days(
    office: Office, sample: Sample
) -> None:
    fill(office, sample)
    assert brief(days(office)) == [
        ("meeting", "Meeting", at(0, 9)),
        ("notice", "Painting 08:00–17:00", TUESDAY),
        ("action", "Ring back at once", TUESDAY),
        ("agreement", "Cleaning", FRIDAY),
        ("next_step", "Chen Bo: Ring back", FRIDAY),
        ("preventive", "Look at the pump", FRIDAY),
    ]
    action, pump = days(office)[2], days(office)[5]
    assert (action.staff, action.names) == ((sample.clerk,), ("Li Na",))
    assert (pump.staff, pump.names) == ((sample.plumber,), ("Gao Jun",))
    assert days(office)[1].other_title == "粉刷 08:00–17:00"
    assert brief(days(office, MONDAY + timedelta(7))) == [
        ("preventive", "Look at the pump", date(2026, 11, 27))
    ]
    assert days(office, MONDAY - timedelta(7)) == []


def test_a_planned_time_is_there_once_as_plan_then_order_then_visit(office: Office, sample: Sample) -> None:
    fill(office, sample)
    office.do(plans.generate)
    made = [each for each in days(office) if each.kind == "preventive"]
    assert [(each.from_day, each.order_id is not None, each.staff) for each in made] == [
        (FRIDAY, True, (sample.plumber,))
    ]


def test_what_is_settled_has_gone_and_what_goes_on_by_itself_ends_with_its_term(
    office: Office, sample: Sample
) -> None:
    done = office.do(actions.add, ActionForm("Done", due_day=TUESDAY)).result
    office.do(actions.done, done, DoneForm())
    lost = prospecting.enter(office, next_day=FRIDAY)
    prospecting.lose(office, lost)
    form = AgreementForm("Lift", sample.owner, (), (), date(2025, 11, 21), FRIDAY, "same_term")
    office.do(agreements.add, form)
    assert brief(days(office)) == [("agreement", "Lift", FRIDAY)]
    assert brief(days(office, MONDAY + timedelta(364), 14)) == [("agreement", "Lift", date(2027, 11, 20))]
    assert days(office, MONDAY + timedelta(30), 28) == []


def test_works_of_several_days_and_without_an_end_lie_on_whole_days(office: Office) -> None:
    office.do(notices.add, NoticeForm("works", (), "Roof", "", at(-3, 8), at(1, 17)))
    office.do(notices.add, NoticeForm("lift", (), "Lift", "", at(0, 9)))
    office.do(notices.add, NoticeForm("water", (), "Over", "", at(-5, 9), at(0, 0)))
    assert [(each.title, each.from_day, each.until_day) for each in days(office)] == [
        ("Roof", date(2026, 11, 13), TUESDAY),
        ("Lift", date(2026, 11, 16), FRIDAY),
    ]


def test_a_role_sees_only_what_it_may_read_elsewhere(office: Office, sample: Sample) -> None:
    fill(office, sample)
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    assert [each.kind for each in office.ask(calendar_days.entries, *WEEK)] == [
        "meeting", "agreement", "preventive",
    ]  # fmt: skip


def test_postgresql_shows_the_same(office: Office, sample: Sample, served: tuple[Office, Sample]) -> None:
    server, there_too = served
    fill(office, sample)
    fill(server, there_too)
    assert brief(days(server)) == brief(days(office)) and len(days(server)) == 6
