"""Customer value: points, scores and tiers against plain Python; entering, rights, targets, undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import customer_value, targets
from fmcrm_desktop.services.customer_value import EntryForm, TierForm, WeightsForm
from fmcrm_desktop.services.office import Office
from tests.sample import Sample
from tests.services.charging import order, rows
from tests.services.valuing import agreed_by_chance, by_chance, score, worth

WEIGHTS = {"total": 30, "potential": 15, "profit": 25, "insight": 15, "influence": 15}


def due(path: Path, order: int) -> str:
    return str(rows(path, "select due from work_order where id = ?", order)[0][0])


def tier_of(points: int | None, a: int = 60, b: int = 30) -> str:
    if points is None:
        return ""
    return "A" if points >= 100 * a else "B" if points >= 100 * b else "C"


@pytest.mark.parametrize("seed", range(4))
def test_points_scores_and_tiers_are_those_of_plain_python(
    office: Office, office_path: Path, seed: int
) -> None:
    office.do(by_chance, seed, 40)
    office.do(agreed_by_chance, seed)
    assert office.do(customer_value.count).result == len(worth(office_path))
    weights = WEIGHTS
    if seed % 2:
        weights = {"total": 0, "potential": 7, "profit": 0, "insight": 100, "influence": 3}
        office.do(customer_value.keep_weights, WeightsForm(**weights, tier_a=55, tier_b=20))
    limits = (55, 20) if seed % 2 else (60, 30)
    expected = worth(office_path)
    found = {
        row.id: row
        for row in office.ask(customer_value.rows, list(office.ask(customer_value.page, Query()).ids))
    }
    assert set(found) == set(expected)
    tiers = dict(rows(office_path, "select id, tier from person"))
    for id, row in found.items():
        told = expected[id]
        exact = score(told["points"], weights)
        assert (row.revenue, row.margin, row.score) == (told["revenue"], told["margin"], exact), id
        assert row.known == len(told["points"]) and row.computed == tier_of(exact, *limits)
        assert (row.standing == "by_hand") == bool(told["by_hand"])
        card = office.ask(customer_value.card, id)
        assert {line.factor: line.points for line in card.lines if line.points is not None} == told["points"]
        assert card.score == exact and card.computed == row.computed
        assert sum(each.amount for each in card.bought) == card.bought_total or card.bought_orders > 12
    preview = office.ask(customer_value.preview)
    changing = {
        id
        for id, told in expected.items()
        if not told["by_hand"] and (t := tier_of(score(told["points"], weights), *limits)) and t != tiers[id]
    }
    assert preview.total == len(changing)
    assert preview.by_hand == sum(bool(told["by_hand"]) for told in expected.values())
    done = office.do(customer_value.apply)
    assert done.result == len(changing)
    after = dict(rows(office_path, "select id, tier from person"))
    for id, given in after.items():
        wanted = tiers[id]
        if id in changing:
            wanted = tier_of(score(expected[id]["points"], weights), *limits)
        assert given == wanted, id
    assert office.ask(customer_value.preview).total == 0
    office.undo(done.deed)
    assert dict(rows(office_path, "select id, tier from person")) == tiers


def test_the_list_is_sorted_narrowed_and_found_by_name(office: Office, sample: Sample) -> None:
    office.do(by_chance, 9, 30)
    office.do(customer_value.count)
    for sort in ("", "score", "name", "revenue", "margin", "profile", "tier"):
        for down in (False, True):
            ids = office.ask(customer_value.page, Query(sort=sort, descending=down)).ids
            found = office.ask(customer_value.rows, list(ids))
            if sort in ("revenue", "margin", "profile"):
                values = [getattr(row, sort) for row in found]
                assert values == sorted(values, reverse=down)
            if sort in ("", "score"):
                values = [row.score for row in found]
                assert values == sorted(values, reverse=down or not sort)
    every = office.ask(customer_value.rows, list(office.ask(customer_value.page, Query()).ids))
    for name in ("tier", "standing"):
        for value in {getattr(row, name) for row in every} - {""}:
            ids = office.ask(customer_value.page, Query(where={name: (value,)})).ids
            assert set(ids) == {row.id for row in every if getattr(row, name) == value}, (name, value)
    assert list(office.ask(customer_value.page, Query(text="王芳")).ids) == [sample.owner]
    near = office.ask(customer_value.page, Query(where={"building": (sample.building,)})).ids
    assert set(near) == {sample.owner, sample.company}


def test_an_entry_needs_a_reason_and_points_and_can_be_undone(office: Office, sample: Sample) -> None:
    office.do(customer_value.count)
    for form in (EntryForm(50), EntryForm(101, "much"), EntryForm(None, "why"), EntryForm(-1, "why")):
        with pytest.raises(Invalid):
            office.do(customer_value.enter, sample.owner, "insight", form)
    before = office.ask(customer_value.card, sample.owner).score
    first = office.do(customer_value.enter, sample.owner, "insight", EntryForm(80, "Told us of the leak"))
    office.do(customer_value.enter, sample.owner, "insight", EntryForm(40, "Less since"))
    line = office.ask(customer_value.card, sample.owner).lines[3]
    assert (line.points, line.entry.why, line.entry.day) == (4000, "Less since", date(2026, 11, 20))
    assert office.ask(customer_value.entry_form, sample.owner, "insight").points == 40
    assert office.ask(customer_value.card, sample.owner).score == (2 * 15 * 4000 + 70) // 140
    office.undo(first.deed)
    assert office.ask(customer_value.card, sample.owner).lines[3].points == 4000
    assert before == 0


def test_a_tier_by_hand_stays_wins_and_sets_the_clocks(
    office: Office, office_path: Path, sample: Sample
) -> None:
    office.do(customer_value.count)
    id = order(office, sample)
    before = due(office_path, id)
    office.do(targets.add_rule, targets.RuleForm(tier="A", respond="0:10", arrive="0:20", finish="0:30"))
    assert due(office_path, id) == before
    office.do(customer_value.set_tier, sample.owner, TierForm("A", "Head of the committee"))
    assert due(office_path, id) < before
    row = office.ask(customer_value.rows, [sample.owner])[0]
    assert (row.tier, row.computed, row.standing) == ("A", "C", "by_hand")
    office.do(customer_value.apply)
    assert office.ask(customer_value.rows, [sample.owner])[0].tier == "A"
    assert office.ask(customer_value.rows, [sample.tenant])[0].tier == "C"
    assert office.ask(customer_value.preview).targets == {"A": 1, "B": 0, "C": 0}
    office.do(customer_value.set_tier, sample.owner, TierForm("", "No more"))
    row = office.ask(customer_value.rows, [sample.owner])[0]
    assert (row.tier, row.standing) == ("C", "computed")
    assert due(office_path, id) == before


def test_weights_are_kept_within_bounds(office: Office) -> None:
    good = office.ask(customer_value.weights)
    assert good == WeightsForm(**WEIGHTS, tier_a=60, tier_b=30)
    for wrong in (
        {"total": -1},
        {"insight": 101},
        {"tier_b": 60},
        {"tier_a": None},
        dict.fromkeys(WEIGHTS, 0),
    ):
        with pytest.raises(Invalid):
            office.do(customer_value.keep_weights, WeightsForm(**{**vars(good), **wrong}))


def test_who_may_not_see_costs_sees_no_profitability(office: Office, sample: Sample) -> None:
    office.do(by_chance, 3, 10)
    office.do(customer_value.count)
    id = int(office.ask(customer_value.page, Query()).ids[0])
    whole = office.ask(customer_value.card, id)
    office.who = Who(sample.clerk, "Li Na", "clerk")
    seen = office.ask(customer_value.card, id)
    line = next(each for each in seen.lines if each.factor == "profit")
    assert (line.points, line.amount, line.hidden) == (None, None, True)
    assert seen.score == whole.score
    assert office.ask(customer_value.rows, [id])[0].margin is None
    by_margin = office.ask(customer_value.page, Query(sort="margin")).ids
    assert list(by_margin) == list(office.ask(customer_value.page, Query()).ids)


def test_history_stands_beside_the_entry(office: Office, sample: Sample) -> None:
    card = office.ask(customer_value.card, sample.owner)
    said = {line.factor: dict(line.hints) for line in card.lines}
    assert said["potential"] == {"units they belong to today": 2}
    assert said["influence"] == {"others in the same units": 1}


def test_the_profile_says_what_is_not_known(office: Office, office_path: Path, sample: Sample) -> None:
    card = office.ask(customer_value.card, sample.owner)
    assert card.profile == round(100 * (12 - len(card.unknown)) / 12)
    assert "Telephone" not in card.unknown and "Email" in card.unknown
    firm = office.ask(customer_value.card, sample.company)
    assert "Occupation" not in firm.unknown and firm.profile == round(100 * (9 - len(firm.unknown)) / 9)
