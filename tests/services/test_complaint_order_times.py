"""The times of the orders that answer a complaint stand on it beside what was due, as plain sqlite3 has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fmcrm_desktop.services import complaints, work_orders
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.services.work_orders.forms import AssignForm, DoneForm, WaitForm
from tests.services.complaining import at, kept, rude_guard


def _put_down(path, number, name):
    """A moment of the order as the file has it."""
    [(text,)] = kept(path, f"select {name} from work_order where number = ?", number)
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_arrival_and_finish_stand_beside_what_was_due(office, office_path, sample):
    at(office, 2026, 11, 25, 9, 0)
    id = office.do(complaints.register, rude_guard(sample)).result
    made = OrderForm(summary="Lamp at the gate", unit_id=sample.unit, priority="urgent", complaint_id=id)
    order = office.do(work_orders.enter, made).result
    office.do(work_orders.assign, order, AssignForm(staff_id=sample.plumber))
    about = office.do(work_orders.enter, OrderForm(summary="Gate", unit_id=sample.unit)).result
    office.do(complaints.change, id, _with_order(office, id, about))

    [line], [other] = _lines(office, id)
    assert [(time.name, time.state, time.reached) for time in line.times] == [
        ("arrive", "running", None), ("finish", "running", None),
    ]  # fmt: skip
    assert [time.due for time in line.times] == [
        _put_down(office_path, line.number, name) for name in ("arrive_due", "due")
    ]
    assert other.number == "W-2611-002" and len(other.times) == 2

    at(office, 2026, 11, 25, 9, 20)
    office.do(work_orders.arrive, order)
    late = _put_down(office_path, line.number, "due") + timedelta(days=7)
    office.store.clock = lambda: late
    office.do(work_orders.done, order, DoneForm(cause="Bulb", fix="New bulb"))
    [line], _other = _lines(office, id)
    arrived, finished = line.times
    assert (arrived.state, arrived.reached) == ("kept", _put_down(office_path, line.number, "arrived"))
    assert (finished.state, finished.reached) == ("late", late)
    assert arrived.left > 0 > finished.left


def test_an_order_that_waits_for_the_owner_is_not_late(office, office_path, sample):
    at(office, 2026, 11, 25, 9, 0)
    id = office.do(complaints.register, rude_guard(sample)).result
    made = OrderForm(summary="Lamp at the gate", unit_id=sample.unit, complaint_id=id)
    order = office.do(work_orders.enter, made).result
    office.do(work_orders.assign, order, AssignForm(staff_id=sample.plumber))
    office.do(work_orders.wait, order, WaitForm(what="waiting_owner", why="Key"))
    at(office, 2027, 1, 25, 9, 0)
    [line], _other = _lines(office, id)
    assert [(time.name, time.state) for time in line.times] == [("arrive", "late"), ("finish", "paused")]


def _lines(office, id):
    card = office.ask(complaints.card, id)
    return card.orders, card.about


def _with_order(office, id, order):
    return replace(office.ask(complaints.form_of, id), orders=(order,))
