"""What the book has besides orders, complaints and calls: the counter's queue, post, prospects, praise, stock, machines
that stood still, time spent, bills. Moments and money as in the book."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass
class WalkIn:
    """Somebody came to the counter; who left unserved has no ``served``."""

    ticket: str
    came: datetime
    served: datetime | None = None
    gone: datetime | None = None

    @property
    def went(self) -> bool:
        """Left without being served."""
        return self.gone is not None and self.served is None

    @property
    def waits(self) -> bool:
        return self.gone is None and self.served is None


@dataclass
class Post:
    """A letter that came in or went out, or a parcel that lies here until it is fetched."""

    number: str
    channel: str
    direction: str
    moment: datetime
    answered: datetime | None = None
    fetched: datetime | None = None


@dataclass
class Lead:
    """Somebody who may become a customer."""

    number: str
    name: str
    entered: datetime
    state: str = "new"
    closed: datetime | None = None
    steps: int = 0


@dataclass
class Praise:
    """A commendation."""

    number: str
    received: datetime
    staff: str


@dataclass
class Stock:
    """A part of the list: what it costs and is sold for in cents, and how many there are, in thousandths; None where
    nobody counts."""

    price: int
    cost: int
    there: int | None
    least: int | None

    @property
    def short(self) -> bool:
        """It is to be bought again."""
        return self.there is not None and self.least is not None and self.there < self.least


@dataclass
class Machine:
    """A piece of equipment, and when it stood still."""

    code: str
    stood: list[list[datetime | None]] = field(default_factory=list)


@dataclass
class Spent:
    """Minutes that went into searching, negotiating or performing."""

    kind: str
    minutes: int
    day: date


@dataclass
class Bill:
    """What an order's customer was asked for, and has paid."""

    order: str
    total: int
    paid: int = 0

    @property
    def state(self) -> str:
        if self.paid == self.total:
            return "paid"
        return "partly" if self.paid else "unpaid"


@dataclass
class Meeting:
    """Somebody of the office sits there from one moment to another."""

    staff: str
    begin: datetime
    end: datetime
