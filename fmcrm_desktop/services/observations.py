"""The manager at the counter: when, how long, what was seen, and the corrective actions that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from sqlalchemy import func, select

from fmcrm_desktop.model.behaviour import Observation
from fmcrm_desktop.model.complaint import CorrectiveAction
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import personal
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.services.trainings import today_of
from fmcrm_desktop.store.work import Work


@dataclass
class ObservationForm:
    """Time at the counter and what was seen there."""

    started: Annotated[datetime | None, Field(N_("Began"), required=True)] = None
    minutes: Annotated[int | None, Field(N_("Minutes"), required=True)] = None
    place: Annotated[str, Field(N_("Where"), longest=80)] = ""
    manager_id: Annotated[int | None, Field(N_("Observed by"), pick="staff")] = None
    served: Annotated[int | None, Field(N_("Customers served"))] = None
    longest_wait: Annotated[int | None, Field(N_("Longest wait in minutes"))] = None
    good: Annotated[str, Field(N_("What went well"), longest=2000, lines=3)] = ""
    found: Annotated[str, Field(N_("Findings"), longest=2000, lines=3)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """An observation in the list; ``open`` of its ``actions`` are not done."""

    id: int
    started: datetime
    minutes: int
    place: str
    manager: str
    manager_other: str
    served: int | None
    longest_wait: int | None
    good: str
    found: str
    actions: int
    open: int
    archived: bool


@dataclass(frozen=True)
class Agreed:
    """An action that follows from an observation."""

    id: int
    text: str
    staff: str
    staff_other: str
    due_day: date | None
    done_day: date | None
    late: bool


@dataclass(frozen=True)
class ObservationCard:
    """An observation with its actions."""

    row: ObservationRow
    actions: tuple[Agreed, ...]


_NAMES = ("started", "minutes", "place", "manager_id", "served", "longest_wait", "good", "found")


def _rows(work: Work, *criteria: Any) -> list[ObservationRow]:
    counted = (
        select(CorrectiveAction.observation_id, func.count(), func.count(CorrectiveAction.done_day))
        .where(CorrectiveAction.observation_id.is_not(None), CorrectiveAction.archived.is_(None))
        .group_by(CorrectiveAction.observation_id)
    )
    actions = {id: (int(many), int(many) - int(done)) for id, many, done in work.rows(counted)}
    columns = (
        select(
            Observation.id, Observation.started, Observation.minutes, Observation.place, Staff.name,
            Staff.other_name, Observation.served, Observation.longest_wait, Observation.good, Observation.found,
            Observation.archived,
        )
        .outerjoin(Staff, Staff.id == Observation.manager_id)
        .where(personal.seen(work, Observation.manager_id), *criteria)
        .order_by(Observation.started.desc(), Observation.id.desc())
    )  # fmt: skip
    return [_row(row, actions.get(row.id, (0, 0))) for row in work.rows(columns)]


def _row(row: Any, actions: tuple[int, int]) -> ObservationRow:
    return ObservationRow(
        row.id, row.started, row.minutes, row.place, row.name or "", row.other_name or "", row.served,
        row.longest_wait, row.good, row.found, *actions, row.archived is not None,
    )  # fmt: skip


@needs("office.read")
def page(work: Work, query: Query) -> Page[ObservationRow]:
    """The observations that may be seen, latest first; filter: open (only with actions to do)."""
    away = Observation.archived
    found = _rows(work, away.is_not(None) if query.archived else away.is_(None))
    if query.where.get("open"):
        found = [row for row in found if row.open]
    return few(
        query, found, lambda row: f"{row.place} {row.manager} {row.manager_other} {row.good} {row.found}"
    )


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[ObservationRow]:
    """The rows of these observations, in this order, of those that may be seen."""
    return in_order(ids, _rows(work, Observation.id.in_(ids)), lambda row: row.id)


@needs("office.read")
def card(work: Work, id: int) -> ObservationCard | None:
    """An observation with its actions; None when it is gone or not to be seen."""
    found = rows(work, [id])
    if not found:
        return None
    today = today_of(work)
    columns = (
        select(CorrectiveAction.id, CorrectiveAction.text, Staff.name, Staff.other_name,
               CorrectiveAction.due_day, CorrectiveAction.done_day)
        .outerjoin(Staff, Staff.id == CorrectiveAction.responsible_id)
        .where(CorrectiveAction.observation_id == id, CorrectiveAction.archived.is_(None))
        .order_by(CorrectiveAction.id)
    )  # fmt: skip
    actions = (
        Agreed(action, text, staff or "", other or "", due, done, due is not None and (done or today) > due)
        for action, text, staff, other, due, done in work.rows(columns)
    )
    return ObservationCard(found[0], tuple(actions))


@needs("quality.staff")
def new(work: Work) -> ObservationForm:
    """One that began half an hour ago, by whoever asks."""
    return ObservationForm(started=work.now, minutes=30, manager_id=work.who.staff_id)


@needs("quality.staff")
def add(work: Work, form: ObservationForm) -> int:
    """Write down what was seen."""
    return work.add(Observation(**_values(work, form))).id


@needs("quality.staff")
def form_of(work: Work, id: int) -> ObservationForm:
    it = work.get(Observation, id)
    return ObservationForm(**{name: getattr(it, name) for name in _NAMES}, version=it.version)


@needs("quality.staff")
def change(work: Work, id: int, form: ObservationForm) -> int:
    """Put it right."""
    values = _values(work, form)
    it = work.get(Observation, id, seen=form.version)
    for name, value in values.items():
        setattr(it, name, value)
    return id


@needs("quality.staff")
def archive(work: Work, id: int) -> int:
    """It was entered by mistake; its actions stay."""
    work.archive(work.get(Observation, id))
    return id


@needs("quality.staff")
def restore(work: Work, id: int) -> int:
    work.restore(work.get(Observation, id))
    return id


def _values(work: Work, form: ObservationForm) -> dict[str, Any]:
    check(form)
    if form.started and form.started > work.now:
        raise Invalid(started=N_("This moment is still to come."))
    wrong = {
        name: N_("From 1 to 1,440 minutes.") for name in ("minutes",) if not 1 <= (form.minutes or 0) <= 1440
    }
    for name in ("served", "longest_wait"):
        if (getattr(form, name) or 0) < 0:
            wrong[name] = N_("This cannot be less than nought.")
    if wrong:
        raise Invalid(**wrong)
    return {name: getattr(form, name) for name in _NAMES}
