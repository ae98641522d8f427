"""Many rows in one deed: each by its own rules, who cannot is named, one undo for all; read with plain sqlite3."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Invalid, NotAllowed
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import buildings, calls, complaints, owners, staff, units, work_orders
from fmcrm_desktop.services.buildings import BuildingForm, ManyBuildingsForm, SiteForm
from fmcrm_desktop.services.calls import CallForm, ManyCallsForm
from fmcrm_desktop.services.complaints import ComplaintForm, ManyComplaintsForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.owners import ManyPeopleForm
from fmcrm_desktop.services.staff import ManyStaffForm
from fmcrm_desktop.services.units import ManyUnitsForm
from fmcrm_desktop.services.work_orders import AssignForm, ManyOrdersForm, OrderForm, WhyForm
from tests.sample import Sample


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql, values).fetchall()


@pytest.fixture
def orders(office: Office, sample: Sample) -> list[int]:
    """Requested; with the plumber; with the electrician; cancelled."""
    made = [office.do(work_orders.enter, OrderForm(summary=f"Job {n}")).result for n in range(4)]
    office.do(work_orders.assign, made[1], AssignForm(sample.plumber))
    office.do(work_orders.assign, made[2], AssignForm(sample.electrician))
    office.do(work_orders.cancel, made[3], WhyForm("Never mind"))
    return made


def test_orders_go_to_one_person_and_who_cannot_is_named(
    office: Office, sample: Sample, orders: list[int], office_path: Path
) -> None:
    before = rows(office_path, "select id, staff_id, state, handed_off, priority from work_order order by id")
    done = office.do(work_orders.change_many, orders, ManyOrdersForm(staff_id=sample.plumber))
    outcome = done.result
    assert (outcome.done, outcome.same) == (1, 1)
    # the electrician's needs a reason; the cancelled one is over
    assert [one.id for one in outcome.refused] == [orders[2], orders[3]]
    after = rows(office_path, "select staff_id, state, handed_off from work_order order by id")
    assert after == [
        (sample.plumber, "assigned", 0), (sample.plumber, "assigned", 0), (sample.electrician, "assigned", 0),
        (None, "cancelled", 0),
    ]  # fmt: skip
    assert done.touched["work_order"] == {orders[0]}
    office.undo(done.deed or 0)
    assert (
        rows(office_path, "select id, staff_id, state, handed_off, priority from work_order order by id")
        == before
    )


def test_one_that_fails_half_way_is_left_as_it_was(
    office: Office, sample: Sample, orders: list[int], office_path: Path
) -> None:
    """Assigned first, then a due moment before it came in: the assignment goes too, with its line of history."""
    lines = rows(office_path, "select count(*) from move")
    form = ManyOrdersForm(staff_id=sample.plumber, why="ill", due=datetime(2020, 1, 1, tzinfo=UTC))
    done = office.do(work_orders.change_many, orders[:3], form)
    assert done.result.done == 0 and len(done.result.refused) == 3
    assert done.deed is None and not done.touched
    assert rows(office_path, "select count(*) from move") == lines
    assert rows(office_path, "select count(*) from audit where deed_id not in (select id from deed)") == [
        (0,)
    ]
    assert rows(office_path, "select staff_id from work_order order by id")[0] == (None,)
    # the next deed stands on its own
    assert (
        office.do(work_orders.change_many, orders[:1], ManyOrdersForm(staff_id=sample.plumber)).result.done
        == 1
    )


def test_orders_wait_are_ranked_and_due_together(
    office: Office, orders: list[int], office_path: Path
) -> None:
    due = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    form = ManyOrdersForm(priority="high", due=due, step="waiting_parts", why="Spare part")
    outcome = office.do(work_orders.change_many, orders, form).result
    # what nobody has yet cannot wait
    assert [one.id for one in outcome.refused] == [orders[0], orders[3]] and outcome.done == 2
    found = rows(office_path, "select id, priority, state from work_order order by id")
    assert [row for row in found if row[0] in orders[1:3]] == [
        (orders[1], "high", "waiting_parts"), (orders[2], "high", "waiting_parts"),
    ]  # fmt: skip
    kept = rows(office_path, "select distinct due from work_order where id in (?, ?)", *orders[1:3])
    assert len(kept) == 1 and str(kept[0][0]).startswith(f"{due:%Y-%m-%d}")


def test_what_is_asked_must_make_sense_and_be_allowed(
    office: Office, sample: Sample, orders: list[int]
) -> None:
    for form in (ManyOrdersForm(), ManyOrdersForm(step="cancelled")):
        with pytest.raises(Invalid):
            office.do(work_orders.change_many, orders, form)
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    with pytest.raises(NotAllowed):
        office.do(work_orders.change_many, orders, ManyOrdersForm(priority="low"))


def test_orders_are_put_away_and_brought_back(office: Office, orders: list[int], office_path: Path) -> None:
    assert office.do(work_orders.archive_many, orders).result.done == 4
    assert office.do(work_orders.restore_many, orders[:2]).result.done == 2
    assert rows(office_path, "select count(*) from work_order where archived is null") == [(2,)]


def test_complaints_are_handed_over_and_sorted(office: Office, sample: Sample, office_path: Path) -> None:
    made = [
        office.do(complaints.register, ComplaintForm(own_words=f"Noise {n}", person_id=sample.owner)).result
        for n in range(3)
    ]
    office.do(complaints.withdraw, made[2], complaints.ReasonForm("Settled"))
    form = ManyComplaintsForm(responsible_id=sample.clerk, severity=4)
    outcome = office.do(complaints.change_many, made, form).result
    assert outcome.done == 2 and [one.id for one in outcome.refused] == [made[2]]
    assert rows(office_path, "select responsible_id, severity from complaint where id = ?", made[0]) == [
        (sample.clerk, 4)
    ]
    assert rows(office_path, "select severity from complaint where id = ?", made[2]) == [(None,)]


def test_people_get_a_channel_and_a_note_and_one_undo_takes_it_all_back(
    office: Office, sample: Sample, office_path: Path
) -> None:
    ids = [sample.owner, sample.tenant, sample.company]
    form = ManyPeopleForm(preferred_channel="wechat", language="zh_CN", note="Told of the new counter hours")
    done = office.do(owners.change_many, ids, form)
    assert done.result.done == 3
    asked = "select count(*) from person where preferred_channel = 'wechat' and language = 'zh_CN'"
    assert rows(office_path, asked) == [(3,)]
    assert rows(office_path, "select count(*) from note where archived is null") == [(3,)]
    office.undo(done.deed or 0)
    assert rows(office_path, asked) == [(0,)]
    assert rows(office_path, "select count(*) from note where archived is null") == [(0,)]


def test_people_with_open_matters_stay(office: Office, sample: Sample, office_path: Path) -> None:
    office.do(work_orders.enter, OrderForm(summary="Tap", person_id=sample.owner))
    ids = [sample.owner, sample.tenant]
    outcome = office.do(owners.archive_many, ids).result
    assert outcome.done == 1 and [one.name for one in outcome.refused] == ["王芳"]
    assert office.do(owners.restore_many, ids).result.done == 1
    assert rows(office_path, "select count(*) from person where archived is not null") == [(0,)]
    # their ties to units were never taken away
    assert rows(
        office_path, "select count(*) from relation where person_id = ? and archived is null", sample.tenant
    ) == [(1,)]


def test_units_are_changed_and_those_with_open_matters_stay(
    office: Office, sample: Sample, office_path: Path
) -> None:
    office.do(work_orders.enter, OrderForm(summary="Tap", unit_id=sample.unit))
    both = [sample.unit, sample.parking]
    form = ManyUnitsForm(floor="B1", note="Measured")
    assert office.do(units.change_many, both, form).result.done == 2
    assert rows(office_path, "select floor from unit where id in (?, ?)", *both) == [("B1",), ("B1",)]
    assert rows(office_path, "select count(*) from note where subject = 'unit' and text = 'Measured'") == [
        (2,)
    ]
    outcome = office.do(units.archive_many, both).result
    assert outcome.done == 1 and [one.id for one in outcome.refused] == [sample.unit]
    assert office.do(units.restore_many, both).result.same == 1
    with pytest.raises(Invalid):
        office.do(units.change_many, both, ManyUnitsForm())


def test_buildings_change_site_and_those_with_units_or_a_taken_name_stay(
    office: Office, sample: Sample, office_path: Path
) -> None:
    ((old,),) = rows(office_path, "select site_id from building where id = ?", sample.building)
    north = office.do(buildings.add_site, SiteForm("North")).result
    taken, fresh = (
        office.do(buildings.add, BuildingForm(code, site)).result
        for code, site in (("3", north), ("77", old))
    )
    here = rows(office_path, "select code from building where id = ?", sample.building)
    assert here == [("3",)]
    both = [sample.building, fresh]
    form = ManyBuildingsForm(site_id=north, kind="office", floors=9)
    outcome = office.do(buildings.change_many, both, form).result
    assert outcome.done == 1 and [(one.id, one.name) for one in outcome.refused] == [(sample.building, "3")]
    told = rows(office_path, "select site_id, kind, floors, address from building where id = ?", fresh)
    assert told == [(north, "office", 9, "")]
    assert rows(office_path, "select kind from building where id = ?", sample.building) != [("office",)]
    outcome = office.do(buildings.archive_many, [sample.building, fresh, taken]).result
    assert outcome.done == 2 and [one.id for one in outcome.refused] == [sample.building]
    office.do(buildings.add, BuildingForm("3", north))
    outcome = office.do(buildings.restore_many, [fresh, taken]).result
    assert outcome.done == 1 and [one.id for one in outcome.refused] == [taken]
    with pytest.raises(Invalid):
        office.do(buildings.change_many, both, ManyBuildingsForm())


def test_calls_get_a_topic_are_put_away_and_come_back(
    office: Office, sample: Sample, office_path: Path
) -> None:
    made = [office.do(calls.log, CallForm(sample.owner, topic="?")).result.id for _ in range(3)]
    done = office.do(calls.change_many, made, ManyCallsForm(topic="Noise at night", outcome="passed_on"))
    assert done.result.done == 3
    found = rows(
        office_path,
        "select call.topic, call_topic.name, outcome from call join call_topic on call_topic.id = topic_id",
    )
    assert found == [("Noise at night", "Noise", "passed_on")] * 3
    assert office.do(calls.archive_many, made).result.done == 3
    assert rows(office_path, "select count(*) from call where archived is null") == [(0,)]
    assert office.do(calls.restore_many, made[:2]).result.done == 2
    assert rows(office_path, "select count(*) from call where archived is null") == [(2,)]


def test_the_last_manager_stays_one_among_many(office: Office, sample: Sample, office_path: Path) -> None:
    everybody = [sample.manager, sample.plumber, sample.electrician]
    outcome = office.do(staff.change_many, everybody, ManyStaffForm(role="clerk")).result
    assert outcome.done == 2 and [one.id for one in outcome.refused] == [sample.manager]
    assert office.do(staff.archive_many, everybody).result.done == 2
    assert office.do(staff.restore_many, everybody).result.done == 2
    assert rows(office_path, "select role from staff where id = ? and archived is null", sample.plumber) == [
        ("clerk",)
    ]
