"""Imports and exports as the work of another process, so that typing stays fluid beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from fmcrm_desktop import places
from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.exchange.mapping import Mapping
from fmcrm_desktop.exchange.workbook_in import kept
from fmcrm_desktop.model.own_report import Definition
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import imports
from fmcrm_desktop.services.imports import ImportResult

if TYPE_CHECKING:
    from fmcrm_desktop.exchange.cells_out import OutCell, Written
    from fmcrm_desktop.services.cards import Cards
    from fmcrm_desktop.services.exports import Exported
    from fmcrm_desktop.services.office import Office


T = TypeVar("T")


class Steps(Protocol):
    """What hears how far the work is; may raise to stop it."""

    path: Path | None

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


@dataclass(frozen=True)
class Plan:
    """An import as a person wants it; ``rows`` is how many there are, where that is known."""

    choice: Choice
    kind: str
    mapping: Mapping
    zone: str
    who: Who | None = None
    rows: int = 0
    decide: imports.Decide = field(default_factory=imports.Decide)
    most: int = 0
    """So many rows are tried out at most; 0 for all."""


@dataclass(frozen=True)
class Told:
    """How an import went, or would go: its file, the result, the deed that undoes it, the tables touched."""

    file: ImportFile
    result: ImportResult
    deed: int | None = None
    touched: tuple[str, ...] = ()
    whole: bool = True
    """Whether every row was gone through."""


@dataclass(frozen=True)
class Wish:
    """A list to be written: which one, narrowed and ordered how, in which language."""

    kind: str
    query: Query
    target: Path
    language: str
    who: Who | None = None


@dataclass(frozen=True)
class ReportWish:
    """A report of one's own to be written, in which language."""

    definition: Definition
    target: Path
    language: str
    who: Who | None = None


@contextmanager
def _opened(address: str, who: Who | None, read_only: bool) -> Iterator[Office]:
    from fmcrm_desktop.services.opening import open_office

    office = open_office(address, read_only=read_only)
    try:
        if who is not None:
            office.who = who
        with office.store.one_moment() if read_only else nullcontext():
            yield office
    finally:
        office.close()


def _counting(progress: Steps, rows: int) -> Callable[[int], None]:
    return lambda count: progress.step(count, rows, N_("{count} rows"), count=count)


def look_into(
    progress: Steps, address: str, asked: tuple[str, tuple[object, ...]], who: Who | None
) -> object:
    """One of the questions of import_steps, by its name and what it is given: of a file too large for a thread."""
    from fmcrm_desktop.exchange import import_steps

    progress.step(0, text=N_("Reading the file"))
    name, given = asked
    with _opened(address, who, read_only=True) as office:
        return office.ask(getattr(import_steps, name), *given)


def try_out(progress: Steps, address: str, plan: Plan) -> Told:
    """What the import would do; nothing is changed. Of a long table the first rows, unless all are wanted."""
    progress.step(0, text=N_("Reading the file"))
    with kept(), _opened(address, plan.who, read_only=True) as office:
        file = ImportFile.open(plan.choice, plan.kind, plan.mapping, plan.zone)
        source = file.source(_counting(progress, plan.rows), plan.decide)
        rows = iter(source.rows)
        if plan.most:
            source = replace(source, rows=islice(rows, plan.most))
        tried = office.ask(imports.preview, source)
        return Told(file, tried, whole=not plan.most or next(rows, None) is None)


def bring_in(progress: Steps, address: str, plan: Plan) -> Told:
    """Import, and remember how the columns were matched."""
    progress.step(0, text=N_("Reading the file"))
    with kept(), _opened(address, plan.who, read_only=False) as office:
        file = ImportFile.open(plan.choice, plan.kind, plan.mapping, plan.zone)
        office.do(imports.remember, file.signature, file.kind, file.mapping.to_plain())
        done = office.do(imports.run, file.source(_counting(progress, plan.rows), plan.decide))
        return Told(file, done.result, done.deed, tuple(done.touched))


def take_back(progress: Steps, address: str, deed: int, who: Who | None) -> tuple[str, ...]:
    """Undo an import; gives the tables touched."""
    progress.step(0)
    with _opened(address, who, read_only=False) as office:
        return tuple(office.undo(deed).touched)


def take_out(progress: Steps, address: str, wish: Wish) -> Written:
    """Write a list; the file appears under its name when it is whole."""
    from fmcrm_desktop.exchange import cards_out, ics_out, lists_out
    from fmcrm_desktop.services import cards, exports, outgoing_events, settings

    progress.step(0)
    with _opened(address, wish.who, read_only=True) as office:
        zone = office.ask(settings.everything)["office.zone"]
        words = Words(wish.language, zone, places.resources() / "locale")

        def to_cards(people: Cards) -> Written:
            return cards_out.write(wish.target, _stepped(people.cards, people.count, progress))

        def to(listed: Exported) -> Written:
            counted = replace(listed, rows=_stepped(listed.rows, listed.count, progress))
            return lists_out.write(counted, wish.target, zone, words)

        if lists_out.is_cards(wish.kind, wish.target):
            return office.ask(cards.through, wish.query, to_cards)
        if lists_out.is_calendar(wish.kind, wish.target):
            return office.ask(
                outgoing_events.through,
                lambda out: ics_out.write(wish.target, _stepped(out.events, out.count, progress)),
            )
        return office.ask(exports.through, wish.kind, wish.query, to)


def take_out_report(progress: Steps, address: str, wish: ReportWish) -> Written:
    """Write a report of one's own; the file appears under its name when it is whole."""
    from fmcrm_desktop.exchange import own_reports_out

    progress.step(0)
    with _opened(address, wish.who, read_only=True) as office:
        words = Words(wish.language, office.store.zone, places.resources() / "locale")

        def told(count: int, of: int) -> None:
            progress.step(count, of, N_("{count} rows"), count=count)

        return own_reports_out.write(office, wish.definition, wish.target, words, told)


def take_out_shown(
    progress: Steps, table: tuple[Sequence[str], Sequence[Sequence[OutCell]]], target: Path, zone: str
) -> Written:
    """Write a table as it was seen on the screen; headings that are alike are told apart by a number."""
    from zoneinfo import ZoneInfo

    from fmcrm_desktop.exchange import tables_out

    progress.step(0)
    headings, rows = table
    return tables_out.write(target, _apart(headings), rows, ZoneInfo(zone))


def _apart(headings: Sequence[str]) -> list[str]:
    found: list[str] = []
    for heading in headings:
        count, name = 1, heading
        while name in found:
            count += 1
            name = f"{heading} {count}".strip()
        found.append(name)
    return found


def _stepped(rows: Iterator[T], whole: int, progress: Steps) -> Iterator[T]:
    """The rows, with a step every so often."""
    for count, row in enumerate(rows):
        if count % 500 == 0:
            progress.step(count, whole, N_("{count} rows"), count=count)
        yield row
