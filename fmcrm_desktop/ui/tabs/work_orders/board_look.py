"""How the dispatch board is painted: rows of people, hours, blocks in the colours of their states, what is carried."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QGradient,
    QLinearGradient,
    QPainter,
    QPen,
    QTextOption,
)

from fmcrm_desktop.model.tones import BAD, GOOD, GREY, VIOLET, WARNING, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.dispatch import CLASH, Block, Held
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.layout import DAY
from fmcrm_desktop.ui.tabs.work_orders import board_words
from fmcrm_desktop.ui.tabs.work_orders.board_plan import HEAD, PEOPLE, Aim, Box, Row

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.work_orders.board_grid import Grid

BAR, INSIDE = 3, 9
WHOLE = timedelta(hours=23)
"""What takes so long takes the day."""
WORD = 44
"""Pixels that a line may leave empty at its end because the next word is too long for it."""
NARROW = 46
"""Pixels between the hours' names below which every other one is left out."""
SAYING = 300
"""Pixels across of what speaks against a drop."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_WRAP = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_WRAP.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class Look:
    """Paints a board; made anew with the board when theme or language change."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.small, self.bold = theme.font(theme.SMALL), theme.font(theme.SMALL, bold=True)
        self.name = theme.font(theme.BASE, bold=True)
        self.small_metrics, self.bold_metrics = QFontMetricsF(self.small), QFontMetricsF(self.bold)
        self.line_high = self.small_metrics.height()

    def paint(self, painter: QPainter, grid: Grid) -> None:
        plan, room = grid.plan, grid.viewport().rect()
        scroll = grid.verticalScrollBar().value()
        painter.fillRect(room, theme.colour("card"))
        painter.save()
        painter.translate(0, -scroll)
        rows = [row for row in plan.rows if row.top + row.high > scroll and row.top < scroll + room.height()]
        for row in rows:
            self._row(painter, grid, row)
        seen = {row.worker.id for row in rows}
        for box in plan.boxes:
            if box.who in seen:
                self._box(painter, grid, box)
        self._now(painter, grid)
        self._mark(painter, grid)
        painter.restore()
        self._head(painter, grid)
        if not plan.rows:
            painter.setFont(theme.font())
            painter.setPen(theme.colour("muted"))
            said = self.words(
                N_("Nobody takes work orders yet. Technicians and vendors are entered as staff.")
            )
            painter.drawText(QRectF(room).adjusted(16, HEAD + 16, -16, 0), said, _WRAP)
        if grid.carry is not None and grid.carry.aim is not None:
            self._saying(painter, grid, grid.carry.aim, scroll)

    def cut(self, text: str, width: float, bold: bool = False) -> str:
        metrics = self.bold_metrics if bold else self.small_metrics
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(width, 0))

    # ground

    def _fit(self, middle: str, ends: str) -> str:
        """What two lines below a name have room for beside the ends; a word of each line may go down whole."""
        metrics = QFontMetricsF(self.small)
        room = 2 * (PEOPLE - 18) - metrics.horizontalAdvance(f"{ends} · ") - WORD
        return metrics.elidedText(middle, Qt.TextElideMode.ElideRight, max(room, WORD))

    def _row(self, painter: QPainter, grid: Grid, row: Row) -> None:
        plan, width, words = grid.plan, grid.plan.width, self.words
        for left, right in plan.off(row):
            painter.fillRect(QRectF(left, row.top, right - left, row.high), _stripes())
        line = theme.colour("line")
        for x in self._lines(grid):
            painter.fillRect(QRectF(x, row.top, 1, row.high), line)
        painter.fillRect(QRectF(0, row.top + row.high - 1, width, 1), line)
        here = grid.hasFocus() and grid.at.spot.who == row.worker.id
        painter.setFont(self.name)
        painter.setPen(theme.colour("accent" if here else "ink"))
        metrics = QFontMetricsF(self.name)
        name = metrics.elidedText(known(words, row.worker.name), Qt.TextElideMode.ElideRight, PEOPLE - 20)
        painter.drawText(QRectF(12, row.top + 8, PEOPLE - 16, metrics.height() + 2), _LEFT, name)
        painter.setFont(self.small)
        painter.setPen(theme.colour("muted"))
        below = QRectF(12, row.top + 10 + metrics.height(), PEOPLE - 18, 2 * self.line_high + 2)
        painter.drawText(below, board_words.worker_line(row.worker, plan.sheet, words, self._fit), _WRAP)
        for left, top, count in row.hidden:
            painter.drawText(QRectF(left, top, 90, 20), _LEFT, words(N_("+{count} more"), count=count))

    def _lines(self, grid: Grid) -> list[float]:
        plan = grid.plan
        if plan.week:
            return [PEOPLE + day * plan.across / plan.sheet.days for day in range(plan.sheet.days)]
        return [plan.x(minute) for minute in range(plan.first, plan.last, 60)]

    def _head(self, painter: QPainter, grid: Grid) -> None:
        plan, words = grid.plan, self.words
        painter.fillRect(QRectF(0, 0, plan.width, HEAD), theme.colour("card"))
        painter.fillRect(QRectF(0, HEAD - 1, plan.width, 1), theme.colour("line"))
        painter.setFont(theme.font())
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRectF(12, 0, PEOPLE - 16, HEAD - 1), _LEFT, words(N_("Person")))
        today = words.today()
        lines = self._lines(grid)
        apart = lines[1] - lines[0] if len(lines) > 1 else plan.across
        for at, x in enumerate(lines):
            if plan.week:
                day = date.fromordinal(plan.sheet.first_day.toordinal() + at)
                said = f"{words.weekday(day)} {words.short_date(day)}"
                painter.setFont(self.bold if day == today else self.small)
                painter.setPen(theme.colour("accent" if day == today else "ink"))
            elif at % 2 and apart < NARROW:
                continue
            else:
                said = board_words.clock(plan.first + at * 60)
                painter.setFont(self.small)
                painter.setPen(theme.colour("ink"))
            painter.drawText(QRectF(x + 4, 0, apart * 2, HEAD - 1), _LEFT, self.cut(said, apart * 2 - 6))

    # blocks

    def _box(self, painter: QPainter, grid: Grid, box: Box) -> None:
        entry = grid.plan.entries[box.key]
        at = QRectF(box.left, box.top, box.wide, box.high)
        carried = grid.carry is not None and isinstance(entry, Block) and entry.job == grid.carry.job
        painter.setOpacity(0.4 if carried else 1.0)
        ink, ground = theme.pair(tone(entry.state) if isinstance(entry, Block) else VIOLET)
        edge = _edge(entry)
        painter.setPen(QPen(edge, 1.5) if edge is not None else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(at.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.fillRect(QRectF(at.left(), at.top() + 1, BAR, at.height() - 2), edge or ink)
        painter.setPen(ink)
        if grid.plan.week or box.high < 2 * self.line_high + 2:
            self._one_line(painter, at, entry)
        else:
            self._lines_of(painter, at, entry)
        painter.setOpacity(1.0)

    def _one_line(self, painter: QPainter, at: QRectF, entry: Block | Held) -> None:
        """Time and number, with a sign before what is late or at risk; of whole days the title alone."""
        inner = at.adjusted(INSIDE - 3, 0, -2, 0)
        painter.setFont(self.small)
        said = _called(entry)
        if entry.ends - entry.starts < WHOLE:
            said = f"{self.words.time(entry.starts)} {said}"
        if _edge(entry) is not None:
            said = f"! {said}"
        painter.drawText(inner, _LEFT, self.cut(said, inner.width()))

    def _lines_of(self, painter: QPainter, at: QRectF, entry: Block | Held) -> None:
        """Number and state, then place and summary, as many lines as there is room for."""
        above = 4 if at.height() > 3 * self.line_high + 5 else 1  # three lines come before the air above them
        inner = at.adjusted(INSIDE, above, -3, -1)
        number = _called(entry)
        if isinstance(entry, Block):  # its last figures tell it from the others
            number = self.bold_metrics.elidedText(number, Qt.TextElideMode.ElideLeft, inner.width())
        else:
            number = self.cut(number, inner.width(), True)
        painter.setFont(self.bold)
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), self.line_high), _LEFT, number)
        left = self.bold_metrics.horizontalAdvance(number) + 4
        painter.setFont(self.small)
        if isinstance(entry, Held):
            return
        state = board_words.state_of(entry, self.words)
        rest = " ".join(part for part in (known(self.words, entry.place), entry.job.summary) if part)
        top = inner.top() + self.line_high
        if inner.width() - left >= self.small_metrics.horizontalAdvance(state):
            beside = QRectF(inner.left() + left, inner.top(), inner.width() - left, self.line_high)
            painter.drawText(beside, _LEFT, state)
        else:
            below = QRectF(inner.left(), top, inner.width(), self.line_high)
            painter.drawText(below, _LEFT, self.cut(state, inner.width()))
            top += self.line_high
        room = QRectF(inner.left(), top, inner.width(), at.bottom() - top - 1)
        lines = int(room.height() // self.line_high)
        if lines == 1:
            painter.drawText(room, _LEFT, self.cut(rest, room.width()))
        elif lines > 1:
            room.setHeight(lines * self.line_high)
            painter.save()
            painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
            painter.drawText(room, rest, _WRAP)
            painter.restore()

    # the keyboard's place, and what is carried

    def _now(self, painter: QPainter, grid: Grid) -> None:
        plan, local = grid.plan, self.words.local(datetime.now(UTC))
        minute = local.toordinal() * DAY + local.hour * 60 + local.minute - plan.day
        if not plan.week and plan.first <= minute < plan.last:
            painter.fillRect(QRectF(plan.x(minute) - 1, HEAD, 2, plan.height - HEAD), theme.colour("bad"))

    def _mark(self, painter: QPainter, grid: Grid) -> None:
        at, plan = grid.at, grid.plan
        if grid.carry is not None:
            if grid.carry.aim is not None:
                self._ghost(painter, grid, grid.carry.aim)
            return
        if not grid.hasFocus():
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), 2))
        if at.focused is not None:
            for box in plan.boxes:
                if box.key == at.focused and box.who == at.spot.who:
                    painter.drawRoundedRect(QRectF(box.left, box.top, box.wide, box.high), 4, 4)
        elif (rect := plan.rect(at.aim_at(at.spot, at.chosen))) is not None:
            painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(*rect), 4, 4)
            if at.chosen is not None:
                painter.setFont(self.bold)
                said = self.cut(at.chosen.number, rect[2] - 10, True)
                painter.drawText(QRectF(*rect).adjusted(7, 2, -3, -2), said, _WRAP)

    def _ghost(self, painter: QPainter, grid: Grid, aim: Aim) -> None:
        rect = grid.plan.rect(aim)
        if rect is None or grid.carry is None:
            return
        painter.setOpacity(0.9)
        painter.setPen(QPen(theme.colour("accent"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawRoundedRect(QRectF(*rect), 4, 4)
        painter.setOpacity(1.0)
        painter.setFont(self.bold)
        painter.setPen(theme.colour("accent"))
        said = f"{grid.carry.job.number}\n{board_words.clock(aim.start)}–{board_words.clock(aim.end)}"
        painter.drawText(QRectF(*rect).adjusted(7, 4, -3, -2), said, _WRAP)

    def _saying(self, painter: QPainter, grid: Grid, aim: Aim, scroll: int) -> None:
        """At the place of the drop: who and when, and what speaks against it."""
        rect = grid.plan.rect(aim)
        if rect is None or grid.carry is None:
            return
        found = grid.at.against(grid.carry.job, aim)
        lines = [
            (board_words.objection(each, self.words), BAD if each.kind == CLASH else WARNING)
            for each in found
        ]
        lines = lines or [(self.words(board_words.FREE), GOOD)]
        title = board_words.aimed(aim, grid.at.name(aim.who), self.words)
        wide = max(self.bold_metrics.horizontalAdvance(text) for text, _ in [(title, GREY), *lines]) + 20
        wide = min(max(wide, 160), max(SAYING, grid.plan.width / 2))
        high = (len(lines) + 1) * (self.line_high + 3) + 10
        room = grid.viewport().rect()
        left = max(4.0, min(rect[0], room.width() - wide - 4))
        top = rect[1] - scroll + rect[3] + 6
        if top + high > room.height():
            top = max(4.0, rect[1] - scroll - high - 6)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(QRectF(left, top, wide, high), 6, 6)
        painter.setFont(self.bold)
        for at, (text, each) in enumerate([(title, ""), *lines]):
            painter.setPen(theme.colour(each or "ink"))
            place = QRectF(left + 10, top + 5 + at * (self.line_high + 3), wide - 20, self.line_high + 3)
            painter.drawText(place, _LEFT, self.cut(text, place.width(), True))


def _called(entry: Block | Held) -> str:
    return entry.job.number if isinstance(entry, Block) else entry.title


def _edge(entry: Block | Held) -> QColor | None:
    """The outline of what is late or at risk; its words say so too."""
    if isinstance(entry, Held) or not (entry.late or entry.at_risk):
        return None
    return theme.colour("bad" if entry.late else "warning")


def _stripes() -> QBrush:
    """The hatching of time off."""
    made = QLinearGradient(0, 0, 8, 8)
    made.setSpread(QGradient.Spread.RepeatSpread)
    ground, stripe = theme.colour("window"), theme.colour("grey_soft")
    for at, colour in ((0.0, ground), (0.5, ground), (0.501, stripe), (1.0, stripe)):
        made.setColorAt(at, colour)
    return QBrush(made)
