"""What goes on beside calls, orders and complaints: visitors, post, prospects, parts, machines, the month's end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from tests.month import desk, house, orders
from tests.month.book import Order

if TYPE_CHECKING:
    from tests.month.script import Script

LAST = date(2026, 10, 28)
"""Until then what was closed may come back."""


def at(day: int, clock: str, month: int = 10) -> datetime:
    return datetime.combine(date(2026, month, day), time.fromisoformat(clock))


class Aside:
    """Plans its deeds in the timetable of a script."""

    def __init__(self, script: Script) -> None:
        self.script = script

    # each day

    def common(self, day: date) -> None:
        """Visitors all day; a letter; now and then a prospect, and time that went into something."""
        it = self.script
        opens = datetime.combine(day, time(8, 31))
        for _ in range(2 * it.size):
            it.plan(opens + timedelta(minutes=it.chance.randrange(9 * 60)), self.visitor)
        it.plan(opens + timedelta(minutes=95), self.letter)
        if it.chance.random() < 0.4:
            it.plan(opens + timedelta(minutes=170), self.prospect)
        if it.chance.random() < 0.5:
            kind = it.chance.choice(("searching", "negotiating", "performing"))
            it.plan(opens + timedelta(minutes=400), house.spend, it.clerk, kind, it.chance.randrange(5, 90))

    def visitor(self) -> None:
        """Takes a number; somebody is free after a while; who waits long may go."""
        it = self.script
        visitor = desk.come(it.clerk)
        it.plan(it.later(it.chance.randrange(0, 35)), self.free)
        if it.chance.random() < 0.25:
            it.plan(it.later(it.chance.randrange(10, 30)), desk.give_up, it.clerk, visitor)

    def free(self) -> None:
        it = self.script
        called = desk.call_next(it.clerk)
        if called is not None:
            it.plan(it.later(it.chance.randrange(2, 15)), desk.finish, it.clerk, called)

    def letter(self) -> None:
        it = self.script
        channel = it.chance.choice(("letter", "parcel", "letter"))
        direction = "in" if channel == "parcel" else it.chance.choice(("in", "in", "out"))
        made = desk.post(it.clerk, channel, direction, it.some_unit())
        if it.chance.random() < 0.6:
            soon = it.working(it.chance.randrange(20, 2_000))
            if channel == "parcel":
                it.plan(soon, desk.fetch, it.clerk, made)
            elif direction == "in":
                it.plan(soon, desk.answer_letter, it.clerk, made)

    def prospect(self) -> None:
        """Somebody looks for a flat; most see one, some sign."""
        it = self.script
        lead = desk.ask_for_flat(it.clerk, f"Seeker {len(it.book.leads) + 1:03}")
        seen = it.working(it.chance.randrange(600, 3_000))
        it.plan(seen, desk.show_flat, it.clerk, lead)
        ends = it.chance.choice((desk.win, desk.lose, None))
        if ends:
            it.plan(seen + timedelta(minutes=it.chance.randrange(5, 4_000)), ends, it.clerk, lead)

    # an order's end

    def finished(self, order: Order) -> None:
        """A part was used; the wrong one was taken along; it is billed."""
        it = self.script
        if it.chance.random() < 0.4:
            code = it.chance.choice(list(house.GOODS))
            house.use_part(it.clerk, order, code, it.chance.choice((1_000, 2_500, 333)))
        if it.chance.random() < 0.08:
            house.misdirect(it.clerk, order)
        if it.chance.random() < 0.6:
            share = it.chance.choice((0, 50, 100, 100, 100))
            it.plan(it.later(it.chance.randrange(5, 600)), house.bill, it.clerk, order, share)

    def closed(self, order: Order) -> None:
        """Somebody praises; or it drips again."""
        it = self.script
        if it.chance.random() < 0.15:
            desk.praise(it.clerk, order)
        if it.chance.random() < 0.12 and it.book.now.date() < LAST and not order.reopened:
            it.plan(it.working(it.chance.randrange(60, 1_500)), self.once_more, order)

    def once_more(self, order: Order) -> None:
        it = self.script
        orders.reopen(it.clerk, order)
        planned = it.later(it.chance.randrange(20, 90))
        orders.schedule(it.clerk, order, planned)
        it.plan(planned + timedelta(minutes=it.chance.randrange(-5, 70)), it.go_there, order)

    # once

    def special(self) -> None:
        it, clerk = self.script, self.script.clerk
        it.plan(at(30, "16:10", 9), house.stop, clerk, "PUMP-1")
        it.plan(at(8, "08:20"), house.run_again, clerk, "PUMP-1")
        it.plan(at(12, "10:05"), house.stop, clerk, "LIFT-1")
        it.plan(at(12, "15:50"), house.run_again, clerk, "LIFT-1")
        it.plan(at(30, "17:05"), house.stop, clerk, "LIFT-1")
        it.plan(at(14, "11:00"), house.deliver, clerk, "T-1", 25_000)
        it.plan(at(16, "09:40"), self.again, 2)
        it.plan(at(30, "09:41"), self.again, 1)
        it.plan(at(30, "18:20"), desk.come, clerk)
        it.plan(at(2, "08:40", 11), house.close_commission, clerk)
        it.plan(at(2, "08:50", 11), house.take_in, clerk, 12_345_678)
        it.plan(at(3, "10:00", 11), house.reopen_month, clerk)
        it.plan(at(3, "10:05", 11), self.forgotten)
        it.plan(at(3, "10:10", 11), house.close_month, clerk)

    def again(self, count: int) -> None:
        """The same trouble in the same flat as some that was done, within 14 days or later."""
        it = self.script
        done = [each for each in it.book.orders.values() if each.done and each.state == "closed"]
        for order in done[:count]:
            it.look_after(orders.enter(it.clerk, order.unit, "Tap drips again", repeats=order.number))

    def forgotten(self) -> None:
        """A fee of October is entered in November."""
        it = self.script
        order = next(each for each in it.book.orders.values() if each.done and not each.agreement)
        orders.fee(it.clerk, order, 4_321, "Ladder", date(2026, 10, 30))
