"""Erasing somebody: their rows say what happened and no longer to whom; counts, times and amounts stay as they were."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.base import Link, Record
from fmcrm_desktop.model.keeping import Audit
from fmcrm_desktop.model.matter import Attachment
from fmcrm_desktop.model.message import Message
from fmcrm_desktop.model.own_field import OwnField, OwnValue
from fmcrm_desktop.model.person import ContactPoint, Person, PersonName, PersonTie
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.tables import Base
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import owners
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.privacy import belonging, mentions
from fmcrm_desktop.services.privacy.belonging import Rows, batches
from fmcrm_desktop.services.privacy.columns import telling
from fmcrm_desktop.store import erasing as store
from fmcrm_desktop.store.trail import HIDDEN
from fmcrm_desktop.store.work import Work

HELD_BY = {
    "unit": N_("Still belongs to {what}"),
    "matter": N_("Still open: {what}"),
    "owed": N_("A bill is not paid yet"),
    "agreement": N_("Agreement in force: {what}"),
}
_PUT_AWAY: tuple[type[Record], ...] = (Person, PersonName, ContactPoint, PersonTie)
"""What nobody shall come across in a list again; matters stay, for past months count them."""


@dataclass(frozen=True)
class Objection:
    """Why somebody cannot be erased yet: a key of HELD_BY and what it is."""

    kind: str
    what: str = ""


@dataclass(frozen=True)
class Erased:
    """How much was erased: rows, mentions in the rows of others, files to be deleted; ``shared`` names of theirs are
    borne by others too, whose mentions therefore stayed."""

    rows: int
    mentions: int = 0
    shared: int = 0
    files: list[str] = field(default_factory=list)


@needs("office.settings")
def objections(work: Work, person: int) -> list[Objection]:
    """What must be settled before: somebody with whom the office still has to do cannot be without a name."""
    card = owners.card(work, person)
    found = [Objection("unit", tie.label) for tie in card.units if tie.current]
    found += [Objection("matter", f"{each.number} {each.title}") for each in card.open]
    if card.owed:
        found.append(Objection("owed"))
    running = select(Agreement.number).where(
        Agreement.person_id == person,
        Agreement.state.in_(("signed", "running")),
        Agreement.archived.is_(None),
    )
    return found + [Objection("agreement", number) for number in work.column(running)]


@needs("office.settings")
def erase_person(work: Work, person: int) -> Erased:
    """Erase all that the office holds on somebody. Not to be undone. Raises Refusal where something still stands."""
    if objections(work, person):
        raise Refusal(
            N_("The office still has to do with this person. What must be settled first is listed.")
        )
    rows = belonging.of_person(work, person)
    words, shared = mentions.words_of(work, rows)
    erased = blank(work, rows)
    _redact_removed(work, rows["person"])
    for id in sorted(rows["person"]):
        store.rewrite(work.session, "person", id, "name", f"{HIDDEN} {id}")
    for table in _PUT_AWAY:
        work.archive_many(table, sorted(rows.get(table.__tablename__, ())))
    return Erased(erased.rows, _strike_out(work, words, rows), shared, erased.files)


def blank(work: Work, rows: Rows) -> Erased:
    """Take out of rows what tells of somebody."""
    files = _give_up_files(work, sorted(rows.get("attachment", ())))
    _stop_messages(work, sorted(rows.get("message", ())))
    _remove_own_values(work, sorted(rows.get("own_value", ())))
    count = 0
    for name, ids in rows.items():
        values = telling(name)
        if name != "own_value" and values:
            store.blank(work.session, name, sorted(ids), values)
            count += len(ids)
    return Erased(count, files=files)


def _give_up_files(work: Work, ids: list[int]) -> list[str]:
    """The rows no longer name their files; those that nobody else names are to be deleted."""
    files: set[str] = set()
    for some in batches(ids):
        files.update(work.column(select(Attachment.stored_name).where(Attachment.id.in_(some))))
    store.blank(work.session, "attachment", ids, {"stored_name": "", "sha256": ""})
    work.archive_many(Attachment, ids)
    named = select(Attachment.stored_name).where(Attachment.stored_name.in_(sorted(files)))
    return sorted(files - set(work.column(named)) - {""})


def _stop_messages(work: Work, ids: list[int]) -> None:
    for some in batches(ids):
        waiting = Message.id.in_(some) & Message.state.in_(("waiting", "sending", "failed", "held"))
        work.archive_many(Message, list(work.column(select(Message.id).where(waiting))))


def _remove_own_values(work: Work, ids: list[int]) -> None:
    """Of people all of them; of their matters the texts: numbers and choices are counted in reports."""
    gone: list[int] = []
    for some in batches(ids):
        asked = select(OwnValue.id).join(OwnField, OwnField.id == OwnValue.field_id)
        of_kind = (OwnField.subject == "person") | (OwnField.kind == "text")
        gone += work.column(asked.where(OwnValue.id.in_(some), of_kind))
    store.blank(work.session, "own_value", gone, {"value": ""})
    for some in batches(gone):
        for each in work.records(select(OwnValue).where(OwnValue.id.in_(some))):
            work.remove(each)
    work.session.flush()


def _redact_removed(work: Work, people: set[int]) -> None:
    """Ties that were taken away long ago stand in the change log alone."""
    for mapper in Base.registry.mappers:
        table = mapper.class_.__table__
        if not issubclass(mapper.class_, Link) or not telling(table.name):
            continue
        named = [
            column.key
            for column in table.columns
            if any(key.column.table.name == "person" for key in column.foreign_keys)
        ]
        if table.name == "own_value":
            named = ["record_id"]
        for column in named:
            for person in sorted(people):
                _redact_line(work, table.name, f'"{column}": [null, {person}]')


def _redact_line(work: Work, name: str, said: str) -> None:
    lines = work.rows(
        select(Audit.id, Audit.changes).where(
            Audit.record_table == name,
            Audit.action != "change",
            Audit.changes.contains(said, autoescape=True),
        )
    )
    store.redact(work.session, lines, frozenset(telling(name)))


def _strike_out(work: Work, words: list[str], rows: Rows) -> int:
    """Strike names and numbers out of the texts of others; gives how many texts."""
    if not words:
        return 0
    finds, count = mentions.pattern(words), 0
    for each in list(mentions.mentions(work, words, {})):
        if each.table in rows and each.id in rows[each.table] and each.table != "audit":
            continue
        store.rewrite(work.session, each.table, each.id, each.column, finds.sub(HIDDEN, each.text))
        count += 1
    return count
