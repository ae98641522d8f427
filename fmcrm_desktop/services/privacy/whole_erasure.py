"""The whole of an erasure: the deed, then the files, then the office file written anew; and what backups still hold."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import attachments
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.privacy.erasing import Erased, erase_person
from fmcrm_desktop.services.privacy.keeping_until import erase_old
from fmcrm_desktop.store import attachments as files
from fmcrm_desktop.store import backup, erasing

KEPT_MONTHS = 12
"""A backup is thinned out after so many months with backups at the latest."""


class Steps(Protocol):
    """What hears how far the work is; may raise to stop it."""

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


@dataclass(frozen=True)
class StillHeld:
    """A copy of the office from before: its file, when it was made, until when it is kept at the latest (None: until
    somebody deletes it)."""

    path: Path
    made: datetime
    until: datetime | None


def erase(office: Office, person: int) -> Erased:
    """Erase somebody and everything of them, down to the file's free pages. Raises Refusal."""
    return _whole(office, lambda: office.do(erase_person, person).result)


def erase_all_old(office: Office) -> Erased:
    """The same of what is older than the office wants it kept."""
    return _whole(office, lambda: office.do(erase_old).result)


def _whole(office: Office, deed: Callable[[], Erased]) -> Erased:
    erased = deed()
    if erased.files:  # without any, a server's office may have no folder for them
        place = office.ask(attachments.folder)
        for name in erased.files:
            with contextlib.suppress(OSError, Refusal):  # the check names what is left over
                files.path_of(place, name).unlink(missing_ok=True)
    erasing.purge(office.store)
    return erased


def held(office: Path) -> list[StillHeld]:
    """The copies that lie beside an office file and hold what was in it when they were made."""
    found = [
        StillHeld(each.path, each.made, _later(each.made, KEPT_MONTHS)) for each in backup.listed(office)
    ]
    aside = sorted(office.parent.glob(f"{backup.as_pattern(office.stem)} before *{office.suffix}"))
    return found + [
        StillHeld(path, datetime.fromtimestamp(path.stat().st_mtime).astimezone(), None) for path in aside
    ]


def _later(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, 12)
    return moment.replace(year=moment.year + years, month=month + 1, day=min(moment.day, 28))


def run(progress: Steps, address: str, person: int | None, who: Who | None) -> Erased:
    """The work of a job: one person, or None for what is old."""
    from fmcrm_desktop.services.opening import open_office

    progress.step(0, text=N_("Erasing"))
    office = open_office(address)
    try:
        office.who = who or office.who
        return erase_all_old(office) if person is None else erase(office, person)
    finally:
        office.close()
