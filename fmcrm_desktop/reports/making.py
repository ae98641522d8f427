"""Making a paper from its name: open the office, ask for the sheet, draw it; also as a job in another process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from fmcrm_desktop import places
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import BOTH, LANGUAGES, N_, Words
from fmcrm_desktop.reports import BY_NAME, Report
from fmcrm_desktop.reports.options import Listed, Options, Titled

AT_ONCE = 500


class Steps(Protocol):
    """What hears how far the work is; may raise to stop it."""

    path: Path | None

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


def make(progress: Steps, office: str, name: str, options: Options, who: Who | None = None) -> Any:
    """The work of a job: print to ``progress.path``; gives what ``write`` gives. ``who`` is the person signed in where
    signing in is on."""
    with _entered(progress, office, who) as opened:
        return write(opened, name, options, _target(progress), progress)


def make_many(
    progress: Steps, office: str, many: tuple[str, tuple[int, ...]], options: Options, who: Who | None = None
) -> None:
    """The work of a job: the same paper of several matters (its name, their ids), each with its own page numbers."""
    name, ids = many
    module = import_module(f"fmcrm_desktop.reports.{named(name).module}")
    with (
        printing(progress, office, options, who) as (opened, words, one),
        bound(replace(one, turned=lambda page: None)) as several,  # told by matters, not by pages
    ):
        for count, sheet in enumerate(_sheets(module, opened, ids), 1):
            progress.step(count, len(ids), N_("{count} of {all}"), count=count, all=len(ids))
            module.draw(sheet, words, several)


def _sheets(module: Any, office: Any, ids: tuple[int, ...]) -> Iterator[Any]:
    """The sheets one after the other; of papers that are made by thousands many are asked for at once."""
    if not hasattr(module, "ask_many"):
        yield from (module.ask_id(office, id) for id in ids)
        return
    for start in range(0, len(ids), AT_ONCE):
        yield from module.ask_many(office, ids[start : start + AT_ONCE])


def make_days(
    progress: Steps, office: str, days: tuple[date, date], options: Options, who: Who | None = None
) -> None:
    """The work of a job: the agenda from one day to another."""
    make(progress, office, "agenda", replace(options, day=days[0], until=days[1]), who)


def make_own(progress: Steps, office: str, given: Titled, options: Options, who: Who | None = None) -> None:
    """The work of a job: a report that the office built itself."""
    with _entered(progress, office, who) as opened:
        write_own(opened, given, options, _target(progress), progress)


def write_own(
    office: Any, given: Titled, options: Options, target: Path, progress: Steps | None = None
) -> None:
    """Print a report of one's own of an opened office to a file; raises Refusal for what cannot be."""
    from fmcrm_desktop.reports import own_report
    from fmcrm_desktop.reports.paper import Printing
    from fmcrm_desktop.services import own_reports

    sheet = office.ask(own_reports.sheet, given.definition)
    words, size = _look(office, options)

    def turned(page: int) -> None:
        if progress is not None:
            progress.step(page, text=N_("Page {page}"), page=page)

    own_report.draw(sheet, given, words, Printing(target, own_report.suiting(size, sheet), turned))


def make_document(
    progress: Steps, office: str, given: tuple[str, int], options: Options, who: Who | None = None
) -> None:
    """The work of a job: a document made from a template; ``given`` is the case that gives its sheet (upcoming,
    edition_sheet) and the id it takes."""
    from fmcrm_desktop.reports import issued_document
    from fmcrm_desktop.services import issued_documents

    case, id = given
    with printing(progress, office, options, who) as (opened, words, one):
        issued_document.draw(opened.ask(getattr(issued_documents, case), id), words, one)


def make_list(progress: Steps, office: str, listed: Listed, options: Options, who: Who | None = None) -> None:
    """The work of a job: a list as it was seen on the screen."""
    from fmcrm_desktop.reports import list_print
    from fmcrm_desktop.services import papers

    wanted = replace(options, language=listed.language)
    with printing(progress, office, wanted, who) as (opened, words, one):
        suiting = replace(one, size=list_print.suiting(one.size, listed))
        list_print.draw(opened.ask(papers.letter_head), listed, words, suiting)


@contextmanager
def printing(
    progress: Steps, office: str, options: Options, who: Who | None = None
) -> Iterator[tuple[Any, Words, Any]]:
    """The office for reading, with the language and the paper that are wanted: what the work of every job begins with.
    Whoever draws on ``onto`` of several sheets gives each its own page numbers."""
    from fmcrm_desktop.reports.paper import Printing

    def turned(page: int) -> None:
        progress.step(page, text=N_("Page {page}"), page=page)

    with _entered(progress, office, who) as opened:
        words, size = _look(opened, options)
        yield opened, words, Printing(_target(progress), size, turned)


@contextmanager
def bound(printing: Any) -> Iterator[Any]:
    """Several sheets in one file, each with page numbers of its own."""
    from fmcrm_desktop.reports.paper import Binder

    with Binder(printing).bound() as binder:
        yield replace(printing, onto=binder)


@contextmanager
def _entered(progress: Steps, address: str, who: Who | None) -> Iterator[Any]:
    """The office for reading, as the person who asked, at one moment."""
    from fmcrm_desktop.services.opening import open_office

    opened = open_office(address, read_only=True)
    try:
        if who is not None:
            opened.who = who
        progress.step(0, text=N_("Gathering the figures"))
        with opened.store.one_moment():
            yield opened
    finally:
        opened.close()


def _target(progress: Steps) -> Path:
    if progress.path is None:
        raise ValueError("a paper needs a file to go to")
    return progress.path


def _look(office: Any, options: Options) -> tuple[Words, Any]:
    """The language and the size of paper that are wanted, or else the office's."""
    from fmcrm_desktop.reports.paper import A4, SIZES
    from fmcrm_desktop.services import settings

    known = office.ask(settings.everything)
    own = options.language in ("", BOTH)
    words = Words(
        known["office.language"] if own else options.language,
        known["office.zone"],
        places.resources() / "locale",
    )
    return words, SIZES.get(options.paper or known["office.paper"], A4)


def write(office: Any, name: str, options: Options, target: Path, progress: Steps | None = None) -> Any:
    """Print a paper of an opened office to a file; raises Refusal for a name or a wish that cannot be. In both
    languages it has two halves, the office's own first, each with its own page numbers and outline. Gives which records
    each page tells of, where the paper says so (``printed`` of its entry)."""
    from fmcrm_desktop.reports.paper import Printing

    report = named(name)
    if options.language == BOTH and not report.both:
        raise Refusal(N_("“{name}” is made in one language at a time."), name=name)
    module = import_module(f"fmcrm_desktop.reports.{report.module}")
    sheet = module.ask(office, options)
    words, size = _look(office, options)

    def turned(page: int) -> None:
        if progress is not None:
            progress.step(page, text=N_("Page {page}"), page=page)

    one = Printing(target, size, turned)
    if options.language != BOTH:
        return module.draw(sheet, words, one)
    with bound(one) as several:
        for language in sorted(LANGUAGES, key=lambda each: each != words.language):
            module.draw(sheet, _look(office, replace(options, language=language))[0], several)
    return None


def named(name: str, further: Iterable[str] = ()) -> Report:
    """The report of this name; raises Refusal with the names that there are, and ``further`` ones that a command
    takes."""
    report = BY_NAME.get(name)
    if report is None:
        raise Refusal(
            N_("There is no report “{name}”. There are: {names}."),
            name=name, names=", ".join((*BY_NAME, *further)),
        )  # fmt: skip
    return report


def file_name(report: Report, options: Options, words: Words) -> str:
    """A sensible name for the file: Monthly service report 2026-10.pdf."""
    what = (
        str(options.month)
        if options.month
        else options.number or (options.day.isoformat() if options.day else "")
    )
    return safe(f"{words(report.title)} {what}".strip())


def safe(name: str) -> str:
    """A name that every system takes, with its ending."""
    return "".join("-" if c in '\\/:*?"<>|' or c < " " else c for c in name)[:120] + ".pdf"
