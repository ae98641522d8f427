"""Procedures written, put right, looked through: a review keeps its findings and sets the next day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.improvement import Procedure, Review
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import actions
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.procedures.forms import ProcedureForm, ReviewForm
from fmcrm_desktop.store.work import Work

MOST = 120
"""Months between two reviews at most."""
_NAMES = ("name", "other_name", "text", "owner_id", "every_months", "next_day")


@needs("complaint.read")
def draft(work: Work) -> ProcedureForm:
    """An empty form: looked after by whoever asks, to be looked through in a year."""
    form = ProcedureForm(owner_id=work.who.staff_id)
    form.next_day = later(_today(work), 12)
    return form


@needs("complaint.write")
def add(work: Work, form: ProcedureForm) -> int:
    """Keep a new procedure."""
    return work.add(Procedure(**_values(work, form))).id


@needs("complaint.read")
def form_of(work: Work, id: int) -> ProcedureForm:
    """The form as it stands, with the version seen."""
    it = work.get(Procedure, id)
    return ProcedureForm(**{name: getattr(it, name) for name in _NAMES}, version=it.version)


@needs("complaint.write")
def change(work: Work, id: int, form: ProcedureForm) -> int:
    """Write a procedure better; the change log keeps how it was."""
    values = _values(work, form)
    it = work.get(Procedure, id, seen=form.version)
    for name, value in values.items():
        setattr(it, name, value)
    return id


@needs("complaint.write")
def archive(work: Work, id: int) -> int:
    """It is not done so any more."""
    work.archive(work.get(Procedure, id))
    return id


@needs("complaint.write")
def restore(work: Work, id: int) -> int:
    """Take an archived procedure back."""
    work.restore(work.get(Procedure, id))
    return id


@needs("complaint.read")
def review_form(work: Work, id: int) -> ReviewForm:
    """A review of today; the next one comes after the procedure's months."""
    it = work.get(Procedure, id)
    today = _today(work)
    return ReviewForm(
        today, next_day=later(today, it.every_months), responsible_id=it.owner_id, version=it.version
    )


@needs("complaint.write")
def review(work: Work, id: int, form: ReviewForm) -> int:
    """Keep what was found, move the day of the next review, and agree on an action where one is written; gives the
    review's id."""
    check(form)
    it = work.get(Procedure, id, seen=form.version)
    assert form.day is not None and form.next_day is not None
    wrong: dict[str, str | Refusal] = {}
    if form.day > _today(work):
        wrong["day"] = N_("This day is still to come.")
    if form.next_day <= form.day:
        wrong["next_day"] = N_("The next review comes after this one.")
    if not form.friendly and not form.found:
        wrong["found"] = N_("Say what does not suit the customer.")
    if wrong:
        raise Invalid(**wrong)
    made = work.add(
        Review(
            procedure_id=id,
            day=form.day,
            staff_id=work.who.staff_id,
            found=form.found,
            friendly=form.friendly,
        )
    )
    it.next_day = form.next_day
    if form.action:
        agreed = ActionForm(form.action, form.kind, form.responsible_id, form.due_day, review_id=made.id)
        actions.add(work, agreed)
    return made.id


@needs("complaint.write")
def archive_review(work: Work, review: int) -> int:
    """It was entered by mistake."""
    work.archive(work.get(Review, review))
    return review


def later(day: date, months: int) -> date:
    """The same day so many months on; the month's last where it has no such day."""
    month = Month(day.year, day.month).plus(months)
    return date(month.year, month.month, min(day.day, monthrange(month.year, month.month)[1]))


def _today(work: Work) -> date:
    return work.now.astimezone(work.zone).date()


def _values(work: Work, form: ProcedureForm) -> dict[str, Any]:
    check(form)
    if form.every_months is None or not 1 <= form.every_months <= MOST:
        raise Invalid(every_months=Refusal(N_("From 1 to {most}."), most=MOST))
    if form.owner_id is not None:
        work.get(Staff, form.owner_id)
    return {name: getattr(form, name) for name in _NAMES}
