"""What the boards and the post room owe by a day: what must come down, what nobody fetched, what is not answered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Integer, Select, Text, cast, func, literal, null, select

from fmcrm_desktop.model.channel import NoticePlace, NoticePosting, PostItem
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.notice import Notice
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.post_room.listing import lies
from fmcrm_desktop.store.work import Work

NO_TEXT, NO_ID = cast(literal(""), Text), cast(null(), Integer)


def columns(what: str, *rest: Any) -> Select[*tuple[Any, ...]]:
    """One part of the statement: id, number, text, day, person and their id, unit, staff (their id follows)."""
    who = NO_ID if rest[-1] is NO_TEXT else Staff.id
    return select(cast(literal(what), Text), *rest, who)


def parts(work: Work, day: date) -> list[Select[*tuple[Any, ...]]]:
    """The parts of what is owed by ``day``."""
    return [*on_days(day), _fetched(work, day)]


def on_days(day: Any) -> list[Select[*tuple[Any, ...]]]:
    """Those of them that are due on a day of their own."""
    return [_postings(day), _answers(day)]


def _postings(day: Any) -> Select[*tuple[Any, ...]]:
    it = NoticePosting
    title = func.coalesce(Notice.title, it.title) + " · " + NoticePlace.place
    return (
        columns("posting", it.id, NO_TEXT, title, it.until_day, NO_TEXT, NO_ID, Building.code, NO_TEXT)
        .select_from(it)
        .join(NoticePlace, NoticePlace.id == it.place_id)
        .outerjoin(Notice, Notice.id == it.notice_id)
        .outerjoin(Building, Building.id == NoticePlace.building_id)
        .where(it.archived.is_(None), it.taken_down.is_(None), it.until_day <= day)
    )


def _fetched(work: Work, day: date) -> Select[*tuple[Any, ...]]:
    """Letters and parcels that have lain here for too many days; of each the office's day is when it became due."""
    it, after = PostItem, int(settings.get(work, "post.days"))
    before = day_start(day - timedelta(after - 1), work.zone)
    told = func.coalesce(func.nullif(it.subject, ""), it.carrier) + " " + it.place
    return (
        columns(
            "fetched", it.id, it.number, told, literal(day), func.coalesce(Person.name, it.name),
            Person.id, Unit.label, Staff.name,
        )
        .select_from(it)
        .outerjoin(Person, Person.id == it.person_id)
        .outerjoin(Unit, Unit.id == it.unit_id)
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .where(it.archived.is_(None), lies(), it.moment < before)
    )  # fmt: skip


def _answers(day: Any) -> Select[*tuple[Any, ...]]:
    it = PostItem
    return (
        columns(
            "post", it.id, it.number, it.subject, it.reply_by, func.coalesce(Person.name, it.name), Person.id,
            Unit.label, Staff.name,
        )
        .select_from(it)
        .outerjoin(Person, Person.id == it.person_id)
        .outerjoin(Unit, Unit.id == it.unit_id)
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .where(it.archived.is_(None), it.answered.is_(None), it.reply_by <= day)
    )  # fmt: skip
