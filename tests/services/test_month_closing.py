"""A closed month stays as it was: its figures, the records behind them, the bytes of its report; corrections show."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from fmcrm_desktop.cli.parser import MEASURED_BY
from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.charge import Charge
from fmcrm_desktop.model.committee import CommitteeMeeting
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.staff import Staff, Who
from fmcrm_desktop.model.survey import SurveyAnswer
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.reports import month_pack
from fmcrm_desktop.reports.paper import Printing
from fmcrm_desktop.services import committee, measures, month_closing, monthly, plans
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.committee import BodyForm, ItemLine, MeetingForm, MemberLine
from fmcrm_desktop.services.measures import behind, groups, showing
from fmcrm_desktop.services.measures.listed import BY_NAME, MEASURES
from fmcrm_desktop.services.measures.showing import PLACE
from fmcrm_desktop.services.month_setup import PARTS
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.plans import PlanForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.reports.reading import text
from tests.sample import Sample

OCTOBER = Month(2026, 10)
CLOSE = month_closing.CloseForm(checked=True)


def named(name: str, month: Month = OCTOBER) -> int:
    place = [each.name for each in MEASURES].index(name)
    return (month.year * 12 + month.month) * PLACE + place


def late_order(office: Office) -> int:
    """An order whose clock fell due in October and was kept."""
    found = office.ask(behind.page, query("compliance", "numerator"))
    return next(row.shown for row in found.first if row.shown)


def query(name: str, part: str, month: Month = OCTOBER) -> Query:
    return Query(where={"measure": (name,), "month": (str(month),), "part": (part,)})


def spoil(office: Office, id: int) -> None:
    """Somebody finds out that an order was done a year later than written."""
    with office.store.writing(office.who, "test") as work:
        order = work.get(WorkOrder, id)
        order.done = order.received + timedelta(days=200)
        order.responded = order.received + timedelta(days=200)


def test_a_closed_month_keeps_its_figures_records_and_report(year: Office) -> None:
    before, paper = year.ask(measures.month, OCTOBER), year.ask(monthly.sheet, OCTOBER)
    counted = year.ask(behind.page, query("compliance", "numerator")).ids
    year.do(month_closing.close, "2026-10", CLOSE)
    year.store.clock = lambda: NOW + timedelta(days=1)
    spoil(year, late_order(year))
    after = year.ask(measures.month, OCTOBER)
    assert after.measures == before.measures
    assert (after.complaints, after.orders) == (before.complaints, before.orders)
    assert after.closed == NOW
    assert year.ask(behind.page, query("compliance", "numerator")).ids == counted
    kept = year.ask(monthly.sheet, OCTOBER)
    assert kept.head.printed == NOW + timedelta(days=1)
    assert replace(kept, head=paper.head, figures=replace(kept.figures, closed=None)) == paper
    november = year.ask(measures.month, Month(2026, 11)).measures["compliance"]
    assert november.last_month == before.measures["compliance"].value


def bare(path: Path) -> bytes:
    """The paper without its moment and the number made of it."""
    moment = rb"/(CreationDate|ModDate) \([^)]*\)|/ID\s*\[.*?\]"
    return re.sub(moment, b"", path.read_bytes(), flags=re.DOTALL)


def test_the_frozen_report_names_who_prints_it_now(year: Office, sample: Sample) -> None:
    year.do(month_closing.close, "2026-10", CLOSE)
    year.who = Who(sample.clerk, "Li Na", "manager")
    head = year.ask(monthly.sheet, OCTOBER).head
    assert (head.by, head.by_other) == ("Li Na", "李娜")


def test_the_frozen_report_prints_the_same_bytes_on_the_same_day(year: Office, tmp_path: Path) -> None:
    year.do(month_closing.close, "2026-10", CLOSE)
    said = []
    for time in ("before", "after"):
        path = tmp_path / f"{time}.pdf"
        month_pack.draw(year.ask(monthly.sheet, OCTOBER), Words("en", "Asia/Shanghai"), Printing(path))
        said.append(bare(path))
        spoil(year, late_order(year))
    assert said[0] == said[1]
    assert "All measures" in text(path)


@needs("office.settings")
def upset(work: Work) -> None:
    """Change what every part of the report is made of: tiers, names, who is a vendor, clocks, hours, gaps, promises."""
    for person in work.records(select(Person)):
        person.tier = {"A": "C", "C": "A"}.get(person.tier, "B")
    for staff in work.records(select(Staff)):
        staff.name, staff.other_name, staff.vendor = f"{staff.name} anew", "", not staff.vendor
    for building in work.records(select(Building)):
        building.name = building.other_name = f"Tower {building.id}"
    for order in work.records(select(WorkOrder)):
        order.received -= timedelta(days=9)
        order.arrived = order.done
    for complaint in work.records(select(Complaint)):
        complaint.gap, complaint.lesson = "respect", "another lesson"
    for promise in work.records(select(Promise)):
        promise.kept = None
    for charge in work.records(select(Charge)):
        charge.cost += 1
    for call in work.records(select(Call)):
        call.outcome, call.seconds = "missed", 3
    for praise in work.records(select(Commendation)):
        praise.own_words = "other words"
    for answer in work.records(select(SurveyAnswer)):
        answer.value = 1
    for meeting in work.records(select(CommitteeMeeting)):
        meeting.title = "another meeting"
    work.add(Event(kind="activity", title="Feast", from_day=date(2026, 11, 5), until_day=date(2026, 11, 5)))
    form = PlanForm("Pumps", summary="Serve", from_day=date(2026, 11, 1), rule=RuleText("FREQ=WEEKLY"))
    form.minutes, form.staff_id = 90, min(work.column(select(Staff.id)))
    plans.add(work, form)


@needs("office.settings")
def sort_out(work: Work) -> None:
    """Give every customer a tier, and one order of the month that is done to a vendor."""
    for person in work.records(select(Person)):
        person.tier = "ABC"[person.id % 3]
    vendor = work.add(Staff(name="Jinling Lifts", role="technician", vendor=True))
    start, end = OCTOBER.period(work.zone)
    done = select(WorkOrder).where(WorkOrder.done >= start, WorkOrder.done < end).limit(1)
    for order in work.records(done):
        order.staff_id = vendor.id
    made, due = (datetime(2026, 10, 20, hour, tzinfo=UTC) for hour in (2, 8))
    work.add(Promise(made=made, due=due, kept=made, staff_id=vendor.id, text="Ring back"))
    people = tuple(work.column(select(Person.id).limit(3)))
    members = tuple(MemberLine(id, "member", date(2025, 1, 1)) for id in people)
    body = committee.add_body(work, BodyForm("Willow committee", "柳苑业委会", members=members))
    starts = datetime(2026, 10, 21, 11, tzinfo=UTC)
    committee.add_meeting(work, MeetingForm(body, "Autumn meeting", starts, agenda=(ItemLine("The lift"),)))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_all_parts_of_a_frozen_report_stay_as_they_were(year: Office, tmp_path: Path, language: str) -> None:
    """The same bytes on the same day; on a later one the same words but for the day of printing."""
    words = Words(language, "Asia/Shanghai")
    year.do(sort_out)
    year.do(month_closing.close, "2026-10", CLOSE)
    before = year.ask(monthly.sheet, OCTOBER)
    assert before.chosen == tuple(PARTS)
    year.do(upset)
    after = year.ask(monthly.sheet, OCTOBER)
    assert before.parts is not None
    for name in vars(before.parts):
        assert getattr(after.parts, name) == getattr(before.parts, name), name
    assert after == before
    year.store.clock = lambda: NOW + timedelta(days=40)
    said = []
    for sheet in (before, after, year.ask(monthly.sheet, OCTOBER)):
        said.append(tmp_path / f"{len(said)}.pdf")
        month_pack.draw(sheet, words, Printing(said[-1]))
    assert bare(said[0]) == bare(said[1])
    days = [words.moment(at) for at in (NOW, NOW + timedelta(days=40))]
    first, later = (text(path) for path in said[1:])
    assert days[0] in first and later.replace(days[1], days[0]) == first
    for name, title in PARTS.items():
        if name not in UNTITLED:
            assert words(title) in first, name


UNTITLED = ("glance",)
"""What stands on the first page without a heading of its own."""


def test_an_open_month_follows_what_is_changed_in_every_part(year: Office) -> None:
    """Or nothing would be said by a frozen one that does not."""
    year.do(sort_out)
    before = year.ask(monthly.sheet, OCTOBER).parts
    year.do(upset)
    after = year.ask(monthly.sheet, OCTOBER).parts
    assert before is not None
    assert [name for name in vars(before) if getattr(after, name) == getattr(before, name)] == []


def test_a_correction_shows_beside_the_closed_figure_with_its_day(year: Office) -> None:
    year.do(month_closing.close, "2026-10", CLOSE)
    assert year.ask(showing.card, named("compliance")).corrected is None
    year.store.clock = lambda: NOW + timedelta(days=3)
    spoil(year, late_order(year))
    card = year.ask(showing.card, named("compliance"))
    assert card.corrected is not None
    assert card.corrected.moment == NOW + timedelta(days=3)
    assert card.figure.value is not None
    assert card.corrected.value is not None
    assert card.corrected.value < card.figure.value
    rows = {
        row.name: row.changed for row in year.ask(showing.page, Query(where={"month": ("2026-10",)})).first
    }
    assert rows["compliance"]
    assert not rows["complaints"]


def test_closing_is_the_managers_once_and_only_when_the_month_is_over(year: Office) -> None:
    with pytest.raises(Refusal, match="not over"):
        year.do(month_closing.close, "2026-11", CLOSE)
    with pytest.raises(Invalid):
        year.do(month_closing.close, "2026-10", month_closing.CloseForm())
    done = year.do(month_closing.close, "2026-10", CLOSE)
    with pytest.raises(Refusal, match="closed already"):
        year.do(month_closing.close, "2026-10", CLOSE)
    with pytest.raises(Refusal, match="closed already"):
        year.do(month_closing.enter_revenue, "2026-10", month_closing.RevenueForm(Money(1, "CNY")))
    year.undo(done.deed)
    assert year.ask(measures.month, OCTOBER).closed is None
    year.do(month_closing.close, "2026-10", CLOSE)
    with pytest.raises(Invalid):
        year.do(month_closing.reopen, "2026-10", month_closing.ReopenForm())
    year.do(month_closing.reopen, "2026-10", month_closing.ReopenForm("Charges came late"))
    assert year.ask(showing.state, "2026-10").closed is None
    year.do(month_closing.close, "2026-10", CLOSE)
    year.who = Who(2, "Li Na", "clerk")
    for deed in (month_closing.close, month_closing.reopen, month_closing.set_target):
        with pytest.raises(NotAllowed):
            year.do(deed, "2026-10", CLOSE)


def test_other_revenue_and_targets_are_the_offices_own(year: Office) -> None:
    share = year.ask(measures.month, OCTOBER).measures["service_share"]
    assert (share.value, share.missing) == (None, 1)
    year.do(month_closing.enter_revenue, "2026-10", month_closing.RevenueForm(Money(100_000, "CNY")))
    share = year.ask(measures.month, OCTOBER).measures["service_share"]
    assert share.value == pytest.approx(share.numerator / (share.numerator + 100_000))
    for name, typed, wanted in (
        ("compliance", "97.5", 0.975), ("on_site_response", "4:00", 240), ("service_revenue", "1,280.00", 128_000),
        ("hand_offs", "0.5", 0.5), ("satisfaction", "", None),
    ):  # fmt: skip
        year.do(month_closing.set_target, name, month_closing.TargetForm(typed))
        assert year.ask(measures.month, OCTOBER).measures[name].target == wanted
        again = year.ask(month_closing.target_form, name)
        year.do(month_closing.set_target, name, again)
        assert year.ask(measures.month, OCTOBER).measures[name].target == wanted
    with pytest.raises(Invalid):
        year.do(month_closing.set_target, "compliance", month_closing.TargetForm("140"))


def test_who_may_not_see_money_or_persons_gets_neither(year: Office) -> None:
    manager = set(year.ask(measures.month, OCTOBER).measures)
    assert manager == {measure.name for measure in MEASURES}
    year.do(month_closing.close, "2026-10", CLOSE)
    year.who = Who(2, "Li Na", "clerk")
    hidden = {"service_cost", "service_surplus", "complaints_per_person"}
    for month in (OCTOBER, Month(2026, 9)):
        assert manager - set(year.ask(measures.month, month).measures) == hidden
        assert manager - set(year.ask(monthly.sheet, month).figures.measures) == hidden
    for name in hidden:
        with pytest.raises(KeyError):
            year.ask(showing.card, named(name))
        with pytest.raises(KeyError):
            year.ask(behind.page, query(name, "numerator"))


@pytest.mark.parametrize("measure", MEASURES, ids=lambda each: each.name)
def test_groups_add_up_and_the_list_behind_has_each_record(
    year: Office, measure: measures.declared.Measure
) -> None:
    card = year.ask(showing.card, named(measure.name))
    for by in card.by:
        _, _, found = year.ask(showing.groups, named(measure.name), by)
        if by != "vendor":  # what the office does itself is left out there
            assert sum(each.numerator for each in found) == pytest.approx(card.figure.numerator), by
            assert sum(each.missing for each in found) == card.figure.missing, by
        for each in found:
            where = dict(query(measure.name, "numerator").where) | {"by": (by,), "key": (str(each.key),)}
            listed = year.ask(behind.page, Query(where=where))
            assert bool(listed.ids) == bool(each.numerator), (by, each)
    for part in ("numerator", "denominator", "missing"):
        listed = year.ask(behind.page, query(measure.name, part))
        assert len(year.ask(behind.rows, list(listed.ids))) == len(listed.ids)


def test_the_command_names_what_measures_are_grouped_by() -> None:
    assert tuple(groups.BY) == MEASURED_BY


def test_a_clerk_sees_by_person_only_own_figures(year: Office, sample: Sample) -> None:
    year.who = Who(sample.plumber, "Gao Jun", "clerk")
    _, _, found = year.ask(showing.groups, named("compliance"), "person")
    assert [each.key for each in found] == [sample.plumber]
    of_orders = tuple(by for by in groups.BY if by not in ("charge_kind", "equipment"))
    assert groups.offered(BY_NAME["compliance"]) == of_orders
    where = dict(query("complaints", "numerator").where) | {"by": ("person",)}
    with pytest.raises(NotAllowed):
        year.ask(behind.page, Query(where=where | {"key": (str(sample.clerk),)}))
    assert year.ask(behind.page, Query(where=where | {"key": (str(sample.plumber),)})).ids
