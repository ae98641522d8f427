"""The look: every colour, size and font of the window, light and dark; nothing else names a colour."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from fmcrm_desktop import places
from fmcrm_desktop.ui.kit.sheet import SHEET

# Sizes in logical pixels.
GAP_XS, GAP_S, GAP_M, GAP_L, GAP_XL = 4, 8, 12, 16, 24
ROW, BUTTON, FILTER, CHIP = 34, 32, 28, 20
RADIUS, CARD_RADIUS = 6, 8
BASE, HEADING, FIGURE, CARD_HEADING, SMALL = 13, 18, 20, 13, 11.5
CHINESE_FONT = "Noto Sans SC"
_APOSTROPHE = re.compile("(?<=[A-Za-zÀ-ž])’(?=[A-Za-zÀ-ž])")
NARROW_QUOTES = "QUOT"
"""The bundled face's quotation marks for Latin letters (resources/fonts/subset.py); no other face knows the name."""


@dataclass(frozen=True)
class Tokens:
    """One set of colours. A tone has an ink and a soft ground: accent on accent_soft."""

    window: str
    card: str
    line: str
    ink: str
    muted: str
    hover: str
    on_accent: str
    accent: str
    accent_soft: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    violet: str
    violet_soft: str
    grey: str
    grey_soft: str


LIGHT = Tokens(
    window="#F5F6F8", card="#FFFFFF", line="#DDE1E7", ink="#1B2430", muted="#5D6779",
    hover="#EEF0F3", on_accent="#FFFFFF",
    accent="#1F5FBF", accent_soft="#E8F0FC", good="#17794A", good_soft="#E3F5EB",
    warning="#9A5B00", warning_soft="#FDF1DC", bad="#B42318", bad_soft="#FDE8E6",
    violet="#6941C6", violet_soft="#F1EBFE", grey="#475467", grey_soft="#EEF0F3",
)  # fmt: skip
DARK = Tokens(
    window="#15191F", card="#1D232B", line="#323A45", ink="#E6EAF0", muted="#98A2B3",
    hover="#2A313B", on_accent="#15191F",
    accent="#7FB0FF", accent_soft="#1E3354", good="#6DD49E", good_soft="#15372A",
    warning="#F2BE6A", warning_soft="#3E2F14", bad="#FF8F85", bad_soft="#46211E",
    violet="#BDA4FF", violet_soft="#30264F", grey="#B5BEC9", grey_soft="#2A313B",
)  # fmt: skip


class _Now:
    """The colours in use; one a program, like the palette."""

    tokens = LIGHT
    families: tuple[str, ...] = ()
    sheet: str | None = None
    latin: bool | None = None
    drawings = Path()  # where the sheet finds them


def tokens() -> Tokens:
    return _Now.tokens


def is_dark() -> bool:
    return _Now.tokens is DARK


def colour(name: str) -> QColor:
    """A token as a colour: colour("muted"), colour("bad_soft")."""
    return QColor(getattr(_Now.tokens, name))


def pair(tone: str) -> tuple[QColor, QColor]:
    """Ink and ground of a tone."""
    return colour(tone), colour(f"{tone}_soft")


@cache
def font(size: float = BASE, bold: bool = False, digits: bool = False, lined: bool = False) -> QFont:
    """The window's font; ``digits`` gives figures of even width, ``lined`` a line below. It is shared: set nothing on
    it."""
    made = QFont(QApplication.font())
    made.setPixelSize(round(size))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setUnderline(lined)
    if digits:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def metrics(size: float = BASE, bold: bool = False, digits: bool = False) -> QFontMetrics:
    """How wide that font's text is; made once, for lists ask at every cell."""
    return QFontMetrics(font(size, bold, digits))


def dress(widget: QWidget, name: str, on: bool) -> None:
    """Set what the style sheet asks of a widget ("on", "wrong", "over"). Only a change is styled anew: that takes
    longer than painting the widget."""
    said = "true" if on else "false"
    if (widget.property(name) or "false") != said:
        widget.setProperty(name, said)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def load_fonts(folder: Path) -> None:
    """Bring the bundled fonts, once: a bare Linux has none, Windows and a desktop lack some characters."""
    if _Now.families:
        return
    found: list[str] = []
    for file in sorted(folder.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        found += [family for family in QFontDatabase.applicationFontFamilies(number) if family not in found]
    _Now.families = tuple(found) or (CHINESE_FONT,)


def apply(app: QApplication, dark: bool, resources: Path, latin: bool = True) -> None:
    """Give the whole program the light or the dark look, for ``latin`` letters or for Chinese; may be called at any
    time. The one that is worn is left alone: to style every widget again takes tenths of a second and changes
    nothing."""
    wanted = DARK if dark else LIGHT
    worn = _Now.tokens is wanted and _Now.latin is latin and _Now.sheet == app.styleSheet()
    if worn and _Now.drawings.exists():
        return
    _Now.tokens, _Now.latin = wanted, latin
    load_fonts(resources / "fonts")
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    app.setFont(_base_font())
    font.cache_clear()
    metrics.cache_clear()
    app.setPalette(_palette(_Now.tokens))
    _Now.drawings = _drawings(resources / "icons", dark)
    _Now.sheet = _sheet()
    app.setStyleSheet(_Now.sheet)


def _sheet() -> str:
    values = {each.name: getattr(_Now.tokens, each.name) for each in fields(Tokens)}
    sheet = SHEET
    for name in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", values[name])
    return sheet.replace("@look", _Now.drawings.as_posix())


def _drawings(icons: Path, dark: bool) -> Path:
    """The few drawings the style sheet names, in the theme's colours: it reads them from files only."""
    folder = places.config_dir() / ("look-dark" if dark else "look-light")
    folder.mkdir(exist_ok=True)
    for name, token in (("chevron-down", "muted"), ("chevron-up", "muted"), ("check", "on_accent")):
        source, target = icons / f"{name}.svg", folder / f"{name}.svg"
        if source.exists():
            target.write_text(
                source.read_text("utf-8").replace("currentColor", colour(token).name()), "utf-8"
            )
    return folder


def written(text: str) -> str:
    """The text as this screen draws it: the apostrophe of a Latin word is as wide as a Chinese character in the
    bundled face, and there the quotation marks of Chinese are meant to be."""
    return text if _Now.latin or "’" not in text else _APOSTROPHE.sub("'", text)


def _base_font() -> QFont:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    known = [name for name in (system.family(),) if name in QFontDatabase.families()]
    made = QFont(system)
    made.setFamilies([*known, *(family for family in _Now.families if family not in known)])
    made.setPixelSize(BASE)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if _Now.latin:
        made.setFeature(QFont.Tag(NARROW_QUOTES), 1)
    return made


def _palette(now: Tokens) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for target, name in (
        (role.Window, now.window), (role.WindowText, now.ink), (role.Base, now.card), (role.Text, now.ink),
        (role.AlternateBase, now.window), (role.Button, now.card), (role.ButtonText, now.ink),
        (role.BrightText, now.bad), (role.Highlight, now.accent_soft), (role.HighlightedText, now.ink),
        (role.Link, now.accent), (role.LinkVisited, now.violet), (role.ToolTipBase, now.card),
        (role.ToolTipText, now.ink), (role.PlaceholderText, now.muted), (role.Accent, now.accent),
        (role.Mid, now.line), (role.Midlight, now.line), (role.Dark, now.line), (role.Light, now.card),
        (role.Shadow, now.line),
    ):  # fmt: skip
        made.setColor(target, QColor(name))
    for target in (role.Text, role.ButtonText, role.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(now.muted))
    return made


ELIDE = Qt.TextElideMode.ElideRight
