"""How much of a customer's profile is known: of the things the office asks for, how many stand there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, and_, case, literal, or_, select

from fmcrm_desktop.model.person import TELEPHONES, ContactPoint, Person
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.words import N_


def _reached(kinds: tuple[str, ...]) -> Any:
    return (
        select(ContactPoint.id)
        .where(ContactPoint.person_id == Person.id, ContactPoint.archived.is_(None), ContactPoint.kind.in_(kinds))
        .where(ContactPoint.do_not_use.is_(False))
        .exists()
    )  # fmt: skip


_tied = select(Relation.id).where(Relation.person_id == Person.id, Relation.archived.is_(None)).exists()
_human = Person.kind == "person"

ASKED: dict[str, tuple[str, Any, bool]] = {
    "unit": (N_("Unit"), _tied, False),
    "phone": (N_("Telephone"), _reached(TELEPHONES), False),
    "email": (N_("Email"), _reached(("email", "wechat")), False),
    "channel": (N_("Preferred way"), Person.preferred_channel != "", False),
    "hours": (N_("Preferred hours"), Person.preferred_hours != "", False),
    "expects": (N_("Needs and expectations"), Person.expects != "", False),
    "speaks": (N_("Speaks"), Person.speaks != "", False),
    "account": (N_("Account"), Person.account != "", False),
    "since": (N_("Customer since"), Person.customer_since.is_not(None), False),
    "age": (N_("Age band"), or_(Person.birthday.is_not(None), Person.age_band != ""), True),
    "occupation": (N_("Occupation"), Person.occupation != "", True),
    "household": (N_("Household"), Person.household_size.is_not(None), True),
}
"""What is asked for: its word, when it is known, and whether of persons only (not of companies)."""


def _count(conditions: list[Any]) -> Any:
    found: Any = literal(0, Integer)
    for each in conditions:
        found = found + case((each, 1), else_=0)
    return found


known = _count([and_(there, _human) if human else there for _, there, human in ASKED.values()])
"""How much is known of a person, as a column."""
asked = case((_human, len(ASKED)), else_=sum(not human for _, _, human in ASKED.values()))
"""How much is asked for."""
percent = (200 * known + asked) // (2 * asked)
"""The share in percent, half rounded up."""
