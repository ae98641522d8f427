"""Money: a whole number of minor units and a currency; never a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_

# ISO 4217 minor units that are not 2; the rest of the world counts in hundredths.
DECIMALS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
SIGNS = {"CNY": "¥", "JPY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "HKD": "HK$", "TWD": "NT$"}


def decimals(currency: str) -> int:
    """Decimal places of a currency by ISO 4217."""
    return DECIMALS.get(currency, 2)


@dataclass(frozen=True, order=True)
class Money:
    """``minor`` whole minor units (cents, fen) of ``currency`` (ISO 4217 code)."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return Money(self.minor + other.minor, self.currency)

    def __str__(self) -> str:
        """¥1,280.00, with the currency's sign or code."""
        places = decimals(self.currency)
        amount = f"{abs(Decimal(self.minor)).scaleb(-places):,.{places}f}"
        sign = SIGNS.get(self.currency, self.currency + " ")
        return f"{'−' if self.minor < 0 else ''}{sign}{amount}"


def parse(text: str, currency: str) -> Money:
    """Money from what a person types or pastes ("¥1,280", "1280.5"); raises Refusal when it is none."""
    cleaned = text.replace(",", "").replace("，", "").replace(" ", "").replace("−", "-")
    cleaned = cleaned.removeprefix(SIGNS.get(currency, "")).removeprefix(currency).removeprefix("￥")
    places = decimals(currency)
    try:
        minor = Decimal(cleaned).scaleb(places)
    except InvalidOperation:
        raise Refusal(N_("This is not an amount: {text}"), text=text) from None
    if not minor.is_finite() or minor != minor.to_integral_value() or abs(minor) >= 10**15:
        raise Refusal(N_("This is not an amount: {text}"), text=text)
    return Money(int(minor), currency)


MOST = 10**15
"""Minor units past all reason."""


def portion(minor: int, numerator: int, denominator: int) -> int:
    """``minor`` × numerator / denominator in whole minor units, rounded once, half away from zero."""
    product = minor * numerator
    whole = (2 * abs(product) + denominator) // (2 * denominator)
    return whole if product >= 0 else -whole
