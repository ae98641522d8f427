"""Reminders: each moment is said once, to whom it concerns, whatever the desks, restarts and clocks do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import promise_ledger, promises, reminders, settings, tasks
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.services.promise_ledger import DueForm
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.services.reminders import Reminder
from fmcrm_desktop.services.tasks import TaskForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample, fill

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""Friday, ten in the morning in Shanghai."""
TODAY = date(2026, 11, 20)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@needs("office.settings")
def ask_for_names(work: Work) -> None:
    settings.put(work, sign_in=True)


@pytest.fixture(params=("file", "server"))
def desks(request: pytest.FixtureRequest) -> Iterator[tuple[Office, Office, Sample]]:
    """Two desks on one office where people sign in, both the manager's."""
    if request.param == "file":
        first, sample = request.getfixturevalue("office"), request.getfixturevalue("sample")
        address = str(request.getfixturevalue("office_path"))
    else:
        address = request.getfixturevalue("postgres_url")
        first = found_office(
            address, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
        )
        sample = fill(first)
    first.do(ask_for_names)
    first.who = Who(sample.manager, "Zhou Min", "manager")
    second = open_office(address)
    second.who = first.who
    for desk in (first, second):
        desk.store.clock = lambda: NOW
    yield first, second, sample
    second.close()
    if request.param == "server":
        first.close()


def at(moment: datetime, *desks: Office) -> None:
    for desk in desks:
        desk.store.clock = lambda: moment


def told(desk: Office) -> list[str]:
    """What a desk shows now: it asks, claims, and shows what it got."""
    found = desk.ask(reminders.due).reminders
    claimed = desk.do(reminders.show, [each.key for each in found]).result
    return [each.title for each in found if each.key in claimed]


def ids(desk: Office) -> dict[str, int]:
    found = desk.ask(reminders.due).reminders
    claimed = desk.do(reminders.show, [each.key for each in found]).result
    return {each.title: claimed[each.key] for each in found if each.key in claimed}


def promised(office: Office, text: str, due: datetime, staff: int, remind: datetime | None = None) -> int:
    return office.do(promises.give, PromiseForm("call_back", due, text, staff_id=staff, remind=remind)).result


def test_a_promise_comes_at_its_moment_or_ten_minutes_before_and_to_its_keeper(
    desks: tuple[Office, Office, Sample],
) -> None:
    office, _second, sample = desks
    promised(office, "mine", NOW + HOUR, sample.manager)
    promised(office, "hers", NOW + HOUR, sample.clerk)
    early = promised(office, "early", NOW + 8 * HOUR, sample.manager)
    office.do(promise_ledger.change, early, DueForm(NOW + 8 * HOUR, NOW + 2 * HOUR, "early", sample.manager))
    assert told(office) == []
    at(NOW + HOUR - 9 * MINUTE, office)
    assert told(office) == ["mine"] and told(office) == []
    at(NOW + 2 * HOUR, office)
    assert told(office) == ["early"]
    office.who = Who(sample.clerk, "Li Na", "clerk")
    assert told(office) == ["hers"]


def test_two_desks_show_it_once_and_a_clock_set_back_brings_nothing_twice(
    desks: tuple[Office, Office, Sample],
) -> None:
    first, second, _sample = desks
    first.do(tasks.add, TaskForm("Meter", TODAY, time(10, 30), remind="30"))
    # Both have asked before either shows.
    keys = [[each.key for each in desk.ask(reminders.due).reminders] for desk in (first, second)]
    assert len(keys[0]) == 1 and keys[0] == keys[1]
    assert len(first.do(reminders.show, keys[0]).result) == 1
    assert second.do(reminders.show, keys[1]).result == {}
    at(NOW - HOUR, first, second)
    assert told(first) == told(second) == []
    at(NOW + HOUR, first, second)
    assert told(first) == told(second) == []


def test_desks_that_show_at_the_same_moment_share_the_reminders(desks: tuple[Office, Office, Sample]) -> None:
    first, second, _sample = desks
    for n in range(20):
        first.do(tasks.add, TaskForm(f"Task {n}", TODAY, time(10, 0), remind="0"))
    shown: list[list[str]] = [[], []]
    ready = threading.Barrier(2)

    def show(which: int, desk: Office) -> None:
        ready.wait()
        shown[which] = told(desk)

    threads = [threading.Thread(target=show, args=each) for each in enumerate((first, second))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for desk in (first, second):
        shown[0] += told(desk)  # what the other held at that moment
    assert sorted(shown[0] + shown[1]) == sorted(f"Task {n}" for n in range(20))


def test_a_series_comes_for_each_occurrence_and_nine_stays_nine(desks: tuple[Office, Office, Sample]) -> None:
    office, _second, _sample = desks
    id = office.do(
        tasks.add, TaskForm("Rounds", TODAY, time(11, 0), repeat=RuleText("FREQ=DAILY"), remind="60")
    ).result
    for day in range(3):
        at(NOW + day * DAY - MINUTE, office)
        assert told(office) == []
        at(NOW + day * DAY, office)
        assert told(office) == ["Rounds"] and told(office) == []
    office.do(tasks.tick, id)
    at(NOW + 3 * DAY, office)
    assert told(office) == ["Rounds"], "ticked off once, it comes again with the next"


def test_what_was_missed_is_said_once_when_the_office_opens_again(
    desks: tuple[Office, Office, Sample],
) -> None:
    office, second, sample = desks
    office.do(tasks.add, TaskForm("Friday", TODAY, time(12, 0), remind="10"))
    office.do(tasks.add, TaskForm("Daily", TODAY, time(12, 0), repeat=RuleText("FREQ=DAILY"), remind="10"))
    promised(office, "Ring", NOW + HOUR, sample.manager)
    at(NOW + 3 * DAY, office, second)
    assert told(second) == ["Ring", "Friday", "Daily"], "of the series only the last"
    assert told(office) == told(second) == []


def test_what_hung_unclosed_when_the_desk_was_shut_is_said_again_by_a_file_and_not_by_a_server(
    desks: tuple[Office, Office, Sample],
) -> None:
    office, _second, sample = desks
    made = {
        text: promised(office, text, NOW + MINUTE, sample.manager)
        for text in ("Hangs", "Closed", "Put off", "Kept")
    }
    shown = ids(office)
    office.do(reminders.close, shown["Closed"])
    office.do(reminders.snooze, shown["Put off"], 60)
    at(NOW + DAY, office)
    office.do(promises.keep, made["Kept"])
    assert told(office) == ["Put off"]
    office.do(reminders.bring_back)
    by_file = office.store.is_file
    hangs = [each.at for each in office.ask(reminders.due).reminders if each.title == "Hangs"]
    assert hangs == ([NOW] if by_file else []), "when it was said, so that the bar can say it was missed"
    assert told(office) == (["Hangs", "Put off"] if by_file else [])
    at(NOW + 16 * DAY, office)
    office.do(reminders.bring_back)
    assert told(office) == [], "it stands in the lists for long"


def test_a_whole_day_is_said_when_the_office_opens(desks: tuple[Office, Office, Sample]) -> None:
    office, _second, _sample = desks
    office.do(tasks.add, TaskForm("Monday", date(2026, 11, 23), remind="0"))
    at(datetime(2026, 11, 23, 0, 29, tzinfo=UTC), office)
    assert told(office) == []
    at(datetime(2026, 11, 23, 0, 30, tzinfo=UTC), office)
    assert told(office) == ["Monday"]


def test_put_off_it_comes_again_and_closed_it_stays_away(desks: tuple[Office, Office, Sample]) -> None:
    office, second, _sample = desks
    office.do(tasks.add, TaskForm("Boiler", TODAY, time(10, 0), remind="0"))
    id = ids(office)["Boiler"]
    office.do(reminders.snooze, id, 15)
    at(NOW + 14 * MINUTE, office, second)
    assert told(second) == []
    at(NOW + 15 * MINUTE, office, second)
    assert ids(second) == {"Boiler": id} and told(office) == []
    again = second.do(reminders.snooze_to_morning, id).result
    assert again == datetime(2026, 11, 21, 0, 30, tzinfo=UTC), "Saturday is worked in the sample's hours"
    at(again, office, second)
    assert told(office) == ["Boiler"]
    office.do(reminders.close, id)
    at(again + DAY, office, second)
    assert told(office) == told(second) == []


def test_done_ticks_the_task_and_keeps_the_promise(desks: tuple[Office, Office, Sample]) -> None:
    office, _second, sample = desks
    office.do(tasks.add, TaskForm("Valve", TODAY, time(10, 0), remind="0"))
    promise = promised(office, "Ring", NOW + 5 * MINUTE, sample.manager)
    found = ids(office)
    for id in found.values():
        office.do(reminders.finish, id)
    assert [row.title for row in office.ask(tasks.page_mine, Query(where={"state": ("done",)})).first] == [
        "Valve"
    ]
    assert office.ask(promise_ledger.card, promise).row.state == "kept"
    office.who = Who(sample.clerk, "Li Na", "clerk")
    with pytest.raises(Refusal):
        office.do(reminders.close, found["Valve"])


def test_where_nobody_signs_in_one_desk_hears_everything(office: Office, sample: Sample) -> None:
    office.do(tasks.add, TaskForm("Hers", TODAY, time(10, 0), staff=(sample.clerk,), remind="0"))
    found: tuple[Reminder, ...] = office.ask(reminders.due).reminders
    assert [each.title for each in found] == ["Hers"]
    assert told(office) == ["Hers"] and told(office) == []
