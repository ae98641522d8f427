"""One search for everything (Ctrl+K): what is found, grouped by kind, each with the reason it was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import FIND, FOUND_IN, case_of

KINDS = {
    "person": N_("People"), "company": N_("People"), "unit": N_("Units"), "building": N_("Buildings"),
    "order": N_("Work orders"), "work_order": N_("Work orders"), "complaint": N_("Complaints"),
    "call": N_("Calls"), "event": N_("Calendar"), "note": N_("Notes"),
    "letter": N_("Letters"), "issued_document": N_("Contracts and documents"),
    "notice": N_("Notices"), "equipment": N_("Equipment"), "plan": N_("Plans"),
    "article": N_("Knowledge"),
    "commendation": N_("Praise"), "suggestion": N_("Suggestions"), "case_study": N_("Case book"),
    "post_item": N_("Post in and out"), "counter_visit": N_("Counter"),
    "procedure": N_("Procedures"), "corrective_action": N_("Actions"), "gap_plan": N_("Plans to close gaps"),
    "survey": N_("Surveys"), "skill": N_("Skills"), "territory": N_("Territories"), "bill": N_("Bills"),
    "agreement": N_("Agreements"), "part": N_("Parts list"), "lead": N_("Prospects"), "campaign": N_("Campaigns"),
    "committee_meeting": N_("Meetings of the committee"), "decision": N_("Decisions"), "opinion": N_("Opinions"),
    "dispute": N_("Disputes"),
}  # fmt: skip
LIMIT = 24
ROW, HEAD = 38, 26


class SearchBox(QLineEdit):
    """What FIND gives are rows with kind, ref, title, subtitle; ``opened`` when one was gone to."""

    opened = Signal()

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._shown, self._wanted = "", False
        """What the finds in sight were asked for; whether Enter waits for those of what is typed now."""
        hint = office.words(N_("Find anyone: name, unit, phone, number, any word…"))
        self.setProperty("kind", "search")
        self.setPlaceholderText(hint)
        self.setToolTip(hint)
        self.setAccessibleName(office.words(N_("Find anything")))
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMaximumWidth(520)
        self.setMinimumWidth(180)
        self._key: QLabel = label("Ctrl K", "key", self)
        self.results = Results(office, self)
        self.results.chosen.connect(self._open)
        self.textEdited.connect(self._typed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._key.sizeHint()
        self.setTextMargins(0, 0, size.width() + 8, 0)
        self._key.setGeometry(self.width() - size.width() - 10, (self.height() - 20) // 2, size.width(), 20)

    def _typed(self, text: str) -> None:
        self._key.setVisible(not text)
        self._wanted = False
        asked = text.strip()
        if asked:
            self._office.ask(self, case_of(FIND), asked, LIMIT, then=lambda found: self._found(asked, found))
        else:
            self.results.hide()

    def _found(self, asked: str, found: Sequence[Any]) -> None:
        if self.text().strip():
            self.results.show_found(list(found))
            self._shown = asked
            if self._wanted:
                self._take()

    def _take(self) -> None:
        """Open the find; a scanner presses Enter before what it typed is found, and must not open another."""
        self._wanted = self._shown != self.text().strip()
        if not self._wanted:
            self.results.take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.results.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.results.hide()

    def leave(self) -> None:
        """Empty the search and close what it found."""
        self.clear()
        self._shown, self._wanted = "", False
        self._key.show()
        self.results.hide()

    def _open(self, found: Any) -> None:
        self.leave()
        # a note, and a letter, open what they hang on
        kind, ref = getattr(found, "on", None) or (found.kind, found.ref)
        tab, _, section = FOUND_IN.get(kind, "owners").partition("/")
        if kind in ("unit", "building"):
            self._office.go(Link(tab, where={kind: (ref,)}))
        else:
            self._office.go(Link(tab, id=ref, section=section))
        self.opened.emit()


class Results(QFrame):
    """The list below the search; the focus stays in the field."""

    chosen = Signal(object)

    def __init__(self, office: QtOffice, field: QLineEdit) -> None:
        super().__init__(field.window())
        self._office, self._field = office, field
        self._rows: list[Any] = []
        self._at = 0
        self.setProperty("kind", "card")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(office.words(N_("Found")))
        field.installEventFilter(self)
        self.hide()

    @property
    def rows(self) -> list[Any]:
        return self._rows

    def show_found(self, rows: list[Any]) -> None:
        """Grouped by kind, the kind of the first find first."""
        order = list(dict.fromkeys(KINDS.get(row.kind, row.kind) for row in rows))
        self._rows = sorted(rows, key=lambda row: order.index(KINDS.get(row.kind, row.kind)))
        self._at = 0
        window = self._field.window()
        while self._rows and self._height() > window.height() - 100:
            self._rows.pop()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.resize(max(self._field.width(), 420), self._height())
        self.move(self._field.mapTo(window, QPoint(0, self._field.height() + 4)))
        self.setAccessibleDescription("\n".join(f"{row.title} {row.subtitle}" for row in self._rows))
        self.show()
        self.raise_()
        self.update()

    def _groups(self) -> int:
        return len({KINDS.get(row.kind, row.kind) for row in self._rows})

    def _height(self) -> int:
        return ROW * len(self._rows) + HEAD * self._groups() + 12 if self._rows else 48

    def _places(self) -> list[tuple[QRect, str]]:
        """Where each row stands, with the title of the group it begins."""
        y, before, places = 6, "", []
        for row in self._rows:
            group = KINDS.get(row.kind, row.kind)
            head = group if group != before else ""
            y += HEAD if head else 0
            places.append((QRect(6, y, self.width() - 12, ROW), head))
            y, before = y + ROW, group
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        if not self._rows:
            painter.setPen(theme.colour("muted"))
            nothing = self._office.words(N_("Nothing found. Try fewer words."))
            painter.drawText(self.rect().adjusted(14, 0, -14, 0), int(Qt.AlignmentFlag.AlignVCenter), nothing)
            return
        for at, (place, head) in enumerate(self._places()):
            if head:
                painter.setFont(theme.font(theme.SMALL, bold=True))
                painter.setPen(theme.colour("muted"))
                above = QRect(place.x() + 8, place.y() - HEAD, place.width(), HEAD)
                painter.drawText(above, int(Qt.AlignmentFlag.AlignVCenter), self._office.words(head))
            self._row(painter, place, self._rows[at], at == self._at)

    def _row(self, painter: QPainter, place: QRect, row: Any, now: bool) -> None:
        if now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(place, 4, 4)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("ink"))
        metrics = painter.fontMetrics()
        title = metrics.elidedText(row.title, theme.ELIDE, place.width() * 6 // 10)
        painter.drawText(place.adjusted(8, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), title)
        used = metrics.horizontalAdvance(title) + 20
        painter.setPen(theme.colour("muted"))
        rest = place.adjusted(used, 0, -8, 0)
        said = metrics.elidedText(row.subtitle or "", theme.ELIDE, rest.width())
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), said)

    def step(self, by: int) -> None:
        if self._rows:
            self._at = (self._at + by) % len(self._rows)
            self.update()

    def take(self) -> None:
        """Open the marked one."""
        if self.isVisible() and self._rows:
            self.chosen.emit(self._rows[self._at])

    def _under(self, event: QMouseEvent) -> int:
        spot = event.position().toPoint()
        return next((at for at, (place, _) in enumerate(self._places()) if place.contains(spot)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if (at := self._under(event)) >= 0:
            self._at = at
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (at := self._under(event)) >= 0:
            self._at = at
            self.take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Hide, QEvent.Type.Resize):
            self.hide()
        return False

    def sizeHint(self) -> QSize:
        return QSize(420, 200)
