"""Trying and running an import: rows in, outcomes out, all in the one transaction of the door."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.imports.alike import Decide
from fmcrm_desktop.services.imports.buildings import BuildingTaker
from fmcrm_desktop.services.imports.complaints import COMPLAINTS
from fmcrm_desktop.services.imports.deciding import Deciding
from fmcrm_desktop.services.imports.equipment import EquipmentTaker
from fmcrm_desktop.services.imports.events import EventTaker
from fmcrm_desktop.services.imports.fees import FeeTaker
from fmcrm_desktop.services.imports.leads import LeadTaker
from fmcrm_desktop.services.imports.matters import MatterTaker
from fmcrm_desktop.services.imports.orders import ORDERS
from fmcrm_desktop.services.imports.outcome import FIRST, MOST_ALIKE, ImportResult, Outcome, Preview, Tried
from fmcrm_desktop.services.imports.own import OwnKeeper
from fmcrm_desktop.services.imports.parts import PartTaker
from fmcrm_desktop.services.imports.people import PeopleTaker
from fmcrm_desktop.services.imports.sink import Sink
from fmcrm_desktop.services.imports.talks import CallTaker
from fmcrm_desktop.services.imports.units import UnitTaker
from fmcrm_desktop.services.imports.writings import ArticleTaker
from fmcrm_desktop.store import numbers
from fmcrm_desktop.store.work import Work

AT_ONCE = 1_000
MOST_REJECTS = 20_000
"""Rejected rows whose cells are kept for their file."""

TAKERS: dict[str, Callable[[Sink, dict[str, str]], Any]] = {
    "people": PeopleTaker,
    "units": UnitTaker,
    "parking": lambda sink, columns: UnitTaker(sink, columns, "parking"),
    "buildings": BuildingTaker,
    "fees": FeeTaker,
    "orders": lambda sink, columns: MatterTaker(sink, ORDERS),
    "complaints": lambda sink, columns: MatterTaker(sink, COMPLAINTS),
    "events": EventTaker,
    "parts": PartTaker,
    "equipment": EquipmentTaker,
    "prospects": LeadTaker,
    "calls": CallTaker,
    "articles": ArticleTaker,
}


@dataclass
class Source:
    """What is imported: rows of a kind, streamed, and the headings of its fields (for what goes into notes).
    ``told`` hears how many rows are done; ``decide`` says what becomes of rows that look like something known.
    ``whole``: nothing comes in unless every row does."""

    kind: str
    rows: Iterable[Incoming]
    columns: dict[str, str] = field(default_factory=dict)
    told: Callable[[int], None] | None = None
    decide: Decide = field(default_factory=Decide)
    whole: bool = False


@needs("import.run")
def preview(work: Work, source: Source) -> Preview:
    """What an import would do; nothing is changed. Ask it, with rows read afresh."""
    return _through(work, source, Preview(source.kind), dry=True)


@needs("import.run")
def run(work: Work, source: Source) -> ImportResult:
    """Import: every accepted row, or none when anything breaks; one deed, so one undo."""
    try:
        return _through(work, source, ImportResult(source.kind), dry=False)
    except BaseException:
        numbers.give_back(work)
        raise


R = TypeVar("R", bound=ImportResult)


def _through(work: Work, source: Source, result: R, *, dry: bool) -> R:
    if source.kind not in TAKERS:
        raise Refusal(
            N_("{kind} cannot be imported. Known are: {names}."), kind=source.kind, names=", ".join(TAKERS)
        )
    sink = Sink(work, dry=dry)
    taker, own = TAKERS[source.kind](sink, source.columns), OwnKeeper(sink, source.kind, source.columns)
    deciding = Deciding(sink, source.kind, taker, source.decide)
    for rows in _chunks(source.rows):
        for some in _apart(rows, taker.key):
            own.check(some)
            outcomes = deciding.take(some)
            own.keep(some, outcomes)
            _by_headings(outcomes, source.columns)
            result.count(some, outcomes)
            if isinstance(result, Preview):
                _show(result, some, outcomes)
        if source.told is not None:
            source.told(result.read)
        if len(result.rejects) > MOST_REJECTS:
            raise Refusal(N_("More than {most} rows cannot be taken. Check the sheet, the heading and the columns."),
                          most=MOST_REJECTS)  # fmt: skip
    if source.whole and result.rejects and not dry:
        first = result.rejects[0]
        raise Refusal(
            N_("{count} rows cannot be taken, so nothing was. The first is in line {line}."),
            count=result.rejected,
            line=first.line,
        )
    hints: list[Fault] = taker.hints
    result.hints = list(hints)
    return result


def _show(result: Preview, rows: list[Incoming], outcomes: list[Outcome]) -> None:
    """Keep the first rows, and those that a person may decide about."""
    result.likes += sum(each.like is not None for each in outcomes)
    room, alike = FIRST - len(result.first), MOST_ALIKE - len(result.alike)
    tried = [
        Tried(row.line, each.what, list(row.cells), each.why, each.like)
        for at, (row, each) in enumerate(zip(rows, outcomes, strict=True))
        if at < room or each.like is not None
    ]
    result.first += tried[: max(room, 0)]
    result.alike += [each for each in tried if each.like is not None][: max(alike, 0)]


def _by_headings(outcomes: list[Outcome], columns: dict[str, str]) -> None:
    """Faults name a field by the file's own heading: that is what the person sees."""
    for each in outcomes:
        if each.why is not None and "field" in each.why.values:
            each.why.values["field"] = columns.get(each.why.field, each.why.field)


def _chunks(rows: Iterable[Incoming]) -> Iterator[list[Incoming]]:
    walk = iter(rows)
    while chunk := list(islice(walk, AT_ONCE)):
        yield chunk


def _apart(rows: list[Incoming], key: Callable[[Incoming], object]) -> Iterator[list[Incoming]]:
    """Runs of rows in which no two mean the same record, so that the second sees what the first did."""
    run: list[Incoming] = []
    seen: set[object] = set()
    for row in rows:
        mine = key(row)
        if mine in seen:
            yield run
            run, seen = [], set()
        seen.add(mine)
        run.append(row)
    if run:
        yield run
