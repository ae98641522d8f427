"""An office moved from its file to a server, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fmcrm_desktop.model.refusal import NotAllowed, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.engine import is_file, office_url

RIGHT = "office.settings"
"""What a manager alone may."""
SHARED = "office.attachments"


@dataclass(frozen=True)
class Moved:
    """What lies at ``to`` now, a path or an address without its password."""

    tables: int
    rows: int
    to: str


def move(office: Office, to: str, heard: Callable[[int, int], object]) -> Moved:
    """Copy the office to a file that is not there or an empty database, compared row by row; this one stays as it is.

    ``heard`` hears how many rows of how many are done. Raises Refusal; then nothing is left at the target.
    """
    from fmcrm_desktop.store import moving

    if not office.who.may(RIGHT):
        raise NotAllowed(RIGHT)
    url, shared = office_url(to), str(office.ask(settings.everything)[SHARED] or "")
    if shared and not Path(shared).is_dir() and not (office.store.is_file and is_file(url)):
        raise Refusal(
            N_("The folder of the attached files is not reached here: {path}. Connect it, then move."),
            path=shared,
        )
    rows = moving.move(office.store.address, to, shared, heard)
    return Moved(len(rows), sum(rows.values()), moving.told(url))
