"""The board's names and clicks, and the list of plans, against plain SQL and rows told beforehand."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.complaint import Complaint, ComplaintAspect
from fmcrm_desktop.model.improvement import GapPlan
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.services import complaints, gaps, survey_answers
from fmcrm_desktop.services.gaps.board import Spot
from fmcrm_desktop.services.gaps.plans import PlanForm, every
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import surveying
from tests.services.rows import added, put

INSTANT = timedelta(microseconds=1)
NOVEMBER = datetime(2026, 10, 31, 16, tzinfo=UTC)
GAPS = ("resources", "response", "respect", "")


def read(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as plain:
        return plain.execute(sql, values).fetchall()


@pytest.fixture
def named(office: Office, sample: Sample, office_path: Path) -> None:
    """Houses with names in both scripts; complaints of November and of its edges, with gaps named besides."""
    office.do(put, Building, sample.building, name="Garden House", other_name="花园楼")
    office.do(put, Building, sample.second_building, name="House 1", other_name="1号楼")
    chance = random.Random(5)
    trades = [
        id for (id,) in read(office_path, "select id from category where subject = 'complaint' limit 3")
    ]
    with office.store.writing(office.who, "test") as work:
        for at in range(160):
            received = chance.choice((NOVEMBER, NOVEMBER - INSTANT, NOW, NOVEMBER + timedelta(days=30)))
            it = Complaint(
                number=f"N-{at}", received=received, subject="n", gap=chance.choice(GAPS),
                building_id=chance.choice((sample.building, sample.second_building, None)),
                category_id=chance.choice((*trades, None)), severity=chance.choice((None, 3, 4, 5)),
                concerned_id=chance.choice((sample.clerk, sample.plumber, None)),
                loss=chance.choice(("", "lost")), state=chance.choice(("received", "received", "withdrawn")),
                archived=NOW if chance.random() < 0.1 else None,
            )  # fmt: skip
            work.add(it)
            for value in chance.sample(GAPS[:3], chance.randrange(3)) if it.gap else ():
                work.session.add(ComplaintAspect(complaint_id=it.id, kind="gap", value=value))


HOUSES = """
    select id, case code when '3' then '3 Garden House' else 'House 1' end,
    case code when '3' then '3 花园楼' else '1号楼' end from building
"""


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize(
    ("by", "names"),
    [("building", HOUSES), ("category", "select id, name, other_name from category"),
     ("concerned", "select id, name, other_name from staff")],
)  # fmt: skip
def test_each_line_of_the_board_has_its_name_and_its_gaps_named_besides(
    office: Office, office_path: Path, by: str, names: str
) -> None:
    called = {id: (name, other) for id, name, other in read(office_path, names)} | {None: ("", "")}
    since, until = "2026-10-31 16:00:00", "2026-11-30 16:00:00"
    such = f"archived is null and state != 'withdrawn' and received >= '{since}' and received < '{until}'"
    main = read(office_path, f"select {by}_id, gap, count(*) from complaint where {such} group by 1, 2")
    more = read(
        office_path,
        f"select {by}_id, value, count(*) from complaint join complaint_aspect a on complaint_id = complaint.id "
        f"where {such} and a.kind = 'gap' and value != gap group by 1, 2",
    )
    for further in (False, True):
        found = office.ask(gaps.board, Spot(by, 1, further=further))
        keys = {key for key, *_ in main}
        assert {row.key: (row.name, row.other_name) for row in found.rows} == {
            key: called[key] for key in keys
        }
        besides = {(key, gap): count for key, gap, count in more} if further else {}
        sums = {(key, gap): count for key, gap, count in main}
        for row in found.rows:
            assert row.further == tuple(besides.get((row.key, gap), 0) for gap in GAPS)
            assert row.counts == tuple(
                sums.get((row.key, gap), 0) + besides.get((row.key, gap), 0) for gap in GAPS
            )
            assert row.total == sum(sums.get((row.key, gap), 0) for gap in GAPS)
        assert found.total == sum(sums.values())
        assert found.further == tuple(
            sum(n for (_, gap), n in besides.items() if gap == each) for each in GAPS
        )
    if by == "category":
        sheet = office.ask(gaps.paper, Month(2026, 11))
        assert (
            sheet.further == office.ask(gaps.board, Spot("category", 3, further=True)).further != (0, 0, 0, 0)
        )


@pytest.mark.usefixtures("named")
def test_a_cause_says_where_and_opens_its_complaints(office: Office, office_path: Path) -> None:
    trades = {
        id: (name, other)
        for id, name, other in read(office_path, "select id, name, other_name from category")
    }
    found = office.ask(gaps.causes, 1)
    assert {cause.building_id for cause in found} >= {None} and {cause.category_id for cause in found} >= {
        None
    }
    for cause in found:
        said = trades.get(cause.category_id or 0, ("", ""))
        assert (cause.category, cause.category_other) == said
        code = read(office_path, "select code from building where id = ?", cause.building_id)
        place = (
            {"3": ("3 Garden House", "3 花园楼"), "1": ("House 1", "1号楼")}[code[0][0]] if code else ("", "")
        )
        assert (cause.building, cause.building_other) == place
        assert cause.months == ("2026-11",)
        opened = office.ask(complaints.page, Query(where=dict(cause.where))).ids
        counted = [
            row for row in office.ask(complaints.rows, opened)
            if row.state != "withdrawn"
        ]  # fmt: skip
        if cause.category_id is not None and cause.building_id is not None:
            assert len(counted) == cause.count
        assert len(counted) >= cause.count, "what is set nowhere is no filter"


PLANS: tuple[dict[str, Any], ...] = (
    {"gap": "respect", "text": "Greet", "after": None, "due_day": NOW.date()},
    {"gap": "response", "text": "Call back", "after": None, "due_day": NOW.date() + timedelta(days=1)},
    {"gap": "response", "text": "Night desk", "before": 4, "after": 2, "made_day": date(2026, 6, 1)},
    {"criterion": "access", "text": "Ramps", "before": -2000, "after": -1000, "target": -500},
    {"gap": "respect", "text": "Old", "after": None, "due_day": NOW.date(), "archived": NOW},
)


@pytest.fixture
def plans(office: Office, sample: Sample, office_path: Path) -> list[int]:
    [(trade,)] = read(office_path, "select min(id) from category where subject = 'complaint'")
    where = (
        {"building_id": sample.building},
        {"category_id": trade},
        {"responsible_id": sample.clerk},
        {},
        {},
    )
    return [
        office.do(added, GapPlan, **{"made_day": date(2026, 8, 1), **plan, **more}).result
        for plan, more in zip(PLANS, where, strict=True)
    ]


def test_plans_are_listed_newest_first_by_result_gap_and_words(
    office: Office, office_path: Path, plans: list[int]
) -> None:
    due, open, better, criterion, old = plans

    def listed(**query: Any) -> list[int]:
        return list(office.ask(gaps.page, Query(**query)).ids)

    assert listed() == [criterion, open, due, better], "made on one day: the later entered first"
    assert listed(archived=True) == [old]
    assert listed(where={"result": ("due",)}) == [due]
    assert listed(where={"result": ("open", "better")}) == [criterion, open, better]
    assert listed(where={"gap": ("response",)}) == [open, better]
    assert listed(where={"gap": ("response",), "result": ("better",)}) == [better]
    its = "select category_id from gap_plan where id = ?"
    [(trade,)] = read(office_path, f"select name from category where id = ({its})", open)
    for text, wanted in (
        ("desk", [better]),
        ("li na", [better]),
        ("李娜", [better]),
        ("3", [due]),
        (trade, [open]),
    ):
        assert listed(text=text) == wanted
    first = {row.id: row for row in office.ask(gaps.rows, plans)}
    assert (first[due].building, first[due].category, first[due].responsible) == ("3", "", "")
    assert (first[open].building, first[open].category, first[open].responsible) == ("", trade, "")
    assert (first[better].responsible, first[better].responsible_other) == ("Li Na", "李娜")
    assert [row.id for row in office.ask(gaps.rows, [better, due])] == [better, due]
    with office.store.reading(office.who, "test") as work:
        assert [row.id for row in every(work)] == [criterion, open, due, better]
    office.do(gaps.archive, open)
    office.do(gaps.restore, old)
    assert listed() == [old, criterion, due, better]
    assert listed(archived=True) == [open]


def test_a_plan_comes_back_as_it_was_typed(office: Office, sample: Sample) -> None:
    for form in (
        PlanForm(criterion="courtesy", building_id=sample.building, text="Greet", target=5),
        PlanForm(gap="respect", text="Greet", target=3, responsible_id=sample.clerk),
        PlanForm(criterion="courtesy", text="Greet"),
    ):
        typed = replace(form)
        id = office.do(gaps.add, form).result
        told = office.ask(gaps.form_of, id)
        assert replace(told, version=None) == replace(typed, due_day=NOW.date() + timedelta(days=90))
        office.do(gaps.change, id, replace(told, text="Greet by name"))
        again = office.ask(gaps.form_of, id)
        assert (again.target, again.text) == (typed.target, "Greet by name")


def test_a_criterion_is_measured_over_ninety_days_to_the_moment(office: Office) -> None:
    """The last of them is the day of the plan; the first 89 days before, both whole on the office's clock."""
    last = datetime(2026, 11, 20, 16, tzinfo=UTC)
    round = surveying.make(office, (("gap", "courtesy"),), sheets=4)
    moments = (last - timedelta(days=90), last - timedelta(days=90) - INSTANT, last - INSTANT, last)
    for sheet, value, moment in zip(round.sheets, (6, 5, 4, 3), moments, strict=True):
        office.do(survey_answers.save, sheet, 1, [survey_answers.Given(round.questions[0], 7, value)])
        office.do(put, SurveySheet, sheet, answered=moment)
    id = office.do(gaps.add, PlanForm(criterion="courtesy", text="Greet")).result
    assert office.ask(gaps.rows, [id])[0].before == -2000, "of 6 and 4 against 7"
