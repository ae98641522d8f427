"""What is nearly the same in the life of a complaint, each told apart: closed and open, named and nameless, somebody's
answer and somebody else's call-back, the first to have it and the second."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import complaints, gaps, papers, promises, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    AnswerForm,
    ComplaintForm,
    GiveForm,
    ManyComplaintsForm,
    NoticeForm,
    ReasonForm,
    ResolveForm,
)
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.services.work_orders.forms import OrderForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.complaining import at, kept, moment, rude_guard


@pytest.fixture
def id(office: Office, sample: Sample) -> int:
    return office.do(complaints.register, rude_guard(sample)).result


@needs("complaint.write")
def put(work: Work, id: int, values: dict[str, object]) -> None:
    """As a file brings it, or an older program left it."""
    record = work.get(Complaint, id)
    for name, value in values.items():
        setattr(record, name, value)


def test_what_is_closed_is_given_to_nobody(
    office: Office, sample: Sample, id: int, office_path: Path
) -> None:
    office.do(complaints.resolve, id, ResolveForm(answer="We are sorry"))
    for case in (complaints.give, complaints.investigate):
        with pytest.raises(Refusal):
            office.do(case, id, GiveForm(sample.clerk))
    assert kept(office_path, "select state, responsible_id from complaint") == [("resolved", sample.manager)]


def test_a_reopened_one_wants_another_answer_than_the_old(office: Office, id: int) -> None:
    office.do(complaints.resolve, id, ResolveForm(answer="We are sorry", lesson="Greet first"))
    assert office.ask(complaints.resolve_form, id).answer == "We are sorry"
    office.do(complaints.reopen, id, ReasonForm("It happened again"))
    form = office.ask(complaints.resolve_form, id)
    assert (form.answer, form.lesson) == ("", "Greet first")
    with pytest.raises(Invalid) as refused:
        office.do(complaints.resolve, id, form)
    assert set(refused.value.fields) == {"answer"}


def test_reopened_before_anybody_acknowledged_it_has_a_new_time_for_that(office: Office, id: int) -> None:
    """Withdrawn within the first hour and taken back weeks later: four hours run from then, not from the first day."""
    office.do(complaints.withdraw, id, ReasonForm("Forget it"))
    at(office, 2026, 12, 7, 10, 0)
    office.do(complaints.reopen, id, ReasonForm("She changed her mind"))
    [row] = office.ask(complaints.rows, [id])
    assert (row.clock, row.left, row.standing) == ("acknowledge", 240, "running")


def test_one_that_was_acknowledged_keeps_that_when_it_is_reopened(office: Office, id: int) -> None:
    office.do(complaints.acknowledge, id, AcknowledgeForm())
    before = office.ask(complaints.card, id).clocks[0]
    office.do(complaints.resolve, id, ResolveForm(answer="We are sorry"))
    at(office, 2026, 12, 7, 10, 0)
    office.do(complaints.reopen, id, ReasonForm("Again"))
    after = office.ask(complaints.card, id).clocks[0]
    assert (after.due, after.reached, after.state) == (before.due, before.reached, "kept")


def test_named_in_a_file_that_says_anonymous_is_somebody_who_waits_for_an_answer(
    office: Office, sample: Sample, id: int
) -> None:
    office.do(put, id, {"anonymous": True})
    with pytest.raises(Invalid) as refused:
        office.do(complaints.resolve, id, ResolveForm(lesson="Greet first"))
    assert set(refused.value.fields) == {"answer"}
    office.do(put, id, {"person_id": None})
    office.do(complaints.resolve, id, ResolveForm(lesson="Greet first"))
    assert office.ask(complaints.card, id).state == "resolved"


def test_a_closed_one_of_nobody_can_still_be_put_right(office: Office, office_path: Path) -> None:
    id = office.do(complaints.register, ComplaintForm(own_words="Dark stairs", anonymous=True)).result
    office.do(complaints.resolve, id, ResolveForm(lesson="A lamp"))
    form = office.ask(complaints.form_of, id)
    form.subject = "Dark stairs in house 2"
    office.do(complaints.change, id, form)
    assert kept(office_path, "select state, subject from complaint") == [
        ("resolved", "Dark stairs in house 2")
    ]


def test_another_moment_of_receipt_moves_no_clock_that_began_anew(office: Office, id: int) -> None:
    def moved() -> bool:
        before = office.ask(complaints.card, id).clocks[1].due
        form = office.ask(complaints.form_of, id)
        form.received = form.received - timedelta(days=7) if form.received else None
        office.do(complaints.change, id, form)
        return office.ask(complaints.card, id).clocks[1].due != before

    assert moved()
    office.do(complaints.resolve, id, ResolveForm(answer="We are sorry"))
    office.do(complaints.reopen, id, ReasonForm("Again"))
    assert not moved()


def test_with_a_clock_set_back_nothing_is_resolved_before_it_came(
    office: Office, id: int, office_path: Path
) -> None:
    office.store.clock = lambda: NOW - timedelta(days=300)
    office.do(complaints.resolve, id, ResolveForm(answer="We are sorry"))
    asked = "select resolved >= received, follow_up_due > resolved from complaint"
    assert kept(office_path, asked) == [(1, 1)]


def test_one_resolved_elsewhere_without_an_answer_still_waits_for_it_and_is_followed_up_on_no_day(
    office: Office, id: int
) -> None:
    office.do(put, id, {"state": "resolved", "resolved": NOW})
    clocks = {clock.name: clock.reached for clock in office.ask(complaints.card, id).clocks}
    assert clocks == {"acknowledge": None, "answer": None}
    [row] = office.ask(complaints.rows, (id,))
    assert (row.state, row.clock, row.left) == ("resolved", "", None)


def test_an_answer_keeps_the_promise_of_one_and_no_call_back(
    office: Office, sample: Sample, id: int, office_path: Path
) -> None:
    for kind in ("answer", "call_back"):
        promise = PromiseForm(kind, NOW + timedelta(hours=4), kind, sample.owner, complaint_id=id)
        office.do(promises.give, promise)
    office.do(complaints.answer, id, AnswerForm("We are sorry"))
    assert dict(kept(office_path, "select kind, kept is not null from promise")) == {
        "answer": 1, "call_back": 0,
    }  # fmt: skip


def test_given_to_the_first_it_was_handed_on_by_nobody(
    office: Office, sample: Sample, id: int, office_path: Path
) -> None:
    office.do(put, id, {"responsible_id": None})
    counted = "select responsible_id, handed_off from complaint"
    for staff, handed in ((sample.clerk, 0), (sample.clerk, 0), (sample.plumber, 1), (sample.clerk, 2)):
        office.do(complaints.give, id, GiveForm(staff))
        assert kept(office_path, counted) == [(staff, handed)]


def test_an_order_put_away_is_no_open_one_in_the_register(office: Office, sample: Sample, id: int) -> None:
    order = office.do(complaints.make_order, id, OrderForm(summary="Lamp", unit_id=sample.unit)).result
    assert office.ask(complaints.rows, [id])[0].order
    office.do(work_orders.archive_many, [order])
    assert office.ask(complaints.rows, [id])[0].order == ""


def test_what_was_withdrawn_or_put_away_hangs_on_no_board(
    office: Office, sample: Sample, office_path: Path
) -> None:
    made = [office.do(complaints.register, rude_guard(sample)).result for _ in range(3)]
    for each in made:
        office.do(complaints.write_notice, each, NoticeForm("We greet first"))
    office.do(complaints.withdraw, made[1], ReasonForm("Forget it"))
    office.do(complaints.archive, made[2])
    boards = office.ask(papers.you_said, None).boards
    assert [told.id for board in boards for told in board.told] == [made[0]]


def test_whom_complaints_are_about_narrows_the_register_for_the_manager_alone(
    office: Office, sample: Sample, id: int
) -> None:
    about = Query(where={"concerned": (sample.plumber,)})
    assert list(office.ask(complaints.page, about).ids) == [id]
    office.who = Who(sample.clerk, "Li Na", "clerk")
    with pytest.raises(Refusal, match="manager only"):
        office.ask(complaints.page, about)


def test_two_alike_are_a_cause_one_is_not_and_what_nobody_judged_is_none(
    office: Office, sample: Sample
) -> None:
    for gap, times in (("respect", 2), ("response", 1), ("", 3)):
        for _ in range(times):
            form = ComplaintForm(own_words="It is so.", person_id=sample.owner, unit_id=sample.unit, gap=gap)
            office.do(complaints.register, form)
    assert [(cause.gap, cause.count) for cause in office.ask(gaps.causes)] == [("respect", 2)]


def test_what_is_known_already_stands_open_first_however_old_then_of_the_category(
    office: Office, sample: Sample, office_path: Path
) -> None:
    """By hand: open and alike, open, closed and alike within a year, closed; nothing withdrawn, put away or older."""
    trades = [
        id for (id,) in kept(office_path, "select id from category where subject = 'complaint' order by id")
    ]
    made: dict[str, int] = {}
    for name, days, trade, state, archived in (
        ("closed", 1, 1, "resolved", None), ("closed and alike", 300, 0, "resolved", None),
        ("too old", 400, 0, "resolved", None), ("open", 500, 1, "received", None),
        ("open and alike", 700, 0, "investigating", None), ("withdrawn", 2, 0, "withdrawn", None),
        ("put away", 2, 0, "received", NOW),
    ):  # fmt: skip
        form = ComplaintForm(own_words=name, person_id=sample.owner, unit_id=sample.unit)
        made[name] = office.do(complaints.register, form).result
        values = {
            "received": NOW - timedelta(days=days), "category_id": trades[trade], "state": state,
            "archived": archived,
        }  # fmt: skip
        office.do(put, made[name], values)
    found = office.ask(complaints.known, sample.owner, sample.unit, trades[0])
    names = {id: name for name, id in made.items()}
    assert [names[each.id] for each in found] == ["open and alike", "open", "closed and alike", "closed"]
    assert [each.same for each in found] == [True, False, True, False]


def test_the_answers_time_runs_from_the_first_word_until_it_is_taken_up_again(
    office: Office, sample: Sample, id: int
) -> None:
    """Steps among the open ones begin no clock anew; only taking it up again does."""

    def begun() -> datetime | None:
        return office.ask(complaints.card, id).clocks[1].lines[0].begin

    at(office, 2026, 11, 20, 11, 0)
    office.do(complaints.acknowledge, id, AcknowledgeForm())
    at(office, 2026, 11, 23, 9, 30)
    office.do(complaints.investigate, id, GiveForm(sample.clerk))
    assert begun() == NOW
    office.do(complaints.resolve, id, ResolveForm(answer="We are sorry"))
    at(office, 2026, 12, 7, 10, 0)
    office.do(complaints.reopen, id, ReasonForm("Again"))
    assert begun() == moment(2026, 12, 7, 10, 0)


def test_of_many_marked_those_count_that_changed(office: Office, sample: Sample, id: int) -> None:
    other = office.do(complaints.register, rude_guard(sample)).result
    office.do(put, other, {"severity": 2})
    done = office.do(complaints.change_many, [id, other], ManyComplaintsForm(severity=2)).result
    assert (done.done, done.same) == (1, 1)


def test_the_same_answer_given_again_after_reopening_is_an_answer(office: Office, sample: Sample) -> None:
    id = office.do(complaints.register, rude_guard(sample)).result
    office.do(complaints.answer, id, AnswerForm("We are sorry"))
    office.do(complaints.resolve, id, ResolveForm("We are sorry"))
    office.do(complaints.reopen, id, ReasonForm("He shouted again"))
    assert office.ask(complaints.card, id).answered is None
    office.do(complaints.resolve, id, ResolveForm("We are sorry"))
    card = office.ask(complaints.card, id)
    assert card.state == "resolved" and card.answered is not None
