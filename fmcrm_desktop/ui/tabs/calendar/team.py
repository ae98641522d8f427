"""The painted day of the team: people side by side, each with their own hours; drawn across it is handed over."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit.chips import chip_width, draw_chip
from fmcrm_desktop.ui.tabs.calendar.board import KEEPING_TIME, MOVABLE
from fmcrm_desktop.ui.tabs.calendar.hours_grid import GUTTER
from fmcrm_desktop.ui.tabs.calendar.people import People
from fmcrm_desktop.ui.tabs.calendar.team_plan import TeamPlan
from fmcrm_desktop.ui.tabs.calendar.week import EDGE, WeekBoard


class TeamBoard(WeekBoard):
    """A column for each of the people who are ticked."""

    plan: TeamPlan
    takes = (*MOVABLE, KEEPING_TIME)

    def __init__(self, words: Words) -> None:
        super().__init__(words, TeamPlan(words.zone, words.today().toordinal()))
        self.look.named = True
        self.setAccessibleName(words(N_("Calendar by people")))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled_across)

    def set_people(self, people: People) -> None:
        """Whose columns are shown."""
        self.plan.people = people
        self.spot = self.spot._replace(who=people.shown(self.spot.who))
        self.arrange()
        self.viewport().update()

    def arrange(self) -> None:
        super().arrange()
        bar = self.horizontalScrollBar()
        bar.setRange(0, self.plan.hidden_width(self.plan.width))
        bar.setPageStep(max(self.plan.width - GUTTER, 1))
        bar.setSingleStep(round(self.plan.column))

    def _scrolled_across(self, value: int) -> None:
        self.plan.across = value
        self.viewport().update()

    def follow(self, at: QPoint) -> None:
        super().follow(at)
        bar = self.horizontalScrollBar()
        if at.x() > self.plan.width - EDGE:
            bar.setValue(bar.value() + EDGE)
        elif at.x() < GUTTER + EDGE:
            bar.setValue(bar.value() - EDGE)

    def reveal(self) -> None:
        super().reveal()
        plan, bar = self.plan, self.horizontalScrollBar()
        left = round(plan.column_of(self.spot if self.drag is None else self.drag.at) * plan.column)
        if left < bar.value():
            bar.setValue(left)
        elif left + plan.column > bar.value() + plan.width - GUTTER:
            bar.setValue(round(left + plan.column - plan.width + GUTTER))

    def _now_columns(self, day: int) -> tuple[int, int]:
        return 0, self.plan.columns

    def _paint_title(self, painter: QPainter, column: int, at: QRectF) -> None:
        people = self.plan.people
        place = at.adjusted(4, 0, -4, 0).toRect()
        wide = min(chip_width(people.names[column]), place.width())
        place.setLeft(place.center().x() - wide // 2)
        place.setWidth(wide)
        draw_chip(painter, place, people.names[column], people.tones[column])
