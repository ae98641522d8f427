"""The working calendar of the office as its settings have it: hours, days off, make-up days, zone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.working_time import Holiday, Hours, MakeUp, Part, WorkingCalendar
from fmcrm_desktop.services import settings
from fmcrm_desktop.store.work import Work


def working_calendar(work: Work) -> WorkingCalendar:
    """The office's calendar; the same one for the same settings, so that its sums are remembered. Made out once a
    transaction: every line of a list asks for it."""
    said = tuple(settings.get(work, name) for name in ("office.zone", "hours", "holidays"))
    known = work.session.info.get("calendar")
    if known is None or any(old is not new for old, new in zip(known[0], said, strict=True)):
        known = work.session.info["calendar"] = (said, read_calendar(*said))
    made: WorkingCalendar = known[1]
    return made


def read_calendar(
    zone: str, hours: Mapping[str, Sequence[Sequence[str]]], holidays: Sequence[Mapping[str, Any]]
) -> WorkingCalendar:
    """A calendar of the settings' plain values; raises Invalid(hours, holidays, zone).

    ``hours`` maps a weekday ("0" is Monday) to spans ["08:30", "12:00"]; a holiday is {"day": "2026-10-01",
    "name": …, "part": "whole", "morning" or "afternoon"}, a make-up day has "hours" instead of a part.
    """
    return _kept(zone, json.dumps(hours, sort_keys=True), json.dumps(holidays, sort_keys=True))


@lru_cache(maxsize=8)
def _kept(zone: str, hours: str, holidays: str) -> WorkingCalendar:
    days: list[dict[str, Any]] = json.loads(holidays)
    return WorkingCalendar(
        zone=zone,
        week=read_week(hours),
        holidays=tuple(_holiday(each) for each in days if not each.get("hours")),
        make_ups=tuple(
            MakeUp(_day(each), _spans(each["hours"]), str(each.get("name", "")))
            for each in days
            if each.get("hours")
        ),
    )


@lru_cache(maxsize=64)
def read_week(hours: str) -> tuple[tuple[Hours, ...], ...]:
    """Seven days of spans from the JSON that the setting and the staff's own hours are kept in."""
    week: dict[str, list[list[str]]] = json.loads(hours)
    return tuple(_spans(week.get(str(day), ())) for day in range(7))


def _spans(spans: Sequence[Sequence[str]]) -> tuple[Hours, ...]:
    return tuple(sorted(Hours.read("-".join(span)) for span in spans))


def _holiday(each: Mapping[str, Any]) -> Holiday:
    try:
        part = Part(each.get("part") or Part.WHOLE)
    except ValueError:
        raise Invalid(holidays=N_("A holiday takes the whole day, its morning or its afternoon.")) from None
    return Holiday(_day(each), str(each.get("name", "")), part)


def _day(each: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(str(each["day"]))
    except (KeyError, ValueError):
        said = str(each.get("day", ""))
        raise Invalid(holidays=Refusal(N_("“{typed}” is not a day like 2026-10-01."), typed=said)) from None
