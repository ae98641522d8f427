"""Whose target holds for an order: the agreement's, the customer tier's, the category's, the office's; and that open
orders follow when a target changes."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import agreements, office_settings, targets, work_orders
from fmcrm_desktop.services.agreements import AgreementForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.targets import RuleForm
from fmcrm_desktop.services.work_orders import ChangeForm, DoneForm, OrderForm, WaitForm
from tests.sample import Sample

FRIDAY_TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def agree(office: Office, **given: Any) -> int:
    return office.do(agreements.add, AgreementForm(name="Full care", **given)).result


def rule(office: Office, finish: str, **of: Any) -> int:
    return office.do(targets.add_rule, RuleForm(respond="0:30", arrive="1:00", finish=finish, **of)).result


def enter(office: Office, **given: Any) -> int:
    return office.do(work_orders.enter, OrderForm(summary="Tap drips", **given)).result


def finish(office: Office, id: int) -> tuple[int, str, str]:
    [clock] = [each for each in office.ask(work_orders.card, id).clocks if each.name == "finish"]
    return clock.minutes, clock.source, clock.source_name


def tier(path: Path, person: int, name: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("update person set tier = ? where id = ?", (name, person))


def test_the_agreement_wins_over_tier_category_and_office(
    office: Office, sample: Sample, office_path: Path
) -> None:
    given = {"person_id": sample.owner, "unit_id": sample.unit, "category_id": 1}
    assert finish(office, enter(office, **given)) == (2400, targets.OFFICE_TARGET, "")
    rule(office, "8:00", category_id=1)
    name = finish(office, enter(office, **given))
    assert name[:2] == (480, "The target of {name}")
    rule(office, "6:00", tier="A")
    assert finish(office, enter(office, **given))[0] == 480  # the owner has no tier yet
    tier(office_path, sample.owner, "A")
    assert finish(office, enter(office, **given)) == (360, "The target of customer tier {name}", "A")
    agreed = agree(office, person_id=sample.owner)
    rule(office, "4:00", agreement_id=agreed)
    assert finish(office, enter(office, **given)) == (240, "The agreement {name}", "A-2611-001 Full care")


def test_the_priority_named_comes_before_every_priority(office: Office) -> None:
    rule(office, "8:00", category_id=1)
    rule(office, "2:00", category_id=1, priority="high")
    assert finish(office, enter(office, category_id=1, priority="high"))[0] == 120
    assert finish(office, enter(office, category_id=1, priority="low"))[0] == 480


@pytest.mark.parametrize(
    ("given", "holds"),
    [
        ({}, True),
        ({"until_day": date(2026, 11, 20)}, True),
        ({"until_day": date(2026, 11, 19)}, False),
        ({"from_day": date(2026, 11, 20)}, True),
        ({"from_day": date(2026, 11, 21)}, False),
        ({"state": "draft"}, False),
        ({"state": "ended"}, False),
    ],
)
def test_an_agreement_holds_on_its_days(
    office: Office, sample: Sample, given: dict[str, Any], holds: bool
) -> None:
    rule(office, "4:00", agreement_id=agree(office, person_id=sample.owner, **given))
    assert (finish(office, enter(office, person_id=sample.owner))[0] == 240) is holds


def test_an_agreement_for_units_holds_for_these_only(office: Office, sample: Sample) -> None:
    rule(office, "4:00", agreement_id=agree(office, units=(sample.unit,)))
    assert finish(office, enter(office, unit_id=sample.unit))[0] == 240
    assert finish(office, enter(office, unit_id=sample.second_unit))[0] == 2400


def test_the_owners_agreement_holds_for_what_the_tenant_asks_for(office: Office, sample: Sample) -> None:
    rule(office, "4:00", agreement_id=agree(office, person_id=sample.owner))
    assert finish(office, enter(office, person_id=sample.tenant, unit_id=sample.unit))[0] == 240


def dues(path: Path, id: int) -> tuple[str, str, str]:
    with sqlite3.connect(path) as connection:
        return connection.execute(
            "select respond_due, arrive_due, due from work_order where id = ?", (id,)
        ).fetchone()


def test_open_orders_follow_a_changed_target_and_finished_ones_do_not(
    office: Office, office_path: Path
) -> None:
    first, second = enter(office, category_id=1), enter(office, category_id=1)
    office.do(work_orders.assign, second, work_orders.AssignForm(1))
    office.do(work_orders.done, second, DoneForm(fix="Mended"))
    before = dues(office_path, second)
    id = rule(office, "4:00", category_id=1)
    # Friday 10:00 and half an hour; an hour; 2 h before noon and 2 h from 13:30.
    assert dues(office_path, first) == (
        "2026-11-20 02:30:00.000000", "2026-11-20 03:00:00.000000", "2026-11-20 07:30:00.000000",
    )  # fmt: skip
    assert dues(office_path, second) == before
    office.do(targets.archive_rule, id)
    assert finish(office, first) == (2400, targets.OFFICE_TARGET, "")


def test_what_was_waited_for_is_counted_when_a_target_changes(office: Office, office_path: Path) -> None:
    id = enter(office, category_id=1)
    office.do(work_orders.assign, id, work_orders.AssignForm(1))
    office.do(work_orders.wait, id, WaitForm("waiting_owner"))
    office.store.clock = lambda: FRIDAY_TEN + timedelta(hours=1)
    office.do(work_orders.arrive, id)
    rule(office, "4:00", category_id=1)
    # An hour's pause: 10:00 to 11:00 does not count, so 1 h before noon and 3 h from 13:30.
    assert dues(office_path, id)[2] == "2026-11-20 08:30:00.000000"


def test_the_offices_own_target_changed_moves_open_orders(office: Office, office_path: Path) -> None:
    id = enter(office)
    form = office.ask(office_settings.targets)
    form.normal_finish, form.normal_round_the_clock = "24:00", True
    office.do(office_settings.keep_targets, form)
    assert dues(office_path, id)[2] == "2026-11-21 02:00:00.000000"
    assert office.ask(work_orders.card, id).clocks[-1].round_the_clock


def test_another_category_or_person_starts_the_clocks_anew(
    office: Office, sample: Sample, office_path: Path
) -> None:
    rule(office, "8:00", category_id=1)
    rule(office, "4:00", agreement_id=agree(office, person_id=sample.owner))
    id = enter(office)
    version = office.ask(work_orders.card, id).version
    office.do(work_orders.change, id, ChangeForm(summary="Tap", category_id=1, version=version))
    assert finish(office, id)[0] == 480
    version = office.ask(work_orders.card, id).version
    changed = ChangeForm(summary="Tap", category_id=1, person_id=sample.owner, version=version)
    office.do(work_orders.change, id, changed)
    assert finish(office, id)[0] == 240


@pytest.mark.parametrize("of", [{}, {"tier": "A", "category_id": 1}])
def test_a_target_is_for_exactly_one(office: Office, of: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        rule(office, "4:00", **of)
    assert set(refused.value.fields) == {"agreement_id"}


def test_two_targets_for_the_same_are_refused(office: Office) -> None:
    rule(office, "4:00", tier="A")
    with pytest.raises(Invalid) as refused:
        rule(office, "5:00", tier="A")
    assert set(refused.value.fields) == {"priority"}
    rule(office, "5:00", tier="A", priority="low")


def test_an_agreement_needs_somebody_or_units(office: Office) -> None:
    with pytest.raises(Invalid) as refused:
        agree(office)
    assert set(refused.value.fields) == {"person_id"}


def test_an_agreement_is_changed_with_its_units_and_found(office: Office, sample: Sample) -> None:
    id = agree(office, units=(sample.unit, sample.second_unit))
    form = office.ask(agreements.form_of, id)
    form.units, form.name = (sample.parking,), "Lift only"
    office.do(agreements.change, id, form)
    card = office.ask(agreements.card, id)
    assert [unit for unit, _ in card.units] == [sample.parking]
    assert [choice.more for choice in office.ask(agreements.choices, "lift")] == ["Lift only"]
