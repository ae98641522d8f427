"""The painted agenda: what comes, day by day; only the lines in sight are painted, however many there are."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.layout import DAY
from fmcrm_desktop.ui.tabs.calendar.agenda_plan import LINE, AgendaPlan, Line
from fmcrm_desktop.ui.tabs.calendar.board import Board
from fmcrm_desktop.ui.tabs.calendar.look import title_of
from fmcrm_desktop.ui.tabs.calendar.placing import Place, Stretch

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
TIMES = 112
"""Pixels of the times at the left."""


class AgendaBoard(Board):
    """A list of entries by day; nothing is dragged here."""

    plan: AgendaPlan

    def __init__(self, words: Words) -> None:
        super().__init__(words, AgendaPlan(words.today().toordinal()))
        self.spot = self.spot._replace(minute=0)
        self.setAccessibleName(words(N_("Agenda")))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def arrange(self) -> None:
        super().arrange()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self.plan.length - self.plan.height))
        bar.setPageStep(max(self.plan.height - LINE, LINE))
        bar.setSingleStep(LINE)

    def _scrolled(self, value: int) -> None:
        self.plan.scroll = value
        self.viewport().update()

    def reveal(self) -> None:
        line, bar = self.plan.line_at(self.spot), self.verticalScrollBar()
        if line is not None:
            first = line.day == self.spot.day and self.plan.at(Place(line.day, 0)) == [line.key]
            top = line.top - (LINE if first else 0)
            bar.setValue(max(min(bar.value(), top), line.top + line.high - self.plan.height))

    def movable(self, key: int | None) -> bool:
        return False

    def selected(self) -> Stretch:
        start = self.spot.day * DAY + 9 * 60
        return Stretch(start, start + 60)

    def focus_entry(self, key: int) -> None:
        self.spot, self.anchor, self.focused = self.plan.place_of(key), None, key
        self.reveal()
        self.shown()

    # painting

    def paint(self, painter: QPainter) -> None:
        painter.fillRect(self.viewport().rect(), self.look.colour("card"))
        today = self.words.today(self.now())
        for line in self.plan.seen():
            rect = self.plan.rect(line)
            if line.key < 0:
                self._paint_day(painter, rect, date.fromordinal(line.day), today)
            else:
                self._paint_line(painter, rect, line)
        if not self.plan.lines:
            painter.setFont(self.look.head)
            painter.setPen(self.look.colour("muted"))
            said = self.words(N_("Nothing is on the calendar on these days. N makes a new entry."))
            painter.drawText(QRectF(self.viewport().rect()).adjusted(16, 48, -16, 0), _CENTRE, said)
        elif (
            self.hasFocus()
            and (spot := self.plan.line_at(self.spot)) is not None
            and self.focused is not None
        ):
            self.look.ring(painter, self.plan.rect(spot).adjusted(4, 0, -4, 0))

    def _paint_day(self, painter: QPainter, at: QRectF, day: date, today: date) -> None:
        look, words = self.look, self.words
        painter.fillRect(at.adjusted(0, 0, 0, -1), look.colour("window"))
        painter.fillRect(QRectF(at.left(), at.bottom() - 1, at.width(), 1), look.colour("line"))
        painter.setFont(look.head_bold)
        painter.setPen(look.colour("accent" if day == today else "ink"))
        said = f"{words.weekday(day)} {words.date(day)}"
        if day == today:
            said += f" · {words(N_('Today'))}"
        painter.drawText(at.adjusted(16, 0, -16, 0), _LEFT, said)

    def _paint_line(self, painter: QPainter, at: QRectF, line: Line) -> None:
        look, sheet = self.look, self.plan.sheet
        entry = sheet.entries[line.key]
        painter.setFont(look.font)
        painter.setPen(look.colour("muted"))
        painter.drawText(QRectF(16, at.top(), TIMES - 20, at.height()), _LEFT, self._clock(entry, line))
        wide = at.width() - TIMES - 16
        chip = QRectF(TIMES, at.top() + 3, wide * 0.55, at.height() - 6)
        look.line(painter, chip, entry, title_of(entry, self.words), line.key in sheet.overlapping)
        painter.setFont(look.font)
        painter.setPen(look.colour("ink"))
        rest = QRectF(TIMES + wide * 0.55 + 12, at.top(), wide * 0.45 - 12, at.height())
        parts = [known(self.words, *entry.names), entry.person, entry.unit, known(self.words, entry.place)]
        said = " · ".join(part for part in parts if part)
        painter.drawText(rest, _LEFT, look.cut(said, rest.width()))

    def _clock(self, entry: Entry, line: Line) -> str:
        """When it is on this day: what began before or ends later has no time at that end."""
        words, item = self.words, self.plan.sheet.items[line.key]
        if item.begin < 0 or item.first < line.day < item.last:
            return words(N_("Whole day"))
        if item.first < line.day:
            return words(N_("until {time}"), time=words.time(entry.ends))
        if line.day < item.last:
            return words(N_("from {time}"), time=words.time(entry.starts))
        return f"{words.time(entry.starts)}–{words.time(entry.ends)}"
