"""Keeping agreements: added, corrected, archived; what the customer believes is included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.agreement import (
    AGREEMENT_STATES,
    Agreement,
    AgreementBelief,
    AgreementLine,
    AgreementParty,
    AgreementUnit,
)
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.money import MOST, Money
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import agreed, lines, numbers, settings
from fmcrm_desktop.services.agreements import following
from fmcrm_desktop.services.agreements.forms import AgreementForm, BeliefLine, BeliefsForm, IncludedLine
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.still_here import still_here
from fmcrm_desktop.store.work import Work

TERMS = ("price", "charged", "index_percent", "index_from", "covers_labour", "covers_parts")
"""What is changed by new terms from a day on, once both sides are bound."""
_NAMES = ("name", "person_id", "from_day", "until_day", "note", "renewal")
_HIGHEST = Decimal(100)


@needs("office.read")
def draft(work: Work, start: Mapping[str, Any]) -> AgreementForm:
    """The form of a new agreement: a draft, charged by the month."""
    return AgreementForm(**{"state": "draft", "charged": "month", "renewal": "same_term", **start})


@needs("money.write")
def add(work: Work, form: AgreementForm) -> int:
    """Keep a new agreement under its number."""
    values = _values(form)
    if form.state not in AGREEMENT_STATES:
        raise Invalid(name=N_("Choose one of the list."))
    if form.person_id is not None:
        still_here(work, Person, "person_id", form.person_id)
    number = numbers.next(work, "agreement")
    it = work.add(Agreement(number=number, state=form.state, lead_id=form.lead_id, **values))
    following.begin(work, it)
    _ties(work, it.id, form)
    lines.keep(work, AgreementLine, form.lines, (), agreement_id=it.id)
    if it.state in agreed.AGREED:
        following.orders(work, it)
    return it.id


@needs("office.read")
def form_of(work: Work, id: int) -> AgreementForm:
    """The form as it stands, with the version seen."""
    it = work.get(Agreement, id)
    kept = tuple(
        lines.as_read(IncludedLine(each.kind, each.text, each.category_id, each.id))
        for each in included(work, id)
    )
    return AgreementForm(
        **{name: getattr(it, name) for name in (*_NAMES, "state", "charged", "index_from", "covers_labour",
                                                "covers_parts", "lead_id")},
        price=Money(it.price, settings.get(work, "office.currency")) if work.who.may("money.read") else None,
        index_percent=percent(it.index_percent), notice_days=it.notice_days,
        units=tuple(work.column(select(AgreementUnit.unit_id).where(AgreementUnit.agreement_id == id))),
        signers=tuple(work.column(select(AgreementParty.person_id).where(AgreementParty.agreement_id == id))),
        lines=kept, known=tuple(each.id for each in kept if each.id is not None), version=it.version,
    )  # fmt: skip


def included(work: Work, id: int) -> Sequence[AgreementLine]:
    """The services of an agreement, the included ones first."""
    its = select(AgreementLine).where(AgreementLine.agreement_id == id, AgreementLine.archived.is_(None))
    return work.records(its.order_by(AgreementLine.kind.desc(), AgreementLine.id))


@needs("money.write")
def change(work: Work, id: int, form: AgreementForm) -> int:
    """Put an agreement right. Of one that is signed the terms stay: others begin on a day (terms.change_terms)."""
    values = _values(form)
    it = work.get(Agreement, id, seen=form.version)
    if it.state in agreed.AGREED:
        other = [name for name in TERMS if values[name] != getattr(it, name)]
        if other:
            said = N_("It is signed. Other terms begin on a day: choose “New terms” instead.")
            raise Invalid(**dict.fromkeys(other, said))
    if form.person_id not in (None, it.person_id):
        still_here(work, Person, "person_id", form.person_id)
    for name, value in values.items():
        setattr(it, name, value)
    _ties(work, id, form)
    lines.keep(work, AgreementLine, form.lines, form.known, agreement_id=id)
    following.orders(work, it)
    return id


@needs("money.write")
def archive(work: Work, id: int) -> int:
    """Put an agreement away; it holds for no new order."""
    it = work.get(Agreement, id)
    work.archive(it)
    following.orders(work, it)
    return id


@needs("money.write")
def restore(work: Work, id: int) -> int:
    """Take an archived agreement back."""
    it = work.get(Agreement, id)
    work.restore(it)
    following.orders(work, it)
    return id


@needs("office.read")
def beliefs_form(work: Work, id: int) -> BeliefsForm:
    """What the customer believes, as it was written down."""
    its = select(AgreementBelief).where(
        AgreementBelief.agreement_id == id, AgreementBelief.archived.is_(None)
    )
    kept = tuple(
        lines.as_read(BeliefLine(each.belief, each.contract, each.mark, each.note, each.id))
        for each in work.records(its.order_by(AgreementBelief.id))
    )
    return BeliefsForm(kept, tuple(each.id for each in kept if each.id is not None))


@needs("person.write")
def believe(work: Work, id: int, form: BeliefsForm) -> int:
    """Keep what the customer believes, and how it compares with what was agreed."""
    work.get(Agreement, id)
    for each in form.beliefs:
        check(each)
    lines.keep(work, AgreementBelief, form.beliefs, form.known, agreement_id=id)
    return id


def percent(hundredths: int) -> Decimal | None:
    """250 hundredths as 2.5; nothing for none."""
    return (Decimal(hundredths) / 100).normalize() if hundredths else None


def hundredths(name: str, typed: Decimal | int | None) -> int:
    """2.5 as 250. Raises Invalid under the field's name for what is finer, or past reason."""
    exact = Decimal(typed or 0) * 100
    if exact != exact.to_integral_value() or not 0 <= exact <= _HIGHEST * 100:
        raise Invalid(**{name: N_("A percentage from 0 to 100 with two decimals at most.")})
    return int(exact)


def minor_of(price: Money | int | None) -> int:
    """A price in minor units. Raises Invalid below nothing or past reason."""
    amount = price.minor if isinstance(price, Money) else price or 0
    if not 0 <= amount < MOST:
        raise Invalid(price=N_("Check the amount."))
    return amount


def _ties(work: Work, id: int, form: AgreementForm) -> None:
    """The units it names, and who signs beside the person."""
    ways: tuple[tuple[Any, str, tuple[int, ...], Any, str], ...] = (
        (AgreementUnit, "unit_id", form.units, Unit, "units"),
        (AgreementParty, "person_id", form.signers, Person, "signers"),
    )  # fmt: skip
    for table, column, wanted, other, field in ways:
        ties = {
            getattr(each, column): each
            for each in work.records(select(table).where(table.agreement_id == id))
        }
        for gone in ties.keys() - set(wanted):
            work.remove(ties[gone])
        for new in dict.fromkeys(each for each in wanted if each not in ties):
            work.add(table(agreement_id=id, **{column: still_here(work, other, field, new).id}))


def _values(form: AgreementForm) -> dict[str, Any]:
    check(form)
    for line in form.lines:
        check(line)
    if form.person_id is None and not form.units:
        raise Invalid(person_id=N_("Say with whom, or for which units."))
    if form.from_day and form.until_day and form.until_day < form.from_day:
        raise Invalid(until_day=N_("This is before it begins."))
    days = form.notice_days or 0
    if not 0 <= days <= 3660:
        raise Invalid(notice_days=N_("Check the figure."))
    index = hundredths("index_percent", form.index_percent)
    if index and form.index_from is None:
        raise Invalid(index_from=N_("Say on which day the price rises first."))
    found = {
        name: getattr(form, name)
        for name in (*_NAMES, "charged", "index_from", "covers_labour", "covers_parts")
    }
    return found | {"price": minor_of(form.price), "index_percent": index, "notice_days": days}
