"""How many statements go to the server and back for what is done all day: over a slow line each costs its way there and
back, so a loop of questions is what a clerk waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import event

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import (
    calendar,
    calls,
    campaigns,
    complaints,
    equipment,
    equipment_page,
    measures,
    own_reports,
    owners,
    prospects,
    search,
    staff_time,
    today,
    work_orders,
)
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.campaigns import CampaignForm
from fmcrm_desktop.services.equipment import DowntimeForm, EquipmentForm
from fmcrm_desktop.services.measures import remembered, showing, vended
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.owners import PersonForm
from fmcrm_desktop.services.prospects import NewLeadForm
from fmcrm_desktop.services.work_orders import OrderForm, VisitForm
from tests.conftest import NOW
from tests.sample import Sample


@contextmanager
def asked(office: Office) -> Iterator[list[str]]:
    """What goes to the server meanwhile."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    engines = (office.store.readers, office.store.writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", hear)


def bounded(office: Office, acts: Mapping[str, Callable[[], object]], bounds: Mapping[str, int]) -> None:
    """Each takes no more questions than its bound."""
    taken = {}
    for name, act in acts.items():
        with asked(office) as said:
            act()
        taken[name] = len(said)
    assert {name: n for name, n in taken.items() if n > bounds[name]} == {}, taken


def test_a_save_takes_a_bounded_number_of_questions(served: tuple[Office, Sample]) -> None:
    office, sample = served
    do, ask = office.do, office.ask
    person = do(owners.add, PersonForm(name="Tan Wei")).result
    order = do(work_orders.enter, OrderForm(summary="Tap")).result
    changed = ask(owners.form, person)
    changed.notes = "Rings twice"
    other = ask(work_orders.change_form, order)
    other.summary = "Tap drips"
    complaint = ask(complaints.draft, {"person_id": person})
    complaint.own_words = "It drips"
    call = ask(calls.draft, {"person_id": person})
    call.topic = "The tap"
    begins = NOW + timedelta(days=3)
    meeting = EventForm(
        title="Round", starts=begins, ends=begins + timedelta(hours=1), staff=(sample.manager, sample.clerk)
    )
    at = VisitForm((sample.plumber,), begins, begins + timedelta(hours=1), told=False)
    bounded(
        office,
        {
            "person": lambda: do(owners.add, PersonForm(name="Li Na")),
            "change of a person": lambda: do(owners.change, person, changed),
            "order": lambda: do(work_orders.enter, OrderForm(summary="Door", person_id=person)),
            "change of an order": lambda: do(work_orders.change, order, other),
            "complaint": lambda: do(complaints.register, complaint),
            "call": lambda: do(calls.log, call),
            "event": lambda: do(calendar.add, meeting),
            "visit": lambda: do(work_orders.schedule, order, at),
        },
        {
            "person": 12, "change of a person": 14, "order": 19, "change of an order": 10, "complaint": 15, "call": 10,
            "event": 22, "visit": 37,
        },
    )  # fmt: skip


def test_a_key_in_a_search_and_a_page_take_a_bounded_number(served: tuple[Office, Sample]) -> None:
    office, sample = served
    ask = office.ask
    order = office.do(work_orders.enter, OrderForm(summary="Tap", person_id=sample.owner)).result
    bounded(
        office,
        {
            "search": lambda: ask(search.find, "tan"),
            "who rings": lambda: ask(calls.who, "138"),
            "list of people": lambda: ask(owners.page, Query(text="ta")),
            "list of orders": lambda: ask(work_orders.page, Query(text="ta")),
            "list of complaints": lambda: ask(complaints.page, Query(text="ta")),
            "person": lambda: ask(owners.card, sample.owner),
            "order": lambda: ask(work_orders.card, order),
            "today": lambda: ask(today.sheet),
        },
        {
            "search": 4, "who rings": 11, "list of people": 4, "list of orders": 8, "list of complaints": 4,
            "person": 15, "order": 12, "today": 14,
        },
    )  # fmt: skip


def test_months_and_stages_are_no_loop_of_questions(served: tuple[Office, Sample]) -> None:
    office, sample = served
    lift = office.do(
        equipment.add, EquipmentForm("L-1", "Lift", kind="lift", building_id=sample.building)
    ).result
    office.do(equipment.begin, lift, DowntimeForm(began=NOW - timedelta(days=40), cause="Rope"))
    with asked(office) as said:
        office.ask(equipment_page.card, lift)
    assert sum("FROM downtime" in each for each in said) <= 5, said
    campaign = office.do(campaigns.add, CampaignForm(name="Spring", from_day=NOW.date())).result
    with asked(office) as said:
        office.ask(campaigns.of_campaign, campaign)
    assert len(said) <= 3, said


def test_months_of_figures_are_counted_together(served: tuple[Office, Sample]) -> None:
    office, sample = served
    month = Month.of(NOW, ZoneInfo("Asia/Shanghai"))
    for name in ("Chen Bo", "Zhao Lei", "Sun Qian"):
        lead = NewLeadForm(name, responsible_id=sample.clerk, next_step="Ring", next_day=NOW.date())
        office.do(prospects.add, lead)
    acts = {
        "month": lambda: office.ask(measures.month, month),
        "with eleven before": lambda: office.ask(showing.twelve, str(month)),
        "the red ones": lambda: office.ask(showing.missed),
        "where the time went": lambda: office.ask(vended.efficiency, str(month)),
        "a member of staff": lambda: office.ask(staff_time.sheet, sample.plumber),
        "what is lacking": lambda: office.ask(own_reports.lacking),
        "board of prospects": lambda: office.ask(prospects.board, {}),
    }
    bounds = {
        "month": 32, "with eleven before": 54, "the red ones": 32, "where the time went": 17, "a member of staff": 20,
        "what is lacking": 1, "board of prospects": 3,
    }  # fmt: skip
    for name, act in acts.items():
        remembered.forget()
        bounded(office, {name: act}, bounds)
