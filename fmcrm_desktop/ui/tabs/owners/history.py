"""Everything so far with a person or at a unit: kinds to choose from, the newest first, more at a press."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import timeline
from fmcrm_desktop.services.timeline import KINDS, Entry
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.timeline import Timeline
from fmcrm_desktop.ui.tabs.owners import telling

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.owners.tab import OwnersTab

STEP = 30
"""Entries shown at first, and more at each press."""


@dataclass(eq=False)
class Seen:
    """What of a timeline is seen: it outlives the page, which is drawn anew with each piece of news."""

    subject: str
    id: int
    kind: str = ""
    count: int = STEP
    kinds: tuple[str, ...] = ()
    entries: list[Entry] = field(default_factory=list)

    @property
    def wanted(self) -> tuple[str, ...]:
        return (self.kind,) if self.kind else ()


class History(QWidget):
    """The timeline of a page; ``empty`` is the marked sentence where nothing happened yet."""

    def __init__(self, tab: OwnersTab, seen: Seen, empty: str) -> None:
        super().__init__()
        self._tab, self.seen = tab, seen
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(theme.GAP_XS)
        self.chips: dict[str, Button] = {}
        if seen.kinds:
            lay.addWidget(self._filters())
        self.lines = Timeline(tab.office, (), None, empty)
        lay.addWidget(self.lines)
        self.more = Button(tab.words(N_("Show more")), FILTER, "chevron-down").on(self.show_more)
        lay.addWidget(self.more)
        self._draw()

    def _filters(self) -> QWidget:
        bar = Flow(6)
        for kind, word in {"": N_("All"), **{kind: KINDS[kind] for kind in self.seen.kinds}}.items():
            button = Button(self._tab.words(word), FILTER)
            button.setCheckable(True)
            button.setChecked(kind == self.seen.kind)
            button.on(partial(self.choose, kind))
            self.chips[kind] = button
            bar.add(button)
        return bar

    def _draw(self) -> None:
        self.lines.put(telling.happenings(self._tab.words, self.seen.entries))
        self.more.setVisible(len(self.seen.entries) >= self.seen.count)

    def choose(self, kind: str) -> None:
        """One kind only; empty for all."""
        seen = self.seen
        seen.kind, seen.count = kind, STEP
        for name, chip in self.chips.items():
            chip.setChecked(name == kind)
        self._ask((), self._chosen)

    def _chosen(self, found: Sequence[Entry]) -> None:
        self.seen.entries = list(found)
        self._draw()

    def show_more(self) -> None:
        """What was before."""
        self.seen.count += STEP
        self._ask(self.seen.entries[-1:], self._further)

    def _further(self, found: Sequence[Entry]) -> None:
        self.seen.entries += found
        self._draw()

    def _ask(self, last: Sequence[Entry], then: Callable[[Sequence[Entry]], object]) -> None:
        case = timeline.person if self.seen.subject == "person" else timeline.unit
        after = timeline.mark(last[0]) if last else None
        self._tab.office.ask(self, case, self.seen.id, self.seen.wanted, STEP, after, then=then)
