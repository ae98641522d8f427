"""The typeface of the papers: registered once a process, measured, broken into lines, and never printed as a box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from fmcrm_desktop import places
from fmcrm_desktop.model.words import SHORT_MONTHS

REGULAR = "NotoSansSC"
BOLD = "NotoSansSC-Bold"

MISSING = "〓"
"""The printer's mark for "a sort that the case does not hold"; it is in the font, a box is not meant by anybody."""

# Drawn by the glyph of a sibling because the font cut to GBK has none of its own; the text stays what it is.
_SIBLINGS = {
    0x2212: 0x2013,
    0x2011: 0x2D,
    0x2010: 0x2D,
    0x2022: 0xB7,
    0x202F: 0x20,
    0x2009: 0x20,
    0x2002: 0x20,
}

_CURLED = re.compile("[“‘](?=[!-~À-ž])|(?<=[!-~À-ž])[”’]")
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_NOT_FIRST = frozenset("，。！？；：、）】》」』”’…%,.!?;:)]}")
_NOT_LAST = frozenset("（【《「『“‘([{")
_WORDS = r"\s+|[!-~À-ɏͰ-ӿ]+|."
_PIECES = re.compile(rf"\d{{1,2}} (?:{'|'.join(SHORT_MONTHS)}) \d{{4}}(?!\w)|{_WORDS}", re.DOTALL)
"""What stays on one line: words, Chinese characters, and days such as 31 Dec 2026."""
_PARTS = re.compile(_WORDS, re.DOTALL)
_SIGN = re.compile(r"\s*(?:[•·●○■□▪◆*–-]\s+|\d{1,2}[.)]\s+|\d{1,2}、\s*|[（(]\d{1,2}[）)]\s*|[①-⑳]\s*)(?=\S)")
"""What a point of a list begins with: its further lines stand below its text, not below the sign."""
_SQUARE, _BLANK = "\u3000", " "


class Typeface:
    """One weight of the family: how wide a text is, how it fits and breaks. Answers are remembered."""

    def __init__(self, font: TTFont) -> None:
        self.name: str = font.fontName
        self.font = font
        self._glyphs: dict[int, int] = font.face.charToGlyph
        self._wide: dict[tuple[str, float], float] = {}
        self._printable: dict[str, str] = {}
        self._fitted: dict[tuple[str, float, float], str] = {}
        self._broken: dict[tuple[str, float, float], tuple[str, ...]] = {}

    def width(self, text: str, size: float) -> float:
        """Points that the text takes at ``size``."""
        key = (text, size)
        known = self._wide.get(key)
        if known is None:
            known = self._wide[key] = float(self.font.stringWidth(text, size))
        return known

    def printable(self, text: str) -> str:
        """The text as it can be printed on one line: what the font lacks shows as its base letter or as 〓."""
        known = self._printable.get(text)
        if known is None:
            known = self._printable[text] = self._mend(text)
        return known

    def fit(self, text: str, width: float, size: float) -> str:
        """The printable text, cut with … where it is longer than ``width`` points."""
        key = (text, width, size)
        known = self._fitted.get(key)
        if known is None:
            known = self._fitted[key] = self._cut(self.printable(text), width, size)
        return known

    def lines(self, text: str, width: float, size: float) -> tuple[str, ...]:
        """The printable text broken to ``width`` points, at its own line breaks too; words too long are cut."""
        key = (text, width, size)
        known = self._broken.get(key)
        if known is None:
            found = [line for part in text.splitlines() for line in self._break(part, width, size)]
            known = self._broken[key] = tuple(found) or ("",)
        return known

    def _mend(self, text: str) -> str:
        if all(32 <= ord(c) < 127 for c in text):
            return text
        flat = " ".join(unicodedata.normalize("NFC", text).splitlines())
        shown = "".join(c if ord(c) in self._glyphs and c >= " " else self._instead(c) for c in flat)
        return _CURLED.sub(lambda found: _STRAIGHT[found.group()], shown)

    def _instead(self, character: str) -> str:
        kind = unicodedata.category(character)
        if character == "\t" or kind == "Zs":
            return " "
        if kind in ("Cc", "Cf", "Mn", "Me"):  # direction marks, joiners, lone accents: nothing to see
            return ""
        base = "".join(c for c in unicodedata.normalize("NFKD", character) if ord(c) in self._glyphs)
        return base or MISSING

    def _cut(self, text: str, width: float, size: float) -> str:
        if self.width(text, size) <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if (
                self.font.stringWidth(shortened(text[:middle]), size) <= width
            ):  # beginnings are not worth keeping
                low = middle
            else:
                high = middle - 1
        return shortened(text[:low])

    def _break(self, text: str, width: float, size: float) -> list[str]:
        text = self.printable(text).rstrip()
        if self.width(text, size) <= width:
            return [text]
        hang = self._hang(text, width, size)
        below = width - self.width(hang, size)
        lines: list[str] = []
        line: list[str] = []
        room = width
        for piece in self._pieces(text, below, size):
            wide = self.width(piece, size)
            if wide > room and line and not piece.isspace():
                down = _carried(line, piece)
                lines.append("".join(line).rstrip())
                line, room = down, below - self.width("".join(down), size)
            line.append(piece)
            room -= wide
        lines.append("".join(line).rstrip())
        return [line if at == 0 else hang + line for at, line in enumerate(lines)]

    def _hang(self, text: str, width: float, size: float) -> str:
        """The white that is as wide as the sign of a point, where the column has room for it."""
        sign = _SIGN.match(text)
        wide = self.width(sign[0], size) if sign else 0.0
        if wide > width / 5:
            return ""
        squares, rest = divmod(wide, self.width(_SQUARE, size))
        return _SQUARE * int(squares) + _BLANK * round(rest / self.width(_BLANK, size))

    def _whole(self, text: str, width: float, size: float) -> Iterator[str]:
        for piece in _PIECES.findall(text):
            if " " in piece and not piece.isspace() and self.width(piece, size) > width:
                yield from _PARTS.findall(piece)  # a day in a column that is narrower than it
            else:
                yield piece

    def _pieces(self, text: str, width: float, size: float) -> list[str]:
        """Words, single Chinese characters and blanks; a word longer than the line in parts that fit."""
        found: list[str] = []
        for piece in self._whole(text, width, size):
            while len(piece) > 1 and self.width(piece, size) > width:
                count = max(1, len(self._cut(piece, width, size).rstrip(".…")))
                count = piece.rfind("-", 1, count) + 1 or count  # behind a hyphen it is no tearing
                found.append(piece[:count])
                piece = piece[count:]
            found.append(piece)
        return found


def shortened(text: str) -> str:
    """The text with the sign that something is left out; the font's … is Chinese, in the middle of a full square."""
    text = text.rstrip()
    return text + ("…" if text and text[-1] >= "⺀" else "...")


def few(lines: tuple[str, ...], most: int) -> tuple[str, ...]:
    """At most so many lines, with the sign that something is left out."""
    return lines if len(lines) <= most else (*lines[: most - 1], shortened(lines[most - 1][:-1]))


def _carried(line: list[str], piece: str) -> list[str]:
    """What goes down from the line's end with the piece: an opening bracket, or the character before a comma,
    since neither may stand at a line's edge. Taken off the line."""
    down: list[str] = []
    while len(line) > 1 and (piece in _NOT_FIRST or line[-1] in _NOT_LAST):
        piece = line.pop()
        down.insert(0, piece)
    return down


@cache
def regular() -> Typeface:
    """The upright weight."""
    return _registered(REGULAR, "NotoSansSC-Regular.ttf")


@cache
def bold() -> Typeface:
    """The bold weight, a font file of its own."""
    return _registered(BOLD, "NotoSansSC-Bold.ttf")


def _registered(name: str, file: str) -> Typeface:
    font = TTFont(name, str(places.resources() / "fonts" / file))
    glyphs, widths = font.face.charToGlyph, font.face.charWidths
    glyphs.pop(0xFFFF, None)  # the end mark of the font's table, no character: it would print as a box
    for code, sibling in _SIBLINGS.items():
        if code not in glyphs:
            glyphs[code], widths[code] = glyphs[sibling], widths[sibling]
    pdfmetrics.registerFont(font)
    return Typeface(font)
