"""The office's working calendar as its settings tell it."""

from __future__ import annotations

from datetime import date

from fmcrm_desktop.model.office_hours import Holiday, Hours, Part
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services import settings
from fmcrm_desktop.store.work import Work


def calendar(work: Work) -> WorkingCalendar:
    """When the office works; made once a transaction."""
    known: WorkingCalendar | None = work.session.info.get("working_calendar")
    if known is None:
        hours = settings.get(work, "hours")
        known = WorkingCalendar(
            settings.get(work, "office.zone"),
            tuple(tuple(Hours.read("-".join(span)) for span in hours.get(str(day), ())) for day in range(7)),
            tuple(
                Holiday(date.fromisoformat(each["day"]), each.get("name", ""), Part(each.get("part", "whole")))
                for each in settings.get(work, "holidays")
            ),
        )
        work.session.info["working_calendar"] = known
    return known
