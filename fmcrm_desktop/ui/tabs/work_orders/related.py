"""What the page of an order says of other orders, of the work that is left, and of the customer's rating."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import OVER, RATED_BY, RATINGS, STATES, TIES, TIES_BACK
from fmcrm_desktop.services import work_orders
from fmcrm_desktop.services.work_orders import OrderCard
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FLAT, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card


def still_needed(card: OrderCard, words: Words) -> str:
    """What is left of the work as it was thought to take, by how far it has come."""
    if card.minutes is None or card.state in OVER:
        return ""
    rest = card.minutes * (100 - (card.progress or 0)) // 100
    if not card.progress:
        return words.duration(rest)
    return words(
        N_("{rest} of {whole} ({done} % done)"), rest=words.duration(rest), whole=words.duration(card.minutes),
        done=card.progress,
    )  # fmt: skip


def rating(card: OrderCard, words: Words) -> str:
    """What the customer thinks of it, how they were asked, and their words."""
    if card.rating is None:
        return ""
    by = words(RATED_BY[card.rated_by]) if card.rated_by else ""
    return " · ".join(part for part in (words(RATINGS[card.rating]), by, card.rating_words) if part)


def ties(made: Card, card: OrderCard, untie: Callable[[int], object]) -> None:
    """What it is to other orders, and they to it: each opens, and the tie can be taken away."""
    office = made.office
    words = office.words
    for tie in card.ties:
        text = " · ".join((tie.number, tie.summary, words(STATES[tie.state])))
        line = QWidget()
        lay = QHBoxLayout(line)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(theme.GAP_S)
        lay.addWidget(LinkButton(text, partial(office.go, Link("work_orders", tie.other_id))))
        away = Button("", FLAT, "x").on(partial(untie, tie.id)).guard(office, work_orders.untie)
        said = words(N_("Not related to {number}"), number=tie.number)
        away.setAccessibleName(said)
        away.setToolTip(said)
        lay.addWidget(away)
        lay.addStretch(1)
        made.put(TIES_BACK[tie.kind] if tie.back else TIES[tie.kind], line)
