"""The calendar's … menu: the views where there is no room for their buttons, the hours' size, the week's beginning."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from fmcrm_desktop.model.words import N_, WEEKDAYS
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.tabs.calendar.span import TEAM, TEAM_WEEK

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.calendar.view import View

BEGINS = "calendar/week_begins"
DAYS = (0, 5, 6)
"""The weekdays with which weeks begin in the world: Monday, Saturday, Sunday."""


class ChoicesButton(Button):
    """Opens the menu, which is made anew each time."""

    def __init__(self, view: View) -> None:
        super().__init__("", picture="more-horizontal")
        self._view = view
        name = view.words(N_("More choices"))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedWidth(40)
        self.on(self._open)

    def _open(self) -> None:
        self.menu_shown = self.made()
        self.menu_shown.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def made(self) -> QMenu:
        """The menu as it is now."""
        view, words, menu = self._view, self._view.words, QMenu(self)
        modes = QActionGroup(menu)
        for mode, button in view.modes.items():
            if mode == TEAM:
                for each, text in ((TEAM, N_("Team, a day")), (TEAM_WEEK, N_("Team, a week"))):
                    self._add(menu, words(text), partial(view.show_mode, each), modes, each == view.span.mode)
            else:
                self._add(menu, button.text(), partial(view.show_mode, mode), modes, mode == view.span.mode)
        menu.addSeparator()
        self._add(menu, words(N_("Print")), view.printing.emit)
        menu.addSeparator()
        for text, by in ((N_("Larger hours"), 1), (N_("Smaller hours"), -1), (N_("Usual hours"), 0)):
            keys = {1: "+", -1: "−", 0: "0"}[by]
            self._add(menu, f"{words(text)}\t{keys}", partial(view.zoom, by))
        weeks = menu.addMenu(words(N_("The week begins")))
        chosen, days = memory.get(BEGINS), QActionGroup(weeks)
        usual = words(N_("As this computer says"))
        self._add(weeks, usual, partial(view.week_begins, ""), days, not chosen)
        for day in DAYS:
            checked = chosen == str(day)
            self._add(weeks, words(WEEKDAYS[day]), partial(view.week_begins, str(day)), days, checked)
        return menu

    def _add(
        self,
        menu: QMenu,
        text: str,
        act: Callable[[], object],
        group: QActionGroup | None = None,
        on: bool = False,
    ) -> QAction:
        action = menu.addAction(text)
        if group is not None:
            action.setCheckable(True)
            action.setChecked(on)
            group.addAction(action)
        action.triggered.connect(lambda _on=False: act())
        return action
