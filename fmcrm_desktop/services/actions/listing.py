"""The list of all actions: whose they are, until when, what they follow from."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, literal, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.behaviour import Observation
from fmcrm_desktop.model.committee import Decision
from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.model.improvement import GapPlan, Procedure, Review, Suggestion
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import Survey
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.actions.forms import SOURCES, ActionForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work

STATES = {"open": N_("To be carried out"), "overdue": N_("Overdue"), "done": N_("Carried out")}


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action in the list; ``source`` is one of SOURCES or empty, ``about`` names it, ``page_id`` is the record whose
    page tells of it: of a review its procedure."""

    id: int
    version: int
    text: str
    kind: str
    responsible: str
    responsible_other: str
    due_day: date | None
    done_day: date | None
    proof: str
    state: str
    trained_id: int | None
    trained: str
    trained_other: str
    source: str
    source_id: int | None
    page_id: int | None
    about: str
    about_other: str
    criterion: str
    archived: bool


@dataclass(frozen=True, slots=True)
class Follows:
    """What an action follows from: ``source`` and ``about`` as in its row."""

    source: str = ""
    about: str = ""
    about_other: str = ""
    criterion: str = ""


_SORTS: dict[str, Any] = {
    "text": CorrectiveAction.text, "kind": CorrectiveAction.kind, "due_day": CorrectiveAction.due_day,
    "done_day": CorrectiveAction.done_day, "responsible": Staff.name,
}  # fmt: skip


_CALLED: dict[str, tuple[Any, Any, Any]] = {
    "complaint": (Complaint, Complaint.number + " " + Complaint.subject, None),
    "survey": (Survey, Survey.name, Survey.other_name),
    "plan": (GapPlan, GapPlan.text, None),
    "observation": (Observation, Observation.place, None),
    "review": (Review, Procedure.name, Procedure.other_name),
    "suggestion": (Suggestion, Suggestion.number + " " + Suggestion.own_words, None),
    "decision": (Decision, Decision.number + " " + Decision.text, None),
}
"""Of each of SOURCES its table, what it is called, and the same in the other language."""


@needs("complaint.read")
def page(work: Work, query: Query) -> Page[ActionRow]:
    """What is open first, by when it is due. Filters: state (of STATES), kind, responsible, mine, source, complaint,
    id."""
    chosen = select(CorrectiveAction.id).where(*_where(work, query))
    found = array("q")
    for ids in _ordered(chosen, query):
        found.extend(work.ids(ids))
    return Page(found, tuple(rows(work, found[:FIRST])))


def _where(work: Work, query: Query) -> list[ColumnElement[bool]]:
    where, it = query.where, CorrectiveAction
    found: list[ColumnElement[bool]] = [it.archived.is_not(None) if query.archived else it.archived.is_(None)]
    if where.get("state"):
        found.append(or_(*(_in_state(str(state), _today(work)) for state in where["state"])))
    if where.get("mine"):
        found.append(it.responsible_id == work.who.staff_id)
    if where.get("source"):
        columns = [getattr(it, f"{name}_id") for name in where["source"] if name in SOURCES]
        found.append(or_(*(column.is_not(None) for column in columns)) if columns else false())
    plain = {"kind": it.kind, "responsible": it.responsible_id, "complaint": it.complaint_id, "id": it.id}
    found += [column.in_(where[name]) for name, column in plain.items() if where.get(name)]
    return found + [_says(word) for word in query.text.lower().split()]


def _says(word: str) -> ColumnElement[bool]:
    """The word stands in what is done or its proof, is of the name who does it, or the number of its complaint."""
    it = CorrectiveAction
    who = select(Staff.id).where(
        or_(*(func.lower(each).contains(word, autoescape=True) for each in (Staff.name, Staff.other_name)))
    )
    numbered = select(Complaint.id).where(Complaint.number == word.upper())
    return or_(
        func.lower(it.text + "\n" + it.proof).contains(word, autoescape=True),
        it.responsible_id.in_(who), it.complaint_id.in_(numbered),
    )  # fmt: skip


def _in_state(state: str, today: date) -> ColumnElement[bool]:
    done, due = CorrectiveAction.done_day, CorrectiveAction.due_day
    return {
        "open": done.is_(None), "overdue": and_(done.is_(None), due < today), "done": done.is_not(None),
    }.get(state, false())  # fmt: skip


def _ordered(ids: Select[Any], query: Query) -> list[Select[Any]]:
    """The select in its order; in the list's own the open ones come from one index, then the others from another."""
    it, key = CorrectiveAction, _SORTS.get(query.sort)
    if key is not None:
        if query.sort == "responsible":
            ids = ids.outerjoin(Staff, Staff.id == it.responsible_id)
        return [ids.order_by((key.desc() if query.descending else key).nulls_last(), it.id)]
    wanted, parts = set(query.where.get("state") or STATES), []
    if wanted - {"done"}:
        parts.append(it.done_day.is_(None))
    if "done" in wanted:
        parts.append(it.done_day.is_not(None))
    return [ids.where(part).order_by(it.due_day.nulls_last(), it.id) for part in parts]


@needs("complaint.read")
def rows(work: Work, ids: Sequence[int]) -> list[ActionRow]:
    """The rows of these actions, in the order asked."""
    today = _today(work)
    found = [_row(today, row) for row in work.rows(_rows(), ids=list(ids))]
    return in_order(ids, found, lambda row: row.id)


@needs("complaint.read")
def of_source(work: Work, source: str, id: int) -> list[ActionRow]:
    """The actions that follow from a record, in the order agreed; ``source`` is one of SOURCES. Raises KeyError."""
    it = CorrectiveAction
    column = {name: getattr(it, f"{name}_id") for name in SOURCES}[source]
    return rows(work, work.column(select(it.id).where(column == id, it.archived.is_(None)).order_by(it.id)))


@needs("complaint.read")
def follows(work: Work, form: ActionForm) -> Follows:
    """What the action of a form follows from, as its row says it once it is kept."""
    source = next((name for name in SOURCES if getattr(form, f"{name}_id") is not None), "")
    if not source:
        return Follows()
    table, said, other = _CALLED[source]
    asked = select(said, literal("") if other is None else other).select_from(table)
    if source == "review":
        asked = asked.join(Procedure, Procedure.id == Review.procedure_id)
    found = work.row(asked.where(table.id == getattr(form, f"{source}_id")))
    about, about_other = found or ("", "")
    return Follows(source, about, about_other, form.criterion)


@cache
def _rows() -> Any:
    """Built once: building it takes longer than its answer."""
    it, trained = CorrectiveAction, aliased(Staff)
    about = func.coalesce(*(said for _, said, _ in _CALLED.values()), "")
    about_other = func.coalesce(*(other for _, _, other in _CALLED.values() if other is not None), "")
    return (
        select(
            it.id, it.version, it.text, it.kind, Staff.name, Staff.other_name, it.due_day, it.done_day, it.proof,
            it.trained_id, trained.name, trained.other_name, about, about_other, it.criterion, it.archived,
            Review.procedure_id, *(getattr(it, f"{name}_id") for name in SOURCES),
        )
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .outerjoin(trained, trained.id == it.trained_id)
        .outerjoin(Complaint, Complaint.id == it.complaint_id)
        .outerjoin(Survey, Survey.id == it.survey_id)
        .outerjoin(GapPlan, GapPlan.id == it.plan_id)
        .outerjoin(Observation, Observation.id == it.observation_id)
        .outerjoin(Review, Review.id == it.review_id)
        .outerjoin(Procedure, Procedure.id == Review.procedure_id)
        .outerjoin(Suggestion, Suggestion.id == it.suggestion_id)
        .outerjoin(Decision, Decision.id == it.decision_id)
        .where(it.id.in_(bindparam("ids", expanding=True)))
    )  # fmt: skip


def _row(today: date, row: Any) -> ActionRow:
    id, version, text, kind, name, other, due, done, proof, trained_id, trained, trained_other, *more = row
    about, about_other, criterion, gone, procedure, *sources_of = more
    sources = zip(SOURCES, sources_of, strict=True)
    source, source_id = next(((name, id) for name, id in sources if id is not None), ("", None))
    page = procedure if source == "review" else source_id
    late = done is None and due is not None and due < today
    state = "done" if done is not None else "overdue" if late else "open"
    return ActionRow(
        id, version, text, kind, name or "", other or "", due, done, proof, state, trained_id, trained or "",
        trained_other or "", source, source_id, page, about, about_other, criterion, gone is not None,
    )  # fmt: skip


@needs("complaint.read")
def staff_options(work: Work) -> list[tuple[int, str]]:
    """Those who have actions in hand, for a filter."""
    busy = select(CorrectiveAction.responsible_id).where(
        CorrectiveAction.done_day.is_(None), CorrectiveAction.archived.is_(None)
    )
    columns = select(Staff.id, Staff.name).where(Staff.id.in_(busy)).order_by(Staff.name, Staff.id)
    return [(id, name) for id, name in work.rows(columns)]


def _today(work: Work) -> date:
    return work.now.astimezone(work.zone).date()
