"""Random walks of lines that use parts, of counting the stock, giving the count up, and undo: a counted stock is always
what it was counted at and what was used by then, less what is used now."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from datetime import date
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

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import charges, parts
from fmcrm_desktop.services.charges import PartUseForm
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.parts import PartForm
from tests.sample import Sample
from tests.services.charging import cny, order, rows

DAY = date(2026, 11, 20)
WHICH = st.integers(0, 9)
STEPS = int(os.environ.get("FMCRM_MONEY_STEPS", "25"))
WALKS = int(os.environ.get("FMCRM_MONEY_WALKS", "20"))


class Stockroom(RuleBasedStateMachine):
    """Each step is a deed a clerk could do; what is refused must have changed nothing."""

    source: Path
    sample: Sample

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "office.fmcrm"
        shutil.copy(self.source, self.path)
        self.office = open_office(str(self.path))
        self.order = order(self.office, self.sample)
        self.parts = [
            self.office.do(parts.add, PartForm(code, "m", "Pipe", price=cny("3"), stock=stock)).result
            for code, stock in (("A", Decimal(50)), ("B", None))
        ]
        self.began: dict[int, int | None] = {self.parts[0]: 50_000, self.parts[1]: None}
        """What was counted and used by then; None while it is not counted."""
        self.counts: dict[int, tuple[int, int | None, int | None]] = {}
        """Deed: part, what ``began`` was before, and after."""
        self.deeds: list[int] = []

    def teardown(self) -> None:
        self.office.close()
        shutil.rmtree(self.folder)

    def do(self, case: Any, *args: Any) -> int | None:
        with contextlib.suppress(Refusal):
            if (deed := self.office.do(case, *args).deed) is not None:
                self.deeds.append(deed)
                return deed
        return None

    def line(self, at: int) -> int | None:
        ids = [row[0] for row in rows(self.path, "select id from charge order by id")]
        return ids[at % len(ids)] if ids else None

    @rule(which=WHICH, quantity=st.integers(1, 9000))
    def use(self, which: int, quantity: int) -> None:
        form = PartUseForm(self.parts[which % 2], DAY, Decimal(quantity) / 1000)
        self.do(charges.add, self.order, form)

    @rule(which=WHICH, factor=st.integers(1, 3), other=st.booleans())
    def correct(self, which: int, factor: int, other: bool) -> None:
        if (id := self.line(which)) is not None:
            form = self.office.ask(charges.form_of, id)
            form.quantity *= factor
            if other:
                form.part_id = next(part for part in self.parts if part != form.part_id)
            self.do(charges.change, id, form)

    @rule(which=WHICH)
    def take_out(self, which: int) -> None:
        if (id := self.line(which)) is not None:
            self.do(charges.remove, id)

    @rule(which=WHICH, stock=st.none() | st.integers(0, 99_000))
    def count(self, which: int, stock: int | None) -> None:
        part = self.parts[which % 2]
        form = self.office.ask(parts.form_of, part)
        form.stock = None if stock is None else Decimal(stock) / 1000
        deed, was = self.do(parts.change, part, form), self.began[part]
        self.began[part] = None if stock is None else stock + self.used(part)
        if deed is not None:
            self.counts[deed] = part, was, self.began[part]

    def used(self, part: int) -> int:
        question = "select coalesce(sum(quantity), 0) from charge where archived is null and part_id = ?"
        return int(rows(self.path, question, part)[0][0])

    @precondition(lambda self: self.deeds)
    @rule(back=st.sampled_from([0, 0, 1, 1, 2, 3, 4]))
    def undo(self, back: int) -> None:
        undone = self.deeds[max(-1 - back, -len(self.deeds))]
        with contextlib.suppress(Refusal):
            deed = self.office.undo(undone).deed
            if deed is None:
                return  # a correction of what is counted no more leaves nothing to take back
            self.deeds.append(deed)
            if undone in self.counts:
                part, was, became = self.counts[undone]
                now = self.began[part]
                if was is not None and became is not None and now is not None:
                    was, became = now - became + was, now  # what it was corrected by since stays
                self.began[part] = was
                self.counts[deed] = part, became, was

    @invariant()
    def the_stock_is_what_was_counted_less_what_is_used(self) -> None:
        for part, stock in rows(self.path, "select id, stock from part"):
            began = self.began[part]
            assert stock == (None if began is None else began - self.used(part)), part


def test_no_walk_makes_or_loses_a_part(filled: tuple[Path, Sample]) -> None:
    Stockroom.source, Stockroom.sample = filled
    quiet = settings(
        max_examples=WALKS,
        stateful_step_count=STEPS,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Stockroom, settings=quiet)
