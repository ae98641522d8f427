"""Which days are shown: a day, its week or its month; the way forward and back, and what to call them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from fmcrm_desktop.model.month import Month, day_start
from fmcrm_desktop.model.words import MONTHS, Words
from fmcrm_desktop.ui.tabs.calendar.month_plan import weeks_of

DAY, WEEK, MONTH = "day", "week", "month"


@dataclass(frozen=True)
class Shown:
    """The view and the day it is about."""

    mode: str
    day: date

    @property
    def month(self) -> Month:
        return Month(self.day.year, self.day.month)

    @property
    def window(self) -> tuple[int, int]:
        """First day (ordinal) and number of days; weeks begin on Monday in both languages."""
        if self.mode == DAY:
            return self.day.toordinal(), 1
        if self.mode == WEEK:
            return self.day.toordinal() - self.day.weekday(), 7
        return weeks_of(self.month)

    def moments(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The window as UTC moments."""
        first, days = self.window
        return day_start(date.fromordinal(first), zone), day_start(date.fromordinal(first + days), zone)

    def step(self, by: int) -> Shown:
        """The next (or an earlier) day, week or month; the day of the month is kept where it exists."""
        if self.mode == MONTH:
            month = self.month.plus(by)
            return replace(self, day=month.first.replace(day=min(self.day.day, month.last.day)))
        return replace(self, day=self.day + timedelta(by * (1 if self.mode == DAY else 7)))

    def title(self, words: Words) -> str:
        """16 – 22 November 2026, November 2026, Wed 18 Nov 2026."""
        if self.mode == MONTH:
            return words.month(self.day.year, self.day.month)
        if self.mode == DAY:
            return f"{words.weekday(self.day)} {words.date(self.day)}"
        first, last = (date.fromordinal(n) for n in (self.window[0], self.window[0] + 6))
        if words.chinese:
            return f"{words.date(first)}–{words.short_date(last)}"
        if first.month == last.month:
            return f"{first.day} – {last.day} {words(MONTHS[last.month - 1])} {last.year}"
        return f"{words.short_date(first)} – {words.date(last)}"
