"""Recognition: what somebody was praised or rewarded for, and the certificate to hang up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlalchemy import select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.skill import RECOGNITIONS, Recognition
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@dataclass
class RecognitionForm:
    """What it is for, in words that may be read out."""

    kind: Annotated[str, Field(N_("Kind"), choices=RECOGNITIONS, required=True)] = "commendation"
    day: Annotated[date | None, Field(N_("Date"), required=True)] = None
    text: Annotated[str, Field(N_("What for"), longest=400, lines=4, required=True)] = ""
    by_id: Annotated[int | None, Field(N_("Given by"), pick="staff")] = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RecognitionRow:
    """Praise as the page of somebody shows it."""

    id: int
    kind: str
    day: date
    text: str
    by: str


@dataclass(frozen=True)
class Certificate:
    """What stands on the paper."""

    office: str
    kind: str
    name: str
    other_name: str
    text: str
    day: date
    by: str
    by_other: str = ""


@needs("staff.write")
def new(work: Work) -> RecognitionForm:
    """For today, given by whoever asks."""
    return RecognitionForm(day=work.now.astimezone(work.zone).date(), by_id=work.who.staff_id)


@needs("staff.write")
def add(work: Work, staff_id: int, form: RecognitionForm) -> int:
    """Praise somebody; gives the id."""
    check(form)
    work.get(Staff, staff_id)
    made = Recognition(staff_id=staff_id, kind=form.kind, day=form.day, text=form.text, by_id=form.by_id)
    return work.add(made).id


def give_again(work: Work, id: int, staff_id: int, form: RecognitionForm) -> int:
    """Take an archived one back as it is given now."""
    change(work, id, form)
    it = work.get(Recognition, id)
    it.staff_id = staff_id
    work.restore(it)
    return id


@needs("staff.write")
def form_of(work: Work, id: int) -> RecognitionForm:
    it = work.get(Recognition, id)
    return RecognitionForm(it.kind, it.day, it.text, it.by_id, it.version)


@needs("staff.write")
def change(work: Work, id: int, form: RecognitionForm) -> int:
    """Put the words right."""
    check(form)
    assert form.day is not None
    it = work.get(Recognition, id, seen=form.version)
    it.kind, it.day, it.text, it.by_id = form.kind, form.day, form.text, form.by_id
    return id


@needs("staff.write")
def archive(work: Work, id: int) -> int:
    """It was entered by mistake."""
    work.archive(work.get(Recognition, id))
    return id


@needs("office.read")
def of(work: Work, staff_id: int) -> Sequence[RecognitionRow]:
    """Somebody's praise, latest first."""
    columns = (
        select(Recognition.id, Recognition.kind, Recognition.day, Recognition.text, Staff.name)
        .outerjoin(Staff, Staff.id == Recognition.by_id)
        .where(Recognition.staff_id == staff_id, Recognition.archived.is_(None))
        .order_by(Recognition.day.desc(), Recognition.id.desc())
    )
    return [RecognitionRow(id, kind, day, text, by or "") for id, kind, day, text, by in work.rows(columns)]


@needs("office.read")
def certificate(work: Work, id: int) -> Certificate:
    """The certificate of a recognition."""
    it = work.get(Recognition, id)
    giver = aliased(Staff)
    name, other = work.rows(select(Staff.name, Staff.other_name).where(Staff.id == it.staff_id))[0]
    by = work.row(select(giver.name, giver.other_name).where(giver.id == it.by_id)) if it.by_id else None
    given = tuple(by) if by is not None else ("", "")
    return Certificate(settings.get(work, "office.name"), it.kind, name, other, it.text, it.day, *given)
