"""The bar over a list: filter buttons that do not fit beside the search stand in the … menu instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.filters import FilterButton
from fmcrm_desktop.ui.kit.flow import inside
from fmcrm_desktop.ui.kit.views import ViewsButton

SEARCH, LEAST = 90, 64
"""What the search field needs; and where not even the views have room beside it."""
ROOMY = 380
"""Pixels from which on a filter that is set always has its place."""


class FittingBar(QFrame):
    """A row of fixed height; ``fit`` folds away the last filters first, and those that are set last of all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setFixedHeight(49)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.GAP_M, 0, theme.GAP_M, 0)
        self.row.setSpacing(6)
        self.filters: Sequence[FilterButton] = ()
        self.views: ViewsButton | None = None
        self.more: QWidget | None = None
        self._fitted: tuple[tuple[str, bool], ...] = ()

    @property
    def folded(self) -> list[tuple[str, QMenu]]:
        """The filters that do not fit now, and the views where they do not: what they are called, and their menus."""
        found = [(button.text(), button.menu()) for button in self.filters if self._folded(button)]
        if self.views is not None and self.views.isHidden():
            found.append((self.views.accessibleName(), self.views.menu()))
        return found

    def _folded(self, button: FilterButton) -> bool:
        return button.isHidden() and not button.absent

    def refit(self) -> None:
        """Fit where what stands in it changed; at every key of a search it is the same."""
        if self._said() != self._fitted:
            self.fit()
            self._fitted = self._said()

    def _said(self) -> tuple[tuple[str, bool], ...]:
        return tuple((each.text(), each.isHidden()) for each in inside(self) if isinstance(each, Button))

    def fit(self) -> None:
        """Show what fits. A filter that is set is not folded away: one would wonder at the list."""
        free = self._give_room()
        there = [button for button in self.filters if not button.absent]
        wanted = sorted(there, key=lambda button: not button.values)
        shown = set()
        for button in wanted:
            free -= button.sizeHint().width() + self.row.spacing()
            if free >= 0 or (button.values and self.width() >= ROOMY):
                shown.add(button)
        for button in self.filters:
            button.setVisible(button in shown)
        if self.more is not None:
            # Where not even a filter that is set has room, the … says so: one would wonder at the list.
            theme.dress(self.more, "on", any(each.values for each in self.filters if self._folded(each)))
        if self.views is not None and len(shown) == len(there):
            narrow = self.views.sizeHint().width()
            self.views.set_brief(False)
            self.views.set_brief(self.views.sizeHint().width() - narrow > free)

    def _give_room(self) -> int:
        """What is free for filters: what begins something new loses its words, at last the views their place."""
        for brief, tight in ((False, False), (True, False), (True, True)):
            for button in self._deeds():
                button.set_brief(brief)
            if self.views is not None:
                self.views.set_brief(True)
                self.views.setHidden(tight)
            for field in self._searches():
                field.setMinimumWidth(LEAST if tight else SEARCH)
            free = self.width() - 2 * theme.GAP_M - self._others()
            if free >= 0:
                break
        return free

    def _searches(self) -> list[QWidget]:
        return [each for each in inside(self) if each.property("kind") == "search"]

    def _deeds(self) -> list[Button]:
        apart = (*self.filters, self.views, self.more)
        return [each for each in inside(self) if type(each) is Button and each not in apart]

    def _others(self) -> int:
        """The room that search, buttons and the … menu take."""
        taken = 0
        for widget in inside(self):
            if widget.isHidden() or widget in self.filters:
                continue
            search = widget.property("kind") == "search"
            wide = widget.minimumWidth() if search else widget.sizeHint().width()
            taken += wide + self.row.spacing()
        return taken

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
