"""Rows of things (units, parts, orders …) that look like one the office has, though by their own key they are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, func, select

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.charge import Part
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.incoming import Incoming
from fmcrm_desktop.model.knowledge import Article
from fmcrm_desktop.model.phone import SHORTEST, normalise
from fmcrm_desktop.model.property import Building, Fee, Unit
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.imports.alike import Alike
from fmcrm_desktop.services.imports.meanings import plain
from fmcrm_desktop.services.imports.reading import line, moment, text
from fmcrm_desktop.services.imports.sink import Sink, batches

MOST = 30_000
"""Things here, or first fields asked for, that are remembered while a file is read: some 15 MB."""


@dataclass(frozen=True)
class Near:
    """A sign of likeness: ``fields`` of a row beside the ``columns`` that keep them. The first is asked for as it is
    written; of moments the day counts. A row that says nothing in one of the first two has
    not the sign."""

    why: str
    fields: tuple[str, ...]
    columns: tuple[Any, ...]


@dataclass(frozen=True)
class Things:
    """A kind of things: what they are called, and the signs, the surest first."""

    table: Any
    name: Any
    nears: tuple[Near, ...]
    joins: Callable[[Select[Any]], Select[Any]] = lambda chosen: chosen
    apart: tuple[str, ...] = ()
    """Fields of rows that are parts of a thing, which is known by its own row."""


def _in_building(table: Any) -> Callable[[Select[Any]], Select[Any]]:
    return lambda chosen: chosen.outerjoin(Building, Building.id == table.building_id)


def _in_unit(table: Any) -> Callable[[Select[Any]], Select[Any]]:
    return lambda chosen: chosen.outerjoin(Unit, Unit.id == table.unit_id)


THINGS: Mapping[str, Things] = {
    "units": Things(Unit, Unit.label, (Near("number", ("number",), (Unit.external_number,)),
                                       Near("label", ("label",), (Unit.label,)))),
    "parking": Things(Unit, Unit.label, (Near("place", ("unit", "kind"), (Unit.code, Unit.kind)),)),
    "buildings": Things(Building, Building.code, (Near("named", ("name",), (Building.name,)),
                                                  Near("address", ("address",), (Building.address,))),
                        apart=("entrance",)),
    "fees": Things(Fee, Fee.name, (Near("named", ("name",), (Fee.name,)),)),
    "parts": Things(Part, Part.name, (Near("named", ("name",), (Part.name,)),)),
    "equipment": Things(Equipment, Equipment.name, (
        Near("serial", ("serial",), (Equipment.serial,)),
        Near("named", ("name", "building"), (Equipment.name, Building.code)),
    ), _in_building(Equipment)),
    "orders": Things(WorkOrder, WorkOrder.number, (
        Near("words", ("summary", "received", "unit"), (WorkOrder.summary, WorkOrder.received, Unit.label)),
    ), _in_unit(WorkOrder)),
    "complaints": Things(Complaint, Complaint.number, (
        Near("words", ("subject", "received", "unit"), (Complaint.subject, Complaint.received, Unit.label)),
        Near("words", ("own_words", "received", "unit"), (Complaint.own_words, Complaint.received, Unit.label)),
    ), _in_unit(Complaint)),
    "events": Things(Event, Event.title, (
        Near("words", ("title", "starts"), (Event.title, Event.starts)),
        Near("words", ("title", "from_day"), (Event.title, Event.from_day)),
    )),
    "prospects": Things(Lead, Lead.name, (Near("phone", ("phone",), (Lead.digits,)),
                                          Near("email", ("email",), (Lead.email,)),
                                          Near("name", ("name",), (Lead.name,)),
                                          Near("name", ("name",), (Lead.other_name,)),
                                          Near("counted", ("number",), (Lead.number,)))),
    "calls": Things(Call, Call.number, (
        Near("words", ("topic", "started", "phone"), (Call.topic, Call.started, Call.number)),
    )),
    "articles": Things(Article, Article.title, (Near("text", ("text",), (Article.text,)),)),
}  # fmt: skip


class NearThings:
    """Finds the thing a row looks like, among those that were here when the import began."""

    def __init__(self, sink: Sink, kind: str) -> None:
        self.sink, self.kind, self.things = sink, kind, THINGS[kind]
        self._zone = sink.work.zone
        self._country: str = settings.get(sink.work, "office.country")
        self._meant: set[int] = set()
        self._here: dict[Near, dict[tuple[str, ...], Alike]] = {near: {} for near in self.things.nears}
        self._asked: dict[Near, set[str]] = {near: set() for near in self.things.nears}
        self._last = sink.work.value(select(func.max(self.things.table.id))) or 0

    def find(self, rows: Sequence[Incoming]) -> list[Alike | None]:
        found: list[Alike | None] = [None] * len(rows)
        for near in self.things.nears:
            open_ = [at for at, like in enumerate(found) if like is None]
            signs = {at: self._signs(rows[at], near) for at in open_}
            kept = self._kept(near, {sign[0] for some in signs.values() for sign in some})
            for at, some in signs.items():
                likes = (kept.get(tuple(plain(part) for part in sign)) for sign in some)
                found[at] = next((like for like in likes if like), None)
        return [self._once(like) for like in found]

    def _once(self, like: Alike | None) -> Alike | None:
        """A thing is meant by one row: of two that look like it the second is another."""
        if like is None or like.id in self._meant:
            return None
        self._meant.add(like.id)
        return like

    def print(self, row: Incoming) -> str:
        """Tells this row from others, in the next file too."""
        said = "\x1f".join([self.kind, *(f"{name}={row.values[name]}" for name in sorted(row.values))])
        return "row " + sha256(said.encode("utf-8", "replace")).hexdigest()[:40]

    def _signs(self, row: Incoming, near: Near) -> list[tuple[str, ...]]:
        """What is looked for: one, of a telephone number each form it may be kept in, or nothing."""
        if any(text(row, name) for name in self.things.apart):
            return []
        first, *more = [self._said(row, name) for name in near.fields]
        if not first or not all(more[:1]):
            return []
        if near.why != "phone":
            return [(first, *more)]
        forms = normalise(first, self._country).forms
        return [(form, *more) for form in forms if len(form) >= SHORTEST]

    def _said(self, row: Incoming, name: str) -> str:
        found = moment(row, name)
        if found is not None:
            return self._told(found)
        if name == "kind":
            return "parking" if self.kind == "parking" else text(row, name)
        if name in ("starts", "from_day"):
            return text(row, name)[:10]
        if name == "name" and self.kind == "prospects":
            return text(row, name) or text(row, "company")
        if name == "email":
            return text(row, name).lower()
        return line(text(row, name)) if name in ("summary", "subject", "title") else text(row, name, 2)

    def _told(self, value: object) -> str:
        """A kept value as it is compared."""
        if isinstance(value, datetime):
            return value.astimezone(self._zone).date().isoformat()
        return value.isoformat() if isinstance(value, date) else str(value or "")

    def _kept(self, near: Near, wanted: set[str]) -> Mapping[tuple[str, ...], Alike]:
        """What was here with these first fields. A file says the same few again and again, so they are remembered."""
        found, asked = self._here[near], self._asked[near]
        if len(found) > MOST or len(asked) > MOST:
            found.clear()
            asked.clear()
        table = self.things.table
        for some in batches(sorted(wanted - asked)):
            columns = self.things.joins(select(table.id, self.things.name, *near.columns))
            here = near.columns[0].in_(some), table.id <= self._last, table.archived.is_(None)
            for id, name, *values in self.sink.work.rows(columns.where(*here)):
                key = tuple(plain(self._told(value)) for value in values)
                if key not in found or id < found[key].id:
                    found[key] = Alike(id, name or "—", near.why)
        asked |= wanted
        return found
