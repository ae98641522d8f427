"""Campaigns through the door, and the figures of winning customers against plain sqlite3."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import mean, median
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import campaigns, notices, prospects
from fmcrm_desktop.services.campaigns import AudienceForm, CampaignForm, ProspectSheet, costs, responses
from fmcrm_desktop.services.campaigns.costs import CostForm
from fmcrm_desktop.services.campaigns.responses import ResponsesForm
from fmcrm_desktop.services.notices import NoticeForm
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.prospecting import enter, lose, move, win

FIRST, LAST = date(2026, 10, 5), date(2026, 11, 10)
ZONE = ZoneInfo("Asia/Shanghai")
SOURCES = ("phone", "web", "campaign")
KINDS = ("service", "advertising", "market_entry", "promotion")


def campaign(office: Office, name: str = "Open day", **more: Any) -> int:
    form = CampaignForm(name, from_day=date(2026, 10, 1), **more)
    made: int = office.do(campaigns.add, form).result
    return made


def spend(office: Office, day: date, amount: int, kind: str = "advertising", of: int | None = None) -> Any:
    return office.do(costs.add, CostForm(day, kind, Money(amount, "CNY"), of))


def sheet(office: Office, first: date = FIRST, last: date = LAST) -> ProspectSheet:
    found: ProspectSheet = office.ask(campaigns.sheet, first, last)
    return found


def lives(office: Office, sample: Sample) -> None:
    """Sixty prospects over some months, of several sources, people and campaigns, some undone and put away."""
    chance = random.Random(19)
    made = [campaign(office, f"Campaign {n}") for n in range(3)]
    for n in range(60):
        began = NOW - timedelta(days=chance.randrange(90), hours=chance.randrange(24))
        office.store.clock = lambda began=began: began
        id = enter(
            office, f"Lead {n}", source=chance.choice(SOURCES), campaign_id=chance.choice((*made, None)),
            responsible_id=chance.choice((sample.manager, sample.clerk)),
            next_day=began.astimezone(ZONE).date(),
        )  # fmt: skip
        ended = began + timedelta(days=chance.randrange(25), hours=chance.randrange(24))
        office.store.clock = lambda ended=ended: ended
        for state in ("contacted", "viewing", "offer")[: chance.randrange(4)]:
            move(office, id, state)
        fate = chance.randrange(5)
        if fate == 0:
            lose(office, id, chance.choice(("price", "time")))
        elif fate in (1, 2):
            done = win(office, id)
            if chance.random() < 0.2:
                office.undo(done.deed)
        if chance.random() < 0.1:
            office.do(prospects.archive, id)
    office.store.clock = lambda: NOW
    for _ in range(25):
        day = date(2026, 9, 20) + timedelta(chance.randrange(60))
        spend(office, day, chance.randrange(1, 90_000), chance.choice(KINDS), chance.choice((*made, None)))


def local(moment: str) -> date:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(ZONE).date()


def known(path: Path) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as plain:
        plain.row_factory = sqlite3.Row
        leads = [dict(row) for row in plain.execute("select * from lead where archived is null")]
        for lead in leads:
            reached = plain.execute(
                "select distinct to_state from move where subject = 'lead' and subject_id = ?", (lead["id"],)
            )
            lead["reached"] = {row[0] for row in reached}
            lead["on"] = local(lead["entered"])
            lead["off"] = local(lead["closed"]) if lead["closed"] else None
    return leads


def test_the_figures_are_those_of_plain_sql(office: Office, office_path: Path, sample: Sample) -> None:
    lives(office, sample)
    it, leads = sheet(office), known(office_path)
    cohort = [lead for lead in leads if FIRST <= lead["on"] <= LAST]
    ended = [lead for lead in leads if lead["off"] and FIRST <= lead["off"] <= LAST]
    won = [(lead["off"] - lead["on"]).days for lead in ended if lead["state"] == "won"]
    assert it.entered == len(cohort) > 15 and it.won == len(won) > 5
    assert it.lost == sum(lead["state"] == "lost" for lead in ended) > 0
    assert it.open == sum(lead["state"] not in ("won", "lost") for lead in leads)
    assert it.mean == pytest.approx(mean(won)) and it.median == median(won)
    assert {line.state: line.reached for line in it.stages} == {
        line.state: sum(line.state in lead["reached"] for lead in cohort) for line in it.stages
    }
    for lines, column in (
        (it.sources, "source"),
        (it.people, "responsible_id"),
        (it.campaigns, "campaign_id"),
    ):
        assert sum(line.entered for line in lines) == len(cohort)
        for line in lines:
            its = [lead for lead in cohort if lead[column] == line.key]
            days = [(lead["off"] - lead["on"]).days for lead in its if lead["state"] == "won"]
            assert (line.entered, line.won) == (len(its), len(days))
            assert line.lost == sum(lead["state"] == "lost" for lead in its)
            assert line.mean == (pytest.approx(mean(days)) if days else None)
            assert line.median == (median(days) if days else None)


def test_costs_are_divided_by_who_was_won(office: Office, office_path: Path, sample: Sample) -> None:
    lives(office, sample)
    it = sheet(office)
    with closing(sqlite3.connect(office_path)) as plain:
        within = "from campaign_cost where archived is null and day between ? and ?"
        span = (FIRST.isoformat(), LAST.isoformat())
        by_kind = dict(plain.execute(f"select kind, sum(amount) {within} group by kind", span))
        by_campaign = dict(
            plain.execute(f"select campaign_id, sum(amount) {within} group by campaign_id", span)
        )
    assert dict(it.costs) == {kind: by_kind.get(kind, 0) for kind in KINDS}
    assert {line.key: line.cost for line in it.campaigns if line.cost} == by_campaign
    exact = sum(by_kind.values()) / it.won
    assert it.per_won is not None and abs(it.per_won - exact) <= 0.5
    empty = sheet(office, date(2020, 1, 1), date(2020, 1, 31))
    assert (empty.entered, empty.per_won, empty.mean, empty.campaigns) == (0, None, None, ())
    with pytest.raises(Invalid):
        sheet(office, LAST, FIRST)


def test_every_figure_opens_as_many_records(office: Office, sample: Sample) -> None:
    lives(office, sample)
    it = sheet(office)
    span = (FIRST.isoformat(), LAST.isoformat())

    def count(**where: tuple[object, ...]) -> int:
        return len(office.ask(prospects.page, Query(where=where)))

    assert count(entered=span) == it.entered and count(state=("open",)) == it.open
    assert count(closed=span, state=("won",)) == it.won and count(closed=span, state=("lost",)) == it.lost
    for line in it.stages:
        assert count(entered=span, reached=(line.state,)) == line.reached
    for name, lines in (("source", it.sources), ("responsible", it.people), ("campaign", it.campaigns)):
        for each in lines:
            where: dict[str, tuple[object, ...]] = {"entered": span, name: (each.key,)}
            assert count(**where) == each.entered and count(**where, state=("open",)) == each.open
            assert count(**where, state=("won",)) == each.won
    for reason, many in it.reasons:
        assert count(closed=span, state=("lost",), reason=(reason,)) == many
    spent = [office.ask(costs.rows, list(office.ask(costs.page, Query(where={"days": span, "kind": (kind,)})).ids))
             for kind in KINDS]  # fmt: skip
    assert [sum(row.amount for row in rows) for rows in spent] == [amount for _, amount in it.costs]
    of_none = office.ask(costs.page, Query(where={"days": span, "campaign": (None,)}))
    none = next((line.cost for line in it.campaigns if line.key is None), 0)
    assert sum(row.amount for row in office.ask(costs.rows, list(of_none.ids))) == none


def test_a_campaign_knows_what_came_of_it(office: Office, sample: Sample) -> None:
    id = campaign(office, kind="promotion")
    spend(office, date(2026, 11, 1), 30_001, "promotion", id)
    spend(office, date(2026, 11, 2), 10_000, "service", id)
    gone = spend(office, date(2026, 11, 2), 99, "service", id)
    office.undo(gone.deed)
    one, two = (enter(office, name, campaign_id=id, source="campaign") for name in ("One", "Two"))
    office.store.clock = lambda: NOW + timedelta(days=5)
    win(office, one)
    row = office.ask(campaigns.rows, [id])[0]
    assert (row.cost, row.leads, row.won, row.per_won, row.state) == (40_001, 2, 1, 40_001, "running")
    win(office, two)
    assert office.ask(campaigns.rows, [id])[0].per_won == 20_001
    figures = office.ask(campaigns.of_campaign, id)
    assert (
        figures.costs == (("service", 10_000), ("promotion", 30_001)) and figures.mean == figures.median == 5
    )
    assert {line.state: line.reached for line in figures.stages}["won"] == 2


def test_an_audience_is_found_once(office: Office, sample: Sample) -> None:
    id = campaign(office)
    assert office.do(campaigns.address, id, AudienceForm(building_id=sample.building)).result == 2
    assert office.do(campaigns.address, id, AudienceForm(people=(sample.owner, sample.tenant))).result == 1
    assert set(office.ask(campaigns.audience, id)) == {sample.owner, sample.company, sample.tenant}
    with pytest.raises(Invalid):
        office.do(campaigns.address, id, AudienceForm(people=(sample.owner,)))
    assert office.ask(campaigns.rows, [id])[0].audience == 3


def test_many_answers_are_kept_in_one_deed(office: Office, sample: Sample) -> None:
    id = campaign(office)
    notice = office.do(notices.add, NoticeForm(title="No water", other_title="停水", starts=NOW)).result
    people = (sample.owner, sample.tenant, sample.owner)
    done = office.do(responses.add, ResponsesForm(campaign_id=id, people=people, way="came"))
    office.do(responses.add, ResponsesForm(notice_id=notice, people=(sample.owner,)))

    def listed(**where: tuple[object, ...]) -> list[tuple[str, str]]:
        page = office.ask(responses.page, Query(where=where))
        return [(row.person, row.about) for row in office.ask(responses.rows, list(page.ids))]

    assert len(listed()) == 3
    assert listed(about=("notice",)) == [("王芳", "No water")]
    [row] = office.ask(responses.page, Query(where={"about": ("notice",)})).first
    assert (row.about, row.about_other) == ("No water", "停水")
    assert {person for person, _ in listed(campaign=(id,))} == {"王芳", "J. Moreau"}
    office.undo(done.deed)
    assert len(listed()) == 1
    for wrong in (ResponsesForm(people=(sample.owner,)), ResponsesForm(id, notice, people=(sample.owner,))):
        with pytest.raises(Invalid):
            office.do(responses.add, wrong)
    with pytest.raises(Invalid):
        office.do(responses.add, ResponsesForm(id, people=(sample.owner,), moment=NOW + timedelta(days=1)))


def test_what_is_wrong_with_costs_and_days_is_said(office: Office) -> None:
    with pytest.raises(Invalid):
        spend(office, FIRST, 0)
    with pytest.raises(Invalid):
        spend(office, FIRST, 100, "bribes")
    with pytest.raises(Invalid):
        campaign(office, until_day=date(2026, 9, 1))
    campaign(office, "Autumn", until_day=date(2026, 10, 31))
    page = office.ask(campaigns.page, Query(text="autumn", where={"state": ("over",)}))
    assert [row.name for row in page.first] == ["Autumn"]
