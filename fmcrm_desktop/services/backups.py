"""Backups of an office in use: made, listed, looked into, put back; and the check of what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fmcrm_desktop.model.refusal import NotAllowed, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store import attachments, backup, foreign_log, soundness
from fmcrm_desktop.store.attachments import Compared
from fmcrm_desktop.store.backup import Backup
from fmcrm_desktop.store.lock import OfficeLock

if TYPE_CHECKING:
    from fmcrm_desktop.store.salvage import Salvaged

RIGHT = "backup.run"


class Steps(Protocol):
    """What hears how far the work is; may raise to stop it."""

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


COUNTS = {
    "person": N_("People"),
    "unit": N_("Units"),
    "work_order": N_("Work orders"),
    "complaint": N_("Complaints"),
    "call": N_("Calls"),
    "event": N_("Calendar entries"),
}
"""What a preview counts, in the office's words."""

__all__ = [
    "COUNTS",
    "Backup",
    "Compared",
    "Preview",
    "back_up",
    "check",
    "check_files",
    "listed",
    "look",
    "preview",
    "restore",
]


@dataclass(frozen=True)
class Preview:
    """What a backup holds beside what the office holds now: table → number of records not archived."""

    backup: Path
    then: dict[str, int]
    now: dict[str, int]


def back_up(office: Office, folder: Path | None = None) -> Backup:
    """A verified copy of the office as it is now; older ones are thinned out. Refused on a server."""
    if not office.who.may(RIGHT):
        raise NotAllowed(RIGHT)
    if not office.store.is_file:
        raise Refusal(N_("This office is kept on a server; its backups are made there."))
    path = Path(office.store.path)
    made = backup.make(path, folder, office.store.clock())
    if folder is None:
        backup.thin(path)
    return made


def listed(office: Path) -> list[Backup]:
    """The backups of an office file, newest first."""
    return backup.listed(office)


def preview(office: Path, copy: Path) -> Preview:
    """What would be there after a restore, beside what is there now. Raises Unreadable for no office file."""
    if soundness.examine(copy):
        raise soundness.Damaged(N_("{path} is damaged. Choose an older backup."), path=copy)
    there = backup.counts(office) if office.exists() and not soundness.faults(office) else {}
    return Preview(copy, backup.counts(copy), there)


def look(progress: Steps, office: str, copy: str) -> Preview:
    """The same as the work of a job: the whole copy is read."""
    progress.step(0)
    return preview(Path(office), Path(copy))


def restore(office: Path, copy: Path) -> Path | None:
    """Put a backup in the office's place; gives where the old file was set aside. Nobody may have it open."""
    lock = OfficeLock(office)
    lock.take()
    try:
        return backup.restore(office, copy)
    finally:
        lock.release()


def set_log_aside(office: Path) -> Path:
    """Let nobody write the log of another file into this one (soundness.ForeignLog); gives where the log is now."""
    lock = OfficeLock(office)
    lock.take()
    try:
        return foreign_log.set_aside(office)
    finally:
        lock.release()


def check(office: Path) -> list[str]:
    """What the full check says against an office file; nothing when it is sound."""
    return soundness.examine(office)


def check_files(office: Path, thorough: bool = True) -> Compared:
    """The office's attachments beside what lies in its folder; ``thorough`` reads every file."""
    return attachments.compare(attachments.folder_of(office), attachments.named(office), thorough)


def salvage_of(office: Path, target: Path) -> Salvaged:
    """What can be read of a damaged office, in a new file; the damaged one is not touched."""
    from fmcrm_desktop.store.salvage import salvage

    return salvage(office, target)
