"""The month itself: which day brings what. One seed, one course; the size of the office makes it longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from fmcrm_desktop.services import month_closing
from tests.month import complaints, orders
from tests.month.book import Order
from tests.month.clerk import Clerk

WORKED = [
    date(2026, 10, day) for day in (8, 9, 10, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30)
]
"""The days on which the office works: the week of the holiday is off, Saturday the 10th makes up for it."""
PRIORITIES = ("normal", "normal", "high", "low", "urgent")


class Day:
    """Moments of one day, one after the other."""

    def __init__(self, clerk: Clerk, day: date, begin: time = time(8, 31)) -> None:
        self.clerk, self.now = clerk, datetime.combine(day, begin)

    def on(self, minutes: int = 7) -> None:
        """So many minutes later."""
        self.clerk.at(self.now)
        self.now += timedelta(minutes=minutes)

    def until(self, clock: str) -> None:
        hour, minute = map(int, clock.split(":"))
        self.now = max(self.now, self.now.replace(hour=hour, minute=minute))


class Script:
    """Plays October 2026."""

    def __init__(self, clerk: Clerk, seed: int = 26) -> None:
        self.clerk, self.chance = clerk, Random(seed)
        self.size = max(1, len(clerk.book.units) // 100)
        """How many deeds of a kind a day has."""
        self.waiting: list[Order] = []

    def play(self) -> None:
        for day in WORKED:
            self.common(Day(self.clerk, day))
        self.close_month(Day(self.clerk, date(2026, 11, 2)))

    def close_month(self, day: Day) -> None:
        """The first working day after."""
        day.on()
        hand = self.clerk.hand
        if self.clerk.seen("month"):
            hand.go("quality", section="measures", where={"month": ("2026-10",)})
            hand.deed(month_closing.close)
            hand.mouse.tick("I have looked through the figures")
            hand.save("is closed")
        else:
            hand.do(month_closing.close, "2026-10")

    def some_unit(self) -> str:
        return self.chance.choice(self.clerk.book.units)

    def technician(self) -> str:
        return self.chance.choice(list(self.clerk.book.technicians))

    # what every day brings

    def common(self, day: Day) -> None:
        """Calls, walk-ins, their orders, the visits of yesterday's."""
        for _ in range(self.size):
            day.on()
            orders.call(self.clerk, self.some_unit(), "Opening hours", self.chance.randrange(20, 400))
            day.on()
            made = orders.call(
                self.clerk, self.some_unit(), "Tap drips", 95, order=self.chance.choice(PRIORITIES)
            )
            assert made is not None
            day.on()
            walked = orders.enter(
                self.clerk, self.some_unit(), "Lamp out", priority=self.chance.choice(PRIORITIES)
            )
            self.work_off(day)
            self.waiting += [made, walked]
        self.complain(day)

    def work_off(self, day: Day) -> None:
        """What was taken down before is given, planned, gone to, finished, charged and closed."""
        for order in self.waiting[: self.chance.randrange(1, 4)]:
            self.waiting.remove(order)
            day.on()
            orders.assign(self.clerk, order, self.technician())
            day.on(self.chance.randrange(20, 90))
            orders.schedule(self.clerk, order, day.now)
            day.on(self.chance.randrange(15, 60))
            orders.arrive(self.clerk, order)
            day.on(self.chance.randrange(15, 60))
            orders.finish(self.clerk, order)
            orders.labour(self.clerk, order, self.chance.randrange(10, 120))
            if self.chance.random() < 0.5:
                orders.fee(self.clerk, order, self.chance.randrange(1_000, 9_999))
            day.on()
            orders.close(self.clerk, order, self.chance.choice((None, 3, 4, 5)))

    def complain(self, day: Day) -> None:
        """A complaint, and the next step of one that is there."""
        day.on()
        if self.chance.random() < 0.4:
            complaints.register(self.clerk, self.some_unit(), "The lift stopped again.")
            day.on()
        for it in self._open():
            day.on()
            next_step = NEXT_STEP[
                it.state if it.answered is None or it.state != "action_agreed" else "answered"
            ]
            next_step(self.clerk, it)

    def _open(self) -> Iterator[complaints.Complaint]:
        states = ("received", "acknowledged", "investigating", "action_agreed")
        return iter([each for each in self.clerk.book.complaints.values() if each.state in states][:2])


NEXT_STEP = {
    "received": complaints.acknowledge, "acknowledged": complaints.investigate, "investigating": complaints.agree,
    "action_agreed": complaints.answer, "answered": complaints.resolve,
}  # fmt: skip
