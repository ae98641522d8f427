"""The month itself: which day brings what. One seed, one course; the size of the office makes it longer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random

from tests.month import asking, complaints, events, house, lists, orders
from tests.month.aside import Aside
from tests.month.book import Complaint, Order
from tests.month.clerk import Clerk

WORKED = [
    date(2026, 10, day) for day in (8, 9, 10, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30)
]
"""The days on which the office works: the week of the holiday is off, Saturday the 10th makes up for it."""
PRIORITIES = ("normal", "normal", "high", "low", "urgent")
NEXT_STEP = {
    "received": complaints.acknowledge, "acknowledged": complaints.investigate, "investigating": complaints.agree,
}  # fmt: skip


class Script:
    """Plays October 2026: whatever is to happen waits for its moment, and each is done at that moment."""

    def __init__(self, clerk: Clerk, seed: int = 26) -> None:
        self.clerk, self.book, self.chance = clerk, clerk.book, Random(seed)
        self.size = max(1, len(clerk.book.units) // 200)
        """How many deeds of a kind a day has."""
        self.waiting: list[Order] = []
        self.hurt: list[Order] = []
        self.timetable: list[tuple[datetime, int, Callable[[], object]]] = []
        self.turn = count()
        self.aside = Aside(self)

    def play(self) -> None:
        self.prepare()
        for day in WORKED:
            self.common(day)
            self.aside.common(day)
        self.special()
        self.aside.special()
        while self.timetable:
            moment, _, deed = heappop(self.timetable)
            self.clerk.at(max(moment, self.book.now))
            deed()
        lists.look(self.clerk)

    def plan(self, moment: datetime, deed: Callable[..., object], *args: object) -> None:
        heappush(self.timetable, (moment, next(self.turn), partial(deed, *args)))

    def some_unit(self) -> str:
        return self.chance.choice(self.book.units)

    def technician(self) -> str:
        ill = [name for name, days in self.book.away.items() if self.book.now.date() in days]
        return self.chance.choice([name for name in self.book.technicians if name not in ill])

    # what happens once

    def prepare(self) -> None:
        """The last day before: the days off, and the agreements that run."""
        self.clerk.at(at(date(2026, 9, 30), "15:00"))
        events.holidays(self.clerk)
        house.furnish(self.clerk)
        for place, unit in enumerate(self.book.units[1::7]):
            charged, price = ("month", 28_050 + place) if place % 2 else ("area", 187)
            begins = date(2026, 1, 1) if place % 3 else date(2026, 10, 12)
            events.agree(self.clerk, unit, price, begins, charged)

    def special(self) -> None:
        """Each at its moment."""
        flats = 40 if len(self.book.units) >= 400 else 6
        self.plan(at(date(2026, 10, 3), "22:10"), self.holiday_call)
        self.plan(at(date(2026, 10, 9), "17:20"), self.flooded, flats)
        self.plan(at(date(2026, 10, 10), "08:31"), self.dried)
        self.plan(at(date(2026, 10, 14), "16:00"), self.before_the_illness)
        self.plan(at(date(2026, 10, 15), "08:31"), self.illness)
        self.plan(at(date(2026, 10, 19), "09:00"), asking.send_out, self.clerk, flats * 2)
        self.plan(at(date(2026, 10, 28), "14:00"), asking.type_in, self.clerk, self.chance, flats + 3)
        self.plan(at(date(2026, 10, 21), "19:00"), self.meeting)
        self.plan(at(date(2026, 10, 22), "11:11"), self.sold)
        self.plan(at(date(2026, 10, 30), "17:50"), events.charge_agreements, self.clerk)
        self.plan(at(date(2026, 11, 2), "09:00"), self.close_month)

    def holiday_call(self) -> None:
        """Somebody is there on a day off, at night."""
        made = orders.call(self.clerk, self.some_unit(), "Smell of gas", 180, order="urgent")
        assert made is not None
        self.plan(self.later(5), self.carry_out, made)

    def flooded(self, flats: int) -> None:
        self.hurt = events.flood(self.clerk, self.book.now, flats)

    def dried(self) -> None:
        events.dry(self.clerk, self.hurt, self.book.now)

    def before_the_illness(self) -> None:
        """He Yan has two visits to come."""
        for hour in (10, 14):
            made = orders.enter(self.clerk, self.some_unit(), "Socket dead")
            orders.assign(self.clerk, made, "He Yan")
            orders.schedule(self.clerk, made, at(date(2026, 10, 15), f"{hour}:00"))
            self.plan(at(date(2026, 10, 15), f"{hour + 3}:20"), self.go_there, made)

    def illness(self) -> None:
        events.fall_sick(self.clerk, "He Yan", date(2026, 10, 16))
        assert events.move_visits(self.clerk, "He Yan", "Gao Jun") >= 2

    def meeting(self) -> None:
        asking.meet(self.clerk, self.book.units[:3], ("yes", "yes", "no"))

    def sold(self) -> None:
        events.new_owner(self.clerk, self.book.units[-1], "Lin Tao", "139 1111 2222")

    def close_month(self) -> None:
        """The first working day after."""
        house.close_month(self.clerk)

    # what every day brings

    def later(self, minutes: int) -> datetime:
        return self.book.now + timedelta(minutes=minutes)

    def common(self, day: date) -> None:
        """Calls, walk-ins and their orders, a complaint and the next step of those that are open."""
        for deed in (self.ask, self.ring, self.walk_in) * self.size:
            self.plan(at(day, "08:31") + timedelta(minutes=self.chance.randrange(9 * 60)), deed)
        self.plan(at(day, "09:13"), self.complain)
        self.plan(at(day, "16:37"), self.settle_complaints)

    def ask(self) -> None:
        """A call with nothing after it but, sometimes, a call back within the day."""
        back = self.later(self.chance.randrange(60, 300)) if self.chance.random() < 0.3 else None
        orders.call(
            self.clerk, self.some_unit(), "Opening hours", 60 * self.chance.randrange(1, 8), back=back
        )
        if back:
            self.plan(self.later(self.chance.randrange(30, 320)), orders.call_back, self.clerk, 120)

    def ring(self) -> None:
        made = orders.call(
            self.clerk, self.some_unit(), "Tap drips", 120, order=self.chance.choice(PRIORITIES)
        )
        assert made is not None
        self.look_after(made)

    def walk_in(self) -> None:
        channel = self.chance.choice(("counter", "counter", "message"))
        self.look_after(
            orders.enter(
                self.clerk,
                self.some_unit(),
                "Lamp out",
                channel=channel,
                priority=self.chance.choice(PRIORITIES),
            )
        )

    def look_after(self, order: Order) -> None:
        """Most are carried out within days, some are taken back, some left lying at the month's end."""
        fate = self.chance.random()
        if fate < 0.08:
            self.plan(self.later(30), orders.cancel, self.clerk, order)
        elif fate < 0.9:
            self.plan(self.working(self.chance.randrange(20, 2_500)), self.carry_out, order)

    def working(self, minutes: int) -> datetime:
        """So many minutes later, moved on to a day that is worked, and into October."""
        moment = self.later(minutes)
        while moment.date() not in WORKED and moment.date() < date(2026, 10, 30):
            moment += timedelta(days=1)
        return moment

    def carry_out(self, order: Order) -> None:
        """It is given to somebody, who comes at a time the customer knows."""
        if self.book.now.date() > date(2026, 10, 30):
            return
        orders.assign(self.clerk, order, self.technician())
        planned = self.later(self.chance.randrange(20, 120))
        orders.schedule(self.clerk, order, planned)
        self.plan(planned + timedelta(minutes=self.chance.randrange(-10, 80)), self.go_there, order)

    def go_there(self, order: Order) -> None:
        orders.arrive(self.clerk, order)
        if self.chance.random() < 0.15:
            self.plan(self.later(15), self.nobody_home, order)
        else:
            self.plan(self.later(self.chance.randrange(15, 90)), self.finish, order)

    def nobody_home(self, order: Order) -> None:
        orders.wait(self.clerk, order)
        self.plan(self.working(self.chance.randrange(60, 1_700)), self.go_there, order)

    def finish(self, order: Order) -> None:
        orders.finish(self.clerk, order)
        orders.labour(self.clerk, order, self.chance.randrange(10, 120))
        if self.chance.random() < 0.5:
            orders.fee(self.clerk, order, self.chance.randrange(1_000, 9_999))
        self.aside.finished(order)
        if self.chance.random() < 0.8:
            rating = self.chance.choice((None, 3, 4, 5))
            self.plan(self.later(self.chance.randrange(5, 300)), self.close, order, rating)

    def close(self, order: Order, rating: int | None) -> None:
        orders.close(self.clerk, order, rating)
        self.aside.closed(order)

    def complain(self) -> None:
        if self.chance.random() < 0.5 or not self.book.complaints:
            about = self.chance.choice(("", "", *self.book.technicians))
            complaints.register(self.clerk, self.some_unit(), "The lift stopped again.", about=about)

    def settle_complaints(self) -> None:
        """Each goes one step on, some days."""
        for it in list(self.book.complaints.values()):
            if self.chance.random() < 0.7:
                self.step(it)

    def step(self, it: Complaint) -> None:
        if it.state in NEXT_STEP:
            if it.state == "acknowledged" and self.chance.random() < 0.1:
                complaints.withdraw(self.clerk, it)
            else:
                NEXT_STEP[it.state](self.clerk, it)
        elif it.state == "action_agreed":
            (complaints.answer if it.answered is None else complaints.resolve)(self.clerk, it)
        elif it.state == "resolved" and not it.reopened and self.chance.random() < 0.3:
            complaints.reopen(self.clerk, it)
        elif it.state == "resolved":
            complaints.follow_up(self.clerk, it, self.chance.choice((2, 4, 5)))


def at(day: date, clock: str) -> datetime:
    """That day at that time."""
    return datetime.combine(day, time.fromisoformat(clock))
