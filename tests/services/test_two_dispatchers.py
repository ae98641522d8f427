"""Two desks plan the same orders at once, on one file and on one server: every yes is kept, every no was told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from random import Random
from typing import Any

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import calendar, calendar_handing, dispatch, work_orders
from fmcrm_desktop.services.calendar import Clashing
from fmcrm_desktop.services.calendar_handing import Handing
from fmcrm_desktop.services.dispatch import Block, Overtaken, PlaceForm, Seen
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import AssignForm, ManyOrdersForm, OrderForm, VisitForm, WhyForm
from tests.sample import Sample

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 22, 16, tzinfo=UTC)
ORDERS, DEEDS = 16, 40
Yes = tuple[int, tuple[int, datetime] | None]
"""An order and where it was put, None for taken off."""


def seen(job: dispatch.Job) -> Seen:
    return Seen(job.order_id, job.version, job.visit_id, job.visit_version, job.staff)


def jobs(office: Office) -> dict[int, dispatch.Job]:
    """Every order as this desk sees it now."""
    found = {block.job.order_id: block.job for block in office.ask(dispatch.board, MONDAY).blocks}
    waiting = list(office.ask(dispatch.page, Query()).ids)
    return found | {card.id: card.job for card in office.ask(dispatch.rows, waiting)}


def plan_away(office: Office, chance: Random, people: list[int]) -> tuple[list[Yes], list[Refusal]]:
    """Place, move and take off at random by what is seen, of which much is old already; what was said yes to by
    version, and what no."""
    said: list[Yes] = []
    told: list[Refusal] = []
    known = jobs(office)
    for turn in range(DEEDS):
        if turn % 3 == 0:
            known = jobs(office)
        job = known[chance.choice(sorted(known))]
        hour = chance.choice((9, 10, 11, 14, 15, 16, 17))
        start = MIDNIGHT + timedelta(hours=hour)
        who = chance.choice(people)
        try:
            if job.visit_id is not None and chance.random() < 0.2:
                office.do(dispatch.unschedule, seen(job))
                said.append((job.order_id, None))
            else:
                before = job.staff[0] if job.staff else None
                form = PlaceForm(who, start, start + timedelta(hours=1), before=before)
                office.do(dispatch.place, seen(job), form)
                said.append((job.order_id, (who, start)))
        except (Overtaken, Clashing) as refusal:
            told.append(refusal)
    return said, told


def test_every_accepted_change_is_there_and_every_refused_one_was_told(
    desks: tuple[list[Office], Sample],
) -> None:
    offices, sample = desks
    for n in range(ORDERS):
        offices[0].do(work_orders.enter, OrderForm(summary=f"Tap {n}"))
    people, begin = [sample.plumber, sample.electrician], threading.Barrier(2)

    def work(at: int) -> tuple[list[Yes], list[Refusal]]:
        begin.wait()
        return plan_away(offices[at], Random(at), people)

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(work, range(2)))
    assert sum(len(said) + len(told) for said, told in outcomes) == 2 * DEEDS
    assert any(isinstance(each, Overtaken) for _, told in outcomes for each in told)
    assert all(said for said, _ in outcomes)
    blocks = offices[1].ask(dispatch.board, MONDAY).blocks
    assert agrees(offices[0], blocks, outcomes)
    taken = sorted((block.job.staff[0], block.starts, block.ends) for block in blocks)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(taken)), "somebody is wanted twice"
    assert len(blocks) + len(offices[0].ask(dispatch.page, Query()).ids) == ORDERS


def agrees(
    office: Office, blocks: tuple[Block, ...], outcomes: list[tuple[list[Yes], list[Refusal]]]
) -> bool:
    """What stands there at the end of each order is what one of the two desks was told yes to last; the history of
    the orders has a line for every yes."""
    now: dict[int, object] = {block.job.order_id: (block.job.staff[0], block.starts) for block in blocks}
    last = [dict(said) for said, _ in outcomes]
    for order in {*last[0], *last[1]}:
        if now.get(order) not in [each[order] for each in last if order in each]:
            return False
    accepted = {
        order: sum(1 for said, _ in outcomes for each in said if each[0] == order) for order in jobs(office)
    }
    for order, count in accepted.items():
        card = office.ask(work_orders.card, order)
        plans = [line for line in card.history if line.to_state in ("scheduled",) and not line.given_to]
        offs = [line for line in card.history if line.to_state == "assigned" and not line.given_to]
        if len(plans) + len(offs) != count:
            return False
    return True


TEN = MIDNIGHT + timedelta(hours=10)
HOUR = timedelta(hours=1)
Way = Callable[[Office, int, Sample], Callable[[], object]]
"""What one desk looks at, and the change it then makes by what it saw."""


def planned(office: Office, order: int) -> calendar.Entry:
    entries = office.ask(calendar.entries, MIDNIGHT, MIDNIGHT + timedelta(days=1))
    return next(each for each in entries if each.order_id == order)


def by_page(office: Office, order: int, sample: Sample) -> Callable[[], object]:
    form = office.ask(work_orders.visit_form, order)
    form.planned_from, form.planned_until = TEN + 3 * HOUR, TEN + 4 * HOUR
    return lambda: office.do(work_orders.schedule, order, form)


def by_assigning(office: Office, order: int, sample: Sample) -> Callable[[], object]:
    version = office.ask(work_orders.card, order).version
    form = AssignForm(sample.electrician, "Away", version=version)
    return lambda: office.do(work_orders.assign, order, form)


def by_calendar(office: Office, order: int, sample: Sample) -> Callable[[], object]:
    ref = planned(office, order).ref
    return lambda: office.do(calendar.move, ref, TEN + 5 * HOUR, TEN + 6 * HOUR)


def by_handing(office: Office, order: int, sample: Sample) -> Callable[[], object]:
    handing = Handing(planned(office, order).ref, sample.plumber, sample.electrician)
    return lambda: office.do(calendar_handing.hand_over, handing)


def by_board(office: Office, order: int, sample: Sample) -> Callable[[], object]:
    job, form = jobs(office)[order], PlaceForm(sample.plumber, TEN + 7 * HOUR, TEN + 8 * HOUR)
    return lambda: office.do(dispatch.place, seen(job), form)


def by_taking_off(office: Office, order: int, sample: Sample) -> Callable[[], object]:
    job = jobs(office)[order]
    return lambda: office.do(dispatch.unschedule, seen(job))


WAYS = (by_page, by_assigning, by_calendar, by_handing, by_board, by_taking_off)


def test_whatever_way_a_visit_is_changed_the_second_desk_is_told(
    desks: tuple[list[Office], Sample],
) -> None:
    (one, other), sample = desks
    for first, second in product(WAYS, WAYS):
        order = one.do(work_orders.enter, OrderForm(summary="Tap")).result
        form = VisitForm((sample.plumber,), TEN, TEN + HOUR, overrule="Several at once")
        one.do(work_orders.schedule, order, form)
        change, late = first(one, order, sample), second(other, order, sample)
        change()
        kept = seen_of(other, order)
        with pytest.raises(Refusal):
            late()
        assert seen_of(one, order) == kept, (first.__name__, second.__name__)
        one.do(work_orders.cancel, order, WhyForm("Next pair"))


def seen_of(office: Office, order: int) -> object:
    """What stands of an order: its state, whose it is, who goes and when."""
    card, entries = (
        office.ask(work_orders.card, order),
        office.ask(calendar.entries, MIDNIGHT, MIDNIGHT + 24 * HOUR),
    )
    return card.state, card.staff_id, [(entry.starts, entry.staff) for entry in entries]


def test_many_at_once_wait_for_the_other_desk_and_lose_nothing(desks: tuple[list[Office], Sample]) -> None:
    """One desk gives all orders to somebody, the other ranks and moves them: both stand in every order at the end, or
    the one that was refused was told."""
    offices, sample = desks
    ids = [offices[0].do(work_orders.enter, OrderForm(summary=f"Tap {n}")).result for n in range(ORDERS)]
    forms = (ManyOrdersForm(staff_id=sample.plumber), ManyOrdersForm(priority="high"))
    begin = threading.Barrier(2)

    def work(at: int) -> bool:
        begin.wait()
        try:
            done = offices[at].do(work_orders.change_many, ids[:: 1 - 2 * at], forms[at]).result
        except Refusal:
            return False
        return done.done == ORDERS

    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(work, range(2)))
    assert any(said)
    for card in (offices[0].ask(work_orders.card, id) for id in ids):
        assert (card.staff_id == sample.plumber, card.priority == "high") == tuple(said)


def test_two_desks_never_want_one_person_at_one_time(desks: tuple[list[Office], Sample]) -> None:
    """From the order's page, by one desk from 10 o'clock and by the other too, over and over: one of them clashes."""
    offices, sample = desks
    for n in range(8):
        day = timedelta(days=n)
        ids = [offices[0].do(work_orders.enter, OrderForm(summary=f"Tap {n}")).result for _ in offices]
        form = VisitForm((sample.plumber,), TEN + day, TEN + day + HOUR)
        begin = threading.Barrier(2)

        def work(at: int, ids: list[int] = ids, form: VisitForm = form, begin: Any = begin) -> bool:
            begin.wait()
            try:
                offices[at].do(work_orders.schedule, ids[at], form)
            except Clashing:
                return False
            return True

        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(work, range(2))) == [False, True]
