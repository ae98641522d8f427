"""Parts of a timeline: the columns all of them share, and what came over the counter, by post and to groups."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Select, cast, func, literal, null, select

from fmcrm_desktop.model.channel import (
    CounterVisit,
    GroupMessage,
    GroupMessagePerson,
    HandbookEdition,
    HandbookIssue,
    PostItem,
)
from fmcrm_desktop.model.staff import Staff


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
    its = HandbookIssue
    title = HandbookEdition.name + " " + HandbookEdition.edition
    return (
        select(*columns("handbook", its.id, its.issued, title, staff=Staff.name))
        .join(HandbookEdition, HandbookEdition.id == its.edition_id)
        .outerjoin(Staff, Staff.id == its.staff_id)
        .where(its.person_id == id, its.archived.is_(None))
    )
