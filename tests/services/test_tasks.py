"""Tasks and memos through the door, on a file and on a server: due, done, repeated, given; a memo becomes a task."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Stale
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import calendar, tasks, today
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.tasks import MemoForm, TaskForm
from tests.sample import Sample

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""Friday, ten in the morning in Shanghai."""
TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def as_clerk(office: Office, sample: Sample) -> None:
    office.who = Who(sample.clerk, "Li Na", "clerk")


def titles(office: Office, case: object = tasks.page_mine, **where: tuple[object, ...]) -> list[str]:
    return [row.title for row in office.ask(case, Query(where=where)).first]  # type: ignore[arg-type]


def test_tasks_stand_by_what_is_due_and_fall_into_four_states(kept: tuple[Office, Sample]) -> None:
    office, _sample = kept
    for title, day, at in (
        ("whenever", None, None), ("later", TODAY + DAY, None), ("this evening", TODAY, time(18, 0)),
        ("today", TODAY, None), ("this morning", TODAY, time(9, 0)), ("yesterday", TODAY - DAY, None),
        ("done", TODAY, None),
    ):  # fmt: skip
        id = office.do(tasks.add, TaskForm(title, day, at)).result
    office.do(tasks.tick, id)
    assert titles(office, state=("overdue", "today", "open")) == [
        "yesterday", "today", "this morning", "this evening", "later", "whenever",
    ]  # fmt: skip
    assert titles(office, state=("overdue",)) == ["yesterday", "this morning"]
    assert titles(office, state=("today",)) == ["today", "this evening"]
    assert titles(office, state=("open",)) == ["later", "whenever"]
    assert titles(office, state=("done",)) == ["done"]
    for row in office.ask(tasks.page_mine, Query()).first:
        assert row.title in titles(office, state=(row.state,)), (
            "the row's own state is the filter that finds it"
        )
    assert [row.title for row in office.ask(tasks.of_day)] == [
        "yesterday",
        "today",
        "this morning",
        "this evening",
    ]
    assert titles(office, state=("overdue", "today", "open"))[0] == "yesterday"
    found = office.ask(tasks.page_mine, Query(text="evening"))
    assert [row.title for row in found.first] == ["this evening"]


def test_a_task_that_is_given_is_on_both_desks(kept: tuple[Office, Sample]) -> None:
    office, sample = kept
    giver = office.who
    office.do(tasks.add, TaskForm("Read the meters", TODAY, staff=(sample.clerk,)))
    office.do(tasks.add, TaskForm("My own", TODAY))
    both = office.do(
        tasks.add, TaskForm("Hang the notice", TODAY, staff=(sample.clerk, sample.plumber))
    ).result
    assert sorted(office.ask(tasks.rows, [both])[0].who.split("\n")) == ["Gao Jun", "Li Na"]
    office.do(tasks.archive, both)
    assert titles(office) == ["My own"]
    assert titles(office, tasks.page_given) == ["Read the meters"]
    assert sorted(titles(office, tasks.page_all)) == ["My own", "Read the meters"]
    assert titles(office, tasks.page_all, staff=(sample.clerk,)) == ["Read the meters"]
    as_clerk(office, sample)
    [row] = office.ask(tasks.page_mine, Query()).first
    assert (row.title, row.who, row.by) == ("Read the meters", "Li Na", giver.name)
    assert titles(office, tasks.page_given) == []


def test_a_task_carries_its_matter_from_where_it_was_begun(kept: tuple[Office, Sample]) -> None:
    office, sample = kept
    form = office.ask(tasks.draft, {"person": sample.owner, "unit": sample.unit})
    form.title = "Ring back about the key"
    id = office.do(tasks.add, form).result
    [row] = office.ask(tasks.rows, [id])
    assert (row.person_id, row.unit_id, row.about) == (sample.owner, sample.unit, "3-1202 · 王芳")
    again = office.ask(tasks.form_of, id)
    again.due_day, again.at = TODAY + DAY, time(14, 30)
    office.do(tasks.change, id, again)
    [row] = office.ask(tasks.rows, [id])
    assert row.starts == datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
    assert office.ask(tasks.form_of, id).at == time(14, 30)
    with pytest.raises(Stale):
        office.do(tasks.change, id, again)
    with pytest.raises(Invalid) as refused:
        office.do(tasks.add, TaskForm("No day", repeat=RuleText("FREQ=DAILY")))
    assert set(refused.value.fields) == {"due_day", "repeat"}


def test_ticking_a_repeat_leaves_the_next_one_open_and_undo_puts_it_back(kept: tuple[Office, Sample]) -> None:
    office, _sample = kept
    id = office.do(tasks.add, TaskForm("Lift log", TODAY, time(9, 30), repeat=RuleText("FREQ=WEEKLY"))).result
    done = office.do(tasks.tick, id)
    rows = office.ask(tasks.rows, [id, done.result])
    assert [(row.day or row.starts, row.state) for row in rows] == [
        (datetime(2026, 11, 27, 1, 30, tzinfo=UTC), "open"),
        (datetime(2026, 11, 20, 1, 30, tzinfo=UTC), "done"),
    ]
    week = (datetime(2026, 11, 15, 16, tzinfo=UTC), datetime(2026, 12, 12, tzinfo=UTC))
    on_it = [(entry.starts, entry.done) for entry in office.ask(calendar.entries, *week)]
    assert on_it == [(datetime(2026, 11, d, 1, 30, tzinfo=UTC), d == 20) for d in (20, 27)] + [
        (datetime(2026, 12, d, 1, 30, tzinfo=UTC), False) for d in (4, 11)
    ], "each occurrence once, the one ticked off done"
    assert done.deed is not None
    office.undo(done.deed)
    [row] = office.ask(tasks.rows, [id])
    assert (row.starts, row.state) == (datetime(2026, 11, 20, 1, 30, tzinfo=UTC), "overdue")
    assert len(office.ask(tasks.page_all, Query())) == 1


def test_a_repeat_that_counts_ends_with_its_last(kept: tuple[Office, Sample]) -> None:
    office, _sample = kept
    id = office.do(tasks.add, TaskForm("Water", TODAY, repeat=RuleText("FREQ=DAILY"))).result

    def counted(work: object) -> None:
        from fmcrm_desktop.model.event import Event

        work.get(Event, id).rule = "FREQ=DAILY;COUNT=3"  # type: ignore[attr-defined]

    counted.right = "calendar.write"  # type: ignore[attr-defined]
    office.do(counted)  # type: ignore[arg-type]
    days = []
    for _ in range(3):
        [row] = office.ask(tasks.rows, [id])
        days.append(row.day)
        office.do(tasks.tick, id)
    assert days == [TODAY, TODAY + DAY, TODAY + 2 * DAY]
    assert titles(office, state=("overdue", "today", "open")) == []
    assert len(titles(office, state=("done",))) == 3


def test_a_memo_is_ones_own_and_becomes_a_task_that_can_be_taken_back(kept: tuple[Office, Sample]) -> None:
    office, sample = kept
    id = office.do(tasks.jot, MemoForm("Ask about the pump", TODAY + DAY, unit_id=sample.unit)).result
    assert titles(office, tasks.page_memos) == ["Ask about the pump"]
    assert titles(office) == []
    done = office.do(tasks.make_task, id)
    [row] = office.ask(tasks.page_mine, Query()).first
    assert (row.kind, row.day, row.unit, row.state) == ("task", TODAY + DAY, "3-1202", "open")
    assert titles(office, tasks.page_memos) == [] and done.deed is not None
    office.undo(done.deed)
    assert titles(office, tasks.page_memos) == ["Ask about the pump"] and titles(office) == []
    as_clerk(office, sample)
    assert titles(office, tasks.page_memos) == []


def test_whoever_may_not_change_the_calendar_works_their_own_tasks(kept: tuple[Office, Sample]) -> None:
    office, sample = kept
    own = office.do(tasks.add, TaskForm("Valve", TODAY, staff=(sample.plumber,))).result
    other = office.do(tasks.add, TaskForm("Rota", TODAY)).result
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    office.do(tasks.tick, own)
    memo = office.do(tasks.jot, MemoForm("Order seals")).result
    office.do(tasks.make_task, memo)
    for case, args in ((tasks.tick, (other,)), (tasks.archive, (other,)), (tasks.add, (TaskForm("New"),))):
        with pytest.raises(NotAllowed):
            office.do(case, *args)  # type: ignore[arg-type]


def test_today_has_the_tasks_of_whoever_looks(kept: tuple[Office, Sample]) -> None:
    office, sample = kept
    office.do(tasks.add, TaskForm("Mine", TODAY - DAY))
    office.do(tasks.add, TaskForm("Hers", TODAY, staff=(sample.clerk,)))
    assert [row.title for row in office.ask(today.sheet).tasks] == ["Mine"]
    as_clerk(office, sample)
    assert [row.title for row in office.ask(today.sheet).tasks] == ["Hers"]


def test_a_repeat_ticked_on_the_calendar_goes_on_as_from_the_list(kept: tuple[Office, Sample]) -> None:
    office, _sample = kept
    id = office.do(tasks.add, TaskForm("Read the meters", TODAY, repeat=RuleText("FREQ=DAILY"))).result
    office.do(calendar.finish, id, True, TODAY.isoformat())
    assert office.ask(tasks.rows, [id])[0].due == TODAY + DAY
    office.do(calendar.finish, id, True, (TODAY + 3 * DAY).isoformat())  # a later one is done before its time
    assert office.ask(tasks.rows, [id])[0].due == TODAY + DAY
    for _ in range(2):
        office.do(tasks.tick, id)
    assert office.ask(tasks.rows, [id])[0].due == TODAY + 4 * DAY


def test_many_are_ticked_and_put_away_in_one_deed_each(kept: tuple[Office, Sample]) -> None:
    office, _sample = kept
    ids = [office.do(tasks.add, TaskForm(f"Task {n}", TODAY)).result for n in range(3)]
    ticked = office.do(tasks.tick_many, ids)
    assert ticked.result.done == 3
    assert all(row.done for row in office.ask(tasks.rows, ids))
    office.undo(ticked.deed)
    assert not any(row.done for row in office.ask(tasks.rows, ids))
    away = office.do(tasks.archive_many, ids)
    assert titles(office) == []
    office.undo(away.deed)
    assert sorted(titles(office)) == ["Task 0", "Task 1", "Task 2"]
