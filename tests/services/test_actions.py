"""Corrective actions of any source: the training one of them writes, and the list with its filters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Missing, Refusal, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.survey import Questionnaire, Survey
from fmcrm_desktop.services import actions, complaints, trainings
from fmcrm_desktop.services.actions import ActionForm, DoneForm, ManyActionsForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.complaining import at, kept, rude_guard

TRAININGS = (
    "select training.staff_id, course, day, passed, training.complaint_id, training.archived is not null"
    " from training join corrective_action on training_id = training.id order by training.id"
)


@pytest.fixture
def complaint(office: Office, sample: Sample) -> int:
    return office.do(complaints.register, rude_guard(sample)).result


@needs("office.settings")
def keep_survey(work: Work) -> int:
    form = work.add(Questionnaire(name="After a service"))
    return work.add(Survey(questionnaire_id=form.id, name="Autumn", from_day=date(2026, 10, 1))).id


def test_a_training_stands_in_the_record_of_whom_it_trains(
    office: Office, sample: Sample, complaint: int, office_path: Path
) -> None:
    form = ActionForm("Greet first", "training", sample.clerk, date(2026, 12, 1), sample.plumber)
    done = office.do(complaints.add_action, complaint, form)
    assert kept(office_path, TRAININGS) == [(sample.plumber, "Greet first", "2026-12-01", None, complaint, 0)]
    told = office.ask(actions.form_of, done.result)
    told.trained_id, told.due_day = sample.electrician, date(2026, 12, 3)
    office.do(actions.change, done.result, told)
    assert kept(office_path, TRAININGS) == [
        (sample.electrician, "Greet first", "2026-12-03", None, complaint, 0)
    ]
    at(office, 2026, 12, 4, 9, 0)
    office.do(actions.done, done.result, DoneForm("List signed", date(2026, 12, 2)))
    assert kept(office_path, TRAININGS) == [
        (sample.electrician, "Greet first", "2026-12-02", 1, complaint, 0)
    ]
    [course] = office.ask(trainings.page, Query()).first
    assert (course.staff, course.state, course.complaint) == ("He Yan", "passed", "C-2611-001")


def test_a_training_that_is_called_off_or_undone_goes_with_its_action(
    office: Office, sample: Sample, complaint: int, office_path: Path
) -> None:
    form = ActionForm("Greet first", "training", trained_id=sample.plumber, complaint_id=complaint)
    first = office.do(actions.add, form)
    office.do(actions.archive, first.result)
    office.do(actions.restore, first.result)
    told = office.ask(actions.form_of, first.result)
    told.trained_id, told.kind = None, "conduct"
    office.do(actions.change, first.result, told)
    second = office.do(actions.add, ActionForm("Listen", "training", trained_id=sample.plumber))
    office.undo(second.deed)
    assert [row[-1] for row in kept(office_path, TRAININGS)] == [1, 1]
    assert kept(office_path, "select archived is null from corrective_action order by id") == [(1,), (0,)]


def test_only_a_training_trains(office: Office, sample: Sample, office_path: Path) -> None:
    with pytest.raises(Invalid) as caught:
        office.do(actions.add, ActionForm("Flowers", "remedy", trained_id=sample.plumber))
    assert set(caught.value.fields) == {"trained_id"}
    assert kept(office_path, "select count(*) from corrective_action") == [(0,)]


def test_the_list_shows_what_is_open_first_and_what_it_follows_from(
    office: Office, sample: Sample, complaint: int
) -> None:
    survey = office.do(keep_survey).result
    clerk, boss = sample.clerk, sample.manager
    wanted = (
        ActionForm("Late one", "process", clerk, date(2026, 11, 1), complaint_id=complaint),
        ActionForm("Shorter queue", "resources", boss, survey_id=survey, criterion="access"),
        ActionForm("Some day", "information"),
        ActionForm("Was done", "remedy", clerk, date(2026, 10, 1)),
    )
    late, queue, some, done = (office.do(actions.add, form).result for form in wanted)
    office.do(actions.done, done, DoneForm(proof="Photo"))

    def listed(text: str = "", **where: object) -> list[int]:
        named = {name: value if isinstance(value, tuple) else (value,) for name, value in where.items()}
        return list(office.ask(actions.page, Query(text=text, where=named)).ids)

    assert listed() == [late, queue, some, done]
    assert listed(state="overdue") == [late] and listed(state="done") == [done]
    assert listed(state=("open", "done")) == [late, queue, some, done]
    assert listed(kind="resources") == [queue] and listed(responsible=clerk) == [late, done]
    assert listed(source="survey") == [queue] and listed(complaint=complaint) == [late]
    assert listed("photo") == [done], "what proves it is found too"
    assert listed("queue") == [queue] and listed("c-2611-001") == [late] and listed("li na") == [late, done]
    office.who = Who(clerk, "Li Na", "clerk")
    assert listed(mine="mine") == [late, done] and listed(mine="mine", state="open") == [late]
    rows = {row.id: row for row in office.ask(actions.page, Query()).first}
    assert (rows[late].source, rows[late].source_id, rows[late].state) == ("complaint", complaint, "overdue")
    assert rows[late].about.startswith("C-2611-001 Night guard")
    assert (rows[queue].source, rows[queue].about, rows[queue].criterion) == ("survey", "Autumn", "access")
    assert (rows[some].source, rows[some].about, rows[some].state) == ("", "", "open")
    # What says nothing comes last, what is equal by when it was agreed, whichever way round.
    for sort, up, down in (
        ("text", [late, queue, some, done], [done, some, queue, late]),
        ("kind", [some, late, done, queue], [queue, done, late, some]),
        ("due_day", [done, late, queue, some], [late, done, queue, some]),
        ("done_day", [done, late, queue, some], [done, late, queue, some]),
        ("responsible", [late, done, queue, some], [queue, late, done, some]),
    ):
        for descending, expected in ((False, up), (True, down)):
            assert list(office.ask(actions.page, Query(sort=sort, descending=descending)).ids) == expected
    overdue = Query(sort="text", where={"state": ("overdue",)})
    assert list(office.ask(actions.page, overdue).ids) == [late], "what was done late is overdue no more"
    assert (rows[late].responsible, rows[late].responsible_other) == ("Li Na", "李娜")
    assert [name for _, name in office.ask(actions.staff_options)] == ["Li Na", "Zhou Min"]


def test_the_filter_offers_those_who_have_something_in_hand(office: Office, sample: Sample) -> None:
    for staff, done, away in (
        (sample.clerk, False, False), (sample.plumber, True, False), (sample.manager, False, True),
    ):  # fmt: skip
        id = office.do(actions.add, ActionForm("Greet first", responsible_id=staff)).result
        if done:
            office.do(actions.done, id, DoneForm())
        if away:
            office.do(actions.archive, id)
    assert [id for id, _name in office.ask(actions.staff_options)] == [sample.clerk]
    away = office.ask(actions.page, Query(archived=True)).first
    assert [(row.responsible, row.archived) for row in away] == [("Zhou Min", True)]


def test_a_training_that_took_place_stays_what_it_was(
    office: Office, sample: Sample, complaint: int, office_path: Path
) -> None:
    """Whatever becomes of the action: who was trained was trained."""
    form = ActionForm("Greet first", "training", sample.clerk, date(2026, 11, 20), sample.plumber)
    id = office.do(complaints.add_action, complaint, form).result
    office.do(actions.done, id, DoneForm())
    took_place = [(sample.plumber, "Greet first", "2026-11-20", 1, complaint, 0)]
    told = office.ask(actions.form_of, id)
    told.text, told.trained_id = "Listen", sample.electrician
    office.do(actions.change, id, told)
    assert kept(office_path, TRAININGS) == took_place
    told = office.ask(actions.form_of, id)
    told.kind, told.trained_id = "process", None
    office.do(actions.change, id, told)
    office.do(actions.archive, id)
    assert kept(office_path, TRAININGS) == took_place


def test_a_training_that_was_put_away_by_itself_is_not_passed_with_its_action(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = office.do(actions.add, ActionForm("Greet first", "training", trained_id=sample.plumber)).result
    [(training,)] = kept(office_path, "select training_id from corrective_action")
    office.do(trainings.archive, training)
    office.do(actions.done, id, DoneForm())
    assert kept(office_path, "select passed, archived is not null from training") == [(None, 1)]


def test_what_is_due_today_is_not_overdue_and_what_was_done_in_time_is_not_late(
    office: Office, complaint: int
) -> None:
    days = (date(2026, 11, 19), date(2026, 11, 20), None)
    before, today, whenever = (
        office.do(complaints.add_action, complaint, ActionForm(f"By {day}", "process", due_day=day)).result
        for day in days
    )
    overdue = Query(where={"state": ("overdue",)})
    assert list(office.ask(actions.page, overdue).ids) == [before]
    assert [row.state for row in office.ask(actions.rows, [before, today])] == ["overdue", "open"]
    office.do(actions.done, today, DoneForm())
    assert [line.late for line in office.ask(complaints.card, complaint).actions] == [True, False, False]
    at(office, 2026, 11, 21, 9, 0)
    assert [line.late for line in office.ask(complaints.card, complaint).actions] == [True, False, False]
    office.do(actions.archive, before)
    assert [line.id for line in office.ask(complaints.card, complaint).actions] == [today, whenever]


def test_a_second_action_is_agreed_on_without_moving_the_complaint_again(
    office: Office, complaint: int, office_path: Path
) -> None:
    office.do(complaints.acknowledge, complaint, complaints.AcknowledgeForm("Thank you"))
    for text in ("Greet first", "Offer a chair"):
        office.do(complaints.agree_action, complaint, ActionForm(text, "process"))
    assert kept(office_path, "select text from corrective_action order by id") == [
        ("Greet first",), ("Offer a chair",),
    ]  # fmt: skip
    assert kept(office_path, "select count(*) from move where to_state = 'action_agreed'") == [(1,)]


def test_by_when_it_was_due_stays_once_it_is_carried_out(
    office: Office, sample: Sample, complaint: int, office_path: Path
) -> None:
    """One by one or many at once: what was late would be in time."""
    at(office, 2026, 12, 4, 9, 0)
    late, open_ = (
        office.do(
            complaints.add_action, complaint, ActionForm(text, "process", due_day=date(2026, 12, 1))
        ).result
        for text in ("Greet first", "Offer a chair")
    )
    office.do(actions.done, late, DoneForm())
    told = office.ask(actions.form_of, late)
    for day in (date(2026, 12, 24), None):
        with pytest.raises(Invalid) as caught:
            office.do(actions.change, late, replace(told, due_day=day))
        assert set(caught.value.fields) == {"due_day"}
    moved = office.do(actions.change_many, [late, open_], ManyActionsForm(due_day=date(2026, 12, 24))).result
    assert (moved.done, [each.id for each in moved.refused]) == (1, [late])
    days = "select due_day from corrective_action order by id"
    assert kept(office_path, days) == [("2026-12-01",), ("2026-12-24",)]
    office.do(actions.change, late, replace(told, text="Greet at once"))
    assert office.do(actions.change_many, [late], ManyActionsForm(sample.clerk)).result.done == 1
    assert [line.late for line in office.ask(complaints.card, complaint).actions] == [True, False]


def test_nothing_is_carried_out_before_the_complaint_came(office: Office, complaint: int) -> None:
    id = office.do(complaints.add_action, complaint, ActionForm("Greet first", "process")).result
    own = office.do(actions.add, ActionForm("Paint the hall", "process")).result
    with pytest.raises(Invalid) as caught:
        office.do(actions.done, id, DoneForm(done_day=date(2026, 11, 19)))
    assert set(caught.value.fields) == {"done_day"} and "2026-11-20" in str(caught.value)
    office.do(actions.done, id, DoneForm(done_day=date(2026, 11, 20)))
    office.do(actions.done, own, DoneForm(done_day=date(2026, 11, 19)))


def test_who_failed_a_training_has_not_passed_it_by_its_action(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = office.do(actions.add, ActionForm("Greet first", "training", trained_id=sample.plumber)).result
    [(training,)] = kept(office_path, "select training_id from corrective_action")
    office.do(trainings.change, training, replace(office.ask(trainings.form_of, training), result="failed"))
    office.do(actions.done, id, DoneForm())
    assert kept(office_path, "select passed, done_day is not null from training, corrective_action") == [
        (0, 1)
    ]


def test_a_training_that_was_called_off_does_not_come_back_with_its_action(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = office.do(actions.add, ActionForm("Greet first", "training", trained_id=sample.plumber)).result
    told = office.ask(actions.form_of, id)
    office.do(actions.change, id, replace(told, trained_id=None, kind="conduct"))
    office.do(actions.archive, id)
    office.do(actions.restore, id)
    assert kept(office_path, "select archived is not null from training") == [(1,)]


def test_what_was_archived_meanwhile_is_not_carried_out(
    office: Office, sample: Sample, office_path: Path
) -> None:
    """From a page that still shows it, whatever version that saw."""
    id = office.do(actions.add, ActionForm("Greet first", "training", trained_id=sample.plumber)).result
    office.do(actions.archive, id)
    with pytest.raises(Refusal, match=r"This action is archived\. Restore it first\."):
        office.do(actions.done, id, DoneForm(proof="Photo"))
    assert kept(office_path, "select done_day, proof from corrective_action") == [(None, "")]
    office.do(actions.restore, id)
    office.do(actions.done, id, DoneForm(proof="Photo"))
    assert kept(office_path, "select done_day, passed from corrective_action, training") == [
        ("2026-11-20", 1)
    ]


def test_a_change_is_looked_through_like_what_is_new(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = office.do(actions.add, ActionForm("Greet first", "process", sample.clerk, date(2026, 12, 1))).result
    before = kept(office_path, "select * from corrective_action")
    form = office.ask(actions.form_of, id)
    for wrong, field in (
        ({"text": " "}, "text"), ({"kind": "prayer"}, "kind"), ({"trained_id": sample.plumber}, "trained_id"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as caught:
            office.do(actions.change, id, replace(form, **wrong))  # type: ignore[arg-type]
        assert set(caught.value.fields) == {field}
    for strange in ({"responsible_id": 9999}, {"kind": "training", "trained_id": 9999}):
        with pytest.raises(Missing):
            office.do(actions.change, id, replace(form, **strange))  # type: ignore[arg-type]
    assert kept(office_path, "select * from corrective_action") == before
    office.do(
        actions.change, id, replace(form, text="Greet at once", kind="conduct", responsible_id=sample.manager)
    )
    assert kept(office_path, "select text, kind, responsible_id, due_day from corrective_action") == [
        ("Greet at once", "conduct", sample.manager, "2026-12-01")
    ]
    with pytest.raises(Stale):
        office.do(actions.change, id, form)


def test_nothing_is_carried_out_on_a_day_to_come(office: Office, office_path: Path) -> None:
    """By the office's calendar: in Shanghai the 21st begins while it is the 20th in London."""
    id = office.do(actions.add, ActionForm("Paint the hall", "process")).result
    tomorrow = DoneForm(done_day=date(2026, 11, 21))
    at(office, 2026, 11, 20, 23, 59)
    with pytest.raises(Invalid) as caught:
        office.do(actions.done, id, tomorrow)
    assert set(caught.value.fields) == {"done_day"} and "still to come" in str(caught.value)
    assert kept(office_path, "select done_day from corrective_action") == [(None,)]
    at(office, 2026, 11, 21, 0, 0)
    office.do(actions.done, id, tomorrow)
    assert kept(office_path, "select done_day from corrective_action") == [("2026-11-21",)]


def test_a_training_goes_and_comes_back_with_its_action_and_only_one_that_is_still_to_come(
    office: Office, sample: Sample, office_path: Path
) -> None:
    forms = [ActionForm(text, "training", trained_id=sample.plumber) for text in ("Greet first", "Listen")]
    open_, held = (office.do(actions.add, form).result for form in forms)
    office.do(actions.done, held, DoneForm())
    away = "select course, archived is not null from training order by id"
    for id in (open_, held):
        office.do(actions.archive, id)
    assert kept(office_path, away) == [("Greet first", 1), ("Listen", 0)]
    assert kept(office_path, "select count(*) from corrective_action where archived is null") == [(0,)]
    for id in (open_, held):
        office.do(actions.restore, id)
    assert kept(office_path, away) == [("Greet first", 0), ("Listen", 0)]
    assert kept(office_path, "select count(*) from corrective_action where archived is null") == [(2,)]
    office.do(actions.archive_many, [open_])
    assert kept(office_path, away) == [("Greet first", 1), ("Listen", 0)]


def test_a_course_is_named_by_the_beginning_of_its_action_and_keeps_its_day(
    office: Office, sample: Sample, office_path: Path
) -> None:
    """In 120 characters, one line; an action without a day trains on the day it was agreed."""
    asked = "select course, day from training order by id"
    for length, course in ((120, "x" * 120), (121, "x" * 119 + "…")):
        office.do(actions.add, ActionForm("x" * length, "training", trained_id=sample.plumber))
        assert kept(office_path, asked)[-1] == (course, "2026-11-20")
    form = ActionForm("Greet\nfirst", "training", None, date(2026, 12, 1), sample.plumber)
    id = office.do(actions.add, form).result
    at(office, 2026, 11, 23, 9, 0)
    told = replace(office.ask(actions.form_of, id), due_day=None)
    office.do(actions.change, id, told)
    assert kept(office_path, asked)[-1] == ("Greet first", "2026-12-01")
    with pytest.raises(Invalid) as caught:
        office.do(actions.done, id, DoneForm(proof="x" * 1_001))
    assert set(caught.value.fields) == {"proof"}
    assert kept(office_path, "select count(*) from corrective_action where done_day is not null") == [(0,)]
