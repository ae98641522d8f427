"""Many records in one deed: each through its own rules, and whoever cannot is named; nothing is half done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from fmcrm_desktop.model.base import Base, Record
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.work import Work

AT_ONCE = 500


@dataclass(frozen=True)
class Refused:
    """One that stayed as it was: what it is called, and why."""

    id: int
    name: str
    text: str
    values: tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class Together:
    """How many were changed, how many were so already, and which could not be."""

    done: int
    same: int = 0
    refused: tuple[Refused, ...] = ()


def each(
    work: Work,
    table: type[Record],
    ids: Sequence[int],
    act: Callable[[Any], bool],
    name: Callable[[Any], str],
) -> Together:
    """Do ``act`` with every record; it says whether it changed anything, and may raise a Refusal, which leaves that
    record as it was before. A record that is gone meanwhile is passed over."""
    done, same, refused = 0, 0, []
    for start in range(0, len(ids), AT_ONCE):
        some = list(ids[start : start + AT_ONCE])
        known = {record.id: record for record in work.records(_held(table, some))}
        for id in some:
            record = known.get(id)
            if record is None:
                continue
            called = name(record)
            try:
                with work.attempt():
                    changed = act(record)
            except Refusal as refusal:
                refused.append(Refused(id, called, refusal.text, tuple(refusal.values.items())))
                continue
            done, same = done + changed, same + (not changed)
    return Together(done, same, tuple(refused))


def _held(table: type[Record], ids: list[int]) -> Select[Any]:
    """Locked on a server, always in one order, so that no other desk changes them meanwhile."""
    return select(table).where(table.id.in_(ids)).order_by(table.id).with_for_update(key_share=True)


def filled(work: Work, table: type[Record], form: Any) -> dict[str, Any]:
    """What a form changes on all of them: its fields that are filled in. Raises Invalid when none is, and Missing when
    one names a record that is not there."""
    check(form)
    values = {name: value for name, value in vars(form).items() if value not in (None, "")}
    if not values:
        raise Invalid(**{fields(form)[0].name: N_("Fill in what is to change.")})
    columns = table.__table__.columns
    for name in values.keys() & set(columns.keys()):
        for key in columns[name].foreign_keys:
            work.get(_mapped()[key.column.table.name], values[name])
    return values


@cache
def _mapped() -> dict[str, Any]:
    """Table → what is mapped to it."""
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


def give(record: Record, values: Mapping[str, Any]) -> bool:
    """Set columns of one; says whether that changed anything."""
    new = {name: value for name, value in values.items() if getattr(record, name) != value}
    for name, value in new.items():
        setattr(record, name, value)
    return bool(new)


def archive_by(work: Work, case: Callable[[Work, int], Any]) -> Callable[[Any], bool]:
    """An act that puts one away by its subject's own rules, unless it is away."""

    def act(record: Record) -> bool:
        if record.archived is not None:
            return False
        case(work, record.id)
        return True

    return act


def restore_by(work: Work, case: Callable[[Work, int], Any]) -> Callable[[Any], bool]:
    """An act that brings one back by its subject's own rules, unless it is here."""

    def act(record: Record) -> bool:
        if record.archived is None:
            return False
        case(work, record.id)
        return True

    return act


def archive(work: Work, record: Record) -> bool:
    """Put one away, unless it is away."""
    if record.archived is not None:
        return False
    work.archive(record)
    return True


def restore(work: Work, record: Record) -> bool:
    """Bring one back, unless it is here."""
    if record.archived is None:
        return False
    work.restore(record)
    return True
