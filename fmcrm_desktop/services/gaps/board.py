"""The board of gaps: complaints by their main gap, across buildings, trades, members of staff or months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import func, literal, select, union_all

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import GAP_SHOWN, GAPS, LACKS, Complaint, ComplaintAspect
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.property import Building, called
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.gaps.spans import months_of, received_in, span
from fmcrm_desktop.store.work import Work

COLUMNS = (*GAPS, "")
"""The gaps in their order; the last is for complaints whose gap nobody has judged yet."""
BY = {
    "building": N_("Building"),
    "category": N_("Category"),
    "concerned": N_("Member of staff"),
    "month": N_("Month"),
    "lack": N_("How it showed"),
}
PERSONAL = "quality.staff"
"""The right to see whom complaints are about."""
_TABLES = {
    "building": (Building, Complaint.building_id),
    "category": (Category, Complaint.category_id),
    "concerned": (Staff, Complaint.concerned_id),
}


@dataclass(frozen=True)
class Spot:
    """Which complaints the board counts: ``months`` months until ``last``, of one building and category where
    they are set; ``by`` is one of BY."""

    by: str = "building"
    months: int = 3
    building: int | None = None
    category: int | None = None
    last: Month | None = None
    """The last of the months; None for the present one."""
    further: bool = False
    """Whether the gaps named besides the main one are counted too."""


@dataclass(frozen=True)
class BoardRow:
    """One line: what it is for (a record's id, a month, None where nothing is set) and its counts by COLUMNS.

    ``further`` is how many of ``counts`` are gaps named besides the main one."""

    key: int | str | None
    name: str
    other_name: str
    counts: tuple[int, ...]
    further: tuple[int, ...] = (0,) * len(COLUMNS)

    @property
    def total(self) -> int:
        """Complaints, each once whatever gaps it names."""
        return sum(self.counts) - sum(self.further)


@dataclass(frozen=True)
class Board:
    """The board's lines, most complaints first (months in their order), and the months it covers."""

    spot: Spot
    rows: tuple[BoardRow, ...]
    months: tuple[str, ...] = field(default=())
    once: int | None = None
    """All complaints where one may stand on several lines."""

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(sum(row.counts[at] for row in self.rows) for at in range(len(COLUMNS)))

    @property
    def further(self) -> tuple[int, ...]:
        """Of the totals, those named besides the main gap."""
        return tuple(sum(row.further[at] for row in self.rows) for at in range(len(COLUMNS)))

    @property
    def total(self) -> int:
        """All complaints."""
        return sum(row.total for row in self.rows) if self.once is None else self.once


@needs("complaint.read")
def board(work: Work, spot: Spot) -> Board:
    """Count the complaints of a span by main gap. Raises Refusal where the role may not see persons."""
    if spot.by == "concerned" and not work.who.may(PERSONAL):
        raise Refusal(N_("Complaints by member of staff are seen by the manager only."))
    months = tuple(str(month) for month in months_of(work, spot.months, spot.last))
    if spot.by == "lack":
        every = select(func.count()).select_from(Complaint).where(*_where(work, spot))
        return Board(spot, tuple(_by_lack(work, spot)), months, int(work.value(every)))
    found = _by_month(work, spot) if spot.by == "month" else _by_record(work, spot)
    return Board(spot, tuple(found), months)


def _where(work: Work, spot: Spot) -> list[Any]:
    found = list(received_in(*span(work, spot.months, spot.last)))
    if spot.building is not None:
        found.append(Complaint.building_id == spot.building)
    if spot.category is not None:
        found.append(Complaint.category_id == spot.category)
    return found


Counts = dict[str, int]


def _counts(gaps: Counts) -> tuple[int, ...]:
    return tuple(gaps.get(gap, 0) for gap in COLUMNS)


def _line(key: Any, name: str, other_name: str, gaps: tuple[Counts, Counts]) -> BoardRow:
    main, further = map(_counts, gaps)
    return BoardRow(key, name, other_name, tuple(a + b for a, b in zip(main, further, strict=True)), further)


def _by_gap(key: Any, where: Sequence[Any], further: bool) -> Any:
    """Key, gap and number of the complaints by their main gap, or by those named besides it."""
    if not further:
        return select(key, Complaint.gap, func.count()).where(*where).group_by(key, Complaint.gap)
    it = ComplaintAspect
    chosen = select(key, it.value, func.count(Complaint.id.distinct())).join(
        it, it.complaint_id == Complaint.id
    )
    named = (it.kind == "gap", it.value.in_(GAPS), it.value != Complaint.gap)
    return chosen.where(*named, *where).group_by(key, it.value)


def _by_record(work: Work, spot: Spot) -> list[BoardRow]:
    table, column = _TABLES[spot.by]
    found: dict[int | None, tuple[Counts, Counts]] = {}
    for further in (False, True)[: 1 + spot.further]:
        for id, gap, number in work.rows(_by_gap(column, _where(work, spot), further)):
            found.setdefault(id, ({}, {}))[further][gap] = number
    made: Any = table
    names = (made.name, made.other_name)
    first, other_name = map(called, names) if spot.by == "building" else names
    named = {
        id: (name.strip(), other)
        for id, name, other in work.rows(select(made.id, first, other_name).where(made.id.in_(found)))
    }
    rows = [_line(id, *named.get(id, ("", "")), gaps) for id, gaps in found.items()]
    return sorted(rows, key=lambda row: (-row.total, row.key is None, row.name))


def _by_lack(work: Work, spot: Spot) -> list[BoardRow]:
    """Each of LACKS under the gap it is a sign of, whatever gap came first; most often first. Its name is marked."""
    it = ComplaintAspect
    counted = select(it.value, func.count(Complaint.id.distinct())).join(it, it.complaint_id == Complaint.id)
    named = (it.kind == "lack", it.value.in_(LACKS))
    found = dict(work.rows(counted.where(*named, *_where(work, spot)).group_by(it.value)))
    rows = [
        _line(each, LACKS[each], "", ({GAP_SHOWN[each]: found[each]}, {})) for each in LACKS if each in found
    ]
    return sorted(rows, key=lambda row: -row.total)


def _by_month(work: Work, spot: Spot) -> list[BoardRow]:
    """The months are those of the office's zone: a select each, for twelve conditions tried on every complaint would
    take six times as long."""
    months: list[Month] = months_of(work, spot.months, spot.last)
    found: list[tuple[Counts, Counts]] = [({}, {}) for _ in months]
    for further in (False, True)[: 1 + spot.further]:
        parts = (_in_month(work, spot, at, month, further) for at, month in enumerate(months))
        for at, gap, number in work.rows(union_all(*parts)):
            found[at][further][gap] = number
    return [_line(str(month), str(month), "", gaps) for month, gaps in zip(months, found, strict=True)]


def _in_month(work: Work, spot: Spot, at: int, month: Month, further: bool) -> Any:
    where = _where(work, replace(spot, months=1, last=month))
    gap = ComplaintAspect.value if further else Complaint.gap
    counted = _by_gap(literal(at), where, further)
    return counted.group_by(None).group_by(gap)
