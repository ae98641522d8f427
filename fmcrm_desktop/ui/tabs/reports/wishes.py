"""What a paper is asked for: its month or number, its language and size."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QWidget

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import BOTH, LANGUAGES, N_, Words
from fmcrm_desktop.reports import Report
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.day_editors import dress_calendar

MONTHS = 36
"""How far back months are offered."""
SHORT, GAP = 96, 8
"""The width of a number that two days stand beside."""
PAPERS = ("A4", "Letter")
ORDERS = {"name": N_("By name"), "building": N_("By building")}


class Wishes(QWidget):
    """The choices above a paper; ``changed`` when one is another."""

    changed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.needs, self.spans, self._tight = "month", False, False
        self._report: Report | None = None
        self._meant: dict[str, str] = {}
        """What stands in the number's place for a number that people do not know, and the number."""
        self.earlier = Button("", picture="chevron-left").on(lambda: self._step(1))
        self.later = Button("", picture="chevron-right").on(lambda: self._step(-1))
        self.earlier.setAccessibleName(words(N_("Earlier month")))
        self.later.setAccessibleName(words(N_("Later month")))
        self.month = self._combo(N_("Month"), self._months())
        with QSignalBlocker(self.month):
            self.month.setCurrentIndex(1)  # the month that is over is the one that is printed
        self.number = QLineEdit(placeholderText=words(N_("Number, such as W-2611-041")))
        self.number.setAccessibleName(words(N_("No.")))
        self.number.setFixedWidth(210)
        self.number.textEdited.connect(lambda _text: self.changed.emit())
        today = words.today()
        self.first = self._day(N_("From"), QDate(today.year - 1, today.month, 1))
        self.last = self._day(N_("Until"), QDate(today.year, today.month, today.day))
        self.order = self._combo(N_("Order"), [(words(said), by) for by, said in ORDERS.items()])
        self.language = self._languages()
        self.paper_size = self._combo(N_("Paper"), [(name, name) for name in PAPERS])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for each in (
            self.earlier,
            self.month,
            self.later,
            self.number,
            self.first,
            self.last,
            self.order,
            self.language,
            self.paper_size,
        ):
            row.addWidget(each)

    def fit(self, tight: bool) -> None:
        """Where there is little room the month's whole name goes before the arrows beside it: it is a list of all."""
        self._tight = tight
        for arrow in (self.earlier, self.later):
            arrow.setVisible(self.needs == "month" and not tight)

    def suit(self, report: Report | None) -> None:
        """Show only what the paper needs; None is one that another tab has put together."""
        if self._meant and report is not self._report:
            self.set_number("")
        self._report = report
        self.needs, self.spans = (report.needs, report.spans) if report else ("", False)
        self.month.setVisible(self.needs == "month")
        self.fit(self._tight)
        self.number.setVisible(self.needs == "number")
        self.number.setFixedWidth(SHORT if self.spans else 210)
        for day in (self.first, self.last):
            day.setVisible(self.spans)
        self.order.setVisible(self.needs == "order")
        self.language.show()
        self._offer_both(report is not None and report.both)

    def _offer_both(self, offered: bool) -> None:
        """Some papers come in both languages at once."""
        at = self.language.findData(BOTH)
        if offered and at < 0:
            self.language.addItem(self.words(N_("Both languages")), BOTH)
        elif not offered and at >= 0:
            with QSignalBlocker(self.language):
                self.language.removeItem(at)

    def set_number(self, number: str, called: str = "") -> None:
        """The number another tab asks for, shown as the name of what it is the number of, where there is one."""
        self._meant = {called: number} if called else {}
        with QSignalBlocker(self.number):
            self.number.setText(called or number)
        self.number.setCursorPosition(0)

    def said(self, number: str) -> str:
        """A number as it is shown."""
        return next((called for called, meant in self._meant.items() if meant == number), number)

    def set_month(self, month: str) -> None:
        """The month another tab asks for, 2026-11; without one the choice stays."""
        at = next((at for at in range(self.month.count()) if str(self.month.itemData(at)) == month), -1)
        if at >= 0:
            with QSignalBlocker(self.month):
                self.month.setCurrentIndex(at)

    def set_days(self, first: str, last: str) -> None:
        """The days another tab asks for, 2026-11-21; without them the choice stays."""
        for edit, day in ((self.first, first), (self.last, last)):
            if day:
                with QSignalBlocker(edit):
                    edit.setDate(QDate.fromString(day, "yyyy-MM-dd"))

    def options(self) -> Options:
        """What the choices say."""
        number = self.number.text().strip()
        return Options(
            month=self.month.currentData() if self.needs == "month" else None,
            number=self._meant.get(number, number) if self.needs in ("number", "month") else "",
            day=self.first.date().toPython() if self.spans else None,  # type: ignore[arg-type]
            until=self.last.date().toPython() if self.spans else None,  # type: ignore[arg-type]
            by=self.order.currentData() if self.needs == "order" else "",
            language=self.language.currentData() or "",
            paper=self.paper_size.currentData(),
        )

    def _day(self, name: str, day: QDate) -> QDateEdit:
        edit = QDateEdit(day)
        edit.setAccessibleName(self.words(name))
        edit.setToolTip(self.words(name))
        edit.setDisplayFormat("yyyy-MM-dd")
        edit.setCalendarPopup(True)
        dress_calendar(edit.calendarWidget())
        edit.dateChanged.connect(lambda _day: self.changed.emit())
        return edit

    def _combo(self, name: str, choices: list[tuple[str, Any]]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(self.words(name))
        for said, value in choices:
            combo.addItem(said, value)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.currentIndexChanged.connect(lambda _index: self.changed.emit())
        return combo

    def _languages(self) -> QComboBox:
        """As wide as a language, or the heading beside it would be cut; the longer choices are whole in its list."""
        known = [("", self.words(N_("The office's language"))), *LANGUAGES.items()]
        combo = self._combo(N_("Language"), [(said, code) for code, said in known])
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        combo.view().setMinimumWidth(combo.view().sizeHintForColumn(0) + 4 * GAP)
        with QSignalBlocker(combo):
            combo.setCurrentIndex([code for code, _ in known].index(self.words.language))
        return combo

    def _months(self) -> list[tuple[str, Month]]:
        today = self.words.today()
        now = Month(today.year, today.month)
        months = [now.plus(-back) for back in range(MONTHS)]
        return [(self.words.month(each.year, each.month), each) for each in months]

    def _step(self, back: int) -> None:
        at = self.month.currentIndex() + back
        if 0 <= at < self.month.count():
            self.month.setCurrentIndex(at)
