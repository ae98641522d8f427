"""What a widget says is read in every state it can be in, and one sees which of two alike has the keyboard: looked at
as it is painted, in both themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fmcrm_desktop import places
from fmcrm_desktop.model import tones
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import LinkButton, WholeLink
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.scrolled import scrolled
from tests.ui.test_contrast import TEXT, contrast

SHARP = 4
"""Dots to a pixel: thin strokes reach their whole colour then."""
SAID = "HEIM"
"""Straight strokes alone."""


def _button(kind: str, on: bool = False) -> QPushButton:
    made = QPushButton(SAID)
    made.setProperty("kind", kind)
    made.setCheckable(on)
    made.setChecked(on)
    return made


def _label(kind: str) -> QLabel:
    made = QLabel(SAID)
    made.setProperty("kind", kind)
    return made


def _ticked(made: QCheckBox | QRadioButton) -> QWidget:
    made.setChecked(True)
    return made


def _combo() -> QWidget:
    made = QComboBox()
    made.addItems([SAID, "I"])
    return made


def _tabs() -> QWidget:
    made = QTabBar()
    made.setProperty("kind", "sections")
    made.addTab(SAID)
    return made


def _list() -> QWidget:
    made = QListWidget()
    made.addItem(SAID)
    made.setCurrentRow(0)
    made.setFixedHeight(30)
    return made


def _wrong(made: QWidget) -> QWidget:
    made.setProperty("wrong", "true")
    return made


def _search() -> QWidget:
    made = QLineEdit(placeholderText=SAID)
    made.setProperty("kind", "search")
    return made


def _read() -> QWidget:
    lay = QVBoxLayout()
    lay.addWidget(QLabel(SAID))
    made = scrolled(lay)
    made.setProperty("kind", "read")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


KINDS: dict[str, Callable[[], QWidget]] = {
    **{f"button {kind}": lambda kind=kind: _button(kind)
       for kind in ("", "primary", "danger", "filter", "flat", "choice")},
    **{f"button {kind} on": lambda kind=kind: _button(kind, True) for kind in ("", "filter", "choice")},
    **{f"label {kind}": lambda kind=kind: _label(kind)
       for kind in ("muted", "label", "small", "error", "key", "figure")},
    **{f"chip {tone}": lambda tone=tone: ChipLabel(SAID, tone) for tone in tones.ALL},
    "tool": lambda: _text(QToolButton()),
    "tick": lambda: QCheckBox(SAID), "ticked": lambda: _ticked(QCheckBox(SAID)),
    "choice": lambda: QRadioButton(SAID), "chosen": lambda: _ticked(QRadioButton(SAID)),
    "line": lambda: QLineEdit(SAID), "hint": lambda: QLineEdit(placeholderText=SAID),
    "link": lambda: LinkButton(SAID, lambda: None), "whole": lambda: WholeLink(SAID, lambda: None),
    "wrong hint": lambda: _wrong(QLineEdit(placeholderText=SAID)), "search": _search,
    "wrong": lambda: _wrong(QLineEdit(SAID)), "fixed": lambda: QLineEdit(SAID, readOnly=True),
    "page": lambda: QPlainTextEdit(SAID), "wrong page": lambda: _wrong(QPlainTextEdit(SAID)),
    "combo": _combo, "wrong combo": lambda: _wrong(_combo()), "tabs": _tabs, "list": _list, "read": _read,
}  # fmt: skip


def _text(made: QToolButton) -> QWidget:
    made.setText(SAID)
    return made


@pytest.fixture(autouse=True)
def themed(qapp: QApplication, dark: bool) -> None:
    theme.apply(qapp, dark, places.resources())


def put(qtbot: QtBot, made: QWidget) -> QWidget:
    """On a card in a window that has the keyboard itself."""
    window = QWidget()
    window.setStyleSheet(f"QWidget#ground {{ background: {theme.tokens().card}; }}")
    window.setObjectName("ground")
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(window)
    lay = QVBoxLayout(window)
    lay.addWidget(made)
    window.resize(220, 90)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.setFocus()
    return window


def painted(window: QWidget, made: QWidget) -> QImage:
    picture = QImage(window.size() * SHARP, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(SHARP)
    window.render(picture)
    at, size = made.geometry().topLeft() * SHARP, made.size() * SHARP
    return picture.copy(at.x(), at.y(), size.width(), size.height())


def legible(picture: QImage) -> float:
    """How the clearest colour of a few dots stands out from the one that is there most, the edge left out."""
    inner = picture.copy(picture.rect().adjusted(12, 12, -12, -12))
    dots = Counter(memoryview(inner.constBits()).cast("I"))
    ground = name_of(dots.most_common(1)[0][0])
    return max(contrast(name_of(colour), ground) for colour, count in dots.items() if count >= 12)


def name_of(dot: int) -> str:
    return f"#{dot & 0xFFFFFF:06x}"


def states(made: QWidget) -> Iterator[str]:
    made.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    yield "at rest"
    made.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    yield "under the pointer"
    made.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    if made.focusPolicy() & Qt.FocusPolicy.TabFocus:
        made.setFocus(Qt.FocusReason.TabFocusReason)
        yield "with the keyboard"
    made.setEnabled(False)
    yield "not to be used"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_state_can_be_read(qtbot: QtBot, dark: bool) -> None:
    pale = {}
    for kind, make in KINDS.items():
        made = make()
        window = put(qtbot, made)
        for state in states(made):
            if (ratio := legible(painted(window, made))) < TEXT:
                pale[kind, state] = round(ratio, 2)
        window.close()
    assert pale == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_keyboard_is_seen_in_every_kind(qtbot: QtBot, dark: bool) -> None:
    unseen = []
    for kind, make in KINDS.items():
        made = make()
        if not made.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        window = put(qtbot, made)
        made.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)  # where another test has left the pointer
        without = _frame(painted(window, made), made)
        made.setFocus(Qt.FocusReason.OtherFocusReason)
        if _frame(painted(window, made), made) == without:
            unseen.append(kind)
        window.close()
    assert unseen == []


def _frame(picture: QImage, made: QWidget) -> QImage:
    """Of what is typed in the upper edge alone: a cursor that blinks is no sign one finds."""
    typed = isinstance(made, QLineEdit | QPlainTextEdit)
    return picture.copy(0, 0, picture.width(), 3 * SHARP) if typed else picture
