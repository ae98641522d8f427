"""Opinions the committee brings: kept in its words, handed to somebody, answered to the committee, or made a complaint,
a suggestion or a work order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from fmcrm_desktop.model.committee import CommitteeBody, Opinion
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.improvement import Suggestion
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import numbers, voices
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.committee import bodies
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store.work import Work

DAYS = 7
"""In which an opinion is answered, where nothing else is said."""
STATES = {"open": N_("To be answered"), "answered": N_("Has its answer")}
SHOWN = {"late": N_("Answer overdue"), **STATES}
_PLAIN = ("body_id", "person_id", "own_words", "responsible_id", "due_day", "complaint_id", "order_id")
BEFORE = N_("It was answered before it was brought.")
_WHAT, _HOW = N_("The opinion"), N_("Who sees to it")


@dataclass
class OpinionForm:
    """An opinion as it was brought; ``received`` None is now."""

    own_words: Annotated[
        str, Field(N_("In the committee's own words"), longest=10_000, lines=5, required=True, group=_WHAT)
    ] = ""
    body_id: Annotated[int | None, Field(N_("Body"), pick="committee_body", required=True, group=_WHAT)] = (
        None
    )
    person_id: Annotated[int | None, Field(N_("Brought by"), pick="person", group=_WHAT)] = None
    received: Annotated[datetime | None, Field(N_("Received at"), group=_WHAT, hint=N_("Empty: now"))] = None
    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff", group=_HOW)] = None
    due_day: Annotated[date | None, Field(N_("Answer by"), group=_HOW)] = None
    complaint_id: Annotated[int | None, Field(N_("Became the complaint"), pick="complaint", group=_HOW)] = (
        None
    )
    order_id: Annotated[int | None, Field(N_("Became the work order"), pick="order", group=_HOW)] = None
    version: int | None = None


@dataclass
class ReplyForm:
    """What the committee is told, and on which day; no day is today."""

    answer: Annotated[str, Field(N_("Answer to the committee"), longest=10_000, lines=5, required=True)] = ""
    answered_day: Annotated[date | None, Field(N_("Answered on"), hint=N_("Empty: today"))] = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """An opinion in the list and on its page."""

    id: int
    number: str
    received: datetime
    body_id: int
    body: str
    body_other: str
    person_id: int | None
    person: str
    person_other: str
    own_words: str
    state: str
    responsible: str
    responsible_other: str
    due_day: date | None
    answer: str
    answered_day: date | None
    complaint_id: int | None
    complaint: str
    suggestion_id: int | None
    suggestion: str
    order_id: int | None
    order: str
    late: bool
    archived: bool


@needs("complaint.read")
def draft_opinion(work: Work, given: Mapping[str, Any]) -> OpinionForm:
    """An empty form, to be answered in a week; of an office with one committee, of that one."""
    due = work.now.astimezone(work.zone).date() + timedelta(DAYS)
    body = given.get("body_id") or bodies.the_only(work)
    return OpinionForm(
        body_id=body, person_id=given.get("person"), responsible_id=work.who.staff_id, due_day=due
    )


@needs("complaint.write")
def add_opinion(work: Work, form: OpinionForm) -> int:
    """Keep an opinion under its number."""
    _check(work, form)
    received = form.received or work.now
    record = Opinion(number=numbers.next(work, "opinion", received), received=received)
    _fill(record, form)
    return work.add(record).id


@needs("complaint.read")
def opinion_form(work: Work, id: int) -> OpinionForm:
    """An opinion as it stands, with the version seen."""
    it = work.get(Opinion, id)
    return OpinionForm(
        **{name: getattr(it, name) for name in _PLAIN}, received=it.received, version=it.version
    )


@needs("complaint.write")
def change_opinion(work: Work, id: int, form: OpinionForm) -> int:
    """Put an opinion right; its answer stays."""
    _check(work, form)
    record = work.get(Opinion, id, seen=form.version)
    record.received = form.received or record.received
    if record.answered_day is not None and record.answered_day < _day(work, record.received):
        raise Invalid(received=BEFORE)
    _fill(record, form)
    return id


@needs("complaint.read")
def reply_form(work: Work, id: int) -> ReplyForm:
    """The answer as far as it was given."""
    it = work.get(Opinion, id)
    return ReplyForm(it.answer, it.answered_day, it.version)


@needs("complaint.write")
def reply(work: Work, id: int, form: ReplyForm) -> int:
    """Answer an opinion to the committee."""
    check(form)
    record = work.get(Opinion, id, seen=form.version)
    today = work.now.astimezone(work.zone).date()
    day = form.answered_day or today
    if day > today:
        raise Invalid(answered_day=N_("This day is still to come."))
    if day < _day(work, record.received):
        raise Invalid(answered_day=BEFORE)
    record.answer, record.answered_day = form.answer, day
    return id


@needs("complaint.write")
def archive_opinion(work: Work, id: int) -> int:
    """It was entered by mistake."""
    work.archive(work.get(Opinion, id))
    return id


@needs("complaint.write")
def restore_opinion(work: Work, id: int) -> int:
    """Take an archived opinion back."""
    work.restore(work.get(Opinion, id))
    return id


@needs("complaint.read")
def opinion_page(work: Work, query: Query) -> Page[OpinionRow]:
    """Opinions, the newest first; filters state (with "late"), responsible, body, person, id."""
    its = Opinion
    ids = select(its.id).where(its.archived.is_not(None) if query.archived else its.archived.is_(None))
    plain = {"responsible": its.responsible_id, "body": its.body_id, "person": its.person_id, "id": its.id}
    for name, column in plain.items():
        if query.where.get(name):
            ids = ids.where(column.in_(query.where[name]))
    if wanted := query.where.get("state"):
        today = work.now.astimezone(work.zone).date()
        parts: dict[str, ColumnElement[bool]] = {
            "late": and_(its.answered_day.is_(None), its.due_day < today),
            "open": its.answered_day.is_(None), "answered": its.answered_day.is_not(None),
        }  # fmt: skip
        ids = ids.where(or_(false(), *(parts[each] for each in wanted if each in parts)))
    down = query.descending if query.sort else True
    return page_of(
        work, query, "opinion", ids.order_by(turned(its.received, down), turned(its.id, down)), opinion_rows
    )


@needs("complaint.read")
def opinion_rows(work: Work, ids: Sequence[int]) -> list[OpinionRow]:
    """The rows of these opinions, in this order."""
    its, body, today = Opinion, CommitteeBody, work.now.astimezone(work.zone).date()
    chosen = (
        select(
            its.id, its.number, its.received, its.body_id, body.name.label("body"), body.other_name.label("body_other"),
            its.person_id, Person.name.label("person"), Person.other_name.label("person_other"), its.own_words,
            Staff.name.label("responsible"), Staff.other_name.label("responsible_other"), its.due_day, its.answer,
            its.answered_day, its.complaint_id, Complaint.number.label("complaint"), its.suggestion_id,
            Suggestion.number.label("suggestion"), its.order_id, WorkOrder.number.label("order"),
            its.archived.is_not(None).label("archived"),
        )
        .join(body, body.id == its.body_id)
        .outerjoin(Person, Person.id == its.person_id)
        .outerjoin(Staff, Staff.id == its.responsible_id)
        .outerjoin(Complaint, Complaint.id == its.complaint_id)
        .outerjoin(Suggestion, Suggestion.id == its.suggestion_id)
        .outerjoin(WorkOrder, WorkOrder.id == its.order_id)
        .where(its.id.in_(ids))
    )  # fmt: skip
    named = ("person", "person_other", "responsible", "responsible_other", "complaint", "suggestion", "order")
    found = []
    for row in work.rows(chosen):
        told = {name: row._mapping[name] or "" for name in named}
        state = "open" if row.answered_day is None else "answered"
        late = state == "open" and row.due_day is not None and row.due_day < today
        found.append(OpinionRow(**{**row._mapping, **told}, state=state, late=late))
    return in_order(ids, found, lambda row: row.id)


@needs("complaint.read")
def opinion_staff(work: Work) -> list[tuple[int, str, str]]:
    """Those responsible for opinions, for a filter."""
    return voices.who_is_named(work, Opinion.responsible_id)


def _day(work: Work, moment: datetime) -> date:
    return moment.astimezone(work.zone).date()


def _check(work: Work, form: OpinionForm) -> None:
    check(form)
    if form.received is not None and form.received > work.now + voices.FUTURE:
        raise Invalid(received=N_("This is still to come. Enter when it was received."))
    tied: tuple[tuple[type[Any], int | None], ...] = (
        (CommitteeBody, form.body_id), (Person, form.person_id), (Staff, form.responsible_id),
        (Complaint, form.complaint_id), (WorkOrder, form.order_id),
    )  # fmt: skip
    for table, id in tied:
        if id is not None:
            work.get(table, id)


def _fill(record: Opinion, form: OpinionForm) -> None:
    for name in _PLAIN:
        setattr(record, name, getattr(form, name))
