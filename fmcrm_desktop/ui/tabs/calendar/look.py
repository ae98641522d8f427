"""How an entry is drawn: its tone, its words, its box. Fonts, cut texts and icons are remembered."""

from __future__ import annotations

import math
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap, QTextOption

from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, VIOLET, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import owed
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit import icons, theme
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.layout import DAY
from fmcrm_desktop.ui.tabs.calendar.placing import Stretch

KIND_TONES = {
    "appointment": ACCENT, "meeting": ACCENT, "email": ACCENT, "fax": ACCENT, "activity": GOOD, "visit": VIOLET,
    "call_back": WARNING, "phone": WARNING, "task": WARNING, "memo": WARNING, "leave": GREY, "sick": GREY,
    "holiday": GREY, "notice": VIOLET, "preventive": VIOLET, "agreement": ACCENT, **dict.fromkeys(owed.WHAT, WARNING),
}  # fmt: skip
EDGE = 3
PAD = 7
SIGN = 16.0
"""Pixels of the sign before a title."""
NARROW, SLIM, ROOMY = 84, 48, 150
"""Widths of text below which an order's number goes to the end of a box, the title alone is shown, and a line of
the month leaves the number out."""
_CENTRE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_WRAP = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_WRAP.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


def tone_of(entry: Entry, overlaps: bool = False) -> str:
    """The tone of an entry: what overlaps is bad, what is done is grey, the rest by kind."""
    if overlaps:
        return BAD
    return GREY if entry.done else KIND_TONES.get(entry.kind, ACCENT)


def title_of(entry: Entry, words: Words, narrow: bool = False) -> str:
    """What an entry is called: the number before the summary (left out where it is narrow), the person for a
    call-back."""
    if entry.table == "promise":
        return words(N_("call back {person}"), person=entry.person or known(words, entry.title))
    title = suiting(entry.title, entry.other_title, words)
    if entry.number and not narrow:
        title = f"{entry.number} {title}"
    return words(N_("{agreement} ends"), agreement=title) if entry.table == "agreement" else title


def more_of(entry: Entry, words: Words, named: bool = False) -> str:
    """The second line: time, who, where; ``named``: who has it stands over it already, so only the others count."""
    parts = [words.time(entry.starts)] if entry.starts is not None else []
    if len(entry.names) > named:
        parts.append(known(words, *entry.names))
    parts.append(entry.unit or known(words, entry.place))
    return " ".join(part for part in parts if part)


def told(entry: Entry, words: Words) -> str:
    """The whole entry in words, for the hover and for screen readers."""
    if entry.starts is not None:
        when = f"{words.short_moment(entry.starts)}–{words.time(entry.ends)}"
    else:
        first, last = words.short_date(entry.from_day), words.short_date(entry.until_day)
        when = first if first == last else f"{first} – {last}"
    lines = [title_of(entry, words), when]
    lines += [known(words, *entry.names), entry.person, entry.unit, known(words, entry.place)]
    if entry.clash:
        lines.append(words(N_("Clashes with another entry")))
    if entry.done:
        lines.append(words(N_("Ticked off")))
    return "\n".join(line for line in lines if line)


def stretch_words(stretch: Stretch, words: Words, who: str = "") -> str:
    """Wed 18 Nov 10:00–11:00, or the days; after the name of the person whose time it is."""
    first, last = (date.fromordinal(n // DAY) for n in (stretch.start, stretch.end - 1))
    begun = f"{words.weekday(first)} {words.short_date(first)}"
    if who:
        begun = f"{who}, {begun}"
    if stretch.whole:
        return begun if first == last else f"{begun} – {words.short_date(last)}"
    hours = [f"{n % DAY // 60:02}:{n % 60:02}" for n in (stretch.start, stretch.end)]
    return f"{begun} {hours[0]}–{hours[1]}"


def conflict_words(count: int, mode: str, words: Words) -> str:
    """1 conflict this week; of longer or shorter times that are shown: on these days."""
    if mode in ("week", "team_week"):
        return words(
            N_("1 conflict this week") if count == 1 else N_("{count} conflicts this week"), count=count
        )
    return words(
        N_("1 conflict on these days") if count == 1 else N_("{count} conflicts on these days"), count=count
    )


class Look:
    """Draws entries with one painter after another; made anew when theme or language change."""

    def __init__(self, words: Words) -> None:
        self.words, self.named = words, False
        self.font, self.bold = theme.font(theme.SMALL), theme.font(theme.SMALL, bold=True)
        self.head, self.head_bold = theme.font(theme.BASE), theme.font(theme.BASE, bold=True)
        self.metrics, self.bold_metrics = QFontMetricsF(self.font), QFontMetricsF(self.bold)
        self.line_height = self.metrics.height()
        self.tones = {
            tone: theme.pair(tone) for tone in (ACCENT, GOOD, WARNING, BAD, VIOLET, GREY)
        }  # fmt: skip
        names = (
            "window",
            "card",
            "line",
            "ink",
            "muted",
            "accent",
            "accent_soft",
            "bad",
            "on_accent",
            "hover",
        )
        self.colours = {name: theme.colour(name) for name in names}
        self._cut: dict[tuple[str, int, bool], str] = {}
        self._icons: dict[tuple[str, str], QPixmap] = {}

    def colour(self, name: str) -> QColor:
        return self.colours[name]

    def cut(self, text: str, width: float, bold: bool = False) -> str:
        """The text with … where it is too wide."""
        key = (text, int(width), bold)
        found = self._cut.get(key)
        if found is None:
            if len(self._cut) > 20_000:
                self._cut.clear()
            metrics = self.bold_metrics if bold else self.metrics
            found = self._cut[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return found

    def strip(
        self, painter: QPainter, at: QRectF, entry: Entry, ends: tuple[bool, bool] = (False, False),
        overlaps: bool = False,
    ) -> None:  # fmt: skip
        """An entry in one line; ``ends`` says whether it goes on before and after."""
        tone = tone_of(entry, overlaps)
        ink, ground = self.tones[tone]
        left, right = at.left(), at.right()
        painter.fillRect(at, ground)
        if not ends[0]:
            painter.fillRect(QRectF(left, at.top(), EDGE, at.height()), ink)
        if ends[1]:
            painter.fillRect(QRectF(right - 1, at.top(), 1, at.height()), ink)
        left += PAD
        left += self._sign(painter, QPointF(left, at.center().y() - 6), entry, tone)
        painter.setPen(ink)
        if entry.starts is not None:
            clock = self.words.time(entry.starts)
            painter.setFont(self.font)
            painter.drawText(QRectF(left, at.top(), right - left, at.height()), _CENTRE, clock)
            left += self.metrics.horizontalAdvance(clock) + 4
        painter.setFont(self.bold)
        text = self.cut(self._called(entry, right - left, ROOMY)[0], right - left - 2, True)
        painter.drawText(QRectF(left, at.top(), max(right - left, 0), at.height()), _CENTRE, text)

    def line(self, painter: QPainter, at: QRectF, entry: Entry, text: str, overlaps: bool) -> None:
        """An entry in one line of the agenda, without its time."""
        tone = tone_of(entry, overlaps)
        ink, ground = self.tones[tone]
        self._ground(painter, at, ink, ground)
        left = at.left() + PAD + 2
        left += self._sign(painter, QPointF(left, at.center().y() - 6), entry, tone)
        painter.setPen(ink)
        painter.setFont(self.bold)
        if overlaps:
            text = f"{self.words(N_('Overlaps'))} · {text}"
        place = QRectF(left, at.top(), at.right() - left - 4, at.height())
        painter.drawText(place, _CENTRE, self.cut(text, place.width(), True))

    def box(self, painter: QPainter, at: QRectF, entry: Entry, overlaps: bool = False) -> None:
        """An entry with room for several lines; the sign stands before the first."""
        tone = tone_of(entry, overlaps)
        ink, ground = self.tones[tone]
        if at.height() < self.line_height * 1.8:
            self._low_box(painter, at, entry, tone)
            return
        self._ground(painter, at, ink, ground)
        inner = at.adjusted(PAD, 3, -4, -2)
        roomy = inner.width() >= SLIM and inner.height() + 4 > 2 * self.line_height
        said = self.words(N_("Overlaps")) if overlaps and roomy else ""
        sign = 0.0
        if not said or self.bold_metrics.horizontalAdvance(said) + SIGN <= inner.width():
            sign = self._sign(painter, inner.topLeft() + QPointF(0, 1), entry, tone)
        painter.setPen(ink)
        painter.setFont(self.bold)
        if said:  # in a narrow lane the word alone, without the sign
            place = QRectF(inner.left() + sign, inner.top(), inner.width() - sign, self.line_height)
            painter.drawText(place, _CENTRE, self.cut(said, place.width(), True))
            inner, sign = inner.adjusted(0, self.line_height, 0, 0), 0.0
        self._lines(painter, inner, entry, sign)

    def _lines(self, painter: QPainter, inner: QRectF, entry: Entry, sign: float) -> None:
        """What an entry is called in up to three lines, and below it when, who and where as far as there is room."""
        title, narrow = self._called(entry, inner.width() - sign, NARROW)
        if inner.width() < SLIM:
            self._wrapped(painter, inner, title, sign, max(1, int((inner.height() + 2) // self.line_height)))
            return
        lines = max(1, int((inner.height() + 2) / self.line_height) - 1)
        if sign + self.bold_metrics.horizontalAdvance(title) <= inner.width() or lines == 1:
            place = QRectF(inner.left() + sign, inner.top(), inner.width() - sign, self.line_height)
            painter.drawText(place, _CENTRE, self.cut(title, inner.width() - sign, True))
            used = self.line_height
        else:
            used = self._wrapped(painter, inner, title, sign, min(lines, 3))
        rest = inner.adjusted(0, used, 0, 0)
        lines = int((rest.height() + 2) // self.line_height)
        if lines:
            more = more_of(entry, self.words, self.named)
            self._rest(painter, rest, f"{more} {entry.number}" if narrow else more, lines)

    def _rest(self, painter: QPainter, rest: QRectF, more: str, lines: int) -> None:
        painter.setFont(self.font)
        if lines == 1 or self.metrics.horizontalAdvance(more) <= rest.width():
            rest.setHeight(self.line_height)
            painter.drawText(rest, _CENTRE, self.cut(more, rest.width()))
            return
        rest.setHeight(lines * self.line_height)
        painter.save()
        painter.setClipRect(rest, Qt.ClipOperation.IntersectClip)
        painter.drawText(rest, more, _WRAP)
        painter.restore()

    def _called(self, entry: Entry, width: float, least: int) -> tuple[str, bool]:
        """What an entry is called in so much room; True when its number had to give way to its title."""
        narrow = bool(entry.number) and width < least
        return title_of(entry, self.words, narrow), narrow

    def _wrapped(self, painter: QPainter, inner: QRectF, title: str, sign: float, lines: int) -> float:
        indent = "\u00a0" * math.ceil(sign / self.bold_metrics.horizontalAdvance("\u00a0"))
        room = QRectF(inner.left(), inner.top(), inner.width(), lines * self.line_height)
        needed = painter.boundingRect(room, indent + title, _WRAP).height()
        painter.save()
        painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
        painter.drawText(room, indent + title, _WRAP)
        painter.restore()
        return float(min(needed, room.height()))

    def _low_box(self, painter: QPainter, at: QRectF, entry: Entry, tone: str) -> None:
        ink, ground = self.tones[tone]
        self._ground(painter, at, ink, ground)
        left = at.left() + PAD
        left += self._sign(painter, QPointF(left, at.center().y() - 6), entry, tone)
        painter.setPen(ink)
        painter.setFont(self.bold)
        place = QRectF(left, at.top(), at.right() - left - 2, at.height())
        title, more = title_of(entry, self.words), more_of(entry, self.words, self.named)
        said = self.cut(title, place.width(), True)
        painter.drawText(place, _CENTRE, said)
        if said == title:
            place.adjust(self.bold_metrics.horizontalAdvance(title) + 6, 0, 0, 0)
            painter.setFont(self.font)
            painter.drawText(place, _CENTRE, self.cut(more, place.width()))

    def _ground(self, painter: QPainter, at: QRectF, ink: QColor, ground: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(at, 4, 4)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(at.left(), at.top(), EDGE, at.height()), 1.5, 1.5)

    def _sign(self, painter: QPainter, at: QPointF, entry: Entry, tone: str) -> float:
        """The sign before the title (a clash, a call, done) and the room it takes."""
        if entry.clash:
            name = "alert-triangle"
        elif entry.done:
            name = "check"
        elif entry.kind in ("call_back", "phone"):
            name = "phone"
        else:
            return 0.0
        key = (name, tone)
        if key not in self._icons:
            self._icons[key] = icons.pixmap(name, tone, 12)
        painter.drawPixmap(at, self._icons[key])
        return SIGN

    def ring(self, painter: QPainter, at: QRectF) -> None:
        """The mark of the keyboard's place."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.colour("accent"), 2))
        painter.drawRoundedRect(at.adjusted(1, 1, -1, -1), 4, 4)
