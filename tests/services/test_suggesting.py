"""Suggestions as pure arithmetic: nobody is suggested who is taken or away, whatever the order people come in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fmcrm_desktop.services.busy import merged
from fmcrm_desktop.services.dispatch import Area, Ground, Held, Job, Name, Worker, against, suggested

NOON = datetime(2026, 11, 23, tzinfo=UTC)
WITHIN = NOON, NOON + timedelta(days=2)
GROUND = Ground(UTC, NOON + timedelta(hours=3), {1: (Area(1, Name("East")),)}, 15)


def at(quarter: int) -> datetime:
    return NOON + timedelta(minutes=15 * quarter)


spans = st.tuples(st.integers(0, 180), st.integers(1, 30)).map(lambda each: (at(each[0]), at(sum(each))))
held = st.builds(
    lambda span, visit, building: Held(*span, "Taken", visit, building, Name(f"B{building}")),
    spans, st.integers(1, 50), st.sampled_from((None, 1, 2)),
)  # fmt: skip


SKILLS = ({}, {7: None}, {7: NOON.date() - timedelta(1)})
AREAS = ((), (Area(1, Name("East")),), (Area(2, Name("West")),))
somebody = st.tuples(
    st.lists(spans, max_size=3), st.lists(held, max_size=4), st.sampled_from(SKILLS), st.sampled_from(AREAS)
)


def crew_of(drawn: list[Any]) -> list[Worker]:
    return [
        Worker(
            id, f"P{id}", skills=skills, areas=areas, worked=tuple(merged(worked)),
            held=tuple(sorted(taken, key=lambda each: (each.starts, each.ends))),
        )
        for id, (worked, taken, skills, areas) in enumerate(drawn, 1)
    ]  # fmt: skip


workers = st.lists(somebody, min_size=1, max_size=5).map(crew_of)
jobs = st.builds(
    lambda minutes, building, skill, due: Job(
        1, "W-1", "Tap", 1, minutes * 15, building, Name(f"B{building}"), skill, Name("Plumbing"), due and at(due)
    ),
    st.integers(1, 12), st.sampled_from((None, 1, 2)), st.sampled_from((None, 7)), st.none() | st.integers(1, 180),
)  # fmt: skip


@settings(deadline=None, max_examples=80)
@given(workers, jobs)
def test_whoever_is_suggested_is_free_and_at_work_for_so_long_from_now_on(
    crew: list[Worker], job: Job
) -> None:
    found = suggested(crew, job, WITHIN, GROUND)
    assert len(found) <= 3 and len({each.staff_id for each in found}) == len(found)
    by_id = {worker.id: worker for worker in crew}
    for each in found:
        assert each.ends - each.starts == timedelta(minutes=job.minutes) and each.starts >= GROUND.now
        kinds = {one.kind for one in against(by_id[each.staff_id], job, (each.starts, each.ends), GROUND)}
        assert not kinds & {"clash", "off", "past"}
        assert each.why[0][0] == "free then"


@settings(deadline=None, max_examples=80)
@given(workers, jobs)
def test_whoever_has_time_is_found(crew: list[Worker], job: Job) -> None:
    """By trying every quarter hour."""
    free = set()
    for worker in crew:
        for quarter in range(12, 200):
            span = at(quarter), at(quarter) + timedelta(minutes=job.minutes)
            kinds = {each.kind for each in against(worker, job, span, GROUND)}
            if span[1] <= WITHIN[1] and not kinds & {"clash", "off"}:
                free.add(worker.id)
                break
    found = {each.staff_id for each in suggested(crew, job, WITHIN, GROUND)}
    assert found <= free and len(found) == min(3, len(free))


@settings(deadline=None, max_examples=80)
@given(workers.flatmap(lambda crew: st.tuples(st.just(crew), st.permutations(crew))), jobs)
def test_the_order_people_come_in_changes_nothing(both: tuple[list[Worker], list[Worker]], job: Job) -> None:
    crew, mixed = both
    assert suggested(crew, job, WITHIN, GROUND) == suggested(mixed, job, WITHIN, GROUND)


def test_who_lacks_the_skill_stands_behind_whoever_has_it() -> None:
    day = (at(16), at(60))
    able = Worker(2, "Able", skills={7: None}, worked=(day,), held=(Held(at(16), at(48), "Busy"),))
    unable = Worker(1, "Unable", worked=(day,))
    job = Job(1, "W-1", "Tap", 1, 60, skill_id=7, skill=Name("Plumbing"))
    assert [each.name for each in suggested([unable, able], job, WITHIN, GROUND)] == ["Able", "Unable"]
