"""Parts of a timeline: the columns all of them share, what came over the counter, by post and to groups, prospects
and agreements; and the words for the states of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, cast, func, literal, null, select, union

from fmcrm_desktop.model import complaint, event, property, work_order
from fmcrm_desktop.model.agreement import AGREEMENT_STATES, Agreement, AgreementParty, AgreementUnit
from fmcrm_desktop.model.call import OUTCOMES
from fmcrm_desktop.model.channel import (
    GROUP_CHANNELS,
    POST_CHANNELS,
    VISIT_KINDS,
    CounterVisit,
    GroupMessage,
    GroupMessagePerson,
    HandbookEdition,
    HandbookIssue,
    PostItem,
)
from fmcrm_desktop.model.improvement import SUGGESTION_STATES
from fmcrm_desktop.model.issued_document import DOCUMENT_STATES
from fmcrm_desktop.model.prospect import STAGES, Lead, LeadUnit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services import agreed, promises

STATES: Mapping[str, Mapping[str, str]] = {
    "call": OUTCOMES, "order": work_order.STATES, "visit": work_order.STATES, "complaint": complaint.STATES,
    "event": event.KINDS, "promise": promises.STATES, "tie": property.ROLES, "suggestion": SUGGESTION_STATES,
    "issued": DOCUMENT_STATES, "agreement": AGREEMENT_STATES, "lead": STAGES, "counter": VISIT_KINDS,
    "post": POST_CHANNELS, "group": GROUP_CHANNELS,
}  # fmt: skip
"""What ``state`` of an entry means, by its kind; screen and paper say it alike."""


def columns(kind: str, id: Any, moment: Any, title: Any, **more: Any) -> list[Any]:
    """The columns of every part of the timeline, in one order, absent ones empty."""
    none = cast(null(), Integer)
    return [
        literal(kind).label("kind"), id.label("id"), moment.label("moment"), title.label("title"),
        more.get("number", literal("")).label("number"), more.get("state", literal("")).label("state"),
        more.get("more", literal("")).label("more"), more.get("staff", literal("")).label("staff"),
        more.get("seconds", none).label("seconds"), more.get("order", none).label("order_id"),
        more.get("call", none).label("call_id"),
        more.get("due", cast(null(), moment.type)).label("due"),
        more.get("kept", cast(null(), moment.type)).label("kept"),
        more.get("dropped", cast(null(), moment.type)).label("dropped"),
    ]  # fmt: skip


def counter(column: str, id: Any) -> Select[Any]:
    its = CounterVisit
    chosen = columns(
        "counter", its.id, its.arrived, func.coalesce(func.nullif(its.topic, ""), its.answer), state=its.kind,
        staff=Staff.name,
    )  # fmt: skip
    return (
        select(*chosen)
        .outerjoin(Staff, Staff.id == its.staff_id)
        .where(getattr(its, column) == id, its.archived.is_(None))
    )


def post(column: str, id: Any) -> Select[Any]:
    its = PostItem
    chosen = columns(
        "post", its.id, its.moment, func.coalesce(func.nullif(its.subject, ""), its.carrier), number=its.number,
        state=its.channel, more=its.direction, staff=Staff.name,
    )  # fmt: skip
    return (
        select(*chosen)
        .outerjoin(Staff, Staff.id == its.responsible_id)
        .where(getattr(its, column) == id, its.archived.is_(None))
    )


def group(id: Any) -> Select[Any]:
    """A text to many that this person was to get."""
    its = GroupMessage
    said = func.coalesce(func.nullif(its.subject, ""), func.nullif(its.text, ""), its.other_text)
    chosen = columns(
        "group",
        its.id,
        GroupMessagePerson.made,
        func.substr(said, 1, 200),
        state=its.channel,
        staff=Staff.name,
    )
    return (
        select(*chosen)
        .select_from(GroupMessagePerson)
        .join(its, its.id == GroupMessagePerson.message_id)
        .outerjoin(Staff, Staff.id == its.staff_id)
        .where(GroupMessagePerson.person_id == id, its.archived.is_(None))
    )


def handbooks(id: Any) -> Select[Any]:
    its, book = HandbookIssue, HandbookEdition
    return (
        select(*columns("handbook", its.id, its.issued, book.name, more=book.edition, staff=Staff.name))
        .join(book, book.id == its.edition_id)
        .outerjoin(Staff, Staff.id == its.staff_id)
        .where(its.person_id == id, its.archived.is_(None))
    )


def leads(subject: str, id: Any) -> Select[Any]:
    """Prospects that a person is, or that want a unit."""
    its = Lead
    title = func.coalesce(func.nullif(its.next_step, ""), func.nullif(its.needs, ""), its.name)
    chosen = columns("lead", its.id, its.entered, title, number=its.number, state=its.state, staff=Staff.name)
    found = select(*chosen).outerjoin(Staff, Staff.id == its.responsible_id)
    if subject == "person":
        return found.where(its.person_id == id, its.archived.is_(None))
    return found.join(LeadUnit, LeadUnit.lead_id == its.id).where(
        LeadUnit.unit_id == id, its.archived.is_(None)
    )


def days(kind: str, id: Any, title: Any, state: Any, *span: Any, **more: Any) -> list[Any]:
    """The columns of every part that has days only; ``span`` is its first and last day."""
    return [
        literal(kind), id, title, state, *span, more.get("number", literal("")), more.get("renewal", literal("")),
    ]  # fmt: skip


def agreements(subject: str, id: Any) -> Select[Any]:
    """Agreements with a person, as the one it is with or one who signs beside; or for a unit."""
    its = Agreement
    if subject == "person":
        beside = select(AgreementParty.agreement_id).where(AgreementParty.person_id == id)
        whose: Any = union(select(its.id).where(its.person_id == id), beside)
    else:
        whose = select(AgreementUnit.agreement_id).where(AgreementUnit.unit_id == id)
    chosen = days(
        "agreement", its.id, its.name, its.state, its.from_day, its.until_day, number=its.number, renewal=its.renewal
    )  # fmt: skip
    return select(*chosen).where(its.id.in_(whose), its.archived.is_(None))


class Kept(NamedTuple):
    """What decides about the state of an agreement on a day."""

    state: str
    from_day: date | None
    until_day: date | None
    renewal: str


def spans(kind: str, kept: Kept, now: datetime) -> tuple[str, list[tuple[date, str]]]:
    """The state of what has days only, and where it stands in time: an event once; a tie where it begins and ended,
    an agreement too, but its end only when that has come."""
    ends = [(kept.until_day, "end")]
    state = kept.state
    if kind == "agreement":
        state = agreed.state_on(kept, now.date())
        ends = ends if state in ("ended", "terminated") else []
    if kind == "event":
        ends = []
    begin = "" if kind == "event" else "begin"
    return state, [(day, more) for day, more in ((kept.from_day, begin), *ends) if day is not None]
