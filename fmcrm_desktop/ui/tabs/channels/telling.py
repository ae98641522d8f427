"""How the sections tell who somebody is and where a matter leads."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.card import Card


def who(row: Any, words: Words) -> str:
    """The person kept here, else the name that was written down."""
    return suiting(row.person, row.person_other, words) or row.name


def person_lines(card: Card, row: Any, words: Words, title: str) -> None:
    """Person or name, and the unit, each leading there."""
    card.line(title, who(row, words), Link("owners", row.person_id) if row.person_id else None)
    if row.person and row.name:
        card.line(N_("Name"), row.name)
    if row.unit_id is not None:
        card.line(N_("Unit"), row.unit, Link("owners", where={"unit": (row.unit_id,)}))


def matter_lines(card: Card, row: Any) -> None:
    """What it led to."""
    if row.order_id is not None:
        card.line(N_("Work order"), row.order, Link("work_orders", row.order_id))
    if row.complaint_id is not None:
        card.line(N_("Complaint"), row.complaint, Link("complaints", row.complaint_id))


def spoken(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
