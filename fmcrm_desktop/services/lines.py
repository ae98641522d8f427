"""Lines of a form (the buildings of a territory, the skills of a person): kept as records of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from fmcrm_desktop.model.base import Record
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Term
from fmcrm_desktop.store import trail
from fmcrm_desktop.store.work import Work

L = TypeVar("L")


def as_read(line: L) -> L:
    """The line with what it said when it was read in ``was``."""
    line.was = _said(line)  # type: ignore[attr-defined]
    return line


def keep(work: Work, table: type[Record], lines: Sequence[Any], known: Iterable[int], **owner: int) -> None:
    """Add the new lines, change the changed ones, archive those of ``known`` that were taken out. A line left alone
    never touches what somebody else did to it meanwhile; one changed here is there, though they took it out."""
    gone = set(known) - {line.id for line in lines}
    if gone or any(line.id is None or _said(line) != line.was for line in lines):
        trail.hang(work.session, table.__table__, owner)
    for line in lines:
        values = {name: value for name, value in vars(line).items() if name not in ("id", "was")}
        if line.id is None:
            work.add(table(**owner, **values))
        elif _said(line) != line.was:
            record = work.get(table, line.id)
            work.restore(record)
            for name, value in values.items():
                setattr(record, name, value)
    for id in gone:
        work.archive(work.get(table, id))


def about(name: str, fault: Refusal) -> Refusal:
    """Which line a fault is about; a sentence with nothing to fill in goes into the other as a marked term."""
    said: object = Term(fault.text) if not fault.values else fault.text.format(**fault.values)
    return Refusal(N_("“{item}”: {fault}"), item=name or "…", fault=said)


def _said(line: Any) -> tuple[object, ...]:
    return tuple(value for name, value in vars(line).items() if name not in ("id", "was"))
