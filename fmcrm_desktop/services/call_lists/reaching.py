"""Under which number somebody is called for a line of a list: one kept for what it is about goes first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select

from fmcrm_desktop.model.call import CallLine
from fmcrm_desktop.model.charge import Bill, Charge
from fmcrm_desktop.model.person import PURPOSES, ContactPoint, Person
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.bills.listing import overdue
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Number:
    """A telephone number of somebody and when to use it; ``why`` is marked: what makes it the first."""

    value: str
    kind: str
    purpose: str
    hours: str
    why: str = ""


def wanted(work: Work) -> ColumnElement[str]:
    """What the number for a line should be kept for: "billing" where its order stands on a bill of the person that is
    overdue (a list keeps no word of what it was made for), "repairs" for another order, else "any"."""
    owed = (
        select(Charge.id)
        .join(Bill, Bill.id == Charge.bill_id)
        .where(Charge.order_id == CallLine.order_id, Bill.person_id == CallLine.person_id, overdue(work))
        .correlate(CallLine)
        .exists()
    )
    return case((owed, "billing"), (CallLine.order_id.is_not(None), "repairs"), else_="any")


def number_for(purpose: ColumnElement[str]) -> ColumnElement[str]:
    """The number of ``Person`` to call for a purpose, as an expression; a number not to be used is never given."""
    usable = (
        select(ContactPoint.value)
        .where(
            ContactPoint.person_id == Person.id, ContactPoint.archived.is_(None), ContactPoint.digits != "",
            ContactPoint.do_not_use.is_(False),
        )
        .order_by(ContactPoint.preferred.desc(), ContactPoint.id)
        .limit(1)
    )  # fmt: skip
    kept = usable.where(purpose != "any", ContactPoint.purpose == purpose)
    # Not by the order of one: SQLite sees no column of the statement around it there.
    return func.coalesce(*(each.correlate_except(ContactPoint).scalar_subquery() for each in (kept, usable)))


def numbers(work: Work, line: CallLine, person: Person) -> tuple[Number, ...]:
    """Telephone numbers in the order to try them: one kept for what the line is about, the preferred channel, then the
    preferred number, then mobile numbers; never a fax, never one that must not be used."""
    about = work.value(select(wanted(work)).where(CallLine.id == line.id))
    chosen = select(
        ContactPoint.value, ContactPoint.kind, ContactPoint.purpose, ContactPoint.hours, ContactPoint.preferred
    ).where(
        ContactPoint.person_id == person.id, ContactPoint.archived.is_(None), ContactPoint.digits != "",
        ContactPoint.do_not_use.is_(False), ContactPoint.kind.in_(("mobile", "phone", "other")),
    )  # fmt: skip
    ranked = []
    for at, (value, kind, purpose, hours, preferred) in enumerate(
        work.rows(chosen.order_by(ContactPoint.id))
    ):
        kept = about != "any" and purpose == about
        wished = bool(person.preferred_channel) and kind == person.preferred_channel
        liked = N_("Preferred channel") if wished else N_("Preferred number") if preferred else ""
        rank = (not kept, not wished, not preferred, purpose == "emergency", kind != "mobile", at)
        why = PURPOSES[purpose] if kept else liked
        ranked.append((rank, Number(value, kind, purpose, hours or person.preferred_hours, why)))
    return tuple(number for _rank, number in sorted(ranked, key=lambda each: each[0]))
