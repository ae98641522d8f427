"""Which days are shown, one by one or the team's; the way forward and back, and what to call them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from fmcrm_desktop.model.month import Month, day_start
from fmcrm_desktop.model.words import MONTHS, Words
from fmcrm_desktop.ui.tabs.calendar.month_plan import weeks_of

DAY, WEEK, MONTH, TEAM, TEAM_WEEK, AGENDA = "day", "week", "month", "team", "team_week", "agenda"
AHEAD = 28
"""Days that the agenda tells."""


@dataclass(frozen=True)
class Shown:
    """The view and the day it is about."""

    mode: str
    day: date
    begins: int = 0
    """The weekday with which a week begins; 0 is Monday."""

    @property
    def month(self) -> Month:
        return Month(self.day.year, self.day.month)

    @property
    def window(self) -> tuple[int, int]:
        """First day (ordinal) and number of days."""
        first = self.day.toordinal()
        if self.mode in (DAY, TEAM):
            return first, 1
        if self.mode in (WEEK, TEAM_WEEK):
            return first - (self.day.weekday() - self.begins) % 7, 7
        if self.mode == AGENDA:
            return first, AHEAD
        return weeks_of(self.month, self.begins)

    @property
    def period(self) -> tuple[date, date]:
        """First and last day of what is meant: a month without the days beside it."""
        if self.mode == MONTH:
            return self.month.first, self.month.last
        first, days = self.window
        return date.fromordinal(first), date.fromordinal(first + days - 1)

    def moments(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The window as UTC moments."""
        first, days = self.window
        return day_start(date.fromordinal(first), zone), day_start(date.fromordinal(first + days), zone)

    def step(self, by: int) -> Shown:
        """The next (or an earlier) day, week or month; the day of the month is kept where it exists."""
        if self.mode == MONTH:
            month = self.month.plus(by)
            return replace(self, day=month.first.replace(day=min(self.day.day, month.last.day)))
        return replace(self, day=self.day + timedelta(by * self.window[1]))

    def title(self, words: Words) -> str:
        """16 – 22 November 2026, November 2026, Wed 18 Nov 2026."""
        if self.mode == MONTH:
            return words.month(self.day.year, self.day.month)
        if self.mode in (DAY, TEAM):
            return f"{words.weekday(self.day)} {words.date(self.day)}"
        first, last = self.period
        if words.chinese:
            return f"{words.date(first)}–{words.short_date(last)}"
        if first.month == last.month:
            return f"{first.day} – {last.day} {words(MONTHS[last.month - 1])} {last.year}"
        return f"{words.short_date(first)} – {words.date(last)}"
