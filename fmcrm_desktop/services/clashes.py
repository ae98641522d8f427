"""Clashes: who, or which room, would be wanted twice, over all times of a series, and by what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.busy import Line, Span, Wanted, hours_of, taken
from fmcrm_desktop.services.calendar_entries import Ref
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Clash:
    """Somebody (or a room) wanted twice: who, and the entry that has their time already: its first time that is
    in the way, and how often that happens."""

    staff: str
    title: str
    number: str
    starts: datetime
    ends: datetime
    times: int = 1
    room: bool = False


class Clashing(Refusal):
    """Saving would want somebody twice; with a reason it is saved all the same."""

    def __init__(self, clashes: list[Clash], free: Span | None = None) -> None:
        self.clashes, self.free = clashes, free
        first = clashes[0]
        sentence = (
            N_("{name} is taken by “{title}” then. Choose another time, or give a reason.")
            if first.room
            else N_("{name} is already at “{title}” then. Choose another time, or give a reason.")
        )
        super().__init__(sentence, name=first.staff, title=first.title)


@needs("calendar.read")
def between(
    work: Work, who: Collection[int], start: datetime, end: datetime, but: Ref | None = None
) -> list[Clash]:
    """Whose time is taken already in [start, end), by what; ``but`` is the entry being changed."""
    return of_spans(work, [(start, end)], Wanted(who), (but.table, but.id) if but is not None else None)


def of_spans(
    work: Work, spans: list[Span], wanted: Wanted, but: tuple[str, int] | None = None
) -> list[Clash]:
    """The clashes of what would take these spans (in order, all of one length) from those wanted."""
    if not spans:
        return []
    line = Line(spans)
    found = []
    for each in taken(work, wanted, (spans[0][0], spans[-1][1]), but, hours_of(spans, work.zone)):
        met = [(span, line.met_by(*span)) for span in each.spans]
        times = sum(count for _, count in met)
        if times:
            starts, ends = next(span for span, count in met if count)
            for id, name in each.who.items():
                found.append(Clash(name, each.title, each.number, starts, ends, times, id == 0))
    return sorted(found, key=lambda clash: (clash.starts, clash.room, clash.staff, clash.title))
