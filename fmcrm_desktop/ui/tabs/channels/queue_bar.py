"""Who waits at the counter, over the list: the steps with their keys, and each visitor with the minutes waited."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import counter
from fmcrm_desktop.services.counter import VisitRow
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.channels.telling import who

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.channels.counter import CounterSection


class QueueBar(QFrame):
    """Two lines: what can be done, and who is here."""

    def __init__(self, tab: CounterSection) -> None:
        super().__init__(tab)
        self.tab, self.words = tab, tab.words
        self.setProperty("kind", "bar")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_S)
        column.setSpacing(theme.GAP_S)
        words = self.words
        steps = Flow(theme.GAP_S)
        for title, keys, act, case, kind in (
            (N_("Somebody has come"), "F6", tab.arrive, counter.arrive, FILTER),
            (N_("Next in line"), "F7", tab.call_next, counter.call_next, FILTER),
            (N_("Finish serving"), "F9", tab.done, counter.finish, FILTER),
            (N_("Left unserved"), "F12", tab.leave, counter.leave, FILTER),
        ):
            steps.add(Button(f"{words(title)}  {keys}", kind).on(act).guard(tab.office, case))
        column.addWidget(steps)
        self.said = label("", "muted")
        self.here = Flow(theme.GAP_S)
        column.addWidget(self.said)
        column.addWidget(self.here)

    def show_rows(self, rows: Sequence[VisitRow]) -> None:
        """Who is served and who waits."""
        words = self.words
        waiting = sum(row.state == "waiting" for row in rows)
        self.said.setText(words(N_("Waiting: {n}"), n=words.number(waiting)))
        for old in self.here.findChildren(Button):
            old.setParent(None)
            old.deleteLater()
        for row in rows:
            name = who(row, words)
            number = words(N_("No. {n}"), n=row.ticket)
            waits = row.state == "waiting"
            state = words.duration(row.minutes) if waits else words(N_("Being served"))
            told = " · ".join(part for part in (number, name, state) if part)
            self.here.add(Button(told, FILTER).on(partial(self.tab.show_id, row.id)))
