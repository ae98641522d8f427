"""Any way through the deeds of an order: every button offered works, and what must hold holds after each."""

from __future__ import annotations

import random
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.work_order import FINISHED, MOVES, OVER, WAITING
from fmcrm_desktop.model.working_time import LineKind
from fmcrm_desktop.services import work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import (
    AssignForm,
    DeclineForm,
    DoneForm,
    OrderCard,
    OrderForm,
    ReopenForm,
    VisitForm,
    WaitForm,
    WhyForm,
)
from tests.sample import Sample

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
COUNTS = """
    select (select count(*) from visit where order_id = o.id and archived is null and arrived is not null
            and departed is null),
           (select count(*) from visit where order_id = o.id and archived is null and arrived is null),
           (select count(*) from promise where order_id = o.id and kept is null and dropped is null),
           o.done is not null, o.state, o.reopened
    from work_order o where o.id = ?
"""


def form_for(
    step: str, card: OrderCard, sample: Sample, now: datetime, chance: random.Random
) -> tuple[Any, ...]:
    staff = chance.choice([each for each in (sample.plumber, sample.electrician) if each != card.staff_id])
    start = now + timedelta(hours=chance.randrange(1, 60))
    forms: dict[str, Any] = {
        "assign": AssignForm(staff, "Why not"),
        "schedule": VisitForm((staff,), start, told=chance.random() < 0.5, overrule="Busy"),
        "wait": WaitForm(chance.choice([each for each in WAITING if each != card.state]), "Because"),
        "done": DoneForm(fix="Mended"), "cancel": WhyForm("No"), "decline": DeclineForm("No", "Another firm"),
        "reopen": ReopenForm("Again", sample.plumber),
    }  # fmt: skip
    return (forms[step],) if step in forms else ()


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_done_in_whatever_order_holds_together(
    office: Office, sample: Sample, office_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    now = NOW
    priority = chance.choice(["urgent", "high", "normal", "low"])
    entered = OrderForm(summary="Tap", priority=priority, person_id=sample.owner, unit_id=sample.unit)
    id = office.do(work_orders.enter, entered).result
    for _ in range(25):
        card = office.ask(work_orders.card, id)
        assert card.steps
        step = chance.choice(card.steps)
        now += timedelta(minutes=chance.randrange(1, 900))
        office.store.clock = lambda now=now: now
        office.do(getattr(work_orders, step), id, *form_for(step, card, sample, now, chance))
        check(office, office_path, id)


def check(office: Office, path: Path, id: int) -> None:
    with sqlite3.connect(path) as connection:
        running, coming, promised, done, state, reopened = connection.execute(COUNTS, (id,)).fetchone()
    card = office.ask(work_orders.card, id)
    assert running == (state == "on_site")
    assert coming <= 1
    assert promised <= coming
    assert bool(done) == (state in FINISHED)
    if state in OVER:
        assert coming == 0
    steps = [line for line in card.history if line.to_state]
    assert [a.to_state for a in steps[:-1]] == [b.from_state for b in steps[1:]]
    assert all(b.to_state in (b.from_state, *MOVES[b.from_state]) for b in steps[1:])
    assert reopened == sum(b.from_state in OVER and b.to_state == "assigned" for b in steps[1:])
    for clock in card.clocks:
        signs = {LineKind.HOURS: 1, LineKind.MAKE_UP: 1, LineKind.PAUSE: -1}
        assert sum(signs.get(line.kind, 0) * line.minutes for line in clock.lines) == clock.minutes
        assert clock.lines[-1].end == clock.due
