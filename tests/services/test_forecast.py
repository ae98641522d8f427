"""The work expected: by trade and territory, as plain Python counts it over the file's rows, and how far off it was."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import plans, work_orders
from fmcrm_desktop.services.forecast import Forecast, forecast, method
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.services.plans import PlanForm
from tests.conftest import NOW
from tests.sample import Sample, fill

ZONE = ZoneInfo("Asia/Shanghai")
WEEK = timedelta(7)
MONDAY = date(2026, 11, 16)
"""That of the week of NOW, a Friday."""


def lived(office: Office, sample: Sample, seed: int) -> None:
    """Two years of orders in two houses of two territories, more of them in winter, some open, some with visits."""
    chance = random.Random(seed)
    with office.store.writing(office.who, "test") as work:
        north, south = work.add(Territory(name="North")), work.add(Territory(name="South"))
        for territory, building in ((north, sample.building), (south, sample.second_building)):
            work.add(TerritoryBuilding(territory_id=territory.id, building_id=building))
        trades = [row.id for row in work.session.query(Category).filter_by(subject="order").limit(3)]
        for n in range(600):
            received = NOW - timedelta(minutes=chance.randrange(1, 2 * 365 * 1440))
            fresh = received > NOW - timedelta(days=30) and chance.random() < 0.4
            state = "assigned" if fresh else chance.choice(("done", "closed", "closed", "cancelled"))
            order = work.add(
                WorkOrder(
                    number=f"T-{n}", received=received, summary="Tap", state=state,
                    category_id=chance.choice((*trades, None)),
                    building_id=chance.choice((sample.building, sample.second_building, None)),
                    minutes=chance.choice((None, 30, 45, 90)), due=received + timedelta(days=chance.randrange(60)),
                )
            )  # fmt: skip
            if chance.random() < 0.5:
                begins = (
                    received + timedelta(hours=5)
                    if state != "assigned"
                    else NOW + timedelta(chance.randrange(40))
                )
                over = begins + timedelta(minutes=chance.choice((20, 50, 3000)))
                ended = state != "assigned"
                visit = work.add(
                    Visit(
                        order_id=order.id, planned_from=begins, planned_until=over,
                        arrived=begins if ended else None, departed=over if ended else None,
                    )
                )  # fmt: skip
                for staff in chance.sample((sample.plumber, sample.electrician), chance.choice((1, 2))):
                    work.add(VisitStaff(visit_id=visit.id, staff_id=staff))


def monday(said: str) -> date:
    day = datetime.fromisoformat(said).replace(tzinfo=UTC).astimezone(ZONE).date()
    return day - timedelta(day.weekday())


class Oracle:
    """The same sums in plain Python over the rows of the file."""

    def __init__(self, path: Path) -> None:
        rows = sqlite3.connect(path).execute(
            "select id, received, category_id, building_id, state, due, minutes from work_order "
            "where archived is null and plan_id is null"
        )  # fmt: skip
        self.orders = rows.fetchall()
        self.came = [row for row in self.orders if row[4] not in ("cancelled", "declined")]
        self.visits: dict[int, list[tuple[str, str | None, str | None, int]]] = {}
        for order, *rest in sqlite3.connect(path).execute(
            "select order_id, planned_from, arrived, departed, "
            "(select count(*) from visit_staff s where s.visit_id = v.id) from visit v where archived is null"
        ):
            self.visits.setdefault(order, []).append(tuple(rest))

    def weekly(self, key: object = ..., at: int = 2) -> Counter[date]:
        return Counter(monday(row[1]) for row in self.came if key is ... or row[at] == key)

    def expected(self, counts: Counter[date], origin: date) -> list[float]:
        mean = sum(counts[origin - n * WEEK] for n in range(1, 9)) / 8
        return [mean * self.season(origin, origin + n * WEEK) for n in range(8)]

    def season(self, origin: date, week: date) -> float:
        every = self.weekly()
        then = sum(every[origin - (52 + n) * WEEK] for n in range(1, 9)) / 8
        if then * 8 < 24:
            return 1.0
        same = sum(every[week - n * WEEK] for n in (51, 52, 53)) / 3
        return min(max(same / then, 0.5), 2.0)

    def rest(self) -> float:
        """The part of the eight weeks' orders that came on a Friday or later."""
        first, end = MONDAY - 8 * WEEK, MONDAY
        recent = [row for row in self.came if first <= monday(row[1]) < end]
        late = [
            row
            for row in recent
            if datetime.fromisoformat(row[1]).replace(tzinfo=UTC).astimezone(ZONE).weekday() >= 4
        ]
        return len(late) / len(recent)

    def takes(self, trade: object) -> float | None:
        recent = [
            row for row in self.came if MONDAY - 8 * WEEK <= monday(row[1]) < MONDAY and row[2] == trade
        ]
        spent: dict[int, float] = {}
        for row in recent:
            for _, came, went, staff in self.visits.get(row[0], ()):
                if came and went:
                    long = (datetime.fromisoformat(went) - datetime.fromisoformat(came)).total_seconds()
                    if 0 < long < 86400:
                        spent[row[0]] = spent.get(row[0], 0) + long / 60 * staff
        if spent:
            return sum(spent.values()) / len(spent)
        thought = [row[6] for row in recent if row[6] is not None]
        return sum(thought) / len(thought) if thought else None

    def hand(self) -> list[int]:
        found = [0] * 8
        for row in self.orders:
            if row[4] == "assigned":
                visits = [at for at, _, went, _ in self.visits.get(row[0], ()) if went is None]
                week = monday(min(visits) if visits else row[5])
                at = max(0, (week - MONDAY).days // 7)
                if at < 8:
                    found[at] += 1
        return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_equals_plain_sums_over_the_rows(
    office: Office, office_path: Path, sample: Sample, seed: int
) -> None:
    lived(office, sample, seed)
    found, oracle = office.ask(forecast), Oracle(office_path)
    assert found.weeks[0] == MONDAY and len(found.weeks) == 8
    expected = oracle.expected(oracle.weekly(), MONDAY)
    expected[0] *= oracle.rest()
    assert [cell.new.orders for cell in found.whole.cells] == pytest.approx(expected)
    assert any(season not in (None, 1.0) for season in found.seasons), "last year told a season"
    for line in found.trades:
        told = oracle.expected(oracle.weekly(line.key), MONDAY)
        told[0] *= oracle.rest()
        assert [cell.new.orders for cell in line.cells] == pytest.approx(told)
        each = oracle.takes(line.key)
        assert each is not None
        assert [cell.new.minutes for cell in line.cells] == pytest.approx([n * each for n in told])
    assert [cell.on_hand.orders for cell in found.whole.cells] == oracle.hand()
    past = found.past
    assert past is not None
    before = oracle.expected(oracle.weekly(), MONDAY - 8 * WEEK)
    came = [oracle.weekly()[MONDAY - n * WEEK] for n in range(8, 0, -1)]
    assert past.expected == pytest.approx(before) and list(past.came) == came
    assert past.off == pytest.approx(sum(abs(a - b) for a, b in zip(before, came, strict=True)) / 8)
    assert past.bias == pytest.approx((sum(before) - sum(came)) / 8)


def sums(found: Forecast, kind: str) -> list[list[float]]:
    return [
        [sum(getattr(line.cells[n], kind).orders for line in lines) for n in range(len(found.weeks))]
        for lines in ((found.whole,), found.trades, found.territories)
    ]


def test_trades_and_territories_add_up_to_the_whole(office: Office, sample: Sample) -> None:
    lived(office, sample, 5)
    office.do(
        plans.add,
        PlanForm("Pumps", summary="Serve", from_day=NOW.date(), rule=RuleText("FREQ=WEEKLY"), minutes=90,
                 building_id=sample.building),
    )  # fmt: skip
    office.do(plans.generate)
    found = office.ask(forecast)
    for kind in ("plans", "on_hand", "new"):
        whole, trades, territories = sums(found, kind)
        assert any(whole) and trades == pytest.approx(whole) and territories == pytest.approx(whole)
    assert [cell.plans.orders for cell in found.whole.cells] == [1] * 8, (
        "once a week, with or without its order"
    )
    assert [cell.plans.minutes for cell in found.whole.cells] == [90] * 8
    assert {line.names.name for line in found.territories} == {"North", "South", ""}
    work = office.ask(plans.workload)
    assert found.there == tuple(sum(line.cells[n].there for line in work.lines) for n in range(8))


def test_what_is_behind_a_figure_is_found(office: Office, sample: Sample) -> None:
    lived(office, sample, 6)
    found = office.ask(forecast)
    states = tuple(state for state in ("assigned", "done", "closed"))
    for line in found.trades:
        weeks = tuple(week.isoformat() for week in found.before)
        where = {"category": (line.key,), "week": weeks, "asked": (True,), "state": states}
        assert len(office.ask(work_orders.page, Query(where=where)).ids) == pytest.approx(line.usual * 8)
        where = {"category": (line.key,), "asked": (True,), "state": ("open",)}
        assert len(office.ask(work_orders.page, Query(where=where)).ids) == line.open


def test_a_young_office_takes_the_weeks_it_has(empty_office: Office) -> None:
    found = empty_office.ask(forecast)
    assert (found.before, found.past, found.whole.all.orders) == ((), None, 0)
    with empty_office.store.writing(empty_office.who, "test") as work:
        for n in range(4):
            received = NOW - (2 * WEEK + timedelta(days=4)) + timedelta(hours=n)  # Monday two weeks ago
            work.add(WorkOrder(number=f"Y-{n}", received=received, summary="Tap", state="done"))
    found = empty_office.ask(forecast)
    assert found.before == (MONDAY - 2 * WEEK, MONDAY - WEEK)
    assert found.whole.usual == 2 and found.past is None and found.seasons == (None,) * 8


def test_an_accident_of_last_year_is_no_season() -> None:
    counts = {MONDAY - method.YEAR - n * WEEK: 3 for n in range(1, 9)} | {MONDAY - method.YEAR: 90}
    assert method.season(counts, MONDAY, MONDAY, date(2020, 1, 6)) == method.MOST
    assert method.season(counts, MONDAY, MONDAY + 8 * WEEK, date(2020, 1, 6)) == method.LEAST
    assert method.season(counts, MONDAY, MONDAY, date(2025, 11, 3)) is None, "the office was not there yet"


def test_the_server_counts_the_same(office: Office, sample: Sample, postgres_url: str) -> None:
    form = OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
    server = found_office(postgres_url, form)
    server.store.clock = lambda: NOW
    there = fill(server)
    lived(office, sample, 7)
    lived(server, there, 7)
    one, other = office.ask(forecast), server.ask(forecast)
    for kind in ("plans", "on_hand", "new"):
        assert sums(one, kind)[0] == pytest.approx(sums(other, kind)[0])
    assert one.past == other.past and [line.usual for line in one.trades] == [
        line.usual for line in other.trades
    ]
    assert one.whole.all.minutes == pytest.approx(other.whole.all.minutes)
    server.close()
