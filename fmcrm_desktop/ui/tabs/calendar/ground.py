"""The ground on which days are painted: hours at the left, lines, what is shut, where clocks are changed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.tabs.calendar.hours_grid import BAR, GUTTER, HEAD
from fmcrm_desktop.ui.tabs.calendar.look import Look
from fmcrm_desktop.ui.tabs.calendar.week_plan import WeekPlan

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def paint_gutter(painter: QPainter, plan: WeekPlan, look: Look) -> None:
    top = plan.top
    painter.setFont(look.font)
    painter.setPen(look.colour("muted"))
    if plan.bars.bars:
        painter.drawText(QRectF(0, HEAD + 3, GUTTER - 6, BAR - 2), _RIGHT, look.words(N_("Whole day")))
    painter.save()
    painter.setClipRect(QRectF(0, top, GUTTER, plan.height - top))
    for hour in range(1, 24):
        y = round(plan.y(hour * 60))
        painter.drawText(QRectF(0, y - 9, GUTTER - 8, 18), _RIGHT, f"{hour:02}:00")
    painter.restore()


def paint_hours(painter: QPainter, plan: WeekPlan, look: Look) -> None:
    for column, begin, end in plan.shut:
        shut = QRectF(plan.x(column), plan.y(begin), plan.column, (end - begin) * plan.hour / 60)
        painter.fillRect(shut, look.colour("window"))
    for hour in range(25):
        y = round(plan.y(hour * 60))
        if plan.top <= y < plan.height:
            painter.fillRect(QRectF(GUTTER, y, plan.width - GUTTER, 1), look.colour("line"))
    for column in range(plan.columns + 1):
        x = min(round(plan.x(column)), plan.width - 1)
        painter.fillRect(QRectF(x, plan.top, 1, plan.height), look.colour("line"))


def paint_clocks(painter: QPainter, plan: WeekPlan, look: Look) -> None:
    """The hour that a day of 23 hours has not got, and the one that comes twice in a day of 25."""
    painter.setFont(look.font)
    for column, minute, length in plan.turned_clocks:
        high = abs(length) * plan.hour / 60
        rect = QRectF(plan.x(column) + 1, plan.y(minute) + 1, plan.column - 1, high - 1)
        if length > 0:
            painter.fillRect(rect, look.colour("hover"))
        painter.setPen(look.colour("muted"))
        said = N_("Clocks go forward") if length > 0 else N_("This hour comes twice")
        place = rect.adjusted(8, 0, -4, 0)
        painter.drawText(place, _CENTRE, look.cut(look.words(said), place.width()))
