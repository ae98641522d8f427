"""How a task is told: when it is due, in which colour, and what it is about."""

from __future__ import annotations

from datetime import datetime

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.tasks import TaskRow
from fmcrm_desktop.ui.kit.card import Card

TONES = {"overdue": BAD, "today": WARNING, "open": ACCENT, "done": GOOD}


def box(row: TaskRow, _words: Words) -> str:
    """The tick box of a list."""
    return "☑" if row.done else "☐"


def due(row: TaskRow, words: Words) -> str:
    if isinstance(row.due, datetime):
        return words.short_moment(row.due)
    return words.short_date(row.due) if row.due is not None else ""


def due_in_full(row: TaskRow, words: Words) -> str:
    if isinstance(row.due, datetime):
        return words.moment(row.due)
    return f"{words.weekday(row.due)} {words.date(row.due)}" if row.due is not None else ""


def matter(card: Card, row: TaskRow) -> None:
    """What it is about, each a way there; what it is not about is left out."""
    for title, said, link in (
        (N_("Work order"), row.order, Link("work_orders", row.order_id)),
        (N_("Complaint"), row.complaint, Link("complaints", row.complaint_id)),
        (N_("Person"), row.person, Link("owners", row.person_id)),
        (N_("Unit"), row.unit, Link("units", row.unit_id)),
    ):
        if said:
            card.line(title, said, link)
    if row.call_id is not None:
        card.line(
            N_("Call"), card.office.words(N_("Open the call")), Link("calls", row.call_id, section="log")
        )
