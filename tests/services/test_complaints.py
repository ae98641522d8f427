"""Complaints from the first words to the lesson, read back with plain sqlite3."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Missing, NotAllowed, Refusal, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import complaints, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    ActionForm,
    AnswerForm,
    ComplaintForm,
    DoneForm,
    FollowUpForm,
    GiveForm,
    ReasonForm,
    ResolveForm,
)
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders.forms import OrderForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample


def moment(*parts: int) -> datetime:
    """A moment on the office's clock, eight hours before UTC, by hand."""
    return datetime(*parts, tzinfo=UTC) - timedelta(hours=8)  # type: ignore[misc,arg-type]


def at(office: Office, *parts: int) -> None:
    """Set the office's clock."""
    now = moment(*parts)
    office.store.clock = lambda: now


def kept(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql, values).fetchall()


@pytest.fixture
def form(sample: Sample) -> ComplaintForm:
    return ComplaintForm(
        own_words="The night guard shouted at my mother.\nHe let her wait in the rain.",
        subject="Night guard was rude at the gate", person_id=sample.owner, unit_id=sample.unit, gap="respect",
        gaps=("response",), criteria=("courtesy", "access"), needs=("friendliness",), expected="Greeted and let in",
        delivered="Asked to wait 15 minutes", severity=4, responsible_id=sample.manager, concerned_id=sample.plumber,
    )  # fmt: skip


@pytest.fixture
def id(office: Office, form: ComplaintForm) -> int:
    return office.do(complaints.register, form).result


@needs("call.write")
def log_call(work: Work, person: int, unit: int) -> int:
    call = Call(
        started=work.now, person_id=person, unit_id=unit, topic="Guard rude", notes="He shouted at me"
    )
    return work.add(call).id


@needs("complaint.write")
def keep_received(work: Work, category: int, building: int, *days: date) -> None:
    for day in days:
        received = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
        work.add(
            Complaint(
                number="C-1", received=received, subject="Loud", category_id=category, building_id=building
            )
        )


def test_a_complaint_is_kept_whole_with_its_number_and_clocks(
    id: int, office_path: Path, sample: Sample
) -> None:
    assert kept(
        office_path,
        "select number, state, subject, own_words, gap, severity, person_id, unit_id, building_id, responsible_id,"
        " concerned_id, expected, delivered, received, acknowledge_due, due from complaint where id = ?",
        id,
    ) == [(
        "C-2611-001", "received", "Night guard was rude at the gate",
        "The night guard shouted at my mother.\nHe let her wait in the rain.", "respect", 4, sample.owner, sample.unit,
        sample.building, sample.manager, sample.plumber, "Greeted and let in", "Asked to wait 15 minutes",
        "2026-11-20 02:00:00.000000",
        # Friday 10:00 and four hours: two until noon, two from 13:30
        "2026-11-20 07:30:00.000000",
        # three days of eight hours: 2 + 4.5 on Friday, 8 on Saturday, 8 on Monday, 1.5 on Tuesday
        "2026-11-24 02:00:00.000000",
    )]  # fmt: skip
    assert set(kept(office_path, "select kind, value from complaint_aspect where complaint_id = ?", id)) == {
        ("gap", "response"), ("criterion", "courtesy"), ("criterion", "access"), ("need", "friendliness"),
    }  # fmt: skip
    assert kept(office_path, "select subject, from_state, to_state from move where subject_id = ?", id) == [
        ("complaint", "", "received")
    ]


def test_numbers_run_on_within_the_month_received(
    office: Office, form: ComplaintForm, office_path: Path
) -> None:
    for received in (None, moment(2026, 10, 31, 23, 59), None, moment(2026, 11, 1, 0, 0)):
        office.do(complaints.register, replace(form, received=received))
    assert [row[0] for row in kept(office_path, "select number from complaint order by id")] == [
        "C-2611-001", "C-2610-001", "C-2611-002", "C-2611-003",
    ]  # fmt: skip


def test_a_holiday_and_a_make_up_day_move_the_clocks(
    office: Office, form: ComplaintForm, office_path: Path
) -> None:
    office.do(
        settings.put,
        holidays=[
            {"day": "2026-11-21", "name": "Fair"},
            {"day": "2026-11-22", "name": "Instead", "hours": [["08:30", "12:30"]]},
        ],
    )
    office.do(complaints.register, form)
    # Friday 6.5 hours, Saturday none, Sunday 4, Monday 8, Tuesday 5.5: 08:30–12:00 and 13:30–15:30
    assert kept(office_path, "select due from complaint") == [("2026-11-24 07:30:00.000000",)]


def test_an_empty_summary_is_the_beginning_of_the_own_words(
    office: Office, form: ComplaintForm, office_path: Path
) -> None:
    office.do(complaints.register, replace(form, subject="", own_words="Dark lobby\nand cold"))
    office.do(complaints.register, replace(form, subject="", own_words="word " * 60))
    office.do(complaints.register, replace(form, subject="", own_words="太吵了" * 60))
    subjects = [str(row[0]) for row in kept(office_path, "select subject from complaint order by id")]
    assert subjects[0] == "Dark lobby"
    assert subjects[1].endswith("word…") and len(subjects[1]) <= 81
    assert subjects[2] == ("太吵了" * 60)[:80] + "…"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"subject": "", "own_words": " "}, "own_words"),
        ({"person_id": None}, "person_id"),
        ({"anonymous": True}, "anonymous"),
        ({"severity": 6}, "severity"),
        ({"severity": 0}, "severity"),
        ({"gap": "rude"}, "gap"),
        ({"gaps": ("rude",)}, "gaps"),
        ({"criteria": ("price",)}, "criteria"),
        ({"needs": ("money",)}, "needs"),
        ({"channel": "pigeon"}, "channel"),
        ({"received": NOW + timedelta(hours=1)}, "received"),
        ({"promise": NOW - timedelta(hours=1)}, "promise"),
        ({"subject": "x" * 201}, "subject"),
        ({"own_words": "x" * 10_001}, "own_words"),
    ],
)
def test_what_cannot_be_saved_is_named_by_its_field(
    office: Office, form: ComplaintForm, office_path: Path, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        office.do(complaints.register, replace(form, **wrong))  # type: ignore[arg-type]
    assert set(caught.value.fields) == {field}
    assert kept(office_path, "select count(*) from complaint") == [(0,)]
    assert kept(office_path, "select count(*) from counter where series = 'C'") == [(0,)]


def test_a_person_that_is_not_there_is_refused(office: Office, form: ComplaintForm) -> None:
    with pytest.raises(Missing):
        office.do(complaints.register, replace(form, person_id=999))


def test_a_complaint_by_phone_is_filled_from_its_call_and_tied_to_it(
    office: Office, sample: Sample, office_path: Path
) -> None:
    call = office.do(log_call, sample.owner, sample.unit).result
    form = office.ask(complaints.draft, {"call": call})
    assert (form.person_id, form.unit_id, form.own_words) == (sample.owner, sample.unit, "He shouted at me")
    id = office.do(complaints.register, form).result
    assert kept(office_path, "select call_id, subject from complaint where id = ?", id) == [
        (call, "Guard rude")
    ]
    lines = office.ask(complaints.card, id).history
    assert [line.kind for line in lines] == ["received", "call"]


def test_a_person_with_one_home_brings_it_along(office: Office, sample: Sample) -> None:
    assert office.ask(complaints.draft, {"person": sample.owner}).unit_id == sample.unit
    assert (
        office.ask(complaints.draft, {"person": sample.owner, "unit": sample.parking}).unit_id
        == sample.parking
    )
    assert office.ask(complaints.draft, {}).responsible_id == sample.manager


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
    at(office, 2026, 11, 25, 9, 0)
    office.do(complaints.resolve, id, ResolveForm(remedy="Flowers", cause="No script"))
    at(office, 2026, 12, 9, 9, 0)
    office.do(complaints.follow_up, id, FollowUpForm("Guards greet first", "Content"))
    assert kept(office_path, "select state, acknowledged, answered, resolved, follow_up_due, followed_up, answer,"
                " remedy, cause, lesson, handed_off, reopened from complaint") == [(
        "followed_up", "2026-11-20 03:00:00.000000", "2026-11-23 08:00:00.000000", "2026-11-25 01:00:00.000000",
        "2026-12-09 01:00:00.000000", "2026-12-09 01:00:00.000000", "We apologised and retrained the guard", "Flowers",
        "No script", "Guards greet first", 1, 0,
    )]  # fmt: skip
    assert kept(office_path, "select kind, kept from promise where complaint_id = ?", id) == [
        ("answer", "2026-11-23 08:00:00.000000")
    ]
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
    id = office.do(complaints.register, replace(form, responsible_id=None)).result
    for staff in (sample.clerk, sample.clerk, sample.manager):
        office.do(complaints.give, id, GiveForm(staff))
    assert kept(office_path, "select responsible_id, handed_off from complaint") == [(sample.manager, 1)]


def test_what_somebody_else_changed_is_not_overwritten(office: Office, id: int) -> None:
    mine, theirs = office.ask(complaints.form_of, id), office.ask(complaints.form_of, id)
    office.do(complaints.change, id, replace(theirs, subject="Guard rude"))
    with pytest.raises(Stale):
        office.do(complaints.change, id, replace(mine, subject="Guard impolite"))


def test_a_change_keeps_what_it_does_not_touch(office: Office, id: int, office_path: Path) -> None:
    before = kept(office_path, "select * from complaint")
    form = office.ask(complaints.form_of, id)
    office.do(complaints.change, id, form)
    assert kept(office_path, "select * from complaint") == before
    office.do(complaints.change, id, replace(form, gap="response", criteria=("access", "security")))
    assert set(kept(office_path, "select kind, value from complaint_aspect")) == {
        ("criterion", "access"), ("criterion", "security"), ("need", "friendliness"),
    }  # fmt: skip


def test_registering_is_undone_in_one(office: Office, form: ComplaintForm, office_path: Path) -> None:
    done = office.do(complaints.register, replace(form, promise=NOW + timedelta(days=1)))
    assert done.deed is not None
    office.undo(done.deed)
    assert kept(office_path, "select archived is not null from complaint") == [(1,)]
    assert kept(office_path, "select archived is not null from promise") == [(1,)]
    assert kept(office_path, "select count(*) from move") == [(0,)]
    assert len(office.ask(complaints.page, Query())) == 0
    assert office.ask(complaints.page, Query(archived=True)).first[0].archived


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


def test_an_action_is_carried_out_with_its_proof(
    office: Office, id: int, sample: Sample, office_path: Path
) -> None:
    office.do(complaints.acknowledge, id, AcknowledgeForm())
    action = office.do(
        complaints.agree_action, id, ActionForm("Script", "conduct", sample.clerk, date(2026, 11, 19))
    ).result
    assert office.ask(complaints.card, id).actions[0].late
    with pytest.raises(Invalid) as caught:
        office.do(complaints.action_done, action, DoneForm(date(2026, 11, 21)))
    assert set(caught.value.fields) == {"done_day"}
    office.do(complaints.action_done, action, DoneForm(proof="Signed sheet"))
    assert kept(office_path, "select kind, text, done_day, proof from corrective_action") == [
        ("conduct", "Script", "2026-11-20", "Signed sheet")
    ]


@pytest.mark.parametrize(("after", "outcome"), [(0, "better"), (1, "better"), (2, "same"), (3, "worse")])
def test_an_action_is_proved_by_the_complaints_before_and_after(
    office: Office, form: ComplaintForm, sample: Sample, office_path: Path, after: int, outcome: str
) -> None:
    [(category,)] = kept(
        office_path, "select id from category where subject = 'complaint' and code = 'noise'"
    )
    day = date(2026, 11, 20)
    early = [day - timedelta(90), day - timedelta(1)]
    late = [day + timedelta(1), day + timedelta(90), day + timedelta(45)][:after]
    outside = [day - timedelta(91), day + timedelta(91), day]
    office.do(keep_received, category, sample.second_building, *early, *late, *outside)
    office.do(keep_received, category, sample.building, day - timedelta(5))
    id = office.do(
        complaints.register, replace(form, unit_id=sample.second_unit, category_id=category)
    ).result
    office.do(
        complaints.action_done, office.do(complaints.add_action, id, ActionForm("Mats")).result, DoneForm()
    )
    assert office.ask(complaints.card, id).actions[0].outcome == "too_early"
    at(office, 2027, 2, 18, 12, 0)
    assert office.ask(complaints.card, id).actions[0].outcome == "too_early"
    at(office, 2027, 2, 19, 0, 1)
    action = office.ask(complaints.card, id).actions[0]
    assert (action.before, action.after, action.outcome) == (2, after, outcome)


def test_the_register_filters_and_sorts(office: Office, form: ComplaintForm, sample: Sample) -> None:
    other = replace(form, person_id=sample.tenant, unit_id=sample.second_unit, subject="Dark lobby", gap="resources",
                    channel="letter", received=moment(2026, 10, 5, 9, 0), responsible_id=sample.clerk)  # fmt: skip
    box = replace(form, person_id=None, anonymous=True, unit_id=None, subject="Bins", gap="", channel="suggestion_box",
                  received=moment(2026, 11, 2, 9, 0))  # fmt: skip
    rude, dark, bins = (office.do(complaints.register, each).result for each in (form, other, box))
    office.do(complaints.resolve, dark, ResolveForm(answer="New lamps"))

    def listed(**where: object) -> set[int]:
        query = Query(
            where={name: value if isinstance(value, tuple) else (value,) for name, value in where.items()}
        )
        return set(office.ask(complaints.page, query).ids)

    def sorted_by(sort: str, descending: bool = False) -> list[int]:
        return list(office.ask(complaints.page, Query(sort=sort, descending=descending)).ids)

    assert list(office.ask(complaints.page, Query()).ids) == [rude, bins, dark]
    assert listed(state="open") == {rude, bins} and listed(state="resolved") == {dark}
    assert listed(state=("open", "resolved")) == {rude, bins, dark}
    assert listed(state="late") == {bins}
    assert listed(gap="respect") == {rude} and listed(channel="letter") == {dark}
    assert listed(building=sample.second_building) == {dark} and listed(responsible=sample.clerk) == {dark}
    assert listed(person=sample.owner) == {rude} and listed(unit=sample.second_unit) == {dark}
    assert listed(month="2026-11") == {rude, bins} and listed(month="2026-10", gap="respect") == set()
    assert sorted_by("number") == [dark, rude, bins] and sorted_by("number", True) == [bins, rude, dark]
    assert sorted_by("received") == [dark, bins, rude]
    assert sorted_by("unit") == [dark, rude, bins] and sorted_by("person")[-1] == bins
    assert sorted_by("due")[0] == bins
    assert set(office.ask(complaints.page, Query(text="lamps")).ids) == {dark}
    assert set(office.ask(complaints.page, Query(text="C-2611-001")).ids) == {rude}


def test_the_row_tells_which_clock_runs_and_how_long_still(office: Office, id: int) -> None:
    def running() -> tuple[str, int | None, str]:
        [row] = office.ask(complaints.rows, [id])
        return row.clock, row.left, row.standing

    assert running() == ("acknowledge", 240, "running")
    at(office, 2026, 11, 20, 14, 30)
    assert running() == ("acknowledge", 60, "at_risk")
    at(office, 2026, 11, 20, 15, 45)
    assert running() == ("acknowledge", -15, "late")
    assert office.ask(complaints.counts).late == 1
    office.do(complaints.acknowledge, id, AcknowledgeForm())
    assert running() == ("answer", 135 + 480 + 480 + 90, "running")
    office.do(complaints.resolve, id, ResolveForm(answer="Sorry"))
    assert running() == ("follow_up", 14 * 24 * 60, "running")
    at(office, 2026, 12, 4, 15, 46)
    assert running() == ("follow_up", -1, "late")
    office.do(complaints.follow_up, id, FollowUpForm("Greet first"))
    assert running() == ("", None, "")


def test_a_late_clock_says_how_late_it_was_in_the_end(office: Office, id: int) -> None:
    at(office, 2026, 11, 20, 16, 30)
    office.do(complaints.acknowledge, id, AcknowledgeForm())
    first = office.ask(complaints.card, id).clocks[0]
    assert (first.state, first.left, first.reached) == ("late", -60, moment(2026, 11, 20, 16, 30))
    assert sum(line.minutes for line in first.lines[1:-1]) == 240


def test_the_counts_tell_this_month_open_and_late(office: Office, form: ComplaintForm) -> None:
    for received in (moment(2026, 10, 31, 12, 0), moment(2026, 11, 1, 0, 0), NOW):
        office.do(complaints.register, replace(form, received=received))
    counts = office.ask(complaints.counts)
    assert (counts.this_month, counts.open, counts.late) == (2, 3, 2)


def test_the_name_of_the_anonymous_is_shown_nowhere(office: Office, id: int, office_path: Path) -> None:
    with sqlite3.connect(office_path) as connection:
        connection.execute("update complaint set anonymous = 1")
    [row] = office.ask(complaints.rows, [id])
    assert (row.person, row.other_name) == ("", "")
    assert office.ask(complaints.card, id).person is None


def test_the_history_keeps_its_order_when_the_clock_is_set_back(
    office: Office, id: int, sample: Sample
) -> None:
    office.do(complaints.acknowledge, id, AcknowledgeForm())
    at(office, 2026, 11, 20, 9, 0)
    office.do(complaints.investigate, id, GiveForm(sample.clerk))
    card = office.ask(complaints.card, id)
    assert [line.state for line in card.history] == ["received", "acknowledged", "investigating"]
    assert all(clock.left >= 0 for clock in card.clocks)


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [("reader", True, False), ("technician", False, False), ("clerk", True, True)],
)
def test_who_may_read_and_write_complaints(
    office: Office, form: ComplaintForm, sample: Sample, role: str, reads: bool, writes: bool
) -> None:
    office.who = Who(sample.clerk, "Li Na", role)
    assert office.may(complaints.page) == reads and office.may(complaints.register) == writes
    if not writes:
        with pytest.raises(NotAllowed):
            office.do(complaints.register, form)
