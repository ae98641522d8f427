"""A country's public holidays and make-up days of a year: what would come, and taking it in one deed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.office_hours import Part
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import ENGLISH, N_, Words
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office_settings.days_worked import keep_all
from fmcrm_desktop.services.office_settings.keeping import country_code, keep
from fmcrm_desktop.store.work import Work

STATES = {
    "new": N_("Would be added"),
    "there": N_("There already"),
    "changed": N_("Changed by the office, stays so"),
}
LANGUAGE_NAMES = {ENGLISH: "en_US"}
"""What the calendar of holidays calls our languages."""
_US_DAY = re.compile(r"\b(?P<month>\d\d)/(?P<day>\d\d)/(?P<year>\d{4})\b")
_ISO_DAY = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
AHEAD = timedelta(days=60)
"""How long before a year its days are asked for."""


@dataclass
class YearForm:
    """Which holidays to load."""

    country: Annotated[str, Field(N_("Country (two letters)"), longest=2, required=True)] = ""
    region: Annotated[str, Field(N_("Region (its code or name, or empty)"), longest=60)] = ""
    year: Annotated[int | None, Field(N_("Year"), required=True)] = None


@dataclass(frozen=True)
class ComingDay:
    """A day off or a make-up day (which has hours) as the calendar of holidays has it, and whether it is there."""

    day: date
    name: str
    hours: tuple[tuple[str, ...], ...]
    state: str


@dataclass(frozen=True)
class ComingYear:
    """What a year would bring, in order; ``form`` asks for it."""

    form: YearForm
    days: tuple[ComingDay, ...]

    @property
    def fresh(self) -> int:
        return sum(day.state == "new" for day in self.days)


@needs("office.read")
def year(work: Work) -> YearForm:
    """The office's country and region, and the year that lacks days, this one or the next."""
    now = work.now.astimezone(work.zone).year
    have = {str(each["day"])[:4] for each in settings.get(work, "holidays")}
    return YearForm(
        settings.get(work, "office.country"),
        settings.get(work, "office.region"),
        now if str(now) not in have else now + 1,
    )


@needs("office.read")
def lacking(work: Work) -> int | None:
    """The year that begins within sixty days, or is here, and of which no day off is known; None when there is none."""
    ahead = (work.now.astimezone(work.zone) + AHEAD).year
    have = {str(each["day"])[:4] for each in settings.get(work, "holidays")}
    return None if str(ahead) in have else ahead


@needs("office.settings")
def coming_year(work: Work, form: YearForm) -> ComingYear:
    """What a year would bring; nothing is kept yet. Raises Invalid(country, region, year)."""
    known: dict[str, list[dict[str, Any]]] = {}
    for each in settings.get(work, "holidays"):
        known.setdefault(each["day"], []).append(each)
    found = []
    for each in _wanted(work, form):
        there = known.get(each["day"], [])
        state = "new" if not there else "there" if any(_same(each, other) for other in there) else "changed"
        hours = tuple(tuple(span) for span in each.get("hours", ()))
        found.append(ComingDay(date.fromisoformat(each["day"]), each["name"], hours, state))
    return ComingYear(form, tuple(sorted(found, key=lambda day: day.day)))


@needs("office.settings")
def load_year(work: Work, form: YearForm) -> int:
    """Add a country's public holidays of a year, and the weekends worked for them; days that are there already, as the
    office has them, stay as they are. Gives how many were added."""
    wanted = _wanted(work, form)
    known: list[dict[str, Any]] = settings.get(work, "holidays")
    taken = {each["day"] for each in known}
    fresh = [each for each in wanted if each["day"] not in taken]
    keep_all(work, [*known, *fresh])
    keep(work, {"office.country": country_code(form.country), "office.region": form.region.strip()})
    return len(fresh)


def _wanted(work: Work, form: YearForm) -> list[dict[str, Any]]:
    check(form)
    if form.year is None or not 1990 <= form.year <= 2100:
        raise Invalid(year=N_("Check the year."))
    return _public(form, settings.get(work, "office.language"), _usual(work))


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    keys = ("name", "part", "hours")
    return all((one.get(key) or "") == (other.get(key) or "") for key in keys)


def _usual(work: Work) -> list[list[str]]:
    """The hours of an ordinary day: those of the first weekday that has any."""
    week: Mapping[str, list[list[str]]] = settings.get(work, "hours")
    return next((week[str(day)] for day in range(7) if week.get(str(day))), [["09:00", "17:00"]])


def _public(form: YearForm, language: str, usual: list[list[str]]) -> list[dict[str, Any]]:
    import holidays

    country = country_code(form.country)
    known = holidays.list_supported_countries(include_aliases=True)
    if country not in known:
        raise Invalid(
            country=Refusal(N_("No holidays are known for “{country}”. Enter them by hand."), country=country)
        )
    assert form.year is not None
    # Where the calendar of holidays speaks it: else its language would be this machine's.
    ours = LANGUAGE_NAMES.get(language, language)
    spoken = ours if ours in holidays.list_localized_countries().get(country, ()) else None
    by_name = getattr(holidays, country).get_subdivision_aliases()
    region = _region(form.region.strip(), by_name)
    calendar = holidays.country_holidays(country, subdiv=region, years=form.year, language=spoken)
    found: list[dict[str, Any]] = [
        {"day": day.isoformat(), "name": _written(name, Words(language))[:80], "part": Part.WHOLE.value}
        for day, name in calendar.items()
    ]
    worked = sorted(day for day in getattr(calendar, "weekend_workdays", ()) if day.year == form.year)
    return found + [{"day": day.isoformat(), "name": "", "hours": usual} for day in worked]


def _written(name: str, words: Words) -> str:
    """The name with the days in it (a day off for one that is worked) as the office writes days."""

    def day(found: re.Match[str]) -> str:
        year, month, of_month = (int(found[at]) for at in ("year", "month", "day"))
        return words.date(date(year, month, of_month))

    return _ISO_DAY.sub(day, _US_DAY.sub(day, name) if words.language == ENGLISH else name)


def _region(typed: str, known: Mapping[str, list[str]]) -> str | None:
    """The region as the calendar of holidays spells it, found by its code or one of its names. Raises Invalid(region),
    which names those there are."""
    if not typed:
        return None
    for code, names in known.items():
        if typed.casefold() in (each.casefold() for each in (code, *names)):
            return code
    if not known:
        raise Invalid(region=N_("No regions are known of this country. Leave this empty."))
    raise Invalid(region=Refusal(N_("Not a region known here. There are: {known}"), known=", ".join(known)))
