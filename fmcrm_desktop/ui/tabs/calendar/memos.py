"""The memos in the calendar's margin, each on its slip: read, opened, made a task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import tasks
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.lines import clear
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice

MOST = 5
"""Slips shown; the agenda lists every memo."""


class Memos(QWidget):
    """``opened`` carries the memo to read in full, ``task`` the one that is to become a task."""

    opened = Signal(object)
    task = Signal(object)
    resized = Signal()

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._may_write = office.words, office.may(tasks.make_task)
        self._shown: Sequence[Entry] | None = None
        self._slips = QVBoxLayout(self)
        self._slips.setContentsMargins(0, 0, 0, 0)
        self._slips.setSpacing(theme.GAP_S)
        self.show_entries(())

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """The memos among these entries, each text once; the same ones keep the keyboard."""
        memos = list({one.title: one for one in entries if one.kind == "memo" and not one.done}.values())
        if memos == self._shown:
            return
        self._shown = memos
        clear(self._slips)
        for memo in memos[:MOST]:
            self._slips.addWidget(self._slip(memo))
        if len(memos) > MOST:
            more = self._words(N_("+{count} more"), count=len(memos) - MOST)
            self._slips.addWidget(label(more, "small"))
        if not memos:
            said = self._words(N_("A memo put on these days is read here."))
            self._slips.addWidget(label(said, "muted", wrap=True))
        self.resized.emit()

    def needed(self, width: int) -> int:
        """How high all slips are at a width."""
        return (
            self._slips.heightForWidth(width) if self._slips.hasHeightForWidth() else self.sizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def _slip(self, memo: Entry) -> QFrame:
        slip = QFrame()
        slip.setProperty("kind", "warning")
        slip.setAccessibleName(memo.title)
        inside = QVBoxLayout(slip)
        inside.setContentsMargins(12, 8, 12, 6)
        inside.setSpacing(2)
        inside.addWidget(label(memo.title, wrap=True))
        row = QHBoxLayout()
        inside.addLayout(row)
        row.setSpacing(theme.GAP_M)
        row.addWidget(LinkButton(self._words(N_("Open")), partial(self.opened.emit, memo)))
        if self._may_write:
            row.addWidget(LinkButton(self._words(N_("Make it a task")), partial(self.task.emit, memo)))
        row.addStretch(1)
        return slip


def make_task(tab: Tab, memo: Entry) -> None:
    """Turn a memo into a task of the same day."""
    tab.do(
        tasks.make_task,
        memo.id,
        memo.version,
        said=tab.words(N_("“{title}” is a task now"), title=memo.title),
    )
