"""How the sum of an agreement's month is told in words: days, area, price, index."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fmcrm_desktop.model.agreement_sum import SQUARE, Piece
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.words import N_, Words

A_PRICE = {
    "month": N_("{price} a month"), "area": N_("{price} a month for each m²"), "service": N_("{price} for each order"),
    "none": N_("nothing is charged"),
}  # fmt: skip


def price(charged: str, minor: int | None, words: Words, currency: str) -> str:
    """¥300.00 a month; nothing for who may not see money."""
    if charged != "none" and minor is None:
        return ""
    return words(A_PRICE[charged], price=str(Money(minor or 0, currency)))


def told(parts: Sequence[Piece], of_days: int, words: Words, currency: str) -> list[str]:
    """A line for each piece: its days, what was multiplied, and how often the index has raised the price."""
    return [_piece(each, of_days, words, currency) for each in parts if each.charged != "none"]


def _piece(it: Piece, of_days: int, words: Words, currency: str) -> str:
    rate = str(Money(it.rate, currency))
    days = words(N_("{days} of {all} days"), days=it.days, all=of_days) if it.days != of_days else ""
    if it.charged == "service":
        said = words(N_("{count} orders × {price}"), count=it.quantity, price=rate)
    elif it.charged == "area":
        area = f"{Decimal(it.quantity) / SQUARE:,.2f}"
        said = words(N_("{area} m² × {price}"), area=area, price=rate)
    else:
        said = rate
    if days and it.charged != "service":
        said += f" × {days}"
    if it.raised:
        raised = words(N_("rises of the price by the index: {count}"), count=it.raised)
        said += ("；" if words.chinese else "; ") + raised
    return f"{words.short_date(it.from_day)} – {words.short_date(it.until_day)}{'：' if words.chinese else ': '}{said}"
