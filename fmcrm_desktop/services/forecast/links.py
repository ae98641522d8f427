"""The way from a figure of the forecast to the records behind it."""

from __future__ import annotations

from datetime import date

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.work_order import STATES
from fmcrm_desktop.services.forecast.ahead import Forecast, Line
from fmcrm_desktop.services.forecast.counted import GIVEN_UP

_CAME: dict[str, tuple[object, ...]] = {
    "state": tuple(state for state in STATES if state not in GIVEN_UP), "asked": (True,),
}  # fmt: skip


def plans(line: Line) -> Link:
    """The plans whose times fall into the weeks."""
    return Link("plans", where={"id": line.plan_ids}, section="plans")


def open_orders(line: Line, place: str) -> Link:
    """What is on hand. ``place`` is what the line stands for: category or building."""
    return Link("work_orders", where={"state": ("open",), "asked": (True,), **_of(line, place)})


def before(it: Forecast, line: Line, place: str) -> Link:
    """The orders whose mean was taken."""
    weeks = tuple(week.isoformat() for week in it.before)
    return Link("work_orders", where={**_CAME, "week": weeks, **_of(line, place)})


def came(week: date) -> Link:
    """What was asked for in a week."""
    return Link("work_orders", where={**_CAME, "week": (week.isoformat(),)})


def _of(line: Line, place: str) -> dict[str, tuple[object, ...]]:
    return {place: (line.key,) if place == "category" else line.buildings}
