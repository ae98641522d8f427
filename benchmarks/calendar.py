"""The painted calendar beside bare Qt painting as much: a month that is turned to, people side by side, the agenda."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.pairs import Pair, pair

MANY, USUAL, PEOPLE = 10_000, 300, 20
FIRST = date(2026, 10, 26)
START = datetime(2026, 10, 26, tzinfo=UTC)
SIZE = 1100, 580


def run(size: str) -> Iterator[Pair]:
    """The same for every size: what is painted is a month of entries, not the office."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from fmcrm_desktop import places
    from fmcrm_desktop.ui.kit import theme

    app = QApplication.instance() or QApplication([])
    theme.apply(app, False, places.resources())  # type: ignore[arg-type]
    yield pair(f"turn to a month of {USUAL}", month(USUAL), bare_month(USUAL), 2)
    yield pair(f"turn to a month of {MANY:,}", month(MANY), bare_month(MANY), 2)
    yield pair(
        f"paint that month of {MANY:,} again", month(MANY, anew=False), bare_month(MANY, anew=False), 2
    )
    yield pair(f"a day of {PEOPLE} people side by side", team(), bare_boxes(PEOPLE, 16, 2), 2)
    yield pair(f"scroll a page of the agenda of {MANY:,}", agenda(), bare_boxes(1, 20, 3), 2)


def entries(count: int, people: int = 0) -> list[Any]:
    from fmcrm_desktop.services.calendar_entries import Entry

    found = []
    for n in range(count):
        starts = (
            START + timedelta(minutes=n * 42 * 24 * 60 // count)
            if not people
            else START + timedelta(hours=n // people)
        )
        staff = (n % people + 1,) if people else ()
        found.append(
            Entry("event", n, 1, "meeting", f"Event {n} of the office", starts, starts + timedelta(minutes=50), None, None,
                  "", False, "", "", "", None, None, False, staff, ("Gao Jun",))
        )  # fmt: skip
    return found


def month(count: int, anew: bool = True) -> Callable[[], object]:
    """Entries to a sheet, laid out and painted; or painted alone."""
    from fmcrm_desktop.model.words import Words
    from fmcrm_desktop.ui.tabs.calendar.month import MonthBoard
    from fmcrm_desktop.ui.tabs.calendar.placing import Sheet

    board, found = MonthBoard(Words("en", "UTC")), entries(count)
    board.resize(*SIZE)
    board.set_sheet(Sheet.of(found, UTC), FIRST.toordinal(), 42)
    picture = canvas()

    def turn() -> None:
        if anew:
            board.set_sheet(Sheet.of(found, UTC), FIRST.toordinal(), 42)
        board.viewport().render(picture)

    return turn


def bare_month(count: int, anew: bool = True) -> Callable[[], object]:
    """A widget that puts titles into days and paints what fits."""
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor, QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget

    found = [(each.starts, each.title) for each in entries(count)]

    class Bare(QWidget):
        days: dict[int, list[str]]

        def lay(self) -> None:
            self.days = {}
            for starts, title in found:
                self.days.setdefault((starts.date() - FIRST).days, []).append(f"{starts:%H:%M} {title}")

        def paintEvent(self, _event: QPaintEvent) -> None:
            painter, metrics = QPainter(self), self.fontMetrics()
            wide, high, line = self.width() / 7, self.height() / 6, 18
            for at in range(42):
                x, y = at % 7 * wide, at // 7 * high
                painter.setPen(QColor("#999"))
                painter.drawRect(QRectF(x, y, wide, high))
                painter.drawText(QRectF(x + 4, y + 2, wide - 8, line), 0, str(at))
                for n, title in enumerate(self.days.get(at, [])[: int((high - 23) // line)]):
                    place = QRectF(x + 3, y + line * n + 21, wide - 6, line - 1)
                    painter.fillRect(place, QColor("#dbe9ff"))
                    painter.setPen(QColor("black"))
                    painter.drawText(
                        place, 0, metrics.elidedText(title, Qt.TextElideMode.ElideRight, int(wide - 8))
                    )

    bare = Bare()
    bare.resize(*SIZE)
    bare.lay()
    picture = canvas()

    def turn() -> None:
        if anew:
            bare.lay()
        bare.render(picture)

    return turn


def team() -> Callable[[], object]:
    """A day of people side by side, sixteen entries each, laid out and painted."""
    from fmcrm_desktop.model.words import Words
    from fmcrm_desktop.ui.tabs.calendar.people import People
    from fmcrm_desktop.ui.tabs.calendar.placing import Sheet
    from fmcrm_desktop.ui.tabs.calendar.team import TeamBoard

    board, found = TeamBoard(Words("en", "UTC")), entries(PEOPLE * 16, PEOPLE)
    ids = tuple(range(1, PEOPLE + 1))
    board.set_people(People(ids, ("Gao Jun",) * PEOPLE, ("violet",) * PEOPLE))
    board.resize(SIZE[0] * 2, SIZE[1] * 2)
    picture = canvas(2)

    def turn() -> None:
        board.set_sheet(Sheet.of(found, UTC), FIRST.toordinal(), 1)
        board.viewport().render(picture)

    return turn


def agenda() -> Callable[[], object]:
    from fmcrm_desktop.model.words import Words
    from fmcrm_desktop.ui.tabs.calendar.agenda import AgendaBoard
    from fmcrm_desktop.ui.tabs.calendar.placing import Sheet

    board = AgendaBoard(Words("en", "UTC"))
    board.resize(*SIZE)
    board.set_sheet(Sheet.of(entries(MANY), UTC), FIRST.toordinal(), 42)
    bar, picture = board.verticalScrollBar(), canvas()

    def scroll() -> None:
        bar.setValue((bar.value() + bar.pageStep()) % bar.maximum())
        board.viewport().render(picture)

    return scroll


def bare_boxes(columns: int, rows: int, texts: int) -> Callable[[], object]:
    """Rounded boxes with as many texts in each as the calendar paints."""
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor, QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget

    class Bare(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            painter, metrics = QPainter(self), self.fontMetrics()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            wide, high = self.width() / columns, self.height() / rows
            for at in range(columns * rows):
                place = QRectF(at % columns * wide + 2, at // columns * high + 2, wide - 4, high - 4)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor("#dbe9ff"))
                painter.drawRoundedRect(place, 4, 4)
                painter.setBrush(QColor("#1f5fbf"))
                painter.drawRoundedRect(QRectF(place.left(), place.top(), 3, place.height()), 1.5, 1.5)
                painter.setPen(QColor("black"))
                for n, said in enumerate(
                    (f"Event {at} of the office", "09:00 Gao Jun", "Gao Jun · 2-0801")[:texts]
                ):
                    shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, int(wide - 8))
                    painter.drawText(place.adjusted(6, 2 + 16 * n, 0, 0), 0, shown)

    bare = Bare()
    twice = columns > 1
    bare.resize(SIZE[0] * (1 + twice), SIZE[1] * (1 + twice))
    picture = canvas(1 + twice)
    return lambda: bare.render(picture)


def canvas(scale: int = 1) -> Any:
    from PySide6.QtGui import QPixmap

    return QPixmap(SIZE[0] * scale, SIZE[1] * scale)
