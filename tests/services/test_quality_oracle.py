"""The board of gaps, its causes, proofs, plans and a round's figures over an office at random, against the text of the
rules done by plain Python on what was made up: on a database file, and on PostgreSQL in a zone with daylight saving."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import Complaint, ComplaintAspect, CorrectiveAction
from fmcrm_desktop.model.survey import SurveyAnswer, SurveySheet
from fmcrm_desktop.services import complaints, gaps, survey_results, surveys
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.gaps.board import Spot
from fmcrm_desktop.services.gaps.plans import PlanForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample, fill
from tests.services import surveying

GAPS = ("resources", "response", "respect")
DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)
Row = dict[str, Any]


@dataclass
class Made:
    """An office with its zone and what was put in: complaints as plain values, ``further`` gaps among them."""

    office: Office
    sample: Sample
    zone: ZoneInfo
    rows: list[Row]
    categories: list[int]

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    @property
    def today(self) -> date:
        return self.day(NOW)


def make(office: Office, sample: Sample, zone: str) -> Made:
    """What the checks look at, put into the office."""
    categories = office.do(_categories).result
    rows = invented(random.Random(22), ZoneInfo(zone), sample, categories)
    office.do(_keep, rows)
    return Made(office, sample, ZoneInfo(zone), rows, categories)


@needs("office.settings")
def _categories(work: Work) -> list[int]:
    return list(
        work.column(select(Category.id).where(Category.subject == "complaint").order_by(Category.id))
    )[:3]


def invented(chance: random.Random, zone: ZoneInfo, sample: Sample, categories: list[int]) -> list[Row]:
    """160 complaints over 14 months, a third of them at the edges of months and of 90 days."""

    def moment() -> datetime:
        if chance.random() > 0.34:
            return NOW - timedelta(minutes=chance.randrange(-60 * 24 * 95, 60 * 24 * 420))
        first = date(2026, chance.randrange(1, 13), 1)
        day = chance.choice([first, NOW.date() + chance.choice([-90, -89, 0, 1, 90]) * DAY])
        edge = datetime.combine(day, time(), zone).astimezone(UTC)
        return edge - chance.choice([timedelta(), INSTANT])

    return [
        {
            "number": f"X-{at}", "received": moment(), "subject": "x", "gap": chance.choice((*GAPS, "")),
            "building_id": chance.choice((sample.building, sample.second_building, None)),
            "category_id": chance.choice((*categories, None)), "severity": chance.choice((None, None, 3, 4)),
            "concerned_id": chance.choice((sample.plumber, sample.clerk, None)),
            "loss": chance.choice(("", "", "", "lost")),
            "state": chance.choice(("received", "resolved", "followed_up", "withdrawn")),
            "archived": NOW if chance.random() < 0.1 else None,
            "further": tuple(gap for gap in GAPS if chance.random() < 0.2),
        }
        for at in range(160)
    ]  # fmt: skip


@needs("office.settings")
def _keep(work: Work, rows: list[Row]) -> None:
    ids = work.add_many(
        Complaint, [{name: value for name, value in row.items() if name != "further"} for row in rows]
    )
    for row, id in zip(rows, ids, strict=True):
        row["id"] = id
    named = [
        {"complaint_id": row["id"], "kind": "gap", "value": gap} for row in rows for gap in row["further"]
    ]
    work.add_many(ComplaintAspect, named)


def counting(made: Made) -> list[Row]:
    """What was put away is not there, and what was withdrawn says nothing about the office."""
    return [row for row in made.rows if row["archived"] is None and row["state"] != "withdrawn"]


def months(many: int) -> list[str]:
    """The last so many months until November 2026."""
    return [f"{2025 + at // 12}-{at % 12 + 1:02}" for at in range(23 - many, 23)]


def every_cell_of_the_board_and_the_causes_in_their_order(made: Made) -> None:
    for many in (1, 3, 12):
        board_and_causes(made, many)


def board_and_causes(made: Made, many: int) -> None:
    mine = [row for row in counting(made) if f"{made.day(row['received']):%Y-%m}" in months(many)]
    for by in ("building", "category", "concerned", "month"):
        for further in (False, True):
            board = made.office.ask(gaps.board, Spot(by, many, further=further))
            wanted: Counter[tuple[Any, str]] = Counter()
            for row in mine:
                key = f"{made.day(row['received']):%Y-%m}" if by == "month" else row[f"{by}_id"]
                wanted.update((key, gap) for gap in {row["gap"], *(row["further"] if further else ())})
            found = {
                (line.key, gap): number
                for line in board.rows
                for gap, number in zip((*GAPS, ""), line.counts, strict=True)
                if number
            }
            assert (found, board.total) == (dict(wanted), len(mine)), (by, further)
    for house, trade in ((made.sample.building, None), (None, made.categories[1])):
        board = made.office.ask(gaps.board, Spot("month", many, house, trade))
        assert board.total == sum(
            house in (None, row["building_id"]) and trade in (None, row["category_id"]) for row in mine
        )
    causes: dict[tuple[Any, ...], list[int]] = {}
    for row in mine:
        if row["gap"]:
            sums = causes.setdefault((row["category_id"], row["building_id"], row["gap"]), [0, 0, 0])
            for at, holds in enumerate((True, (row["severity"] or 0) in (4, 5), bool(row["loss"]))):
                sums[at] += holds
    ranked = sorted(
        ((key, sums) for key, sums in causes.items() if sums[0] >= 2),
        key=lambda each: ([-one for one in each[1]], [(part is None, part or 0) for part in each[0][:2]], each[0][2]),
    )  # fmt: skip
    told = made.office.ask(gaps.causes, many)
    assert [
        ((one.category_id, one.building_id, one.gap), [one.count, one.grave, one.risky]) for one in told
    ] == ranked[: len(told)]
    assert len(told) == min(8, len(ranked))


@needs("office.settings")
def _act(work: Work, done: dict[int, date]) -> None:
    for complaint, day in done.items():
        work.add(CorrectiveAction(complaint_id=complaint, text="Mats", done_day=day))


def the_proof_of_every_action(made: Made) -> None:
    """The same category and place, 90 days before and 90 after the day; said when these are over."""
    chance, said = random.Random(5), Counter[str]()
    some = chance.sample(counting(made), 40)
    made.office.do(
        _act, {row["id"]: made.today - chance.choice([0, 1, 89, 90, 91, 120, 300]) * DAY for row in some}
    )
    for row in some:
        (line,) = made.office.ask(complaints.card, row["id"]).actions
        assert line.done_day is not None
        alike = [
            (made.day(one["received"]) - line.done_day).days
            for one in counting(made)
            if one["category_id"] == row["category_id"] and row["building_id"] in (None, one["building_id"])
        ]
        before, after = sum(-90 <= at < 0 for at in alike), sum(0 < at <= 90 for at in alike)
        outcome = "better" if after < before else "worse" if after > before else "same"
        if (made.today - line.done_day).days <= 90:
            outcome = "too_early"
        assert (line.proved.before, line.proved.after, line.proved.outcome) == (before, after, outcome)
        said[outcome] += 1
    assert len(said) == 4, said


def plans_are_measured_before_and_90_days_later(made: Made) -> None:
    chance, plans = random.Random(6), {}
    for _ in range(12):
        form = PlanForm(chance.choice(GAPS), text="Greet", target=chance.choice([None, 0, 2, 6]))
        form.building_id = chance.choice([None, made.sample.building])
        form.category_id = chance.choice([None, made.categories[0]])
        plans[made.office.do(gaps.add, form).result] = form

    def counted(form: PlanForm, today: date) -> int:
        return sum(
            row["gap"] == form.gap
            and 0 <= (today - made.day(row["received"])).days < 90
            and form.building_id in (None, row["building_id"])
            and form.category_id in (None, row["category_id"])
            for row in counting(made)
        )

    made.office.store.clock = lambda: NOW + 90 * DAY
    said = set()
    for id, form in plans.items():
        made.office.do(gaps.measure, id)
        (row,) = made.office.ask(gaps.rows, [id])
        before, after = counted(form, made.today), counted(form, made.today + 90 * DAY)
        change = "better" if after < before else "worse" if after > before else "same"
        result = "reached" if form.target is not None and after <= form.target else change
        assert (row.before, row.after, row.result) == (before, after, result)
        said.add(result)
    assert len(said) >= 3, said


@needs("office.settings")
def _answered(work: Work, sheets: dict[int, Row], questions: list[int]) -> None:
    for id, row in sheets.items():
        sheet = work.get(SurveySheet, id)
        sheet.person_id, sheet.building_id = row["person"], row["building"]
        sheet.answered, sheet.archived = row["answered"], row["archived"]
        for entry, answers in row["entries"].items():
            for question, (expected, value) in zip(questions, answers, strict=True):
                work.add(
                    SurveyAnswer(
                        sheet_id=id, question_id=question, entry=entry, expected=expected, value=value
                    )
                )


def mean(values: list[int]) -> int | None:
    exact = Decimal(1000 * sum(values)) / len(values) if values else None
    return None if exact is None else int(exact.to_integral_value(ROUND_HALF_UP))


def a_round_with_names_copies_and_forms_taken_out(made: Made) -> None:
    chance, sample = random.Random(8), made.sample
    people = (sample.owner, sample.second_owner, sample.tenant, sample.company)
    round = surveying.make(made.office, (("gap", "courtesy"), ("five", "fairness")), 61)
    sheets = {
        id: {
            "person": chance.choice((*people, None)), "building": chance.choice((sample.building, None)),
            "answered": NOW - chance.randrange(1, 130) * DAY if chance.random() < 0.6 else None,
            "archived": NOW if chance.random() < 0.15 else None, "entries": {},
        }
        for id in round.sheets
    }  # fmt: skip
    for row in sheets.values():
        for entry in (1, 2) if row["answered"] else ():
            pair = tuple(chance.choice((None, *range(1, 8))) for _ in range(2))
            row["entries"][entry] = (pair, (None, chance.choice((None, 1, 2, 3, 4, 4, 5, 5))))
    made.office.do(_answered, sheets, round.questions)
    for building in (None, sample.building):
        mine = [
            row for row in sheets.values() if row["archived"] is None and building in (None, row["building"])
        ]
        back = [row for row in mine if row["answered"]]
        named = [row for row in mine if row["person"]]
        came = sum(bool(row["answered"]) for row in named)
        found = made.office.ask(survey_results.results, round.survey, building)
        assert (found.asked, found.back, found.named) == (len(mine), len(back), (len(named), came))
        assert found.rate == mean([int(bool(row["answered"])) for row in named])
        pairs = [row["entries"][1][0] for row in back if None not in row["entries"][1][0]]
        (courtesy,), (fairness,) = found.criteria, found.needs
        assert (courtesy.sums.pairs, courtesy.sums.gap) == (len(pairs), mean([p - e for e, p in pairs]))
        fives = [value for row in back if (value := row["entries"][1][1][1]) is not None]
        content = [int(value >= 4) for value in fives]
        assert (fairness.sums.rated, fairness.sums.mean) == (len(fives), mean(fives))
        assert fairness.sums.satisfaction == mean(content)
        percent = 100 * sum(content) / len(content)
        band = "low" if percent < 70 else "fair" if percent < 90 else "good" if percent < 95 else "best"
        assert fairness.sums.band == band
        form = PlanForm(criterion="courtesy", building_id=building, text="Greet")
        (plan,) = made.office.ask(gaps.rows, [made.office.do(gaps.add, form).result])
        last = [row["entries"][1][0] for row in back if (NOW - row["answered"]).days < 90]
        assert plan.before == mean([p - e for e, p in last if e and p]), "of 90 days, what the round shows"
    (listed,) = made.office.ask(surveys.rows, [round.survey])
    everybody = [row for row in sheets.values() if row["person"] and row["archived"] is None]
    assert (listed.asked, listed.back) == (len(everybody), sum(bool(row["answered"]) for row in everybody))


CHECKS: tuple[Callable[[Made], None], ...] = (
    every_cell_of_the_board_and_the_causes_in_their_order, the_proof_of_every_action,
    a_round_with_names_copies_and_forms_taken_out, plans_are_measured_before_and_90_days_later,
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_on_a_file(office: Office, sample: Sample, check: Callable[[Made], None]) -> None:
    check(make(office, sample, "Asia/Shanghai"))


def test_on_postgresql_in_a_zone_with_summer_time(postgres_url: str) -> None:
    zone = "Europe/Berlin"
    office = found_office(postgres_url, OfficeForm(name="Linden", zone=zone, manager="Zhou Min"))
    office.store.clock = lambda: NOW
    made = make(office, fill(office), zone)
    for check in CHECKS:
        check(made)
    office.close()
