"""What the committee's meetings, decisions, opinions and disputes are found by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from fmcrm_desktop.model.committee import (
    AgendaItem,
    CommitteeBody,
    CommitteeMeeting,
    Decision,
    Dispute,
    Opinion,
)
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.reading import pinyin_tokens
from fmcrm_desktop.store.wording import _REFS, Worded, _asked, _grouped, full_name, joined

TITLE = 80
_MEETINGS = (
    select(
        CommitteeMeeting.id, CommitteeMeeting.number, CommitteeMeeting.title, CommitteeMeeting.place,
        CommitteeMeeting.minutes, CommitteeBody.name, CommitteeBody.other_name,
    )
    .join(CommitteeBody, CommitteeBody.id == CommitteeMeeting.body_id)
    .where(CommitteeMeeting.id.in_(_REFS), CommitteeMeeting.archived.is_(None))
)  # fmt: skip
_ITEMS = select(AgendaItem.meeting_id, AgendaItem.title, AgendaItem.other_title, AgendaItem.minutes).where(
    AgendaItem.meeting_id.in_(_REFS), AgendaItem.archived.is_(None)
)
_DECISIONS = select(Decision.id, Decision.number, Decision.text, Decision.other_text, Decision.result).where(
    Decision.id.in_(_REFS), Decision.archived.is_(None)
)
_OPINIONS = (
    select(Opinion.id, Opinion.number, Opinion.own_words, Opinion.answer, Person.name, Person.other_name)
    .outerjoin(Person, Person.id == Opinion.person_id)
    .where(Opinion.id.in_(_REFS), Opinion.archived.is_(None))
)
_DISPUTES = select(Dispute.id, Dispute.number, Dispute.matter, Dispute.outcome).where(
    Dispute.id.in_(_REFS), Dispute.archived.is_(None)
)


def meetings(session: Session, refs: Sequence[int]) -> list[Worded]:
    """By number, title, place and body, and by every item of the agenda with its minutes."""
    items = _grouped(_asked(session, _ITEMS, refs))
    found = []
    for id, number, title, place, minutes, name, other in _asked(session, _MEETINGS, refs):
        told = [text for row in items[id] for text in row[1:]]
        words = joined(
            "committee_meeting", [number, title, place, minutes, name, other, *told], pinyin_tokens(name)
        )
        found.append(Worded(id, f"{number} {title or full_name(name, other)}", place, words))
    return found


def decisions(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [
        Worded(
            id, f"{number} {_short(text)}", _short(other), joined("decision", [number, text, other, result])
        )
        for id, number, text, other, result in _asked(session, _DECISIONS, refs)
    ]


def opinions(session: Session, refs: Sequence[int]) -> list[Worded]:
    found = []
    for id, number, said, answer, name, other in _asked(session, _OPINIONS, refs):
        words = joined(
            "opinion", [number, said, answer, name or "", other or ""], pinyin_tokens(name or other or "")
        )
        found.append(
            Worded(id, f"{number} {_short(said)}", full_name(name or "", other or "").strip(), words)
        )
    return found


def disputes(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [
        Worded(id, f"{number} {_short(matter)}", "", joined("dispute", [number, matter, outcome]))
        for id, number, matter, outcome in _asked(session, _DISPUTES, refs)
    ]


def _short(text: str) -> str:
    return " ".join(text.split())[:TITLE]


COMMITTEE: dict[str, Callable[[Session, Sequence[int]], list[Worded]]] = {
    "committee_meeting": meetings, "decision": decisions, "opinion": opinions, "dispute": disputes,
}  # fmt: skip
