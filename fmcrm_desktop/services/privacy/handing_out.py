"""Everything the office holds on a person, as plain tables and files, for the person to take along."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.keeping import Audit, Deed
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.tables import Base
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import attachments
from fmcrm_desktop.services.attachments import StoredFile
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.change_log import label_of
from fmcrm_desktop.services.change_words import SUBJECTS
from fmcrm_desktop.services.privacy import belonging, mentions
from fmcrm_desktop.services.privacy.belonging import Rows, batches
from fmcrm_desktop.store import attachments as store
from fmcrm_desktop.store.work import Work

Cell = str | int | date | None
_INNER = frozenset({"version", "stored_name"})
"""What says how the office keeps a record, and nothing of anybody."""


@dataclass(frozen=True)
class Told:
    """One table of what is held: ``title`` and ``header`` are marked texts, ``name`` is the table's."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Everything:
    """All of it. ``shared``: names others bear too, so that mentions of them were not gathered."""

    who: str
    tables: tuple[Told, ...]
    files: tuple[StoredFile, ...]
    shared: int


@needs("audit.read")
def everything(work: Work, person: int) -> Everything:
    """What is held on a person in every table, with archived and merged records, their files, where others mention
    them, and the change log of it all. Raises Missing."""
    who = work.get(Person, person).name
    rows = belonging.of_person(work, person)
    words, shared = mentions.words_of(work, rows)
    tables = [_table(work, name, sorted(ids)) for name, ids in sorted(rows.items(), key=_person_first)]
    tables += [_mentions(work, words, rows), _log(work, rows)]
    return Everything(who, tuple(each for each in tables if each.rows), tuple(_files(work, rows)), shared)


def _person_first(item: tuple[str, set[int]]) -> tuple[int, str]:
    order = ("person", "person_name", "contact_point", "relation", "person_tie")
    return (order.index(item[0]) if item[0] in order else len(order), item[0])


def _table(work: Work, name: str, ids: Sequence[int]) -> Told:
    table = Base.metadata.tables[name]
    columns = [column for column in table.columns if column.key not in _INNER]
    found: list[tuple[Cell, ...]] = []
    for some in batches(ids):
        asked = select(*columns).where(table.c.id.in_(some)).order_by(table.c.id)
        found += [tuple(_cell(value) for value in row) for row in work.rows(asked)]
    header = tuple(label_of(name, column.key) for column in columns)
    return Told(name, SUBJECTS.get(name, name.replace("_", " ")), header, tuple(found))


def _cell(value: Any) -> Cell:
    return value if value is None or isinstance(value, str | int | date) else str(value)


def _mentions(work: Work, words: list[str], rows: Rows) -> Told:
    found = tuple(
        (SUBJECTS.get(each.table, each.table), each.id, each.text)
        for each in mentions.mentions(work, words, rows)
        if each.table != "audit"
    )
    return Told("mentions", N_("Mentions elsewhere"), (N_("Record"), N_("No."), N_("Text")), found)


def _log(work: Work, rows: Rows) -> Told:
    found: list[tuple[Cell, ...]] = []
    for name, ids in rows.items():
        for some in batches(sorted(ids)):
            asked = (
                select(Audit.id, Deed.moment, Deed.who, Audit.record_table, Audit.record_id, Audit.changes)
                .join(Deed, Deed.id == Audit.deed_id)
                .where(Audit.record_table == name, Audit.record_id.in_(some))
            )
            found += [tuple(row) for row in work.rows(asked)]
    found.sort(key=lambda row: int(str(row[0])))
    header = (N_("When"), N_("Who"), N_("Record"), N_("No."), N_("What changed"))
    return Told("change_log", N_("Change log"), header, tuple(_line(row) for row in found))


def _line(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    _id, moment, who, table, record, changes = row
    said = json.loads(str(changes))
    told = "; ".join(
        f"{name}: {_text(old)} → {_text(new)}" for name, (old, new) in said.items() if name not in _INNER
    )
    return moment, who, SUBJECTS.get(str(table), str(table)), record, told


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _files(work: Work, rows: Rows) -> Iterator[StoredFile]:
    if not rows.get("attachment"):
        return
    place, table = attachments.folder(work), Base.metadata.tables["attachment"]
    for some in batches(sorted(rows["attachment"])):
        for stored, name in work.rows(select(table.c.stored_name, table.c.name).where(table.c.id.in_(some))):
            if store.STORED.fullmatch(stored) and (path := store.path_of(place, stored)).is_file():
                yield StoredFile(path, name)
