"""Backups and the check from the window: in another process, told at the foot."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from fmcrm_desktop.jobs import Job, Progress
from fmcrm_desktop.model.refusal import NotAllowed
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.doors import Opened
from fmcrm_desktop.ui.qt_jobs import RunningJob
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.status_line import StatusLine

RIGHT = "backup.run"
CALM = 20_000
"""Milliseconds after the start until the whole file is read through: opening itself only looks at its head, since
the full check of a large office takes longer than a clerk waits."""


class Upkeep(QObject):
    """Lives as long as the desk; the status line shows the newest backup."""

    def __init__(self, office: QtOffice, opened: Opened, status: StatusLine) -> None:
        super().__init__(status)
        self._office, self._opened, self._status = office, opened, status
        if opened.path is not None:
            path = opened.path
            office.through(self, lambda: newest(path), status.show_backup)
            self._later = QTimer(self, singleShot=True, interval=CALM)
            self._later.timeout.connect(self._look_through)
            self._later.start()

    def back_up(self) -> None:
        """A verified copy now."""
        if self._allowed():
            job = Job("fmcrm_desktop.ui.upkeep:make_backup", (str(self._opened.path),))
            self._office.run(job, self._office.words(N_("Backup")), self._made)

    def _made(self, result: tuple[str, datetime]) -> None:
        self._status.show_backup(result[1])
        self._office.say(self._office.words(N_("Backup saved and verified: {path}"), path=result[0]))
        self._office.changed.emit({"backup": set()})

    def check(self) -> None:
        """Read the whole file; every page, index and tie."""
        if self._allowed():
            job = Job("fmcrm_desktop.ui.upkeep:check_office", (str(self._opened.path),))
            self._office.run(job, self._office.words(N_("Checking the office file")), self._checked)

    def _look_through(self) -> None:
        """The same once after each start, in silence unless something is wrong."""
        job = Job("fmcrm_desktop.ui.upkeep:check_office", (str(self._opened.path), False))
        running = RunningJob(self, job, "")
        running.done.connect(lambda told: self._checked(told) if told[0] or told[1] else None)
        running.start()

    def _checked(self, told: tuple[list[str], list[str]]) -> None:
        words, (faults, files) = self._office.words, told
        if not faults and files:
            said = N_(
                "{count} files are missing or not as they were, first “{name}”. Restore the newest backup."
            )
            self._office.say(words(said, count=len(files), name=files[0]))
        elif faults:
            said = N_("The office file is damaged: {fault}. Close the program and restore the newest backup.")
            self._office.say(words(said, fault=faults[0]))
        else:
            self._office.say(words(N_("The office file is sound.")))

    def _allowed(self) -> bool:
        may = self._office.who is not None and self._office.who.may(RIGHT)
        if not may:
            self._office.refused.emit(NotAllowed(RIGHT))
        return may


def newest(path: Path) -> datetime | None:
    """When the newest backup was made."""
    from fmcrm_desktop.services import backups

    return next((one.made for one in backups.listed(path)), None)


def make_backup(progress: Progress, path: str) -> tuple[str, datetime]:
    """The work of a job: a verified backup beside the office."""
    from fmcrm_desktop.store import backup

    progress.step(0, 0, N_("copying and checking"))
    made = backup.make(Path(path))
    backup.thin(Path(path))
    return str(made.path), made.made


def check_office(progress: Progress, path: str, thorough: bool = True) -> tuple[list[str], list[str]]:
    """The work of a job: what the full check says against the file, and which attachments are not as they were."""
    from fmcrm_desktop.services import backups

    progress.step(0, 0)
    faults = backups.check(Path(path))
    found = backups.check_files(Path(path), thorough) if not faults else backups.Compared()
    return faults, [*found.missing, *found.changed]
