"""What may be done to a complaint: each step a short dialog, told in the message bar with its Undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.model.complaint import OPEN
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import actions, case_book, complaints, notes, papers
from fmcrm_desktop.services.actions import ActionForm, DoneForm
from fmcrm_desktop.services.complaints import (
    ComplaintCard,
    GiveForm,
    ReasonForm,
)
from fmcrm_desktop.services.complaints.actions import ActionLine
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.letter_offer import offer_letter

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.complaints.register import RegisterTab

Deed = tuple[str, Callable[..., Any], str]
"""Marked title, case, picture; the name is what Deeds.begin takes."""
DEEDS: dict[str, Deed] = {
    "acknowledge": (N_("Thank and acknowledge"), complaints.acknowledge, ""),
    "remedy": (N_("Give a remedy"), complaints.remedy, ""),
    "answer": (N_("Answer"), complaints.answer, ""),
    "investigate": (N_("Investigate"), complaints.investigate, ""),
    "agree_action": (N_("Record action"), complaints.agree_action, ""),
    "add_action": (N_("Record action"), complaints.add_action, ""),
    "resolve": (N_("Resolve"), complaints.resolve, ""),
    "follow_up": (N_("Follow up"), complaints.follow_up, ""),
    "carried_out": (N_("Carried out"), actions.done, "check"),
    "reopen": (N_("Reopen"), complaints.reopen, ""),
    "notice": (N_("You said, we did"), complaints.write_notice, ""),
    "board": (N_("Print the notice"), papers.you_said, "printer"),
    "give": (N_("Hand over"), complaints.give, ""),
    "order": (N_("Work order"), complaints.make_order, ""),
    "note": (N_("Note"), notes.add, ""),
    "change": (N_("Change"), complaints.change, ""),
    "withdraw": (N_("Withdraw"), complaints.withdraw, ""),
    "case": (N_("Into the case book"), case_book.add, ""),
    "archive": (N_("Archive"), complaints.archive, ""),
    "bring_back": (N_("Restore"), complaints.restore, "archive-restore"),
}


def following(card: ComplaintCard) -> str:
    """The next sensible deed, the page's one primary button; empty for none."""
    if card.archived is not None:
        return "bring_back"
    answered = card.answered is not None or _nobody(card)
    return {
        "received": "acknowledge",
        "acknowledged": "investigate",
        "investigating": "agree_action",
        "action_agreed": "resolve" if answered else "answer",
        "resolved": "follow_up",
        "followed_up": _after(card),
    }.get(card.state, "")


def _after(card: ComplaintCard) -> str:
    """What is left of a complaint that was followed up: the proof of what was agreed, and all owners to be told."""
    if any(action.done_day is None for action in card.actions):
        return "carried_out"
    written = card.notice or card.other_notice
    return "notice" if not written else "board" if card.told_day is None else ""


def _nobody(card: ComplaintCard) -> bool:
    """Nobody is known to answer: no name was given, and no others joined."""
    return card.anonymous and not card.others


def others(card: ComplaintCard) -> list[str]:
    """Everything else that may be done now."""
    if card.archived is not None:
        return []
    is_open = card.state in OPEN
    fits = {
        "answer": card.state != "withdrawn" and not _nobody(card),
        "remedy": card.state != "withdrawn",
        "investigate": is_open and "investigating" in card.allowed,
        "agree_action": "action_agreed" in card.allowed or card.state == "action_agreed",
        "add_action": card.state in ("resolved", "followed_up"),
        "resolve": "resolved" in card.allowed or card.state == "received",
        "notice": card.state in ("action_agreed", "resolved", "followed_up"),
        "reopen": not is_open,
        "give": is_open,
        "order": is_open,
        "note": True,
        "change": True,
        "withdraw": "withdrawn" in card.allowed,
        "case": not is_open,
        "archive": True,
    }
    return [name for name, fit in fits.items() if fit and name != following(card)]


LIKELY = {
    "received": ("remedy", "order", "resolve"), "acknowledged": ("remedy", "answer", "order"),
    "investigating": ("answer", "resolve", "order"), "action_agreed": ("answer", "resolve", "agree_action"),
    "resolved": ("notice", "add_action", "reopen"), "followed_up": ("notice", "case", "reopen"),
    "withdrawn": ("reopen", "case"),
}  # fmt: skip
"""What may well come now besides the next deed; everything else stands under More."""


ASKED: dict[str, tuple[Callable[..., Any], str]] = {
    "acknowledge": (complaints.acknowledge_form, N_("{number} acknowledged")),
    "remedy": (complaints.remedy_form, N_("Remedy for {number} kept")),
    "answer": (complaints.answer_form, N_("{number} answered")),
    "resolve": (complaints.resolve_form, N_("{number} resolved")),
    "follow_up": (complaints.follow_up_form, N_("{number} followed up")),
    "notice": (complaints.notice_form, N_("Notice of {number} kept")),
}
"""Steps whose form is asked for first, and what is said when they are done."""
MADE: dict[str, tuple[Callable[[ComplaintCard, int | None], Any], str]] = {
    "investigate": (
        lambda card, me: GiveForm(card.responsible_id or me, version=card.version),
        N_("{number} is being looked into"),
    ),
    "give": (lambda card, _me: GiveForm(version=card.version), N_("{number} handed over")),
    "withdraw": (lambda card, _me: ReasonForm(version=card.version), N_("{number} withdrawn")),
    "reopen": (lambda card, _me: ReasonForm(version=card.version), N_("{number} reopened")),
    "agree_action": (
        lambda card, _me: ActionForm(responsible_id=card.responsible_id), N_("Action agreed for {number}")
    ),
    "add_action": (
        lambda card, _me: ActionForm(responsible_id=card.responsible_id), N_("Action agreed for {number}")
    ),
}  # fmt: skip
"""Steps whose form begins with what the page shows (and with who is at the desk)."""


RESOLVING = ("answer", "remedy", "cause", "lesson")
"""What a complaint is resolved with; most of it may be there by then, and the keyboard begins at what is not."""


class Deeds:
    """Acts through the tab, which asks, does and shows."""

    def __init__(self, tab: RegisterTab) -> None:
        self.tab = tab
        self.words = tab.words

    def begin(self, name: str, card: ComplaintCard) -> None:
        """Begin one of DEEDS."""
        if name in ASKED:
            case, said = ASKED[name]
            self.tab.ask(case, card.id, then=lambda form: self._step(name, form, card, said))
        elif name in MADE:
            make, said = MADE[name]
            self._step(name, make(card, self.tab.office.who.staff_id), card, said)
        else:
            getattr(self, name)(card)

    def _step(self, name: str, form: Any, card: ComplaintCard, said: str) -> None:
        """A short dialog for one step; ``said`` is marked, with {number}."""
        title, case, _ = DEEDS[name]
        text = self.words(said, number=card.number)
        verb = N_("Save") if name in ("remedy", "notice") else title
        note = f"{card.number} {card.subject}"
        if getattr(form, "limit", None) is not None:
            note = f"{note}\n{self.words(complaints.UP_TO, limit=form.limit)}"
        wanted = [it for it in RESOLVING if not getattr(form, it)] if name == "resolve" else []
        self.tab.ask_form(
            FormSetup(
                title, form, case, (card.id,), said=lambda _id: text, verb=verb, note=note, first="".join(wanted[:1]),
                then=lambda done: offer_letter(self.tab, done, text),
            )
        )  # fmt: skip

    def carried_out(self, card: ComplaintCard) -> None:
        """The first that is still to be done."""
        self.action_done(next(action for action in card.actions if action.done_day is None))

    def action_done(self, action: ActionLine) -> None:
        said = self.words(N_("Action carried out"))
        form = DoneForm(proof=action.proof, version=action.version)
        self.tab.ask_form(
            FormSetup(
                N_("Carried out"),
                form,
                actions.done,
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

    def archive(self, card: ComplaintCard) -> None:
        said = self.words(N_("{number} archived"), number=card.number)
        self.tab.do(complaints.archive, card.id, card.version, said=said)

    def bring_back(self, card: ComplaintCard) -> None:
        self.tab.do(complaints.restore, card.id, said=self.words(N_("{number} restored"), number=card.number))

    def case(self, card: ComplaintCard) -> None:
        self.tab.office.go(Link("praise", new={"complaint": card.id}, section="case_book"))

    def order(self, card: ComplaintCard) -> None:
        self.tab.office.go(Link("work_orders", new={"complaint": card.id}))

    def receipt(self, card: ComplaintCard) -> None:
        self.tab.office.go(Link("reports", new={"report": "complaint-receipt", "number": card.number}))

    def report(self, card: ComplaintCard) -> None:
        self.tab.office.go(Link("reports", new={"report": "complaint-report", "number": card.number}))

    def letter(self, card: ComplaintCard) -> None:
        self.tab.office.go(Link("reports", new={"report": "complaint-answer", "number": card.number}))

    def board(self, card: ComplaintCard) -> None:
        """The notices of the month in which it was resolved, that of its own building first."""
        words = self.tab.words
        month = f"{words.local(card.resolved or card.answered or card.received):%Y-%m}"
        new = {"report": "you-said-we-did", "month": month, "number": card.number}
        self.tab.office.go(Link("reports", new=new))
