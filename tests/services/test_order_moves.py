"""Every move and every deed of an order against the office's table: what is not in it is refused with what is, and
changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.work_order import WAITING, WorkOrder
from fmcrm_desktop.services import matters, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import (
    AssignForm,
    DeclineForm,
    DoneForm,
    ReopenForm,
    VisitForm,
    WaitForm,
    WhyForm,
)
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.test_work_orders import HOUR, NOW, enter, into, rows

ALLOWED = {
    "requested": "assigned declined cancelled",
    "assigned": "scheduled on_the_way on_site WAITS done cancelled",
    "scheduled": "on_the_way on_site WAITS done assigned cancelled",
    "on_the_way": "on_site assigned cancelled",
    "on_site": "done WAITS assigned",
    "waiting_parts": "assigned scheduled on_the_way on_site done cancelled",
    "waiting_owner": "assigned scheduled on_the_way on_site done cancelled",
    "waiting_vendor": "assigned scheduled on_the_way on_site done cancelled",
    "waiting_approval": "assigned scheduled on_the_way on_site done cancelled",
    "done": "closed assigned",
    "closed": "assigned",
    "cancelled": "assigned",
    "declined": "assigned",
}
"""The office's table, written down once more by hand."""

DEEDS = {
    "assign": "assigned", "schedule": "scheduled", "set_off": "on_the_way", "arrive": "on_site",
    "wait": "waiting_approval", "done": "done", "close": "closed", "cancel": "cancelled", "decline": "declined",
    "reopen": "assigned",
}  # fmt: skip
"""Where each deed of the buttons leads; those that stay in a state (another hand, another time) stand below."""
STAYS = {
    "assign": "assigned scheduled WAITS", "schedule": "scheduled", "wait": "WAITS",
}  # fmt: skip
"""In these states the deed is allowed although the table has no such move: it plans anew, hands on, waits on."""
THROUGH = {
    "schedule": "requested on_the_way on_site", "wait": "on_the_way",
}  # fmt: skip
"""From here the deed goes by way of "assigned": planned anew, or nobody opened the door."""


@needs("order.write")
def tried(work: Work, id: int, to: str) -> bool:
    order = work.get(WorkOrder, id)
    try:
        matters.move(work, order, to)
    except Refusal as refusal:
        assert set(refusal.values) >= {"number", "state", "to", "allowed"}
        return False
    return True


@pytest.mark.parametrize("state", ALLOWED)
def test_every_move_is_allowed_or_refused_as_the_table_says(
    office: Office, sample: Sample, office_path: Path, state: str
) -> None:
    allowed = ALLOWED[state].replace("WAITS", " ".join(WAITING)).split()
    id = into(office, sample, state)
    for to in ALLOWED:
        done = office.do(tried, id, to)
        assert done.result is (to in allowed), (state, to)
        assert rows(office_path, "select state from work_order where id = ?", id) == [
            (to if done.result else state,)
        ]
        if done.result:
            office.undo(done.deed)


def expected(deed: str, state: str) -> bool:
    """Whether the office's table lets a deed be done in a state; a reopening is a deed of its own."""

    def said(words: str) -> list[str]:
        return words.replace("WAITS", " ".join(WAITING)).split()

    over = state in ("done", "closed", "cancelled", "declined")
    if over or deed == "reopen":
        return deed == "reopen" and over or (deed, state) == ("close", "done")
    led = DEEDS[deed] in said(ALLOWED[state])
    return led or state in said(STAYS.get(deed, "")) or state in said(THROUGH.get(deed, ""))


@pytest.mark.parametrize("state", ALLOWED)
def test_every_deed_is_done_or_refused_as_the_table_says(
    office: Office, sample: Sample, office_path: Path, state: str
) -> None:
    id = into(office, sample, state)
    forms = {
        "assign": AssignForm(sample.electrician, "Ill"), "wait": WaitForm("waiting_approval", "Dear"),
        "schedule": VisitForm((sample.plumber,), NOW + 70 * HOUR, told=False, overrule="Busy"),
        "done": DoneForm(fix="Mended"), "cancel": WhyForm("No"), "decline": DeclineForm("No"),
        "reopen": ReopenForm("Again", sample.plumber),
    }  # fmt: skip
    tables = ("work_order", "visit", "visit_staff", "move", "promise", "deed")

    def kept() -> list[object]:
        return [rows(office_path, f"select * from {table} order by id") for table in tables]

    for deed, leads in DEEDS.items():
        if (deed, state) == ("wait", "waiting_approval"):
            continue  # it waits for that already
        before, given = kept(), (forms[deed],) if deed in forms else ()
        assert (deed in office.ask(work_orders.card, id).steps) is expected(deed, state), (deed, state)
        if expected(deed, state):
            undo = office.do(getattr(work_orders, deed), id, *given).deed
            (now,) = rows(office_path, "select state from work_order where id = ?", id)
            stays = deed == "assign" and state == "scheduled" or deed == "assign" and state in WAITING
            assert now == (state if stays else leads,), (deed, state)
            office.undo(undo)
        else:
            with pytest.raises(Refusal):
                office.do(getattr(work_orders, deed), id, *given)
            assert kept() == before, (deed, state)


@pytest.mark.parametrize("state", ["assigned", "scheduled", "waiting_parts"])
def test_nobody_gets_and_nobody_plans_an_order_that_was_archived_meanwhile(
    office: Office, office_path: Path, sample: Sample, state: str
) -> None:
    """In a list or on a page that nobody has looked at since."""
    id = into(office, sample, state)
    office.do(work_orders.archive_many, [id])
    before = rows(office_path, "select staff_id, state, version from work_order")
    moves, visits = (f"select count(*) from {table}" for table in ("move", "visit"))
    counts = rows(office_path, moves), rows(office_path, visits)
    for case, form in (
        (work_orders.assign, AssignForm(sample.electrician, "Ill")),
        (work_orders.schedule, VisitForm((sample.plumber,), NOW + 5 * HOUR)),
    ):
        with pytest.raises(Refusal, match="archived"):
            office.do(case, id, form)
    assert rows(office_path, "select staff_id, state, version from work_order") == before
    assert (rows(office_path, moves), rows(office_path, visits)) == counts


@pytest.mark.parametrize(
    ("case", "form"),
    [
        (work_orders.respond, ()),
        (work_orders.schedule, (VisitForm((1,), NOW + 5 * HOUR),)),
        (work_orders.arrive, ()),
        (work_orders.done, (DoneForm(fix="Mended"),)),
    ],
)
def test_no_clock_was_reached_before_the_order_came(office: Office, case: Any, form: tuple[Any, ...]) -> None:
    """Somebody set the desk's clock back."""
    id = enter(office)
    office.do(work_orders.assign, id, AssignForm(1))
    office.store.clock = lambda: NOW - HOUR
    office.do(case, id, *form)
    card = office.ask(work_orders.card, id)
    reached = [clock.reached for clock in card.clocks if clock.reached is not None]
    assert reached and min(reached) == card.received
