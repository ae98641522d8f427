"""Suggestions for one job: up to three people with the best time of each, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.busy import Span, merged, without
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.dispatch import reading, waiting
from fmcrm_desktop.services.dispatch.facts import Job, Worker, areas_on, day_of
from fmcrm_desktop.services.dispatch.objections import DUE, SKILL, TERRITORY, TRAVEL, Ground, against
from fmcrm_desktop.store.work import Work

MOST, AHEAD = 3, 7
"""How many are suggested, and the days looked at from the one on the board."""
QUARTER = timedelta(minutes=15)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_WEIGHT = {DUE: 20_000, SKILL: 100_000, TERRITORY: 10_000, TRAVEL: 120}
"""What an objection costs, in minutes of waiting that it outweighs."""
_SAME_BUILDING = 90
_WHOLE_DAY = 240
"""Somebody whose day is full may wait so many minutes longer than somebody whose day is empty."""


@dataclass(frozen=True)
class Suggestion:
    """Who could do it when. ``why``: marked texts with their values, to be listed in one sentence."""

    staff_id: int
    name: str
    starts: datetime
    ends: datetime
    why: tuple[tuple[str, Mapping[str, object]], ...]


def suggested(workers: Iterable[Worker], job: Job, within: Span, ground: Ground) -> list[Suggestion]:
    """The best time of each within the window, the best three of them. Nobody is suggested who is taken or not at
    work then; what else speaks against one only puts them behind."""
    found = []
    for worker in workers:
        best = min(
            ((_cost(worker, job, span, ground), span) for span in _times(worker, job, within, ground)),
            default=None,
        )
        if best is not None:
            found.append((best[0], worker.name, worker.id, worker, best[1]))
    found.sort(key=lambda each: each[:3])
    return [
        Suggestion(worker.id, worker.name, *span, _why(worker, job, span, ground))
        for *_, worker, span in found[:MOST]
    ]


def first_time(worker: Worker, job: Job, within: Span, ground: Ground) -> Span | None:
    """The first time at which somebody is at work and free for so long; None where there is none."""
    return min(_times(worker, job, within, ground), default=None)


def _times(worker: Worker, job: Job, within: Span, ground: Ground) -> Iterator[Span]:
    """In each stretch of free time the first quarter hour, and the first with the way there allowed for."""
    held = merged((each.starts, each.ends) for each in worker.held if each.visit_id != (job.visit_id or -1))
    length = timedelta(minutes=job.minutes)
    for start, end in without(worker.worked, held):
        begin = max(start, within[0], ground.now)
        for late in (timedelta(), timedelta(minutes=ground.travel)):
            at = begin + late
            at += (_EPOCH - at) % QUARTER
            if at + length <= min(end, within[1]):
                yield at, at + length


def _cost(worker: Worker, job: Job, span: Span, ground: Ground) -> float:
    wait = (span[0] - ground.now).total_seconds() / 60
    share = worker.taken(*_day(span, ground)) or 0.0
    cost = wait + share * _WHOLE_DAY
    cost += sum(_WEIGHT.get(each.kind, 0) for each in against(worker, job, span, ground))
    return cost - (_SAME_BUILDING if _there_already(worker, job, span, ground) else 0)


def _day(span: Span, ground: Ground) -> Span:
    day = day_of(span[0], ground.zone)
    return day_start(day, ground.zone), day_start(day + timedelta(1), ground.zone)


def _there_already(worker: Worker, job: Job, span: Span, ground: Ground) -> bool:
    start, end = _day(span, ground)
    return job.building_id is not None and any(
        each.building_id == job.building_id and each.visit_id != job.visit_id
        and each.starts < end and start < each.ends
        for each in worker.held
    )  # fmt: skip


def _why(
    worker: Worker, job: Job, span: Span, ground: Ground
) -> tuple[tuple[str, Mapping[str, object]], ...]:
    objections = against(worker, job, span, ground)
    kinds = {each.kind for each in objections}
    why: list[tuple[str, Mapping[str, object]]] = [(N_("free then"), {})]
    if job.skill_id is not None and SKILL not in kinds:
        why.append((N_("has the skill “{skill}”"), {"skill": job.skill}))
    here = areas_on(ground.buildings.get(job.building_id or 0, ()), day_of(span[0], ground.zone))
    theirs = {area.territory_id for area in worker.areas}
    both = [area.name for area in here if area.territory_id in theirs]
    if both and TERRITORY not in kinds:
        why.append((N_("works in “{territory}”"), {"territory": both[0]}))
    if _there_already(worker, job, span, ground):
        why.append((N_("in {building} that day anyway"), {"building": job.building}))
    share = worker.taken(*_day(span, ground))
    why.append((N_("{percent} of the day taken"), {"percent": share or 0.0}))
    if job.due is not None and DUE not in kinds:
        why.append((N_("before it is due"), {}))
    why += [(each.text, each.values) for each in objections]
    return tuple(why)


@needs("order.read")
def suggest(work: Work, order_id: int, day: date) -> list[Suggestion]:
    """Up to three for an order, from the day on the board (or now, where that is later) on."""
    job = waiting.job_of(work, order_id)
    sheet = reading.board(work, max(day, day_of(work.now, work.zone)), AHEAD)
    ground = Ground(work.zone, sheet.now, sheet.buildings, sheet.travel)
    return suggested(sheet.workers, job, sheet.window, ground)
