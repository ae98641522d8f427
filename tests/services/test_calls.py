"""Calls: who is calling, and one deed for the call and all that follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Missing
from fmcrm_desktop.services import calls, complaints, owners, promises, work_orders
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    "typed",
    ["13800138000", "138 0013 8000", "+86 138-0013-8000", "8000", "3-1202 王", "wang fang", "wf", "王"],
)
def test_the_caller_is_found_by_any_way_of_writing(office: Office, sample: Sample, typed: str) -> None:
    assert sample.owner in [each.row.id for each in office.ask(calls.who, typed)]


def test_a_number_of_another_notation_finds_its_owner(office: Office, sample: Sample) -> None:
    [abroad] = office.ask(calls.who, "0044 20 7946 0018")
    assert abroad.row.id == sample.second_owner
    [landline] = office.ask(calls.who, "+86 755 8888 6666")
    assert landline.row.id == sample.tenant


def test_a_unit_brings_its_people_with_the_unit_filled_in(office: Office, sample: Sample) -> None:
    found = office.ask(calls.who, "1-0304")
    assert {(each.row.name, each.unit_id, each.unit) for each in found} == {
        ("A. Novak", sample.second_unit, "1-0304"),
        ("J. Moreau", sample.second_unit, "1-0304"),
    }


def test_nothing_typed_and_nobody_known_find_nobody(office: Office) -> None:
    assert office.ask(calls.who, "  ") == ()
    assert office.ask(calls.who, "99 99 99 99 99") == ()


def test_a_call_a_call_back_and_a_work_order_are_one_deed(office: Office, sample: Sample) -> None:
    done = office.do(
        calls.log,
        CallForm(
            sample.owner, sample.unit, "13800138000", topic="Ceiling leaks", notes="Water on the lamp",
            call_back=NOW + HOUR, make_order=True, order_priority="urgent", length="4",
        ),
    )  # fmt: skip
    logged = done.result
    assert {"call", "promise", "work_order", "request"} <= set(done.touched)
    [row] = office.ask(calls.page, Query()).first
    assert (row.topic, row.outcome, row.seconds, row.unit) == ("Ceiling leaks", "call_back", 240, "3-1202")
    [promise] = office.ask(promises.of_person, sample.owner)
    assert (promise.call_id, promise.due, promise.text) == (logged.id, NOW + HOUR, "Ceiling leaks")
    assert logged.order_number == "W-2611-001"
    assert logged.order_id is not None
    order = office.ask(work_orders.card, logged.order_id)
    assert (order.summary, order.priority, order.own_words) == (
        "Ceiling leaks",
        "urgent",
        "Water on the lamp",
    )
    assert done.deed is not None
    office.undo(done.deed)
    assert office.ask(calls.page, Query()).first == ()
    assert office.ask(owners.card, sample.owner).open == ()
    assert office.ask(promises.of_person, sample.owner, False) == []


def test_a_complaint_by_phone_and_the_work_it_needs_know_each_other(office: Office, sample: Sample) -> None:
    form = CallForm(
        sample.owner, sample.unit, topic="Lift stopped", notes="Third time", make_complaint=True, make_order=True,
        started=NOW - HOUR,
    )  # fmt: skip
    logged = office.do(calls.log, form).result
    assert (logged.complaint_number, logged.order_number) == ("C-2611-001", "W-2611-001")
    assert logged.complaint_id is not None and logged.order_id is not None
    complaint = office.ask(complaints.form_of, logged.complaint_id)
    assert (complaint.subject, complaint.own_words, complaint.channel, complaint.call_id) == (
        "Lift stopped", "Third time", "phone", logged.id,
    )  # fmt: skip
    assert office.ask(work_orders.page, Query().having("complaint", logged.complaint_id)).ids.tolist() == [
        logged.order_id
    ]
    assert {matter.number for matter in office.ask(owners.card, sample.owner).open} == {
        "C-2611-001",
        "W-2611-001",
    }


def test_a_topic_that_only_names_the_kind_gives_way_to_what_was_said(office: Office, sample: Sample) -> None:
    """ "You said: Complaint" would hang on the board, and "Repair" stand on every job sheet."""
    said = "The lift stands still every morning.\nSince Monday."
    expected = {
        ("Complaint", said): "The lift stands still every morning.",
        ("投诉", said): "The lift stands still every morning.",
        ("Complaint", ""): "Complaint",
        ("Complaint about noise", said): "Complaint about noise",
    }
    for (topic, notes), subject in expected.items():
        form = CallForm(
            sample.owner,
            sample.unit,
            topic=topic,
            notes=notes,
            make_complaint=True,
            make_order=True,
            started=NOW - HOUR,
        )
        logged = office.do(calls.log, form).result
        assert logged.complaint_id is not None and logged.order_id is not None
        assert office.ask(complaints.form_of, logged.complaint_id).subject == subject
        assert office.ask(work_orders.card, logged.order_id).summary == subject


def test_who_complains_in_a_call_without_a_name_is_told_where_that_goes(office: Office) -> None:
    """The form of a call has no tick "Anonymous"; the complaint's own has."""
    nameless = CallForm(topic="x", make_complaint=True)
    lead = replace(
        nameless, new_name="Tan", make_lead=True, next_step="y", next_day=NOW.date(), responsible_id=1
    )
    for form in (nameless, lead):
        with pytest.raises(Invalid) as refused:
            office.do(calls.log, form)
        assert "under Complaints" in refused.value.fields["person_id"].text
    assert len(office.ask(calls.page, Query())) == 0


def test_what_cannot_follow_leaves_no_call_behind(office: Office, sample: Sample) -> None:
    form = CallForm(sample.owner, topic="x", make_order=True, order_priority="soonish")
    with pytest.raises(Invalid):
        office.do(calls.log, form)
    with pytest.raises(Missing):
        office.do(calls.log, CallForm(9999, topic="x"))
    assert len(office.ask(calls.page, Query())) == 0


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (CallForm(topic=""), "topic"),
        (CallForm(topic="x", outcome="call_back"), "call_back"),
        (CallForm(topic="x", call_back=NOW - HOUR), "call_back"),
        (CallForm(topic="x", started=NOW + HOUR), "started"),
        (CallForm(topic="x", length="x"), "length"),
    ],
)
def test_a_call_that_cannot_be_saved_names_its_field(office: Office, form: CallForm, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        office.do(calls.log, form)
    assert list(caught.value.fields) == [field]


def test_calling_back_keeps_the_promise_unless_nobody_answers(office: Office, sample: Sample) -> None:
    office.do(calls.log, CallForm(sample.owner, topic="Key lost", call_back=NOW + HOUR))
    [promise] = office.ask(promises.of_person, sample.owner, False)
    form = office.ask(calls.draft, {"promise": promise.id})
    assert (form.person_id, form.direction, form.number, form.topic) == (
        sample.owner, "out", "13800138000", "Key lost",
    )  # fmt: skip
    form.outcome = "missed"
    office.do(calls.log, form)
    assert len(office.ask(promises.of_person, sample.owner, False)) == 1
    form.outcome = "answered"
    office.do(calls.log, form)
    assert office.ask(promises.of_person, sample.owner, False) == []


def test_the_callers_card_tells_what_is_open_and_promised(office: Office, sample: Sample) -> None:
    office.do(
        calls.log,
        CallForm(sample.tenant, sample.second_unit, topic="Lift", call_back=NOW + HOUR, make_order=True),
    )
    card = office.ask(calls.caller, sample.tenant)
    assert card is not None
    assert [unit for _, unit in card.units] == ["1-0304"]
    assert [matter.number for matter in card.open] == ["W-2611-001"]
    assert [promise.text for promise in card.promises] == ["Lift"]
    assert office.ask(calls.caller, 9999) is None


def test_a_corrected_call_keeps_its_moment_and_its_seconds(office: Office, sample: Sample) -> None:
    call = office.do(calls.log, CallForm(sample.owner, topic="Lift", length="3:05")).result.id
    form = office.ask(calls.form, call)
    form.topic = "Lift stopped"
    office.do(calls.change, call, form)
    [row] = office.ask(calls.rows, [call])
    assert (row.topic, row.started, row.seconds) == ("Lift stopped", NOW, 185)


def test_the_log_is_newest_first_and_narrowed_by_what_came_of_a_call(office: Office, sample: Sample) -> None:
    for minutes, outcome in ((30, "answered"), (10, "missed"), (20, "answered")):
        office.do(
            calls.log,
            CallForm(
                sample.owner, topic=f"{minutes}", outcome=outcome, started=NOW - timedelta(minutes=minutes)
            ),
        )
    assert [row.topic for row in office.ask(calls.page, Query()).first] == ["10", "20", "30"]
    answered = office.ask(calls.page, Query().having("outcome", "answered")).first
    assert [row.topic for row in answered] == ["20", "30"]
    oldest = office.ask(calls.page, Query(sort="started")).first
    assert [row.topic for row in oldest] == ["30", "20", "10"]
