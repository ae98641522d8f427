"""Every text of the window can be read on its ground: WCAG's 4.5 to 1, in both themes, counted here anew."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCalendarWidget, QToolButton
from pytestqt.qtbot import QtBot

from fmcrm_desktop import places
from fmcrm_desktop.model import tones
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.day_editors import dress_calendar
from fmcrm_desktop.ui.kit.theme import DARK, LIGHT, Tokens

TEXT, GRAPHIC = 4.5, 3.0
GROUNDS = ("window", "card", "hover", "grey_soft", "accent_soft")
"""What a text may stand on: pages, cards, what the pointer is over, pressed buttons, the chosen row."""
PAIRS = (
    *((ink, ground) for ink in ("ink", "muted", "accent") for ground in GROUNDS),
    *((tone, f"{tone}_soft") for tone in tones.ALL),
    *((tone, ground) for tone in tones.ALL for ground in ("window", "card")),
    ("on_accent", "accent"),
    ("card", "ink"),  # the message bar
)
EDGES = (("accent", "card"), ("accent", "window"), ("muted", "card"), ("bad", "card"))
"""What has the keyboard, an empty box to tick, a field that is wrong."""


def light_of(colour: str) -> float:
    """How bright a colour is, by WCAG's formula."""
    made = QColor(colour)
    parts = [part / 255 for part in (made.red(), made.green(), made.blue())]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((light_of(one), light_of(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_the_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("now", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(now: Tokens) -> None:
    ratios = {pair: round(contrast(getattr(now, pair[0]), getattr(now, pair[1])), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("now", [LIGHT, DARK], ids=["light", "dark"])
def test_what_has_the_keyboard_is_seen(now: Tokens) -> None:
    ratios = {pair: round(contrast(getattr(now, pair[0]), getattr(now, pair[1])), 2) for pair in EDGES}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < GRAPHIC} == {}


def test_every_state_has_a_tone_the_theme_knows() -> None:
    assert set(tones.TONES.values()) <= set(tones.ALL)
    assert {name for tone in tones.ALL for name in (tone, f"{tone}_soft")} <= set(vars(theme.LIGHT))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_weekends_and_arrows_of_the_calendar_are_seen(qtbot: QtBot, qapp: QApplication, dark: bool) -> None:
    theme.apply(qapp, dark, places.resources())
    calendar = QCalendarWidget()
    qtbot.addWidget(calendar)
    dress_calendar(calendar)
    ground = theme.tokens().card
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        assert contrast(calendar.weekdayTextFormat(day).foreground().color().name(), ground) >= TEXT
    for name in ("prev", "next"):
        button = calendar.findChild(QToolButton, f"qt_calendar_{name}month")
        picture = button.icon().pixmap(16, 16).toImage()
        dots = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
        drawn = [dot.name() for dot in dots if dot.alpha() > 200]
        assert drawn and max(contrast(dot, ground) for dot in drawn) >= TEXT
