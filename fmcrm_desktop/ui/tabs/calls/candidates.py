"""The line of a candidate: who it may be, and at the right why, with what matched in bold."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.prospect import STAGES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.calls import Candidate, Prospect
from fmcrm_desktop.services.calls.reasons import REASONS
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.tabs.calls.telling import full_name

CANDIDATE = Qt.ItemDataRole.UserRole
HEIGHT = 44
LEFT, MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter


Found = Candidate | Prospect


def spoken(one: Found, words: Words) -> str:
    """The whole line as a screen reader says it."""
    why = f"{words(REASONS[one.reason.why])} {one.reason.text}"
    return words.listed(part for part in (who(one), where(one, words), why) if part)


def who(one: Found) -> str:
    return full_name(one.row.name, one.row.other_name)


def where(one: Found, words: Words) -> str:
    if isinstance(one, Prospect):
        day = words.short_date(one.row.next_day) if one.row.next_day else ""
        step = " ".join(part for part in (one.row.next_step, day) if part)
        return " · ".join((f"{words(N_('Prospect'))} {one.row.number}", words(STAGES[one.row.state]), step))
    parts = [one.unit or one.row.units, words(ROLES[one.row.role]) if one.row.role else ""]
    if one.row.open:
        parts.append(words(N_("{count} open"), count=one.row.open))
    return " · ".join(part for part in parts if part)


class CandidateLine(QStyledItemDelegate):
    """Two lines: name and place; the reason below, its matched part bold."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        place: QRect = option.rect
        one: Found = index.data(CANDIDATE)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.colour("accent_soft"))
        inside = place.adjusted(10, 4, -10, -4)
        half = inside.height() // 2
        upper = QRect(inside.left(), inside.top(), inside.width(), half)
        lower = QRect(inside.left(), inside.top() + half, inside.width(), half)
        painter.setPen(theme.colour("ink"))
        at = self._draw(painter, upper, who(one), bold=True)
        painter.setPen(theme.colour("muted"))
        self._draw(painter, upper.adjusted(at + 10, 0, 0, 0), where(one, self._words))
        self._reason(painter, lower, one)
        painter.restore()

    def _reason(self, painter: QPainter, place: QRect, one: Found) -> None:
        why = one.reason
        sign = "：" if self._words.chinese else ": "
        said = self._words(REASONS[why.why]) + (sign if why.text else "")
        painter.setPen(theme.colour("muted"))
        at = self._draw(painter, place, said)
        for text, bold in (
            (why.text[: why.start], False), (why.text[why.start : why.end], True), (why.text[why.end :], False),
        ):  # fmt: skip
            painter.setPen(theme.colour("accent" if bold else "muted"))
            at += self._draw(painter, place.adjusted(at, 0, 0, 0), text, bold)

    def _draw(self, painter: QPainter, place: QRect, text: str, bold: bool = False) -> int:
        """Draw what fits; gives how wide it is."""
        if place.width() <= 8 or not text:
            return 0
        painter.setFont(theme.font(bold=bold))
        shown = painter.fontMetrics().elidedText(text, theme.ELIDE, place.width())
        painter.drawText(place, int(LEFT | MIDDLE) | int(Qt.TextFlag.TextSingleLine), shown)
        return painter.fontMetrics().horizontalAdvance(shown)


class CandidateList(QListWidget):
    """At most eight lines, as high as they are."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(CandidateLine(words, self))
        self.setAccessibleName(words(N_("Found")))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
