"""The day of a next step: today or later."""

from __future__ import annotations

from datetime import date

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.work import Work


def today(work: Work) -> date:
    return work.now.astimezone(work.zone).date()


def check_next(work: Work, day: date | None) -> None:
    """A next step lies ahead. Raises Invalid."""
    if day is not None and day < today(work):
        raise Invalid(next_day=N_("This day is past. Choose today or later."))
