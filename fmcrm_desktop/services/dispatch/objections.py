"""What speaks against a job at a time with somebody: taken, not at work, skill, territory, the way there, too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.busy import Span
from fmcrm_desktop.services.dispatch.facts import Area, Held, Job, Worker, areas_on, day_of

WHOLE_DAY = timedelta(hours=23)
CLASH, OFF, SKILL, TERRITORY, TRAVEL, DUE, PAST = (
    "clash",
    "off",
    "skill",
    "territory",
    "travel",
    "due",
    "past",
)


@dataclass(frozen=True)
class Objection:
    """A marked sentence with its values; moments among them are told as times of the day."""

    kind: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Ground:
    """What every judgement stands on: the office's clock, now, the territories of buildings, minutes of travel."""

    zone: tzinfo
    now: datetime
    buildings: Mapping[int, tuple[Area, ...]] = field(default_factory=dict)
    travel: int = 0


def against(worker: Worker, job: Job, span: Span, ground: Ground) -> list[Objection]:
    """Everything that speaks against it, the gravest first; only a clash needs a reason to be overruled."""
    return [
        *_clashes(worker, job, span),
        *_away(worker, span),
        *_unable(worker, job, span, ground),
        *_elsewhere(worker, job, span, ground),
        *_too_far(worker, job, span, ground),
        *_too_late(job, span, ground),
    ]


def _others(worker: Worker, job: Job) -> Iterator[Held]:
    """What takes their time beside the visit that is moved."""
    return (each for each in worker.held if not each.visit_id or each.visit_id != job.visit_id)


def _clashes(worker: Worker, job: Job, span: Span) -> Iterator[Objection]:
    for each in _others(worker, job):
        if each.starts < span[1] and span[0] < each.ends and each.ends - each.starts >= WHOLE_DAY:
            yield Objection(CLASH, N_("Taken by “{title}” the whole day"), {"title": each.title})
        elif each.starts < span[1] and span[0] < each.ends:
            yield Objection(
                CLASH, N_("Taken by “{title}” from {begin} to {end}"),
                {"title": each.title, "begin": each.starts, "end": each.ends},
            )  # fmt: skip


def _away(worker: Worker, span: Span) -> Iterator[Objection]:
    if not any(start <= span[0] and span[1] <= end for start, end in worker.worked):
        yield Objection(OFF, N_("{name} is not at work then"), {"name": worker.name})


def _unable(worker: Worker, job: Job, span: Span, ground: Ground) -> Iterator[Objection]:
    if job.skill_id is None:
        return
    if job.skill_id not in worker.skills:
        yield Objection(
            SKILL, N_("{name} lacks the skill “{skill}”"), {"name": worker.name, "skill": job.skill}
        )
        return
    expires = worker.skills[job.skill_id]
    if expires is not None and expires < day_of(span[0], ground.zone):
        yield Objection(
            SKILL, N_("The skill “{skill}” of {name} has expired"), {"name": worker.name, "skill": job.skill}
        )


def _elsewhere(worker: Worker, job: Job, span: Span, ground: Ground) -> Iterator[Objection]:
    """Whoever has no territory works everywhere, and in a building without one everybody does."""
    day = day_of(span[0], ground.zone)
    here = areas_on(ground.buildings.get(job.building_id or 0, ()), day)
    theirs = areas_on(worker.areas, day)
    if here and theirs and not {a.territory_id for a in here} & {a.territory_id for a in theirs}:
        yield Objection(
            TERRITORY, N_("{name} does not work in “{territory}” that day"),
            {"name": worker.name, "territory": here[0].name},
        )  # fmt: skip


def _too_far(worker: Worker, job: Job, span: Span, ground: Ground) -> Iterator[Objection]:
    if job.building_id is None or not ground.travel:
        return
    room = timedelta(minutes=ground.travel)
    for each in _others(worker, job):
        if each.building_id is None or each.building_id == job.building_id:
            continue
        gap = span[0] - each.ends if each.ends <= span[0] else each.starts - span[1]
        if timedelta() <= gap < room:
            yield Objection(
                TRAVEL, N_("Only {minutes} min for the way between here and {building}"),
                {"minutes": int(gap.total_seconds() // 60), "building": each.building},
            )  # fmt: skip


def _too_late(job: Job, span: Span, ground: Ground) -> Iterator[Objection]:
    if span[1] <= ground.now:
        yield Objection(PAST, N_("This time is over"))
    elif job.due is not None and span[1] > job.due:
        yield Objection(DUE, N_("Later than it is due"))
