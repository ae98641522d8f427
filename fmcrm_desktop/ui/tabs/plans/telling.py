"""Plans in words: how often, which day, why there is none."""

from __future__ import annotations

from datetime import date

from fmcrm_desktop.model.event import ON_HOLIDAY
from fmcrm_desktop.model.measured import with_unit
from fmcrm_desktop.model.repeat_words import in_words
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.plans import Due, PlanCard, PlanForm, PlanRow


def how_often(row: PlanRow, words: Words) -> str:
    """every month on the 5th; every 500 h; 30 days after the last time."""
    if row.basis == "counter":
        return words(N_("every {much}"), much=with_unit(row.counter_every, row.counter))
    if row.basis == "completion":
        return words(N_("{n} days after the last time"), n=row.every_days or 0)
    return in_words(row.rule, row.from_day, words) if row.rule else words(N_("once"))


def day(it: date, words: Words) -> str:
    return f"{words.weekday(it)} {words.date(it)}"


def moved(it: Due, words: Words) -> str:
    """Why a time is on another day than its rule says."""
    if it.day == it.plan_day:
        return ""
    return words(N_("instead of {day}, a day off"), day=day(it.plan_day, words))


def why_no_day(card: PlanCard, words: Words) -> str:
    row = card.row
    if row.archived:
        return words(N_("The plan is archived."))
    if row.open and row.basis != "calendar":
        return words(N_("Its order is open: the next time counts from when that is done."))
    if row.basis == "counter":
        return words(N_("Two readings of the counter on different days say when it will be due."))
    return words(N_("It does not come due again within two years."))


def on_days_off(form: PlanForm) -> str:
    """The marked word for what it does on days off; nothing where its days are no days of a rule."""
    return ON_HOLIDAY[form.on_holiday] if form.basis == "calendar" and form.on_holiday else ""
