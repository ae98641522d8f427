"""The charges of an order on its page: lines and sums, what visits suggest, new lines, the way to the bill."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.charge import CHARGE_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.tones import BAD, GOOD, tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import bills, charges
from fmcrm_desktop.services.charges import ChargeLine, OrderCharges, Suggestion, states
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.text import label

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.work_orders.tab import WorkOrdersTab

NEW = {
    "labour": N_("Add labour"), "part": N_("Add a part"), "vendor": N_("Add a vendor bill"), "fee": N_("Add a fee"),
}  # fmt: skip
CHANGE = {
    "labour": N_("Change labour"), "part": N_("Change a part used"), "vendor": N_("Change a vendor bill"),
    "fee": N_("Change a fee"),
}  # fmt: skip


class ChargesCard(Card):
    """Asks for itself once it stands on the page, so that the page need not wait for it."""

    def __init__(self, tab: WorkOrdersTab, order_id: int, archived: bool) -> None:
        super().__init__(tab.office, N_("Charges"))
        self.tab, self.words, self.order_id, self.archived = tab, tab.words, order_id, archived
        tab.office.ask(self, charges.of_order, order_id, then=self._draw)

    def _money(self, minor: int) -> str:
        return str(Money(minor, self.office.currency))

    def _draw(self, it: OrderCharges) -> None:
        words = self.words
        if it.state:
            self.tool(ChipLabel(words(states.STATES[it.state]), tone(it.state)))
        if it.lines:
            self.table((N_("What for"), N_("Amount"), N_("Bill"), ""), [self._row(line) for line in it.lines])
            self._sums(it)
        else:
            self.say(words(N_("Nothing is charged yet.")), "muted")
        if not self.archived:
            self.add(self._buttons(it))

    def _sums(self, it: OrderCharges) -> None:
        self.line(N_("To be paid"), self._money(it.billed))
        if it.covered:
            said = self._money(it.covered)
            self.line(N_("By agreement"), f"{said} · {it.agreement}" if it.agreement else said)
        if it.margin is not None:
            holder = Flow(0)
            holder.add(ChipLabel(self._money(it.margin), GOOD if it.margin >= 0 else BAD))
            self.put(N_("Margin"), holder)

    def _row(self, line: ChargeLine) -> tuple[str | QWidget, ...]:
        if line.covered:
            bill: QWidget = label(self.words(N_("covered")), "muted")
            bill.setToolTip(line.why)
        elif line.bill_id is not None:
            link = Link("money", line.bill_id, section="bills")
            bill = LinkButton(line.bill, lambda: self.office.go(link))
        else:
            bill = label("—", "muted")
        return self._told(line), self._money(line.amount), bill, self._tools(line)

    def _told(self, line: ChargeLine) -> str:
        """Labour · Gao Jun · 95 min × ¥70.00; below it what for."""
        words = self.words
        parts = [words(CHARGE_KINDS[line.kind]), suiting(line.name, line.other_name, words)]
        if line.minutes is not None:
            rate = self._money(line.rate)
            parts.append(words(N_("{minutes} min at {rate} an hour"), minutes=line.minutes, rate=rate))
        if line.quantity is not None:
            parts.append(f"{line.used(words)} × {self._money(line.rate)}")
        if line.vendor_number:
            parts.append(line.vendor_number)
        said = " · ".join(part for part in parts if part)
        return "\n".join(part for part in (said, line.text, line.why) if part)

    def _tools(self, line: ChargeLine) -> QWidget:
        buttons = []
        if line.bill_id is None and not self.archived:
            for title, picture, act, case in (
                (N_("Change"), "pencil", partial(self._change, line), charges.change),
                (N_("Take out"), "trash-2", partial(self._remove, line), charges.remove),
            ):
                button = Button("", FILTER, picture).on(act).guard(self.office, case)
                button.setAccessibleName(self.words(title))
                button.setToolTip(button.toolTip() or self.words(title))
                buttons.append(button)
        return side_by_side(*buttons)

    def _buttons(self, it: OrderCharges) -> QWidget:
        flow = Flow(theme.GAP_S)
        for each in it.suggested:
            flow.add(self._suggested(each))
        for kind, title in NEW.items():
            button = Button(self.words(title), FILTER, "plus").on(
                partial(new_charge, self.tab, self.order_id, kind)
            )
            flow.add(button.guard(self.office, charges.add))
        if it.unbilled:
            said = self.words(N_("Make the bill: {amount}"), amount=self._money(it.unbilled))
            bill = Button(said, FILTER, "file-text")
            link = Link("money", new={"order_id": it.order_id}, section="bills")
            flow.add(bill.on(lambda: self.office.go(link)).guard(self.office, bills.make))
        return flow

    def _suggested(self, it: Suggestion) -> Button:
        who = known(self.words, it.name)
        said = self.words(N_("Labour of the visits: {name}, {minutes} min"), name=who, minutes=it.minutes)
        button = Button(said, FILTER, "clock").on(partial(new_charge, self.tab, self.order_id, "labour", it))
        return button.guard(self.office, charges.add)

    def _change(self, line: ChargeLine) -> None:
        def open_form(form: Any) -> None:
            said = self.words(N_("Saved"))
            self.tab.ask_form(
                FormSetup(CHANGE[line.kind], form, charges.change, (line.id,), said=lambda _id: said)
            )

        self.tab.ask(charges.form_of, line.id, then=open_form)

    def _remove(self, line: ChargeLine) -> None:
        self.tab.do(charges.remove, line.id, line.version, said=self.words(N_("Taken out")))


def new_charge(tab: WorkOrdersTab, order: int, kind: str, of: Suggestion | None = None) -> None:
    """The form of a new line of an order, filled by what a visit suggests."""

    def open_form(form: Any) -> None:
        said = tab.words(N_("Charged"))
        tab.ask_form(FormSetup(NEW[kind], form, charges.add, (order,), said=lambda _id: said))

    staff, minutes = (of.staff_id, of.minutes) if of is not None else (None, None)
    tab.ask(charges.new_form, order, kind, staff, minutes, then=open_form)
