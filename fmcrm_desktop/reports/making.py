"""Making a paper from its name: open the office, ask for the sheet, draw it; also as a job in another process."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from fmcrm_desktop import places
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import BY_NAME, Report
from fmcrm_desktop.reports.options import Options


class Steps(Protocol):
    """What hears how far the work is; may raise to stop it."""

    path: Path | None

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


def make(progress: Steps, office: str, name: str, options: Options, who: Who | None = None) -> None:
    """The work of a job: print to ``progress.path``. ``who`` is the person signed in where signing in is on."""
    from fmcrm_desktop.services.opening import open_office

    if progress.path is None:
        raise ValueError("a paper needs a file to go to")
    opened = open_office(office, read_only=True)
    try:
        if who is not None:
            opened.who = who
        progress.step(0, text=N_("Gathering the figures"))
        write(opened, name, options, progress.path, progress)
    finally:
        opened.close()


def write(office: Any, name: str, options: Options, target: Path, progress: Steps | None = None) -> None:
    """Print a paper of an opened office to a file; raises Refusal for a name or a wish that cannot be."""
    from fmcrm_desktop.reports.paper import A4, SIZES, Printing
    from fmcrm_desktop.services import settings

    report = named(name)
    known = office.ask(settings.everything)
    module = import_module(f"fmcrm_desktop.reports.{report.module}")
    sheet = module.ask(office, options)
    words = Words(
        options.language or known["office.language"], known["office.zone"], places.resources() / "locale"
    )
    size = SIZES.get(options.paper or known["office.paper"], A4)

    def turned(page: int) -> None:
        if progress is not None:
            progress.step(page, text=N_("Page {page}"), page=page)

    module.draw(sheet, words, Printing(target, size, turned))


def named(name: str) -> Report:
    """The report of this name; raises Refusal with the names that there are."""
    report = BY_NAME.get(name)
    if report is None:
        raise Refusal(
            N_("There is no report “{name}”. There are: {names}."), name=name, names=", ".join(BY_NAME)
        )
    return report


def file_name(report: Report, options: Options, words: Words) -> str:
    """A sensible name for the file: Monthly service report 2026-10.pdf."""
    what = (
        str(options.month)
        if options.month
        else options.number or (options.day.isoformat() if options.day else "")
    )
    name = f"{words(report.title)} {what}".strip()
    return "".join("-" if c in '\\/:*?"<>|' or c < " " else c for c in name)[:120] + ".pdf"
