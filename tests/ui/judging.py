"""What must be true of every place of the window: names for screen readers, nothing cut, Tab goes everywhere once in
reading order, and one sees where the keyboard is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from fmcrm_desktop.ui.desk import Desk
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.kit.text import Elided
from fmcrm_desktop.ui.office_menu import KEYS
from tests.ui.at_work import until
from tests.ui.walking import HEIGHT, WIDTH, inside

PARTS = QScrollBar | QSplitterHandle | QHeaderView
"""Parts of another widget, which has the name."""
MOST = 400
"""Presses of Tab after which it is a trap."""


def path(widget: QWidget) -> str:
    """Where a widget is, for the person who has to mend it."""
    above, up = [], widget
    while up is not None and len(above) < 4:
        above.append(type(up).__name__)
        up = up.parentWidget()
    return f"{' < '.join(above)} {spoken(widget)!r}"


def spoken(widget: QWidget) -> str:
    """What a screen reader says of it."""
    seen = QAccessible.queryAccessibleInterface(widget)
    return seen.text(QAccessible.Text.Name).strip() if seen is not None else ""


# names


def nameless(tab: QWidget) -> Iterator[str]:
    """What takes the keyboard or a press and has no name."""
    for one in inside(tab):
        if (takes_keys(one) or isinstance(one, QAbstractButton)) and not _is_part(one) and not spoken(one):
            yield path(one)


def takes_keys(one: QWidget) -> bool:
    """Whether Tab comes to it. A widget with a proxy hands the keyboard on."""
    return (
        one.isEnabled()
        and bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and one.focusProxy() is None
        and not _is_part(one)
        and not (isinstance(one, QScrollArea) and not _scrolls(one))
    )


def _is_part(one: QWidget) -> bool:
    holder = one.parentWidget()
    return (
        isinstance(one, PARTS)
        or (isinstance(one, QLineEdit) and isinstance(holder, QAbstractSpinBox | QComboBox))
        or (isinstance(one, QToolButton) and isinstance(holder, QTabBar | QLineEdit))
        or one.objectName().startswith("qt_")
    )


def _scrolls(one: QAbstractScrollArea) -> bool:
    return one.verticalScrollBar().maximum() > 0 or one.horizontalScrollBar().maximum() > 0


# keys


def twice(tab: QWidget) -> Iterator[str]:
    """Keys that two things of the window want at once: Qt gives them to neither. The window's own are not in a desk;
    what a form saves by is its own while the keyboard is in it."""
    desk: QWidget | None = tab
    while not isinstance(desk, Desk):
        assert desk is not None
        desk = desk.parentWidget()
    wanted: dict[str, list[str]] = {key: ["the window"] for key in KEYS}
    near = Qt.FindChildOption.FindDirectChildrenOnly
    here = [*desk.findChildren(QShortcut, options=near), *desk.top.findChildren(QShortcut)]
    for one in [*here, *desk.present.findChildren(QShortcut)]:
        holder = one.parent()
        if isinstance(holder, QWidget) and not isinstance(holder, FormPage) and holder.isVisible():
            wanted.setdefault(one.key().toString(), []).append(path(holder))
    actions: list[object] = []  # one of a list acts on the page beside it, too
    for shown in inside(tab):
        for action in shown.actions():
            if not action.shortcut().isEmpty() and action.isEnabled() and action not in actions:
                actions.append(action)
                wanted.setdefault(action.shortcut().toString(), []).append(path(shown))
    for said, places in wanted.items():
        if len(places) > 1:
            yield f"{said}: {'; '.join(places)}"


# cut texts


def cut(tab: QWidget) -> Iterator[str]:
    """Texts wider or higher than their place. One that ends in … must say the whole on hover. And a place that asks
    for more than the window has, so that its foot lies below the screen."""
    if (has := tab.window().size()) != QSize(WIDTH, HEIGHT):
        yield f"the window has grown to {has.width()} × {has.height()}"
    if not until(lambda: tab.minimumSizeHint().boundedTo(tab.size()) == tab.minimumSizeHint(), 2_000):
        asks = tab.minimumSizeHint()  # texts ask for more until they know how wide they are
        yield f"asks for {asks.width()} × {asks.height()} and has {tab.width()} × {tab.height()}"
    for one in inside(tab):
        for kind, look in CUTS:
            if isinstance(one, kind) and (said := look(one)):
                yield f"{path(one)}: {said}"
        wide = one.widget() if isinstance(one, QScrollArea) else None
        if wide is not None and wide.width() > one.viewport().width():
            yield f"{path(one)}: page of {wide.width()} in {one.viewport().width()}"
        holder = one.parentWidget()
        if holder is not None and _leaf(one) and not _scrolled(one):
            mine, room = one.geometry(), holder.rect()
            over = mine.right() - room.right(), mine.bottom() - room.bottom()
            if max(over) > 1:
                yield f"{path(one)}: reaches {over} beyond {type(holder).__name__}"


def wide(tab: QWidget) -> Iterator[str]:
    """Lists of which the last column lies beyond the window, though nobody has moved a column."""
    for one in inside(tab):
        if isinstance(one, QTableView) and one.horizontalScrollBar().maximum() > 0:
            yield f"{path(one)}: {one.horizontalScrollBar().maximum()} beyond its {one.width()}"


def overlaps(tab: QWidget) -> Iterator[str]:
    """Texts and buttons that lie over each other, of one holder or of two: what is seen of each is compared."""
    seen = [(_in_sight(one, tab), one) for one in inside(tab) if _leaf(one)]
    seen = sorted(
        ((place, one) for place, one in seen if not place.isEmpty()), key=lambda each: each[0].top()
    )
    for at, (place, one) in enumerate(seen):
        for below, other in seen[at + 1 :]:
            if below.top() > place.bottom():
                break
            shared = place.intersected(below)
            if shared.width() > 2 and shared.height() > 2 and not _of_one(one, other):
                yield f"{path(one)} over {path(other)}"


def _in_sight(one: QWidget, tab: QWidget) -> QRect:
    """Where a widget is in the tab, as far as what holds it does not cut it off."""
    place, up = QRect(one.mapTo(tab, QPoint()), one.size()), one.parentWidget()
    while up is not None and up is not tab:
        place = place.intersected(QRect(up.mapTo(tab, QPoint()), up.size()))
        up = up.parentWidget()
    return place


def _of_one(one: QWidget, other: QWidget) -> bool:
    """Whether one of them is a part of the other (the key in a search field)."""
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def _leaf(one: QWidget) -> bool:
    return isinstance(one, QLabel | QAbstractButton | QComboBox | QLineEdit) and not _is_part(one)


def _scrolled(one: QWidget) -> bool:
    holder = one.parentWidget()
    return isinstance(holder, QScrollArea) or (
        holder is not None and isinstance(holder.parentWidget(), QAbstractItemView)
    )


def _label(one: QLabel) -> str:
    text = one.text().replace("\u200b", "")
    if not text or one.textFormat() == Qt.TextFormat.RichText:
        return ""
    room = one.contentsRect()
    metrics = QFontMetrics(one.font())
    if one.wordWrap():
        needed = one.heightForWidth(one.width())
        return f"needs {needed} of {one.height()} height" if needed > one.height() + 1 else ""
    needed = max(metrics.horizontalAdvance(line) for line in text.split("\n"))
    if needed <= room.width() + 1:
        return ""
    hidden = isinstance(one, Elided) and text in one.toolTip().replace("\u200b", "")
    return "" if hidden else f"needs {needed} of {room.width()}"


def _push(one: QPushButton) -> str:
    option = QStyleOptionButton()
    one.initStyleOption(option)
    room = one.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, one).width()
    text = one.text().replace("&&", "&")
    icon = one.iconSize().width() + 4 if not one.icon().isNull() else 0
    needed = one.fontMetrics().horizontalAdvance(text) + icon
    if not text or needed <= room + 1 or text in one.toolTip().replace("\u200b", ""):
        return ""
    return f"needs {needed} of {room}"


def _ticked(one: QCheckBox | QRadioButton) -> str:
    option = QStyleOptionButton()
    one.initStyleOption(option)
    part = QStyle.SubElement
    what = part.SE_CheckBoxContents if isinstance(one, QCheckBox) else part.SE_RadioButtonContents
    room = one.style().subElementRect(what, option, one).width()
    needed = one.fontMetrics().horizontalAdvance(one.text().replace("&&", "&"))
    return f"needs {needed} of {room}" if needed > room + 1 and one.text() not in one.toolTip() else ""


def _combo(one: QComboBox) -> str:
    option = QStyleOptionComboBox()
    one.initStyleOption(option)
    edit = QStyle.SubControl.SC_ComboBoxEditField
    room = one.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, edit, one).width()
    needed = one.fontMetrics().horizontalAdvance(one.currentText())
    hidden = needed <= room + 1 or one.currentText() in one.toolTip().replace("\u200b", "")
    return "" if hidden else f"{one.currentText()!r} needs {needed} of {room}"


def _head(one: QHeaderView) -> str:
    model = one.model()
    if model is None or one.orientation() != Qt.Orientation.Horizontal:
        return ""
    for at in range(one.count()):
        text = str(model.headerData(at, one.orientation()) or "")
        needed = QFontMetrics(one.font()).horizontalAdvance(text) + 8
        tip = str(model.headerData(at, one.orientation(), Qt.ItemDataRole.ToolTipRole) or "")
        if not one.isSectionHidden(at) and needed > one.sectionSize(at) and text not in tip:
            return f"{text!r} needs {needed} of {one.sectionSize(at)}"
    return ""


def _tabs(one: QTabBar) -> str:
    for at in range(one.count()):
        needed = one.fontMetrics().horizontalAdvance(one.tabText(at))
        if one.tabRect(at).right() > one.width() and not one.usesScrollButtons():
            return f"{one.tabText(at)!r} ends at {one.tabRect(at).right()} of {one.width()}"
        if needed > one.tabRect(at).width():
            return f"{one.tabText(at)!r} needs {needed} of {one.tabRect(at).width()}"
    return ""


def _hint(one: QLineEdit) -> str:
    text = one.placeholderText()
    if not text or one.text():
        return ""
    room = one.width() - one.textMargins().left() - one.textMargins().right() - 12
    needed = one.fontMetrics().horizontalAdvance(text)
    return f"{text!r} needs {needed} of {room}" if needed > room and text not in one.toolTip() else ""


CUTS: tuple[tuple[type | tuple[type, ...], Callable[..., str]], ...] = (
    (QLabel, _label), (QPushButton, _push), ((QCheckBox, QRadioButton), _ticked), (QComboBox, _combo),
    (QHeaderView, _head), (QTabBar, _tabs), (QLineEdit, _hint),
)  # fmt: skip


# the order of Tab


def astray(tab: QWidget) -> Iterator[str]:
    """What Tab does not come to, comes to twice, or in another order than one reads."""
    wanted = [one for one in inside(tab) if takes_keys(one) and not _other_of_group(one)]
    if not wanted:
        return
    where = {one: _chain(one, tab) for one in wanted}
    passed = _round(tab)
    for one in wanted:
        if passed.count(one) != 1:
            yield f"{path(one)}: Tab comes {passed.count(one)} times"
    for one, after in pairwise(passed):
        if (
            one in where
            and after in where
            and not one.isAncestorOf(after)
            and _backwards(where[one], where[after])
        ):
            yield f"from {path(one)} back to {path(after)}"


def _round(tab: QWidget) -> list[QWidget]:
    """What has the keyboard from Tab to Tab, from where it enters the place until it leaves it."""
    desk = tab.window()
    assert isinstance(desk, Desk)
    desk.strip.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(20):
        now = QApplication.focusWidget()
        if now is None or tab.isAncestorOf(now):
            break
        QTest.keyClick(now, Qt.Key.Key_Tab)
    passed: list[QWidget] = []
    while len(passed) < MOST:
        now = QApplication.focusWidget()
        if now is None or not tab.isAncestorOf(now):
            return passed
        passed.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is now:  # a place where Tab is typed is left by Ctrl+Tab
            QTest.keyClick(now, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
            if QApplication.focusWidget() is now:
                break
    return passed


def _other_of_group(one: QWidget) -> bool:
    """Arrows go inside a group of which one is chosen; Tab comes to that one alone."""
    if not isinstance(one, QAbstractButton) or one.isChecked():
        return False
    group = one.group()
    if group is not None:
        return group.exclusive() and group.checkedButton() is not None
    beside = one.parentWidget().findChildren(QAbstractButton)
    return one.autoExclusive() and any(other.isChecked() and other.autoExclusive() for other in beside)


def _chain(one: QWidget, tab: QWidget) -> list[tuple[QWidget, QRect]]:
    """The scroll areas around a widget from outside in, then itself, each with its rectangle in the tab."""
    found = [one]
    up = one.parentWidget()
    while up is not None and up is not tab:
        if isinstance(up, QScrollArea):
            found.append(up)
        up = up.parentWidget()
    return [(each, QRect(each.mapTo(tab, QPoint()), each.size())) for each in reversed(found)]


def _backwards(one: list[tuple[QWidget, QRect]], after: list[tuple[QWidget, QRect]]) -> bool:
    """Whether the second lies before the first: above it in the same column, or left of it in the same line. Of what
    lies in different scroll areas the areas count."""
    a, b = next(
        ((mine, theirs) for (a, mine), (b, theirs) in zip(one, after, strict=False) if a is not b),
        (one[-1][1], after[-1][1]),
    )
    if b.contains(a) or a.contains(b):
        return False
    above = b.bottom() <= a.top() + 2 and min(a.right(), b.right()) - max(a.left(), b.left()) > 2
    left = b.right() <= a.left() and min(a.bottom(), b.bottom()) - max(a.top(), b.top()) > 6
    return above or left


# the focus is seen


class Seen:
    """Asks once of each kind of widget, as the look is given by kind."""

    def __init__(self) -> None:
        self.kinds: set[tuple[object, ...]] = set()

    def unseen(self, tab: QWidget) -> Iterator[str]:
        """What looks the same with the keyboard and without it."""
        for one in inside(tab):
            kind = (type(one), *map(one.property, ("kind", "small", "on")), type(one.parentWidget()))
            shown = one.visibleRegion().boundingRect().height()  # to a mere edge Tab would scroll first
            if kind in self.kinds or not takes_keys(one) or 2 * shown <= one.height():
                continue
            self.kinds.add(kind)
            if _looks(one, tab, True) == _looks(one, tab, False):
                yield path(one)


def _looks(one: QWidget, tab: QWidget, focused: bool) -> object:
    (one if focused else tab.window()).setFocus(Qt.FocusReason.TabFocusReason)
    if not focused and (has := QApplication.focusWidget()) is not None:
        has.clearFocus()
    if isinstance(one, QLineEdit):
        one.deselect()
    # with its surroundings: a frame may stand around it
    place = QRect(one.mapTo(tab, QPoint()), one.size()).adjusted(-4, -4, 4, 4).intersected(tab.rect())
    QApplication.processEvents()
    return tab.grab(place).toImage()
