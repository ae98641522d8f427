"""Tab goes as one reads, whatever was made first: in Qt's own chain what joins a bar or a form later stands at the end,
and a page may lie in two pieces with the rest of the window between."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QWidget,
)

from fmcrm_desktop.ui.kit.flow import within


class Readable(QWidget):
    """Every Tab within it passes here before Qt looks for the next."""

    def focusNextPrevChild(self, onward: bool) -> bool:
        return step(self, onward) or super().focusNextPrevChild(onward)


def step(whole: QWidget, onward: bool) -> bool:
    """Give the keyboard to what is read next (or before); False where what has it now is not found."""
    now = QApplication.focusWidget()
    order = [one for one in _read(whole) if one is now or _takes_keys(one)]
    if now is None or now not in order or len(order) < 2:
        return False
    reason = Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason
    order[(order.index(now) + (1 if onward else -1)) % len(order)].setFocus(reason)
    return True


def _takes_keys(one: QWidget) -> bool:
    """Whether Tab stops here. Inside a group of which one is chosen one goes by arrows."""
    if not one.isEnabled() or one.focusProxy() is not None or not one.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    if isinstance(one, QScrollArea):
        return one.verticalScrollBar().maximum() > 0 or one.horizontalScrollBar().maximum() > 0
    return not isinstance(one, QAbstractButton) or _chosen(one)


def _chosen(one: QAbstractButton) -> bool:
    """Whether a button is the chosen one of its group, or no other is."""
    group, holder = one.group(), one.parentWidget()
    if group is not None:
        together = group.buttons() if group.exclusive() else []
    else:
        every = within(holder, QAbstractButton) if one.autoExclusive() and holder is not None else ()
        together = [other for other in every if other.autoExclusive()]
    return one.isChecked() or not any(other.isChecked() for other in together)


def _read(one: QWidget) -> Iterator[QWidget]:
    """A widget that is seen, then what stands in it: lines from above, in a line from the left, a column to its end
    before the next; what no layout holds comes last."""
    if one.isHidden():
        return
    yield one
    if isinstance(one, QScrollArea):
        if (inner := one.widget()) is not None:
            yield from _read(inner)
    elif isinstance(one, QSplitter):
        for at in range(one.count()):
            if (part := one.widget(at)) is not None:
                yield from _read(part)
    elif not isinstance(one, QAbstractScrollArea):
        lay = one.layout()
        within = _children(one)
        placed = list(_placed(lay, within)) if lay is not None else []
        beside = [child for child in within if child not in placed] if not _stacked(lay) else []
        for child in (*placed, *sorted(beside, key=lambda child: (child.y(), child.x()))):
            yield from _read(child)


def _stacked(lay: QLayout | None) -> bool:
    return isinstance(lay, QStackedLayout)


def _children(one: QWidget) -> list[QWidget]:
    return [child for child in one.children() if isinstance(child, QWidget) and not child.isWindow()]


def _placed(lay: QLayout, within: list[QWidget]) -> Iterator[QWidget]:
    """Those of the widgets that a layout holds, or one inside it, as they are read. Its items are never asked for: of
    those Python would go on knowing after Qt has thrown them away (docs/traps.md)."""
    if isinstance(lay, QStackedLayout):
        if (shown := lay.currentWidget()) is not None:
            yield shown
        return
    parts: dict[tuple[int, ...], QWidget | QLayout] = {}
    found: list[tuple[int, QWidget | QLayout]] = [(lay.indexOf(each), each) for each in within]
    found += [(lay.indexOf(each), each) for each in lay.children() if isinstance(each, QLayout)]
    for at, part in found:
        if at >= 0:
            row = cast(tuple[int, ...], lay.getItemPosition(at))[:2] if isinstance(lay, QGridLayout) else ()
            parts[*row, at] = part
    for _at, part in sorted(parts.items(), key=itemgetter(0)):
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _placed(part, within)
