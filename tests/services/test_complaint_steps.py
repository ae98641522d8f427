"""The steps of a complaint from the first words to the lesson."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import complaints, work_orders
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    AnswerForm,
    ComplaintForm,
    FollowUpForm,
    GiveForm,
    ReasonForm,
    ResolveForm,
)
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders.forms import OrderForm, VisitForm, WaitForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.complaining import at, kept, moment, rude_guard


@pytest.fixture
def form(sample: Sample) -> ComplaintForm:
    return rude_guard(sample)


@pytest.fixture
def id(office: Office, form: ComplaintForm) -> int:
    return office.do(complaints.register, form).result


def test_the_whole_way_from_received_to_followed_up(
    office: Office, id: int, sample: Sample, office_path: Path
) -> None:
    at(office, 2026, 11, 20, 11, 0)
    office.do(
        complaints.acknowledge, id, AcknowledgeForm(said="Thanked her", promise=moment(2026, 11, 23, 17, 0))
    )
    office.do(complaints.investigate, id, GiveForm(sample.clerk))
    office.do(
        complaints.agree_action,
        id,
        ActionForm("Greeting script", "conduct", sample.clerk, date(2026, 11, 25)),
    )
    at(office, 2026, 11, 23, 16, 0)
    office.do(complaints.answer, id, AnswerForm("We apologised and retrained the guard", "No script"))
    further = office.ask(complaints.form_of, id)
    further.promise = moment(2026, 11, 24, 17, 0)
    office.do(complaints.change, id, further)
    at(office, 2026, 11, 25, 9, 0)
    office.do(complaints.resolve, id, ResolveForm(remedy="Flowers", cause="No script"))
    further = office.ask(complaints.form_of, id)
    further.promise = moment(2026, 11, 26, 17, 0)
    with pytest.raises(Invalid, match="Take it up again first"):
        office.do(complaints.change, id, further)
    at(office, 2026, 12, 9, 9, 0)
    office.do(complaints.follow_up, id, FollowUpForm("Guards greet first", "Content"))
    assert kept(office_path, "select state, acknowledged, answered, resolved, follow_up_due, followed_up, answer,"
                " remedy, cause, lesson, handed_off, reopened from complaint") == [(
        "followed_up", "2026-11-20 03:00:00.000000", "2026-11-23 08:00:00.000000", "2026-11-25 01:00:00.000000",
        "2026-12-09 01:00:00.000000", "2026-12-09 01:00:00.000000", "We apologised and retrained the guard", "Flowers",
        "No script", "Guards greet first", 1, 0,
    )]  # fmt: skip
    assert kept(office_path, "select kind, kept from promise where complaint_id = ?", id) == [
        ("answer", "2026-11-23 08:00:00.000000"),
        ("answer", "2026-11-25 01:00:00.000000"),
    ], "what was promised after the answer is kept with the outcome"
    card = office.ask(complaints.card, id)
    assert [line.kind + ":" + line.state for line in card.history] == [
        "received:received", "moved:acknowledged", "moved:investigating", "moved:action_agreed",
        "answered:action_agreed", "moved:resolved", "moved:followed_up",
    ]  # fmt: skip
    assert card.history[2].given_to == "Li Na"
    assert [clock.state for clock in card.clocks] == ["kept", "kept", "kept"]
    assert all(stage.moment for stage in card.stages)


def test_nothing_is_resolved_before_the_person_has_an_answer(
    office: Office, id: int, office_path: Path
) -> None:
    office.do(complaints.acknowledge, id, AcknowledgeForm())
    with pytest.raises(Invalid) as caught:
        office.do(complaints.resolve, id, ResolveForm(remedy="Flowers"))
    assert set(caught.value.fields) == {"answer"}
    assert kept(office_path, "select state, remedy from complaint") == [("acknowledged", "")]
    office.do(complaints.resolve, id, ResolveForm(answer="We apologised"))
    assert kept(office_path, "select state, answer, answered is not null from complaint") == [
        ("resolved", "We apologised", 1)
    ]


def test_an_anonymous_complaint_is_resolved_without_an_answer(office: Office, form: ComplaintForm) -> None:
    form = replace(form, person_id=None, anonymous=True, channel="suggestion_box")
    id = office.do(complaints.register, form).result
    office.do(complaints.resolve, id, ResolveForm(remedy="New lamps"))
    card = office.ask(complaints.card, id)
    assert card.state == "resolved" and card.person is None
    assert {clock.name: clock.state for clock in card.clocks}["answer"] == "kept"


def test_nothing_is_followed_up_without_a_lesson(office: Office, id: int, office_path: Path) -> None:
    office.do(complaints.resolve, id, ResolveForm(answer="Sorry"))
    with pytest.raises(Invalid) as caught:
        office.do(complaints.follow_up, id, FollowUpForm(lesson="  "))
    assert set(caught.value.fields) == {"lesson"}
    assert kept(office_path, "select state from complaint") == [("resolved",)]


def test_an_answer_acknowledges_as_well(office: Office, id: int, office_path: Path) -> None:
    office.do(complaints.answer, id, AnswerForm("We are sorry"))
    assert kept(office_path, "select state, acknowledged = answered from complaint") == [("acknowledged", 1)]


def test_an_answer_put_right_keeps_its_moment(office: Office, id: int, office_path: Path) -> None:
    office.do(complaints.answer, id, AnswerForm("We are sorry"))
    at(office, 2026, 11, 27, 9, 0)
    office.do(complaints.answer, id, AnswerForm("We are very sorry"))
    assert kept(office_path, "select answer, answered from complaint") == [
        ("We are very sorry", "2026-11-20 02:00:00.000000")
    ]


@pytest.mark.parametrize("before", ["resolved", "followed_up"])
def test_reopening_counts_and_asks_for_a_new_answer(
    office: Office, id: int, office_path: Path, before: str
) -> None:
    office.do(complaints.resolve, id, ResolveForm(answer="Sorry", lesson="Greet first"))
    if before == "followed_up":
        office.do(complaints.follow_up, id, FollowUpForm("Greet first"))
    at(office, 2026, 11, 30, 8, 30)
    office.do(complaints.reopen, id, ReasonForm("It happened again"))
    assert kept(office_path, "select state, reopened, answered, resolved, followed_up, follow_up_due, due, acknowledged"
                " from complaint") == [
        ("investigating", 1, None, None, None, None, "2026-12-02 10:00:00.000000", "2026-11-20 02:00:00.000000")
    ]  # fmt: skip
    with pytest.raises(Invalid):
        office.do(complaints.resolve, id, ResolveForm())
    answer = office.ask(complaints.card, id).clocks[1]
    assert (answer.name, answer.state, answer.left) == ("answer", "running", 3 * 480)
    assert answer.lines[0].begin == moment(2026, 11, 30, 8, 30)


def test_a_withdrawn_complaint_waits_for_nothing_and_may_come_back(
    office: Office, id: int, office_path: Path
) -> None:
    office.do(complaints.acknowledge, id, AcknowledgeForm(promise=NOW + timedelta(days=1)))
    office.do(complaints.withdraw, id, ReasonForm("Settled among neighbours"))
    at(office, 2027, 1, 4, 9, 0)
    assert office.ask(complaints.counts).late == 0
    assert kept(office_path, "select why from promise where dropped is not null") == [
        ("Settled among neighbours",)
    ]
    assert [clock.name for clock in office.ask(complaints.card, id).clocks] == ["acknowledge"]
    office.do(complaints.reopen, id, ReasonForm("After all"))
    assert kept(office_path, "select state, reopened from complaint") == [("received", 1)]


def test_a_step_that_is_not_next_is_refused_with_the_ones_that_are(
    office: Office, id: int, sample: Sample
) -> None:
    with pytest.raises(Refusal) as caught:
        office.do(complaints.investigate, id, GiveForm(sample.clerk))
    assert Words()(caught.value.text, **caught.value.values).endswith(
        "Possible now: Acknowledged, Withdrawn."
    )


def test_handing_over_counts_only_from_one_to_another(
    office: Office, form: ComplaintForm, sample: Sample, office_path: Path
) -> None:
    id = office.do(complaints.register, replace(form, responsible_id=sample.manager)).result
    for staff in (sample.manager, sample.clerk, sample.clerk, sample.manager):
        office.do(complaints.give, id, GiveForm(staff))
    assert kept(office_path, "select responsible_id, handed_off from complaint") == [(sample.manager, 2)]


def test_a_step_is_undone_in_one(office: Office, id: int, sample: Sample, office_path: Path) -> None:
    def whole() -> dict[str, object]:
        """The complaint but for its version, which counts on also when a deed is taken back."""
        with sqlite3.connect(office_path) as connection:
            connection.row_factory = sqlite3.Row
            row = dict(connection.execute("select * from complaint").fetchone())
        return {name: value for name, value in row.items() if name != "version"}

    before = whole()
    form = AcknowledgeForm("Thanked", NOW + timedelta(days=1), sample.clerk)
    done = office.do(complaints.acknowledge, id, form)
    assert done.deed is not None and whole() != before
    office.undo(done.deed)
    assert whole() == before
    assert kept(office_path, "select to_state from move") == [("received",)]


def test_a_work_order_is_made_of_it(office: Office, id: int, sample: Sample, office_path: Path) -> None:
    form = OrderForm(person_id=sample.owner, unit_id=sample.unit, summary="Gate intercom broken")
    order = office.do(complaints.make_order, id, form).result
    assert kept(office_path, "select complaint_id, number from work_order where id = ?", order) == [
        (id, "W-2611-001")
    ]
    [line] = office.ask(complaints.card, id).orders
    assert (line.number, line.summary, line.state) == ("W-2611-001", "Gate intercom broken", "requested")
    [row] = office.ask(complaints.rows, [id])
    assert row.order == "W-2611-001"


def test_how_often_somebody_came_for_it_stands_with_its_work_order(
    office: Office, id: int, sample: Sample
) -> None:
    form = OrderForm(person_id=sample.owner, unit_id=sample.unit, summary="Gate intercom broken")
    order = office.do(complaints.make_order, id, form).result
    seen = []
    for day in range(23, 26):
        start = moment(2026, 11, day, 10)
        office.do(work_orders.schedule, order, VisitForm((sample.plumber,), start))
        seen.append(office.ask(complaints.card, id).orders[0].visits)
        at(office, 2026, 11, day, 10)
        office.do(work_orders.arrive, order)
        office.do(work_orders.wait, order, WaitForm("waiting_parts"))
    seen.append(office.ask(complaints.card, id).orders[0].visits)
    assert seen == [0, 1, 2, 3]
