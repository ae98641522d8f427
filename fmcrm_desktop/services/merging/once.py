"""Lists that say who: where both records stand on one — invited, asked, named with a complaint — the one kept stands
there once. What each did goes on as it is: calls that were made, answers that came, copies that were handed out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement, AgreementParty
from fmcrm_desktop.model.base import Record
from fmcrm_desktop.model.call import CallLine
from fmcrm_desktop.model.campaign import CampaignPerson
from fmcrm_desktop.model.channel import GroupMessagePerson
from fmcrm_desktop.model.committee import CommitteeMember, DisputeParty, Passing
from fmcrm_desktop.model.complaint import Complaint, ComplaintPerson
from fmcrm_desktop.model.event import EventGuest
from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.services.merging import sitting
from fmcrm_desktop.store.work import Work


def once(work: Work, keep: int, gone: int) -> dict[str, Collection[int]]:
    """Let the one kept stand once on each list; gives the ids, by table, of the lines that stay archived."""
    for table, column, head in HEADS:
        _named_at_the_head(work, (table, column, head), (keep, gone))
    stay = {each.table.__tablename__: _joined(work, each, (keep, gone)) for each in LISTS}
    return {**stay, **sitting.join(work, keep, gone)}


@dataclass(frozen=True)
class _List:
    """``of``: the columns that tell one list from another; ``goes``: which of two lines goes, None where both stay;
    ``unite``: what the one that stays takes from it."""

    table: type[Any]
    of: tuple[str, ...]
    goes: Callable[[Any, Any], Any]
    unite: Callable[[Any, Any], None]


def _second(_one: Any, other: Any) -> Any:
    return other


def _not_called(one: CallLine, other: CallLine) -> CallLine | None:
    """One call to make, twice on a list; a call that was made, or tried, stays in the history."""
    return next((each for each in (other, one) if each.state == "waiting" and not each.tries), None)


def _not_answered(one: SurveySheet, other: SurveySheet) -> SurveySheet | None:
    """Whoever has answered is not asked any more. While neither sheet came back, either may: both stay."""
    if (one.answered is None) == (other.answered is None):
        return None
    return one if one.answered is None else other


def _same_time(one: CommitteeMember, other: CommitteeMember) -> CommitteeMember | None:
    first = one.until_day is None or other.from_day is None or other.from_day <= one.until_day
    second = other.until_day is None or one.from_day is None or one.from_day <= other.until_day
    return other if first and second else None


def _nothing(_stays: Any, _goes: Any) -> None:
    pass


def _filled(*names: str) -> Callable[[Any, Any], None]:
    """What the one that stays does not say is taken from the other."""

    def unite(stays: Any, goes: Any) -> None:
        for name in names:
            if getattr(stays, name) in (None, "") and getattr(goes, name) not in (None, ""):
                setattr(stays, name, getattr(goes, name))

    return unite


def _both_texts(name: str) -> Callable[[Any, Any], None]:
    def unite(stays: Any, goes: Any) -> None:
        mine, theirs = getattr(stays, name), getattr(goes, name)
        if theirs and theirs not in mine:
            setattr(stays, name, f"{mine}; {theirs}" if mine else theirs)

    return unite


def _guest(stays: EventGuest, goes: EventGuest) -> None:
    _filled("name", "email", "answer")(stays, goes)
    if goes.attended and not stays.attended:
        stays.attended = True


def _days(stays: CommitteeMember, goes: CommitteeMember) -> None:
    """The days of both; open at an end at which either is open."""
    first = None if None in (stays.from_day, goes.from_day) else min(stays.from_day, goes.from_day)  # type: ignore[type-var]
    last = None if None in (stays.until_day, goes.until_day) else max(stays.until_day, goes.until_day)  # type: ignore[type-var]
    stays.from_day, stays.until_day = first, last


HEADS: tuple[tuple[type[Any], str, type[Any]], ...] = (
    (AgreementParty, "agreement_id", Agreement),
    (ComplaintPerson, "complaint_id", Complaint),
)
"""Further people of a record that names its first one itself."""
LISTS = (
    _List(AgreementParty, ("agreement_id",), _second, _nothing),
    _List(CampaignPerson, ("campaign_id",), _second, _nothing),
    _List(ComplaintPerson, ("complaint_id",), _second, _nothing),
    _List(GroupMessagePerson, ("message_id",), _second, _nothing),
    _List(EventGuest, ("event_id",), _second, _guest),
    _List(CallLine, ("list_id", "order_id", "complaint_id"), _not_called, _both_texts("note")),
    _List(SurveySheet, ("survey_id", "order_id"), _not_answered, _nothing),
    _List(DisputeParty, ("dispute_id", "kind"), _second, _both_texts("wants")),
    _List(Passing, ("body_id", "notice_id", "event_id"), _second, _filled("confirmed_day", "note")),
    _List(CommitteeMember, ("body_id", "post"), _same_time, _days),
)


def _joined(work: Work, its: _List, people: tuple[int, int]) -> list[int]:
    table = its.table
    mine, theirs = (list(_lines(work, table, id)) for id in people)
    gone = []
    for each in theirs:
        key = [getattr(each, name) for name in its.of]
        for one in [one for one in mine if [getattr(one, name) for name in its.of] == key]:
            goes = its.goes(one, each)
            if goes is None:
                continue
            its.unite(one if goes is each else each, goes)
            _put_away(work, goes)
            gone.append(goes.id)
            if goes is each:
                break
            mine.remove(one)
    return gone


def _lines(work: Work, table: type[Any], person: int) -> Collection[Any]:
    wanted = select(table).where(table.person_id == person).order_by(table.id)
    if issubclass(table, Record):
        wanted = wanted.where(table.archived.is_(None))
    return work.records(wanted)


def _put_away(work: Work, line: Any) -> None:
    if isinstance(line, Record):
        work.archive(line)
    else:
        work.remove(line)


def _named_at_the_head(work: Work, where: tuple[type[Any], str, type[Any]], people: tuple[int, int]) -> None:
    """Who is the first of a record is not one of the others."""
    table, column, head = where
    wanted = select(table).join(head, head.id == getattr(table, column))
    for each in work.records(wanted.where(table.person_id.in_(people), head.person_id.in_(people))):
        work.remove(each)
