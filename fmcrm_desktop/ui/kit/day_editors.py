"""How a day, a moment and a time of day are edited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLineEdit,
    QToolButton,
    QWidget,
)  # fmt: skip

from fmcrm_desktop.model.field import FormField
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme, typed
from fmcrm_desktop.ui.kit.editors import LineEditor
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.qt_office import QtOffice


class DayEditor(LineEditor):
    """A day: typed in many ways, or chosen in the calendar that Alt+Down opens."""

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(office, field, parent)
        if not field.field.hint:
            self.line.setPlaceholderText(office.words(N_("YYYY-MM-DD")))
        self.open = QToolButton(self)
        self.open.setIcon(icon("calendar", "muted"))
        self.open.setAccessibleName(office.words(N_("Choose a day")))
        self.open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.open.clicked.connect(self._calendar)
        self.box.addWidget(self.open)
        self.line.installEventFilter(self)
        self.line.editingFinished.connect(self._tidy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_Down and alt:
                self._calendar()
                return True
        return super().eventFilter(watched, event)

    def _calendar(self) -> None:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlags(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        dress_calendar(calendar)
        day = self._day_or_today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))

        def take(chosen: QDate) -> None:
            self.line.setText(chosen.toString("yyyy-MM-dd"))
            calendar.close()
            self.edited.emit()

        calendar.activated.connect(take)
        calendar.clicked.connect(take)
        calendar.move(self._beside(calendar.sizeHint()))
        calendar.show()
        calendar.setFocus()

    def _beside(self, size: QSize) -> QPoint:
        """Where the calendar is whole: below the field, else above it, and not beyond the screen's edge."""
        room, below = self.screen().availableGeometry(), self.mapToGlobal(QPoint(0, self.height()))
        left = max(room.left(), min(below.x(), room.right() - size.width()))
        if below.y() + size.height() <= room.bottom():
            return QPoint(left, below.y())
        return QPoint(left, max(room.top(), below.y() - self.height() - size.height()))

    def _day_or_today(self) -> date:
        today = self.office.words.today()
        text = self.line.text()
        return today if not text or not text[:4].isdigit() or len(text) != 10 else date.fromisoformat(text)

    def _tidy(self) -> None:
        """What is understood is shown the plain way."""
        self.set_text(self.line.text())

    def set_text(self, text: str) -> None:
        found = _try(lambda: typed.day_of(text, self.office.words.today()))
        if found is not None:
            self.line.setText(found.isoformat())

    def value(self) -> Any:
        return typed.day_of(self.line.text(), self.office.words.today())

    def set(self, value: Any) -> None:
        self.line.setText(value.isoformat() if isinstance(value, date) else "")


def dress_calendar(calendar: QCalendarWidget) -> None:
    """In the colours of the theme: Qt's own arrows are black and its weekends bright red, on dark ground too."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for name, picture in (("prev", "chevron-left"), ("next", "chevron-right")):
        button = calendar.findChild(QToolButton, f"qt_calendar_{name}month")
        if isinstance(button, QToolButton):
            button.setIcon(icon(picture, "ink"))
    weekend = QTextCharFormat()
    weekend.setForeground(theme.colour("bad"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)


def _try(read: Callable[[], Any]) -> Any:
    from fmcrm_desktop.model.refusal import Refusal

    try:
        return read()
    except Refusal:
        return None


class MomentEditor(DayEditor):
    """A day and a time of the office's clock; kept as a moment in UTC."""

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(office, field, parent)
        self.clock = QLineEdit(self)
        self._unsaid = time(23, 59) if field.field.until else time()
        self.clock.setPlaceholderText(f"{self._unsaid:%H:%M}")
        self.clock.setFixedWidth(72)
        self.clock.setAccessibleName(office.words(N_("{field}, time"), field=office.words(field.field.label)))
        self.clock.textEdited.connect(lambda _text: self.edited.emit())
        self.clock.editingFinished.connect(self._tidy_clock)
        self.box.addWidget(self.clock)

    def _tidy_clock(self) -> None:
        at = _try(lambda: typed.time_of(self.clock.text()))
        if at is not None:
            self.clock.setText(f"{at:%H:%M}")

    def value(self) -> Any:
        day, at = super().value(), typed.time_of(self.clock.text())
        if day is None and at is None:
            return None
        if day is None:
            day = self.office.words.today()
        return typed.moment_of(day, self._unsaid if at is None else at, self.office.words)

    def set(self, value: Any) -> None:
        local = self.office.words.local(value) if isinstance(value, datetime) else None
        super().set(local.date() if local else None)
        self.clock.setText(f"{local:%H:%M}" if local else "")

    def raw(self) -> Any:
        return (self.line.text(), self.clock.text())

    def restore(self, raw: Any) -> None:
        self.line.setText(raw[0])
        self.clock.setText(raw[1])


class TimeEditor(LineEditor):
    """A time of day."""

    def value(self) -> Any:
        return typed.time_of(self.line.text())

    def set(self, value: Any) -> None:
        self.line.setText(f"{value:%H:%M}" if value is not None else "")
