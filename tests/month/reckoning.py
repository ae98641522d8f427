"""The month reckoned from the book alone: flows and measures as ``measures --json`` prints them, nothing asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import mean, median
from typing import Any

from tests.month.book import Book, Complaint, Order
from tests.month.figures import DAY, END, FIRST, NEXT, START, Figure, number, of, quotient, within
from tests.month.further import further
from tests.month.minutes import FULL, Minutes

TARGETS = {
    "urgent": (30, 120, 1440), "high": (60, 240, 960), "normal": (240, 960, 2400), "low": (480, 2400, 4800),
}  # fmt: skip
"""What the office promised: minutes to respond, arrive and finish; urgent ones round the clock."""
ACKNOWLEDGE, ANSWER = 240, 1440
REPEAT = timedelta(days=14)
ENDED = ("cancelled", "declined")
OPEN_ORDER = (
    "requested", "assigned", "scheduled", "on_the_way", "on_site", "waiting_parts", "waiting_owner", "waiting_vendor",
    "waiting_approval",
)  # fmt: skip
OPEN_COMPLAINT = ("received", "acknowledged", "investigating", "action_agreed")


class Reckoning:
    """Everything counted about October from a book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        first, made_up = date(2026, 9, 1), dict.fromkeys(book.made_up, FULL)
        self.office = Minutes(first, 110, book.off, made_up)
        self.own = {
            name: Minutes(first, 110, book.off, made_up, book.away.get(name, ()))
            for name in (*book.technicians, "Zhou Min")
        }
        self.orders = list(book.orders.values())
        self.complaints = list(book.complaints.values())
        self.done = [each for each in self.orders if within(each.done)]
        self.settled = [each for each in self.complaints if within(each.resolved)]

    # clocks

    def dues(self, it: Order) -> tuple[datetime, datetime, datetime]:
        """When somebody was to respond, to be there and to be done; what waited for the owner is added to the last."""
        respond, arrive, finish = TARGETS[it.priority]
        if it.priority == "urgent":  # round the clock, and so are its pauses
            due = it.received + timedelta(minutes=finish)
            for begin, end in self.waits(it):
                due += end - begin if begin < due else timedelta()
            return it.received + timedelta(minutes=respond), it.received + timedelta(minutes=arrive), due
        due = self.office.after(it.received, finish)
        for begin, end in self.waits(it):  # a pause counts only if it began before due
            if begin < due:
                due = self.office.after(due, self.office.between(begin, end))
        return self.office.after(it.received, respond), self.office.after(it.received, arrive), due

    def waits(self, it: Order) -> list[tuple[datetime, datetime]]:
        """The stretches in which it waited for the owner, those that ended."""
        found = []
        for (begin, state), (end, _) in zip(it.moves, it.moves[1:], strict=False):
            if state == "waiting_owner":
                found.append((begin, end))
        return found

    # flows

    def flow(self, kind: str) -> dict[str, Any]:
        """How orders or complaints went through the month."""
        matters: Sequence[Order | Complaint] = self.orders if kind == "orders" else self.complaints
        ends = ENDED if kind == "orders" else ("withdrawn",)
        ended = [(each, self._ended(each)) for each in matters]
        solved = [(each, end) for each, end in ended if end is not None and within(end)]
        days = [(end - each.received) / DAY for each, end in solved]
        given_up = [each for each in matters if each.state in ends and each.moves[-1][0] < END]
        still = [
            each for each, end in ended
            if each.received < END and each not in given_up and (end is None or end >= END)
        ]  # fmt: skip
        came = [each for each in matters if within(each.received)]
        return {
            "received": len(came),
            "by_channel": dict(Counter(each.channel for each in came)),
            "resolved": len(solved),
            "due": len(solved),
            "late": sum(end > self._due(each) for each, end in solved),
            "open_at_end": len(still),
            "days_to_resolve": {
                "median": median(days) if days else None, "mean": mean(days) if days else None,
            },
        }  # fmt: skip

    def _ended(self, it: Order | Complaint) -> datetime | None:
        return it.done if isinstance(it, Order) else it.resolved

    def _due(self, it: Order | Complaint) -> datetime:
        if isinstance(it, Order):
            return self.dues(it)[2]
        return self.office.after(it.asked, ANSWER)

    # measures

    def measures(self) -> dict[str, Figure]:
        """Every measure the book can tell."""
        found = self.in_time() | self.answers() | self.people() | self.money() | self.quality()
        found |= further(self.book, self.own, found["service_revenue"]["value"])
        found |= self.stages("stage_", self.done, OPEN_ORDER)
        return found | self.stages("complaint_stage_", self.settled, OPEN_COMPLAINT)

    def in_time(self) -> dict[str, Figure]:
        came = [each for each in self.orders if within(each.arrived)]
        unseen = sum(each.arrived is None for each in self.done)
        worked = [self.office.between(each.received, each.arrived) for each in came if each.arrived]
        clock = [(each.arrived - each.received) / timedelta(minutes=1) for each in came if each.arrived]
        took = [
            self.office.between(each.received, each.done)
            - sum(self.office.between(*wait) for wait in self.waits(each))
            for each in self.done if each.done
        ]  # fmt: skip
        kept, due = self._clocks_kept()
        visits = [v for each in self.orders for v in each.visits if not v.off and within(v.planned[0])]
        met = [v for v in visits if v.arrived and v.planned[0] <= v.arrived <= v.planned[1]]
        promised = [each for each in self._promises() if within(each[0])]
        return {
            "compliance": quotient(kept, due),
            "first_time_fix": self._first_time(),
            "on_site_response": of(worked, True, unseen),
            "on_site_response_mean": of(worked, False, unseen),
            "on_site_response_round_the_clock": of(clock, True, unseen),
            "on_site_response_round_the_clock_mean": of(clock, False, unseen),
            "mean_time_to_repair": of(took, False),
            "median_time_to_repair": of(took, True),
            "promises_kept": quotient(
                sum(kept is not None and kept <= due for due, kept in promised), len(promised)
            ),
            "appointments_met": quotient(
                len(met), sum(v.arrived is not None for v in visits), sum(v.arrived is None for v in visits)
            ),
        }

    def _promises(self) -> Iterable[tuple[datetime, datetime | None]]:
        """(due, kept) of all that were not taken back."""
        for promise in self.book.promises:
            if not promise.dropped:
                yield promise.due, promise.kept
        for call in self.book.calls:
            if call.back_due:
                yield call.back_due, call.back_kept

    def _clocks_kept(self) -> tuple[int, int]:
        """Orders with a clock that fell due in the month, and those whose clocks that did were all kept."""
        kept = due = 0
        for each in self.orders:
            if each.state in ENDED:
                continue
            responded, arrived = each.responded or each.arrived or each.done, each.arrived or each.done
            fell = [
                (moment, reached)
                for moment, reached in zip(self.dues(each), (responded, arrived, each.done), strict=True)
                if within(moment)
            ]
            due += bool(fell)
            kept += bool(fell) and all(reached is not None and reached <= moment for moment, reached in fell)
        return kept, due

    def _first_time(self) -> Figure:
        """Done in the month long enough ago to know, with one visit and no repeat."""
        known = [
            each for each in self.done
            if each.done and each.done < self.book.closed - REPEAT and self._visits(each)
        ]  # fmt: skip
        again = [(each.repeats, each.received) for each in self.orders if each.repeats]
        good = [
            each for each in known
            if each.done and self._visits(each) == 1
            and not any(number == each.number and came <= each.done + REPEAT for number, came in again)
        ]  # fmt: skip
        return quotient(len(good), len(known), sum(not self._visits(each) for each in self.done))

    def _visits(self, it: Order) -> int:
        return sum(not each.off for each in it.visits)

    def answers(self) -> dict[str, Figure]:
        live = [each for each in self.complaints if each.state != "withdrawn"]
        first = [
            (self.office.after(each.received, ACKNOWLEDGE), _first(each.acknowledged, each.answered))
            for each in live
        ]
        last = [
            (self.office.after(each.asked, ANSWER), _first(each.answered, each.resolved)) for each in live
        ]
        return {
            "acknowledged_in_time": _kept_of(first),
            "answered_in_time": _kept_of(last),
            "answered_within_a_day": self._within_a_day(),
        }

    def _within_a_day(self) -> Figure:
        """Calls taken, requests and complaints first answered within 24 hours."""
        asked: list[bool] = []
        for call in self.book.calls:
            if within(call.started) and call.outcome != "out":
                back = call.back_kept is not None and call.back_kept - call.started <= DAY
                asked.append(call.outcome == "answered" or back)
        for order in self.orders:
            if within(order.received):
                answered = order.responded or order.arrived or order.done
                asked.append(answered is not None and answered - order.received <= DAY)
        for it in self.complaints:
            if within(it.received):
                said = _first(it.acknowledged, it.answered, it.resolved)
                asked.append(said is not None and said - it.received <= DAY)
        return quotient(sum(asked), len(asked))

    def people(self) -> dict[str, Figure]:
        """What technicians did of the time they had."""
        spent = 0
        for order in self.orders:
            for visit in order.visits:
                if visit.off or not visit.arrived or not visit.departed or not within(visit.arrived):
                    continue
                minutes = int((visit.departed - visit.arrived) / timedelta(minutes=1))
                spent += minutes
        clocks = [self.own[name] for name in self.book.technicians]
        had = sum(clock.between(START, END) for clock in clocks)
        days = sum(clock.days(START, END) for clock in clocks)
        return {"utilization": quotient(spent, had), "productivity": quotient(len(self.done), days)}

    def money(self) -> dict[str, Figure]:
        lines = [each for each in self.book.charges if FIRST <= each.day < NEXT]
        agreed = sum(amount for _, amount in self.agreements_charged())
        revenue = sum(each.amount for each in lines) + agreed
        under = sum(each.amount for each in lines if each.covered or each.agreement) + agreed
        done = {each.number for each in self.done}
        cost = sum(each.cost for each in self.book.charges if each.order in done)
        surplus = sum((0 if each.covered else each.amount) - each.cost for each in lines)
        parts = sum(each.amount for each in lines if each.kind == "part")
        return {
            "service_revenue": number(revenue),
            "service_cost": number(cost),
            "service_surplus": number(surplus),
            "revenue_under_contract": quotient(under, revenue),
            "parts_share": quotient(parts, revenue),
        }

    def agreements_charged(self) -> list[tuple[str, int]]:
        """What each agreement comes to in October, to the cent, half a cent upwards."""
        found = []
        for each in self.book.agreements:
            days = (NEXT - max(FIRST, each.from_day)).days
            above, below = each.price * days, 31
            if each.charged == "area":
                above, below = above * each.area, below * 100
            found.append((each.number, (2 * above + below) // (2 * below)))
        return found

    def quality(self) -> dict[str, Figure]:
        ratings = [each.rating for each in self.orders if within(each.rated) and each.rating]
        ratings += [each.rating for each in self.complaints if within(each.followed_up) and each.rating]
        for sheet in self.book.sheets:
            if within(sheet.answered):
                ratings += [each for each in sheet.answers if each is not None]
        came = [each for each in self.complaints if within(each.received)]
        occupied = sum(
            any((a is None or a < NEXT) and (b is None or b >= NEXT - DAY) for _, a, b in owners)
            for owners in self.book.owners.values()
        )
        received = [each for each in self.orders if within(each.received)]
        ended = len(self.done) + len(self.settled)
        return {
            "satisfaction": quotient(sum(each >= 4 for each in ratings), len(ratings)),
            "satisfaction_mean": quotient(sum(ratings), len(ratings)),
            "complaints": number(len(came)),
            "complaints_per_100_units": quotient(len(came), occupied, factor=100),
            "repeats": quotient(sum(bool(each.repeats) for each in received), len(received)),
            "hand_offs": quotient(sum(each.handed_off for each in self.done), ended),
            "reopenings": quotient(sum(each.reopened > 0 for each in (*self.done, *self.settled)), ended),
        }

    def stages(self, prefix: str, matters: Sequence[Any], states: Sequence[str]) -> dict[str, Figure]:
        """Working time in each state, of what ended in the month."""
        spent: dict[str, list[int]] = {state: [] for state in states}
        for it in matters:
            mine: Counter[str] = Counter()
            for (begin, state), (end, _) in zip(it.moves, it.moves[1:], strict=False):
                mine[state] += self.office.between(begin, end)
            for state in states:
                if state in mine:
                    spent[state].append(mine[state])
        return {prefix + state: of(amounts, False) for state, amounts in spent.items()}


def _first(*moments: datetime | None) -> datetime | None:
    return next((each for each in moments if each is not None), None)


def _kept_of(pairs: Iterable[tuple[datetime, datetime | None]]) -> Figure:
    """Of what fell due in the month, what was done by then."""
    due = [(moment, reached) for moment, reached in pairs if within(moment)]
    return quotient(sum(reached is not None and reached <= moment for moment, reached in due), len(due))
