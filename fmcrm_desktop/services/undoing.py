"""Undo: a deed taken back line by line from the change log, unless somebody has gone on from it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm.util import identity_key

from fmcrm_desktop.model.base import Base, Moment, Record
from fmcrm_desktop.model.keeping import Audit, Deed
from fmcrm_desktop.model.message import Message
from fmcrm_desktop.model.refusal import Missing, NotAllowed, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.trail import HIDDEN, plain
from fmcrm_desktop.store.work import Work

NEVER = ("staff.", "settings.", "signing.", "commission.close", "privacy.")
"""Cases that are not taken back: passwords and settings are set again instead, a closed month stays closed, and
what was erased is gone."""


@needs("undo.own")
def undo(work: Work, deed: int) -> int:
    """Take one's own deed back (another's with the right undo.any); gives the number of records put back.

    What was added is archived, what was changed gets its old values, ties come and go. Raises Refusal when a record
    has been changed since, or the deed (held: two may try at once) has been undone already.
    """
    _held(work, deed)
    lines = work.rows(select(Audit).where(Audit.deed_id == deed).order_by(Audit.id.desc()).with_only_columns(
        Audit.id, Audit.action, Audit.record_table, Audit.record_id, Audit.changes
    ))  # fmt: skip
    tables = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    added: dict[type[Any], list[int]] = defaultdict(list)
    others = []
    for line in lines:
        table = tables[line.record_table]
        if line.action == "add" and issubclass(table, Record):
            added[table].append(line.record_id)
        else:
            others.append(line)
    told = [(line.record_table, line.record_id, line.changes) for line in lines]
    charges = sorted({line.record_id for line in lines if line.record_table == "charge"})
    held = _before(work, lines, charges)
    _preload(work, tables, others)
    for line in others:
        _take_back(work, tables[line.record_table], line, summed=not charges)
    work.session.flush()
    for table, ids in added.items():
        work.archive_many(table, ids)
    _after(work, told, added[Message], min((line.id for line in lines), default=0))
    if charges:
        _stock_follows(work, charges, held)
    return len(lines)


def _held(work: Work, deed: int) -> None:
    """Hold the deed, so that of two who take it back at once the second finds it done. Raises Refusal where it cannot
    be taken back."""
    row = work.row(select(Deed.staff_id, Deed.case).where(Deed.id == deed).with_for_update())
    if row is None:
        raise Missing("deed", deed)
    if row.staff_id != work.who.staff_id and not work.who.may("undo.any"):
        raise NotAllowed("undo.any")
    if row.case.startswith(NEVER):
        raise Refusal(N_("This cannot be undone."))
    if work.value(select(Deed.id).where(Deed.undoes_id == deed)) is not None:
        raise Refusal(N_("This has been undone already."))


# What money and complaints say to an undo is loaded when something is undone: it brings half the office along, and the
# door stands in front of the first list.


def _before(work: Work, lines: Sequence[Row[Any]], charges: Sequence[int]) -> dict[int, int]:
    """What the charges hold of the stock before anything is taken back."""
    from fmcrm_desktop.services.bills.soundness import still_there
    from fmcrm_desktop.services.charges.stock import held, still_counts

    still_there(work, lines)
    if not charges:
        still_counts(work, lines)
    return held(work, charges)


def _stock_follows(work: Work, charges: Sequence[int], held: dict[int, int]) -> None:
    from fmcrm_desktop.services.charges.stock import give_back

    give_back(work, charges, held)


def _after(work: Work, told: Sequence[tuple[str, int, str]], messages: Sequence[int], since: int) -> None:
    from fmcrm_desktop.services.bills.soundness import still_sound
    from fmcrm_desktop.services.commendations.soundness import still_theirs
    from fmcrm_desktop.services.committee.soundness import still_counted
    from fmcrm_desktop.services.complaints.required import still_answered
    from fmcrm_desktop.services.messages.taking_back import taken_back
    from fmcrm_desktop.services.survey_answers.soundness import still_typed

    if messages:
        taken_back(work, messages)
    still_sound(work, told)
    still_answered(work, told)
    still_counted(work, told)
    still_typed(work, told, since)
    still_theirs(work, told)


def _preload(work: Work, tables: dict[str, type[Any]], lines: Sequence[Row[Any]]) -> None:
    """Bring the records into the session many at a time; kept alive by the session's info."""
    ids: dict[str, list[int]] = {}
    for line in lines:
        ids.setdefault(line.record_table, []).append(line.record_id)
    kept = work.session.info.setdefault("undoing", [])
    for table, wanted in ids.items():
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            kept += work.records(select(tables[table]).where(tables[table].id.in_(some)))


def _take_back(work: Work, table: type[Any], line: Row[Any], summed: bool) -> None:
    """``summed``: sums are taken back by their difference; otherwise they follow from the records behind them."""
    changes: dict[str, list[Any]] = json.loads(line.changes)
    if line.action == "remove":
        values = {name: _value(table, name, pair[1]) for name, pair in changes.items()}
        work.session.add(table(id=_free(work, table, line.record_id), **values))
        return
    record = work.get(table, line.record_id)
    if line.action == "add":
        if not _is_still(record, changes):
            raise Refusal(N_("This has been changed again since and cannot be undone."))
        work.remove(record)
        return
    for name, (old, new) in changes.items():
        if table.__table__.columns[name].info.get("summed") and (not summed or None not in (old, new)):
            # What others took since stays taken.
            now = getattr(record, name)
            if summed and now is not None:
                setattr(record, name, now - new + old)
            continue
        if old == HIDDEN:
            raise Refusal(N_("This cannot be undone."))
        unchanged = _not_since(work, line, name) if new == HIDDEN else plain(getattr(record, name)) == new
        if not unchanged:
            raise Refusal(N_("This has been changed again since and cannot be undone."))
        setattr(record, name, _value(table, name, old))


def _free(work: Work, table: type[Any], id: int) -> int | None:
    """The id a tie had; None, for a fresh one, where another has it by now: SQLite gives the highest out again."""
    other = work.session.identity_map.get(identity_key(table, id))  # _preload brought whatever is there
    return id if other is None or other in work.session.deleted else None


def _is_still(record: Any, added: dict[str, list[Any]]) -> bool:
    """Whether the row under the id is the tie that was added, and not a later one that got its id."""
    return all(
        new == HIDDEN
        or record.__table__.columns[name].info.get("summed")
        or plain(getattr(record, name)) == new
        for name, (_, new) in added.items()
    )


def _not_since(work: Work, line: Row[Any], name: str) -> bool:
    """Whether a secret is still what the deed made it: no later line of the record names it."""
    later = select(Audit.changes).where(
        Audit.id > line.id, Audit.record_table == line.record_table, Audit.record_id == line.record_id
    )
    return not any(name in json.loads(changes) for changes in work.column(later))


def _value(table: type[Any], name: str, said: Any) -> Any:
    """A value from the change log in the column's own type."""
    if said is None:
        column = table.__table__.columns[name]
        return column.default.arg if not column.nullable and column.default is not None else None
    kind = table.__table__.columns[name].type
    if isinstance(kind, Moment):
        return datetime.fromisoformat(said)
    if kind.python_type is date:
        return date.fromisoformat(said)
    return said
