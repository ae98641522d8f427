"""The committee's page of a month: meetings held, decisions and their state, opinions and answers, works to come,
and what the office owes the committee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from fmcrm_desktop.model.committee import CommitteeMeeting, Decision, Opinion
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.committee.decision_list import DecisionRow, decision_rows
from fmcrm_desktop.services.committee.meeting_list import MeetingRow, meeting_rows
from fmcrm_desktop.services.committee.opinions import OpinionRow, opinion_rows
from fmcrm_desktop.services.committee.passing import Planned, planned
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class CommitteeMonth:
    """The month; ``day`` is the last of it, or today in a month that still runs. ``owed`` are the opinions that wait
    for an answer then and the decisions that wait to be carried out, whenever they were made."""

    month: Month
    day: date
    meetings: tuple[MeetingRow, ...]
    decisions: tuple[DecisionRow, ...]
    opinions: tuple[OpinionRow, ...]
    planned: tuple[Planned, ...]
    owed_opinions: tuple[OpinionRow, ...]
    owed_decisions: tuple[DecisionRow, ...]


@needs("complaint.read")
def month_page(work: Work, month: Month) -> CommitteeMonth:
    """The committee's page of a month."""
    start, end = month.period(work.zone)
    day = min(work.now.astimezone(work.zone).date(), month.last)
    met, its, voice = CommitteeMeeting, Decision, Opinion
    meetings = (
        select(met.id)
        .where(met.archived.is_(None), met.starts >= start, met.starts < end, met.starts <= work.now)
        .order_by(met.starts, met.id)
    )
    decided = select(its.id).where(
        its.archived.is_(None), its.decided_day >= month.first, its.decided_day <= day
    )
    heard = select(voice.id).where(voice.archived.is_(None)).where(
        or_(
            (voice.received >= start) & (voice.received < end),
            (voice.answered_day >= month.first) & (voice.answered_day <= day),
        )
    )  # fmt: skip
    waiting = (
        select(voice.id)
        .where(voice.archived.is_(None), voice.received < end)
        .where(or_(voice.answered_day.is_(None), voice.answered_day > day))
        .order_by(voice.due_day.is_(None), voice.due_day, voice.id)
    )
    undone = (
        select(its.id)
        .where(its.archived.is_(None), its.passed.is_(True), its.decided_day <= day)
        .where(or_(its.state == "open", its.done_day > day))
        .order_by(its.due_day.is_(None), its.due_day, its.id)
    )
    return CommitteeMonth(
        month, day,
        tuple(meeting_rows(work, work.column(meetings))),
        tuple(decision_rows(work, work.column(decided.order_by(its.decided_day, its.id)))),
        tuple(opinion_rows(work, work.column(heard.order_by(voice.received, voice.id)))),
        planned(work, *month.plus(1).period(work.zone)),
        tuple(opinion_rows(work, work.column(waiting))),
        tuple(decision_rows(work, work.column(undone))),
    )  # fmt: skip
