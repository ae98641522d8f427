"""The clocks of orders against a simulation that walks minute by minute through random histories and calendars.

The oracle knows the office's hours as plain figures and asks of every single minute whether it counts; it shares no
line with the working calendar. FMCRM_HISTORIES=3000 runs so many instead of a few.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.model.work_order import OVER
from fmcrm_desktop.services import settings, targets, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.test_order_walks import form_for

ORDERS = 4
"""Histories in each calendar."""
SEEDS = max(int(os.environ.get("FMCRM_HISTORIES", "48")) // ORDERS, 1)
DAYS = 90
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
MINUTE = timedelta(minutes=1)


@dataclass
class Plain:
    """A calendar as plain figures: minutes of the day that count, by weekday and by single days."""

    zone: str
    week: dict[int, list[tuple[int, int]]]
    days: dict[date, list[tuple[int, int]]]
    begin: datetime

    def counts(self) -> bytearray:
        """For each minute from ``begin`` on, whether the office works."""
        local = ZoneInfo(self.zone)
        open_minutes = bytearray()
        for at in range(DAYS * 1440):
            moment = (self.begin + at * MINUTE).astimezone(local)
            minute = moment.hour * 60 + moment.minute
            spans = self.days.get(moment.date(), self.week[moment.weekday()])
            open_minutes.append(any(first <= minute < last for first, last in spans))
        return open_minutes


def clock_text(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def some_spans(chance: random.Random) -> list[tuple[int, int]]:
    # Not within the hour that comes twice when clocks are set back: there the office opens and closes at the first of
    # the two (model/working_line.py), where a walk by the wall clock would count both.
    first = chance.randrange(3 * 60, 11 * 60, 15)
    if chance.random() < 0.4:
        return [(first, first + chance.randrange(60, 12 * 60, 15))]
    noon = chance.randrange(first + 60, first + 300, 15)
    back = noon + chance.randrange(15, 120, 15)
    return [(first, noon), (back, back + chance.randrange(60, 300, 15))]


def calendar(chance: random.Random, begin: datetime) -> tuple[Plain, dict[str, Any]]:
    """A random calendar, for the simulation and as the office's settings."""
    week = {day: some_spans(chance) if chance.random() < 0.8 else [] for day in range(7)}
    week[chance.randrange(7)] = [(8 * 60, 17 * 60)]
    days: dict[date, list[tuple[int, int]]] = {}
    kept: list[dict[str, Any]] = []
    for at in chance.sample(range(DAYS), 8):
        day = begin.date() + timedelta(days=at)
        if chance.random() < 0.3:
            spans = some_spans(chance)
            days[day] = spans
            hours = [[clock_text(first), clock_text(last)] for first, last in spans]
            kept.append({"day": day.isoformat(), "name": "Made up", "hours": hours})
        else:
            days[day] = []
            kept.append({"day": day.isoformat(), "name": "Holiday", "part": "whole"})
    hours = {str(day): [[clock_text(a), clock_text(b)] for a, b in spans] for day, spans in week.items()}
    zone = chance.choice(ZONES)
    return Plain(zone, week, days, begin), {"office.zone": zone, "hours": hours, "holidays": kept}


def aims(chance: random.Random) -> dict[str, dict[str, Any]]:
    return {
        priority: {
            "respond": chance.randrange(1, 300), "arrive": chance.randrange(1, 1500),
            "finish": chance.randrange(300, 4000), "round_the_clock": chance.random() < 0.3,
        }
        for priority in ("urgent", "high", "normal", "low")
    }  # fmt: skip


@needs("office.settings")
def put(work: Work, values: dict[str, Any]) -> None:
    settings.put(work, **values)


def due_at(open_minutes: bytearray, plain: Plain, received: datetime, minutes: int, paused: set[int]) -> int:
    """The minute, counted from ``begin``, at whose beginning so many counted minutes are over."""
    at = (received - plain.begin) // MINUTE
    while minutes:
        minutes -= open_minutes[at] and at not in paused
        at += 1
    return at


def walk(
    office: Office, sample: Sample, chance: random.Random, begin: datetime
) -> tuple[int, list[tuple[int, str]], dict[str, int]]:
    """Do what the buttons offer for some days; the states by their minutes, and when what was first reached."""
    now = begin + timedelta(days=2, minutes=chance.randrange(3000))
    office.store.clock = lambda: now
    priority = chance.choice(["urgent", "high", "normal", "low"])
    id = office.do(work_orders.enter, OrderForm(summary="Tap", priority=priority)).result
    states = [((now - begin) // MINUTE, "requested")]
    reached: dict[str, int] = {}
    for _ in range(chance.randrange(3, 14)):
        card = office.ask(work_orders.card, id)
        steps = [step for step in card.steps if step not in ("cancel", "decline")]
        step = chance.choice(steps)
        now += timedelta(minutes=chance.randrange(1, 1200))
        office.do(getattr(work_orders, step), id, *form_for(step, card, sample, now, chance))
        minute = (now - begin) // MINUTE
        after = office.ask(work_orders.card, id)
        states.append((minute, after.state))
        for name, moment in (("respond", after.responded), ("arrive", after.arrived)):
            if moment is not None:
                reached.setdefault(name, (moment - begin) // MINUTE)
    now += timedelta(minutes=chance.randrange(1, 2000))
    states.append(((now - begin) // MINUTE, ""))
    return id, states, reached


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_clocks_are_what_a_walk_through_every_minute_finds(
    office: Office, sample: Sample, seed: int
) -> None:
    chance = random.Random(seed)
    begin = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=chance.randrange(260))
    office.store.clock = lambda: begin
    plain, values = calendar(chance, begin)
    wanted = aims(chance)
    office.do(put, {**values, "targets": wanted})
    working = plain.counts()
    always = bytearray(b"\x01" * len(working))
    for _ in range(ORDERS):
        id, states, reached = walk(office, sample, chance, begin)
        card = office.ask(work_orders.card, id)
        now = states[-1][0]
        done = (card.done - begin) // MINUTE if card.done else None
        paused: set[int] = set()
        for (first, state), (until, _after) in pairwise(states):
            if state == "waiting_owner":
                paused |= set(range(first, until))
        aim = wanted[card.priority]
        counted = always if aim["round_the_clock"] else working
        # An owner who never answers moves the due moment on; the order waits for no one else.
        holds = {"respond": set(), "arrive": set(), "finish": paused}
        moments = {"respond": reached.get("respond"), "arrive": reached.get("arrive", done), "finish": done}
        found = {clock.name: clock for clock in card.clocks}
        assert set(found) == {
            name for name, at in moments.items() if at is not None or card.state not in OVER
        }, (seed, states)  # fmt: skip
        for name, clock in found.items():
            due = due_at(counted, plain, card.received, aim[name], holds[name])
            assert (clock.due - begin) // MINUTE == due, (seed, name, states, values)
            at = moments[name]
            waiting = name == "finish" and card.state == targets.PAUSING
            state = "late" if (at if at is not None else now) > due else "kept" if at is not None else (
                "paused" if waiting else "running"
            )  # fmt: skip
            assert clock.state == state, (seed, name, states)
            assert clock.minutes == aim[name]
            if at is None:
                left = sum(counted[minute] for minute in range(now, due)) - sum(
                    counted[minute] for minute in range(due, now)
                )
                assert clock.left == left, (seed, name, states)
