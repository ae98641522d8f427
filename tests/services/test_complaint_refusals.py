"""What a complaint lets nobody do, each with nothing changed after it: in one, in many at once, in one put away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.refusal import Invalid, Missing, Refusal
from fmcrm_desktop.services import complaints, promises
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    AlsoForm,
    AnswerForm,
    ComplaintForm,
    FollowUpForm,
    GiveForm,
    ManyComplaintsForm,
    ReasonForm,
    ResolveForm,
)
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.promises import DropForm, PromiseForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.complaining import at, kept, rude_guard
from tests.services.rows import put

ALL = "select * from complaint order by id"
MOVES = "select subject_id, from_state, to_state, staff_id, why, given_to_id from move order by id"


@pytest.fixture
def id(office: Office, sample: Sample) -> int:
    return office.do(complaints.register, rude_guard(sample)).result


def refused(path: Path, act: Callable[[], object], field: str = "") -> str:
    """The sentence with which it is refused, at the field; nothing of it is kept."""
    before = kept(path, ALL), kept(path, MOVES)
    with pytest.raises(Invalid if field else Refusal) as said:
        act()
    if isinstance(said.value, Invalid):
        assert set(said.value.fields) == {field}
    assert (kept(path, ALL), kept(path, MOVES)) == before
    return str(said.value)


def test_many_at_once_want_something_filled_in(office: Office, id: int, office_path: Path) -> None:
    for form in (ManyComplaintsForm(), ManyComplaintsForm(why="Because")):
        said = refused(
            office_path, lambda form=form: office.do(complaints.change_many, [id], form), "responsible_id"
        )  # type: ignore[misc]
        assert "Fill in what is to change" in said


def test_many_at_once_are_as_grave_as_one_may_be(office: Office, id: int, office_path: Path) -> None:
    for severity in (0, 6, -1):
        form = ManyComplaintsForm(severity=severity)
        refused(office_path, lambda form=form: office.do(complaints.change_many, [id], form), "severity")  # type: ignore[misc]
    for severity in (1, 5):
        assert office.do(complaints.change_many, [id], ManyComplaintsForm(severity=severity)).result.done == 1
        assert kept(office_path, "select severity from complaint") == [(severity,)]


def test_many_at_once_are_sorted_and_handed_over_with_a_note_but_not_those_that_are_closed(
    office: Office, sample: Sample, id: int, office_path: Path
) -> None:
    [(trade,)] = kept(office_path, "select max(id) from category where subject = 'complaint'")
    closed, nobody = (
        office.do(complaints.register, replace(rude_guard(sample), severity=None)).result for _ in "ab"
    )
    office.do(complaints.resolve, closed, ResolveForm("We are sorry"))
    with pytest.raises(Missing):
        office.do(complaints.change_many, [id], ManyComplaintsForm(category_id=9999))
    form = ManyComplaintsForm(sample.clerk, int(str(trade)), 3, "Li Na knows the guard")
    done = office.do(complaints.change_many, [id, closed, nobody], form).result
    assert (done.done, [each.id for each in done.refused]) == (2, [closed])
    columns = "select responsible_id, category_id, severity, handed_off from complaint order by id"
    given = (sample.clerk, trade, 3, 1)
    assert kept(office_path, columns) == [given, (sample.manager, None, None, 0), given]
    handed = [line for line in kept(office_path, MOVES) if line[5] is not None]
    assert handed == [
        (each, "received", "received", sample.manager, "Li Na knows the guard", sample.clerk) for each in (id, nobody)
    ]  # fmt: skip
    only = office.do(
        complaints.change_many, [id, closed], ManyComplaintsForm(category_id=int(str(trade)))
    ).result
    assert (only.done, only.same) == (1, 1)  # what is closed may still be sorted


def test_a_change_is_looked_through_like_what_is_new(
    office: Office, sample: Sample, id: int, office_path: Path
) -> None:
    form = office.ask(complaints.form_of, id)
    for wrong, field in (
        ({"subject": "", "own_words": ""}, "own_words"), ({"person_id": None}, "person_id"),
        ({"anonymous": True}, "anonymous"), ({"severity": 6}, "severity"), ({"severity": 0}, "severity"),
        ({"channel": "pigeon"}, "channel"), ({"received": NOW + timedelta(hours=1)}, "received"),
        ({"promise": NOW - timedelta(hours=1)}, "promise"), ({"subject": "x" * 201}, "subject"),
    ):  # fmt: skip
        changed: Any = replace(form, **wrong)  # type: ignore[arg-type]
        refused(office_path, lambda form=changed: office.do(complaints.change, id, form), field)  # type: ignore[misc]
    for strange in ({"person_id": 999}, {"category_id": 999}, {"unit_id": 999}):
        with pytest.raises(Missing):
            office.do(complaints.change, id, replace(form, **strange))


def test_a_building_that_is_not_there_is_refused(
    office: Office, sample: Sample, id: int, office_path: Path
) -> None:
    """Named instead of a unit; beside one the unit's own building counts, whatever the form says."""
    form = replace(rude_guard(sample), unit_id=None, building_id=999)
    with pytest.raises(Missing):
        office.do(complaints.register, form)
    stands = replace(office.ask(complaints.form_of, id), unit_id=None, building_id=999)
    with pytest.raises(Missing):
        office.do(complaints.change, id, stands)
    office.do(complaints.change, id, replace(stands, building_id=sample.second_building))
    again = office.ask(complaints.form_of, id)
    assert (again.unit_id, again.building_id) == (None, sample.second_building)
    office.do(complaints.change, id, replace(again, subject="Guard impolite"))
    places = "select unit_id, building_id from complaint"
    assert kept(office_path, places) == [(None, sample.second_building)]
    again = office.ask(complaints.form_of, id)
    office.do(complaints.change, id, replace(again, unit_id=sample.unit, building_id=999))
    assert kept(office_path, places) == [(sample.unit, sample.building)]


def test_handing_over_and_another_thanks_keep_how_somebody_was_thanked(
    office: Office, sample: Sample, id: int, office_path: Path
) -> None:
    office.do(complaints.acknowledge, id, AcknowledgeForm("Thank you", None, sample.clerk, "person"))
    office.do(complaints.give, id, GiveForm(sample.manager, "Knows the guard"))
    asked = "select thanks, responsible_id, handed_off, acknowledged from complaint"
    first = "2026-11-20 02:00:00.000000"
    assert kept(office_path, asked) == [("person", sample.manager, 2, first)]
    assert [line[3:] for line in kept(office_path, MOVES)][1:] == [
        (sample.manager, "Thank you", sample.clerk), (sample.manager, "Knows the guard", sample.manager),
    ]  # fmt: skip
    office.do(complaints.withdraw, id, ReasonForm("Settled"))
    office.do(complaints.reopen, id, ReasonForm("After all"))
    at(office, 2026, 11, 24, 9, 0)
    office.do(complaints.acknowledge, id, AcknowledgeForm("Thanked again"))
    assert kept(office_path, asked) == [("person", sample.manager, 2, first)]
    assert kept(office_path, "select count(*) from letter") == [(0,)]


def test_what_was_withdrawn_is_not_answered(office: Office, id: int, office_path: Path) -> None:
    office.do(complaints.withdraw, id, ReasonForm("Settled"))
    said = refused(
        office_path, lambda: office.do(complaints.answer, id, AnswerForm("We are sorry", "No script"))
    )
    assert "no longer open" in said
    office.do(complaints.reopen, id, ReasonForm("After all"))
    office.do(complaints.answer, id, AnswerForm("We are sorry", "No script"))
    assert kept(office_path, "select state, answer, cause from complaint") == [
        ("acknowledged", "We are sorry", "No script")
    ]


def test_what_is_open_is_not_reopened(office: Office, sample: Sample, id: int, office_path: Path) -> None:
    """In none of its states: its clocks would begin anew, and its answer would be none."""
    steps: tuple[tuple[Any, Any], ...] = (
        (complaints.acknowledge, AcknowledgeForm()), (complaints.answer, AnswerForm("We are sorry")),
        (complaints.investigate, GiveForm(sample.clerk)),
    )  # fmt: skip
    for case, form in steps:
        said = refused(office_path, lambda: office.do(complaints.reopen, id, ReasonForm("Again")))
        assert "is open" in said
        office.do(case, id, form)
    refused(office_path, lambda: office.do(complaints.reopen, id, ReasonForm("Again")))


def test_an_answer_keeps_the_open_promises_of_its_own_complaint_alone(
    office: Office, sample: Sample, id: int, office_path: Path
) -> None:
    other = office.do(complaints.register, rude_guard(sample)).result
    made = {}
    for name, complaint, kind in (
        ("open", id, "answer"), ("another's", other, "answer"), ("call back", id, "call_back"),
        ("dropped", id, "answer"), ("kept", id, "answer"), ("put away", id, "answer"),
    ):  # fmt: skip
        form = PromiseForm(kind, NOW + timedelta(hours=4), name, sample.owner, complaint_id=complaint)
        made[name] = office.do(promises.give, form)
    office.do(promises.drop, made["dropped"].result, DropForm("Not needed"))
    at(office, 2026, 11, 20, 11, 0)
    office.do(promises.keep, made["kept"].result)
    office.undo(made["put away"].deed)
    at(office, 2026, 11, 20, 12, 0)
    office.do(complaints.answer, id, AnswerForm("We are sorry"))
    columns = "text, kept, dropped is not null, archived is not null"
    assert kept(office_path, f"select {columns} from promise order by id") == [
        ("open", "2026-11-20 04:00:00.000000", 0, 0), ("another's", None, 0, 0), ("call back", None, 0, 0),
        ("dropped", None, 1, 0), ("kept", "2026-11-20 03:00:00.000000", 0, 0), ("put away", None, 0, 1),
    ]  # fmt: skip
    at(office, 2026, 11, 20, 13, 0)
    office.do(complaints.withdraw, other, ReasonForm("Settled"))
    assert kept(office_path, "select text from promise where dropped is not null order by id") == [
        ("another's",), ("dropped",),
    ]  # fmt: skip


def test_others_who_wait_for_another_complaint_do_not_keep_a_nameless_one_open(
    office: Office, sample: Sample, office_path: Path
) -> None:
    dark = ComplaintForm(own_words="Dark stairs", anonymous=True)
    nameless, joined = (office.do(complaints.register, replace(dark)).result for _ in "ab")
    office.do(complaints.also, joined, AlsoForm(sample.tenant, "Here, too"))
    refused(
        office_path, lambda: office.do(complaints.resolve, joined, ResolveForm(lesson="A lamp")), "answer"
    )
    office.do(complaints.resolve, nameless, ResolveForm(lesson="A lamp"))
    assert kept(office_path, "select id, state from complaint order by id") == [
        (nameless, "resolved"), (joined, "received"),
    ]  # fmt: skip


def test_no_step_is_made_with_what_was_put_away(
    office: Office, sample: Sample, id: int, office_path: Path
) -> None:
    """From a page that still shows it; it is taken back first."""
    office.do(complaints.archive, id)
    steps: tuple[tuple[Any, Any], ...] = (
        (complaints.acknowledge, AcknowledgeForm("Thank you")), (complaints.answer, AnswerForm("We are sorry")),
        (complaints.resolve, ResolveForm("We are sorry")), (complaints.withdraw, ReasonForm("Settled")),
        (complaints.give, GiveForm(sample.clerk)),
    )  # fmt: skip
    for case, form in steps:
        said = refused(office_path, lambda case=case, form=form: office.do(case, id, form))  # type: ignore[misc]
        assert "C-2611-001" in said or "Restore it first" in said
    office.do(complaints.restore, id)
    office.do(complaints.resolve, id, ResolveForm("We are sorry", lesson="Greet first"))
    office.do(complaints.follow_up, id, FollowUpForm("Greet first"))
    assert [line[1:3] for line in kept(office_path, MOVES)] == [
        ("", "received"), ("received", "acknowledged"), ("acknowledged", "acknowledged"),
        ("acknowledged", "resolved"), ("resolved", "followed_up"),
    ]  # fmt: skip


def test_many_are_put_away_and_brought_back_once_each(office: Office, sample: Sample, id: int) -> None:
    other = office.do(complaints.register, rude_guard(sample)).result
    office.do(complaints.archive, other)
    away = office.do(complaints.archive_many, [id, other, 999]).result
    assert (away.done, away.same) == (1, 1)
    assert [row.archived for row in office.ask(complaints.rows, [id, other])] == [True, True]
    office.do(complaints.restore, id)
    back = office.do(complaints.restore_many, [id, other]).result
    assert (back.done, back.same) == (1, 1)
    assert [row.archived for row in office.ask(complaints.rows, [id, other])] == [False, False]


LONG = {2_000: "x" * 2_001, 4_000: "x" * 4_001, 10_000: "x" * 10_001}


@pytest.mark.parametrize(
    ("case", "form", "field"),
    [
        (complaints.acknowledge, AcknowledgeForm(LONG[2_000]), "said"),
        (complaints.acknowledge, AcknowledgeForm(thanks="pigeon"), "thanks"),
        (complaints.give, GiveForm(2, LONG[2_000]), "why"), (complaints.give, GiveForm(), "responsible_id"),
        (complaints.investigate, GiveForm(2, LONG[2_000]), "why"),
        (complaints.investigate, GiveForm(), "responsible_id"),
        (complaints.answer, AnswerForm(LONG[10_000]), "answer"), (complaints.answer, AnswerForm(" \n"), "answer"),
        (complaints.answer, AnswerForm("Sorry", LONG[2_000]), "cause"),
        (complaints.resolve, ResolveForm("Sorry", lesson=LONG[4_000]), "lesson"),
        (complaints.resolve, ResolveForm("Sorry", LONG[2_000]), "remedy"),
        (complaints.withdraw, ReasonForm(" "), "why"), (complaints.withdraw, ReasonForm(LONG[2_000]), "why"),
        (complaints.also, AlsoForm(None, "Here, too"), "person_id"),
        (complaints.also, AlsoForm(3, LONG[10_000]), "said"),
    ],
)  # fmt: skip
def test_what_a_step_is_given_is_looked_through_first(
    office: Office, id: int, office_path: Path, case: Any, form: Any, field: str
) -> None:
    if case is complaints.investigate:
        office.do(complaints.acknowledge, id, AcknowledgeForm())
    refused(office_path, lambda: office.do(case, id, form), field)


@pytest.mark.parametrize(
    ("case", "form", "field"),
    [
        (complaints.follow_up, FollowUpForm(LONG[4_000]), "lesson"), (complaints.follow_up, FollowUpForm(), "lesson"),
        (complaints.follow_up, FollowUpForm("Greet", LONG[2_000]), "said"),
        (complaints.follow_up, FollowUpForm("Greet", rating=6), "rating"),
        (complaints.follow_up, FollowUpForm("Greet", rating=0), "rating"),
        (complaints.reopen, ReasonForm(" "), "why"), (complaints.reopen, ReasonForm(LONG[2_000]), "why"),
    ],
)  # fmt: skip
def test_and_of_what_is_resolved(
    office: Office, id: int, office_path: Path, case: Any, form: Any, field: str
) -> None:
    office.do(complaints.resolve, id, ResolveForm("We are sorry"))
    refused(office_path, lambda: office.do(case, id, form), field)


def test_nameless_is_not_anonymous(office: Office, id: int, office_path: Path) -> None:
    """An older system told no name and did not say that nobody gave one: somebody may well wait for an answer."""
    office.do(put, Complaint, id, person_id=None)
    refused(
        office_path, lambda: office.do(complaints.resolve, id, ResolveForm(lesson="Greet first")), "answer"
    )
    office.do(put, Complaint, id, anonymous=True)
    office.do(complaints.resolve, id, ResolveForm(lesson="Greet first"))
    acknowledged = "select state, acknowledged, answered from complaint"
    assert kept(office_path, acknowledged) == [("resolved", "2026-11-20 02:00:00.000000", None)]


def test_many_at_once_are_handed_over_or_sorted_each_by_itself(
    office: Office, sample: Sample, id: int, office_path: Path
) -> None:
    refused(
        office_path,
        lambda: office.do(complaints.change_many, [id], ManyComplaintsForm(2, why=LONG[2_000])),
        "why",
    )
    for form, done in (
        (ManyComplaintsForm(sample.clerk), (1, 0)), (ManyComplaintsForm(sample.clerk), (0, 1)),
        (ManyComplaintsForm(category_id=1), (1, 0)), (ManyComplaintsForm(category_id=1), (0, 1)),
    ):  # fmt: skip
        result = office.do(complaints.change_many, [id], form).result
        assert (result.done, result.same, result.refused) == (*done, ())
    assert kept(office_path, "select responsible_id, handed_off, category_id from complaint") == [
        (sample.clerk, 1, 1)
    ]
    assert len(kept(office_path, MOVES)) == 2
