"""Procedures written and put right, put away and brought back; two checklists to begin with."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import or_, select

from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.improvement import Procedure, Review
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import CHINESE, N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.procedures.forms import ProcedureForm
from fmcrm_desktop.services.procedures.ready import EVERY, READY
from fmcrm_desktop.services.procedures.reviewing import later
from fmcrm_desktop.services.procedures.steps import STROKE
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


@needs("complaint.write")
def add_ready(work: Work) -> int:
    """Add the two checklists in both languages, the office's own first: the points of contact, the practices. One that
    came in one language and was left as it came gets the other; what else has such a name stays as it is. Gives how
    many came or got it."""
    chinese = settings.get(work, "office.language") == CHINESE
    first = later(_today(work), 1)
    added = 0
    for english, zh, lines in READY:
        name, other = (zh, english) if chinese else (english, zh)
        kept = select(Procedure).where(
            or_(*(column.in_((english, zh)) for column in (Procedure.name, Procedure.other_name))),
            Procedure.archived.is_(None),
        )
        known = work.records(kept.order_by(Procedure.id))
        text = "\n".join(_both(line, chinese) for line in lines)
        for each in known:
            if each.text in ("\n".join(line[0] for line in lines), "\n".join(line[1] for line in lines)):
                each.text, added = text, added + 1
        if not known:
            work.add(
                Procedure(
                    name=name,
                    other_name=other,
                    text=text,
                    owner_id=work.who.staff_id,
                    every_months=EVERY,
                    next_day=first,
                )
            )
            added += 1
    return added


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


@needs("complaint.write")
def archive_review(work: Work, review: int) -> int:
    """It was entered by mistake."""
    work.archive(work.get(Review, review))
    return review


def _both(line: tuple[str, str], chinese: bool) -> str:
    """A line in both languages; the colon of a heading stands at its end."""
    first, last = line[::-1] if chinese else line
    return f"{first.rstrip(':：')}{STROKE}{last}"


def _today(work: Work) -> date:
    return work.now.astimezone(work.zone).date()


def _values(work: Work, form: ProcedureForm) -> dict[str, Any]:
    check(form)
    if form.every_months is None or not 1 <= form.every_months <= MOST:
        raise Invalid(every_months=Refusal(N_("From 1 to {most}."), most=MOST))
    if form.owner_id is not None:
        work.get(Staff, form.owner_id)
    return {name: getattr(form, name) for name in _NAMES}
