"""Where the time of a month went, stage by stage, and what vendors did of its work: share, cost and how well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fmcrm_desktop.model.complaint import OPEN as OPEN_COMPLAINT
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.work_order import OPEN
from fmcrm_desktop.services import measures
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.figures import Figure
from fmcrm_desktop.services.measures import frozen
from fmcrm_desktop.services.measures.behind import given
from fmcrm_desktop.services.measures.groups import Group, grouped
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.store.work import Work

COSTS = "money.margin"
"""What one must have to see what the work cost."""
DONE = "dispatch_errors"
"""The measure whose denominator is the work orders done."""
VENDED = ("compliance", "first_time_fix", "mean_time_to_repair")
"""The measures that are told of each vendor."""
ORDER_STAGES = tuple(f"stage_{state}" for state in OPEN)
COMPLAINT_STAGES = tuple(f"complaint_stage_{state}" for state in OPEN_COMPLAINT)


@dataclass(frozen=True)
class VendorRow:
    """A vendor's month: orders done, their part of all that were done, what they cost (minor units, None where it may
    not be seen), and the values of VENDED in their order."""

    name: Names
    done: int
    share: float
    cost: int | None
    values: tuple[float | None, ...]
    key: int | str | None = None
    """By which the records behind the figures are asked for."""


@dataclass(frozen=True)
class Efficiency:
    """The mean time in each state (by the measure's name), and the vendors, of a month."""

    month: Month
    currency: str
    stages: Mapping[str, Figure]
    vendors: tuple[VendorRow, ...]


@needs("report.read")
def efficiency(work: Work, month: str) -> Efficiency:
    """The stages and vendors of a month; of a closed one from the records that were kept with it."""
    it = Month.read(month)
    closed = frozen.of(work, it)
    names = (*ORDER_STAGES, *COMPLAINT_STAGES)
    found = measures.figures(work, it, names) if closed is None else frozen.figures(work, closed)
    stages = {name: found[name] for name in names if name in found}
    return Efficiency(it, measures.currency_of(work), stages, vendors(work, it))


def vendors(work: Work, month: Month) -> tuple[VendorRow, ...]:
    """Those that did work in the month, most first."""
    costs = work.who.may(COSTS)

    def apart(name: str) -> dict[Any, Group]:
        found = grouped(work, BY_NAME[name], given(work, month, name), "vendor", month)
        return {each.key: each for each in found}

    every = sum(each.denominator for each in given(work, month, DONE))
    done, spent = apart(DONE), apart("service_cost") if costs else {}
    told = [apart(name) for name in VENDED]
    rows = [
        VendorRow(
            Names(it.name, it.other_name), int(it.denominator or 0), (it.denominator or 0) / every,
            (int(spent[key].numerator) if key in spent else 0) if costs else None,
            tuple(by[key].value if key in by else None for by in told), key,
        )
        for key, it in done.items()
        if it.denominator
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-row.done, row.name.name)))
