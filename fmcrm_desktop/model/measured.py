"""Measured values: kept as whole thousandths of their unit, told as people write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_

STEPS = 1000
MOST = 10**12
"""No counter shows more; the databases keep a million times as much."""


def thousandths(value: Decimal | None) -> int | None:
    """12.5 as 12500. Raises Refusal for what no counter shows."""
    if value is None:
        return None
    if not value.is_finite() or abs(value) > MOST:
        raise Refusal(N_("Check the number."))
    return int((value * STEPS).to_integral_value(ROUND_HALF_UP))


def mean(total: int, count: int) -> int | None:
    """A total over so many in thousandths, a half rounded away from nought; None of nothing."""
    if not count:
        return None
    rounded = (2 * abs(total) * STEPS + count) // (2 * count)
    return -rounded if total < 0 else rounded


def figure(kept: int | None) -> Decimal | None:
    """12500 as 12.5, for a form."""
    return None if kept is None else Decimal(written(kept))


def written(kept: int | None) -> str:
    """12500 as 12.5; nothing for nothing."""
    if kept is None:
        return ""
    whole, rest = divmod(abs(kept), STEPS)
    tail = f".{rest:03d}".rstrip("0") if rest else ""
    return f"{'-' if kept < 0 else ''}{whole}{tail}"


def with_unit(kept: int | None, unit: str) -> str:
    """1240 h."""
    return f"{written(kept)} {unit}".strip() if kept is not None else ""
