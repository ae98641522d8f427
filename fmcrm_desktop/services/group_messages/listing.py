"""Texts that went to many, the latest first, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.channel import GroupMessage, GroupMessagePerson
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, turned
from fmcrm_desktop.store.work import Work

FIRST = 60


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A text in the list and on its page; ``chinese`` counts those who were to get the Chinese one."""

    id: int
    made: datetime
    channel: str
    subject: str
    text: str
    other_text: str
    count: int
    staff: str
    staff_other: str
    archived: bool
    chinese: int


@needs("person.read")
def page(work: Work, query: Query) -> Page[GroupRow]:
    """Texts, the latest first; filter "channel"; sorts by made or count. There are some hundreds in a year."""
    it = GroupMessage
    ids = select(it.id).where(it.archived.is_not(None) if query.archived else it.archived.is_(None))
    if query.where.get("channel"):
        ids = ids.where(it.channel.in_(query.where["channel"]))
    for word in query.text.split():
        places = (it.subject, it.text, it.other_text)
        ids = ids.where(or_(*(func.lower(each).contains(word.lower(), autoescape=True) for each in places)))
    column = it.count if query.sort == "count" else it.made
    down = query.descending if query.sort else True
    found = work.ids(ids.order_by(turned(column, down), turned(it.id, down)))
    return Page(found, tuple(rows(work, found[:FIRST])))


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[GroupRow]:
    """The rows of these texts, in this order."""
    it = GroupMessage
    chinese = (
        select(func.count())
        .where(GroupMessagePerson.message_id == it.id, GroupMessagePerson.language == CHINESE)
        .scalar_subquery()
    )
    columns: list[Any] = [
        it.id, it.made, it.channel, it.subject, it.text, it.other_text, it.count, func.coalesce(Staff.name, ""),
        func.coalesce(Staff.other_name, ""), it.archived.is_not(None), chinese,
    ]  # fmt: skip
    asked = select(*columns).outerjoin(Staff, Staff.id == it.staff_id).where(it.id.in_(ids))
    return in_order(ids, [GroupRow(*row) for row in work.rows(asked)], lambda row: row.id)
