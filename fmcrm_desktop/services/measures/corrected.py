"""What a closed month would come to today, and when what is behind it was changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from fmcrm_desktop.model.keeping import Audit, Deed
from fmcrm_desktop.services.figures import Figure
from fmcrm_desktop.services.measures import counts_of, frozen, given_now, seen
from fmcrm_desktop.services.measures.counting import Count, Period
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.store.work import Work

AT_ONCE = 5000


@dataclass(frozen=True)
class Corrected:
    """A measure of a closed month as it would be today; ``moment`` is when a record behind it was last changed, None
    where none was: more has become known by the passing of time."""

    value: float | None
    moment: datetime | None


def changed(work: Work, closed: frozen.Closed) -> dict[str, float | None]:
    """The measures that would be another today, with the value they would have."""
    kept = frozen.figures(work, closed)
    names = [name for name in seen(work) if name in kept]
    counts = counts_of(work, (closed.month,), names)[closed.month]
    return {
        name: count.value(BY_NAME[name]) for name, count in counts.items() if not _same(kept[name], count)
    }


def corrected(work: Work, closed: frozen.Closed, name: str) -> Corrected | None:
    """One measure as it would be today, where that is not what it was closed with."""
    kept = frozen.figures(work, closed).get(name)
    count = counts_of(work, (closed.month,), (name,))[closed.month][name]
    if kept is None or _same(kept, count):
        return None
    return Corrected(count.value(BY_NAME[name]), _when(work, closed, name))


def _same(kept: Figure, count: Count) -> bool:
    then = (kept.numerator, kept.missing, kept.pending, kept.denominator)
    return then == (
        count.numerator, count.missing, count.pending, None if kept.denominator is None else count.denominator,
    )  # fmt: skip


def _when(work: Work, closed: frozen.Closed, name: str) -> datetime | None:
    """The last change, after closing, of a record that gives something else today, or nothing, or newly gives."""
    then = set(frozen.records(work, closed, name))
    now = set(given_now(work, Period.of(work, closed.month), BY_NAME[name]))
    ids: dict[str, set[int]] = defaultdict(set)
    for each in then ^ now:
        ids[each.kind].add(each.id)
    moments = []
    for kind, some in ids.items():
        wanted = sorted(some)
        for start in range(0, len(wanted), AT_ONCE):
            chosen = (
                select(func.max(Deed.moment))
                .join(Audit, Audit.deed_id == Deed.id)
                .where(Audit.record_table == kind, Audit.record_id.in_(wanted[start : start + AT_ONCE]))
                .where(Deed.moment > closed.closed)
            )
            moments.append(work.value(chosen))
    return max((each for each in moments if each is not None), default=None)
