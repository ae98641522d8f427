"""Letters and labels as the work of another process: one file, a file each in a folder, or sheets of labels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fmcrm_desktop import places
from fmcrm_desktop.model.label_sheet import SHEETS
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.making import Steps

NOT_IN_NAMES = '\\/:*?"<>|'
LONGEST_NAME = 60


@dataclass(frozen=True)
class Mailing:
    """What is to be printed: letters or people by their ids; for labels the sheet and where to begin on it."""

    ids: tuple[int, ...]
    who: Who | None = None
    sheet: str = ""
    start: int = 1


@dataclass(frozen=True)
class _Opened:
    office: Any
    words: Words
    size: Any


def _open(address: str, mailing: Mailing) -> _Opened:
    from fmcrm_desktop.reports.paper import A4, SIZES
    from fmcrm_desktop.services import settings
    from fmcrm_desktop.services.opening import open_office

    office = open_office(address, read_only=True)
    if mailing.who is not None:
        office.who = mailing.who
    known = office.ask(settings.everything)
    words = Words(known["office.language"], known["office.zone"], places.resources() / "locale")
    return _Opened(office, words, SIZES.get(known["office.paper"], A4))


def one_file(progress: Steps, address: str, mailing: Mailing) -> int:
    """All letters in one PDF at ``progress.path``; gives how many."""
    from fmcrm_desktop.reports import letter
    from fmcrm_desktop.reports.paper import Printing
    from fmcrm_desktop.services import letters

    assert progress.path is not None
    progress.step(0, text=N_("Gathering the figures"))
    opened = _open(address, mailing)
    try:
        sheets = opened.office.ask(letters.sheets, mailing.ids)
        turned = _turned(progress, len(sheets.letters))
        letter.draw(sheets, opened.words, Printing(progress.path, opened.size, turned))
        return len(sheets.letters)
    finally:
        opened.office.close()


def a_file_each(progress: Steps, address: str, folder: str, mailing: Mailing) -> int:
    """A PDF for every letter in a folder, named by number and person; gives how many. Files there are not
    overwritten by letters of another number; a letter printed again takes its own place."""
    from fmcrm_desktop.reports import letter
    from fmcrm_desktop.reports.paper import Printing
    from fmcrm_desktop.services import letters

    opened = _open(address, mailing)
    try:
        sheets = opened.office.ask(letters.sheets, mailing.ids)
        for done, each in enumerate(sheets.letters):
            progress.step(done, len(sheets.letters), N_("{count} letters"), count=done)
            target = Path(folder) / file_name(each)
            letter.draw(
                letters.LetterSheets(sheets.head, (each,)), opened.words, Printing(target, opened.size)
            )
        return len(sheets.letters)
    finally:
        opened.office.close()


def labels(progress: Steps, address: str, mailing: Mailing) -> tuple[int, int]:
    """Labels of people to ``progress.path``; gives how many, and how many people have no address."""
    from fmcrm_desktop.reports import labels as paper
    from fmcrm_desktop.reports.paper import Printing
    from fmcrm_desktop.services import letters

    assert progress.path is not None
    progress.step(0, text=N_("Gathering the figures"))
    opened = _open(address, mailing)
    try:
        addresses = opened.office.ask(letters.labels, mailing.ids)
        if not addresses:
            raise Refusal(N_("None of these people has an address."))
        turned = _turned(progress, 0)
        sheet = SHEETS[mailing.sheet]
        paper.draw(addresses, opened.words, Printing(progress.path, turned=turned), sheet, mailing.start)
        return len(addresses), len(set(mailing.ids)) - len(addresses)
    finally:
        opened.office.close()


def file_name(letter: Any) -> str:
    """L-2611-001 Wang Fang.pdf: no sign in it that a file system minds."""
    name = letter.address.splitlines()[0] if letter.address else ""
    said = f"{letter.number} {name[:LONGEST_NAME]}"
    plain = "".join("-" if c in NOT_IN_NAMES or not c.isprintable() else c for c in said)
    return plain.strip(" .") + ".pdf"


def _turned(progress: Steps, of: int) -> Any:
    return lambda page: progress.step(page, of, N_("Page {page}"), page=page)
