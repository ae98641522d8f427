"""Work orders through the door: entry, moves, visits, hand-offs, lists; read back with plain sqlite3."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.work_order import MOVES, STATES
from fmcrm_desktop.services import calendar, work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import (
    AssignForm,
    ChangeForm,
    DeclineForm,
    DoneForm,
    OrderForm,
    ReopenForm,
    VisitForm,
    WaitForm,
    WhyForm,
)
from fmcrm_desktop.services.work_orders.moving import STEPS
from tests.sample import Sample

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql, values).fetchall()


def later(office: Office, hours: float) -> None:
    office.store.clock = lambda: NOW + hours * HOUR


def enter(office: Office, **more: object) -> int:
    return office.do(work_orders.enter, OrderForm(**{"summary": "Water through the ceiling", **more})).result


def moves(path: Path, id: int) -> list[tuple[object, ...]]:
    return rows(
        path,
        "select from_state, to_state, why from move where subject = 'work_order' and subject_id = ? order by id",
        id,
    )


def test_a_request_becomes_an_order_with_a_number_and_the_customers_own_words(
    office: Office, sample: Sample, office_path: Path
) -> None:
    words = "天花板漏水!\n水一直滴到沙发上。"
    id = enter(office, person_id=sample.owner, unit_id=sample.unit, own_words=words)
    assert rows(
        office_path,
        "select o.number, o.state, o.building_id, r.own_words, r.person_id, r.unit_id, r.channel from work_order o "
        "join request r on r.id = o.request_id where o.id = ?", id,
    ) == [("W-2611-001", "requested", sample.building, words, sample.owner, sample.unit, "phone")]  # fmt: skip
    office.do(work_orders.change, id, ChangeForm(summary="Ceiling leaks", unit_id=sample.unit))
    assert office.ask(work_orders.card, id).own_words == words


def test_numbers_go_up_and_a_refused_entry_leaves_no_gap(office: Office) -> None:
    enter(office)
    with pytest.raises(Invalid) as caught:
        office.do(work_orders.enter, OrderForm(summary=" "))
    assert set(caught.value.fields) == {"summary"}
    second = enter(office)
    assert office.ask(work_orders.card, second).number == "W-2611-002"


def test_an_order_is_assigned_and_scheduled_in_the_same_deed(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = enter(office, staff_id=sample.plumber, visit_from=NOW + HOUR, told=True)
    assert rows(office_path, "select state, staff_id, responded from work_order where id = ?", id) == [
        ("scheduled", sample.plumber, "2026-11-20 02:00:00.000000")
    ]
    assert rows(
        office_path,
        "select v.planned_from, v.planned_until, s.staff_id from visit v join visit_staff s on s.visit_id = v.id "
        "where v.order_id = ?", id,
    ) == [("2026-11-20 03:00:00.000000", "2026-11-20 04:00:00.000000", sample.plumber)]  # fmt: skip
    assert moves(office_path, id) == [
        ("", "requested", ""), ("requested", "assigned", ""), ("assigned", "scheduled", ""),
    ]  # fmt: skip


def test_a_visit_needs_somebody_who_goes_and_a_request_has_come_already(office: Office) -> None:
    with pytest.raises(Invalid) as caught:
        enter(office, visit_from=NOW + HOUR)
    assert "staff_id" in caught.value.fields
    with pytest.raises(Invalid) as caught:
        enter(office, received=NOW + HOUR)
    assert "received" in caught.value.fields


def test_a_clash_stops_the_planning_until_a_reason_is_given(
    office: Office, sample: Sample, office_path: Path
) -> None:
    enter(office, staff_id=sample.plumber, visit_from=NOW + HOUR)
    second = enter(office)
    form = VisitForm((sample.plumber,), NOW + 1.5 * HOUR, NOW + 2 * HOUR)
    [clash] = office.ask(work_orders.clashes, second, form)
    assert (clash.staff, clash.number) == ("Gao Jun", "W-2611-001")
    with pytest.raises(calendar.Clashing):
        office.do(work_orders.schedule, second, form)
    assert rows(office_path, "select state from work_order where id = ?", second) == [("requested",)]
    form.overrule = "Both are in building 3"
    office.do(work_orders.schedule, second, form)
    assert rows(office_path, "select clash_reason from visit where order_id = ?", second) == [
        ("Both are in building 3",)
    ]


def test_planning_anew_moves_the_coming_visit_and_does_not_clash_with_itself(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = enter(office, staff_id=sample.plumber, visit_from=NOW + HOUR)
    office.do(work_orders.schedule, id, VisitForm((sample.plumber, sample.electrician), NOW + 1.5 * HOUR))
    assert rows(office_path, "select planned_from from visit where order_id = ?", id) == [
        ("2026-11-20 03:30:00.000000",)
    ]
    [visit] = office.ask(work_orders.card, id).visits
    assert [name for name, _ in visit.names] == ["Gao Jun", "He Yan"]


def test_the_way_from_the_call_to_the_closed_order(office: Office, sample: Sample, office_path: Path) -> None:
    id = enter(office, unit_id=sample.unit, staff_id=sample.plumber, visit_from=NOW + HOUR)
    for hours, deed, *form in (
        (0.8, work_orders.set_off), (1, work_orders.arrive),
        (2, work_orders.wait, WaitForm("waiting_parts", "Valve DN15")),
        (26, work_orders.arrive),
        (27, work_orders.done, DoneForm(fix="New valve", cause="Worn", result="Dry")), (28, work_orders.close),
    ):  # fmt: skip
        later(office, hours)
        office.do(deed, id, *form)
    assert rows(
        office_path, "select state, arrived, done, closed, cause, fix, reopened from work_order where id = ?", id
    ) == [
        ("closed", "2026-11-20 03:00:00.000000", "2026-11-21 05:00:00.000000", "2026-11-21 06:00:00.000000", "Worn",
         "New valve", 0),
    ]  # fmt: skip
    assert rows(
        office_path, "select arrived, departed, result from visit where order_id = ? order by id", id
    ) == [
        ("2026-11-20 03:00:00.000000", "2026-11-20 04:00:00.000000", ""),
        ("2026-11-21 04:00:00.000000", "2026-11-21 05:00:00.000000", "Dry"),
    ]
    assert [to for _, to, _ in moves(office_path, id)] == [
        "requested", "assigned", "scheduled", "on_the_way", "on_site", "waiting_parts", "on_site", "done", "closed",
    ]  # fmt: skip


def test_only_the_moves_of_the_table_are_offered_and_each_offered_one_works(
    office: Office, sample: Sample
) -> None:
    form = {
        "assign": lambda: (AssignForm(sample.electrician, "Free now"),),
        "schedule": lambda: (VisitForm((sample.plumber,), NOW + 100 * HOUR, overrule="Needed"),),
        "wait": lambda: (WaitForm("waiting_vendor" if state != "waiting_vendor" else "waiting_parts"),),
        "done": lambda: (DoneForm(fix="Mended"),), "cancel": lambda: (WhyForm("Not needed"),),
        "decline": lambda: (DeclineForm("Not ours", "Call the gas works"),),
        "reopen": lambda: (ReopenForm("Again", sample.plumber),),
    }  # fmt: skip
    for state in STATES:
        for step in STEPS[state]:
            id = into(office, sample, state)
            office.do(getattr(work_orders, step), id, *form.get(step, tuple)())
            card = office.ask(work_orders.card, id)
            assert card.steps == tuple(
                s for s in STEPS[card.state] if s != "respond" or card.responded is None
            )
            assert all(
                line.from_state in ("", line.to_state) or line.to_state in MOVES[line.from_state]
                for line in card.history
            )


def into(office: Office, sample: Sample, state: str) -> int:
    """An order brought into a state by deeds; nobody told the customer yet where that can be."""
    id = enter(office)
    if state not in ("requested", "cancelled", "declined"):
        office.do(work_orders.assign, id, AssignForm(sample.plumber))
    plan = VisitForm((sample.plumber,), NOW + 50 * HOUR, told=False, overrule="Busy")
    ways: dict[str, tuple[tuple[object, ...], ...]] = {
        "requested": (), "assigned": (), "scheduled": ((work_orders.schedule, plan),),
        "on_the_way": ((work_orders.set_off,),), "on_site": ((work_orders.arrive,),),
        "done": ((work_orders.done, DoneForm(fix="Mended")),),
        "closed": ((work_orders.done, DoneForm(fix="Mended")), (work_orders.close,)),
        "cancelled": ((work_orders.cancel, WhyForm("No")),),
        "declined": ((work_orders.decline, DeclineForm("No")),),
    }  # fmt: skip
    for deed, *form in ways.get(state, ((work_orders.wait, WaitForm(state)),)):
        office.do(deed, id, *form)  # type: ignore[arg-type]
    assert office.ask(work_orders.card, id).state == state
    return id


def test_a_move_the_table_does_not_know_is_refused_with_the_possible_ones(office: Office) -> None:
    id = enter(office)
    with pytest.raises(Refusal):
        office.do(work_orders.close, id)
    office.do(work_orders.cancel, id, WhyForm("Mended himself"))
    with pytest.raises(Refusal):
        office.do(work_orders.set_off, id)


def test_giving_it_to_another_needs_a_reason_counts_and_takes_the_coming_visit_along(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = enter(office, staff_id=sample.plumber, visit_from=NOW + HOUR)
    with pytest.raises(Invalid) as caught:
        office.do(work_orders.assign, id, AssignForm(sample.electrician))
    assert set(caught.value.fields) == {"why"}
    office.do(work_orders.assign, id, AssignForm(sample.electrician, "Ill today"))
    assert rows(office_path, "select handed_off, staff_id, state from work_order where id = ?", id) == [
        (1, sample.electrician, "scheduled")
    ]
    assert rows(
        office_path,
        "select s.staff_id from visit_staff s join visit v on v.id = s.visit_id where v.order_id = ?", id,
    ) == [(sample.electrician,)]  # fmt: skip
    last = office.ask(work_orders.card, id).history[-1]
    assert (last.why, last.given_to, last.who) == ("Ill today", "He Yan", "Zhou Min")


def test_reopening_goes_back_to_assigned_and_counts(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = into(office, sample, "closed")
    office.do(work_orders.reopen, id, ReopenForm("Drips again"))
    assert rows(office_path, "select state, reopened, done, closed from work_order where id = ?", id) == [
        ("assigned", 1, None, None)
    ]
    assert moves(office_path, id)[-1] == ("closed", "assigned", "Drips again")


def test_work_written_down_afterwards_keeps_its_times(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = enter(office, received=NOW - 5 * HOUR, staff_id=sample.plumber)
    form = DoneForm(fix="Fuse", arrived=NOW - 3 * HOUR, departed=NOW - 2 * HOUR)
    office.do(work_orders.done, id, form)
    assert rows(
        office_path,
        "select o.arrived, o.done, v.arrived, v.departed from work_order o join visit v on v.order_id = o.id "
        "where o.id = ?", id,
    ) == [
        ("2026-11-19 23:00:00.000000", "2026-11-20 00:00:00.000000") * 2,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (DoneForm(fix="x", arrived=NOW - 2 * HOUR, departed=NOW - 3 * HOUR), "arrived"),
        (DoneForm(fix="x", departed=NOW + HOUR), "departed"),
        (DoneForm(fix="x", arrived=NOW - 9 * HOUR), "arrived"),
        (DoneForm(), "fix"),
    ],
)
def test_times_that_cannot_be_are_refused(office: Office, sample: Sample, form: DoneForm, field: str) -> None:
    id = enter(office, received=NOW - 5 * HOUR, staff_id=sample.plumber)
    with pytest.raises(Invalid) as caught:
        office.do(work_orders.done, id, form)
    assert field in caught.value.fields


def test_giving_up_takes_the_coming_visit_off_the_calendar(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = enter(office, staff_id=sample.plumber, visit_from=NOW + HOUR)
    done = office.do(work_orders.cancel, id, WhyForm("Sold the flat"))
    assert office.ask(calendar.entries, NOW, NOW + 5 * HOUR) == []
    office.undo(done.deed)
    assert len(office.ask(calendar.entries, NOW, NOW + 5 * HOUR)) == 1
    assert moves(office_path, id)[-1] == ("assigned", "scheduled", "")


def test_entering_is_undone_as_one_deed(office: Office, sample: Sample, office_path: Path) -> None:
    done = office.do(
        work_orders.enter, OrderForm(summary="Tap", staff_id=sample.plumber, visit_from=NOW + HOUR)
    )
    office.undo(done.deed)
    assert rows(office_path, "select count(*) from work_order where archived is null") == [(0,)]
    assert rows(office_path, "select count(*) from visit where archived is null") == [(0,)]
    assert office.ask(work_orders.page, Query()).first == ()


def test_the_same_trouble_at_the_same_unit_is_offered_as_a_repeat(office: Office, sample: Sample) -> None:
    id = enter(office, unit_id=sample.unit, category_id=1)
    enter(office, unit_id=sample.second_unit, category_id=1)
    gone = enter(office, unit_id=sample.unit, category_id=1)
    office.do(work_orders.cancel, gone, WhyForm("Twice"))
    assert [each.id for each in office.ask(work_orders.repeats, sample.unit, 1)] == [id]
    office.do(work_orders.assign, id, AssignForm(sample.plumber))
    office.do(work_orders.done, id, DoneForm(fix="Sealed"))
    later(office, 13 * 24)
    assert [each.fix for each in office.ask(work_orders.repeats, sample.unit, 1)] == ["Sealed"]
    later(office, 15 * 24)
    assert office.ask(work_orders.repeats, sample.unit, 1) == []


def test_an_order_two_clerks_have_open_is_not_overwritten(office: Office, sample: Sample) -> None:
    id = enter(office)
    mine = office.ask(work_orders.change_form, id)
    theirs = office.ask(work_orders.change_form, id)
    theirs.summary = "Ceiling"
    office.do(work_orders.change, id, theirs)
    mine.summary = "Roof"
    with pytest.raises(Stale):
        office.do(work_orders.change, id, mine)
    with pytest.raises(Stale):
        office.do(work_orders.assign, id, AssignForm(sample.plumber, version=1))


def test_a_refusal_carries_what_was_offered_and_what_was_chosen(office: Office, sample: Sample) -> None:
    id = enter(office, alternative="Another firm", choice="Thinks about it")
    with pytest.raises(Invalid) as fault:
        office.do(work_orders.decline, enter(office), DeclineForm("No", choice="Will wait"))
    assert set(fault.value.fields) == {"alternative"}
    office.do(work_orders.decline, id, DeclineForm("Not ours"))
    card = office.ask(work_orders.card, id)
    assert (card.alternative, card.choice) == ("Another firm", "Thinks about it")
    second = enter(office)
    office.do(work_orders.decline, second, DeclineForm("Not ours", "A pump lent", choice="Takes the pump"))
    card = office.ask(work_orders.card, second)
    assert (card.alternative, card.choice) == ("A pump lent", "Takes the pump")


def test_a_clerk_cannot_decline_and_a_technician_only_works(office: Office, sample: Sample) -> None:
    id = enter(office, staff_id=sample.plumber)
    office.who = Who(sample.clerk, "Li Na", "clerk")
    with pytest.raises(NotAllowed):
        office.do(work_orders.decline, id, DeclineForm("No"))
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    office.do(work_orders.arrive, id)
    with pytest.raises(NotAllowed):
        office.do(work_orders.cancel, id, WhyForm("No"))


def test_a_draft_is_filled_from_the_person_with_one_unit(office: Office, sample: Sample) -> None:
    form = office.ask(work_orders.draft, {"person": sample.owner, "summary": "Lamp"})
    assert (form.person_id, form.unit_id, form.summary) == (sample.owner, sample.unit, "Lamp")
    assert office.ask(work_orders.draft, {"person_id": sample.tenant}).unit_id == sample.second_unit


def test_the_card_tells_who_where_and_what_to_beware_of(office: Office, sample: Sample) -> None:
    first = enter(office, unit_id=sample.unit, category_id=1)
    id = enter(office, person_id=sample.owner, unit_id=sample.unit, category_id=1, repeat_of_id=first)
    card = office.ask(work_orders.card, id)
    assert (card.person, card.person_other, card.warning) == (
        "王芳",
        "Wang Fang",
        "Elderly mother; ring twice",
    )
    assert (card.roles, card.phones, card.unit) == (("owner",), ("13800138000",), "3-1202")
    assert (card.repeat_of, card.earlier, card.category) == ("W-2611-001", 1, "Plumbing")


def promised(path: Path, id: int) -> list[tuple[object, ...]]:
    return rows(path, "select kind, due, kept, dropped from promise where order_id = ? order by id", id)


def test_a_time_told_to_the_customer_is_a_promise_and_arriving_keeps_it(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = enter(office, person_id=sample.owner, staff_id=sample.plumber, visit_from=NOW + HOUR, told=True)
    assert promised(office_path, id) == [("arrival", "2026-11-20 04:00:00.000000", None, None)]
    office.do(work_orders.schedule, id, VisitForm((sample.plumber,), NOW + 3 * HOUR))
    later(office, 3.1)
    office.do(work_orders.arrive, id)
    assert promised(office_path, id) == [
        ("arrival", "2026-11-20 04:00:00.000000", None, "2026-11-20 02:00:00.000000"),
        ("arrival", "2026-11-20 06:00:00.000000", "2026-11-20 05:06:00.000000", None),
    ]


def test_nobody_is_promised_what_nobody_was_told(office: Office, sample: Sample, office_path: Path) -> None:
    id = enter(office, person_id=sample.owner, staff_id=sample.plumber, visit_from=NOW + HOUR)
    assert promised(office_path, id) == []
    office.do(work_orders.schedule, id, VisitForm((sample.plumber,), NOW + 2 * HOUR, told=True))
    office.do(work_orders.cancel, id, WhyForm("Mended himself"))
    assert promised(office_path, id)[0][3] == "2026-11-20 02:00:00.000000"
