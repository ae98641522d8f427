"""Random walks of charges, bills, payments, undo and closed months: sums never break, a closed month stays."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import bills, charges, commission, parts
from fmcrm_desktop.services.bills import BillForm, PaymentForm, ReasonForm, WithdrawForm
from fmcrm_desktop.services.charges import FeeForm, LabourForm, PartUseForm, VendorForm
from fmcrm_desktop.services.commission import CloseForm, RuleForm
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.parts import PartForm
from tests.sample import Sample
from tests.services.charging import check_accounts, cny, give, order, rows

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 15, 2, 0, tzinfo=UTC)
DAY = date(2026, 10, 15)
MINOR = st.integers(1, 30_000)
WHICH = st.integers(0, 30)
STEPS = int(os.environ.get("FMCRM_MONEY_STEPS", "25"))
WALKS = int(os.environ.get("FMCRM_MONEY_WALKS", "8"))


class Walk(RuleBasedStateMachine):
    """Each step is a deed a clerk could do; what is refused must have changed nothing."""

    source: Path
    sample: Sample

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "office.fmcrm"
        shutil.copy(self.source, self.path)
        self.office = open_office(str(self.path))
        self.office.store.clock = lambda: NOW
        self.deeds: list[int] = []
        self.orders = [
            order(self.office, self.sample, state="closed", done=OCTOBER, closed=OCTOBER) for _ in range(2)
        ]
        self.parts = [
            self.office.do(
                parts.add, PartForm(code, "m", "Pipe", price=cny("3.33"), cost=cny("1"), stock=Decimal(50))
            ).result
            for code in ("A", "B")
        ]
        self.office.do(commission.add_rule, RuleForm("All", "labour", Decimal("7.77")))
        self.office.do(commission.add_rule, RuleForm("Margin", "margin", Decimal("3.3")))
        self.frozen: list[tuple[Any, ...]] = []

    def teardown(self) -> None:
        self.office.close()
        shutil.rmtree(self.folder)

    def do(self, case: Any, *args: Any, **values: Any) -> None:
        with contextlib.suppress(Refusal):
            if (deed := self.office.do(case, *args, **values).deed) is not None:
                self.deeds.append(deed)

    def among(self, table: str, at: int) -> int | None:
        ids = [row[0] for row in rows(self.path, f"select id from {table} order by id")]
        return ids[at % len(ids)] if ids else None

    @rule(which=WHICH, minutes=st.integers(1, 300), rate=MINOR, covered=st.booleans())
    def labour(self, which: int, minutes: int, rate: int, covered: bool) -> None:
        who = (self.sample.plumber, self.sample.electrician)[which % 2]
        form = LabourForm(
            who,
            DAY,
            minutes,
            Money(rate, "CNY"),
            covering="covered" if covered else "",
            why="x" if covered else "",
        )
        self.do(charges.add, self.orders[which % 2], form)

    @rule(which=WHICH, quantity=st.integers(1, 9000), free=st.booleans())
    def part_used(self, which: int, quantity: int, free: bool) -> None:
        rate = Money(0, "CNY") if free else None
        form = PartUseForm(self.parts[which % 4 // 2], DAY, Decimal(quantity) / 1000, rate)
        self.do(charges.add, self.orders[which % 2], form)

    @rule(which=WHICH, cost=MINOR, amount=MINOR)
    def vendor(self, which: int, cost: int, amount: int) -> None:
        form = VendorForm(self.sample.electrician, DAY, "", Money(cost, "CNY"), Money(amount, "CNY"))
        self.do(charges.add, self.orders[which % 2], form)

    @rule(which=WHICH, amount=MINOR)
    def fee(self, which: int, amount: int) -> None:
        self.do(
            charges.add, self.orders[which % 2], FeeForm(day=DAY, text="Fee", amount=Money(amount, "CNY"))
        )

    @rule(which=WHICH, factor=st.integers(1, 4), other=st.booleans(), rate=st.none() | MINOR)
    def correct(self, which: int, factor: int, other: bool, rate: int | None) -> None:
        id = self.among("charge", which)
        if id is not None:
            form = self.office.ask(charges.form_of, id)
            for name in ("minutes", "quantity"):
                if getattr(form, name, None):
                    setattr(form, name, getattr(form, name) * factor)
            if isinstance(form, PartUseForm) and other:
                form.part_id = next(part for part in self.parts if part != form.part_id)
            if isinstance(form, PartUseForm | LabourForm) and rate is not None:
                form.rate = Money(rate, "CNY")
            self.do(charges.change, id, form)

    @rule(which=WHICH)
    def take_out_charge(self, which: int) -> None:
        if (id := self.among("charge", which)) is not None:
            self.do(charges.remove, id)

    @rule(which=WHICH, whole=st.booleans())
    def bill(self, which: int, whole: bool) -> None:
        self.do(
            bills.make,
            BillForm(person_id=self.sample.owner) if whole else BillForm(order_id=self.orders[which % 2]),
        )

    @rule(which=WHICH, amount=MINOR, back=st.booleans(), everything=st.booleans())
    def pay(self, which: int, amount: int, back: bool, everything: bool) -> None:
        id = self.among("bill", which)
        if id is not None:
            form = self.office.ask(bills.payment_form, id, back)
            if not everything or form.amount is None:
                form = PaymentForm(DAY, Money(amount, "CNY"))
            self.do(bills.give_back if back else bills.pay, id, form)

    @rule(which=WHICH)
    def take_out_payment(self, which: int) -> None:
        if (id := self.among("payment", which)) is not None:
            self.do(bills.take_out, id)

    @rule(which=WHICH, case=st.sampled_from([bills.counter, bills.write_off]))
    def settle(self, which: int, case: Any) -> None:
        if (id := self.among("bill", which)) is not None:
            self.do(case, id, ReasonForm("Because"))

    @rule(which=WHICH)
    def withdraw(self, which: int) -> None:
        if (id := self.among("bill", which)) is not None:
            self.do(bills.withdraw, id, WithdrawForm("Because"))

    @rule(which=WHICH)
    def take_up(self, which: int) -> None:
        if (id := self.among("bill", which)) is not None:
            self.do(bills.take_up, id)

    @precondition(lambda self: self.deeds)
    @rule(which=WHICH)
    def undo(self, which: int) -> None:
        with contextlib.suppress(Refusal):
            self.deeds.append(self.office.undo(self.deeds[-1 - which % len(self.deeds)]).deed)

    @rule(which=WHICH, reopened=st.integers(0, 1))
    def reopen(self, which: int, reopened: int) -> None:
        self.do(give, self.orders[which % 2], reopened=reopened)

    @precondition(lambda self: not self.frozen)
    @rule()
    def close(self) -> None:
        form = self.office.ask(commission.close_form, "2026-10")
        self.do(commission.close, "2026-10", CloseForm(True, form.amount))
        self.frozen = rows(self.path, "select * from commission_line order by id")
        assert self.frozen

    @invariant()
    def sums_hold(self) -> None:
        check_accounts(self.path, dict.fromkeys(self.parts, 50_000))

    @invariant()
    def a_closed_month_stays(self) -> None:
        if self.frozen:
            assert rows(self.path, "select * from commission_line order by id") == self.frozen

    @invariant()
    def the_month_adds_up(self) -> None:
        """The program's month against the lines themselves, by fractions; a closed one is compared as it is kept."""
        if self.frozen:
            total = sum(row[0] for row in rows(self.path, "select amount from commission_line"))
        else:
            total = month_by_fractions(self.path, self.sample)
        assert self.office.ask(commission.close_form, "2026-10").amount == total


def month_by_fractions(path: Path, sample: Sample) -> int:
    """The commission of October by another way: 7.77 % of each person's labour, 3.3 % of the margin."""
    from fractions import Fraction

    from tests.services.charging import half_up

    total = 0
    for id, reopened in rows(path, "select id, reopened from work_order where done is not null"):
        if reopened:
            continue
        lines = rows(
            path,
            "select c.kind, c.staff_id, c.amount, c.cost, c.covered, b.state from charge c "
            "left join bill b on b.id = c.bill_id where c.archived is null and c.order_id = ?",
            id,
        )
        settled = ("paid", "cancelled")
        for who in (sample.plumber, sample.electrician):
            mine = [line for line in lines if line[0] == "labour" and line[1] == who and not line[4]]
            if mine and all(line[5] in settled for line in mine):
                base = sum(line[2] for line in mine)
                total += half_up(Fraction(base) * Fraction("7.77") / 100) if base > 0 else 0
        billed = [line for line in lines if not line[4]]
        margin = sum(line[2] for line in billed) - sum(line[3] for line in lines)
        if margin > 0 and all(line[5] in settled for line in billed):
            total += half_up(Fraction(margin) * Fraction("3.3") / 100)
    return total


def test_no_walk_breaks_the_sums(filled: tuple[Path, Sample]) -> None:
    Walk.source, Walk.sample = filled
    quiet = settings(
        max_examples=WALKS,
        stateful_step_count=STEPS,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Walk, settings=quiet)
