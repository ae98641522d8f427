"""Attachments of any matter: files kept beside the office, named by rows; added, renamed, taken away, opened as copies.

A file is copied in first, outside any transaction and in another process (``take_in``); the rows that name it come
after. Killed in between, there is a file without a row, which the check reports, and never a row without its file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Protocol

from sqlalchemy import Engine, select

from fmcrm_desktop.model import file_name
from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.base import Record
from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.channel import HandbookEdition, PostItem
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.issued_document import IssuedDocument, IssuedEdition
from fmcrm_desktop.model.knowledge import Article
from fmcrm_desktop.model.matter import PURPOSES, Attachment
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.refusal import Invalid, Missing, NotAllowed, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store import attachments as store
from fmcrm_desktop.store.attachments import LIMIT, Kept
from fmcrm_desktop.store.work import Work

__all__ = ["LIMIT", "AttachmentRow", "Kept", "NameForm", "OnPaper", "StoredFile"]

SUBJECTS: Mapping[str, tuple[type[Record], str]] = {
    "person": (Person, "person.read"),
    "unit": (Unit, "person.read"),
    "call": (Call, "call.read"),
    "work_order": (WorkOrder, "order.read"),
    "complaint": (Complaint, "complaint.read"),
    "event": (Event, "calendar.read"),
    "equipment": (Equipment, "order.read"),
    "agreement": (Agreement, "office.read"),
    "article": (Article, "office.read"),
    "issued_document": (IssuedDocument, "person.read"),
    "issued_edition": (IssuedEdition, "person.read"),
    "lead": (Lead, "person.read"),
    "post_item": (PostItem, "call.read"),
    "handbook_edition": (HandbookEdition, "person.read"),
}
"""What files hang on, and the right to see it: who may not see the matter sees none of its files."""


class Steps(Protocol):
    """What hears how far the work is; may raise to stop it."""

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file as it is shown; ``kind`` is picture, sound or file, by its ending."""

    id: int
    version: int
    name: str
    kind: str
    size: int
    added: datetime
    consent: bool
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Where a file lies, and what the person calls it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A file as a paper names it; ``path`` of a picture, which is drawn."""

    name: str
    added: datetime
    purpose: str
    path: Path | None


@dataclass
class NameForm:
    """What a file is called."""

    name: Annotated[str, Field(N_("Name of the file"), longest=400, required=True)] = ""
    version: int | None = None


@needs("note.write")
def folder(work: Work) -> Path:
    """Where this office's files are kept: beside the file; for a server, the folder all desks share.

    Raises Refusal while a server's office has none.
    """
    bind = work.session.get_bind()
    assert isinstance(bind, Engine)
    if work.dialect == "sqlite":
        return store.folder_of(Path(bind.url.database or "").absolute())
    shared = str(settings.get(work, "office.attachments"))
    if not shared:
        raise Refusal(
            N_(
                "This office is kept on a server. Name a folder that all desks reach in Settings, The office; then "
                "files can be kept."
            )
        )
    return Path(shared)


def take_in(progress: Steps, folder: str, paths: Sequence[str]) -> list[Kept]:
    """The work of a job: copy files into the office's folder, all of them or none."""
    place, kept = Path(folder), []
    progress.step(0)
    for path in paths:
        store.look_at(Path(path))
    try:
        for at, path in enumerate(paths):
            kept.append(store.take_in(place, Path(path), _heard(progress, at, len(paths))))
    except BaseException:
        for each in kept:
            store.path_of(place, each.stored_name).unlink(missing_ok=True)
        raise
    store.sweep(place)
    return kept


def _heard(progress: Steps, at: int, of: int) -> store.Heard:
    def heard(done: int, size: int) -> None:
        progress.step(at * 1000 + done * 1000 // max(size, 1), of * 1000)

    return heard


def is_sound(name: str) -> bool:
    return file_name.ending(name) in file_name.SOUNDS


@needs("note.write")
def add(work: Work, subject: str, subject_id: int, files: Sequence[Kept], consent: bool = False) -> list[int]:
    """Name the files that were taken in as those of a matter. A recording of a call is kept only with the consent
    of the other side: raises Invalid(consent)."""
    table, _right = _allowed(work, subject, subject_id)
    work.get(table, subject_id)
    place = folder(work)
    if subject == "call" and not consent and any(is_sound(each.name) for each in files):
        raise Invalid(consent=N_("A recording may be kept only when the other side agreed to it."))
    for each in files:
        path = store.path_of(place, each.stored_name)
        if not path.is_file() or path.stat().st_size != each.size:
            raise Refusal(N_("“{name}” is not there any more."), name=each.name)
    return [
        work.add(
            Attachment(
                subject=subject, subject_id=subject_id, name=each.name, stored_name=each.stored_name, size=each.size,
                sha256=each.sha256, added=work.now, consent=consent and is_sound(each.name),
            )
        ).id
        for each in files
    ]  # fmt: skip


@needs("note.write")
def sign(
    work: Work, subject: str, subject_id: int, files: Sequence[Kept], consent: bool = False
) -> list[int]:
    """Keep what the customer has written as the signature of an order."""
    return [mark(work, id, "signature") for id in add(work, subject, subject_id, files, consent)]


def _allowed(work: Work, subject: str, subject_id: int) -> tuple[type[Record], str]:
    if subject not in SUBJECTS:
        raise Missing(subject, subject_id)
    table, right = SUBJECTS[subject]
    if not work.who.may(right):
        raise NotAllowed(right)
    return table, right


def _get(work: Work, id: int, seen: int | None = None) -> Attachment:
    it = work.get(Attachment, id, seen=seen)
    _allowed(work, it.subject, it.subject_id)
    return it


@needs("note.write")
def form(work: Work, id: int) -> NameForm:
    """What a file is called, for calling it otherwise."""
    it = _get(work, id)
    return NameForm(it.name, it.version)


@needs("note.write")
def rename(work: Work, id: int, form: NameForm) -> int:
    """Call a file otherwise; where it lies does not change."""
    check(form)
    _get(work, id, form.version).name = form.name
    return id


@needs("note.write")
def mark(work: Work, id: int, purpose: str) -> int:
    """Say what a file of an order is for: a picture from before or after the work, the customer's signature."""
    it = _get(work, id)
    if it.subject != "work_order" or purpose not in PURPOSES:
        raise Refusal(N_("Only files of work orders are marked so."))
    it.purpose = purpose
    return id


@needs("note.write")
def archive(work: Work, id: int) -> int:
    """Take a file away from its matter; it can be brought back, for the file itself stays."""
    work.archive(_get(work, id))
    return id


@needs("office.read")
def of(work: Work, subject: str, subject_id: int) -> list[AttachmentRow]:
    """The files of a matter, newest first."""
    _allowed(work, subject, subject_id)
    columns = (
        select(
            Attachment.id, Attachment.version, Attachment.name, Attachment.size, Attachment.added, Attachment.consent,
            Attachment.purpose,
        )
        .where(
            Attachment.subject == subject, Attachment.subject_id == subject_id, Attachment.archived.is_(None)
        )
        .order_by(Attachment.id.desc())
    )  # fmt: skip
    return [
        AttachmentRow(id, version, name, kind_of(name), *rest)
        for id, version, name, *rest in work.rows(columns)
    ]


def kind_of(name: str) -> str:
    end = file_name.ending(name)
    return "picture" if end in file_name.PICTURES else "sound" if end in file_name.SOUNDS else "file"


@needs("office.read")
def places(work: Work, subject: str, subject_id: int) -> dict[int, Path]:
    """Where the files of a matter lie, for showing pictures small."""
    _allowed(work, subject, subject_id)
    place = folder(work)
    columns = select(Attachment.id, Attachment.stored_name).where(
        Attachment.subject == subject, Attachment.subject_id == subject_id, Attachment.archived.is_(None)
    )
    return {id: store.path_of(place, name) for id, name in work.rows(columns)}


def on_paper(work: Work, subject: str, subject_id: int) -> tuple[OnPaper, ...]:
    """The files of a matter for its paper, the first one first. While a server's office names no folder they are named
    alone."""
    rows = of(work, subject, subject_id)
    where: dict[int, Path] = {}
    if any(row.kind == "picture" for row in rows):
        try:
            where = places(work, subject, subject_id)
        except Refusal:
            where = {}
    return tuple(
        OnPaper(row.name, row.added, row.purpose, where.get(row.id) if row.kind == "picture" else None)
        for row in reversed(rows)
    )


@needs("office.read")
def file(work: Work, id: int) -> StoredFile:
    """Where a file lies. Raises Missing, or Refusal when it was taken away behind the office's back."""
    it = _get(work, id)
    path = store.path_of(folder(work), it.stored_name)
    if not path.is_file():
        raise Refusal(
            N_("“{name}” is missing from {folder}. The check of the office says what else is."),
            name=it.name,
            folder=path.parent,
        )
    return StoredFile(path, it.name)


@needs("office.read")
def open_copy(work: Work, id: int) -> Path:
    """A copy for reading only, to be opened by the system. A program is not opened: it would run."""
    it = file(work, id)
    if file_name.ending(it.name) in file_name.PROGRAMS:
        raise Refusal(
            N_("“{name}” is a program and is not started from here. Save a copy if you trust it."),
            name=it.name,
        )
    return store.copy_to_look_at(it.path, it.name)


@needs("office.read")
def save_copy(work: Work, id: int, target: Path) -> Path:
    """A copy where the person wants it."""
    it = file(work, id)
    store.copy_out(it.path, target, it.name)
    return target
