"""What an order brings whom by the rules, or why it brings nothing: plain arithmetic in whole minor units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fmcrm_desktop.model.money import portion
from fmcrm_desktop.model.words import N_

REASONS = {
    "not_closed": N_("Not closed yet"),
    "reopened": N_("It was reopened"),
    "repeat": N_("The same trouble came again"),
    "vendor": N_("Done by a vendor"),
    "nobody": N_("Nobody is named"),
    "no_rule": N_("No rule applies"),
    "covered": N_("Covered by the agreement"),
    "nothing": N_("Nothing that counts was charged"),
    "not_billed": N_("Not billed yet"),
    "not_paid": N_("Not paid yet"),
    "written_off": N_("Written off"),
    "counted": N_("Counted in another month"),
}
LATER = ("not_closed", "not_billed", "not_paid")
"""What may still come right: such an order is looked at again in the next month."""
WHOLE = 100 * 100
"""Percents are kept in hundredths."""

Key = tuple[int, int, str]
"""An order, somebody and a basis: what is paid once only."""


@dataclass(frozen=True, slots=True)
class ChargeFact:
    """A line of an order's account; ``bill`` is the state of its bill, empty while it is on none."""

    kind: str
    staff_id: int | None
    amount: int
    cost: int
    covered: bool
    bill: str


@dataclass(frozen=True, slots=True)
class OrderFact:
    """What commission looks at in an order. ``helpers`` are those of its labour lines who are no vendors."""

    id: int
    state: str
    reopened: bool
    repeated: bool
    category_id: int | None
    staff_id: int | None
    vendor: bool
    done: date
    helpers: tuple[int, ...]
    charges: tuple[ChargeFact, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it stands in the list."""

    id: int
    staff_id: int | None
    category_id: int | None
    basis: str
    percent: int
    fixed: int
    from_day: date | None
    until_day: date | None

    def fits(self, order: OrderFact, staff: int) -> bool:
        return (
            self.staff_id in (None, staff)
            and self.category_id in (None, order.category_id)
            and (self.from_day is None or self.from_day <= order.done)
            and (self.until_day is None or order.done <= self.until_day)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """What an order brings somebody by a rule, or why it brings nothing (``left_out``, a key of REASONS)."""

    order_id: int
    staff_id: int | None
    rule_id: int | None
    base: int
    amount: int
    left_out: str


def lines_of(orders: Iterable[OrderFact], rules: Sequence[Rule], counted: frozenset[Key]) -> list[Line]:
    """Every order gives at least one line."""
    first = sorted(rules, key=lambda rule: (rule.staff_id is None, rule.category_id is None, -rule.id))
    return [line for order in orders for line in _of(order, first, counted)]


def _of(order: OrderFact, rules: Sequence[Rule], counted: frozenset[Key]) -> list[Line]:
    people = list(order.helpers)
    if order.staff_id is not None and not order.vendor and order.staff_id not in people:
        people.insert(0, order.staff_id)
    if not people:
        return [Line(order.id, None, None, 0, 0, "vendor" if order.vendor else "nobody")]
    reason = _as_a_whole(order)
    if reason:
        return [Line(order.id, staff, None, 0, 0, reason) for staff in people]
    found: list[Line] = []
    for staff in people:
        found += _for(order, staff, rules, counted)
    return found


def _as_a_whole(order: OrderFact) -> str:
    if order.state != "closed":
        return "not_closed"
    if order.reopened:
        return "reopened"
    return "repeat" if order.repeated else ""


def _for(order: OrderFact, staff: int, rules: Sequence[Rule], counted: frozenset[Key]) -> list[Line]:
    """Of each basis the most particular rule, which comes first: somebody's own before everybody's, a category's
    before one of all."""
    best: dict[str, Rule] = {}
    for rule in rules:
        if rule.fits(order, staff):
            best.setdefault(rule.basis, rule)
    # What was sold and what the order left goes to who answers for it; labour to who did it.
    mine = [rule for basis, rule in best.items() if basis == "labour" or staff == order.staff_id]
    if not mine:
        return [Line(order.id, staff, None, 0, 0, "no_rule")]
    found = [_by(order, staff, rule, counted) for rule in sorted(mine, key=lambda rule: rule.basis)]
    # That nothing of one kind was charged is worth a line only where nothing else is told, and a reason only one.
    told = [line for line in found if line.left_out != "nothing"] or found
    return list({line.left_out or line.rule_id: line for line in reversed(told)}.values())[::-1]


def _by(order: OrderFact, staff: int, rule: Rule, counted: frozenset[Key]) -> Line:
    if (order.id, staff, rule.basis) in counted:
        return Line(order.id, staff, rule.id, 0, 0, "counted")
    concerned = [
        each
        for each in order.charges
        if rule.basis in ("margin", "fixed")
        or (rule.basis == "labour" and each.kind == "labour" and each.staff_id == staff)
        or (rule.basis == "parts" and each.kind == "part")
    ]
    billed = [each for each in concerned if not each.covered]
    base = sum(each.amount for each in billed)
    if rule.basis == "margin":
        base -= sum(each.cost for each in concerned)
    amount = rule.fixed if rule.basis == "fixed" else portion(base, rule.percent, WHOLE)
    reason = _unpaid(billed)
    if rule.basis != "fixed" and base <= 0 and reason in ("", "not_billed"):
        reason = "covered" if not billed and concerned else "nothing"
    if reason:
        return Line(order.id, staff, rule.id, base, 0, reason)
    return Line(order.id, staff, rule.id, base, amount, "")


def _unpaid(billed: Sequence[ChargeFact]) -> str:
    states = {each.bill for each in billed}
    if "" in states:
        return "not_billed"
    if states & {"unpaid", "partly"}:
        return "not_paid"
    return "written_off" if "written_off" in states else ""
