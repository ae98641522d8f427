"""What the month's report says in short and what the office chooses about it, against counts by plain sqlite3."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid, NotAllowed
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import month_closing, month_setup, monthly
from fmcrm_desktop.services.figures import Figure
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.month_setup import PARTS, MonthSetup
from fmcrm_desktop.services.month_telling import TOLD, Moved, telling
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work
from tests.reports import example
from tests.sample import Sample

OCTOBER = Month(2026, 10)
START, END = "2026-09-30 16:00:00", "2026-10-31 16:00:00"
"""October on the office's clock."""
USUAL = tuple((name, True) for name in PARTS)


@needs("office.settings")
def worsen(work: Work) -> None:
    """Some complaints are grave, some came back, and the customers have tiers."""
    for at, it in enumerate(work.records(select(Complaint).order_by(Complaint.id))):
        it.severity = at % 5 + 1
        if at % 4 == 0 and it.received < datetime(2026, 10, 20, tzinfo=UTC):
            it.reopened = 1
            moment = datetime(2026, 10, 20, 4, tzinfo=UTC)
            moves = (
                ("resolved", "investigating", moment),
                ("investigating", "resolved", moment + timedelta(1)),
            )
            work.add_many(
                Move,
                [
                    {
                        "subject": "complaint",
                        "subject_id": it.id,
                        "from_state": old,
                        "to_state": new,
                        "moment": when,
                    }
                    for old, new, when in moves
                ],
            )
    for at, person in enumerate(work.records(select(Person).order_by(Person.id))):
        person.tier = ("A", "B", "")[at % 3]


@pytest.fixture
def rich(year: Office) -> Office:
    """The office with a year of everything in it, some of it bad."""
    year.do(worsen)
    return year


def counted(office: Office, statement: str) -> int:
    with closing(sqlite3.connect(str(office.store.address))) as raw:
        return int(raw.execute(statement).fetchone()[0] or 0)


def test_what_needs_attention_is_what_sqlite_counts(rich: Office) -> None:
    sheet = rich.ask(monthly.sheet, OCTOBER)
    grave = counted(
        rich,
        f"select count(*) from complaint where archived is null and severity >= 4 and received < '{END}' and (received"
        f" >= '{START}' or (resolved is null and state in ('received','acknowledged','investigating','action_agreed'))"
        f" or resolved >= '{END}')",
    )
    late = counted(
        rich,
        f"select count(*) from complaint where archived is null and due < '{END}' and ((resolved is null and state in"
        f" ('received','acknowledged','investigating','action_agreed')) or resolved >= '{END}')",
    )
    back = counted(
        rich,
        "select count(distinct c.id) from move m join complaint c on c.id = m.subject_id and m.subject = 'complaint'"
        f" where c.archived is null and m.moment >= '{START}' and m.moment < '{END}' and m.from_state in"
        " ('resolved','followed_up','withdrawn') and m.to_state in"
        " ('received','acknowledged','investigating','action_agreed')",
    )
    kinds = [each.kind for each in sheet.exceptions]
    assert grave and late and back
    assert (kinds.count("grave"), kinds.count("complaint_late")) == (grave, late)
    numbers = [
        each.number for each in sheet.exceptions if each.kind == "reopened" and each.number.startswith("Q")
    ]
    assert len(numbers) == len(set(numbers)) == back
    told = {each.kind: each.count for each in telling(sheet).attention}
    assert told["grave"] == grave and told["complaint_late"] == late and len(told) == 3


def test_better_and_worse_are_told_by_the_direction_of_each_measure(rich: Office) -> None:
    figures = rich.ask(monthly.sheet, OCTOBER).figures.measures
    told = telling(rich.ask(monthly.sheet, OCTOBER))
    assert told.better or told.worse
    for sort, moved in ((1, told.better), (-1, told.worse)):
        for each in moved:
            figure = figures[each.measure]
            assert (each.value, each.before) == (figure.value, figure.last_month)
            assert (each.value - each.before) * (1 if BY_NAME[each.measure].rising else -1) * sort > 0
    for each in (*told.better_year, *told.worse_year):
        assert each.before == figures[each.measure].last_year
    for name in told.missed:
        figure = figures[name]
        assert figure.value is not None and figure.target is not None
        assert (figure.value < figure.target) == BY_NAME[name].rising


def test_the_weightiest_changes_are_told_and_small_ones_are_not() -> None:
    sheet = example.month()
    still = Figure(0.9, 90, 100, last_month=0.9, last_year=0.9)
    given = dict.fromkeys(TOLD, still) | {
        "satisfaction": Figure(0.95, 95, 100, last_month=0.80),
        "compliance": Figure(0.91, 91, 100, last_month=0.90),  # one point: nothing to say
        "first_time_fix": Figure(0.5, 2, 4, last_month=0.9),  # of four: says nothing yet
        "mean_time_to_repair": Figure(300, 3000, 10, last_month=200),
        "repeats": Figure(0.02, 2, 100, last_month=0.10),
        "complaints": Figure(3, 3, None, last_month=2),  # one more
        "promises_kept": Figure(0.93, 93, 100, last_month=0.90),
        "appointments_met": Figure(0.94, 94, 100, last_month=0.90),
    }
    told = telling(replace(sheet, figures=replace(sheet.figures, measures=given)))
    assert told.better == (
        Moved("satisfaction", 0.95, 0.80), Moved("repeats", 0.02, 0.10), Moved("appointments_met", 0.94, 0.90)
    )  # fmt: skip
    assert told.worse == (Moved("mean_time_to_repair", 300, 200),)


def test_costs_by_category_add_up_to_what_the_work_cost(rich: Office) -> None:
    sheet = rich.ask(monthly.sheet, OCTOBER)
    spent = counted(
        rich,
        "select sum(c.cost) from charge c join work_order w on w.id = c.order_id where w.archived is null and"
        f" c.archived is null and w.done >= '{START}' and w.done < '{END}'",
    )
    assert spent and sum(row.cost or 0 for row in sheet.categories) == spent
    rich.who = Who(2, "Li Na", "clerk")
    assert {row.cost for row in rich.ask(monthly.sheet, OCTOBER).categories} == {None}


def test_tiers_are_told_with_what_fell_due_of_each(rich: Office) -> None:
    parts = rich.ask(monthly.sheet, OCTOBER).parts
    assert parts is not None and parts.tiers is not None
    assert [row.tier for row in parts.tiers] in (["A", "B", ""], ["A", "B"], ["A", ""], ["A"])
    due = rich.ask(monthly.sheet, OCTOBER).figures.measures["compliance"].denominator
    assert sum(row.due for row in parts.tiers) == due


def test_vendors_are_told_with_share_and_cost(rich: Office) -> None:
    parts = rich.ask(monthly.sheet, OCTOBER).parts
    assert parts is not None and parts.vendors
    (row,) = parts.vendors
    done = f"from work_order w where w.archived is null and w.done >= '{START}' and w.done < '{END}'"
    theirs = "w.staff_id in (select id from staff where vendor)"
    assert row.name.name == "Lift firm"
    assert row.done == counted(rich, f"select count(*) {done} and {theirs}")
    assert row.share == pytest.approx(row.done / counted(rich, f"select count(*) {done}"))
    spent = f"join charge c on c.order_id = w.id and c.archived is null where w.archived is null and {theirs}"
    assert row.cost == counted(
        rich, f"select sum(c.cost) from work_order w {spent} and w.done >= '{START}' and w.done < '{END}'"
    )
    rich.who = Who(2, "Li Na", "clerk")
    parts = rich.ask(monthly.sheet, OCTOBER).parts
    assert parts is not None and parts.vendors and parts.vendors[0].cost is None


def test_a_closed_month_shows_each_reader_only_what_they_may_see(rich: Office) -> None:
    rich.do(month_closing.close, "2026-10", month_closing.CloseForm(checked=True))
    whole = rich.ask(monthly.sheet, OCTOBER)
    assert whole.parts is not None and whole.parts.calls is not None and whole.categories[0].cost is not None
    rich.who = Who(2, "Li Na", "reader")
    seen = rich.ask(monthly.sheet, OCTOBER)
    assert seen.parts is not None
    for name, right in (("calls", "call.read"), ("lessons", "complaint.read"), ("ahead", "order.read")):
        assert (getattr(seen.parts, name) is None) == (not rich.who.may(right)), name
    assert {row.cost for row in seen.categories} == {None}


def test_the_office_chooses_and_orders_the_parts(office: Office, sample: Sample, tmp_path: Path) -> None:
    assert office.ask(month_setup.setup).parts == USUAL
    assert office.ask(monthly.sheet, OCTOBER).chosen == tuple(PARTS)
    wanted = (("complaints", True), ("glance", True), ("orders", False), *USUAL[3:])
    office.do(month_setup.keep, MonthSetup(wanted, "both", f" {tmp_path} "))
    kept = office.ask(month_setup.setup)
    assert kept.parts[:3] == wanted[:3] and (kept.language, kept.folder) == ("both", str(tmp_path))
    # a part that the office has never seen stands at the end and is printed
    assert kept.parts[-1] == (USUAL[2][0], True) and len(kept.parts) == len(USUAL)
    chosen = office.ask(monthly.sheet, OCTOBER).chosen
    assert chosen[:2] == ("complaints", "glance") and "orders" not in chosen
    with pytest.raises(Invalid):
        office.do(month_setup.keep, MonthSetup(tuple((name, False) for name in PARTS)))
    with pytest.raises(Invalid):
        office.do(month_setup.keep, MonthSetup((("nonsense", True),)))
    office.who = Who(sample.clerk, "Li Na", "clerk")
    with pytest.raises(NotAllowed):
        office.do(month_setup.keep, MonthSetup(USUAL))


def test_a_folder_that_is_not_there_is_refused_when_it_is_chosen_not_on_the_first(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    there = tmp_path / "reports"
    for folder in (str(there), "reports", "."):
        with pytest.raises(Invalid) as refused:
            office.do(month_setup.keep, MonthSetup(USUAL, "", folder))
        assert "folder" in refused.value.fields
    there.mkdir()
    office.do(month_setup.keep, MonthSetup(USUAL, "", str(there)))
    there.rmdir()  # another desk's, or a disk that is not plugged in today
    office.do(month_setup.keep, MonthSetup(USUAL, "both", str(there)))
    assert office.ask(month_setup.setup).language == "both"


def test_a_month_is_owed_once_from_the_first_on(office: Office, tmp_path: Path) -> None:
    # 23:59 of 30 November on the office's clock, and two minutes later
    before = datetime(2026, 11, 30, 15, 59, tzinfo=UTC)
    office.store.clock = lambda: before
    assert office.ask(month_setup.owed) is None
    office.do(month_setup.keep, MonthSetup(USUAL, "both", str(tmp_path)))
    assert office.ask(month_setup.owed) == month_setup.Owed(OCTOBER, "both", str(tmp_path), "en")
    office.do(month_setup.printed, "2026-10")
    assert office.ask(month_setup.owed) is None
    office.store.clock = lambda: before + timedelta(minutes=2)
    owed = office.ask(month_setup.owed)
    assert owed is not None and owed.month == Month(2026, 11)
    office.do(month_setup.printed, "2026-11")
    office.do(month_setup.printed, "2026-10")  # a desk that comes late takes nothing back
    assert office.ask(month_setup.owed) is None
