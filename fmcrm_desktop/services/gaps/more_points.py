"""Counter, post, suggestions and surveys on the map of the points of contact: each counted in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from statistics import fmean
from typing import Any

from sqlalchemy import Integer, Select, case, cast, func, literal, null, select

from fmcrm_desktop.model.channel import CounterVisit, PostItem
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.improvement import Suggestion
from fmcrm_desktop.model.survey import Question, SurveyAnswer, SurveySheet
from fmcrm_desktop.services.measures.declared import seconds
from fmcrm_desktop.services.post_room.listing import missed
from fmcrm_desktop.store.work import Work

HOUR = 3600
Told = tuple[str, str, int, float | None, int, int, int, float | None, int]
"""The fields of a ContactPoint."""


def counted(work: Work, start: datetime, end: datetime) -> Iterator[Told]:
    """Every channel beside complaints, orders and calls, most first within its kind."""
    parts: tuple[tuple[str, Iterable[Any]], ...] = (
        ("counter", work.rows(_counter(start, end))),
        ("post", work.rows(_post(work, start, end))),
        ("mail", [(*row, None, 0, 0, 0, None, 0) for row in work.rows(_mail(start, end))]),
        ("suggestion", _suggestions(work, start, end)),
        ("survey", _surveys(work, start, end)),
    )
    for kind, rows in parts:
        for channel, number, wait, replied, handed, lost, rating, rated in sorted(
            rows, key=lambda row: (-row[1], row[0])
        ):
            hours = float(wait) / HOUR if replied and wait is not None else None
            mean = float(rating) if rated else None
            yield kind, channel, number, hours, replied, int(handed or 0), int(lost or 0), mean, rated


def _counter(start: datetime, end: datetime) -> Select[Any]:
    """By what the visitor came for; the wait until served, and who left unserved as missed."""
    it = CounterVisit
    return (
        select(
            it.kind, func.count(), func.avg(seconds(it.served, it.arrived)), func.count(it.served),
            func.sum(it.handed_off), func.count(case((it.went.is_(True), 1))), func.avg(it.rating),
            func.count(it.rating),
        )
        .where(it.archived.is_(None), it.arrived >= start, it.arrived < end)
        .group_by(it.kind)
    )  # fmt: skip


def _post(work: Work, start: datetime, end: datetime) -> Select[Any]:
    """What came in: a letter, fax or email waits for its answer, a parcel for who fetches it."""
    it = PostItem
    replied = case((it.channel == "parcel", it.handed), else_=it.answered)
    return (
        select(
            it.channel, func.count(), func.avg(seconds(replied, it.moment)), func.count(replied),
            func.sum(it.handed_off), func.count(case((missed(work), 1))), cast(null(), Integer), literal(0),
        )
        .where(it.archived.is_(None), it.direction == "in", it.moment >= start, it.moment < end)
        .group_by(it.channel)
    )  # fmt: skip


def _mail(start: datetime, end: datetime) -> Select[Any]:
    """Emails and faxes once logged on the calendar as come in, where the post room has them now: of them only their
    number is known."""
    it = Event
    columns: list[Any] = [it.kind, func.count()]
    return (
        select(*columns)
        .where(
            it.archived.is_(None), it.kind.in_(("email", "fax")), it.direction == "in", it.starts >= start,
            it.starts < end,
        )
        .group_by(it.kind)
    )  # fmt: skip


def _suggestions(work: Work, start: datetime, end: datetime) -> list[tuple[Any, ...]]:
    """Some hundreds in a year; whether a day was kept is told by the office's clock."""
    it = Suggestion
    chosen = select(it.channel, it.received, it.answered, it.due_day).where(
        it.archived.is_(None), it.received >= start, it.received < end
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for row in work.rows(chosen):
        found[row.channel].append(row)
    told: list[tuple[Any, ...]] = []
    for channel, rows in found.items():
        waits = [
            max(0.0, (row.answered - row.received).total_seconds())
            for row in rows
            if row.answered is not None
        ]
        missed = sum(
            row.due_day is not None and (row.answered or work.now).astimezone(work.zone).date() > row.due_day
            for row in rows
        )
        told.append((channel, len(rows), fmean(waits) if waits else None, len(waits), 0, missed, None, 0))
    return told


def _surveys(work: Work, start: datetime, end: datetime) -> list[tuple[Any, ...]]:
    """Sheets by the way they were put; the wait until they came back, and the mean of what was answered from 1 to 5."""
    it = SurveySheet
    span = (it.archived.is_(None), it.asked >= start, it.asked < end)
    sheets = (
        select(it.way, func.count(), func.avg(seconds(it.answered, it.asked)), func.count(it.answered))
        .where(*span)
        .group_by(it.way)
    )
    rated = (
        select(it.way, func.avg(SurveyAnswer.value), func.count(SurveyAnswer.value))
        .join(SurveyAnswer, SurveyAnswer.sheet_id == it.id)
        .join(Question, Question.id == SurveyAnswer.question_id)
        .where(*span, SurveyAnswer.entry == 1, Question.scale == "five")
        .group_by(it.way)
    )
    means = {way: (mean, number) for way, mean, number in work.rows(rated)}
    return [
        (way, number, wait, replied, 0, 0, *means.get(way, (None, 0)))
        for way, number, wait, replied in work.rows(sheets)
    ]
