"""The least a window costs: bare Qt and sqlite3, one table of fifty rows; then the same hands as in the program.

``python benchmarks/window_floor.py start|use|quality|desk OFFICE`` prints figures as JSON, as window_program.py does.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

BEGIN = float(os.environ["BENCH_BEGIN"])

from PySide6.QtCore import QAbstractTableModel, QDate, QEvent, QModelIndex, QObject, QRectF, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QColor, QPainter, QPaintEvent  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

FIGURES: dict[str, Any] = {}
SIZE = (1366, 820)
TYPED = ("elevator", "1381", "wangwei", "leaking tap", "w-2610")
LISTED = (
    "select w.id, w.number, w.summary, u.label, w.state, w.priority, w.due from work_order w "
    "left join unit u on u.id = w.unit_id "
)
FOUND = (
    "select d.id, d.title, d.subtitle, d.kind, d.ref, '', '' from document_fts f join document d on d.id = f.rowid "
    "where document_fts match ? order by f.rowid desc limit 24"
)
ALL = "select id from work_order where archived is null order by received desc, id desc"
COMPLAINTS = (
    "select w.id, w.number, w.subject, u.label, w.state, w.severity, w.due from complaint w "
    "left join unit u on u.id = w.unit_id "
)
NARROWED = (
    "state in ('received', 'acknowledged', 'investigating', 'action_agreed')", "category_id = 11", "person_id = 77",
    "gap = 'respect' and received >= '2026-02-28 16:00:00' and received < '2026-03-31 16:00:00'",
)  # fmt: skip
"""What window_program.py narrows the register of complaints by."""
WORDS = ("elevator", "c-2610", "wangwei")
DATED = (
    "select substr(starts, 1, 10), substr(starts, 12, 5) || ' ' || title from event where starts >= ? and starts < ? "
    "order by starts"
)
NONE = QModelIndex()
CHUNK = 100


class Model(QAbstractTableModel):
    """All ids, rows by the hundred as they are seen."""

    def __init__(self, raw: sqlite3.Connection, listed: str = LISTED) -> None:
        super().__init__()
        self.raw, self.listed = raw, listed
        self.ids, self.chunks = array("q"), {}  # type: ignore[var-annotated]

    def whole(self, asked: str = ALL, *values: object) -> None:
        self.beginResetModel()
        found = self.raw.execute(asked, values)
        self.ids, self.chunks = array("q", (id for (id,) in found)), {}
        self.endResetModel()

    def these(self, rows: list[Any]) -> None:
        self.beginResetModel()
        self.ids, self.chunks = array("q", (row[0] for row in rows)), {0: rows}
        self.endResetModel()

    def rowCount(self, parent: Any = NONE) -> int:
        return len(self.ids)

    def columnCount(self, parent: Any = NONE) -> int:
        return 6

    def data(self, index: Any, role: int = 0) -> Any:
        if role:
            return None
        number, at = divmod(index.row(), CHUNK)
        if number not in self.chunks:
            wanted = self.ids[number * CHUNK : (number + 1) * CHUNK]
            rows = self.raw.execute(self.listed + f"where w.id in ({','.join(map(str, wanted))})")
            known = {row[0]: row for row in rows}
            self.chunks[number] = [known[id] for id in wanted]
        return self.chunks[number][at][index.column() + 1]


class Month(QWidget):
    """One widget that paints its entries."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        super().__init__()
        self.raw, self.first, self.days = raw, QDate(2026, 11, 1), {}  # type: ignore[var-annotated]

    def step(self, by: int) -> None:
        self.first = self.first.addMonths(by)
        self.days = {}
        window = (
            self.first.addDays(-7).toString("yyyy-MM-dd"),
            self.first.addDays(40).toString("yyyy-MM-dd"),
        )
        for day, title in self.raw.execute(DATED, window):
            self.days.setdefault(day, []).append(title)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, metrics = QPainter(self), self.fontMetrics()
        wide, high, line = self.width() / 7, self.height() / 6, metrics.height() + 1
        start = self.first.addDays(1 - self.first.dayOfWeek())
        for at in range(42):
            day, x, y = start.addDays(at), at % 7 * wide, at // 7 * high
            painter.setPen(QColor("#999"))
            painter.drawRect(QRectF(x, y, wide, high))
            painter.drawText(QRectF(x + 4, y + 2, wide - 8, line), 0, str(day.day()))
            for n, title in enumerate(
                self.days.get(day.toString("yyyy-MM-dd"), [])[: int((high - line) // line)]
            ):
                place = QRectF(x + 3, y + line * (n + 1) + 4, wide - 6, line - 1)
                painter.fillRect(place, QColor("#dbe9ff"))
                painter.setPen(QColor("black"))
                painter.drawText(
                    place, 0, metrics.elidedText(title, Qt.TextElideMode.ElideRight, int(wide - 8))
                )


def table(model: Model) -> QTableView:
    made = QTableView()
    made.setModel(model)
    made.verticalHeader().hide()
    made.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    made.verticalHeader().setDefaultSectionSize(34)
    made.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    return made


class Window(QMainWindow):
    """A search, a list and room beside it."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        super().__init__()
        self.raw = raw
        self.resize(*SIZE)
        self.search, self.model, self.found = QLineEdit(), Model(raw), Model(raw)
        self.model.these(
            raw.execute(
                LISTED + "where w.archived is null order by w.received desc, w.id desc limit 50"
            ).fetchall()
        )
        self.list, self.results = table(self.model), table(self.found)
        self.results.setParent(self)
        self.results.hide()
        self.search.textEdited.connect(self.typed)
        split = QSplitter()
        split.addWidget(self.list)
        split.addWidget(QWidget())
        split.setSizes([520, 846])
        self.pages = QStackedWidget()
        self.pages.addWidget(split)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.addWidget(self.search)
        column.addWidget(self.pages)
        self.setCentralWidget(whole)

    def typed(self, text: str) -> None:
        marks = " AND ".join(f'"{part}"*' for part in text.replace("-", " ").split())
        self.found.these(self.raw.execute(FOUND, (marks,)).fetchall())
        self.results.setGeometry(10, 40, 520, 600)
        self.results.show()
        self.results.raise_()

    def page(self) -> QWidget:
        """A tab as they are: a search and a list at the left, fields at the right."""
        made = QWidget()
        row, left, form = QHBoxLayout(made), QVBoxLayout(), QFormLayout()
        left.addWidget(QLineEdit())
        model = Model(self.raw)
        model.whole()
        left.addWidget(table(model))
        row.addLayout(left)
        for n in range(15):
            form.addRow(f"Field {n}", (QLineEdit, QComboBox, QDateEdit, QCheckBox)[n % 4]())
        row.addLayout(form)
        self.pages.addWidget(made)
        self.pages.setCurrentWidget(made)
        return made


class Painted(QObject):
    """Sees the first paint."""

    seen = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(0, filled)
        return False


def filled() -> None:
    FIGURES["list"] = time.monotonic() - BEGIN
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    FIGURES["memory"] = next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
    if sys.argv[1] == "desk":
        timed(lambda: None)
        typing("typed")
        saving(opening())
    elif sys.argv[1] != "start":
        use()
    print(json.dumps(FIGURES), flush=True)
    os._exit(0)


def timed(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    app.processEvents()
    return time.perf_counter() - begin


def use() -> None:
    timed(lambda: None)
    typing("typed")
    window.model.whole()
    timed(lambda: None)
    bar = window.list.verticalScrollBar()
    FIGURES["page"] = [timed(lambda n=n: bar.setValue(n * 600)) for n in range(1, 41)]
    parts = (0.5, 0.9, 0.1, 0.99, 0.3, 0.7, 0.2, 0.6)
    FIGURES["jump"] = [timed(lambda part=part: bar.setValue(int(bar.maximum() * part))) for part in parts]
    if sys.argv[1] == "quality":
        narrowing()
    pages = opening()
    FIGURES["again"] = [timed(lambda page=page: window.pages.setCurrentWidget(page)) for page in pages * 4]
    month = Month(raw)
    window.pages.addWidget(month)
    window.pages.setCurrentWidget(month)
    timed(lambda: None)
    FIGURES["month"] = [timed(lambda: month.step(-1)) for _ in range(12)]
    if len(sys.argv) > 3:
        beside()


def narrowing() -> None:
    """Complaints in the list: by a condition, then by words as they are typed into a field."""
    from PySide6.QtTest import QTest

    model = Model(raw, COMPLAINTS)
    window.list.setModel(model)
    ids = "select id from complaint where archived is null and {} order by received desc, id desc"
    FIGURES["narrowed"] = [timed(lambda said=said: model.whole(ids.format(said))) for said in NARROWED * 5]
    found = (
        "select d.ref from document_fts f join document d on d.id = f.rowid where document_fts match ? "
        "order by f.rowid desc"
    )

    def typed(text: str) -> None:
        model.whole(found, f'xkindcomplaint AND "{text.replace("-", " ")}"*')

    window.search.textEdited.disconnect()
    window.search.textEdited.connect(typed)
    times = FIGURES["words"] = []
    for word in WORDS:
        window.search.clear()
        window.search.setFocus()
        timed(lambda: None)
        times += [timed(lambda letter=letter: QTest.keyClick(window.search, letter)) for letter in word]


def opening() -> list[QWidget]:
    pages: list[QWidget] = []
    FIGURES["first"] = [timed(lambda: pages.append(window.page())) for _ in range(5)]
    return pages


def saving(pages: list[QWidget]) -> None:
    """A call is kept with its deed, its line in the change log and its words, durable; then a page is shown again."""
    raw.execute("pragma synchronous = full")
    copies = [copying(table) for table in ("call", "deed", "audit", "document")]
    words = "insert into document_fts (rowid, words) select id, words from document order by id desc limit 1"

    def save(page: QWidget) -> None:
        with raw:
            for sql in (*copies, words):
                raw.execute(sql)
        window.pages.setCurrentWidget(page)

    FIGURES["saved"] = [timed(lambda page=page: save(page)) for page in pages * 3]


def copying(table: str) -> str:
    """The last row of a table once more, what must differ made different."""
    named = [row[1] for row in raw.execute(f"pragma table_info({table})")]
    same = {"id": "id + 1", "ref": "ref + 1"}
    taken = ", ".join(same.get(name, f'"{name}"') for name in named)
    return f'insert into "{table}" select {taken} from "{table}" order by id desc limit 1'


def typing(key: str) -> None:
    from PySide6.QtTest import QTest

    times = FIGURES[key] = []
    for word in TYPED:
        window.search.clear()
        window.search.setFocus()
        window.results.hide()
        timed(lambda: None)
        times += [timed(lambda letter=letter: QTest.keyClick(window.search, letter)) for letter in word]
    window.results.hide()


def beside() -> None:
    import subprocess

    command, silent = [sys.executable, "-m", "benchmarks.printer", sys.argv[2]], subprocess.DEVNULL
    printer = subprocess.Popen(command, stdout=silent, stderr=silent)
    time.sleep(2)
    window.pages.setCurrentIndex(0)
    typing("beside")
    printer.kill()
    printer.wait()


if __name__ == "__main__":
    app = QApplication(["floor"])
    app.setStyle("Fusion")
    raw = sqlite3.connect(sys.argv[2])
    raw.execute("pragma cache_size = -32768")
    window = Window(raw)
    painted = Painted()
    window.list.viewport().installEventFilter(painted)
    window.show()
    app.exec()
