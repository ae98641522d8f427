"""What a closed month keeps: its figures and flows, the records behind each figure, all that its report shows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.closed_month import ClosedMonth, FrozenMeasure
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.put_down import packed, put_down, taken_up, unpacked
from fmcrm_desktop.services.figures import Figure, Flow
from fmcrm_desktop.services.measures.counting import Given
from fmcrm_desktop.services.measures.remembered import once
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Closed:
    """A closed month without what is long."""

    id: int
    month: Month
    closed: datetime
    complaints: Flow
    orders: Flow


def of(work: Work, month: Month) -> Closed | None:
    """The month as it was closed; None while it is open."""
    return once(work, ("closed", month), partial(_closed, work, month))


def _closed(work: Work, month: Month) -> Closed | None:
    it = ClosedMonth
    row = work.row(select(it.id, it.closed, it.flows).where(it.month == str(month), it.archived.is_(None)))
    if row is None:
        return None
    flows = json.loads(row.flows)
    return Closed(
        row.id, month, row.closed, taken_up(Flow, flows["complaints"]), taken_up(Flow, flows["orders"])
    )


def figures(work: Work, closed: Closed) -> dict[str, Figure]:
    """Its figures by their names."""
    it = FrozenMeasure
    rows = work.rows(select(it.name, it.figure).where(it.closed_id == closed.id).order_by(it.id))
    return {name: taken_up(Figure, json.loads(figure)) for name, figure in rows}


def values(work: Work, months: Iterable[Month], name: str = "") -> dict[Month, dict[str, float | None]]:
    """The values of those of the months that are closed, of one measure or of all: one statement."""
    it = FrozenMeasure
    chosen = (
        select(ClosedMonth.month, it.name, it.figure)
        .join(it, it.closed_id == ClosedMonth.id)
        .where(ClosedMonth.archived.is_(None), ClosedMonth.month.in_([str(month) for month in months]))
    )
    found: dict[Month, dict[str, float | None]] = defaultdict(dict)
    for month, named, figure in work.rows(chosen.where(it.name == name) if name else chosen):
        found[Month.read(month)][named] = json.loads(figure)["value"]
    return found


def records(work: Work, closed: Closed, name: str) -> list[Given]:
    """What each record gave to a measure when the month was closed."""
    it = FrozenMeasure
    kept = work.value(select(it.records).where(it.closed_id == closed.id, it.name == name))
    if kept is None:
        return []
    return [Given(kind, *given) for kind, rows in unpacked(kept).items() for given in rows]


def record_row(closed_id: int, name: str, figure: Figure, given: Sequence[Given]) -> dict[str, Any]:
    """The row that keeps a measure."""
    by_kind: dict[str, list[list[float]]] = defaultdict(list)
    for kind, *rest in given:
        by_kind[kind].append([int(each) if each == int(each) else each for each in rest])
    return {
        "closed_id": closed_id, "name": name, "figure": json.dumps(put_down(figure)), "records": packed(by_kind),
    }  # fmt: skip


def flows(complaints: Flow, orders: Flow) -> str:
    """What keeps the flows."""
    document: Mapping[str, Any] = {"complaints": put_down(complaints), "orders": put_down(orders)}
    return json.dumps(document)


def sheet(work: Work, closed: Closed) -> Any:
    """All that the report of the month showed, as plain values."""
    return unpacked(work.value(select(ClosedMonth.sheet).where(ClosedMonth.id == closed.id)))
