"""What to fix first: the main causes of dissatisfaction of a span, ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.property import Building, called
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.gaps.spans import months_of, received_in, span
from fmcrm_desktop.store.work import Work

MOST = 8
GRAVE = 4
NAMELESS = ("", "")
AT_LEAST = 2
"""One complaint is a case, two are a cause."""


@dataclass(frozen=True)
class Cause:
    """Complaints of one trade, gap and building. ``grave`` of them have severity 4 or 5, ``risky`` put a customer at
    risk or lost one."""

    gap: str
    category_id: int | None
    category: str
    category_other: str
    building_id: int | None
    building: str
    count: int
    grave: int
    risky: int
    months: tuple[str, ...]
    building_other: str = ""

    @property
    def where(self) -> Mapping[str, tuple[object, ...]]:
        """The filters of the register that show these complaints."""
        found: dict[str, tuple[object, ...]] = {"gap": (self.gap,), "month": self.months}
        if self.category_id is not None:
            found["category"] = (self.category_id,)
        if self.building_id is not None:
            found["building"] = (self.building_id,)
        return found


@needs("complaint.read")
def causes(work: Work, months: int = 3, last: Month | None = None) -> list[Cause]:
    """The causes of these months that occurred at least twice: most complaints first, then the graver ones.

    No weights: two people who look at the same list see why one stands above the other."""
    grave = func.count(case((Complaint.severity >= GRAVE, 1)))
    risky = func.count(func.nullif(Complaint.loss, ""))
    counted = (
        select(Complaint.gap, Complaint.category_id, Complaint.building_id, func.count(), grave, risky)
        .where(*received_in(*span(work, months, last)), Complaint.gap != "")
        .group_by(Complaint.gap, Complaint.category_id, Complaint.building_id)
        .having(func.count() >= AT_LEAST)
        .order_by(
            func.count().desc(), grave.desc(), risky.desc(),
            # Alike in all that counts they still stand in one order, whichever database answers.
            Complaint.category_id.nulls_last(), Complaint.building_id.nulls_last(), Complaint.gap,
        )
        .limit(MOST)
    )  # fmt: skip
    found = work.rows(counted)
    trades = _names(work, (Category.id, Category.name, Category.other_name), [row[1] for row in found])
    houses = (Building.id, called(Building.name), called(Building.other_name))
    places = _names(work, houses, [row[2] for row in found])
    spanned = tuple(str(month) for month in months_of(work, months, last))
    told = []
    for gap, trade, house, number, grave_ones, risky_ones in found:
        (said, said_other), (place, place_other) = trades.get(trade, NAMELESS), places.get(house, NAMELESS)
        figures = (number, grave_ones, risky_ones)
        told.append(Cause(gap, trade, said, said_other, house, place, *figures, spanned, place_other))
    return told


def _names(
    work: Work, columns: tuple[Any, Any, Any], ids: Sequence[int | None]
) -> dict[int | None, tuple[str, str]]:
    """Id → name and name in the other language."""
    asked = select(*columns).where(columns[0].in_([id for id in ids if id is not None]))
    return {id: (name, other) for id, name, other in work.rows(asked)}
