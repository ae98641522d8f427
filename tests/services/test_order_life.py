"""Random lives of orders: moves, the board, many at once, put away and back, ties, charges, targets and escalation in
any order, some of it undone, the desk's clock set back now and then. After each step an order has one who is
responsible, its clocks add up and are never negative, its charges equal their lines, its stages are the whole."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import tempfile
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.work_order import OVER
from fmcrm_desktop.model.working_time import LineKind
from fmcrm_desktop.services import charges, dispatch, escalation, order_report, targets, work_orders
from fmcrm_desktop.services.charges import FeeForm, LabourForm
from fmcrm_desktop.services.dispatch import PlaceForm, Seen
from fmcrm_desktop.services.escalation import EscalationForm
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.targets import RuleForm
from fmcrm_desktop.services.work_orders import (
    CloseForm,
    ManyOrdersForm,
    MergeForm,
    OrderForm,
    SplitForm,
    TieForm,
)
from tests.sample import Sample
from tests.services.test_order_walks import form_for

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LIVES = int(os.environ.get("FMCRM_ORDER_LIVES", "8"))
STEPS = int(os.environ.get("FMCRM_ORDER_STEPS", "20"))
WHICH = st.integers(0, 30)
SEED = st.integers(0, 10_000)


class Life(RuleBasedStateMachine):
    """Each step is something a desk could do; what is refused changes nothing."""

    source: Path
    sample: Sample

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "office.fmcrm"
        shutil.copy(self.source, self.path)
        self.office = open_office(str(self.path))
        self.now = NOW
        self.office.store.clock = lambda: self.now
        self.deeds: list[int] = []
        self.orders: list[int] = []
        self.enter("normal")

    def teardown(self) -> None:
        self.office.close()
        shutil.rmtree(self.folder)

    def do(self, case: Any, *args: Any) -> Any:
        with contextlib.suppress(Refusal):
            done = self.office.do(case, *args)
            self.deeds.append(done.deed)
            return done.result
        return None

    def one(self, which: int) -> int:
        return self.orders[which % len(self.orders)]

    @rule(priority=st.sampled_from(["urgent", "high", "normal", "low"]))
    def enter(self, priority: str) -> None:
        form = OrderForm(
            summary="Tap",
            priority=priority,
            category_id=1,
            person_id=self.sample.owner,
            unit_id=self.sample.unit,
        )
        id = self.do(work_orders.enter, form)
        assert id is not None
        self.orders.append(id)

    @rule(minutes=st.integers(-90, 2000))
    def wait(self, minutes: int) -> None:
        """Time goes by; below nothing, somebody sets the desk's clock back."""
        self.now += timedelta(minutes=minutes)

    @rule(which=WHICH, seed=SEED)
    def move(self, which: int, seed: int) -> None:
        chance = random.Random(seed)
        id = self.one(which)
        card = self.office.ask(work_orders.card, id)
        if card.steps:
            step = chance.choice(card.steps)
            self.do(getattr(work_orders, step), id, *form_for(step, card, self.sample, self.now, chance))

    @rule(which=WHICH, hours=st.integers(-30, 60), electrician=st.booleans())
    def put_on_the_board(self, which: int, hours: int, electrician: bool) -> None:
        """Drawn onto somebody's hour, from the cards or from where it was planned before."""
        who = self.sample.electrician if electrician else self.sample.plumber
        start = self.now + timedelta(hours=hours)
        form = PlaceForm(who, start, start + timedelta(hours=1), "Busy")
        self.do(dispatch.place, self.seen(self.one(which)), form)

    @rule(which=WHICH)
    def take_off_the_board(self, which: int) -> None:
        self.do(dispatch.unschedule, self.seen(self.one(which)))

    def seen(self, id: int) -> Seen:
        """The order and its coming visit as a dispatcher sees them, by plain SQL."""
        with sqlite3.connect(self.path) as raw:
            (version,) = raw.execute("select version from work_order where id = ?", (id,)).fetchone()
            coming = (
                "select id, version from visit where order_id = ? and archived is null and arrived is null"
            )
            visit = raw.execute(coming, (id,)).fetchone()
            going = "select staff_id from visit_staff where visit_id = ?"
            staff = tuple(row[0] for row in raw.execute(going, (visit[0],))) if visit else ()
        return Seen(id, version, *(visit or (None, None)), staff)

    @rule(
        step=st.sampled_from(["", "waiting_owner", "waiting_parts", "closed", "cancelled"]),
        staff=st.sampled_from(["", "plumber", "electrician"]),
        priority=st.sampled_from(["", "low", "high"]),
    )
    def change_all(self, step: str, staff: str, priority: str) -> None:
        who = getattr(self.sample, staff) if staff else None
        self.do(
            work_orders.change_many, self.orders, ManyOrdersForm(who, priority, None, step, "All of them")
        )

    @rule(which=WHICH, back=st.booleans())
    def put_away(self, which: int, back: bool) -> None:
        id = self.one(which)
        self.do(*((work_orders.restore, id) if back else (work_orders.archive_many, [id])))

    @rule(which=WHICH, other=WHICH, kind=st.sampled_from(["part_of", "blocks", "follows_from"]))
    def tie(self, which: int, other: int, kind: str) -> None:
        self.do(work_orders.tie, self.one(which), TieForm(kind, self.one(other)))

    @rule(which=WHICH, other=WHICH)
    def merge(self, which: int, other: int) -> None:
        self.do(work_orders.merge, self.one(which), MergeForm(self.one(other)))

    @rule(which=WHICH)
    def split(self, which: int) -> None:
        if (id := self.do(work_orders.split, self.one(which), SplitForm("A part"))) is not None:
            self.orders.append(id)

    @rule(which=WHICH, stars=st.integers(1, 5))
    def rate(self, which: int, stars: int) -> None:
        self.do(work_orders.rate, self.one(which), CloseForm(stars, "call"))

    @rule(which=WHICH, minutes=st.integers(1, 300), rate=st.integers(1, 30_000))
    def labour(self, which: int, minutes: int, rate: int) -> None:
        form = LabourForm(self.sample.plumber, date(2026, 11, 20), minutes, Money(rate, "CNY"))
        self.do(charges.add, self.one(which), form)

    @rule(which=WHICH, amount=st.integers(1, 30_000))
    def fee(self, which: int, amount: int) -> None:
        form = FeeForm(day=date(2026, 11, 20), text="Fee", amount=Money(amount, "CNY"))
        self.do(charges.add, self.one(which), form)

    @rule(finish=st.integers(61, 900), priority=st.sampled_from(["", "normal", "urgent"]))
    def target(self, finish: int, priority: str) -> None:
        text = f"{finish // 60}:{finish % 60:02d}"
        self.do(targets.add_rule, RuleForm(None, "", 1, priority, "0:30", "1:00", text, finish % 2 == 0))

    @rule(clock=st.sampled_from(["respond", "arrive", "finish"]), raises=st.booleans())
    def escalate(self, clock: str, raises: bool) -> None:
        form = EscalationForm(name="Late", clock=clock, raise_priority=raises)
        self.do(escalation.add, form)
        self.do(escalation.run)

    @rule(back=st.integers(1, 4))
    def undo(self, back: int) -> None:
        if len(self.deeds) > back:
            with contextlib.suppress(Refusal):
                self.office.undo(self.deeds.pop(-back))

    @invariant()
    def holds_together(self) -> None:
        with sqlite3.connect(self.path) as raw:
            kept = raw.execute("select id from work_order where archived is null").fetchall()
            alone = "select count(*) from work_order where archived is null and staff_id is null and state not in "
            assert raw.execute(alone + "('requested', 'declined', 'cancelled')").fetchone() == (0,)
            lines: dict[int, list[tuple[int, int, int]]] = {}
            for id, *line in raw.execute(
                "select order_id, case kind when 'labour' then (minutes * rate * 2 + 60) / 120 else amount end, "
                "covered, cost from charge where archived is null"
            ):
                lines.setdefault(id, []).append(tuple(line))
            twice = "select count(*) from escalated group by rule_id, subject_id, turn having count(*) > 1"
            assert raw.execute(twice).fetchall() == []
        for (id,) in kept:
            self.check(id, lines.get(id, []))

    def check(self, id: int, charged: list[tuple[int, int, int]]) -> None:
        card = self.office.ask(work_orders.card, id)
        assert len([line for line in card.history if line.to_state]) >= 1
        for clock in card.clocks:
            signs = {LineKind.HOURS: 1, LineKind.MAKE_UP: 1, LineKind.PAUSE: -1}
            assert clock.minutes >= 0
            assert sum(signs.get(line.kind, 0) * line.minutes for line in clock.lines) == clock.minutes
            assert clock.lines[-1].end == clock.due
            assert clock.due >= card.received
            assert clock.reached is None or clock.reached >= card.received
        account = self.office.ask(charges.of_order, id)
        asked = sum(amount for amount, covered, _ in charged if not covered)
        assert sum(line.amount for line in account.lines if not line.covered) == account.billed == asked
        assert account.total == sum(amount for amount, _, _ in charged)
        assert account.margin == asked - sum(cost for _, _, cost in charged)
        (row,) = self.office.ask(work_orders.rows, [id])
        assert (row.amount or 0, row.margin or 0) == (asked, account.margin)
        stages = self.office.ask(order_report.stages, id)
        assert all(first.ended == second.begun for first, second in pairwise(stages))
        assert all(stage.minutes >= 0 and stage.passed >= 0 for stage in stages)
        end = stages[-1].begun if card.state in OVER else max(self.now, stages[-1].begun)
        assert sum(stage.passed for stage in stages) == (end - stages[0].begun) // timedelta(minutes=1)


def test_nothing_that_desks_do_breaks_an_order(filled: tuple[Path, Sample]) -> None:
    Life.source, Life.sample = filled
    calm = settings(
        max_examples=LIVES, stateful_step_count=STEPS, deadline=None, database=None, derandomize=False,
        phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(Life, settings=calm)
