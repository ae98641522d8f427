"""Own hours and leave through the door: entered, changed, ended, taken back; what cannot be is refused by its field."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import calendar, settings, staff_hours, staff_time
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.staff_hours import EndForm, LeaveForm, ShiftForm
from tests.sample import Sample
from tests.services.test_staff_hours import MONDAY, at, minutes, of


def early(**changed: object) -> ShiftForm:
    return ShiftForm(**{"from_day": MONDAY, "monday": "06:00-14:00", "name": "Early"} | changed)  # type: ignore[arg-type]


def leave(**changed: object) -> LeaveForm:
    return LeaveForm(**{"title": "Leave", "from_day": MONDAY} | changed)  # type: ignore[arg-type]


def test_a_shift_is_entered_changed_ended_and_taken_back(office: Office, sample: Sample) -> None:
    id = office.do(staff_hours.add_shift, sample.clerk, early()).result
    assert minutes(of(office, sample.clerk), MONDAY, 2) == [480, 0]
    form = office.ask(staff_hours.shift_form, id)
    assert (form.monday, form.tuesday, form.name) == ("06:00-14:00", "", "Early")
    form.tuesday = "14:00-20:00"
    office.do(staff_hours.change_shift, id, form)
    assert minutes(of(office, sample.clerk), MONDAY, 3) == [480, 360, 0]
    office.do(staff_hours.end_shift, id, EndForm(MONDAY))
    assert minutes(of(office, sample.clerk), MONDAY, 3) == [480, 480, 480]
    (row,) = office.ask(staff_time.sheet, sample.clerk).shifts
    assert (row.until_day, row.week) == (MONDAY, {"0": [["06:00", "14:00"]], "1": [["14:00", "20:00"]]})
    undone = office.do(staff_hours.archive_shift, id)
    assert office.ask(staff_time.sheet, sample.clerk).shifts == ()
    assert undone.deed is not None
    office.undo(undone.deed)
    assert len(office.ask(staff_time.sheet, sample.clerk).shifts) == 1


def test_a_new_shift_begins_today_with_the_week_that_holds(office: Office, sample: Sample) -> None:
    form = office.ask(staff_hours.new_shift, sample.clerk)
    assert (form.from_day, form.monday, form.sunday) == (date(2026, 11, 20), "08:30-12:00, 13:30-18:00", "")
    office.do(staff_hours.add_shift, sample.clerk, early(from_day=date(2026, 11, 1)))
    assert office.ask(staff_hours.new_shift, sample.clerk).monday == "06:00-14:00"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"monday": ""}, "monday"),
        ({"friday": "all day"}, "friday"),
        ({"monday": "08:00-12:00, 11:00-13:00"}, "monday"),
        ({"until_day": MONDAY - timedelta(1)}, "until_day"),
        ({"from_day": None}, "from_day"),
    ],
)
def test_a_shift_nobody_could_work_is_refused_by_its_field(
    office: Office, sample: Sample, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        office.do(staff_hours.add_shift, sample.clerk, early(**changed))
    assert set(caught.value.fields) == {field}


def test_two_shifts_from_the_same_day_are_refused_and_a_later_one_stands_in_front(
    office: Office, sample: Sample
) -> None:
    office.do(staff_hours.add_shift, sample.clerk, early())
    with pytest.raises(Invalid, match="already"):
        office.do(staff_hours.add_shift, sample.clerk, early())
    office.do(staff_hours.add_shift, sample.plumber, early())
    front = early(from_day=MONDAY + timedelta(7), until_day=MONDAY + timedelta(7), monday="10:00-11:00")
    office.do(staff_hours.add_shift, sample.clerk, front)
    mondays = [minutes(of(office, sample.clerk), MONDAY + timedelta(7 * n))[0] for n in range(3)]
    assert mondays == [480, 60, 480]


@pytest.mark.parametrize(
    ("form", "left"),
    [
        (leave(), [0, 480]),
        (leave(until_day=MONDAY + timedelta(1)), [0, 0]),
        (leave(part="morning"), [270, 480]),
        (leave(part="afternoon", kind="sick"), [210, 480]),
        (leave(hours="10：00–11：30"), [390, 480]),
    ],
)
def test_leave_becomes_an_entry_of_the_calendar_and_is_not_worked(
    office: Office, sample: Sample, form: LeaveForm, left: list[int]
) -> None:
    id = office.do(staff_hours.add_leave, sample.clerk, form).result
    assert minutes(of(office, sample.clerk), MONDAY, 2) == left
    entry = office.ask(calendar.event, id)
    assert (entry.kind, entry.staff, entry.title) == (form.kind, (sample.clerk,), "Leave")
    (row,) = office.ask(staff_time.sheet, sample.clerk).leave
    assert row.id == id


def test_the_half_of_a_day_is_that_of_the_persons_own_hours(office: Office, sample: Sample) -> None:
    office.do(staff_hours.add_shift, sample.clerk, early())
    id = office.do(staff_hours.add_leave, sample.clerk, leave(part="morning")).result
    entry = office.ask(calendar.event, id)
    assert (entry.starts, entry.ends) == (at(MONDAY, "06:00"), at(MONDAY, "12:00"))


def test_leave_over_an_appointment_asks_for_a_reason(office: Office, sample: Sample) -> None:
    meeting = calendar.EventForm(
        title="Meeting", staff=(sample.clerk,), starts=at(MONDAY, "09:00"), ends=at(MONDAY, "10:00")
    )
    office.do(calendar.add, meeting)
    with pytest.raises(calendar.Clashing):
        office.do(staff_hours.add_leave, sample.clerk, leave())
    office.do(staff_hours.add_leave, sample.clerk, leave(overrule="Moved by word of mouth"))
    assert minutes(of(office, sample.clerk), MONDAY) == [0]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"part": "morning", "until_day": MONDAY + timedelta(1)}, "until_day"),
        ({"hours": "10:00-11:00, 12:00-13:00"}, "hours"),
        ({"hours": "soon"}, "hours"),
        ({"until_day": MONDAY - timedelta(1)}, "until_day"),
    ],
)
def test_leave_that_cannot_be_is_refused_by_its_field(
    office: Office, sample: Sample, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        office.do(staff_hours.add_leave, sample.clerk, leave(**changed))
    assert set(caught.value.fields) == {field}


def test_the_sheet_leaves_out_leave_that_is_long_over(office: Office, sample: Sample) -> None:
    for day in (date(2026, 8, 3), date(2026, 11, 2), date(2026, 12, 7)):
        office.do(staff_hours.add_leave, sample.clerk, leave(from_day=day))
    sheet = office.ask(staff_time.sheet, sample.clerk)
    assert [row.from_day for row in sheet.leave] == [date(2026, 11, 2), date(2026, 12, 7)]
    assert sheet.this_week == 6 * 480
    assert sheet.staff.id == sample.clerk


def test_a_setting_of_the_office_moves_those_without_hours_of_their_own(
    office: Office, sample: Sample
) -> None:
    office.do(staff_hours.add_shift, sample.clerk, early())
    office.do(settings.put, hours={"0": [["09:00", "10:00"]]})
    assert minutes(of(office, sample.clerk), MONDAY) == [480]
    assert minutes(of(office, sample.plumber), MONDAY) == [60]
