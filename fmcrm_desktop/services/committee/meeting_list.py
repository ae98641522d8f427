"""Meetings as a list, and one with its agenda, minutes, attendance, quorum and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.committee import (
    AgendaItem,
    Attendance,
    CommitteeBody,
    CommitteeMeeting,
    CommitteeMember,
    Decision,
)
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.voting import Rule, quorate
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.committee import bodies, decision_list, shares, votes
from fmcrm_desktop.services.committee.decision_list import DecisionRow
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store.work import Work

WHEN = {"coming": N_("To come"), "held": N_("Has taken place")}


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in the list; ``state`` is one of WHEN."""

    id: int
    number: str
    starts: datetime
    ends: datetime | None
    body_id: int
    body: str
    body_other: str
    title: str
    place: str
    state: str
    decisions: int
    archived: bool


@dataclass(frozen=True)
class ItemRow:
    """An item of the agenda, with what was said and decided."""

    id: int
    title: str
    other_title: str
    minutes: str
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True)
class AttendanceRow:
    """Somebody who was asked, with post and weight."""

    person_id: int
    name: str
    other_name: str
    post: str
    presence: str
    by: str
    by_other: str
    weight: Fraction


@dataclass(frozen=True)
class MeetingCard:
    """Everything the page and the papers of a meeting show. ``kept`` says that the attendance was taken."""

    id: int
    archived: bool
    row: MeetingRow
    rule: Rule
    items: tuple[ItemRow, ...]
    loose: tuple[DecisionRow, ...]
    """Decisions beside the agenda."""
    people: tuple[AttendanceRow, ...]
    entitled: Fraction
    present: Fraction
    more: Fraction
    no_area: int
    quorate: bool
    kept: bool
    minutes: str
    minuted_by: str
    event_id: int | None


@needs("complaint.read")
def meeting_page(work: Work, query: Query) -> Page[MeetingRow]:
    """Meetings, the latest first; filters body, state (of WHEN), id."""
    its = CommitteeMeeting
    ids = select(its.id).where(its.archived.is_not(None) if query.archived else its.archived.is_(None))
    for name, column in (("body", its.body_id), ("id", its.id)):
        if query.where.get(name):
            ids = ids.where(column.in_(query.where[name]))
    when = set(query.where.get("state") or WHEN)
    if len(when) == 1:
        ids = ids.where(its.starts > work.now if "coming" in when else its.starts <= work.now)
    down = query.descending if query.sort else True
    return page_of(
        work,
        query,
        "committee_meeting",
        ids.order_by(turned(its.starts, down), turned(its.id, down)),
        meeting_rows,
    )


@needs("complaint.read")
def meeting_rows(work: Work, ids: Sequence[int]) -> list[MeetingRow]:
    """The rows of these meetings, in this order."""
    its, body = CommitteeMeeting, CommitteeBody
    decided = (
        select(func.count())
        .where(Decision.meeting_id == its.id, Decision.archived.is_(None))
        .scalar_subquery()
    )
    chosen = (
        select(
            its.id, its.number, its.starts, its.ends, its.body_id, body.name, body.other_name, its.title, its.place,
            decided, its.archived,
        )
        .join(body, body.id == its.body_id)
        .where(its.id.in_(ids))
    )  # fmt: skip
    found = []
    for id, number, starts, *told, count, archived in work.rows(chosen):
        state = "coming" if starts > work.now else "held"
        found.append(MeetingRow(*[id, number, starts, *told, state, count, archived is not None]))
    return in_order(ids, found, lambda row: row.id)


@needs("complaint.read")
def meeting_card(work: Work, id: int) -> MeetingCard:
    """A meeting with everything that belongs to it. Raises Missing."""
    found = meeting_rows(work, [id])
    if not found:
        raise Missing("committee_meeting", id)
    it = work.get(CommitteeMeeting, id)
    rule, people = shares.rule_of(it), _people(work, it)
    there, entitled = votes.present(work, it), votes.fraction(it.entitled)
    decided = decision_list.of_meeting(work, id)
    items = tuple(
        ItemRow(item, title, other, minutes, tuple(each for each in decided if each.item_id == item))
        for item, title, other, minutes in work.rows(_items(id))
    )
    named = {each.id for each in items}
    more = votes.fraction(it.more_present)
    return MeetingCard(
        id, found[0].archived, found[0], rule, items, tuple(each for each in decided if each.item_id not in named),
        people, entitled, there, more, it.no_area, quorate(rule, there, entitled),
        bool(more) or any(each.presence != "invited" for each in people), it.minutes, it.minuted_by, it.event_id,
    )  # fmt: skip


def _items(meeting: int) -> Any:
    its = AgendaItem
    return (
        select(its.id, its.title, its.other_title, its.minutes)
        .where(its.meeting_id == meeting, its.archived.is_(None))
        .order_by(its.position, its.id)
    )


def _people(work: Work, meeting: CommitteeMeeting) -> tuple[AttendanceRow, ...]:
    its, by = Attendance, aliased(Person)
    day = meeting.starts.astimezone(work.zone).date()
    post = (
        select(func.min(CommitteeMember.post))
        .where(CommitteeMember.person_id == its.person_id, CommitteeMember.body_id == meeting.body_id)
        .where(CommitteeMember.archived.is_(None), *bodies.in_office(day))
        .scalar_subquery()
    )
    chosen = (
        select(
            its.person_id, Person.name, Person.other_name, func.coalesce(post, ""), its.presence,
            func.coalesce(by.name, ""), func.coalesce(by.other_name, ""), its.weight,
        )
        .join(Person, Person.id == its.person_id)
        .outerjoin(by, by.id == its.by_id)
        .where(its.meeting_id == meeting.id, its.archived.is_(None))
        .order_by(its.id)
    )  # fmt: skip
    return tuple(AttendanceRow(*[*told, votes.fraction(weight)]) for *told, weight in work.rows(chosen))
