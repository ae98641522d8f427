"""Prospects entered, put right, given to somebody, put away; whoever is given one is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.campaign import Campaign
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.phone import SHORTEST, normalise
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.prospect import OPEN, Lead, LeadUnit
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import matters, numbers, owners, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.messages import Telling, tell
from fmcrm_desktop.services.owners import ContactLine, PersonForm, Similar
from fmcrm_desktop.services.owners.forms import is_address
from fmcrm_desktop.services.prospects import calling
from fmcrm_desktop.services.prospects.forms import LeadForm, NewLeadForm
from fmcrm_desktop.services.prospects.listing import LeadRow, rows
from fmcrm_desktop.services.prospects.next_day import check_next, today
from fmcrm_desktop.store.work import Work

_PLAIN = (
    "name", "other_name", "company", "phone", "person_id", "purpose", "needs", "source", "recommended_by_id",
    "campaign_id", "responsible_id",
)  # fmt: skip
_TIED: dict[str, type[Any]] = {
    "person_id": Person, "recommended_by_id": Person, "campaign_id": Campaign, "responsible_id": Staff,
}  # fmt: skip
ALIKE = 5


@needs("person.read")
def draft(work: Work, given: Mapping[str, Any]) -> NewLeadForm:
    """A form filled from what is known ("person", "unit", "campaign", "phone", "call_id" or a field's own name), with
    whoever asks responsible and the next step today."""
    form = NewLeadForm(responsible_id=work.who.staff_id, next_day=today(work))
    if given.get("call_id") is not None:
        given = {**_of_call(work, int(given["call_id"])), **given}
    for name, value in given.items():
        field = name if name in form.__dataclass_fields__ else f"{name}_id"
        if field in form.__dataclass_fields__ and value is not None:
            setattr(form, field, value)
    if given.get("unit") is not None:
        form.units = (given["unit"],)
    if form.campaign_id is not None:
        form.source = "campaign"
    if form.person_id is not None and not form.name:
        _fill_from_person(work, form, form.person_id)
    return form


def _of_call(work: Work, id: int) -> dict[str, Any]:
    """What a call has told of the one who becomes a prospect, their words among it."""
    call = work.get(Call, id)
    return {
        "person": call.person_id, "unit": call.unit_id, "phone": call.number or None, "needs": call.notes or call.topic,
        "source": "phone",
    }  # fmt: skip


def _fill_from_person(work: Work, form: LeadForm, id: int) -> None:
    known = owners.form(work, id)
    form.name, form.other_name = known.name, known.other_name
    for line in known.contacts:
        if line.kind in ("mobile", "phone") and not form.phone:
            form.phone = line.value
        elif line.kind == "email" and not form.email:
            form.email = line.value


@needs("person.write")
def add(work: Work, form: NewLeadForm) -> int:
    """Enter a prospect under its number, with its next step; who is responsible is told. The call it came of is its
    first step."""
    _checked(work, form)
    check_next(work, form.next_day)
    lead = Lead(
        number=numbers.next(work, "lead"), entered=work.now, state="new", reopened=0,
        next_step=form.next_step, next_day=form.next_day,
    )  # fmt: skip
    _fill(work, lead, form)
    work.add(lead)
    _tie_units(work, lead.id, form.units)
    matters.begin(work, lead)
    if form.call_id is not None:
        calling.keep_step(work, lead, work.get(Call, form.call_id))
    tell_responsible(work, lead)
    return lead.id


@needs("person.read")
def form_of(work: Work, id: int) -> LeadForm:
    """A prospect as it stands, to put it right."""
    it = work.get(Lead, id)
    currency = settings.get(work, "office.currency")
    budget = Money(it.budget, currency) if it.budget is not None else None
    units = tuple(work.column(units_of(id)))
    plain = {name: getattr(it, name) for name in _PLAIN}
    return LeadForm(**plain, email=it.email, units=units, budget=budget, version=it.version)


@needs("person.write")
def change(work: Work, id: int, form: LeadForm) -> int:
    """Put a prospect right; somebody else responsible is told."""
    lead = work.get(Lead, id, seen=form.version)
    _checked(work, form)
    before = lead.responsible_id
    _fill(work, lead, form)
    _tie_units(work, id, form.units)
    if lead.responsible_id != before and lead.state in OPEN:
        give(work, lead, before)
    return id


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """Put away what should not have been entered."""
    work.archive(work.get(Lead, id))
    return id


@needs("person.write")
def restore(work: Work, id: int) -> int:
    """Take an archived prospect back."""
    work.restore(work.get(Lead, id))
    return id


@needs("person.read")
def similar(
    work: Work, form: LeadForm, own: int | None = None
) -> tuple[tuple[LeadRow, ...], tuple[Similar, ...]]:
    """Who it may already be: prospects with the same telephone number or email address, and people kept."""
    phone, email = form.phone.strip(), form.email.strip().lower()
    forms = [each for each in _forms(work, phone) if len(each) >= SHORTEST]
    same: list[ColumnElement[bool]] = [Lead.digits.in_(forms)] if forms else []
    same += [Lead.email == email] if email else []
    leads: list[LeadRow] = []
    if same:
        found = select(Lead.id).where(or_(*same), Lead.archived.is_(None), Lead.id != (own or 0))
        leads = rows(work, list(work.column(found.order_by(Lead.id.desc()).limit(ALIKE))))
    people = owners.similar(work, person_form(form)) if phone or email else ()
    sure = tuple(
        each for each in people if {"phone", "email"} & set(each.reasons) and each.row.id != form.person_id
    )
    return tuple(leads), sure


def person_form(lead: LeadForm | Lead) -> PersonForm:
    """The person that a prospect becomes; a company of which only the name is known is one."""
    lines = [ContactLine("mobile", lead.phone)] if lead.phone else []
    lines += [ContactLine("email", lead.email)] if lead.email else []
    return PersonForm(
        name=lead.name.strip(), other_name=lead.other_name, contacts=tuple(lines),
        kind="company" if lead.company and lead.company.strip() == lead.name.strip() else "person",
        occupation="" if lead.company.strip() == lead.name.strip() else lead.company,
    )  # fmt: skip


def units_of(id: int) -> Any:
    return select(LeadUnit.unit_id).where(LeadUnit.lead_id == id).order_by(LeadUnit.id)


def give(work: Work, lead: Lead, before: int) -> None:
    """Write in the history to whom it was given, and tell them."""
    who = select(Staff.name).where(Staff.id == before)
    line = matters.stay(work, lead, work.value(who) or "")
    line.given_to_id = lead.responsible_id
    tell_responsible(work, lead)


def tell_responsible(work: Work, lead: Lead) -> None:
    """Whoever got it from somebody else finds it among the messages."""
    if lead.responsible_id == work.who.staff_id:
        return
    day = lead.next_day.isoformat() if lead.next_day else ""
    telling = Telling(
        f"Prospect {lead.number} is yours: {lead.name}",
        f"Next step on {day}: {lead.next_step}",
        (f"潜客 {lead.number} 由您跟进：{lead.name}", f"下一步（{day}）：{lead.next_step}"),
        about=("lead", lead.id),
    )
    tell(work, telling, staff=(lead.responsible_id,))


def _checked(work: Work, form: LeadForm) -> None:
    check(form)
    wrong: dict[str, str | Refusal] = {}
    email = form.email.strip()
    if email and not is_address(email):
        wrong["email"] = Refusal(N_("{address} is not an email address."), address=email)
    if form.budget is not None and form.budget.minor < 0:
        wrong["budget"] = N_("This cannot be less than nought.")
    if form.recommended_by_id is not None and form.recommended_by_id == form.person_id:
        wrong["recommended_by_id"] = N_("Nobody recommends themselves.")
    if wrong:
        raise Invalid(**wrong)
    for name, table in _TIED.items():
        if getattr(form, name) is not None:
            work.get(table, getattr(form, name))


def _fill(work: Work, lead: Lead, form: LeadForm) -> None:
    for name in _PLAIN:
        setattr(lead, name, getattr(form, name))
    lead.email = form.email.strip().lower()
    lead.digits = normalise(form.phone, settings.get(work, "office.country")).digits if form.phone else ""
    lead.budget = form.budget.minor if form.budget is not None else None


def _forms(work: Work, phone: str) -> tuple[str, ...]:
    return normalise(phone, settings.get(work, "office.country")).forms if phone else ()


def _tie_units(work: Work, id: int, wanted: Iterable[int]) -> None:
    ties = {each.unit_id: each for each in work.records(select(LeadUnit).where(LeadUnit.lead_id == id))}
    for unit in dict.fromkeys(wanted):
        if ties.pop(unit, None) is None:
            work.add(LeadUnit(lead_id=id, unit_id=work.get(Unit, unit).id))
    for each in ties.values():
        work.remove(each)
