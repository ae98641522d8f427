"""Looking a procedure through: step by step, each with what was found; the next day; and what is changed for it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import make_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, cast

from fmcrm_desktop.model.field import Field, check, fields_of
from fmcrm_desktop.model.improvement import Procedure, Review
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.reading import has_chinese
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import actions
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.procedures.forms import CHECKLIST, VERDICTS, ReviewDay, ReviewForm
from fmcrm_desktop.services.procedures.steps import Finding, Step, steps_of, written
from fmcrm_desktop.store.work import Work


@cache
def checked_form(steps: tuple[Step, ...]) -> type[ReviewForm]:
    """The form class of a review of these steps: step_0, said_0, … between the day and what else was found."""
    asked: list[tuple[str, Any, Any]] = []
    for at, step in enumerate(steps):
        group = step.heading or CHECKLIST
        asked += [
            (f"step_{at}", Annotated[str, Field(step.text, choices=VERDICTS, group=group, first=True)], ""),
            (f"said_{at}", Annotated[str, Field(N_("What was seen"), longest=300, group=group)], ""),
        ]
    middle = make_dataclass("StepsForm", asked, bases=(ReviewDay,))
    made: type[ReviewForm] = make_dataclass("CheckedForm", [], bases=(ReviewForm, middle))
    return made


@needs("complaint.read")
def review_form(work: Work, id: int, chinese: bool = False) -> ReviewForm:
    """A review of today, step by step in a language; the next one comes after the procedure's months."""
    it = work.get(Procedure, id)
    today = work.now.astimezone(work.zone).date()
    return checked_form(steps_of(it.text, chinese))(
        day=today, next_day=later(today, it.every_months), responsible_id=it.owner_id, version=it.version
    )


@needs("complaint.write")
def review(work: Work, id: int, form: ReviewForm) -> int:
    """Keep what was found, move the day of the next review, and agree on an action where one is written; gives the
    review's id. A step that does not suit the customer says so of the whole."""
    check(form)
    it = work.get(Procedure, id, seen=form.version)
    found = _findings(form)
    friendly = form.friendly and all(each.good for each in found)
    _check(work, form, bare=not friendly and not found)
    assert form.day is not None
    made = work.add(
        Review(
            procedure_id=id,
            day=form.day,
            staff_id=work.who.staff_id,
            found=written(found, form.found),
            friendly=friendly,
        )
    )
    it.next_day = form.next_day
    if form.action:
        agreed = ActionForm(form.action, form.kind, form.responsible_id, form.due_day, review_id=made.id)
        actions.add(work, agreed)
    return made.id


def _check(work: Work, form: ReviewForm, bare: bool) -> None:
    assert form.day is not None and form.next_day is not None
    wrong: dict[str, str | Refusal] = {}
    if form.day > work.now.astimezone(work.zone).date():
        wrong["day"] = N_("This day is still to come.")
    if form.next_day <= form.day:
        wrong["next_day"] = N_("The next review comes after this one.")
    if bare and not form.found:
        wrong["found"] = N_("Say what does not suit the customer.")
    for name in [name for name in vars(form) if name.startswith("said_") and getattr(form, name)]:
        step = name.replace("said", "step")
        if not getattr(form, step):
            wrong[step] = N_("Say whether it suits the customer, or take away what you write of it.")
    if wrong:
        raise Invalid(**wrong)


def _findings(form: ReviewForm) -> list[Finding]:
    """What was said of each step that was looked at, in the words in which it was asked."""
    found = []
    for asked in fields_of(cast(type, type(form))):
        verdict = getattr(form, asked.name) if asked.name.startswith("step_") else ""
        if verdict:
            said = getattr(form, asked.name.replace("step", "said"))
            step, heading = asked.field.label, asked.field.group
            colon = "：" if has_chinese(heading) else ": "
            about = f"{heading}{colon}{step}" if heading != CHECKLIST else step
            found.append(Finding(verdict == "good", f"{about} — {said}" if said else about))
    return found


def later(day: date, months: int) -> date:
    """The same day so many months on; the month's last where it has no such day."""
    month = Month(day.year, day.month).plus(months)
    return date(month.year, month.month, min(day.day, monthrange(month.year, month.month)[1]))
