"""Other terms of a running agreement from a day on, the history of them, and prices of several raised in one deed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement, AgreementTerms
from fmcrm_desktop.model.agreement_sum import Terms, price_on
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.money import Money, portion
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import agreed, settings
from fmcrm_desktop.services.agreements import following
from fmcrm_desktop.services.agreements.forms import RaiseForm, TermsForm
from fmcrm_desktop.services.agreements.keeping import TERMS, hundredths, minor_of, percent
from fmcrm_desktop.services.agreements.listing import today_of
from fmcrm_desktop.services.agreements.moving import STEPS
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class TermsRow:
    """Terms as they held; ``price`` for those who may see money. Of the present ones ``changed`` is empty."""

    from_day: date | None
    until_day: date | None
    price: int | None
    charged: str
    index_percent: int
    index_from: date | None
    covers_labour: bool
    covers_parts: bool
    why: str = ""
    """Why others followed."""
    changed: datetime | None = None
    staff: str = ""


@needs("office.read")
def history(work: Work, id: int) -> tuple[TermsRow, ...]:
    """All terms of an agreement, the first ones first."""
    it = work.get(Agreement, id)
    money = work.who.may("money.read")
    found, first = [], it.from_day
    then = AgreementTerms
    chosen = (
        select(
            then.until_day,
            then.price,
            then.charged,
            then.index_percent,
            then.index_from,
            then.covers_labour,
            then.covers_parts,
            then.why,
            then.changed,
            Staff.name,
        )
        .outerjoin(Staff, Staff.id == AgreementTerms.staff_id)
        .where(AgreementTerms.agreement_id == id, AgreementTerms.archived.is_(None))
        .order_by(AgreementTerms.until_day, AgreementTerms.id)
    )
    for old in work.rows(chosen):
        found.append(_row(old, (first, old.until_day), money, (old.why, old.changed, old.name or "")))
        first = old.until_day + timedelta(1)
    return (*found, _row(it, (first, None), money))


def _row(it: Any, span: tuple[date | None, date | None], money: bool, more: tuple[Any, ...] = ()) -> TermsRow:
    return TermsRow(
        *span, it.price if money else None, it.charged, it.index_percent, it.index_from, it.covers_labour,
        it.covers_parts, *more,
    )  # fmt: skip


@needs("money.read")
def terms_form(work: Work, id: int) -> TermsForm:
    """The form of other terms: the present ones, from the first of next month on."""
    it, day = work.get(Agreement, id), _next_month(today_of(work))
    price = price_on(of_many(work, [id])[id][-1], day)
    return TermsForm(
        day, Money(price, settings.get(work, "office.currency")), it.charged,
        percent(it.index_percent), it.index_from, it.covers_labour, it.covers_parts, version=it.version,
    )  # fmt: skip


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(32)).replace(day=1)


@needs("money.write")
def change_terms(work: Work, id: int, form: TermsForm) -> int:
    """Other terms from a day on; what held before stays readable, and months before are charged by it."""
    check(form)
    it = work.get(Agreement, id, seen=form.version)
    if "change_terms" not in STEPS[agreed.state_on(it, today_of(work))]:
        raise Refusal(N_("{number} does not run: its terms cannot change."), number=it.number)
    index = hundredths("index_percent", form.index_percent)
    if index and form.index_from is None:
        raise Invalid(index_from=N_("Say on which day the price rises first."))
    values = {name: getattr(form, name) for name in TERMS}
    values |= {"price": minor_of(form.price), "index_percent": index}
    assert form.from_day is not None
    if all(getattr(it, name) == value for name, value in values.items()):
        raise Refusal(N_("These are the terms it has already."))
    _check_day(work, it, form.from_day)
    work.add(AgreementTerms(agreement_id=id, **_old(work, it, form.from_day, form.why)))
    for name, value in values.items():
        setattr(it, name, value)
    following.stay(work, it, form.why)
    return id


def _check_day(work: Work, it: Agreement, day: date) -> None:
    """Terms follow each other: new ones begin after the first day and after all that was agreed before."""
    last = work.value(
        select(AgreementTerms.until_day)
        .where(AgreementTerms.agreement_id == it.id, AgreementTerms.archived.is_(None))
        .order_by(AgreementTerms.until_day.desc())
        .limit(1)
    )
    first = it.from_day
    if (first is not None and day <= first) or (last is not None and day - timedelta(1) <= last):
        raise Invalid(from_day=N_("This must be after the first day of the present terms."))


def _old(work: Work, it: Agreement, day: date, why: str) -> dict[str, Any]:
    values = {name: getattr(it, name) for name in TERMS}
    return values | {
        "until_day": day - timedelta(1), "why": why, "changed": work.now, "staff_id": work.who.staff_id,
    }  # fmt: skip


def of_many(work: Work, ids: Iterable[int], until: date | None = None) -> dict[int, list[Terms]]:
    """The terms of many agreements in their order, without those that ended before ``until``; two questions for each
    five hundred."""
    found: dict[int, list[Terms]] = {}
    its = list(ids)
    columns = (Agreement.id, Agreement.from_day, *_priced(Agreement))
    earlier = (AgreementTerms.agreement_id, AgreementTerms.until_day, *_priced(AgreementTerms))
    for start in range(0, len(its), AT_ONCE):
        some = its[start : start + AT_ONCE]
        first: dict[int, date | None] = {}
        present = {row[0]: row for row in work.rows(select(*columns).where(Agreement.id.in_(some)))}
        old = select(*earlier).where(AgreementTerms.agreement_id.in_(some), AgreementTerms.archived.is_(None))
        for id, last, *its_terms in work.rows(old.order_by(AgreementTerms.until_day, AgreementTerms.id)):
            begins = first.get(id, present[id][1])
            if until is None or last >= until:
                found.setdefault(id, []).append(Terms(begins, last, *its_terms))
            first[id] = last + timedelta(1)
        for id, begins, *its_terms in present.values():
            found.setdefault(id, []).append(Terms(first.get(id, begins), None, *its_terms))
    return found


def _priced(table: Any) -> tuple[Any, ...]:
    return table.price, table.charged, table.index_percent, table.index_from


@dataclass(frozen=True, slots=True)
class Raised:
    """What an agreement's price becomes, or why it stays: ``left_out`` is a marked text."""

    id: int
    number: str
    name: str
    before: int
    after: int
    left_out: str = ""


@needs("money.read")
def raised(work: Work, ids: Sequence[int], form: RaiseForm) -> tuple[Raised, ...]:
    """What the prices of these agreements would be: the price of the day, with its index, and so many percent more."""
    check(form)
    share, day = hundredths("percent", form.percent), form.from_day
    assert day is not None
    chosen = select(
        Agreement.id, Agreement.number, Agreement.name, Agreement.state, Agreement.from_day, Agreement.until_day,
        Agreement.renewal, Agreement.charged,
    ).where(Agreement.id.in_(ids), Agreement.archived.is_(None)).order_by(Agreement.id)  # fmt: skip
    today, known = today_of(work), of_many(work, ids)
    found = []
    for row in work.rows(chosen):
        terms = known[row.id][-1]
        before = price_on(terms, day)
        left_out = ""
        if agreed.state_on(row, today) not in ("signed", "running"):
            left_out = N_("it does not run")
        elif row.charged == "none" or not before:
            left_out = N_("it has no price")
        elif terms.from_day is not None and day <= terms.from_day:
            left_out = N_("its present terms begin later")
        after = before if left_out else portion(before, 10_000 + share, 10_000)
        found.append(Raised(row.id, row.number, row.name, before, after, left_out))
    return tuple(found)


@needs("money.write")
def raise_prices(work: Work, ids: Sequence[int], form: RaiseForm) -> int:
    """Raise them in one deed: new terms from the day on for each that can be raised; how many."""
    lines = [line for line in raised(work, ids, form) if not line.left_out and line.after != line.before]
    if not lines:
        raise Refusal(N_("None of these can be raised."))
    assert form.from_day is not None
    new = {line.id: line.after for line in lines}
    for start in range(0, len(lines), AT_ONCE):
        some = [line.id for line in lines[start : start + AT_ONCE]]
        its = work.records(select(Agreement).where(Agreement.id.in_(some)).order_by(Agreement.id))
        olds = [{"agreement_id": it.id, **_old(work, it, form.from_day, form.why)} for it in its]
        work.add_many(AgreementTerms, olds)
        for it in its:
            it.price = new[it.id]
            following.stay(work, it, form.why)
    return len(lines)
