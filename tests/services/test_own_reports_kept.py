"""Who sees and keeps which reports; use of fields; and how few questions a preview asks of many records."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from fmcrm_desktop.model.own_report import Condition, Definition, Group, Total
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.own_reports import ReportForm
from fmcrm_desktop.services.own_reports.lacking import NEEDS
from fmcrm_desktop.services.own_reports.ready import READY
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.reporting import answers, fill_all

COUNT = Total("count")
PLAIN = Definition("orders", ("number", "summary"), totals=(COUNT,))


@pytest.fixture
def full(office: Office, sample: Sample) -> Office:
    office.do(fill_all, sample)
    return office


# rights


def test_money_and_staff_are_seen_by_whoever_may(full: Office) -> None:
    def keys(subject: str) -> set[str]:
        return {c.key for one in full.ask(own_reports.subjects) if one.name == subject for c in one.columns}

    assert {"amount", "cost", "profit"} <= keys("orders")
    assert "concerned" in keys("complaints")
    full.who = Who(2, "Li Na", "clerk")
    assert keys("orders") & {"amount", "cost", "profit"} == {"amount"}
    assert "concerned" not in keys("complaints")
    assert "staff" not in keys("answers")
    for use in (
        replace(PLAIN, columns=("profit",)), replace(PLAIN, totals=(Total("sum", "profit"),)),
        replace(PLAIN, sort="cost"), replace(PLAIN, groups=(Group("profit"),)),
        replace(PLAIN, conditions=(Condition("profit", "least", ("1",)),)),
    ):  # fmt: skip
        with pytest.raises(Refusal):
            full.ask(own_reports.preview, use)
    assert "Services by profit" not in {one.name for one in full.ask(own_reports.listed)}
    full.who = Who(3, "Gao Jun", "technician")
    with pytest.raises(NotAllowed):
        full.ask(own_reports.preview, PLAIN)
    full.who = Who(9, "Reader", "reader")
    assert full.ask(own_reports.preview, PLAIN).whole.count == 4
    with pytest.raises(NotAllowed):
        full.ask(own_reports.through, PLAIN, list)


def test_who_stays_unknown_is_not_found_by_a_report(full: Office, sample: Sample) -> None:
    asked = Definition("complaints", ("number", "person"), totals=(COUNT,))
    people = {row.cells[0]: row.cells[1] for row in full.ask(own_reports.preview, asked).rows}
    assert people == {"C-1": ("王芳", "Wang Fang"), "C-2": ("", "")}
    by_name = replace(asked, conditions=(Condition("person", "has", ("wang",)),))
    assert full.ask(own_reports.preview, by_name).whole.count == 1
    for subject in ("activities", "suggestions"):
        told = repr(full.ask(answers, subject))
        assert "Too slow" not in told or subject == "suggestions"
    activities = Definition("activities", ("text", "person"), (Condition("kind", "is", ("complaint",)),))
    found = {row.cells[0]: row.cells[1] for row in full.ask(own_reports.preview, activities).rows}
    assert found == {"Slow": ("王芳", "Wang Fang"), "Secret": ("", "")}


def test_reports_are_kept_shared_changed_and_taken_out(office: Office, sample: Sample) -> None:
    mine = office.do(own_reports.save, PLAIN, ReportForm("Tap list", "水龙头")).result
    office.who = Who(sample.clerk, "Li Na", "clerk")
    assert mine not in {one.id for one in office.ask(own_reports.listed)}
    with pytest.raises(NotAllowed):
        office.do(own_reports.change, mine, PLAIN)
    shared = office.do(own_reports.save, PLAIN, ReportForm("Tap list", shared=True)).result
    office.who = Who(9, "Reader", "reader")
    seen = {one.id: one for one in office.ask(own_reports.listed) if not one.ready}
    assert set(seen) == {shared}
    assert not seen[shared].mine
    with pytest.raises(NotAllowed):
        office.do(own_reports.archive, shared)
    office.who = Who(sample.clerk, "Li Na", "clerk")
    with pytest.raises(Invalid):
        office.do(own_reports.save, PLAIN, ReportForm("TAP LIST"))
    changed = replace(PLAIN, sort="number")
    office.do(own_reports.change, shared, changed, 1)
    with pytest.raises(Stale):
        office.do(own_reports.change, shared, PLAIN, 1)
    assert office.ask(own_reports.named, "tap list").definition == changed
    done = office.do(own_reports.archive, shared)
    assert done.deed is not None
    with pytest.raises(Refusal):
        office.ask(own_reports.named, "tap list")
    office.undo(done.deed)
    assert office.ask(own_reports.named, "tap list").id == shared


def test_ready_reports_run_and_are_found_by_name_in_both_languages(full: Office) -> None:
    for ready in READY:
        assert full.ask(own_reports.preview, ready.definition).groups
        assert full.ask(own_reports.named, ready.name.upper()).definition == ready.definition
    words = {"投诉": "Complaints by gap"}
    assert full.ask(own_reports.named, "投诉", words).name == "Complaints by gap"


def test_use_of_fields_equals_a_plain_count(full: Office, office_path: Path) -> None:
    used = {one.column.key: one for one in full.ask(own_reports.usage, "people")}
    with closing(sqlite3.connect(office_path)) as connection:
        people, warned = connection.execute(
            "select count(*), count(nullif(warning, '')) from person"
        ).fetchone()
    assert (used["warning"].filled, used["warning"].of) == (warned, people)
    assert warned > 0
    own = next(one for key, one in used.items() if key.startswith("own:"))
    assert own.filled == 1


# many


@needs("order.write")
def _many(work: Work, count: int) -> None:
    states = ("requested", "done", "closed")
    work.add_many(
        WorkOrder,
        [
            {"number": f"W-{at}", "summary": "Tap", "state": states[at % 3], "priority": "normal",
             "received": datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=at)}
            for at in range(count)
        ],
    )  # fmt: skip


def test_a_preview_asks_the_same_few_questions_however_much_there_is(empty_office: Office) -> None:
    """Neither rows nor groups are fetched one by one, and no more of them than are seen."""
    asked = Definition(
        "orders", ("number", "amount"), (), (Group("state"), Group("received", "day")), (COUNT,)
    )
    counts = []
    for more in (10, 3_000):
        empty_office.do(_many, more)
        statements: list[str] = []

        def heard(*args: Any, statements: list[str] = statements) -> None:
            statements.append(args[2])

        event.listen(empty_office.store.readers, "before_cursor_execute", heard)
        answer = empty_office.ask(own_reports.preview, asked)
        event.remove(empty_office.store.readers, "before_cursor_execute", heard)
        counts.append(len([one for one in statements if one.lstrip().upper().startswith("SELECT")]))
        assert len(answer.rows) <= 50
    assert counts[0] == counts[1] < 12
    assert answer.whole.count == 3_010


def test_what_measures_lack_is_counted_and_leads_to_the_records(full: Office, office_path: Path) -> None:
    found = {one.measure: one for one in full.ask(own_reports.lacking)}
    assert len(found) == len(NEEDS)
    with closing(sqlite3.connect(office_path)) as connection:
        of, rated = connection.execute(
            "select count(*), count(rating) from work_order where state in ('done', 'closed')"
            " and received < '2026-11-20 16:00'"
        ).fetchone()
    lack = found["Satisfaction"]
    assert (lack.missing, lack.of) == (of - rated, of)
    assert lack.missing == 1  # the other one came in after today
    for one in found.values():
        assert full.ask(own_reports.preview, one.definition).whole.count == one.missing
    full.who = Who(9, "Reader", "reader")
    assert len(full.ask(own_reports.lacking)) == len(NEEDS)


def test_how_much_of_a_profile_is_known_equals_a_plain_count(
    office: Office, sample: Sample, office_path: Path
) -> None:
    """Of twelve things: Wang Fang has a unit and a telephone; what is filled in below counts, one each."""
    with closing(sqlite3.connect(office_path)) as connection:
        connection.execute("delete from contact_point where person_id = ?", (sample.owner,))
        connection.execute(
            "update person set speaks = '', expects = 'Quiet', occupation = 'Teacher', birthday = null, age_band = '',"
            " household_size = null, account = '', customer_since = null, preferred_channel = '',"
            " preferred_hours = 'Evenings' where id = ?", (sample.owner,),
        )  # fmt: skip
        connection.commit()
    office.who = Who(sample.clerk, "Li Na", "clerk")
    shown = office.ask(own_reports.preview, Definition("people", ("person", "profile"), sort="profile"))
    assert [row.cells[-1] for row in shown.rows if row.record == sample.owner] == [
        33
    ]  # unit, wishes, hours, work: 4 of 12
