"""What a customer thinks of finished work, asked on the order's page and while a call list is worked down; a bad rating
offers the complaint that it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import work_orders
from fmcrm_desktop.services.work_orders import CloseForm, OrderCard
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.tab import Tab, fetch

POOR = 2
"""Who rates the work so, or lower, is not satisfied."""


def gift(card: OrderCard) -> Link:
    """The way to the complaint that a bad rating is: whom it is from, about which work, in their words."""
    new: dict[str, object] = {
        "person_id": card.person_id, "unit_id": card.unit_id, "channel": "survey", "own_words": card.rating_words,
        "orders": (card.id,),
    }  # fmt: skip
    return Link("complaints", new={name: value for name, value in new.items() if value})


def _offer_gift(tab: Tab, card: OrderCard) -> None:
    """Said at once when the customer is not satisfied; the button stays on the order's page."""
    if card.rating is not None and card.rating <= POOR:
        said = tab.words(N_("{code}: somebody is not satisfied."), code=card.number)
        tab.office.offer(said, tab.words(N_("Take on a complaint")), lambda: tab.office.go(gift(card)))


def ask_rating(tab: Tab, order: int, after: Callable[[], object] | None = None) -> None:
    """The form for a finished order that a call is about; ``after`` follows also where nothing was rated."""

    def ask(card: OrderCard) -> None:
        dialog = tab.ask_form(rating(tab, card, "call"))
        if after is not None:
            dialog.finished.connect(lambda _how: after())

    fetch(tab, work_orders.card, order, then=ask)


def rating(tab: Tab, card: OrderCard, by: str = "") -> FormSetup:
    """The form of what the customer thinks of finished work; ``by`` one of RATED_BY, how they are asked now."""
    said = tab.words(N_("{number} rated"), number=card.number)
    form = CloseForm(card.rating, card.rated_by or by, card.rating_words, card.version)
    return FormSetup(
        N_("The customer's rating"),
        form,
        work_orders.rate,
        (card.id,),
        said=lambda _none: said,
        then=rated(tab, card),
        note=f"{card.number} {card.summary}",
    )


def rated(tab: Tab, card: OrderCard) -> Callable[[Any], object]:
    """Afterwards it is looked at as it stands; the page asks for the same and must get its answer too."""

    def look(_done: Any) -> None:
        tab.office.each(tab, work_orders.card, card.id, then=lambda new: _offer_gift(tab, new))

    return look
