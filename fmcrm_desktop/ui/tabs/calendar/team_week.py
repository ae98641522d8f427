"""The painted week of the team: people one under the other, what each has on each day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.ui.kit.chips import draw_chip
from fmcrm_desktop.ui.tabs.calendar.board import KEEPING_TIME, MOVABLE, Board
from fmcrm_desktop.ui.tabs.calendar.people import People
from fmcrm_desktop.ui.tabs.calendar.placing import Place, Stretch
from fmcrm_desktop.ui.tabs.calendar.team_week_plan import BAR, HEAD, NAMES, TeamWeekPlan

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
EDGE = 16


class TeamWeekBoard(Board):
    """A row for each of the people who are ticked, seven cells in it."""

    plan: TeamWeekPlan
    takes = (*MOVABLE, KEEPING_TIME)

    def __init__(self, words: Words) -> None:
        super().__init__(words, TeamWeekPlan(words.zone, words.today().toordinal()))
        self.setAccessibleName(words(N_("Calendar by people and days")))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def set_people(self, people: People) -> None:
        """Whose rows are shown."""
        self.plan.people = people
        self.spot = self.spot._replace(who=people.shown(self.spot.who))
        self.arrange()
        self.viewport().update()

    def set_hours(self, hours: WorkingCalendar) -> None:
        """Shade the days on which nobody works."""
        self.plan.hours = hours
        self.arrange()
        self.viewport().update()

    def arrange(self) -> None:
        super().arrange()
        room, bar = max(1, self.plan.height - HEAD), self.verticalScrollBar()
        bar.setRange(0, max(0, self.plan.tops[-1] - room))
        bar.setPageStep(room)
        bar.setSingleStep(BAR)

    def _scrolled(self, value: int) -> None:
        self.plan.scroll = value
        self.viewport().update()

    def follow(self, at: QPoint) -> None:
        bar = self.verticalScrollBar()
        if at.y() > self.plan.height - EDGE:
            bar.setValue(bar.value() + EDGE)
        elif at.y() < HEAD + EDGE:
            bar.setValue(bar.value() - EDGE)

    def reveal(self) -> None:
        plan, bar = self.plan, self.verticalScrollBar()
        row = plan.people.of(self.spot if self.drag is None else self.drag.at)
        if row + 1 < len(plan.tops):
            bar.setValue(max(min(bar.value(), plan.tops[row]), plan.tops[row + 1] - plan.height + HEAD))

    def selected(self) -> Stretch:
        return Stretch.between(self.anchor or self.spot, self.spot)

    def focus_entry(self, key: int) -> None:
        super().focus_entry(key)
        self.spot = Place(self.spot.day, -1, self.spot.who)

    # painting

    def paint(self, painter: QPainter) -> None:
        look, plan = self.look, self.plan
        painter.fillRect(self.viewport().rect(), look.colour("card"))
        self._paint_days(painter)
        painter.setClipRect(QRectF(0, HEAD, plan.width, plan.height - HEAD))
        for row, column in plan.shut:
            painter.fillRect(plan.cell(row, column), look.colour("window"))
        for row, name in enumerate(plan.people.names[: len(plan.rows)]):
            top, bottom = plan.y(row), plan.y(row + 1)
            if bottom > HEAD and top < plan.height:
                place = QRectF(10, top + 4, NAMES - 16, 22).toRect()
                draw_chip(painter, place, name, plan.people.tones[row])
                self._paint_row(painter, row)
            painter.fillRect(QRectF(0, round(bottom) - 1, plan.width, 1), look.colour("line"))
        for column in range(plan.days):
            x = round(NAMES + column * plan.column)
            painter.fillRect(QRectF(x, HEAD, 1, plan.height), look.colour("line"))
        self._paint_mark(painter)

    def _paint_days(self, painter: QPainter) -> None:
        look, plan = self.look, self.plan
        today = self.words.today(self.now())
        for column in range(plan.days):
            day = date.fromordinal(plan.first_day + column)
            painter.setFont(look.head_bold if day == today else look.head)
            painter.setPen(look.colour("accent" if day == today else "ink"))
            place = QRectF(NAMES + column * plan.column, 0, plan.column, HEAD - 1)
            painter.drawText(place, _CENTRE, f"{self.words.weekday(day)} {day.day}")
            painter.fillRect(QRectF(round(place.left()), 0, 1, HEAD), look.colour("line"))
        painter.fillRect(QRectF(0, HEAD - 1, plan.width, 1), look.colour("line"))

    def _paint_row(self, painter: QPainter, row: int) -> None:
        plan, sheet = self.plan, self.plan.sheet
        carried = self.drag.key if self.drag is not None and self.drag.ghost is not None else None
        for bar in plan.rows[row].bars:
            rect = plan.bar_rect(row, bar.first, bar.last, bar.row)
            painter.setOpacity(0.4 if bar.key == carried else 1.0)
            ends = bar.before, bar.after
            self.look.strip(painter, rect, sheet.entries[bar.key], ends, bar.key in sheet.overlapping)
        painter.setOpacity(1.0)
        painter.setFont(self.look.font)
        painter.setPen(self.look.colour("muted"))
        for column, hidden in enumerate(plan.rows[row].hidden):
            if hidden:
                rect = plan.more_rect(row, column).adjusted(6, 0, 0, 0)
                painter.drawText(rect, _LEFT, self.words(N_("+{count} more"), count=len(hidden)))

    def _paint_mark(self, painter: QPainter) -> None:
        ghost = self.drag.ghost if self.drag is not None else None
        if self.drag is not None and ghost is not None:
            painter.setPen(QPen(self.look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for rect in self.plan.stretch_cells(ghost, self.drag.lies):
                painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 4, 4)
        elif self.hasFocus():
            found = [] if self.focused is None else list(self.plan.rects(self.focused))
            for rect in found or self.plan.stretch_cells(self.selected(), self.spot):
                self.look.ring(painter, rect)
