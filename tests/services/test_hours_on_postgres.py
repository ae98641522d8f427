"""Shifts, leave and work out of hours on PostgreSQL: the same minutes as on SQLite."""

from __future__ import annotations

from datetime import UTC, date, datetime

from fmcrm_desktop.services import office_settings, out_of_hours, settings, staff_hours, staff_time
from fmcrm_desktop.services.office import Office
from tests.sample import Sample
from tests.services.test_out_of_hours import NOVEMBER, busy
from tests.services.test_staff_hours import MONDAY, leave, minutes, of

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def lived(office: Office, sample: Sample) -> list[object]:
    """The same autumn in either database, and what is read of it."""
    staff = [sample.clerk, sample.plumber, sample.electrician]
    office.do(settings.put, holidays=[{"day": "2026-11-11", "name": "Founders' Day"}])
    office.do(busy, staff)
    early = staff_hours.ShiftForm(from_day=date(2026, 11, 2), monday="06:00-14:00", friday="22:00-06:00")
    office.do(staff_hours.add_shift, sample.plumber, early)
    office.do(leave, [sample.plumber], rule="FREQ=WEEKLY;BYDAY=FR", from_day=date(2026, 11, 27),
              until_day=date(2026, 11, 27), except_days="2026-12-04T00:00:00")  # fmt: skip
    half = staff_hours.LeaveForm(title="Sick", kind="sick", from_day=MONDAY, part="morning", overrule="x")
    office.do(staff_hours.add_leave, sample.plumber, half)
    office.do(office_settings.load_year, office_settings.YearForm("CN", year=2027))
    sheet = office.ask(staff_time.sheet, sample.plumber)
    return [
        minutes(of(office, sample.plumber), MONDAY, 60),
        minutes(of(office, sample.clerk), MONDAY, 60),
        office.ask(out_of_hours.month, NOVEMBER).lines,
        [(row.kind, row.from_day, row.starts, row.repeats) for row in sheet.leave],
        sheet.shifts,
        sheet.last_month,
        office.ask(office_settings.days),
    ]


def test_the_same_life_gives_the_same_minutes(
    office: Office, sample: Sample, served: tuple[Office, Sample]
) -> None:
    assert lived(*served) == lived(office, sample)
