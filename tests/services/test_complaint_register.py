"""The complaint register: filters, orders, clocks, counts, actions with their proof."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, NotAllowed
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import actions, complaints, settings
from fmcrm_desktop.services.actions import ActionForm, DoneForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    ComplaintForm,
    FollowUpForm,
    GiveForm,
    ResolveForm,
)
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.complaining import at, kept, moment, rude_guard


@pytest.fixture
def form(sample: Sample) -> ComplaintForm:
    return rude_guard(sample)


@pytest.fixture
def id(office: Office, form: ComplaintForm) -> int:
    return office.do(complaints.register, form).result


@needs("complaint.write")
def keep_received(work: Work, category: int, building: int, *days: date) -> None:
    for day in days:
        received = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
        work.add(
            Complaint(
                number="C-1", received=received, subject="Loud", category_id=category, building_id=building
            )
        )


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


def test_an_action_is_carried_out_with_its_proof(
    office: Office, id: int, sample: Sample, office_path: Path
) -> None:
    office.do(complaints.acknowledge, id, AcknowledgeForm())
    action = office.do(
        complaints.agree_action, id, ActionForm("Script", "conduct", sample.clerk, date(2026, 11, 19))
    ).result
    assert office.ask(complaints.card, id).actions[0].late
    with pytest.raises(Invalid) as caught:
        office.do(actions.done, action, DoneForm(done_day=date(2026, 11, 21)))
    assert set(caught.value.fields) == {"done_day"}
    office.do(actions.done, action, DoneForm(proof="Signed sheet"))
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
    office.do(keep_received, category, sample.second_building, day - timedelta(6))
    [(away,)] = kept(office_path, "select max(id) from complaint")
    office.do(complaints.archive, away)
    id = office.do(
        complaints.register, replace(form, unit_id=sample.second_unit, category_id=category)
    ).result
    office.do(actions.done, office.do(complaints.add_action, id, ActionForm("Mats")).result, DoneForm())
    assert office.ask(complaints.card, id).actions[0].proved.outcome == "too_early"
    at(office, 2027, 2, 18, 12, 0)
    assert office.ask(complaints.card, id).actions[0].proved.outcome == "too_early"
    at(office, 2027, 2, 19, 0, 1)
    action = office.ask(complaints.card, id).actions[0]
    assert (action.proved.before, action.proved.after, action.proved.outcome) == (2, after, outcome)


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
    assert listed(state="late") == {bins} and listed(state="to_do") == {rude, bins}
    assert listed(gap="respect") == {rude} and listed(channel="letter") == {dark}
    assert listed(building=sample.second_building) == {dark} and listed(responsible=sample.clerk) == {dark}
    assert listed(person=sample.owner) == {rude} and listed(unit=sample.second_unit) == {dark}
    assert listed(month="2026-11") == {rude, bins} and listed(month="2026-10", gap="respect") == set()
    assert sorted_by("number") == [dark, rude, bins] and sorted_by("number", True) == [bins, rude, dark]
    assert sorted_by("received") == [dark, bins, rude]
    assert sorted_by("unit") == [dark, rude, bins] and sorted_by("person")[-1] == bins
    assert sorted_by("due")[0] == bins
    assert sorted_by("state")[-1] == dark
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
    assert list(office.ask(complaints.page, Query(where={"state": ("to_do",)})).ids) == [id]
    assert len(office.ask(complaints.page, Query(where={"state": ("open",)}))) == 0
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
