"""The bar over a list: filter buttons that do not fit beside the search stand in the … menu instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.filters import FilterButton
from fmcrm_desktop.ui.kit.flow import inside
from fmcrm_desktop.ui.kit.views import ViewsButton

SEARCH = 90
"""What the search field needs at least."""


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

    @property
    def folded(self) -> list[FilterButton]:
        """The filters that do not fit now."""
        return [button for button in self.filters if button.isHidden() and not button.absent]

    def fit(self) -> None:
        """Show what fits. A filter that is set is not folded away: one would wonder at the list."""
        if self.views is not None:
            self.views.set_brief(True)
        free = self.width() - 2 * theme.GAP_M - self._others()
        there = [button for button in self.filters if not button.absent]
        wanted = sorted(there, key=lambda button: not button.values)
        shown = set()
        for button in wanted:
            free -= button.sizeHint().width() + self.row.spacing()
            if free >= 0 or button.values:
                shown.add(button)
        for button in self.filters:
            button.setVisible(button in shown)
        if self.views is not None and len(shown) == len(there):
            narrow = self.views.sizeHint().width()
            self.views.set_brief(False)
            self.views.set_brief(self.views.sizeHint().width() - narrow > free)

    def _others(self) -> int:
        """The room that search, buttons and the … menu take."""
        taken = 0
        for widget in inside(self):
            if widget.isHidden() or widget in self.filters:
                continue
            wide = SEARCH if widget.property("kind") == "search" else widget.sizeHint().width()
            taken += wide + self.row.spacing()
        return taken

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
