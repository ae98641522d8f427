"""The board of stages: each with its count and the cards that are due first, those closed lately at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.prospect import CLOSED, STAGES, Lead
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.prospects.listing import LeadRow, rows
from fmcrm_desktop.store.work import Work

MOST = 60
"""So many cards of a stage stand on the board; the list has them all."""
LATELY = timedelta(days=60)
"""So long after it was won or lost a card still stands there."""


@dataclass(frozen=True)
class Stage:
    """A column: how many there are, and the cards of the first."""

    state: str
    total: int
    cards: tuple[LeadRow, ...]


@needs("person.read")
def board(work: Work, where: Mapping[str, tuple[Any, ...]]) -> tuple[Stage, ...]:
    """The stages in their order; ``where`` narrows by responsible, source and campaign."""
    columns = {"responsible": Lead.responsible_id, "source": Lead.source, "campaign": Lead.campaign_id}
    kept = [Lead.archived.is_(None), or_(Lead.state.not_in(CLOSED), Lead.closed >= work.now - LATELY)]
    kept += [columns[name].in_(values) for name, values in where.items() if values and name in columns]
    counted = select(Lead.state, func.count()).where(*kept).group_by(Lead.state)
    totals: dict[str, int] = dict(work.rows(counted))
    ids: list[int] = []
    for state in totals:
        due = (Lead.closed.desc(), Lead.id) if state in CLOSED else (Lead.next_day, Lead.id)
        ids += work.column(select(Lead.id).where(*kept, Lead.state == state).order_by(*due).limit(MOST))
    cards = rows(work, ids) if ids else []
    return tuple(
        Stage(state, totals.get(state, 0), tuple(card for card in cards if card.state == state))
        for state in STAGES
    )
