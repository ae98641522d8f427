"""The book beside the window: what the clerk did, in plain lists, written down by hand as the month goes.

Nothing here asks the program. Moments are the office's local time without a zone, money is in cents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.month.register import Bill, Lead, Machine, Meeting, Post, Praise, Spent, Stock, WalkIn

HOUR = timedelta(hours=1)


@dataclass
class Visit:
    """Somebody goes there."""

    staff: str
    planned: tuple[datetime, datetime]
    arrived: datetime | None = None
    departed: datetime | None = None
    off: bool = False


@dataclass
class Order:
    """A work order."""

    number: str
    received: datetime
    channel: str
    unit: str
    priority: str = "normal"
    person: str = ""
    state: str = "requested"
    staff: str = ""
    agreement: str = ""
    responded: datetime | None = None
    arrived: datetime | None = None
    done: datetime | None = None
    rating: int | None = None
    rated: datetime | None = None
    part_of: str = ""
    repeats: str = ""
    handed_off: int = 0
    reopened: int = 0
    misdirected: bool = False
    visits: list[Visit] = field(default_factory=list)
    moves: list[tuple[datetime, str]] = field(default_factory=list)


@dataclass
class Complaint:
    """A complaint."""

    number: str
    received: datetime
    channel: str
    unit: str
    state: str = "received"
    acknowledged: datetime | None = None
    answered: datetime | None = None
    resolved: datetime | None = None
    followed_up: datetime | None = None
    rating: int | None = None
    about: str = ""
    """The member of staff it names."""
    reopened: int = 0
    asked: datetime = datetime.min
    """Since when an answer is waited for: it was received, or reopened."""
    moves: list[tuple[datetime, str]] = field(default_factory=list)


@dataclass
class Call:
    """A call taken."""

    started: datetime
    person: str
    seconds: int
    staff: str = "Zhou Min"
    outcome: str = "answered"
    back_due: datetime | None = None
    back_kept: datetime | None = None


@dataclass
class Promise:
    """What the customer was told."""

    due: datetime
    kept: datetime | None = None
    dropped: bool = False
    order: str = ""


@dataclass
class Charge:
    """A line of an order's account."""

    order: str
    kind: str
    day: date
    amount: int
    cost: int
    covered: bool = False
    agreement: str = ""
    staff: str = ""
    billed: Bill | None = None


@dataclass
class Agreement:
    """A price a month from a day on."""

    number: str
    person: str
    unit: str
    price: int
    from_day: date
    charged: str = "month"
    area: int = 0
    """Square decimetres."""


@dataclass
class Sheet:
    """A survey sheet that came back: its answers from 1 to 5."""

    survey: str
    code: str
    answered: datetime
    answers: tuple[int | None, ...]


@dataclass
class Vote:
    """How somebody voted, and what their vote weighs."""

    person: str
    vote: str
    area: int = 0


@dataclass
class Book:
    """Everything that was written down."""

    units: list[str] = field(default_factory=list)
    owners: dict[str, list[tuple[str, date | None, date | None]]] = field(default_factory=dict)
    """Unit → (name, first day, last day)."""
    technicians: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Name → what an hour costs, what is charged for it."""
    off: list[date] = field(default_factory=list)
    made_up: list[date] = field(default_factory=list)
    away: dict[str, list[date]] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    complaints: dict[str, Complaint] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    walk_ins: list[WalkIn] = field(default_factory=list)
    post: dict[str, Post] = field(default_factory=dict)
    leads: dict[str, Lead] = field(default_factory=dict)
    praise: list[Praise] = field(default_factory=list)
    stock: dict[str, Stock] = field(default_factory=dict)
    machines: dict[str, Machine] = field(default_factory=dict)
    spent: list[Spent] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    other_revenue: int | None = None
    commission: int = 0
    """Hundredths of a percent of the labour that is paid for."""
    reopened_month: int = 0
    promises: list[Promise] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    asked: int = 0
    """Sheets that went out."""
    votes: dict[str, list[Vote]] = field(default_factory=dict)
    ways: dict[str, int] = field(default_factory=dict)
    """How many deeds of a kind were done by real widgets."""
    seen: list[str] = field(default_factory=list)
    """What the window's lists had otherwise than this book."""
    now: datetime = datetime.min
    closed: datetime = datetime.min
    """When the month was closed last: its figures are those of that moment, whatever the days after it bring."""

    # orders

    def enter(self, order: Order) -> Order:
        """An order is taken down."""
        order.moves.append((order.received, "requested"))
        self.orders[order.number] = order
        return order

    def move(self, order: Order, state: str) -> None:
        """Its state changes now."""
        order.state = state
        order.moves.append((self.now, state))

    def assign(self, order: Order, staff: str) -> None:
        """It is given to somebody; what was somebody else's is handed off with its coming visit."""
        if order.staff:
            order.handed_off += 1
        for visit in self.coming(order):
            visit.staff = staff
        order.staff = staff
        if order.state == "requested":
            self.move(order, "assigned")

    def schedule(self, order: Order, staff: str, begin: datetime, end: datetime | None = None) -> None:
        """A visit is planned, or planned anew, and the customer is told: somebody comes until its end."""
        planned = (begin, end or begin + HOUR)
        for visit in self.coming(order):
            visit.staff, visit.planned = staff, planned
            break
        else:
            order.visits.append(Visit(staff, planned))
        if not order.staff:
            order.staff = staff
        if order.state == "requested":
            self.move(order, "assigned")
        if order.state != "scheduled":
            self.move(order, "scheduled")
        order.responded = order.responded or self.now
        self.take_back(order)
        if order.person and planned[1] > self.now:
            self.promises.append(Promise(planned[1], order=order.number))

    def coming(self, order: Order) -> Iterator[Visit]:
        return (visit for visit in order.visits if visit.arrived is None and not visit.off)

    def take_back(self, order: Order) -> None:
        """The promise of a visit is taken back."""
        for promise in self.promises:
            if promise.order == order.number and promise.kept is None:
                promise.dropped = True

    def arrive(self, order: Order) -> None:
        """Somebody is there now."""
        visit = next(self.coming(order), None)
        if visit is None:
            visit = Visit(order.staff, (self.now, self.now + HOUR))
            order.visits.append(visit)
        visit.arrived = self.now
        order.arrived = order.arrived or self.now
        order.responded = order.responded or self.now
        for promise in self.promises:
            if promise.order == order.number and promise.kept is None and not promise.dropped:
                promise.kept = self.now
        self.move(order, "on_site")

    def leave(self, order: Order) -> None:
        """Who is there goes."""
        for visit in order.visits:
            if visit.arrived is not None and visit.departed is None:
                visit.departed = self.now

    def wait(self, order: Order, state: str) -> None:
        """The work cannot go on."""
        self.leave(order)
        self.move(order, state)

    def finish(self, order: Order) -> None:
        """The work is done now."""
        self.leave(order)
        for visit in self.coming(order):
            visit.off = True
        self.take_back(order)
        self.move(order, "done")
        order.done = self.now
        order.responded = order.responded or self.now

    def close(self, order: Order, rating: int | None = None) -> None:
        """Nothing is left to do."""
        self.move(order, "closed")
        if rating is not None:
            order.rating, order.rated = rating, self.now

    def reopen(self, order: Order) -> None:
        """It was not right: whoever had it has it again."""
        order.reopened += 1
        order.done = None
        self.move(order, "assigned")

    def cancel(self, order: Order) -> None:
        """The customer takes it back."""
        self.move(order, "cancelled")
        for visit in self.coming(order):
            visit.off = True
        self.take_back(order)

    # complaints

    def register(self, complaint: Complaint) -> Complaint:
        """A complaint is taken down."""
        complaint.moves.append((complaint.received, "received"))
        complaint.asked = complaint.received
        self.complaints[complaint.number] = complaint
        return complaint

    def step(self, complaint: Complaint, state: str, rating: int | None = None) -> None:
        """Its state changes now; an answer keeps it."""
        if state == "answered":
            complaint.answered = self.now
            return
        if state != "action_agreed" or complaint.state != state:
            complaint.state = state
            complaint.moves.append((self.now, state))
        if state in ("acknowledged", "resolved", "followed_up"):
            setattr(complaint, state, self.now)
        if rating is not None:
            complaint.rating = rating

    def ask_again(self, complaint: Complaint) -> None:
        """The answer did not hold: another is due, counted from now."""
        complaint.reopened += 1
        complaint.asked = self.now
        complaint.answered = complaint.resolved = complaint.followed_up = None
        complaint.state = "investigating"
        complaint.moves.append((self.now, "investigating"))

    # the counter

    def call_next(self) -> WalkIn | None:
        """Whoever has waited longest of those who came today, before those of another day."""
        waiting = [each for each in self.walk_ins if each.served is None and each.gone is None]
        waiting.sort(key=lambda each: each.came.date() < self.now.date())
        if waiting:
            waiting[0].served = self.now
        return waiting[0] if waiting else None
