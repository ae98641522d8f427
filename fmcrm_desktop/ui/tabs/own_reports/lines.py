"""The lines of a report being built: one filter, one group, one total each, with the sign that takes it away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fmcrm_desktop.model.own_report import (
    CHOICE,
    COMPARISONS,
    DATES,
    FIGURES,
    MOMENT,
    NAMED,
    OF_ROWS,
    STEPS,
    TAKES,
    TEXT,
    TOTALS,
    Condition,
    Group,
    Total,
)
from fmcrm_desktop.model.report_answer import Shown
from fmcrm_desktop.model.report_words import title
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.own_reports import SubjectShown
from fmcrm_desktop.ui.kit.buttons import FLAT, Button
from fmcrm_desktop.ui.kit.columns import Filter
from fmcrm_desktop.ui.kit.filters import FilterButton
from fmcrm_desktop.ui.qt_office import QtOffice

LEFT = (
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
)  # the button itself runs from right to left
FIRST_GROUP = {MOMENT: "month"}


class Line(QWidget):
    """``changed`` when it says something else, ``gone`` when it is taken away."""

    changed = Signal()
    gone = Signal(object)

    def __init__(self, office: QtOffice, name: str, subject: SubjectShown) -> None:
        super().__init__()
        self.office, self.words = office, office.words
        self.subject, self.columns = subject.name, subject.columns
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(4)
        self.row = QHBoxLayout()
        self.row.setSpacing(4)
        self.whole.addLayout(self.row)
        self.column = self.combo(name)
        self.away = Button("", FLAT, "x").on(lambda: self.gone.emit(self))
        self.away.setAccessibleName(self.words(N_("Take out")))

    def combo(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self.words(name))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(8)
        made.setMinimumWidth(60)
        return made

    def offer(self, box: QComboBox, answers: Iterable[tuple[str, str]], chosen: str = "") -> None:
        """Fill a box with values and their finished words, without a signal."""
        box.blockSignals(True)
        box.clear()
        for value, said in answers:
            box.addItem(said, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(False)

    def titled(self, columns: Iterable[Shown]) -> list[tuple[str, str]]:
        return [(one.key, title(one, self.words)) for one in columns]

    @property
    def shown(self) -> Shown:
        """The column chosen."""
        key = self.column.currentData()
        return next(one for one in self.columns if one.key == key)


class ConditionLine(Line):
    """A column, how it is compared, and with what."""

    def __init__(self, office: QtOffice, subject: SubjectShown, condition: Condition | None = None) -> None:
        super().__init__(office, N_("Column of the filter"), subject)
        columns = self.columns
        self.how = self.combo(N_("Comparison"))
        for each, stretch in ((self.column, 3), (self.how, 3), (self.away, 0)):
            self.row.addWidget(each, stretch)
        self.values = QHBoxLayout()
        self.values.setSpacing(4)
        self.whole.addLayout(self.values)
        self.fields: list[QLineEdit] = []
        self.choice: FilterButton | None = None
        known = {one.key for one in columns}
        start = (
            condition
            if condition is not None and condition.column in known
            else Condition(columns[0].key, "")
        )
        self.offer(self.column, self.titled(columns), start.column)
        self._compare(start.comparison)
        self._edit(start.values)
        self.column.currentIndexChanged.connect(lambda _at: self._other_column())
        self.how.currentIndexChanged.connect(lambda _at: self._other_comparison())

    def _other_column(self) -> None:
        self._compare("")
        self._edit(())
        self.changed.emit()

    def _other_comparison(self) -> None:
        self._edit(self.typed())
        self.changed.emit()

    def _compare(self, chosen: str) -> None:
        asked = COMPARISONS[self.shown.kind].items()
        self.offer(self.how, [(key, self.words(said)) for key, said in asked], chosen)

    def _edit(self, values: Sequence[str]) -> None:
        """The fields for the values, with what was typed before."""
        for widget in (*self.fields, *((self.choice,) if self.choice else ())):
            widget.hide()
            widget.deleteLater()
        self.fields, self.choice = [], None
        wanted = TAKES.get(self.how.currentData(), 0)
        if wanted and self.shown.kind == CHOICE:
            self.choice = FilterButton(self.office, Filter("value", N_("Value"), self.shown.words))
            self.choice.set(tuple(value for value in values if value in self.shown.words))
            self.choice.changed.connect(self.changed)
            self.values.addWidget(self.choice, 0, LEFT)
            return
        for at in range(wanted):
            self.values.addWidget(self._field(values[at] if at < len(values) else ""))

    def _field(self, value: str) -> QLineEdit:
        field = QLineEdit(value)
        field.setAccessibleName(self.words(N_("Value")))
        dated = self.shown.kind in DATES and not self.how.currentData().endswith("days")
        field.setPlaceholderText("2026-11-30" if dated else "")
        field.setMaxLength(500)
        field.textChanged.connect(lambda _text: self.changed.emit())
        if self.shown.kind in (TEXT, NAMED):
            self._suggest(field)
        self.fields.append(field)
        return field

    def _suggest(self, field: QLineEdit) -> None:
        """What the column holds is offered while one types."""
        known = QStringListModel(field)
        completer = QCompleter(known, field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        field.setCompleter(completer)
        key = self.shown.key

        def typed(text: str) -> None:
            if text:
                self.office.ask(
                    field, own_reports.values, self.subject, key, text, then=known.setStringList,
                    refused=lambda _why: None,
                )  # fmt: skip

        field.textEdited.connect(typed)

    def typed(self) -> tuple[str, ...]:
        if self.choice is not None:
            return tuple(map(str, self.choice.values))
        return tuple(field.text() for field in self.fields)

    def value(self) -> Condition:
        return Condition(self.shown.key, self.how.currentData(), self.typed())


class GroupLine(Line):
    """A column to group by; of dates the step."""

    def __init__(self, office: QtOffice, subject: SubjectShown, group: Group | None = None) -> None:
        super().__init__(office, N_("Grouped by"), subject)
        columns = self.columns
        self.step = self.combo(N_("Step"))
        for each, stretch in ((self.column, 3), (self.step, 2), (self.away, 0)):
            self.row.addWidget(each, stretch)
        self.offer(self.column, self.titled(columns), group.column if group else "")
        self._steps(group.step if group else "")
        self.column.currentIndexChanged.connect(lambda _at: self._other_column())
        self.step.currentIndexChanged.connect(lambda _at: self.changed.emit())

    def _other_column(self) -> None:
        self._steps("")
        self.changed.emit()

    def _steps(self, chosen: str) -> None:
        kind = self.shown.kind
        fitting = [(key, self.words(said)) for key, said in STEPS.items() if key != "hour" or kind == MOMENT]
        self.offer(self.step, fitting if kind in DATES else (), chosen or FIRST_GROUP.get(kind, "day"))
        self.step.setVisible(kind in DATES)

    def value(self) -> Group:
        return Group(self.shown.key, self.step.currentData() or "" if self.shown.kind in DATES else "")


class TotalLine(Line):
    """Which figure, and of which column."""

    def __init__(self, office: QtOffice, subject: SubjectShown, total: Total | None = None) -> None:
        super().__init__(office, N_("Of the column"), subject)
        self.kind = self.combo(N_("Total"))
        for each, stretch in ((self.kind, 2), (self.column, 3), (self.away, 0)):
            self.row.addWidget(each, stretch)
        usable = [key for key in TOTALS if key in OF_ROWS or self._fitting(key)]
        self.offer(
            self.kind, [(key, self.words(TOTALS[key])) for key in usable], total.kind if total else "count"
        )
        self._columns(total.column if total else "")
        self.kind.currentIndexChanged.connect(lambda _at: self._other_kind())
        self.column.currentIndexChanged.connect(lambda _at: self.changed.emit())

    def _other_kind(self) -> None:
        self._columns(self.column.currentData() or "")
        self.changed.emit()

    def _fitting(self, kind: str) -> list[Shown]:
        kinds = (*FIGURES, *DATES) if kind in ("least", "most") else FIGURES
        return [one for one in self.columns if kind == "filled" or one.kind in kinds]

    def _columns(self, chosen: str) -> None:
        kind = self.kind.currentData()
        rows = [("", self.words(N_("rows")))] if kind in OF_ROWS else []
        fitting = [] if kind == "count" else self.titled(self._fitting(kind))
        self.offer(self.column, [*rows, *fitting], chosen)
        self.column.setEnabled(kind != "count")

    def value(self) -> Total:
        return Total(self.kind.currentData(), self.column.currentData() or "")
