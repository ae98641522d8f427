"""The editor of a repeat in plain words: how often, on which days, until when; rules beyond it stay as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fmcrm_desktop.model import repeating
from fmcrm_desktop.model.field import Field, FormField
from fmcrm_desktop.model.recurrence import ONCE
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.repeat_words import in_words, place_in_words
from fmcrm_desktop.model.repeating import (
    DAY,
    LAST,
    LAST_DAY,
    LAST_WORKING,
    MONTH,
    NTH_WEEKDAY,
    SAME_DAY,
    WEEK,
    YEAR,
    Repeating,
    RuleText,
)
from fmcrm_desktop.model.words import N_, SHORT_WEEKDAYS, WEEKDAYS
from fmcrm_desktop.ui.kit import theme, typed
from fmcrm_desktop.ui.kit.day_editors import DayEditor
from fmcrm_desktop.ui.kit.editors import Editor
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice

NONE, OWN = "", "own"
EVERY = {
    NONE: N_("Does not repeat"), DAY: N_("By days"), WEEK: N_("By weeks"), MONTH: N_("By months"), YEAR: N_("By years"),
}  # fmt: skip
UNITS = {DAY: N_("days"), WEEK: N_("weeks"), MONTH: N_("months"), YEAR: N_("years")}
NEVER, ON, AFTER = "never", "on", "after"
ENDS = {NEVER: N_("Without end"), ON: N_("Until a day"), AFTER: N_("Number of times")}
_LATE = 28
"""Days of the month beyond this are not in every month."""


class RepeatEditor(Editor):
    """``begin_on`` tells it the day the event starts, by which a month's repeat is offered."""

    wide = True

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(office, field, parent)
        self._words = office.words
        self._day = office.words.today()
        self._kept = RuleText()
        self._read: Repeating | None = None
        self._filled: Repeating | None = None  # as long as nobody has touched it
        # In the order in which Tab goes.
        self.every = QComboBox(self)
        self.step = QLineEdit("1", self)
        self._week = Flow(theme.GAP_XS, self)
        self.days = [QCheckBox(SHORT_WEEKDAYS[office.words.language][day], self._week) for day in range(7)]
        self.place, self.ends = QComboBox(self), QComboBox(self)
        self.until = DayEditor(office, FormField("until", date, Field(N_("Last day"))), self)
        self.count = QLineEdit("10", self)
        self._each = label(office.words(N_("every")), "muted", self)
        self.unit = label("", "muted", self)
        self.times = label(office.words(N_("times")), "muted", self)
        self.said = label("", "muted", self, wrap=True)
        self._lay_out()
        for value, word in EVERY.items():
            self.every.addItem(office.words(word), value)
        for value, word in ENDS.items():
            self.ends.addItem(office.words(word), value)
        for combo in (self.every, self.place, self.ends):
            combo.installEventFilter(self)
            combo.activated.connect(lambda _at: self._changed())
        for line in (self.step, self.count):
            line.textEdited.connect(lambda _text: self._changed())
        self.until.edited.connect(self._changed)
        for tick in self.days:
            tick.clicked.connect(lambda _on: self._changed())
        self._show()

    def _lay_out(self) -> None:
        words = self._words
        column = QVBoxLayout()
        column.setSpacing(theme.GAP_XS)
        self.box.addLayout(column, 1)
        _row(column, self.every, self._each, self.step, self.unit)
        for day, tick in enumerate(self.days):
            tick.setAccessibleName(words(WEEKDAYS[day]))
            self._week.add(tick)
        column.addWidget(self._week)
        column.addWidget(self.place)
        _row(column, self.ends, self.until, self.count, self.times)
        column.addWidget(self.said)
        names = (
            (self.every, N_("Repetition")), (self.step, N_("Every so many")), (self.place, N_("Day of the month")),
            (self.ends, N_("Ends")), (self.count, N_("Number of times")),
        )  # fmt: skip
        for widget, name in names:
            widget.setAccessibleName(words(name))
        for line in (self.step, self.count):
            line.setFixedWidth(52)
        self.setFocusProxy(self.every)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def begin_on(self, day: date | None) -> None:
        """The day the event starts: a week's only day goes with it, and so does the place in the month."""
        if day is None or day == self._day:
            return
        before, self._day = self._day, day
        if self._filled is not None:
            self._fill(self._filled)
            return
        if self._chosen_days() == (before.weekday(),):
            self._tick_days((day.weekday(),))
        at = self.place.currentIndex()
        self._offer(self._places(), at, self._ways[at] if at >= len(self._places()) else None)
        self._show()

    # what is shown

    def _changed(self) -> None:
        self._filled = None
        if self.every.currentData() == WEEK and not self._chosen_days():
            self._tick_days((self._day.weekday(),))
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        every, ends = self.every.currentData(), self.ends.currentData()
        repeats = every not in (NONE, OWN)
        for widget in (self._each, self.step, self.unit, self.ends):
            widget.setVisible(repeats)
        self.unit.setText(self._words(UNITS[every]) if repeats else "")
        self._week.setVisible(every == WEEK)
        self.place.setVisible(every == MONTH)
        self.until.setVisible(repeats and ends == ON)
        self.count.setVisible(repeats and ends == AFTER)
        self.times.setVisible(repeats and ends == AFTER)
        self.said.setText(self._sentence())
        self.said.setVisible(bool(self.said.text()))

    def _sentence(self) -> str:
        try:
            rule = self.value()
        except Refusal:
            return ""
        if not rule:
            return ""
        said = in_words(rule, self._day, self._words)
        it = repeating.read(rule, self._words.zone)
        late = it is not None and it.every == MONTH and it.place == SAME_DAY and (it.number or self._day.day)
        if late and late > _LATE:
            return self._words(N_("{repeat}. Months without that day are left out."), repeat=said)
        return said

    def _places(self) -> list[Repeating]:
        """The ways to say this day of a month."""
        day, nth = self._day, (self._day.day - 1) // 7 + 1
        return [
            Repeating(MONTH, number=day.day),
            Repeating(MONTH, place=LAST_DAY),
            Repeating(MONTH, place=NTH_WEEKDAY, nth=nth, weekday=day.weekday()),
            Repeating(MONTH, place=NTH_WEEKDAY, nth=LAST, weekday=day.weekday()),
            Repeating(MONTH, place=LAST_WORKING),
        ]

    def _offer(self, ways: list[Repeating], at: int, other: Repeating | None = None) -> None:
        """Offer ways, one of them chosen; ``other`` is the chosen one, of another day."""
        if other is not None:
            ways = ways if other in ways else [*ways, other]
            at = ways.index(other)
        self.place.clear()
        self._ways = ways
        for way in ways:
            said = place_in_words(way, self._day, self._words)
            self.place.addItem(self._words(N_("on {place}"), place=said))
        self.place.setCurrentIndex(max(at, 0))

    def _chosen_days(self) -> tuple[int, ...]:
        return tuple(day for day, tick in enumerate(self.days) if tick.isChecked())

    def _tick_days(self, days: tuple[int, ...]) -> None:
        for day, tick in enumerate(self.days):
            tick.setChecked(day in days)

    # the value

    def value(self) -> Any:
        every = self.every.currentData()
        if every == NONE:
            return RuleText()
        if every == OWN:
            return self._kept
        it = Repeating(every, self._number(self.step))
        if every == WEEK:
            start = self._read.week_start if self._read is not None and self._read.every == WEEK else 0
            it = replace(it, days=self._chosen_days(), week_start=start)
        elif every == MONTH:
            way = self._ways[self.place.currentIndex()]
            it = replace(it, place=way.place, number=way.number, nth=way.nth, weekday=way.weekday)
        ends = self.ends.currentData()
        if ends == ON:
            last = self.until.value()
            if last is None:
                raise Refusal(N_("Until which day?"))
            it = replace(it, until=last)
        elif ends == AFTER:
            it = replace(it, count=self._number(self.count))
        return self._kept if self._same(it) else repeating.write(it)

    def _same(self, it: Repeating) -> bool:
        """Whether this says what the kept rule says, perhaps in fewer words."""
        read = self._read
        if read is None:
            return False
        if read.every == WEEK and not read.days:
            read = replace(read, days=(self._day.weekday(),))
        if read.every == MONTH and read.place == SAME_DAY and not read.number:
            read = replace(read, number=self._day.day)
        return it == read

    def _number(self, line: QLineEdit) -> int:
        number = typed.whole_of(line.text())
        if number is None or not 1 <= number <= 999:
            raise Refusal(N_("Give a number from 1 to 999."))
        return number

    def set(self, value: Any) -> None:
        self._kept = RuleText(value or "")
        listed = self._kept == ONCE  # days put in one by one, which the form cannot show
        self._read = repeating.read(self._kept, self._words.zone) if self._kept and not listed else None
        own = self.every.findData(OWN)
        if self._kept and self._read is None and own < 0:
            self.every.addItem(self._words(N_("By a rule of its own")), OWN)
        self._fill(self._read or Repeating(OWN if self._kept else NONE))

    def _fill(self, it: Repeating) -> None:
        self._filled = it
        self.every.setCurrentIndex(max(self.every.findData(it.every), 0))
        self.step.setText(str(it.step))
        self._tick_days(it.days or ((self._day.weekday(),) if it.every == WEEK else ()))
        way = None
        if it.every == MONTH:
            number = it.number or (self._day.day if it.place == SAME_DAY else 0)
            way = Repeating(MONTH, place=it.place, number=number, nth=it.nth, weekday=it.weekday)
        self._offer(self._places(), 0, way)
        ends = ON if it.until is not None else AFTER if it.count is not None else NEVER
        self.ends.setCurrentIndex(self.ends.findData(ends))
        self.until.set(it.until)
        self.count.setText(str(it.count or 10))
        self._show()

    def raw(self) -> Any:
        try:
            return self._kept, self.value(), None
        except Refusal:
            every, ends = self.every.currentData(), self.ends.currentData()
            typed = (self.step.text(), self.until.raw(), self.count.text())
            return self._kept, self._kept, (every, ends, self._chosen_days(), typed)

    def restore(self, raw: Any) -> None:
        kept, value, unread = raw
        self.set(kept)
        if value != kept:
            self._fill(repeating.read(value, self._words.zone) or Repeating(NONE))
        if unread is not None:
            every, ends, days, typed = unread
            self.every.setCurrentIndex(max(self.every.findData(every), 0))
            self.ends.setCurrentIndex(self.ends.findData(ends))
            self._tick_days(days)
            self.step.setText(typed[0])
            self.until.restore(typed[1])
            self.count.setText(typed[2])
            self._filled = None
            self._show()


def _row(column: QVBoxLayout, *widgets: QWidget) -> None:
    row = QHBoxLayout()
    column.addLayout(row)
    row.setSpacing(theme.GAP_S)
    for widget in widgets:
        row.addWidget(widget)
        if isinstance(widget, QComboBox):
            widget.setMinimumWidth(120)
    row.addStretch(1)
