"""Office hours by weekday, days off and make-up days."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.office_hours import Hours, Part
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.calendar_of_office import read_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office_settings.keeping import keep
from fmcrm_desktop.store.work import Work

PARTS = {
    Part.WHOLE.value: N_("Whole day"),
    Part.MORNING.value: N_("Morning"),
    Part.AFTERNOON.value: N_("Afternoon"),
}
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_HINT = N_("08:30-12:00, 13:30-18:00")


@dataclass
class HoursForm:
    """The spans of each weekday, parted by commas; an empty one is a day off."""

    monday: Annotated[str, Field(N_("Monday"), longest=120, hint=_HINT)] = ""
    tuesday: Annotated[str, Field(N_("Tuesday"), longest=120)] = ""
    wednesday: Annotated[str, Field(N_("Wednesday"), longest=120)] = ""
    thursday: Annotated[str, Field(N_("Thursday"), longest=120)] = ""
    friday: Annotated[str, Field(N_("Friday"), longest=120)] = ""
    saturday: Annotated[str, Field(N_("Saturday"), longest=120)] = ""
    sunday: Annotated[str, Field(N_("Sunday"), longest=120)] = ""


@needs("office.read")
def hours(work: Work) -> HoursForm:
    known: Mapping[str, Sequence[Sequence[str]]] = settings.get(work, "hours")
    return HoursForm(**shown_week(known))


def shown_week(known: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, Any]:
    """The fields of a form by weekday, of what is kept."""
    return {name: _shown(known.get(str(day), ())) for day, name in enumerate(WEEK)}


@needs("office.settings")
def keep_hours(work: Work, form: HoursForm) -> None:
    """Keep the week, also as it is: then it is known that these are the office's hours (services/first_steps.py).
    Raises Invalid, with the weekday whose spans cannot be read."""
    check(form)
    wanted = week_of(form)
    read_calendar(settings.get(work, "office.zone"), wanted, ())
    settings.put(work, hours=wanted)


def week_of(form: HoursForm) -> dict[str, list[list[str]]]:
    """The weekdays that have spans, as they are kept. Raises Invalid, with the weekday whose spans cannot be read."""
    wanted: dict[str, list[list[str]]] = {}
    wrong: dict[str, str | Refusal] = {}
    for day, name in enumerate(WEEK):
        try:
            wanted[str(day)] = spans_of(getattr(form, name))
        except Invalid as invalid:
            wrong[name] = invalid.fields["hours"]
    if wrong:
        raise Invalid(**wrong)
    return {day: spans for day, spans in wanted.items() if spans}


def spans_of(text: str) -> list[list[str]]:
    """08:30-12:00, 13:30–18:00 as the settings keep it; signs of full width too. Raises Invalid(hours)."""
    said = text.translate(str.maketrans("–—−－～~至：，；;、", "-------:,,,,"))
    parts = [re.sub(r"\s+", "", part) for part in said.split(",")]
    return [str(Hours.read(part)).split("-") for part in parts if part]


def _shown(spans: Sequence[Sequence[str]]) -> str:
    return ", ".join("-".join(span) for span in spans)


@dataclass
class HolidayLine:
    """A day off, or half of one."""

    day: Annotated[date | None, Field(N_("Date"), required=True)] = None
    name: Annotated[str, Field(N_("Occasion"), longest=80)] = ""
    part: Annotated[str, Field(N_("Part of the day"), choices=PARTS, required=True)] = Part.WHOLE.value


@dataclass
class MakeUpLine:
    """A day worked although its weekday or a holiday says otherwise."""

    day: Annotated[date | None, Field(N_("Date"), required=True)] = None
    name: Annotated[str, Field(N_("Occasion"), longest=80)] = ""
    hours: Annotated[str, Field(N_("Hours"), longest=120, required=True, hint=_HINT)] = ""


@dataclass
class DaysForm:
    """All days off and make-up days, by their date."""

    holidays: Annotated[tuple[HolidayLine, ...], Field(N_("Days off"))] = ()
    make_ups: Annotated[tuple[MakeUpLine, ...], Field(N_("Make-up working days"))] = ()


@needs("office.read")
def days(work: Work) -> DaysForm:
    known: list[dict[str, Any]] = settings.get(work, "holidays")
    ordered = sorted(known, key=lambda each: str(each["day"]))
    return DaysForm(
        tuple(
            HolidayLine(
                date.fromisoformat(each["day"]), each.get("name", ""), each.get("part") or Part.WHOLE.value
            )
            for each in ordered
            if not each.get("hours")
        ),
        tuple(
            MakeUpLine(date.fromisoformat(each["day"]), each.get("name", ""), _shown(each["hours"]))
            for each in ordered
            if each.get("hours")
        ),
    )


@needs("office.settings")
def keep_days(work: Work, form: DaysForm) -> None:
    """Keep the days off and the make-up days. Raises Invalid(holidays, make_ups)."""
    check(form)
    found: list[dict[str, Any]] = []
    for line in form.holidays:
        _line(line, "holidays")
        found.append({"day": _day(line.day, "holidays"), "name": line.name.strip(), "part": line.part})
    for made in form.make_ups:
        _line(made, "make_ups")
        try:
            spans = spans_of(made.hours)
        except Invalid as invalid:
            raise Invalid(make_ups=invalid.fields["hours"]) from invalid
        if not spans:
            raise Invalid(make_ups=N_("A make-up day needs its hours."))
        found.append({"day": _day(made.day, "make_ups"), "name": made.name.strip(), "hours": spans})
    keep_all(work, found)


def _line(line: HolidayLine | MakeUpLine, field: str) -> None:
    """Check one line; what is wrong with it is said below all of them."""
    try:
        check(line)
    except Invalid as invalid:
        raise Invalid(**{field: next(iter(invalid.fields.values()))}) from invalid


def _day(day: date | None, field: str) -> str:
    if day is None:
        raise Invalid(**{field: N_("Each line needs its day.")})
    return day.isoformat()


def keep_all(work: Work, found: list[dict[str, Any]]) -> None:
    """One line a day and kind, in order; what the calendar refuses is refused here."""
    unique = {(each["day"], "hours" in each): each for each in found}
    ordered = [unique[key] for key in sorted(unique)]
    read_calendar(settings.get(work, "office.zone"), settings.get(work, "hours"), ordered)
    keep(work, {"holidays": ordered})
