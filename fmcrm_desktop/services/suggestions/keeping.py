"""Suggestions entered, put right and answered: none is accepted, done or declined without words to the customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.complaint import CHANNELS
from fmcrm_desktop.model.field import Field, check, nothing
from fmcrm_desktop.model.improvement import SUGGESTION_STATES, Suggestion
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import numbers, opinion_ties, voices
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints.required import NO_ANSWER
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.store.turns import alone
from fmcrm_desktop.store.work import Work

DAYS = 14
"""In which a suggestion is answered, where nothing else is said."""
OUTCOMES = {state: said for state, said in SUGGESTION_STATES.items() if state != "new"}
_WHAT, _WHO, _HOW = N_("The suggestion"), N_("Who and where"), N_("Who sees to it")
_PLAIN = (
    "own_words", "category_id", "person_id", "anonymous", "channel", "responsible_id", "due_day",
)  # fmt: skip


@dataclass
class SuggestionForm:
    """A slip as it is typed in; ``received`` None is now."""

    own_words: Annotated[
        str, Field(N_("In the customer's own words"), longest=10_000, lines=4, required=True, group=_WHAT)
    ] = ""
    category_id: Annotated[int | None, Field(N_("Category"), pick="complaint_category", group=_WHAT)] = None
    slip: Annotated[
        str, Field(N_("Code on the slip"), longest=20, group=_WHAT, hint=N_("Empty: it gets a number"))
    ] = ""
    person_id: Annotated[int | None, Field(N_("Person"), pick="person", group=_WHO)] = None
    anonymous: Annotated[bool, Field(N_("Anonymous"), group=_WHO)] = False
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit", group=_WHO)] = None
    building_id: Annotated[
        int | None, Field(N_("Building"), pick="building", group=_WHO, hint=N_("For what belongs to no unit"))
    ] = None
    channel: Annotated[str, Field(N_("Channel"), choices=CHANNELS, required=True, group=_WHO)] = (
        "suggestion_box"
    )
    received: Annotated[datetime | None, Field(N_("Received at"), group=_WHO, hint=N_("Empty: now"))] = None
    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff", group=_HOW)] = None
    due_day: Annotated[date | None, Field(N_("Answer by"), group=_HOW)] = None
    version: int | None = None
    opinion_id: int | None = None
    """The opinion of the committee it is made of."""


@dataclass
class AnswerForm:
    """What becomes of it, and what the customer, or the notice board, is told."""

    state: Annotated[str, Field(N_("What becomes of it"), choices=OUTCOMES, required=True)] = "accepted"
    answer: Annotated[str, Field(N_("Answer"), longest=10_000, lines=5, required=True)] = ""
    version: int | None = None


@needs("complaint.read")
def draft(work: Work, given: Mapping[str, Any]) -> SuggestionForm:
    """A form filled from a person or unit, with whoever asks responsible, to be answered in two weeks."""
    today = work.now.astimezone(work.zone).date()
    form = SuggestionForm(responsible_id=work.who.staff_id, due_day=today + timedelta(DAYS))
    voices.begin(work, form, given)
    return form


@needs("complaint.write")
def add(work: Work, form: SuggestionForm) -> int:
    """Enter a suggestion under its number; the code on its slip is the number, where there is one."""
    received = voices.checked(work, form)
    number = _on_slip(work, form) or numbers.next(work, "suggestion", received)
    record = Suggestion(number=number, received=received)
    _fill(work, record, form)
    work.add(record)
    opinion_ties.became(work, form.opinion_id, "suggestion", record.id)
    return record.id


@needs("complaint.read")
def form_of(work: Work, id: int) -> SuggestionForm:
    """The form as it stands, with the version seen."""
    record = work.get(Suggestion, id)
    return SuggestionForm(**voices.form_values(record, _PLAIN), slip=_code_of(record.number))


@needs("complaint.write")
def change(work: Work, id: int, form: SuggestionForm) -> int:
    """Put a suggestion right; what was answered stays."""
    record = work.get(Suggestion, id, seen=form.version)
    voices.checked(work, form)
    if form.received is not None:
        record.received = form.received
    record.number = _on_slip(work, form, record) or record.number
    _fill(work, record, form)
    return id


@needs("complaint.read")
def answer_form(work: Work, id: int) -> AnswerForm:
    """The answer as far as it was given; what was accepted is most likely done by now."""
    record = work.get(Suggestion, id)
    following = {"new": "accepted", "accepted": "done"}
    return AnswerForm(following.get(record.state, record.state), record.answer, record.version)


@needs("complaint.write")
def answer(work: Work, id: int, form: AnswerForm) -> int:
    """Answer a suggestion: accepted, put into practice or not followed, and why. The first answer sets the moment."""
    check(form)
    if nothing(form.answer):
        raise Invalid(answer=NO_ANSWER)
    record = work.get(Suggestion, id, seen=form.version)
    if record.archived is not None:
        raise Refusal(N_("{number} is archived. Restore it first."), number=record.number)
    record.state, record.answer = form.state, form.answer
    if record.answered is None:
        record.answered = work.now
    return id


@needs("complaint.write")
def archive(work: Work, id: int) -> int:
    """Put away what should not have been entered."""
    work.archive(work.get(Suggestion, id))
    return id


@needs("complaint.write")
def restore(work: Work, id: int) -> int:
    """Take an archived suggestion back."""
    work.restore(work.get(Suggestion, id))
    return id


def _on_slip(work: Work, form: SuggestionForm, record: Suggestion | None = None) -> str:
    """The code on the slip as a number, empty without one. Raises Invalid(slip) where it is none, or was typed in."""
    if not form.slip:
        return ""
    try:
        number = codes.said(codes.check(form.slip))
    except Refusal as refusal:
        raise Invalid(slip=refusal) from None
    alone(work, "suggestion.slip")
    known = work.value(select(Suggestion.id).where(Suggestion.number == number).limit(1))
    if known is not None and (record is None or known != record.id):
        raise Invalid(
            slip=N_("This slip was typed in already. A copied slip has no code of its own: leave it empty.")
        )
    return number


def _code_of(number: str) -> str:
    """The number where it is the code of a slip, else nothing."""
    try:
        return number if codes.said(codes.check(number)) == number else ""
    except Refusal:
        return ""


def _fill(work: Work, record: Suggestion, form: SuggestionForm) -> None:
    if form.responsible_id is not None:
        work.get(Staff, form.responsible_id)
    voices.fill(work, record, form, _PLAIN)
