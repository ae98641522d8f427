"""The clerk: two hands, the book, and the rule which deeds go through real widgets."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.month.book import Book, Order
from tests.month.hand import Hand


@dataclass
class Clerk:
    """Does each deed twice: in the program and in the book. The first ``windows`` deeds of each kind are done with
    the widgets a person uses, the many others through the door."""

    hand: Hand
    book: Book
    windows: int
    counted: Counter[str] = field(default_factory=Counter)

    def at(self, moment: datetime) -> None:
        """The clocks of both go on to this moment; never back."""
        assert moment >= self.book.now, f"{moment} is before {self.book.now}"
        self.book.now = moment
        self.hand.at(moment)

    def seen(self, kind: str) -> bool:
        """Whether the next deed of a kind is done by real widgets."""
        self.counted[kind] += 1
        if self.book.ways.get(kind, 0) >= self.windows:
            return False
        self.book.ways[kind] = self.book.ways.get(kind, 0) + 1
        return True

    def number(self, letter: str) -> str:
        """The number that comes next: counted here, not asked for."""
        self.counted[f"{letter}{self.book.now:%y%m}"] += 1
        return f"{letter}-{self.book.now:%y%m}-{self.counted[f'{letter}{self.book.now:%y%m}']:03}"

    def owner(self, unit: str, day: date | None = None) -> str:
        """Who owns a flat now."""
        day = day or self.book.now.date()
        return next(
            name for name, first, last in self.book.owners[unit]
            if (first is None or first <= day) and (last is None or day <= last)
        )  # fmt: skip

    def agreed(self, unit: str, moment: datetime) -> str:
        """The agreement an order for a flat is done under."""
        holding = [
            each for each in self.book.agreements if each.unit == unit and each.from_day <= moment.date()
        ]
        return max(holding, key=lambda each: each.from_day).number if holding else ""

    def order_id(self, order: Order) -> int:
        return self.hand.id_of("work_order", "number", order.number)

    def unit_id(self, unit: str) -> int:
        return self.hand.id_of("unit", "label", unit)

    def person_id(self, name: str) -> int:
        return self.hand.id_of("person", "name", name)

    def staff_id(self, name: str) -> int:
        return self.hand.id_of("staff", "name", name)
