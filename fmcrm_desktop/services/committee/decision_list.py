"""Decisions as a list: what is to be carried out, by whom and by when; one with its votes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from fmcrm_desktop.model.committee import DECISION_STATES, CommitteeBody, CommitteeMeeting, Decision, Vote
from fmcrm_desktop.model.complaint import CorrectiveAction
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.voting import Rule, Tally, tally
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import actions, voices
from fmcrm_desktop.services.actions import ActionRow
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.committee import shares, votes
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store.work import Work

SHOWN = {"late": N_("Overdue"), **DECISION_STATES}


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in the list and on papers; ``late``: passed, not carried out, and the day is past."""

    id: int
    number: str
    decided_day: date
    meeting_id: int
    meeting: str
    item_id: int | None
    body: str
    body_other: str
    text: str
    other_text: str
    passed: bool
    state: str
    responsible: str
    responsible_other: str
    due_day: date | None
    done_day: date | None
    result: str
    order_id: int | None
    order: str
    counts: str
    tally: Tally
    late: bool
    archived: bool


@dataclass(frozen=True)
class VoteRow:
    """One vote; ``person_id`` None: counted together."""

    person_id: int | None
    name: str
    other_name: str
    vote: str
    weight: Any


@dataclass(frozen=True)
class DecisionCard:
    """A decision with its votes, the rule they were counted by, and the actions that follow."""

    id: int
    archived: bool
    row: DecisionRow
    rule: Rule
    entitled: Any
    present: Any
    votes: tuple[VoteRow, ...]
    actions: tuple[ActionRow, ...]


@needs("complaint.read")
def decision_page(work: Work, query: Query) -> Page[DecisionRow]:
    """Decisions, the latest first; filters state (with "late"), responsible, body, meeting, id; sorts by day or due."""
    its = Decision
    ids = select(its.id).where(its.archived.is_not(None) if query.archived else its.archived.is_(None))
    for name, column in (("responsible", its.responsible_id), ("meeting", its.meeting_id), ("id", its.id)):
        if query.where.get(name):
            ids = ids.where(column.in_(query.where[name]))
    if query.where.get("body"):
        of_body = select(CommitteeMeeting.id).where(CommitteeMeeting.body_id.in_(query.where["body"]))
        ids = ids.where(its.meeting_id.in_(of_body))
    if wanted := query.where.get("state"):
        parts: list[ColumnElement[bool]] = [
            its.state.in_([each for each in wanted if each in DECISION_STATES])
        ]
        ids = ids.where(or_(*parts, *([_is_late(_today(work))] if "late" in wanted else [])))
    first = its.due_day if query.sort == "due_day" else its.decided_day
    down = query.descending if query.sort else True
    return page_of(
        work, query, "decision", ids.order_by(turned(first, down), turned(its.id, down)), decision_rows
    )


@needs("complaint.read")
def decision_rows(work: Work, ids: Sequence[int]) -> list[DecisionRow]:
    """The rows of these decisions, in this order."""
    its, met, body = Decision, CommitteeMeeting, CommitteeBody
    chosen = (
        select(
            its.id, its.number, its.decided_day, its.meeting_id, met.number, its.item_id, body.name, body.other_name,
            its.text, its.other_text, its.passed, its.state, Staff.name, Staff.other_name, its.due_day, its.done_day,
            its.result, its.order_id, WorkOrder.number, met.counts, its.archived,
        )
        .join(met, met.id == its.meeting_id)
        .join(body, body.id == met.body_id)
        .outerjoin(Staff, Staff.id == its.responsible_id)
        .outerjoin(WorkOrder, WorkOrder.id == its.order_id)
        .where(its.id.in_(ids))
    )  # fmt: skip
    sums, today, found = _tallies(work, ids), _today(work), []
    for row in work.rows(chosen):
        *told, staff, staff_other, due, done, result, order_id, order, counts, gone = row
        state = told[11]
        late = state == "open" and due is not None and due < today
        found.append(
            DecisionRow(*[*told, staff or "", staff_other or "", due, done, result, order_id, order or "", counts,
                          sums.get(told[0], Tally()), late, gone is not None])
        )  # fmt: skip
    return in_order(ids, found, lambda row: row.id)


@needs("complaint.read")
def decision_card(work: Work, id: int) -> DecisionCard:
    """A decision with its votes. Raises Missing."""
    found = decision_rows(work, [id])
    if not found:
        raise Missing("decision", id)
    met = work.get(CommitteeMeeting, found[0].meeting_id)
    its = CorrectiveAction
    agreed = select(its.id).where(its.decision_id == id, its.archived.is_(None)).order_by(its.id)
    return DecisionCard(
        id, found[0].archived, found[0], shares.rule_of(met), votes.fraction(met.entitled), votes.present(work, met),
        votes_on(work, [id])[id], tuple(actions.rows(work, work.column(agreed))),
    )  # fmt: skip


def of_meeting(work: Work, meeting: int) -> list[DecisionRow]:
    """What a meeting voted on, in order."""
    chosen = select(Decision.id).where(Decision.meeting_id == meeting, Decision.archived.is_(None))
    return decision_rows(work, work.column(chosen.order_by(Decision.id)))


def votes_on(work: Work, decisions: Sequence[int]) -> dict[int, tuple[VoteRow, ...]]:
    """The votes on each of these decisions; those counted together last."""
    chosen = (
        select(Vote.decision_id, Vote.person_id, Person.name, Person.other_name, Vote.vote, Vote.weight)
        .outerjoin(Person, Person.id == Vote.person_id)
        .where(Vote.decision_id.in_(decisions), Vote.archived.is_(None))
        .order_by(Vote.person_id.is_(None), Vote.id)
    )
    found: dict[int, list[VoteRow]] = {id: [] for id in decisions}
    for decision, person, name, other, vote, weight in work.rows(chosen):
        found[decision].append(VoteRow(person, name or "", other or "", vote, votes.fraction(weight)))
    return {id: tuple(rows) for id, rows in found.items()}


@needs("complaint.read")
def decision_staff(work: Work) -> list[tuple[int, str, str]]:
    """Those responsible for decisions, for a filter."""
    return voices.who_is_named(work, Decision.responsible_id)


def _tallies(work: Work, ids: Sequence[int]) -> dict[int, Tally]:
    cast: dict[int, list[tuple[str, Any]]] = defaultdict(list)
    chosen = select(Vote.decision_id, Vote.vote, Vote.weight).where(
        Vote.decision_id.in_(ids), Vote.archived.is_(None)
    )
    for decision, vote, weight in work.rows(chosen):
        cast[decision].append((vote, votes.fraction(weight)))
    return {id: tally(of_it) for id, of_it in cast.items()}


def _is_late(today: date) -> ColumnElement[bool]:
    return and_(Decision.state == "open", Decision.due_day < today)


def _today(work: Work) -> date:
    return work.now.astimezone(work.zone).date()
