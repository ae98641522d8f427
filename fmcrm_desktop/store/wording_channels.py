"""What post and visits at the counter are found by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from fmcrm_desktop.model.channel import CounterVisit, PostItem
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.reading import pinyin_tokens
from fmcrm_desktop.store.wording import _REFS, Worded, _asked, full_name, joined

TITLE = 80
"""Characters of a text that stand for its title."""
_POST = (
    select(
        PostItem.id, PostItem.number, PostItem.subject, PostItem.text, PostItem.tracking, PostItem.carrier,
        PostItem.name, Person.name, Person.other_name, Unit.label,
    )
    .outerjoin(Person, Person.id == PostItem.person_id)
    .outerjoin(Unit, Unit.id == PostItem.unit_id)
    .where(PostItem.id.in_(_REFS), PostItem.archived.is_(None))
)  # fmt: skip
_VISITS = (
    select(
        CounterVisit.id, CounterVisit.topic, CounterVisit.answer, CounterVisit.name, Person.name, Person.other_name,
        Unit.label,
    )
    .outerjoin(Person, Person.id == CounterVisit.person_id)
    .outerjoin(Unit, Unit.id == CounterVisit.unit_id)
    .where(CounterVisit.id.in_(_REFS), CounterVisit.archived.is_(None))
)  # fmt: skip


def post(session: Session, refs: Sequence[int]) -> list[Worded]:
    found = []
    for id, number, subject, text, tracking, carrier, *whose in _asked(session, _POST, refs):
        name, person, other, label = (part or "" for part in whose)
        who = full_name(person, other).strip() or name
        words = joined(
            "post_item", [number, subject, tracking, carrier, name, person, other, label, text],
            pinyin_tokens(person or other or name),
        )  # fmt: skip
        subtitle = " · ".join(part for part in (label, who) if part)
        found.append(Worded(id, f"{number} {subject or who}", subtitle, words))
    return found


def visits(session: Session, refs: Sequence[int]) -> list[Worded]:
    found = []
    for id, topic, answer, *whose in _asked(session, _VISITS, refs):
        name, person, other, label = (part or "" for part in whose)
        who = full_name(person, other).strip() or name
        words = joined(
            "counter_visit",
            [topic, answer, name, person, other, label],
            pinyin_tokens(person or other or name),
        )
        subtitle = " · ".join(part for part in (label, who) if part)
        found.append(Worded(id, " ".join(topic.split())[:TITLE] or who or "—", subtitle, words))
    return found


CHANNELS: dict[str, Callable[[Session, Sequence[int]], list[Worded]]] = {
    "post_item": post, "counter_visit": visits,
}  # fmt: skip
