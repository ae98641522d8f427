"""The charges of a month worked out by hand: plain fractions and own reckoning of days, nothing of the program."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


@dataclass
class Told:
    """An agreement as it was told: areas in m², the index in percent; ``changes`` are (from, price, charged)."""

    first: date
    last: date | None
    price: int
    charged: str
    percent: Fraction = Fraction(0)
    index_day: date | None = None
    areas: list[Fraction] = field(default_factory=list)
    renewed: bool = False
    changes: list[tuple[date, int, str]] = field(default_factory=list)
    orders: list[date] = field(default_factory=list)


def whole(exact: Fraction) -> int:
    return int((Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


def is_rise(it: Told, day: date) -> bool:
    """Whether the price rises on this very day."""
    start = it.index_day
    if start is None or not it.percent or day < start:
        return False
    if (start.month, start.day) == (2, 29) and not calendar.isleap(day.year):
        return (day.month, day.day) == (2, 28)
    return (day.month, day.day) == (start.month, start.day)


def prices(it: Told, until: date) -> dict[date, tuple[int, str]]:
    """Price and way of charging of every single day of an agreement, walked day by day."""
    found: dict[date, tuple[int, str]] = {}
    price, charged, day = it.price, it.charged, it.first
    changed = {begins: (new, way) for begins, new, way in it.changes}
    while day <= until:
        if day in changed:
            price, charged = changed[day]
        elif day != it.first and is_rise(it, day):
            price = whole(Fraction(price) * (100 + it.percent) / 100)
        found[day] = (price, charged)
        day += timedelta(1)
    return found


def month_of(it: Told, year: int, month: int) -> int:
    """What the month comes to, day by day, rounded once."""
    days = calendar.monthrange(year, month)[1]
    every = [date(year, month, n) for n in range(1, days + 1)]
    known = prices(it, every[-1])
    exact = Fraction(0)
    for day in every:
        over = it.last is not None and day > it.last and not it.renewed
        if day < it.first or over:
            continue
        price, charged = known[day]
        if charged == "month":
            exact += Fraction(price, days)
        elif charged == "area":
            exact += Fraction(price, days) * sum(it.areas)
        elif charged == "service":
            exact += price * it.orders.count(day)
    return whole(exact)
