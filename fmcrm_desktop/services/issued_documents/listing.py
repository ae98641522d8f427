"""The list of documents, and one with its editions and what is still empty in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.issued_document import IssuedDocument, IssuedEdition
from fmcrm_desktop.model.matter import Attachment
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.issued_documents.keeping import fill
from fmcrm_desktop.services.letters.filling import BLANK
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store.work import Work

OFFERED = 20
EDITION = "issued_edition"
"""What the PDF of an edition hangs on."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the list; ``title`` in the office's language where it has both, ``edition`` 0 before the first."""

    id: int
    number: str
    kind: str
    title: str
    person_id: int | None
    person: str
    person_other: str
    made: datetime
    issued: datetime | None
    edition: int
    valid_until: date | None
    state: str
    version: int
    archived: bool


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition; ``file_id`` is the attachment with its PDF."""

    id: int
    edition: int
    issued: datetime
    file_id: int | None


@dataclass(frozen=True)
class DocumentCard:
    """All that a document's page shows. ``texts`` are (language, title, text); ``gaps`` marked or own titles of fields
    that are empty and still stand in the text as a line to be filled in."""

    row: DocumentRow
    language: str
    texts: tuple[tuple[str, str, str], ...]
    gaps: tuple[str, ...]
    editions: tuple[EditionRow, ...]
    unit: tuple[int, str] | None
    order: tuple[int, str] | None
    agreement: tuple[int, str] | None
    lead: tuple[int, str] | None
    price: int | None
    charged: str
    from_day: date | None
    until_day: date | None
    reason: str


_SORTS: dict[str, Any] = {
    "number": IssuedDocument.number, "made": IssuedDocument.made, "issued": IssuedDocument.issued,
    "valid_until": IssuedDocument.valid_until, "state": IssuedDocument.state, "kind": IssuedDocument.kind,
}  # fmt: skip


@needs("person.read")
def page(work: Work, query: Query) -> Page[DocumentRow]:
    """Documents, the latest first; filters: kind, state, person, order, agreement."""
    it = IssuedDocument
    gone = it.archived.is_not(None) if query.archived else it.archived.is_(None)
    ids = select(it.id).where(gone, *_conditions(query))
    column = _SORTS.get(query.sort)
    if column is None:
        ids = ids.order_by(it.made.desc(), it.id.desc())
    else:
        ids = ids.order_by(
            turned(column, query.descending), it.id.desc() if query.descending else it.id.asc()
        )
    return page_of(work, query, "issued_document", ids, rows)


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    it = IssuedDocument
    columns = {
        "kind": it.kind, "state": it.state, "person": it.person_id, "order": it.order_id,
        "agreement": it.agreement_id, "id": it.id,
    }  # fmt: skip
    return [column.in_(query.where[name]) for name, column in columns.items() if query.where.get(name)]


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[DocumentRow]:
    """The rows of these documents, in this order."""
    it = IssuedDocument
    columns = (
        select(
            it.id, it.number, it.kind, it.title, it.other_title, it.person_id, Person.name.label("person"),
            Person.other_name.label("person_other"), it.made, it.issued, it.edition, it.valid_until, it.state,
            it.version, it.archived,
        )
        .outerjoin(Person, Person.id == it.person_id)
        .where(it.id.in_(ids))
    )  # fmt: skip
    chinese = settings.get(work, "office.language") == CHINESE
    found = [
        DocumentRow(
            row.id, row.number, row.kind,
            (row.other_title or row.title) if chinese else (row.title or row.other_title), row.person_id,
            row.person or "", row.person_other or "", row.made, row.issued, row.edition, row.valid_until, row.state,
            row.version, row.archived is not None,
        )
        for row in work.rows(columns)
    ]  # fmt: skip
    return in_order(ids, found, lambda row: row.id)


@needs("person.read")
def card(work: Work, id: int) -> DocumentCard | None:
    """A document with all that belongs to it; None when it is gone."""
    found = rows(work, [id])
    if not found:
        return None
    it = work.get(IssuedDocument, id)
    halves = (("en", it.title, it.text), (CHINESE, it.other_title, it.other_text))
    texts = tuple(half for half in halves if it.language in ("both", half[0]))
    blank = it.state == "draft" and any(BLANK in text for _, _, text in texts)
    return DocumentCard(
        found[0], it.language, texts, fill(work, it).gaps if blank else (), _editions(work, id),
        _named(work, Unit, it.unit_id, "label"), _named(work, WorkOrder, it.order_id, "number"),
        _named(work, Agreement, it.agreement_id, "number"), _named(work, Lead, it.lead_id, "name"), it.price,
        it.charged, it.from_day, it.until_day, it.reason,
    )  # fmt: skip


def _named(work: Work, table: Any, id: int | None, name: str) -> tuple[int, str] | None:
    return None if id is None else (id, work.value(select(getattr(table, name)).where(table.id == id)) or "")


def _editions(work: Work, id: int) -> tuple[EditionRow, ...]:
    it, file = IssuedEdition, Attachment
    on = (file.subject == EDITION) & (file.subject_id == it.id) & file.archived.is_(None)
    columns = (
        select(it.id, it.edition, it.issued, file.id)
        .outerjoin(file, on)
        .where(it.document_id == id, it.archived.is_(None))
        .order_by(it.edition.desc(), file.id)
    )
    found = {
        edition: EditionRow(row, edition, issued, kept) for row, edition, issued, kept in work.rows(columns)
    }
    return tuple(found.values())
