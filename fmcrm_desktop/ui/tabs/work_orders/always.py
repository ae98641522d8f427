"""What can be done with an order whatever its state: papers, changes, notes, tasks, and what deeds.py adds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import charges, notes, order_report, papers, tasks, work_orders
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.work_orders import OrderCard
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.tabs.work_orders import deeds
from fmcrm_desktop.ui.tabs.work_orders.charges_card import NEW, new_charge
from fmcrm_desktop.ui.tabs.work_orders.deeds import Other

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.work_orders.tab import WorkOrdersTab


def others(tab: WorkOrdersTab, card: OrderCard) -> list[Other]:
    """The buttons besides the moves; of an archived order only the one that brings it back."""
    if card.archived:
        return [Other(N_("Restore"), "archive-restore", work_orders.restore, lambda: _restore(tab, card))]
    return [
        Other(N_("Job sheet"), "", papers.job_sheet, lambda: paper(tab, "job-sheet", card)),
        Other(N_("Report"), "", order_report.order_report, lambda: paper(tab, "order-report", card)),
        Other(N_("Change"), "", work_orders.change, lambda: tab.edit(card.id)),
        Other(N_("Note"), "", notes.add, lambda: tab.ask_form(_note(tab, card))),
        Other(N_("New task"), "", tasks.add, lambda: _task(tab, card), rare=True),
        *_charges(tab, card),
        *deeds.others(tab, card),
    ]


def _charges(tab: WorkOrdersTab, card: OrderCard) -> list[Other]:
    """The lines of a bill, whose card stands further down the page."""
    if not tab.office.may(charges.of_order):
        return []
    return [
        Other(title, "", charges.add, partial(new_charge, tab, card.id, kind), rare=True)
        for kind, title in NEW.items()
    ]


def paper(tab: WorkOrdersTab, report: str, card: OrderCard) -> None:
    """The paper is seen, printed and saved where all papers are."""
    tab.office.go(Link("reports", new={"report": report, "number": card.number}))


def _restore(tab: WorkOrdersTab, card: OrderCard) -> None:
    tab.do(work_orders.restore, card.id, said=tab.words(N_("{number} restored"), number=card.number))


def _task(tab: WorkOrdersTab, card: OrderCard) -> None:
    tab.office.go(Link("tasks", new={"order": card.id}, section="mine"))


def _note(tab: WorkOrdersTab, card: OrderCard) -> FormSetup:
    said = tab.words(N_("Note kept with {number}"), number=card.number)
    return FormSetup(
        N_("Note"), NoteForm(), notes.add, ("work_order", card.id), said=lambda _id: said, note=card.number
    )
