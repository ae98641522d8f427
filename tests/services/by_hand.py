"""Every measure counted a second time, in plain Python over the rows that sqlite3 reads: nothing of ours is asked."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from statistics import mean, median
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]
Span = tuple[datetime, datetime]
OPEN_ORDER = (
    "requested", "assigned", "scheduled", "on_the_way", "on_site", "waiting_parts", "waiting_owner", "waiting_vendor",
    "waiting_approval",
)  # fmt: skip
OPEN_COMPLAINT = ("received", "acknowledged", "investigating", "action_agreed")


@dataclass(frozen=True)
class Answer:
    """What a measure must come to."""

    value: float | None
    numerator: float
    denominator: float | None
    missing: int = 0
    pending: int = 0


def quotient(top: float, foot: float, missing: int = 0, pending: int = 0, factor: int = 1) -> Answer:
    return Answer(top * factor / foot if foot else None, top, foot, missing, pending)


def number(top: float, missing: int = 0) -> Answer:
    return Answer(top, top, None, missing)


class Kept:
    """The tables of an office file as plain rows without what is archived."""

    def __init__(self, path: Path) -> None:
        base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        base.row_factory = sqlite3.Row
        names = [
            row[0]
            for row in base.execute(
                "select name from sqlite_master where type = 'table' and name not like 'document%'"
            )
        ]
        self.all = {name: [_row(row) for row in base.execute(f'select * from "{name}"')] for name in names}
        base.close()

    def __call__(self, table: str) -> list[Row]:
        return self.whole(table)

    def whole(self, table: str) -> list[Row]:
        """All of a table, also where only a part of it is counted."""
        return [row for row in self.all[table] if not row.get("archived")]

    def by_id(self, table: str) -> dict[int, Row]:
        return {row["id"]: row for row in self.all[table]}

    def setting(self, name: str, usual: Any) -> Any:
        return next((json.loads(row["value"]) for row in self("setting") if row["name"] == name), usual)


def _row(row: sqlite3.Row) -> Row:
    found = dict(row)
    for key, value in found.items():
        if isinstance(value, str) and len(value) == 26 and value[4] == "-" and value[10] == " ":
            found[key] = datetime.fromisoformat(value).replace(tzinfo=UTC)
        elif isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
            found[key] = date.fromisoformat(value)
    return found


class Month:
    """One month of an office, counted."""

    def __init__(self, kept: Kept, year: int, month: int, now: datetime) -> None:
        self.kept, self.now = kept, now
        self.zone = ZoneInfo(kept.setting("office.zone", "UTC"))
        self.first = date(year, month, 1)
        self.next = date(year + month // 12, month % 12 + 1, 1)
        self.start, self.end = (
            datetime(d.year, d.month, d.day, tzinfo=self.zone) for d in (self.first, self.next)
        )
        usual = {str(day): [["08:30", "12:00"], ["13:30", "18:00"]] for day in range(6)}
        self.week = kept.setting("hours", usual)

    def within(self, moment: datetime | None) -> bool:
        return moment is not None and self.start <= moment < self.end

    @cached_property
    def technicians(self) -> set[int]:
        return {row["id"] for row in self.kept("staff") if row["role"] == "technician" and not row["vendor"]}

    @cached_property
    def done(self) -> list[Row]:
        return [row for row in self.kept("work_order") if self.within(row["done"])]

    # working time

    def hours_on(self, day: date, staff: int | None = None) -> list[Span]:
        """What is worked on a day, by the office or by one of the staff less leave of whole days."""
        week = self.week
        for row in self.kept("staff_hours"):
            if row["staff_id"] == staff and row["from_day"] <= day <= (row["until_day"] or date.max):
                week = json.loads(row["hours"])
        if staff is not None and any(a <= day <= b for a, b in self.leave[staff]):
            return []
        return [(self._at(day, a), self._at(day, b)) for a, b in week.get(str(day.weekday()), ())]

    def _at(self, day: date, clock: str) -> datetime:
        hour, minute = map(int, clock.split(":"))
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone).astimezone(UTC)

    @cached_property
    def leave(self) -> dict[int, list[tuple[date, date]]]:
        away = {row["id"]: row for row in self.kept("event") if row["kind"] in ("leave", "sick")}
        found: dict[int, list[tuple[date, date]]] = defaultdict(list)
        for tie in self.kept("event_staff"):
            if tie["event_id"] in away:
                it = away[tie["event_id"]]
                found[tie["staff_id"]].append((it["from_day"], it["until_day"]))
        return found

    def worked(self, begin: datetime, end: datetime, staff: int | None = None) -> float:
        """Minutes of working time between two moments."""
        total = 0.0
        for day in self._days(begin, end):
            for a, b in self.hours_on(day, staff):
                total += max(0.0, (min(b, end) - max(a, begin)).total_seconds())
        return total / 60

    def _days(self, begin: datetime, end: datetime) -> Iterable[date]:
        day, last = begin.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        while day <= last:
            yield day
            day += timedelta(1)

    # the measures

    def satisfaction(self) -> tuple[Answer, Answer]:
        ratings = [
            row["rating"] for row in self.kept("work_order") if self.within(row["rated"]) and row["rating"]
        ]
        kept = {("complaint", row["id"]) for row in self.kept("complaint")}
        ratings += [
            row["rating"] for row in self.kept("move")
            if row["rating"] and self.within(row["moment"]) and (row["subject"], row["subject_id"]) in kept
        ]  # fmt: skip
        sheets, surveys = self.kept.by_id("survey_sheet"), self.kept.by_id("survey")
        questions, asked = self.kept.by_id("question"), self.kept.by_id("questionnaire")
        for row in self.kept("survey_answer"):
            sheet = sheets[row["sheet_id"]]
            kind = asked[surveys[sheet["survey_id"]]["questionnaire_id"]]["kind"]
            counts = kind != "committee" and questions[row["question_id"]]["scale"] == "five"
            if counts and row["entry"] == 1 and row["value"] is not None and self.within(sheet["answered"]):
                ratings.append(row["value"])
        return quotient(sum(each >= 4 for each in ratings), len(ratings)), quotient(
            sum(ratings), len(ratings)
        )

    def responses(self) -> dict[str, Answer]:
        orders = [row for row in self.kept("work_order") if not row["plan_id"]]
        came = [row for row in orders if self.within(row["arrived"])]
        unseen = sum(self.within(row["done"]) and row["arrived"] is None for row in orders)
        inside = [self.worked(row["received"], row["arrived"]) for row in came]
        round_it = [(row["arrived"] - row["received"]).total_seconds() / 60 for row in came]
        found = {}
        for name, amounts in (("on_site_response", inside), ("on_site_response_round_the_clock", round_it)):
            for end, middle in (("", median), ("_mean", mean)):
                value = middle(amounts) if amounts else None
                found[name + end] = Answer(value, sum(amounts), len(amounts), unseen)
        return found

    def repairs(self) -> tuple[Answer, Answer]:
        waits: dict[int, list[Span]] = defaultdict(list)
        open_since: dict[int, datetime] = {}
        for move in sorted(self.kept("move"), key=lambda row: row["id"]):
            if move["subject"] == "work_order":
                if move["to_state"] == "waiting_owner" and move["from_state"] != "waiting_owner":
                    open_since[move["subject_id"]] = move["moment"]
                elif move["from_state"] == "waiting_owner" != move["to_state"]:
                    waits[move["subject_id"]].append((open_since.pop(move["subject_id"]), move["moment"]))
        took = [
            self.worked(row["received"], row["done"]) - sum(self.worked(a, b) for a, b in waits[row["id"]])
            for row in self.done if not row["plan_id"]
        ]  # fmt: skip
        whole, many = sum(took), len(took)
        return Answer(mean(took) if took else None, whole, many), Answer(
            median(took) if took else None, whole, many
        )

    def stages(self, table: str, ended: str, states: tuple[str, ...], prefix: str) -> dict[str, Answer]:
        moves: dict[int, list[Row]] = defaultdict(list)
        for move in sorted(self.kept("move"), key=lambda row: row["id"]):
            if move["subject"] == table:
                moves[move["subject_id"]].append(move)
        spent: dict[str, dict[int, float]] = {state: {} for state in states}
        unknown = 0
        for row in self.kept(table):
            if not self.within(row[ended]):
                continue
            unknown += not moves[row["id"]]
            since = row["received"]
            for move in moves[row["id"]]:
                if move["from_state"] == move["to_state"]:
                    continue
                if move["from_state"] in spent:
                    mine = spent[move["from_state"]]
                    mine[row["id"]] = mine.get(row["id"], 0.0) + self.worked(since, move["moment"])
                since = move["moment"]
        return {
            prefix + state: quotient(sum(each.values()), len(each), unknown) for state, each in spent.items()
        }

    def staffed(self) -> dict[str, Answer]:
        visits, orders = self.kept.by_id("visit"), self.kept.by_id("work_order")
        minutes, open_ended = 0.0, 0
        worked: dict[int, list[Span]] = defaultdict(list)
        unknown: Counter[int] = Counter()
        for tie in self.kept("visit_staff"):
            visit = visits[tie["visit_id"]]
            if visit["archived"] or orders[visit["order_id"]]["archived"] or not visit["arrived"]:
                continue
            if visit["departed"]:
                worked[tie["staff_id"]].append((visit["arrived"], visit["departed"]))
            elif self.within(visit["arrived"]):
                unknown[tie["staff_id"]] += 1
            if tie["staff_id"] in self.technicians and self.within(visit["arrived"]):
                minutes += visit["travel_minutes"] or 0
                open_ended += not visit["departed"]
                if visit["departed"]:
                    minutes += (visit["departed"] - visit["arrived"]).total_seconds() / 60
        for call in self.kept("call"):
            if call["staff_id"] and call["outcome"] != "missed":
                if call["seconds"] is not None:
                    worked[call["staff_id"]].append(
                        (call["started"], call["started"] + timedelta(seconds=call["seconds"]))
                    )
                elif self.within(call["started"]):
                    unknown[call["staff_id"]] += 1
        end = min(self.end, self.now)
        free = sum(self.worked(self.start, end, id) for id in self.technicians)
        days = sum(
            any(a < end for a, _ in self.hours_on(day, id))
            for id in self.technicians
            for day in self._days(self.start, end - timedelta(seconds=1))
        )
        return {
            "utilization": quotient(minutes, free, open_ended),
            "productivity": quotient(len(self.done), days),
            "out_of_hours": number(
                sum(self._out(id, spans, end) for id, spans in worked.items()), unknown.total()
            ),
        }

    def _out(self, staff: int, spans: list[Span], end: datetime) -> int:
        """Whole minutes outside one's own hours; what overlaps counts once."""
        joined: list[list[datetime]] = []
        for a, b in sorted((max(a, self.start), min(b, end)) for a, b in spans if a < end and b > self.start):
            if joined and a <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], b)
            else:
                joined.append([a, b])
        return round(sum((b - a).total_seconds() / 60 - self.worked(a, b, staff) for a, b in joined))

    def downtime(self) -> Answer:
        known = {row["id"] for row in self.kept("equipment")}
        end = min(self.end, self.now)
        stood: set[tuple[int, int]] = set()
        for row in self.kept("downtime"):
            if row["equipment_id"] in known:
                a, b = max(row["began"], self.start), min(row["ended"] or end, end)
                stood |= {
                    (row["equipment_id"], minute)
                    for minute in range(int(a.timestamp()) // 60, int(b.timestamp()) // 60)
                }
        return quotient(len(stood), len(known))

    def money(self) -> dict[str, Answer]:
        lines = [row for row in self.kept("charge") if self.first <= row["day"] < self.next]
        agreed = sum(
            row["amount"] for row in self.kept("agreement_charge") if self.first <= row["day"] < self.next
        )
        revenue = sum(row["amount"] for row in lines) + agreed
        under = sum(row["amount"] for row in lines if row["covered"] or row["agreement_id"]) + agreed
        parts = sum(row["amount"] for row in lines if row["kind"] == "part")
        done = {row["id"] for row in self.done}
        cost = sum(row["cost"] for row in self.kept("charge") if row["order_id"] in done)
        other = self.kept.setting("other_revenue", {}).get(f"{self.first:%Y-%m}")
        share = quotient(revenue, revenue + other) if other is not None else Answer(None, revenue, revenue, 1)
        surplus = sum((0 if row["covered"] else row["amount"]) - row["cost"] for row in lines)
        spent = [row for row in self.kept("time_spent") if self.first <= row["day"] < self.next]
        times = {
            f"time_{kind}": number(sum(row["minutes"] for row in spent if row["kind"] == kind))
            for kind in ("searching", "negotiating", "performing")
        }
        return times | {
            "service_revenue": number(revenue), "service_cost": number(cost), "service_share": share,
            "service_surplus": number(surplus),
            "revenue_under_contract": quotient(under, revenue), "parts_share": quotient(parts, revenue),
        }  # fmt: skip

    def voices(self) -> dict[str, Answer]:
        came = [row for row in self.kept("complaint") if self.within(row["received"])]
        named = [row["concerned_id"] for row in came if row["concerned_id"]]
        wrong = sum(row["dispatch_error"] != "" for row in self.done)
        return {
            "complaints": number(len(came)),
            "complaints_per_person": quotient(len(named), len(set(named)), len(came) - len(named)),
            "commendations": number(sum(self.within(row["received"]) for row in self.kept("commendation"))),
            "dispatch_errors": quotient(wrong, len(self.done)),
        }  # fmt: skip

    def everything(self) -> dict[str, Answer]:
        """The measures that tests/services/test_measures.py does not count itself, by name."""
        share, mean_rating = self.satisfaction()
        mean_repair, median_repair = self.repairs()
        return {
            "satisfaction": share, "satisfaction_mean": mean_rating, "mean_time_to_repair": mean_repair,
            "median_time_to_repair": median_repair, "downtime": self.downtime(), **self.responses(), **self.money(),
            **self.voices(), **self.staffed(), **self.stages("work_order", "done", OPEN_ORDER, "stage_"),
            **self.stages("complaint", "resolved", OPEN_COMPLAINT, "complaint_stage_"),
        }  # fmt: skip

    # how matters went through

    def flow(self, table: str, ended: str, given_up: tuple[str, ...]) -> dict[str, Any]:
        """Received, by channel, resolved, due, late, open at the end, days: as the command says them."""
        rows, requests = self.kept(table), self.kept.by_id("request")
        left = {
            move["subject_id"] for move in self.kept("move")
            if move["subject"] == table and move["to_state"] in given_up and move["moment"] < self.end
        }  # fmt: skip
        came = [row for row in rows if self.within(row["received"])]
        over = [row for row in rows if self.within(row[ended])]
        days = [(row[ended] - row["received"]).total_seconds() / 86400 for row in over]
        channels: Counter[str] = Counter()
        for row in came:
            asked = requests.get(row.get("request_id") or 0)
            channels[row["channel"] if "channel" in row else asked["channel"] if asked else "other"] += 1
        return {
            "received": len(came), "by_channel": dict(channels), "resolved": len(over),
            "due": sum(row["due"] is not None for row in over),
            "late": sum(row["due"] is not None and row[ended] > row["due"] for row in over),
            "open_at_end": sum(
                row["received"] < self.end and not (row[ended] and row[ended] < self.end)
                and not (row["state"] in given_up and row["id"] in left)
                for row in rows
            ),
            "days_to_resolve": {"median": median(days) if days else None, "mean": mean(days) if days else None},
        }  # fmt: skip
