"""The board of stages: each with its count and the cards that are due first, those closed lately at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, func, select, union_all

from fmcrm_desktop.model.prospect import OPEN, STAGES, STILL_OPEN, Lead
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
    chosen = [columns[name].in_(values) for name, values in where.items() if values and name in columns]
    lately = and_(Lead.archived.is_(None), Lead.closed >= work.now - LATELY)
    # In parts, for joined by OR they would be answered from no index.
    counted = [
        select(Lead.state, func.count()).where(kept, *chosen).group_by(Lead.state)
        for kept in (STILL_OPEN, lately)
    ]
    totals = {str(state): int(count) for state, count in work.rows(union_all(*counted))}
    first = [_first(state, lately, chosen) for state in totals]
    ids = work.column(union_all(*first).order_by("place")) if first else ()
    cards = rows(work, ids) if ids else []
    return tuple(
        Stage(state, totals.get(state, 0), tuple(card for card in cards if card.state == state))
        for state in STAGES
    )


def _first(state: str, lately: Any, chosen: Sequence[Any]) -> Select[Any]:
    """The ids of a stage's first cards, and the place of each."""
    kept, due = (STILL_OPEN, Lead.next_day) if state in OPEN else (lately, Lead.closed.desc())
    place = func.row_number().over(order_by=(due, Lead.id)).label("place")
    found = select(Lead.id, place).where(kept, Lead.state == state, *chosen).order_by(place).limit(MOST)
    return select(found.subquery())
