"""What a report answers, as it is being built: its chart, groups with figures, the first rows; or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fmcrm_desktop.model import report_words
from fmcrm_desktop.model.own_report import FIGURES
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.report_answer import Answer, Shown
from fmcrm_desktop.model.report_words import group_said, heading, said
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.chart import ChartView
from fmcrm_desktop.ui.kit.lines import clear
from fmcrm_desktop.ui.kit.text import label, plain
from fmcrm_desktop.ui.qt_office import QtOffice

EMPTY = N_("Nothing fits the filters. Take one out, or choose a longer period.")
MOST = 420
"""Pixels of a table before it scrolls by itself."""


class Cells(QTableWidget):
    """A small table to look at; Enter or a double click opens a row, Ctrl+C copies what is marked."""

    opened = Signal(int)

    def __init__(
        self, name: str, titles: Sequence[str], lines: Sequence[Sequence[str]], right: Sequence[bool]
    ) -> None:
        super().__init__(len(lines), len(titles))
        self._lines = lines
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for at, title in enumerate(titles):
            self.setHorizontalHeaderItem(at, _item(title, right[at]))
            for down, line in enumerate(lines):
                self.setItem(down, at, _item(line[at], right[at]))
        self.resizeColumnsToContents()
        for at in range(len(titles)):
            self.setColumnWidth(at, min(self.columnWidth(at) + 12, 260))
        words = [at for at in range(len(titles)) if not right[at]]
        head.setSectionResizeMode(words[-1] if words else 0, QHeaderView.ResizeMode.Stretch)
        self.setFixedHeight(min(head.sizeHint().height() + theme.ROW * max(len(lines), 1) + 18, MOST))
        self.cellDoubleClicked.connect(lambda row, _column: self.opened.emit(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.opened.emit(self.currentRow())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self._marked())
        else:
            super().keyPressEvent(event)

    def _marked(self) -> str:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return "\n".join("\t".join(self._lines[row]) for row in rows)


def _item(text: str, right: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(plain(text))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item


class Preview(QScrollArea):
    """``opened`` carries the id of the record that a row leads to."""

    opened = Signal(int)

    def __init__(self, office: QtOffice) -> None:
        super().__init__()
        self.office, self.words = office, office.words
        self.answer: Answer | None = None
        self.chart: ChartView | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("kind", "page")
        self.setWidget(inner)
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        whole.setSpacing(theme.GAP_S)
        self._fault = QFrame()
        self._fault.setProperty("kind", "bad")
        inside = QVBoxLayout(self._fault)
        inside.setContentsMargins(12, 8, 12, 8)
        self.sentence = label("", wrap=True)
        inside.addWidget(self.sentence)
        whole.addWidget(self._fault)
        self._fault.hide()
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.GAP_S)
        whole.addLayout(self._body)
        whole.addStretch(1)

    def refuse(self, refusal: Refusal) -> None:
        """Why there is no answer; the last one stays in sight."""
        self.sentence.setText(self.words(refusal.text, **refusal.values))
        self._fault.show()

    def show_answer(self, answer: Answer) -> None:
        """Draw the answer."""
        self._fault.hide()
        self.sentence.setText("")
        self.answer, self.chart = answer, None
        clear(self._body)
        if not answer.whole.count:
            self._body.addWidget(label(self.words(EMPTY), "muted", wrap=True))
            return
        chart = report_words.chart(answer, self.words)
        if chart is not None:
            self._body.addWidget(label(chart.title, "title"))
            self.chart = ChartView(chart)
            self._body.addWidget(self.chart)
        if answer.groups:
            self._body.addWidget(self._groups(answer))
        if answer.more_lines:
            self._body.addWidget(
                label(self.words(N_("There are more groups: print or export them.")), "muted")
            )
        self._sums(answer)
        if answer.columns:
            self._rows(answer)

    def _groups(self, answer: Answer) -> Cells:
        shown = (*answer.groups, *answer.totals)
        lines = [
            (
                *self._said(line.values, answer.groups, answer, group_said),
                *self._said(line.figures, answer.totals, answer, said),
            )
            for line in answer.lines
        ]
        right = [bool(one.total) for one in shown]
        return Cells(self.words(N_("Groups")), [heading(one, self.words) for one in shown], lines, right)

    def _said(
        self, values: Sequence[object], shown: Sequence[Shown], answer: Answer, how: Callable[..., str]
    ) -> list[str]:
        pairs = zip(values, shown, strict=True)
        return [how(value, one, self.words, answer.currency) for value, one in pairs]

    def _sums(self, answer: Answer) -> None:
        figures = self._said(answer.whole.figures, answer.totals, answer, said)
        parts = [
            self.words(N_("{name}: {value}"), name=heading(one, self.words), value=value or "—")
            for one, value in zip(answer.totals, figures, strict=True)
        ]
        if parts:
            self._body.addWidget(label(" · ".join((self.words(N_("All")), *parts)), "title", wrap=True))

    def _rows(self, answer: Answer) -> None:
        counted = self.words(
            N_("The first {shown} of {count} rows"), shown=self.words.number(len(answer.rows)),
            count=self.words.number(answer.whole.count),
        )  # fmt: skip
        self._body.addWidget(label(counted, "muted"))
        lines = [self._said(row.cells, answer.columns, answer, said) for row in answer.rows]
        titles = [heading(one, self.words) for one in answer.columns]
        cells = Cells(
            self.words(N_("First rows")), titles, lines, [one.kind in FIGURES for one in answer.columns]
        )
        cells.opened.connect(lambda at: self._open(answer.rows[at].record))
        self._body.addWidget(cells)

    def _open(self, record: int | None) -> None:
        if record is not None:
            self.opened.emit(record)

    def copy_chart(self) -> None:
        """The chart as a picture; its figures are copied from the table below it."""
        if self.chart is not None:
            QApplication.clipboard().setImage(self.chart.grab().toImage())
