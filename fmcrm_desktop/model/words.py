"""Words of the office: N_ marks a text anywhere, a Words turns marked texts and values into a language.

Only ui, reports, cli and app translate. Dates and durations follow the two languages' habits; a third
language is a catalogue under resources/locale and its patterns here.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from datetime import date as Day
from pathlib import Path
from zoneinfo import ZoneInfo

from fmcrm_desktop.model.singular import singular

ENGLISH = "en"
CHINESE = "zh_CN"
LANGUAGES = {ENGLISH: "English", CHINESE: "中文"}
BOTH = "both"
"""The language of a paper that has a half in each of them."""


def N_(text: str) -> str:
    """Mark a text for translation and hand it back unchanged."""
    return text


MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
SHORT_WEEKDAYS = {
    ENGLISH: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    CHINESE: ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
}


class Term(str):
    """A marked text among a sentence's values ("received"), translated together with the sentence."""


class Terms(tuple[str, ...]):
    """Several marked texts among a sentence's values, listed in the language's way."""

    def __str__(self) -> str:
        return ", ".join(self)


class Words:
    """One language with the office's zone: ``words("Hello {name}", name=…)`` gives the finished sentence."""

    def __init__(self, language: str = ENGLISH, zone: str = "UTC", locale: Path | None = None) -> None:
        self.language = language if language in LANGUAGES else ENGLISH
        self.zone: tzinfo = ZoneInfo(zone)
        self.names: Mapping[str, str] = {}
        """What staff, buildings and topics are called in the other script, by their names (services/other_names.py)."""
        self._gettext: Callable[[str], str] = str
        if self.language != ENGLISH and locale is not None:
            catalogue = gettext.translation("fmcrm", locale, [self.language], fallback=True)
            self._gettext = catalogue.gettext

    @property
    def chinese(self) -> bool:
        return self.language == CHINESE

    def __call__(self, text: str, /, **values: object) -> str:
        said = self._gettext(text) if text else ""
        if values and self.language == ENGLISH:
            said = singular(said, values)
        return said.format(**{name: self._value(value) for name, value in values.items()}) if values else said

    def _value(self, value: object) -> object:
        if isinstance(value, Terms):
            return self.listed(self._gettext(term) for term in value)
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, Day):
            return self.date(value)
        return self._gettext(value) if isinstance(value, Term) else value

    def building(self, *codes: str) -> str:
        """Building 3, Building 3, 4 or 3、4号楼; codes that say more than that stand by themselves: Tower 2, 东楼."""
        bare = all(len(code) <= 4 and code.isascii() and code.isalnum() for code in codes)
        said = self.listed(codes)
        return self(N_("Building {code}"), code=said) if bare else said

    def listed(self, parts: Iterable[str]) -> str:
        """One after the other: 水管、电工 in Chinese, pipes, lamps in English."""
        return ("、" if self.chinese else ", ").join(parts)

    def local(self, moment: datetime) -> datetime:
        """The moment on the office's clock."""
        return moment.astimezone(self.zone)

    def today(self, now: datetime | None = None) -> Day:
        return self.local(now or datetime.now(UTC)).date()

    def date(self, day: Day | None) -> str:
        """21 Nov 2026 or 2026年11月21日; nothing for None."""
        if day is None:
            return ""
        if self.chinese:
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"

    def short_date(self, day: Day | None) -> str:
        """21 Nov or 11月21日."""
        if day is None:
            return ""
        if self.chinese:
            return f"{day.month}月{day.day}日"
        return f"{day.day} {SHORT_MONTHS[day.month - 1]}"

    def time(self, moment: datetime | None) -> str:
        return "" if moment is None else _clock(self.local(moment))

    def moment(self, moment: datetime | None) -> str:
        """21 Nov 2026, 13:48 or 2026年11月21日 13:48, on the office's clock."""
        if moment is None:
            return ""
        local = self.local(moment)
        return f"{self.date(local.date())}{' ' if self.chinese else ', '}{_clock(local)}"

    def short_moment(self, moment: datetime | None) -> str:
        """21 Nov 13:48 or 11月21日 13:48, for lists."""
        if moment is None:
            return ""
        local = self.local(moment)
        return f"{self.short_date(local.date())} {_clock(local)}"

    def month(self, year: int, month: int) -> str:
        """November 2026 or 2026年11月."""
        return f"{year}年{month}月" if self.chinese else f"{MONTHS[month - 1]} {year}"

    def weekday(self, day: Day) -> str:
        """Mon or 周一."""
        return SHORT_WEEKDAYS[self.language][day.weekday()]

    def duration(self, minutes: float) -> str:
        """2 d 4 h, 1 h 52 min, 22 min; 2天4小时, 1小时52分, 22分钟. Whole days count 24 hours."""
        whole = round(abs(minutes))
        days, rest = divmod(whole, 24 * 60)
        hours, mins = divmod(rest, 60)
        sign = "−" if minutes < 0 and whole else ""
        units = ("天", "小时", "分" if whole >= 60 else "分钟") if self.chinese else (" d", " h", " min")
        parts = [f"{n}{u}" for n, u in zip((days, hours, mins), units, strict=True) if n]
        if days:
            parts = [f"{days}{units[0]}"] + ([f"{hours}{units[1]}"] if hours else [])
        return sign + (("" if self.chinese else " ").join(parts) or f"0{units[2]}")

    def number(self, value: float, digits: int = 0) -> str:
        return f"{value:,.{digits}f}".replace("-", "−")

    def percent(self, share: float | None, digits: int = 1) -> str:
        """0.924 gives 92.4 % (92.4%); None gives a dash."""
        if share is None:
            return "—"
        return f"{share * 100:.{digits}f}{'%' if self.chinese else ' %'}"


def _clock(local: datetime) -> str:
    """13:05. Not by a format of strftime: that imports the module of times anew for each moment of a list."""
    return f"{local.hour:02}:{local.minute:02}"
