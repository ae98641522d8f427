"""The second count of the measures that look at due moments and at what else happened to the same matter."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from tests.services.by_hand import Answer, Month, Row, quotient

DAY = timedelta(days=1)


class Whole(Month):
    """One month with every measure there is."""

    def everything(self) -> dict[str, Answer]:
        return {
            **super().everything(), **self.clocks(), **self.passed_on(), "first_time_fix": self.first_time(),
            "answered_within_a_day": self.within_a_day(), "complaints_per_100_units": self.per_100_units(),
        }  # fmt: skip

    def due(self, moment: datetime | None) -> bool:
        """It fell due in the month, and not later than now."""
        return moment is not None and self.within(moment) and moment < self.now

    def clocks(self) -> dict[str, Answer]:
        orders = [row for row in self.kept("work_order") if row["state"] not in ("cancelled", "declined")]
        judged = [each for each in map(self._kept_clocks, orders) if each]
        live = [row for row in self.kept("complaint") if row["state"] != "withdrawn"]
        undated = sum(self.within(row["received"]) and row["due"] is None for row in self.kept("complaint"))
        promised = [row for row in self.kept("promise") if self.due(row["due"]) and row["dropped"] is None]
        visits = [row for row in self.kept("visit") if self.due(row["planned_from"])]
        came = [row for row in visits if row["arrived"]]
        return {
            "compliance": quotient(sum(all(each) for each in judged), len(judged)),
            "acknowledged_in_time": self._in_time(live, "acknowledge_due", ("acknowledged", "answered", "resolved")),
            "answered_in_time": self._in_time(live, "due", ("answered", "resolved"), undated),
            "promises_kept": quotient(
                sum(row["kept"] is not None and row["kept"] <= row["due"] for row in promised), len(promised)
            ),
            "appointments_met": quotient(
                sum(row["planned_from"] <= row["arrived"] <= row["planned_until"] for row in came), len(came),
                len(visits) - len(came),
            ),
        }  # fmt: skip

    def _kept_clocks(self, row: Row) -> list[bool]:
        """Of each clock that fell due whether it was kept."""
        pairs = (
            ("respond_due", ("responded", "arrived", "done")),
            ("arrive_due", ("arrived", "done")),
            ("due", ("done",)),
        )
        found = []
        for name, reached in pairs:
            if self.due(row[name]):
                at = _first(row, reached)
                found.append(at is not None and at <= row[name])
        return found

    def _in_time(self, rows: list[Row], name: str, reached: tuple[str, ...], missing: int = 0) -> Answer:
        fell = [(row[name], _first(row, reached)) for row in rows if self.due(row[name])]
        return quotient(sum(at is not None and at <= due for due, at in fell), len(fell), missing)

    def passed_on(self) -> dict[str, Answer]:
        settled = [row for row in self.kept("complaint") if self.within(row["resolved"])]
        ended = [*self.done, *settled]
        came = [row for row in self.kept("work_order") if self.within(row["received"])]
        return {
            "reopenings": quotient(sum(row["reopened"] > 0 for row in ended), len(ended)),
            "hand_offs": quotient(sum(row["handed_off"] for row in ended), len(ended)),
            "repeats": quotient(sum(row["repeat_of_id"] is not None for row in came), len(came)),
        }

    def first_time(self) -> Answer:
        days = timedelta(days=self.kept.setting("repeat.days", 14))
        visits = Counter(row["order_id"] for row in self.kept.whole("visit"))
        by_id = self.kept.by_id("work_order")
        again = {
            row["repeat_of_id"] for row in self.kept.whole("work_order")
            if row["repeat_of_id"] and by_id[row["repeat_of_id"]]["done"]
            and row["received"] - by_id[row["repeat_of_id"]]["done"] <= days
        }  # fmt: skip
        went = [row for row in self.done if visits[row["id"]]]
        known = [row for row in went if row["done"] < self.now - days]
        good = [row for row in known if visits[row["id"]] == 1 and row["id"] not in again]
        return quotient(len(good), len(known), len(self.done) - len(went), len(went) - len(known))

    def within_a_day(self) -> Answer:
        pairs = [(row["received"], _first(row, ("acknowledged", "answered", "resolved")))
                 for row in self.kept("complaint")]  # fmt: skip
        told: dict[int, list[Any]] = {}
        for row in self.kept.whole("work_order"):
            at = _first(row, ("responded", "arrived", "done"))
            if row["request_id"] and at:
                told.setdefault(row["request_id"], []).append(at)
        pairs += [(row["received"], min(told.get(row["id"], [None]))) for row in self.kept("request")]
        back = {row["call_id"]: row["kept"] for row in self.kept.whole("promise") if row["kept"]}
        for row in self.kept("call"):
            if row["direction"] == "in":
                at_once = row["outcome"] in ("answered", "passed_on")
                pairs.append((row["started"], row["started"] if at_once else back.get(row["id"])))
        mine = [(begun, at) for begun, at in pairs if self.within(begun)]
        good = sum(at is not None and at - begun <= DAY for begun, at in mine)
        young = sum(not (at and at - begun <= DAY) and begun > self.now - DAY for begun, at in mine)
        return quotient(good, len(mine) - young, pending=young)

    def per_100_units(self) -> Answer:
        last = self.next - DAY
        units = {row["id"] for row in self.kept("unit") if row["kind"] == "unit"}
        lived_in = {
            row["unit_id"] for row in self.kept("relation")
            if row["unit_id"] in units and row["role"] in ("owner", "tenant", "occupant")
            and (row["from_day"] or last) <= last <= (row["until_day"] or last)
        }  # fmt: skip
        came = sum(self.within(row["received"]) for row in self.kept("complaint"))
        return quotient(came, len(lived_in), factor=100)


def _first(row: Row, names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if row[name] is not None), None)
