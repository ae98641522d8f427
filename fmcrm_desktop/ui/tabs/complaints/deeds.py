"""What may be done to a complaint: each step a short dialog, told in the message bar with its Undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.model.complaint import OPEN
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import complaints, notes
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    ActionForm,
    ComplaintCard,
    DoneForm,
    GiveForm,
    ReasonForm,
)
from fmcrm_desktop.services.complaints.actions import ActionRow
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.ui.kit.form_page import FormSetup

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.complaints.tab import ComplaintsTab

Deed = tuple[str, Callable[..., Any], str]
"""Marked title, case, picture; the name is the method of Deeds that begins it."""
DEEDS: dict[str, Deed] = {
    "acknowledge": (N_("Acknowledge"), complaints.acknowledge, ""),
    "answer": (N_("Answer"), complaints.answer, ""),
    "investigate": (N_("Investigate"), complaints.investigate, ""),
    "agree_action": (N_("Record action"), complaints.agree_action, ""),
    "add_action": (N_("Record action"), complaints.add_action, ""),
    "resolve": (N_("Resolve"), complaints.resolve, ""),
    "follow_up": (N_("Follow up"), complaints.follow_up, ""),
    "reopen": (N_("Reopen"), complaints.reopen, ""),
    "give": (N_("Hand over"), complaints.give, ""),
    "order": (N_("Work order"), complaints.make_order, ""),
    "note": (N_("Note"), notes.add, ""),
    "change": (N_("Change"), complaints.change, ""),
    "withdraw": (N_("Withdraw"), complaints.withdraw, ""),
    "archive": (N_("Archive"), complaints.archive, ""),
    "bring_back": (N_("Restore"), complaints.restore, "archive-restore"),
}


def following(card: ComplaintCard) -> str:
    """The next sensible deed, the page's one primary button; empty for none."""
    if card.archived is not None:
        return "bring_back"
    answered = card.answered is not None or card.anonymous
    return {
        "received": "acknowledge",
        "acknowledged": "investigate",
        "investigating": "agree_action",
        "action_agreed": "resolve" if answered else "answer",
        "resolved": "follow_up",
    }.get(card.state, "")


def others(card: ComplaintCard) -> list[str]:
    """Everything else that may be done now."""
    if card.archived is not None:
        return []
    is_open = card.state in OPEN
    fits = {
        "answer": card.state != "withdrawn" and not card.anonymous,
        "investigate": is_open and "investigating" in card.allowed,
        "agree_action": "action_agreed" in card.allowed or card.state == "action_agreed",
        "add_action": card.state in ("resolved", "followed_up"),
        "resolve": "resolved" in card.allowed or card.state == "received",
        "reopen": not is_open,
        "give": is_open,
        "order": is_open,
        "note": True,
        "change": True,
        "withdraw": "withdrawn" in card.allowed,
        "archive": True,
    }
    return [name for name, fit in fits.items() if fit and name != following(card)]


class Deeds:
    """Acts through the tab, which asks, does and shows."""

    def __init__(self, tab: ComplaintsTab) -> None:
        self.tab = tab
        self.words = tab.words

    def acknowledge(self, card: ComplaintCard) -> None:
        form = AcknowledgeForm(responsible_id=card.responsible_id, version=card.version)
        self._step(N_("Acknowledge"), complaints.acknowledge, form, card, N_("{number} acknowledged"))

    def investigate(self, card: ComplaintCard) -> None:
        form = GiveForm(card.responsible_id or self.tab.office.who.staff_id, version=card.version)
        self._step(N_("Investigate"), complaints.investigate, form, card, N_("{number} is being looked into"))

    def give(self, card: ComplaintCard) -> None:
        self._step(
            N_("Hand over"), complaints.give, GiveForm(version=card.version), card, N_("{number} handed over")
        )

    def answer(self, card: ComplaintCard) -> None:
        self.tab.ask(complaints.answer_form, card.id, then=lambda form: self._step(
            N_("Answer"), complaints.answer, form, card, N_("{number} answered")))  # fmt: skip

    def resolve(self, card: ComplaintCard) -> None:
        self.tab.ask(complaints.resolve_form, card.id, then=lambda form: self._step(
            N_("Resolve"), complaints.resolve, form, card, N_("{number} resolved")))  # fmt: skip

    def follow_up(self, card: ComplaintCard) -> None:
        self.tab.ask(complaints.follow_up_form, card.id, then=lambda form: self._step(
            N_("Follow up"), complaints.follow_up, form, card, N_("{number} followed up")))  # fmt: skip

    def withdraw(self, card: ComplaintCard) -> None:
        form = ReasonForm(version=card.version)
        self._step(N_("Withdraw"), complaints.withdraw, form, card, N_("{number} withdrawn"))

    def reopen(self, card: ComplaintCard) -> None:
        form = ReasonForm(version=card.version)
        self._step(N_("Reopen"), complaints.reopen, form, card, N_("{number} reopened"))

    def agree_action(self, card: ComplaintCard) -> None:
        form = ActionForm(responsible_id=card.responsible_id)
        self._step(N_("Record action"), complaints.agree_action, form, card, N_("Action agreed for {number}"))

    def add_action(self, card: ComplaintCard) -> None:
        form = ActionForm(responsible_id=card.responsible_id)
        self._step(N_("Record action"), complaints.add_action, form, card, N_("Action agreed for {number}"))

    def action_done(self, action: ActionRow) -> None:
        said = self.words(N_("Action carried out"))
        form = DoneForm(proof=action.proof, version=action.version)
        self.tab.ask_form(
            FormSetup(
                N_("Done"),
                form,
                complaints.action_done,
                (action.id,),
                said=lambda _id: said,
                note=action.text,
            )
        )

    def change(self, card: ComplaintCard) -> None:
        self.tab.edit(card.id)

    def note(self, card: ComplaintCard) -> None:
        said = self.words(N_("Note kept"))
        self.tab.ask_form(
            FormSetup(N_("Note"), NoteForm(), notes.add, ("complaint", card.id), said=lambda _id: said)
        )

    def _step(self, title: str, case: Callable[..., Any], form: Any, card: ComplaintCard, said: str) -> None:
        """A short dialog for one step; ``said`` is marked, with {number}."""
        text = self.words(said, number=card.number)
        note = f"{card.number} {card.subject}"
        self.tab.ask_form(
            FormSetup(title, form, case, (card.id,), said=lambda _id: text, verb=title, note=note)
        )

    def archive(self, card: ComplaintCard) -> None:
        said = self.words(N_("{number} archived"), number=card.number)
        self.tab.do(complaints.archive, card.id, card.version, said=said)

    def bring_back(self, card: ComplaintCard) -> None:
        self.tab.do(complaints.restore, card.id, said=self.words(N_("{number} restored"), number=card.number))

    def order(self, card: ComplaintCard) -> None:
        self.tab.office.go(Link("work_orders", new={"complaint": card.id}))

    def receipt(self, card: ComplaintCard) -> None:
        self.tab.office.go(Link("reports", new={"report": "complaint-receipt", "number": card.number}))
