"""Counts of months that cannot change by the passing of time, remembered until somebody enters anything; and what one
question needs several times, remembered until it is answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import func, select

from fmcrm_desktop.model.keeping import Deed
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services.measures.counting import Count, Period
from fmcrm_desktop.store.remembered import version_of
from fmcrm_desktop.store.trail import Watched
from fmcrm_desktop.store.work import Work

Counts = dict[str, Count]
T = TypeVar("T")
H = TypeVar("H", bound=Hashable)
MOST = 40
"""Months; three years are offered to look at."""


@dataclass
class _Memory:
    deed: object = None
    counts: dict[Month, Counts] = field(default_factory=lambda: defaultdict(dict))


_memories: WeakKeyDictionary[Any, _Memory] = WeakKeyDictionary()
"""By the engine that the office is read through."""


def counts(
    work: Work,
    periods: Sequence[Period],
    names: Sequence[str],
    count: Callable[[Sequence[Period], Sequence[str]], Sequence[Counts]],
) -> list[Counts]:
    """The counts of these measures in each period; ``count`` counts those that are not remembered."""
    known = [_known(work, period) for period in periods]
    lacking: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, one in enumerate(known):
        lacking[tuple(name for name in names if name not in one)].append(at)
    lacking.pop((), None)
    for missing, places in lacking.items():
        for at, found in zip(places, count([periods[at] for at in places], missing), strict=True):
            known[at] |= found
    return [{name: one[name] for name in names} for one in known]


def _known(work: Work, period: Period) -> Counts:
    """What is counted already: until the next deed, or where that may not be, within this asking."""
    memory = _of(work, period)
    return once(work, ("counts", period), dict[str, Count]) if memory is None else memory.counts[period.month]


def _of(work: Work, period: Period) -> _Memory | None:
    """What is remembered; None where a count could be another the next time: the month is too young to be judged, not
    everything is seen, or something is being entered."""
    young = period.end + timedelta(days=max(period.repeat_days, 1)) > period.now
    if young or work.limits or isinstance(work.session, Watched):
        return None
    memory = _memories.setdefault(work.session.get_bind(), _Memory())
    newest = work.session.info.get("newest deed")
    if newest is None:
        newest = work.session.info["newest deed"] = _newest(work)
    if newest != memory.deed or len(memory.counts) > MOST:
        memory = _memories[work.session.get_bind()] = _Memory(newest)
    return memory


def _newest(work: Work) -> object:
    """The newest deed of a file, whose connections count changes each for itself; the deeds of a server may be kept in
    another order than their ids."""
    return work.value(select(func.max(Deed.id))) if work.dialect == "sqlite" else version_of(work)


def once(work: Work, key: Hashable, found: Callable[[], T]) -> T:
    """What ``found`` finds, found once in this asking; nobody may change it. Within a deed, which may change it in
    between, and where not everything is seen, it is found each time."""
    return once_each(work, key, (None,), lambda _: (found(),))[0]


def once_each(
    work: Work, key: Hashable, those: Sequence[H], found: Callable[[Sequence[H]], Sequence[T]]
) -> Sequence[T]:
    """The same of several things that are found together; ``found`` finds those that were not yet."""
    if work.limits or isinstance(work.session, Watched):
        return found(those)
    known: dict[Hashable, T] = work.session.info.setdefault("found once", {})
    missing = [each for each in those if (key, each) not in known]
    if missing:
        known |= {(key, each): one for each, one in zip(missing, found(missing), strict=True)}
    return [known[key, each] for each in those]


def forget() -> None:
    """Count everything anew from now on: what a benchmark begins with."""
    _memories.clear()
