"""Asking customers after a service: who is called for a rating, in which order, and what the caller is shown."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from fmcrm_desktop.model.call import CallLine
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.model.work_order import FINISHED, STATES, WorkOrder
from fmcrm_desktop.services import call_lists, survey_answers, work_orders
from fmcrm_desktop.services.call_lists import CallerForm, ListForm, ShareForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import CloseForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import surveying
from tests.services.rows import added, put

INSTANT, MONTH = timedelta(microseconds=1), timedelta(days=30)


def order(office: Office, **values: Any) -> int:
    row = {"summary": "Tap", "received": NOW - 2 * MONTH, "state": "done", "done": NOW, **values}
    return office.do(added, WorkOrder, number=f"W-{random.Random(str(values)).random()}", **row).result


def called(office: Office, **more: Any) -> dict[int, tuple[int | None, int | None]]:
    """Person → order and unit of the lines of a list of those to be asked."""
    made = office.do(call_lists.make, ListForm(name="After", special="rating", **more)).result
    with office.store.reading(office.who, "test") as work:
        table = CallLine.__table__.c
        found = work.rows(CallLine.__table__.select().where(table.list_id == made).order_by(table.position))
        return {row.person_id: (row.order_id, row.unit_id) for row in found}


def test_who_is_asked_is_whoever_was_served_within_thirty_days_and_has_not_rated(
    office: Office, sample: Sample
) -> None:
    """About the latest of their orders, with its unit, else their only home."""
    for wrong in (
        {"done": NOW - MONTH - INSTANT}, {"rating": 3}, {"state": "assigned"}, {"archived": NOW}, {"person_id": None},
    ):  # fmt: skip
        order(office, **{"person_id": sample.company, **wrong})
    with pytest.raises(Refusal, match="Nobody is found"):
        called(office)
    order(office, person_id=sample.owner, unit_id=sample.unit, done=NOW - MONTH)
    late = order(office, person_id=sample.owner, unit_id=sample.parking, state="closed", done=NOW - INSTANT)
    only = order(office, person_id=sample.tenant)
    assert called(office) == {sample.tenant: (only, sample.second_unit), sample.owner: (late, sample.parking)}
    assert called(office, words="Moreau") == {sample.tenant: (only, sample.second_unit)}
    assert called(office, building_id=sample.building) == {sample.owner: (late, sample.parking)}


@pytest.mark.parametrize("state", list(STATES))
def test_the_caller_is_offered_the_rating_of_finished_work_once(
    office: Office, sample: Sample, state: str
) -> None:
    asked = order(office, person_id=sample.owner)
    called(office)
    [line] = office.ask(call_lists.lines, Query()).ids
    card = office.ask(call_lists.card, line)
    assert (card.to_rate, card.matter and card.matter.id, card.matter_title) == (asked, asked, "Tap")
    office.do(put, WorkOrder, asked, state=state)
    assert office.ask(call_lists.card, line).to_rate == (asked if state in FINISHED else None)
    if state in FINISHED:
        office.do(work_orders.rate, asked, CloseForm(4, "call"))
        assert office.ask(call_lists.card, line).to_rate is None
    else:
        with pytest.raises(Refusal):
            office.do(work_orders.rate, asked, CloseForm(4, "call"))


def test_the_next_to_call_is_the_one_tried_least_and_longest_ago(office: Office, sample: Sample) -> None:
    chance = random.Random(3)
    made = office.do(call_lists.make, ListForm(name="All")).result
    people = [sample.owner, sample.second_owner, sample.tenant, sample.company]
    other = office.do(call_lists.make, ListForm(name="Other")).result
    assert office.ask(call_lists.next_line, other) is not None
    rows = []
    for at in range(30):
        tries = chance.randrange(3)
        row = {
            "list_id": made, "position": 10 + at, "person_id": chance.choice(people), "tries": tries,
            "state": chance.choice(("waiting", "not_reached", "reached", "refused")),
            "staff_id": chance.choice((None, sample.clerk, office.who.staff_id)),
            "last_try": NOW - timedelta(hours=chance.randrange(4)) if tries else None,
            "archived": NOW if chance.random() < 0.1 else None,
        }  # fmt: skip
        rows.append((office.do(added, CallLine, **row).result, row))
    for line in office.ask(call_lists.lines, Query().having("list", made)).ids[:]:
        if line not in {id for id, _ in rows}:
            office.do(call_lists.done, line, None, "reached")
    for mine in (False, True):
        waiting = [
            (row["tries"], row["last_try"] is not None, row["last_try"], row["position"], id)
            for id, row in rows
            if row["state"] in ("waiting", "not_reached") and row["archived"] is None
            and (not mine or row["staff_id"] in (None, office.who.staff_id))
        ]  # fmt: skip
        waiting.sort(key=lambda each: (each[0], each[1], each[2] or NOW, each[3]))
        assert len(waiting) > 5
        assert office.ask(call_lists.next_line, made, mine) == waiting[0][-1]
        assert office.ask(call_lists.next_line, made, mine, waiting[0][-1]) == waiting[1][-1]


def test_what_came_of_a_line_is_kept_by_whoever_called(office: Office, sample: Sample) -> None:
    office.do(call_lists.make, ListForm(name="All"))
    first, second, third, _fourth = office.ask(call_lists.lines, Query()).ids
    with pytest.raises(Refusal, match="Choose one"):
        office.do(call_lists.done, first, None, "nonsense")
    office.do(call_lists.assign, [second], CallerForm(sample.clerk))
    office.do(call_lists.done_many, [first, second], "missed")
    office.do(call_lists.done, first, None, "missed")
    gone = office.do(added, Staff, name="Old Wu", role="clerk", archived=NOW).result
    for deed in (
        (call_lists.assign, [third], CallerForm(gone)), (call_lists.assign, [third], CallerForm(999)),
        (call_lists.share_out, 1, ShareForm((sample.clerk, gone))), (call_lists.share_out, 1, ShareForm()),
        (call_lists.make, ListForm(name="All", staff_ids=(gone,))),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            office.do(*deed)
    told = {row.id: row for row in office.ask(call_lists.lines, Query()).first}
    assert (told[first].state, told[first].tries) == ("not_reached", 2)
    with office.store.reading(office.who, "test") as work:
        callers = {id: work.get(CallLine, id).staff_id for id in (first, second, third)}
    assert callers == {first: office.who.staff_id, second: sample.clerk, third: None}
    office.do(call_lists.assign, [second], CallerForm())
    with office.store.reading(office.who, "test") as work:
        assert work.get(CallLine, second).staff_id is None


def test_the_sheet_of_an_order_names_its_place_and_who_came(office: Office, sample: Sample) -> None:
    """The order's building, else that of its unit; nobody's order is asked about, too."""
    round = surveying.make(office, (("five", "empathy"),), sheets=0, kind="short")
    elsewhere = {"building_id": sample.second_building, "unit_id": sample.unit, "person_id": sample.owner}
    for values, building in (
        (elsewhere, sample.second_building),
        ({"unit_id": sample.unit, "person_id": sample.tenant}, sample.building),
        ({"person_id": sample.second_owner}, None), ({"staff_id": sample.plumber}, None),
    ):  # fmt: skip
        sheet = office.do(survey_answers.ask_about, order(office, **values)).result
        with office.store.reading(office.who, "test") as work:
            it = work.get(SurveySheet, sheet)
            kept = (it.survey_id, it.building_id, it.unit_id, it.person_id, it.staff_id, it.way)
        wanted = (values.get("unit_id"), values.get("person_id"), values.get("staff_id"))
        assert kept == (round.survey, building, *wanted, "call")
