"""What an agreement comes to in a month: pieces of days with one price each, added up exactly and rounded once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from fmcrm_desktop.model.money import portion

DAY = timedelta(1)
SQUARE = 100
"""Areas are kept in square decimetres."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A price and how it is charged, from a day until another, both inclusive, None for open."""

    from_day: date | None
    until_day: date | None
    price: int
    charged: str
    index_percent: int = 0
    index_from: date | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Days of a month with one price: ``rate`` in minor units after ``raised`` rises by the index; ``quantity`` is the
    area in square decimetres or how many orders."""

    from_day: date
    until_day: date
    charged: str
    rate: int
    quantity: int
    raised: int

    @property
    def days(self) -> int:
        return (self.until_day - self.from_day).days + 1


def anniversary(day: date, years: int) -> date:
    """The same day so many years later; of 29 February it is the 28th where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def rises(terms: Terms, until: date) -> list[date]:
    """The days up to ``until`` on which the index raises the price: the anniversaries of ``index_from``, that day
    itself first, after the first day of the terms (the price was agreed for that day)."""
    if terms.index_from is None or not terms.index_percent:
        return []
    found = [
        anniversary(terms.index_from, years)
        for years in range(max(0, until.year - terms.index_from.year) + 1)
    ]
    return [day for day in found if day <= until and (terms.from_day is None or day > terms.from_day)]


def price_on(terms: Terms, day: date) -> int:
    """The price of a day: raised once for each rise until then, and each time rounded to whole minor units."""
    price = terms.price
    for _ in rises(terms, day):
        price = portion(price, 10_000 + terms.index_percent, 10_000)
    return price


def pieces(
    history: Sequence[Terms], span: tuple[date, date], area: int, orders: Sequence[date]
) -> tuple[Piece, ...]:
    """The days of ``span`` (both inclusive) cut where the terms or the price change."""
    return tuple(each for terms in history for each in _of_terms(terms, span, area, orders))


def _of_terms(terms: Terms, span: tuple[date, date], area: int, orders: Sequence[date]) -> Iterator[Piece]:
    first = max(span[0], terms.from_day or span[0])
    last = min(span[1], terms.until_day or span[1])
    if first > last:
        return
    risen = rises(terms, last)
    starts = [first, *(day for day in risen if day > first), last + DAY]
    for begins, follows in pairwise(starts):
        ends = follows - DAY
        quantity = {"area": area, "service": sum(begins <= day <= ends for day in orders)}.get(
            terms.charged, 1
        )
        raised = sum(day <= begins for day in risen)
        yield Piece(begins, ends, terms.charged, price_on(terms, begins), quantity, raised)


def amount(parts: Sequence[Piece], of_days: int) -> int:
    """The sum of the pieces in a month of ``of_days`` days, rounded once, half a minor unit upwards:

    a month's price: rate × days / of_days; for each m²: rate × m² × days / of_days; for each order: rate × orders.
    """
    whole = of_days * SQUARE
    above = 0
    for each in parts:
        if each.charged == "month":
            above += each.rate * each.days * SQUARE
        elif each.charged == "area":
            above += each.rate * each.quantity * each.days
        elif each.charged == "service":
            above += each.rate * each.quantity * whole
    return portion(above, 1, whole)


def counted(parts: Sequence[Piece]) -> tuple[int | None, str]:
    """How much is charged, in thousandths, and of what: the m² or the orders, where all pieces agree in it."""
    kinds = {each.charged for each in parts}
    if kinds == {"area"}:
        return parts[0].quantity * 1_000 // SQUARE, "m²"
    return (sum(each.quantity for each in parts) * 1_000, "×") if kinds == {"service"} else (None, "")


def written(parts: Sequence[Piece]) -> str:
    """Pieces as they are kept."""
    kept = [
        (
            each.from_day.isoformat(),
            each.until_day.isoformat(),
            each.charged,
            each.rate,
            each.quantity,
            each.raised,
        )
        for each in parts
    ]
    return json.dumps(kept)


def read(text: str) -> tuple[Piece, ...]:
    """Pieces from where they are kept."""
    return tuple(
        Piece(date.fromisoformat(first), date.fromisoformat(last), *rest)
        for first, last, *rest in json.loads(text)
    )
