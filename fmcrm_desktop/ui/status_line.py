"""The line at the foot: saved, last backup, what the tab counts, where the data is."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.text import Elided, label, plain
from fmcrm_desktop.ui.qt_office import QtOffice

SLOW = 1000
"""Milliseconds after which work under way shows."""


class StatusLine(QFrame):
    def __init__(self, office: QtOffice, where: str, exact: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._words = office, office.words
        self.setProperty("kind", "foot")
        self.setFixedHeight(24)
        lay = QHBoxLayout(self)
        lay.setContentsMargins(12, 0, 12, 0)
        lay.setSpacing(18)
        self.saved = label(self._words(N_("● Nothing changed yet")), "small")
        self.backup = label("", "small")
        self.counts = Elided("", "small")
        self.where = label(where, "small")
        self.where.setToolTip(plain(exact))
        for widget in (self.saved, self.backup):
            lay.addWidget(widget)
        lay.addWidget(self.counts, 1)
        lay.addWidget(self.where)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW)
        self._slow.timeout.connect(self._say_busy)
        self._before = self.saved.text()
        self.moment: datetime | None = None
        office.busy.connect(self._busy)
        office.saved.connect(self._done)

    def _done(self, done: object) -> None:
        if getattr(done, "touched", None):
            self.show_saved(datetime.now(UTC))

    def show_saved(self, moment: datetime) -> None:
        self.moment = moment
        self._before = self._words(N_("● Saved {time}"), time=self._words.time(moment))
        self.saved.setText(self._before)

    def show_backup(self, made: datetime | None) -> None:
        """Every backup is checked in full before it gets its name."""
        words = self._words
        if made is None:
            self.backup.setText(words(N_("No backup yet")))
            return
        today = words.local(made).date() == words.today()
        said = words.time(made) if today else words.short_moment(made)
        self.backup.setText(words(N_("Backup {time} ✓ verified"), time=said))
        self.backup.setToolTip(plain(words.moment(made)))

    def show_counts(self, text: str) -> None:
        self.counts.setText(text)

    def _busy(self, on: bool) -> None:
        if on:
            self._slow.start()
        else:
            self._slow.stop()
            self.saved.setText(self._before)

    def _say_busy(self) -> None:
        self._before = self.saved.text()
        self.saved.setText(self._words(N_("… working")))
