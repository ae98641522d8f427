"""A prospect on its way: steps taken, stages changed, won with person and unit, lost with a reason, taken up again."""

from __future__ import annotations

from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.prospect import CLOSED, OPEN, Lead, LeadStep
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import matters, owners, relations
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.prospects.forms import (
    LostForm,
    MoveForm,
    PersonOfForm,
    ReopenForm,
    StepForm,
    WonForm,
)
from fmcrm_desktop.services.prospects.keeping import person_form, units_of
from fmcrm_desktop.services.prospects.next_day import check_next, today
from fmcrm_desktop.services.relations import RelationForm
from fmcrm_desktop.store.work import Work


@needs("person.read")
def step_form(work: Work, id: int) -> StepForm:
    """A step as it is most likely told: the first word makes a new prospect one that was contacted."""
    it = work.get(Lead, id)
    return StepForm(state="contacted" if it.state == "new" else it.state, version=it.version)


@needs("person.write")
def step(work: Work, id: int, form: StepForm) -> int:
    """Keep what was done and what came of it, and set the next step; gives the id of the step."""
    check(form)
    lead = _open(work, id, form.version)
    check_next(work, form.next_day)
    taken = LeadStep(
        lead_id=id, way=form.way, planned=lead.next_step, planned_day=lead.next_day, moment=work.now,
        staff_id=work.who.staff_id, result=form.result,
    )  # fmt: skip
    if form.state != lead.state:
        matters.move(work, lead, form.state)
    lead.next_step, lead.next_day = form.next_step, form.next_day
    return work.add(taken).id


@needs("person.read")
def move_form(work: Work, id: int) -> MoveForm:
    """The stage that most likely follows."""
    it = work.get(Lead, id)
    following = [state for state in matters.allowed(it) if state in OPEN]
    later = (
        [state for state in following if OPEN.index(state) > OPEN.index(it.state)] if it.state in OPEN else []
    )
    return MoveForm([*later, *following, it.state][0], version=it.version)


@needs("person.write")
def move(work: Work, id: int, form: MoveForm) -> int:
    """Another open stage; won, lost and taking up again have forms of their own. Raises Refusal."""
    check(form)
    matters.move(work, _open(work, id, form.version), form.state, form.why)
    return id


@needs("person.write")
def reopen(work: Work, id: int, form: ReopenForm) -> int:
    """Take up again somebody won or lost, with a next step."""
    check(form)
    lead = work.get(Lead, id, seen=form.version)
    if lead.state in OPEN:
        raise Refusal(N_("{number} is open."), number=lead.number)
    check_next(work, form.next_day)
    to = next(state for state in matters.allowed(lead) if state in OPEN)
    matters.move(work, lead, to, form.why)
    lead.next_step, lead.next_day, lead.closed = form.next_step, form.next_day, None
    lead.lost_reason, lead.lost_text, lead.warned_by_id = "", "", None
    return id


@needs("person.write")
def person_of(work: Work, lead_id: int) -> int:
    """The person a prospect is, made from what is written of it where there is none yet. Raises Refusal where
    somebody with the same telephone number or email address is kept: then a person must say whether it is they."""
    lead = work.get(Lead, lead_id)
    if lead.person_id is None:
        known = [
            each for each in owners.similar(work, person_form(lead)) if {"phone", "email"} & set(each.reasons)
        ]
        if known:
            raise Refusal(
                N_("{name} with the same telephone number or email address is kept already. Say on the page of "
                   "{number} who it is."), name=known[0].row.name, number=lead.number,
            )  # fmt: skip
        lead.person_id = owners.add(work, person_form(lead))
    return lead.person_id


@needs("person.read")
def person_form_of(work: Work, id: int) -> PersonOfForm:
    """Whom it may be: the one known already, else the surest of those with the same number or address."""
    lead = work.get(Lead, id)
    return PersonOfForm(lead.person_id or _surest(work, lead), lead.version)


@needs("person.write")
def be_person(work: Work, id: int, form: PersonOfForm) -> int:
    """Say who of the people kept a prospect is, or make a new person; gives their id."""
    lead = work.get(Lead, id, seen=form.version)
    lead.person_id = _person(work, lead, form.person_id)
    return lead.person_id


@needs("person.read")
def won_form(work: Work, id: int) -> WonForm:
    """What is known of who was won: the person, the only unit of interest, from today, their agreement."""
    lead = work.get(Lead, id)
    units = list(work.column(units_of(id)))
    agreement = select(Agreement.id).where(Agreement.lead_id == id, Agreement.archived.is_(None))
    roles = {"rent": "tenant"}
    return WonForm(
        lead.person_id or _surest(work, lead), units[0] if len(units) == 1 else None,
        roles.get(lead.purpose, "owner"), today(work), work.value(agreement.order_by(Agreement.id.desc()).limit(1)),
        version=lead.version,
    )  # fmt: skip


@needs("person.write")
def close_won(work: Work, id: int, form: WonForm) -> int:
    """Close a prospect as won, with person, relation to the unit where one is named, and agreement; gives the
    person."""
    check(form)
    lead = work.get(Lead, id, seen=form.version)
    lead.person_id = _person(work, lead, form.person_id)
    if form.unit_id is not None:
        _relate(work, lead.person_id, form)
    _win(work, lead, form.agreement_id, form.why)
    return lead.person_id


@needs("person.write")
def won(work: Work, lead_id: int, agreement_id: int | None = None) -> int:
    """Close a prospect as won because its agreement was signed; one that is won already only gets the agreement.
    Gives the person."""
    lead = work.get(Lead, lead_id)
    if lead.person_id is None and agreement_id is not None:
        lead.person_id = work.get(Agreement, agreement_id).person_id
    person = person_of(work, lead_id)
    _win(work, lead, agreement_id, "")
    return person


@needs("person.write")
def lost(work: Work, id: int, form: LostForm) -> int:
    """Close a prospect as lost, with the reason and whoever advised against us."""
    check(form)
    lead = work.get(Lead, id, seen=form.version)
    if form.warned_by_id is not None:
        if form.warned_by_id == lead.person_id:
            raise Invalid(warned_by_id=N_("Nobody warns themselves."))
        work.get(Person, form.warned_by_id)
    matters.move(work, lead, "lost", form.text)
    lead.lost_reason, lead.lost_text, lead.warned_by_id = form.reason, form.text, form.warned_by_id
    _close(work, lead)
    return id


def _open(work: Work, id: int, seen: int | None) -> Lead:
    lead = work.get(Lead, id, seen=seen)
    matters.here_still(lead)
    if lead.state in CLOSED:
        raise Refusal(N_("{number} is closed. Take it up again first."), number=lead.number)
    return lead


def _surest(work: Work, lead: Lead) -> int | None:
    found = owners.similar(work, person_form(lead))
    return next((each.row.id for each in found if {"phone", "email"} & set(each.reasons)), None)


def _person(work: Work, lead: Lead, named: int | None) -> int:
    """The person named, or a new one by the owners' own case: who leaves the field empty has seen who is alike."""
    known = named or lead.person_id
    if known is not None:
        return int(work.get(Person, known).id)
    return owners.add(work, person_form(lead))


def _relate(work: Work, person: int, form: WonForm) -> None:
    """What the person is to the unit from the day on, unless they are already."""
    assert form.unit_id is not None
    there = select(Relation.id).where(
        Relation.person_id == person, Relation.unit_id == form.unit_id, Relation.role == form.role,
        Relation.archived.is_(None), Relation.until_day.is_(None),
    )  # fmt: skip
    if work.value(there.limit(1)) is None:
        tie = RelationForm(person, form.unit_id, form.role, from_day=form.from_day)
        if form.role == "owner":
            tie.share = relations.free_share(work, form.unit_id, form.from_day)
        relations.add(work, tie)


def _win(work: Work, lead: Lead, agreement_id: int | None, why: str) -> None:
    if agreement_id is not None:
        agreement = work.get(Agreement, agreement_id)
        if agreement.lead_id not in (None, lead.id):
            raise Invalid(agreement_id=N_("This agreement belongs to another prospect."))
        agreement.lead_id = lead.id
    if lead.state != "won":
        matters.move(work, lead, "won", why)
        lead.lost_reason, lead.lost_text, lead.warned_by_id = "", "", None
        _close(work, lead)


def _close(work: Work, lead: Lead) -> None:
    lead.closed, lead.next_step, lead.next_day = work.now, "", None
