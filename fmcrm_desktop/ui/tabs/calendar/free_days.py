"""Public holidays, half ones too, and make-up working days as bars of the calendar."""

from __future__ import annotations

from datetime import date

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.working_time import Part, WorkingCalendar
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.tabs.calendar.span import Shown

PARTS = {
    Part.MORNING: N_("{holiday}, morning"), Part.AFTERNOON: N_("{holiday}, afternoon"),
}  # fmt: skip


def free_days(hours: WorkingCalendar, span: Shown, words: Words) -> list[Entry]:
    """Those on the days shown, in their order; hours still shade what of a day is free."""
    first, days = span.window
    found = []
    for holiday in hours.holidays:
        if first <= holiday.day.toordinal() < first + days:
            name = holiday.name or words(N_("Public holiday"))
            found.append(
                _bar(holiday.day, words(PARTS[holiday.part], holiday=name) if holiday.part in PARTS else name)
            )
    for make_up in hours.make_ups:
        if first <= make_up.day.toordinal() < first + days:
            found.append(_bar(make_up.day, make_up.name or words(N_("Make-up working day"))))
    return sorted(found, key=lambda entry: entry.id)


def _bar(day: date, title: str) -> Entry:
    return Entry(
        "holiday", day.toordinal(), 0, "holiday", title,
        None, None, day, day, "", False, "", "", "", None, None,
    )  # fmt: skip
