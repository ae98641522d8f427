"""The card of a complaint's actions: who does what until when, and whether it helped."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.complaint import ACTION_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import actions
from fmcrm_desktop.services.actions import OUTCOMES, Proof
from fmcrm_desktop.services.complaints import ComplaintCard
from fmcrm_desktop.services.complaints.actions import ActionLine
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton, WholeLink
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.text import label

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.complaints.register import RegisterTab

SHADES = {"better": GOOD, "worse": BAD, "same": WARNING, "too_early": GREY}


def fill(tab: RegisterTab, box: Card, card: ComplaintCard) -> None:
    """The actions of a complaint, and of those carried out the counts that prove them."""
    words = tab.words
    if not card.actions:
        box.say(words(N_("Nothing agreed yet. Write down what will be different from now on.")), "muted")
        return
    # What is still to be done comes first, so that it is never behind what was done.
    shown = sorted(card.actions, key=lambda action: action.done_day is not None)[: tab.most[1]]
    rows = [
        (
            WholeLink(action.text, partial(tab.office.go, Link("complaints", action.id, section="actions"))),
            label(_kind(action, words), wrap=True),
            label(suiting(action.staff, action.staff_other, words) or "—", wrap=True),
            _when(action, words),
            _mark(tab, action),
        )
        for action in shown
    ]  # fmt: skip
    box.table((N_("Action"), N_("Kind"), N_("Who"), N_("Due"), ""), rows)
    for action in shown:
        if action.proved.outcome:
            box.say(f"{action.text}: {told(action.proved, words)}", "small")
    rest(tab, box, len(card.actions))


def rest(tab: RegisterTab, box: Card, count: int) -> None:
    """The way to those of ``count`` that the page does not show yet."""
    if count > tab.most[1]:
        box.add(LinkButton(tab.words(N_("{n} more"), n=count - tab.most[1]), tab.show_more))


def told(proof: Proof, words: Words) -> str:
    """The two counts, and from when they say something."""
    said = words(
        N_("Complaints of this kind in the 90 days before: {before}, after: {after}"),
        before=proof.before, after=proof.after,
    )  # fmt: skip
    if proof.outcome != "too_early" or proof.until is None:
        return said
    complete = words(N_("complete after {day}"), day=words.short_date(proof.until))
    return f"{said} · {complete}"


def outcome(proof: Proof, words: Words) -> ChipLabel:
    return ChipLabel(words(OUTCOMES[proof.outcome]), SHADES[proof.outcome], told(proof, words))


def _kind(action: ActionLine, words: Words) -> str:
    trained = suiting(action.trained, action.trained_other, words)
    return " · ".join(part for part in (words(ACTION_KINDS[action.kind]), trained) if part)


def _when(action: ActionLine, words: Words) -> QWidget | str:
    day = words.short_date(action.due_day)
    if action.late and action.done_day is None:
        return ChipLabel(words(N_("{day} late"), day=day), BAD)
    return day or "—"


def _mark(tab: RegisterTab, action: ActionLine) -> QWidget:
    """A button until it is carried out; then the day, and whether complaints became fewer."""
    words = tab.words
    if action.done_day is None:
        made = Button(words(N_("Carried out")), FILTER, "check").on(partial(tab.deeds.action_done, action))
        made.setAccessibleName(f"{words(N_('Carried out'))}: {action.text}")
        return made.guard(tab.office, actions.done)
    hint = "\n".join(
        part for part in (words.date(action.done_day), action.proof, told(action.proved, words)) if part
    )
    text = words(N_("Done {day}"), day=words.short_date(action.done_day))
    found = action.proved.outcome
    if found in OUTCOMES and found != "too_early":
        text = f"{text} · {words(OUTCOMES[found])}"
    return ChipLabel(text, GOOD if found == "too_early" else SHADES.get(found, GREY), hint)
