"""Drawing people: those a filter finds, less whoever was asked lately or wants no post, some of them at random."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.survey import Survey, SurveySheet
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.owners.listing import holds, today
from fmcrm_desktop.services.surveys.forms import ROLES_OF, SampleForm
from fmcrm_desktop.services.territories.belonging import held, of_orders
from fmcrm_desktop.store.work import Work

ASKING = "survey asking"
"""Whoever asks people is alone in it, of whatever round: else two desks would ask the same person."""
AT_ONCE = 500
NAMED = 30
"""So many of those drawn are named before the deed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the filter found, with the unit and the service it is about."""

    person: int
    language: str
    unit: int | None
    building: int | None
    order: int | None
    staff: int | None
    place: str
    """What the sheets are sorted by, so that they lie in the order of the houses."""


@dataclass(frozen=True)
class Drawn:
    """What a drawing would bring: ``found`` people, of them ``lately`` asked and ``unwanted`` by post, and how many
    were drawn of the others; ``names`` of the first (name, name in the other script, unit)."""

    found: int
    lately: int
    unwanted: int
    count: int
    names: tuple[tuple[str, str, str], ...]
    form: SampleForm


def draw(work: Work, it: Survey, form: SampleForm) -> tuple[Drawn, list[Candidate]]:
    """The counts and those drawn, in the order of their units."""
    served = form.whom == "served"
    everybody = {each.person: each for each in (_served(work, form) if served else _tied(work, form))}
    asked = _asked(work, it)
    fresh = [person for person in sorted(everybody) if person not in asked]
    unwanted = _unwanted(work, fresh)
    willing = [person for person in fresh if person not in unwanted]
    most = min(form.most or 0, len(willing))
    # By their ids in order: the same number draws the same people, whatever database answers.
    chosen = random.Random(form.seed).sample(willing, most)
    drawn = sorted((everybody[person] for person in chosen), key=lambda each: (each.place, each.person))
    counts = Drawn(
        len(everybody),
        len(everybody) - len(fresh),
        len(unwanted),
        len(drawn),
        _names(work, drawn[:NAMED]),
        form,
    )
    return counts, drawn


def _served(work: Work, form: SampleForm) -> Iterable[Candidate]:
    """Whose order was done between the days, with the latest of theirs: later ones take the place of earlier."""
    place = func.coalesce(WorkOrder.building_id, Unit.building_id)
    wanted: list[ColumnElement[bool]] = [
        WorkOrder.archived.is_(None), WorkOrder.state.in_(("done", "closed")), WorkOrder.done.is_not(None),
        Person.archived.is_(None),
    ]  # fmt: skip
    if form.done_from is not None:
        wanted.append(WorkOrder.done >= day_start(form.done_from, work.zone))
    if form.done_until is not None:
        wanted.append(WorkOrder.done < day_start(form.done_until + timedelta(days=1), work.zone))
    if form.category_id is not None:
        wanted.append(WorkOrder.category_id == form.category_id)
    if form.staff_id is not None:
        wanted.append(WorkOrder.staff_id == form.staff_id)
    if form.building_ids:
        wanted.append(place.in_(form.building_ids))
    if form.territory_id is not None:
        wanted.append(of_orders(work, (form.territory_id,)))
    columns = (
        select(
            Person.id,
            Person.language,
            WorkOrder.unit_id,
            place,
            WorkOrder.id,
            WorkOrder.staff_id,
            Unit.sort_key,
        )
        .join(Person, Person.id == WorkOrder.person_id)
        .outerjoin(Unit, Unit.id == WorkOrder.unit_id)
        .where(*wanted)
        .order_by(WorkOrder.done, WorkOrder.id)
    )
    for person, language, unit, building, order, staff, key in work.rows(columns):
        yield Candidate(person, language, unit, building, order, staff, key or "")


def _tied(work: Work, form: SampleForm) -> Iterable[Candidate]:
    """Owners or tenants of today, each with the first of their units: earlier ones take the place of later."""
    day = today(work)
    wanted: list[ColumnElement[bool]] = [
        holds(day), Relation.role.in_(ROLES_OF[form.whom]), Person.archived.is_(None), Unit.archived.is_(None),
    ]  # fmt: skip
    if form.building_ids:
        wanted.append(Unit.building_id.in_(form.building_ids))
    if form.territory_id is not None:
        wanted.append(Unit.building_id.in_(_buildings(work, form.territory_id, day)))
    columns = (
        select(Person.id, Person.language, Unit.id, Unit.building_id, Unit.sort_key)
        .join(Relation, Relation.person_id == Person.id)
        .join(Unit, Unit.id == Relation.unit_id)
        .where(*wanted)
        .order_by(Unit.sort_key.desc(), Unit.id.desc())
    )
    for person, language, unit, building, place in work.rows(columns):
        yield Candidate(person, language, unit, building, None, None, place)


def _buildings(work: Work, territory: int, day: date) -> list[int]:
    return [each.building for each in held(work) if each.territory == territory and each.on(day)]


def _asked(work: Work, it: Survey) -> set[int]:
    """Who was asked by any round within its days, or by this one at any time."""
    since = work.now - timedelta(days=it.not_again_days)
    sheets = select(SurveySheet.person_id).where(
        SurveySheet.person_id.is_not(None), SurveySheet.archived.is_(None),
        or_(SurveySheet.asked >= since, SurveySheet.survey_id == it.id),
    )  # fmt: skip
    return set(work.column(sheets.distinct()))


def _unwanted(work: Work, people: Sequence[int]) -> set[int]:
    """Who has said "do not use" of every way to reach them."""
    refused = func.sum(case((ContactPoint.do_not_use.is_(True), 1), else_=0))
    found: set[int] = set()
    for start in range(0, len(people), AT_ONCE):
        columns = (
            select(ContactPoint.person_id)
            .where(
                ContactPoint.person_id.in_(people[start : start + AT_ONCE]), ContactPoint.archived.is_(None)
            )
            .group_by(ContactPoint.person_id)
            .having(refused == func.count())
        )
        found.update(work.column(columns))
    return found


def _names(work: Work, drawn: Sequence[Candidate]) -> tuple[tuple[str, str, str], ...]:
    people: dict[int, Any] = {
        row.id: row
        for row in work.rows(
            select(Person.id, Person.name, Person.other_name).where(
                Person.id.in_([each.person for each in drawn])
            )
        )
    }
    units = dict(
        tuple(row)
        for row in work.rows(select(Unit.id, Unit.label).where(Unit.id.in_([each.unit for each in drawn])))
    )
    return tuple(
        (people[each.person].name, people[each.person].other_name, units.get(each.unit, "")) for each in drawn
    )
