"""The form in which a report is built: subject, columns, filters, groups, totals, order and chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from fmcrm_desktop.model.own_report import CHARTS, GROUPS, Definition, Total
from fmcrm_desktop.model.report_answer import Shown
from fmcrm_desktop.model.report_words import heading, title
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.own_reports import SubjectShown
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.kit.ticked import TickedList
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.own_reports.lines import ConditionLine, GroupLine, Line, TotalLine

L = TypeVar("L", bound=Line)


class Columns(TickedList):
    """All columns of the subject with a tick each, those shown first and in their order."""

    def __init__(self, office: QtOffice) -> None:
        super().__init__(office.words, N_("Columns"))
        self.words = office.words
        self.view.setFixedHeight(188)

    def show_columns(self, columns: Sequence[Shown], chosen: Sequence[str]) -> None:
        known = {one.key: one for one in columns}
        first = [known[key] for key in chosen if key in known]
        rest = [each for each in columns if each not in first]
        self.show_lines((one.key, title(one, self.words), one in first) for one in (*first, *rest))


class Lines(QWidget, Generic[L]):
    """Lines of one sort under their title, with the button that adds one."""

    changed = Signal()

    def __init__(
        self, office: QtOffice, titles: tuple[str, str], make: Callable[[Any], L], most: int
    ) -> None:
        super().__init__()
        self._make, self._most = make, most
        self.lines: list[L] = []
        self.add = Button(office.words(titles[1]), FILTER, "plus").on(self._new)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(6)
        self._whole.addWidget(side_by_side(label(office.words(titles[0]), "title"), None, self.add))

    def put(self, value: Any = None) -> L:
        line = self._make(value)
        line.changed.connect(self.changed)
        line.gone.connect(self._drop)
        self.lines.append(line)
        self._whole.addWidget(line)
        self.add.setEnabled(len(self.lines) < self._most)
        return line

    def show_values(self, values: Sequence[Any]) -> None:
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        self.add.setEnabled(True)
        for value in values:
            self.put(value)

    def _new(self) -> None:
        self.put().column.setFocus()
        self.changed.emit()

    def _drop(self, line: L) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        self.add.setEnabled(True)
        self.add.setFocus()
        self.changed.emit()

    def values(self) -> tuple[Any, ...]:
        return tuple(line.value() for line in self.lines)  # type: ignore[attr-defined]


class DefinitionForm(QWidget):
    """``changed`` with every choice and key."""

    changed = Signal()

    def __init__(self, office: QtOffice) -> None:
        super().__init__()
        self.office, self.words = office, office.words
        self.subjects: dict[str, SubjectShown] = {}
        self.subject = self._combo(N_("Report on"))
        self.columns = Columns(office)
        self.conditions = Lines(office, (N_("Filters"), N_("Add a filter")), self._condition, 20)
        self.groups = Lines(office, (N_("Groups"), N_("Add a group")), self._group, GROUPS)
        self.totals = Lines(office, (N_("Totals"), N_("Add a total")), self._total, 20)
        self.sort = self._combo(N_("Order"))
        self.descending = QCheckBox(self.words(N_("Descending")))
        self.chart = self._combo(N_("Chart"))
        for key, said in CHARTS.items():
            self.chart.addItem(self.words(said), key)
        self._lay_out()
        self.subject.currentIndexChanged.connect(lambda _at: self._other_subject())
        for part in (self.columns, self.conditions, self.groups):
            part.changed.connect(self.changed)
        self.totals.changed.connect(self._other_totals)
        self.sort.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.chart.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.descending.toggled.connect(lambda _on: self.changed.emit())

    def _combo(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self.words(name))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return made

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        whole.setSpacing(theme.GAP_S)
        parts: tuple[tuple[str, QWidget], ...] = (
            (N_("Report on"), self.subject), (N_("Columns"), self.columns), ("", self.conditions), ("", self.groups),
            ("", self.totals),
        )  # fmt: skip
        for said, widget in parts:
            if said:
                whole.addWidget(label(self.words(said), "title"))
            whole.addWidget(widget)
            whole.addSpacing(theme.GAP_XS)
        whole.addWidget(label(self.words(N_("Order")), "title"))
        beside = QHBoxLayout()
        whole.addLayout(beside)
        beside.addWidget(self.sort, 1)
        beside.addWidget(self.descending)
        whole.addWidget(label(self.words(N_("Chart")), "title"))
        whole.addWidget(self.chart)
        whole.addStretch(1)

    # lines

    @property
    def present(self) -> SubjectShown:
        return self.subjects[self.subject.currentData()]

    def _condition(self, value: Any) -> ConditionLine:
        return ConditionLine(self.office, self.present, value)

    def _group(self, value: Any) -> GroupLine:
        return GroupLine(self.office, self.present, value)

    def _total(self, value: Any) -> TotalLine:
        return TotalLine(self.office, self.present, value)

    # what it shows

    def know(self, subjects: Sequence[SubjectShown]) -> None:
        """The subjects there are, in the order in which they are offered."""
        self.subjects = {one.name: one for one in subjects}
        self.subject.blockSignals(True)
        self.subject.clear()
        for one in subjects:
            self.subject.addItem(self.words(one.title), one.name)
        self.subject.blockSignals(False)

    def fresh(self, subject: str) -> Definition:
        """A new report on a subject."""
        return Definition(subject, self.subjects[subject].starts, totals=(Total("count"),))

    def show_definition(self, it: Definition) -> None:
        """Show a report without a signal."""
        self.blockSignals(True)
        self.subject.blockSignals(True)
        self.subject.setCurrentIndex(self.subject.findData(it.subject))
        self.subject.blockSignals(False)
        self.columns.show_columns(self.present.columns, it.columns)
        self.conditions.show_values(it.conditions)
        self.groups.show_values(it.groups)
        self.totals.show_values(it.totals)
        self._orders(it.sort)
        self.descending.setChecked(it.descending)
        self.chart.setCurrentIndex(max(self.chart.findData(it.chart), 0))
        self.blockSignals(False)

    def _other_subject(self) -> None:
        self.show_definition(self.fresh(self.subject.currentData()))
        self.changed.emit()

    def _other_totals(self) -> None:
        self._orders(self.sort.currentData() or "")
        self.changed.emit()

    def _orders(self, chosen: str) -> None:
        """Orders there can be: by a column, or by a total for the groups."""
        self.sort.blockSignals(True)
        self.sort.clear()
        self.sort.addItem(self.words(N_("As it comes")), "")
        columns = {one.key: one for one in self.present.columns}
        for at, total in enumerate(self.totals.values()):
            of = columns.get(total.column, Shown("", "", "number"))
            named = Shown(of.key, of.title, of.kind, other_title=of.other_title, total=total.kind)
            self.sort.addItem(self.words(N_("Groups by {total}"), total=heading(named, self.words)), f"#{at}")
        for one in self.present.columns:
            self.sort.addItem(self.words(N_("Rows by {column}"), column=title(one, self.words)), one.key)
        self.sort.setCurrentIndex(max(self.sort.findData(chosen), 0))
        self.sort.blockSignals(False)

    def definition(self) -> Definition:
        """The report as it is built now."""
        return Definition(
            self.subject.currentData(), self.columns.value(), self.conditions.values(), self.groups.values(),
            self.totals.values(), self.sort.currentData() or "", self.descending.isChecked(),
            self.chart.currentData() or "",
        )  # fmt: skip
