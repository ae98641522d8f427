"""Praise written down, put right, thanked for, and made a recognition in one deed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fmcrm_desktop.model.complaint import CHANNELS, NEEDS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.skill import Recognition
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import numbers, recognitions, voices
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.recognitions import RecognitionForm
from fmcrm_desktop.store.work import Work

TOLD = 400
"""Characters of the own words that a recognition begins with."""
_WHAT, _WHO, _WHOM = N_("The praise"), N_("Who and where"), N_("Who is praised")
_PLAIN = (
    "own_words", "need", "category_id", "person_id", "anonymous", "channel", "order_id", "staff_id",
)  # fmt: skip


@dataclass
class CommendationForm:
    """Praise as it is taken down, own words first; ``received`` None is now."""

    own_words: Annotated[
        str, Field(N_("In the customer's own words"), longest=10_000, lines=4, required=True, group=_WHAT)
    ] = ""
    need: Annotated[str, Field(N_("What it met"), choices=NEEDS, group=_WHAT)] = ""
    category_id: Annotated[int | None, Field(N_("Category"), pick="complaint_category", group=_WHAT)] = None
    person_id: Annotated[int | None, Field(N_("Person"), pick="person", group=_WHO)] = None
    anonymous: Annotated[bool, Field(N_("Anonymous"), group=_WHO)] = False
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit", group=_WHO)] = None
    building_id: Annotated[
        int | None, Field(N_("Building"), pick="building", group=_WHO, hint=N_("For what belongs to no unit"))
    ] = None
    channel: Annotated[str, Field(N_("Channel"), choices=CHANNELS, required=True, group=_WHO)] = "phone"
    received: Annotated[datetime | None, Field(N_("Received at"), group=_WHO, hint=N_("Empty: now"))] = None
    staff_id: Annotated[
        int | None, Field(N_("Staff praised"), pick="staff", group=_WHOM, hint=N_("Empty: the whole office"))
    ] = None
    order_id: Annotated[int | None, Field(N_("Work order"), pick="order", group=_WHOM)] = None
    version: int | None = None


@needs("complaint.read")
def draft(work: Work, given: Mapping[str, Any]) -> CommendationForm:
    """A form filled from a person, a unit or a work order; an order brings person, unit and who did it."""
    form = CommendationForm()
    if given.get("order") is not None:
        order = work.get(WorkOrder, int(given["order"]))
        form.person_id, form.unit_id, form.staff_id = order.person_id, order.unit_id, order.staff_id
    voices.begin(work, form, given)
    return form


@needs("complaint.write")
def add(work: Work, form: CommendationForm) -> int:
    """Register praise under its number."""
    received = voices.checked(work, form)
    record = Commendation(number=numbers.next(work, "commendation", received), received=received)
    _fill(work, record, form)
    return work.add(record).id


@needs("complaint.read")
def form_of(work: Work, id: int) -> CommendationForm:
    """The form as it stands, with the version seen."""
    return CommendationForm(**voices.form_values(work.get(Commendation, id), _PLAIN))


@needs("complaint.write")
def change(work: Work, id: int, form: CommendationForm) -> int:
    """Put praise right; whose it is stays, once it is a recognition with their name on it."""
    record = work.get(Commendation, id, seen=form.version)
    voices.checked(work, form)
    theirs_still(work, record, form.staff_id)
    if form.received is not None:
        record.received = form.received
    _fill(work, record, form)
    return id


@needs("complaint.write")
def archive(work: Work, id: int) -> int:
    """Put away what should not have been entered."""
    work.archive(work.get(Commendation, id))
    return id


@needs("complaint.write")
def restore(work: Work, id: int) -> int:
    """Take archived praise back."""
    work.restore(work.get(Commendation, id))
    return id


@needs("staff.write")
def recognition_form(work: Work, id: int) -> RecognitionForm:
    """A recognition begun with the customer's words."""
    record = work.get(Commendation, id)
    words = " ".join(record.own_words.split())
    form = recognitions.new(work)
    form.text = words if len(words) <= TOLD else words[: TOLD - 1] + "…"
    return form


@needs("staff.write")
def recognise(work: Work, id: int, form: RecognitionForm) -> int:
    """Make a recognition of it for who is praised; gives the recognition's id, whose certificate can be printed. One
    that was archived meanwhile comes back with these words: one praise has one certificate."""
    record = work.get(Commendation, id)
    here_still(record)
    if record.staff_id is None:
        raise Refusal(N_("Say first who of the staff is praised."))
    if _recognised(work, record):
        raise Refusal(N_("{number} is a recognition already."), number=record.number)
    if record.recognition_id is not None:
        return recognitions.give_again(work, record.recognition_id, record.staff_id, form)
    record.recognition_id = recognitions.add(work, record.staff_id, form)
    return record.recognition_id


def here_still(record: Commendation) -> None:
    """Raises Refusal where it was archived meanwhile: nobody is thanked or praised for what was not meant."""
    if record.archived is not None:
        raise Refusal(N_("{number} is archived. Restore it first."), number=record.number)


def theirs_still(work: Work, record: Commendation, staff_id: int | None) -> None:
    """Raises Invalid(staff_id) where a recognition would be somebody's whom nobody praised."""
    if staff_id != record.staff_id and _recognised(work, record):
        said = N_("{number} is a recognition with this name on it. Archive the recognition first.")
        raise Invalid(staff_id=Refusal(said, number=record.number))


def _recognised(work: Work, record: Commendation) -> bool:
    """Whether a recognition was made of it that is still there."""
    return record.recognition_id is not None and work.get(Recognition, record.recognition_id).archived is None


def _fill(work: Work, record: Commendation, form: CommendationForm) -> None:
    tied: tuple[tuple[type[Any], int | None], ...] = ((Staff, form.staff_id), (WorkOrder, form.order_id))
    for table, id in tied:
        if id is not None:
            work.get(table, id)
    voices.fill(work, record, form, _PLAIN)
