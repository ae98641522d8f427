"""The month as a period of the office: [first 00:00, next first 00:00) in its zone, and its neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; months sort by time."""

    year: int
    month: int

    @classmethod
    def read(cls, text: str) -> Month:
        """2026-11. Raises Invalid(month)."""
        year, _, month = text.strip().partition("-")
        digits = year.isdecimal() and month.isdecimal()
        if not digits or not 1800 <= int(year) <= 2300 or not 1 <= int(month) <= 12:
            raise Invalid(month=Refusal(N_("“{typed}” is not a month like 2026-11."), typed=text))
        return cls(int(year), int(month))

    @classmethod
    def of(cls, moment: datetime, zone: tzinfo) -> Month:
        """The month in which a moment lies on the office's clock."""
        local = moment.astimezone(zone)
        return cls(local.year, local.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.plus(1).first - timedelta(1)

    def plus(self, months: int) -> Month:
        """The month so many later; negative goes back, −12 is the same month of last year."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def period(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """First moment and the first moment after, in UTC."""
        return day_start(self.first, zone), day_start(self.plus(1).first, zone)


def runs(months: Iterable[Month]) -> list[list[Month]]:
    """The months in order, those together that follow each other."""
    found: list[list[Month]] = []
    for month in sorted(set(months)):
        if found and month == found[-1][-1].plus(1):
            found[-1].append(month)
        else:
            found.append([month])
    return found


def day_start(day: date, zone: tzinfo) -> datetime:
    """00:00 of a day on the office's clock as a UTC moment (01:00 where midnight is skipped)."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
