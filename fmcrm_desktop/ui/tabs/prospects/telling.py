"""How prospects are told: names, amounts, the line of time."""

from __future__ import annotations

from fmcrm_desktop.model import figure_words
from fmcrm_desktop.model.call import OUTCOMES
from fmcrm_desktop.model.event import KINDS as EVENT_KINDS
from fmcrm_desktop.model.link import Choice, Link
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.prospect import STAGES, STEP_WAYS
from fmcrm_desktop.model.tones import ACCENT, GREY, VIOLET, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.prospects import Happened, LeadRow
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.timeline import Happening

PAPER_STATES = {
    "draft": N_("Draft"), "issued": N_("Document issued"), "accepted": N_("Offer accepted"), "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn"), "offered": N_("Offered"), "signed": N_("Signed"), "running": N_("Running"),
    "ended": N_("Ended"), "terminated": N_("Terminated"),
}  # fmt: skip
"""Of proposals and agreements, as both are called on the page of a prospect."""

PAGES = {"issued": "issued_documents", "agreement": "agreements"}


def name(row: LeadRow, words: Words) -> str:
    said = suiting(row.name, row.other_name, words)
    return f"{said} · {row.company}" if row.company and row.company != row.name else said


def responsible(row: LeadRow, words: Words) -> str:
    return suiting(row.responsible, row.responsible_other, words)


def campaign(row: LeadRow, words: Words) -> str:
    return suiting(row.campaign, row.campaign_other, words)


def next_day(row: LeadRow, words: Words) -> str:
    return words.short_date(row.next_day) if row.next_day else ""


def amount(minor: int | None, currency: str) -> str:
    return str(Money(minor, currency)) if minor is not None else ""


def days(count: float | None, words: Words) -> str:
    """12.5 days."""
    return "—" if count is None else figure_words.days(words, count)


def called(choice: Choice | None, words: Words) -> str:
    return suiting(choice.text, choice.other, words) if choice is not None else ""


def happening(it: Happened, words: Words) -> Happening:
    """One thing of the line of time, with where it opens."""
    if it.kind == "move":
        return _move(it, words)
    if it.kind == "step":
        text = " · ".join(part for part in (it.text, known(words, it.staff)) if part)
        planned = words(N_("planned: {step}"), step=it.more) if it.more else ""
        said = f"{text} ({planned})" if planned else text
        link = Link("calls", it.call_id, section="log") if it.call_id is not None else None
        return Happening(it.moment, said, it.kind, words(STEP_WAYS.get(it.state, it.state)), ACCENT, link)
    if it.kind == "event":
        link = Link("calendar", it.id)
        chip = words(EVENT_KINDS.get(it.state, it.state))
        return Happening(it.day or it.moment, it.text, it.kind, chip, VIOLET, link)
    if it.kind == "call":
        link = Link("calls", it.id, section="log")
        return Happening(it.moment, it.text, it.kind, words(OUTCOMES.get(it.state, it.state)), GREY, link)
    text = " · ".join(part for part in (it.text, known(words, it.staff)) if part)
    if it.kind in PAGES:
        chip, there = words(PAPER_STATES.get(it.state, it.state)), Link(PAGES[it.kind], it.id)
        return Happening(it.day or it.moment, text, it.kind, chip, tone(it.state), there)
    chip = words(N_("Document") if it.kind == "document" else N_("Note"))
    return Happening(it.moment, text, it.kind, chip, GREY)


def _move(it: Happened, words: Words) -> Happening:
    stage = words(STAGES.get(it.state, it.state))
    if it.given_to:
        said = words(N_("Given to {name}"), name=known(words, it.given_to))
    elif it.more:
        said = words(
            N_("From “{before}” to “{after}”"), before=words(STAGES.get(it.more, it.more)), after=stage
        )
    else:
        said = words(N_("Entered"))
    why = "" if it.given_to else it.text
    text = " · ".join(part for part in (said, why, known(words, it.staff)) if part)
    return Happening(it.moment, text, it.kind, stage, tone(it.state))
