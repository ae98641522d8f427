"""What the office says at the foot: done with its Undo, refused, a bug once, long work under way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QVBoxLayout

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.refusal import Away, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.bilingual import refused
from fmcrm_desktop.ui.kit.messages import MessageBar, ProgressBar
from fmcrm_desktop.ui.posting import said
from fmcrm_desktop.ui.qt_jobs import RunningJob
from fmcrm_desktop.ui.qt_office import Fault, QtOffice


class Voice(QObject):
    """Ties the office's signals to the message bar and the progress bars."""

    def __init__(self, office: QtOffice, bar: MessageBar, jobs: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._bar, self._jobs = office, bar, jobs
        self._deed: int | None = None
        self._told: set[str] = set()
        self._away = ""
        office.said.connect(self._say)
        office.offered.connect(self._offer)
        office.refused.connect(self._refused)
        office.broke.connect(self._broke)
        office.started.connect(self._started)
        office.saved.connect(self._saved)
        office.back.connect(self._back)

    def undo(self) -> None:
        """Take back the last deed."""
        if self._deed is not None:
            deed, self._deed = self._deed, None
            self._bar.hide()
            self._office.undo(deed)

    def go_on(self, before: Voice) -> None:
        """The same person at a desk drawn anew: Ctrl+Z takes back what it would have."""
        self._deed = before._deed

    def follow(self) -> None:
        """Press what the message that is in sight offers."""
        if self._bar.isVisible() and not self._bar.action.isHidden():
            self._bar.action.click()

    def _say(self, text: str, deed: Any) -> None:
        if deed is None:
            self._bar.show_text(text)
        else:
            self._bar.show_text(text, self._office.words(N_("Undo")), lambda: self._undo(deed))

    def _offer(self, text: str, verb: str, act: Callable[[], object]) -> None:
        self._bar.show_text(text, verb, act)

    def _undo(self, deed: int) -> None:
        self._deed = None if self._deed == deed else self._deed
        self._office.undo(deed)

    def _saved(self, done: Any) -> None:
        deed = getattr(done, "deed", None)
        if deed is not None:
            self._deed = deed

    def _refused(self, refusal: Refusal) -> None:
        text = refused(self._office.words, refusal)
        self._away = text if isinstance(refusal, Away) else ""
        self._bar.show_text(text, stays=True)

    def _back(self) -> None:
        """The server answers again: what was said of it goes."""
        if self._away and self._bar.text() == self._away:
            self._bar.hide()

    def _broke(self, fault: Fault) -> None:
        """A bug is shown once; the log has each."""
        if fault.details in self._told:
            return
        self._told.add(fault.details)
        words = self._office.words
        said = N_("Something went wrong in the program. What you have typed is still there.")
        self._bar.show_text(
            words(said),
            words(N_("Copy details")),
            lambda: QApplication.clipboard().setText(fault.details),
            True,
        )

    def mail_trouble(self, why: str) -> None:
        """The mail server takes nothing: said once for each reason, with the way to where it is mended."""
        from fmcrm_desktop.exchange.mail import NO_PASSWORD, PASSWORD

        words, secret = self._office.words, why.partition("\n")[0] in (NO_PASSWORD, PASSWORD)
        verb = words(N_("Give the password…") if secret else N_("Mail settings"))
        link = Link("settings", new={"form": "mail_password" if secret else "mail"})
        self._bar.show_text(said(why, words), verb, lambda: self._office.go(link), True)

    def _started(self, job: RunningJob) -> None:
        self._jobs.addWidget(ProgressBar(self._office, job))
