"""Backups: SQLite's own copy to a temporary name, checked, then renamed; thinned by age; restored after a check."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fmcrm_desktop.leftovers import sweep_beside, sweep_passing
from fmcrm_desktop.model.refusal import Refusal, Unreadable
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store import attachments
from fmcrm_desktop.store.soundness import faults, look

COUNTED = ("person", "unit", "work_order", "complaint", "call", "event")
_COUNT = "select count(*) from {} where archived is null"  # only ever filled with the names above
STAMP = "%Y%m%d-%H%M%S"
PAUSE = timedelta(days=14)
"""So long after a restore no backup is thinned out."""
_ASIDE = " before restore "


@dataclass(frozen=True)
class Backup:
    """A backup file: where, when it was made (UTC), its size in bytes."""

    path: Path
    made: datetime
    size: int


def folder_of(office: Path) -> Path:
    """Where an office's backups lie: a folder beside it."""
    return office.with_name(office.stem + " backups")


def files_of(backup: Path, office: Path) -> Path:
    """Where the attachments of an office's backups lie: beside them, each file once, for none is ever changed."""
    return attachments.folder_of(backup.with_name(office.name))


def listed(office: Path, folder: Path | None = None) -> list[Backup]:
    """The backups of an office, newest first."""
    place = folder or folder_of(office)
    found = []
    for path in place.glob(f"{as_pattern(office.stem)}-*.fmcrm") if place.is_dir() else ():
        made = _stamp(path.stem.removeprefix(office.stem + "-"))
        if made is not None:
            found.append(Backup(path, made, path.stat().st_size))
    return sorted(found, key=lambda each: (each.made, each.path.name), reverse=True)


def make(office: Path, folder: Path | None = None, now: datetime | None = None) -> Backup:
    """Copy the office as it is now, also while others write, check the copy in full, then give it its name.

    Raises Refusal when the disk is full or the copy is not sound; the older backups stay untouched.
    """
    place = folder or folder_of(office)
    moment = now or datetime.now(UTC)
    temp = place / f".{office.stem}-{moment:{STAMP}}.{os.getpid()}.part"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        sweep(place)
        _copy(office, temp)
        wrong = faults(temp)
        if wrong:
            _drop(temp)
            raise Unreadable(
                N_("The backup could not be verified, for the office itself is damaged. Run the check.")
            )
        target = _free_name(place, office.stem, moment)
        # The files first: a backup that has its name has all its files.
        attachments.bring(attachments.named(temp), attachments.folder_of(office), files_of(target, office))
        os.replace(temp, target)
        attachments.sync_folder(place)
    except (OSError, sqlite3.Error) as error:
        _drop(temp)
        raise Refusal(
            N_("The backup in {folder} could not be written: {why}."),
            folder=place,
            why=getattr(error, "strerror", None) or error,
        ) from error
    return Backup(target, moment.replace(microsecond=0), target.stat().st_size)


def _copy(office: Path, temp: Path) -> None:
    os.close(os.open(temp, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with (
        closing(sqlite3.connect(f"{office.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as source,
        closing(sqlite3.connect(temp)) as copy,
    ):
        source.backup(copy)
        copy.execute("pragma journal_mode = delete")
    with temp.open("rb+") as file:
        os.fsync(file.fileno())


def counts(file: Path) -> dict[str, int]:
    """How many people, units, orders … a file holds (archived ones left out); for the preview of a restore."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
        return {table: connection.execute(_COUNT.format(table)).fetchone()[0] for table in COUNTED}


def restore(office: Path, backup: Path) -> Path | None:
    """Put a backup in the place of the office; nobody may have it open. Gives where the old file was set aside.

    The candidate is copied beside the office and checked in full before the live file is touched; the old
    file's write-ahead log goes with it.
    """
    look(backup)
    candidate = office.with_name(f".{office.name}.{os.getpid()}.part")
    aside: Path | None = None
    try:
        _copy(backup, candidate)
        if faults(candidate):
            raise Unreadable(
                N_("{path} is damaged and was not restored. Choose an older backup."), path=backup
            )
        _files_back(office, backup, candidate)
        if office.exists():
            aside = office.with_name(f"{office.stem}{_ASIDE}{datetime.now(UTC):{STAMP}}{office.suffix}")
            _set_aside(office, aside)
        os.replace(candidate, office)
        attachments.sync_folder(office.parent)
    except (OSError, sqlite3.Error) as error:
        raise Refusal(N_("{path} could not be restored: {why}."), path=backup, why=error) from error
    finally:
        _drop(candidate)
    return aside


def _drop(half: Path) -> None:
    """Remove a copy that is not to be, with the journal that SQLite leaves beside what it could not finish."""
    for each in (half, half.with_name(half.name + "-journal")):
        with contextlib.suppress(OSError):
            each.unlink(missing_ok=True)


def _files_back(office: Path, backup: Path, candidate: Path) -> None:
    """Bring back what is not there any more; files added since stay, for the office set aside names them."""
    rows = attachments.named(candidate)
    for place in (files_of(backup, office), attachments.folder_of(backup)):
        attachments.bring(rows, place, attachments.folder_of(office))


def _set_aside(office: Path, aside: Path) -> None:
    """Keep the old file with its log under another name, so that it can still be opened as it was. Where its log is
    folded into it first, it stays under its own name too until the new one takes that: killed between the two, there
    is an office still."""
    if _log_folded(office):
        with contextlib.suppress(OSError):  # not every drive knows a second name
            os.link(office, aside)
            return
    os.replace(office, aside)
    for end in ("-wal", "-shm"):
        log = office.with_name(office.name + end)
        if log.exists():
            os.replace(log, aside.with_name(aside.name + end))


def _log_folded(office: Path) -> bool:
    """Whether all of an office that nobody has open is in its file, its log gone."""
    log = office.with_name(office.name + "-wal")
    if log.exists():
        with contextlib.suppress(sqlite3.Error), closing(sqlite3.connect(office, timeout=1)) as connection:
            connection.execute("pragma wal_checkpoint(truncate)")
    return not log.exists()


def thin(office: Path, folder: Path | None = None) -> list[Path]:
    """Delete backups beyond the newest of 14 days, 8 weeks and 12 months; the newest three always stay.

    Counted by the days that have backups, not by today's date: a clock set wrong deletes nothing. After a restore
    nothing goes for two weeks of backups, for it may turn out to have been the wrong one.
    """
    found = listed(office, folder)
    if _restored_of_late(office, found):
        return []
    keep = {each.path for each in found[:3]}
    for many, period in ((14, "%Y%m%d"), (8, "%G%V"), (12, "%Y%m")):
        keep |= {each.path for each in _newest_of(found, period)[:many]}
    gone = [each.path for each in found if each.path not in keep]
    for path in gone:
        path.unlink(missing_ok=True)
    if gone:
        _thin_files(office, folder or folder_of(office))
    return gone


def _restored_of_late(office: Path, found: Sequence[Backup]) -> bool:
    """Whether a restore set the office aside within PAUSE of the newest backup, by the names of the two."""
    begin = f"{office.stem}{_ASIDE}"
    moments = [
        moment
        for path in office.parent.glob(f"{as_pattern(begin)}*{office.suffix}")
        if (moment := _stamp(path.stem.removeprefix(begin))) is not None
    ]
    return bool(found and moments) and abs(found[0].made - max(moments)) < PAUSE


def _thin_files(office: Path, place: Path) -> None:
    """Delete the copies of attachments that no backup names any more; all stay while a backup cannot be asked or
    another is being made."""
    kept = [each.path for each in listed(office, place)]
    files = files_of(place / office.name, office)
    if not files.is_dir() or any(place.glob(".*.part*")):
        return
    try:
        named = {row.stored_name for path in kept for row in attachments.named(path)}
    except sqlite3.Error:
        return
    for each in files.iterdir():
        if attachments.STORED.fullmatch(each.name) and each.name not in named:
            with contextlib.suppress(OSError):
                each.unlink()


def _newest_of(found: Sequence[Backup], period: str) -> list[Backup]:
    newest: dict[str, Backup] = {}
    for each in found:
        newest.setdefault(f"{each.made:{period}}", each)
    return list(newest.values())


def sweep_after_kill(office: Path) -> None:
    """At the start, with the office's lock held: remove what a backup, a restore, an upgrade or files being taken in
    left half written when they were killed."""
    sweep_beside(office.parent, office.name)
    sweep_beside(folder_of(office), office.stem)
    sweep_beside(files_of(folder_of(office) / office.name, office))
    attachments.sweep(attachments.folder_of(office), timedelta(0))
    sweep_passing()


def sweep(place: Path, older: timedelta = timedelta(hours=6)) -> None:
    """Remove what a killed backup left half written."""
    limit = datetime.now(UTC).timestamp() - older.total_seconds()
    for part in place.glob(".*.part*"):
        if part.stat().st_mtime < limit:
            part.unlink(missing_ok=True)


def _free_name(place: Path, stem: str, moment: datetime) -> Path:
    """A name for the backup; a second one in the same second counts on."""
    while True:
        target = place / f"{stem}-{moment:{STAMP}}.fmcrm"
        if not target.exists():
            return target
        moment += timedelta(seconds=1)


def _stamp(said: str) -> datetime | None:
    try:
        return datetime.strptime(said, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def as_pattern(name: str) -> str:
    """A name as a pattern that finds nothing else."""
    return "".join(f"[{c}]" if c in "[]*?" else c for c in name)
