"""Notes on any matter: a person, a unit, a call, an order, a complaint, an event, an article, a prospect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any

from sqlalchemy import bindparam, select

from fmcrm_desktop.model.base import Record
from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.knowledge import Article
from fmcrm_desktop.model.matter import Note
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

SUBJECTS: dict[str, type[Record]] = {
    table.__tablename__: table for table in (Person, Unit, Call, Complaint, WorkOrder, Event, Article, Lead)
}


@dataclass
class NoteForm:
    """What somebody wants remembered."""

    text: Annotated[str, Field(N_("Note"), longest=4000, lines=4, required=True)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as it is shown."""

    id: int
    version: int
    moment: datetime
    staff: str
    text: str
    staff_other: str = ""


@needs("note.write")
def add(work: Work, subject: str, subject_id: int, form: NoteForm) -> int:
    """Write a note on the record of a table (a key of SUBJECTS) with an id."""
    check(form)
    if subject not in SUBJECTS:
        raise Missing(subject, subject_id)
    work.get(SUBJECTS[subject], subject_id)
    note = Note(
        subject=subject, subject_id=subject_id, moment=work.now, staff_id=work.who.staff_id, text=form.text
    )
    return work.add(note).id


@needs("note.write")
def form(work: Work, id: int) -> NoteForm:
    """A note as it is stored, for writing it anew."""
    it = work.get(Note, id)
    return NoteForm(it.text, it.version)


@needs("note.write")
def change(work: Work, id: int, form: NoteForm) -> int:
    """Write a note anew; the change log keeps how it was."""
    check(form)
    work.get(Note, id, seen=form.version).text = form.text
    return id


@needs("note.write")
def archive(work: Work, id: int, seen: int | None = None) -> int:
    """Take a note away; its text stays in the change log."""
    work.archive(work.get(Note, id, seen=seen))
    return id


@needs("office.read")
def of(work: Work, subject: str, subject_id: int) -> list[NoteRow]:
    """The notes on a record, newest first."""
    return [
        NoteRow(id, version, moment, staff or "", text, other or "")
        for id, version, moment, staff, text, other in work.rows(_notes(), subject=subject, ref=subject_id)
    ]


@cache
def _notes() -> Any:
    """Built once: building it takes longer than its answer."""
    return (
        select(Note.id, Note.version, Note.moment, Staff.name, Note.text, Staff.other_name)
        .outerjoin(Staff, Staff.id == Note.staff_id)
        .where(
            Note.subject == bindparam("subject"), Note.subject_id == bindparam("ref"), Note.archived.is_(None)
        )
        .order_by(Note.id.desc())
    )  # fmt: skip
