"""The moves of an agreement: offered, signed, renewed, terminated; what begins and ends by itself is in agreed.py."""

from __future__ import annotations

from datetime import date, timedelta

from fmcrm_desktop.model.agreement import AGREEMENT_STATES, Agreement
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_, Term
from fmcrm_desktop.services import agreed, prospects
from fmcrm_desktop.services.agreements import following
from fmcrm_desktop.services.agreements.forms import RenewForm, SignForm, TerminateForm, WhyForm
from fmcrm_desktop.services.agreements.listing import today_of
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

STEPS: dict[str, tuple[str, ...]] = {
    "draft": ("sign", "offer"),
    "offered": ("sign", "take_back"),
    "signed": ("change_terms", "renew", "terminate"),
    "running": ("change_terms", "renew", "terminate"),
    "ended": ("renew",),
    "terminated": (),
}
"""What can be done in a state: the only buttons."""


@needs("office.read")
def allowed(work: Work, id: int) -> tuple[str, ...]:
    """The names of the cases that may be done with it today."""
    it = work.get(Agreement, id)
    return () if it.archived is not None else STEPS[agreed.state_on(it, today_of(work))]


@needs("money.write")
def offer(work: Work, id: int, form: WhyForm | None = None) -> int:
    """The customer has it in hand."""
    form = form or WhyForm()
    check(form)
    following.move(work, _at(work, id, form.version, "offer"), "offered", form.why)
    return id


@needs("money.write")
def take_back(work: Work, id: int, form: WhyForm | None = None) -> int:
    """What was offered is a draft again."""
    form = form or WhyForm()
    check(form)
    following.move(work, _at(work, id, form.version, "take_back"), "draft", form.why)
    return id


def _at(work: Work, id: int, seen: int | None, step: str) -> Agreement:
    """The agreement, where its state of today allows the step. Raises Refusal."""
    it = work.get(Agreement, id, seen=seen)
    state = agreed.state_on(it, today_of(work))
    if it.archived is not None or step not in STEPS[state]:
        said = N_("{number} is “{state}”: this cannot be done with it now.")
        raise Refusal(said, number=it.number, state=Term(AGREEMENT_STATES[state]))
    return it


@needs("office.read")
def sign_form(work: Work, id: int) -> SignForm:
    """The form of a signature: the days it was written with, today where there is none."""
    it = work.get(Agreement, id)
    return SignForm(it.from_day or today_of(work), it.until_day, version=it.version)


@needs("money.write")
def sign(work: Work, id: int, form: SignForm) -> int:
    """Both sides have signed: it runs from its first day on, and open orders of that day on are done under it."""
    check(form)
    it = _at(work, id, form.version, "sign")
    first = form.from_day
    assert first is not None
    if form.until_day is not None and form.until_day < first:
        raise Invalid(until_day=N_("This is before it begins."))
    following.move(work, it, "running" if first <= today_of(work) else "signed", form.why)
    it.from_day, it.until_day = first, form.until_day
    following.orders(work, it)
    if it.lead_id is not None and it.person_id is not None:
        prospects.won(work, it.lead_id, id)
    return id


@needs("office.read")
def renew_form(work: Work, id: int) -> RenewForm:
    """The form of a renewal: the same time again after the term that runs, or ran last."""
    it = work.get(Agreement, id)
    return RenewForm(_next_end(it, today_of(work)), version=it.version)


def _next_end(it: Agreement, today: date) -> date | None:
    end = agreed.term_end(it, max(today, it.until_day or today))
    if end is None or it.from_day is None or it.until_day is None:
        return None
    months = agreed.whole_months(it.from_day, it.until_day)
    if months:
        return agreed.end_after(end + timedelta(1), months)
    return end + (it.until_day - it.from_day) + timedelta(1)


@needs("money.write")
def renew(work: Work, id: int, form: RenewForm) -> int:
    """It holds until another day, without a gap; one that had ended runs again."""
    check(form)
    it = _at(work, id, form.version, "renew")
    today = today_of(work)
    if it.until_day is None:
        raise Refusal(N_("{number} has no last day: there is nothing to renew."), number=it.number)
    if form.until_day is not None and form.until_day <= max(it.until_day, today):
        raise Invalid(until_day=N_("This must be after the last day so far, and after today."))
    if agreed.state_on(it, today) == "ended":
        following.move(work, it, "running", form.why)
    else:
        following.stay(work, it, form.why)
    it.until_day = form.until_day
    following.orders(work, it)
    return id


@needs("office.read")
def earliest(work: Work, id: int) -> date:
    """The earliest last day when notice is given today. Days of notice count from tomorrow; with a term that comes
    again by itself it is the end of the first term that is far enough away."""
    it = work.get(Agreement, id)
    today = today_of(work)
    day = max(today + timedelta(it.notice_days), it.from_day or today)
    if it.until_day is None or it.renewal == "none":
        return min(day, it.until_day) if it.until_day is not None and it.until_day >= today else day
    if it.renewal == "open":
        return max(day, it.until_day)
    return agreed.term_end(it, day) or day


@needs("office.read")
def terminate_form(work: Work, id: int) -> TerminateForm:
    """The form of a termination: the earliest day that the notice allows."""
    return TerminateForm(earliest(work, id), version=work.get(Agreement, id).version)


@needs("money.write")
def terminate(work: Work, id: int, form: TerminateForm) -> int:
    """Notice is given: it holds until its last day, and is not renewed."""
    check(form)
    it = _at(work, id, form.version, "terminate")
    last, first = form.until_day, earliest(work, id)
    assert last is not None
    if last < first and not form.both:
        said = N_("With the notice agreed the earliest last day is {day}. Both sides may agree to another.")
        raise Invalid(until_day=Refusal(said, day=first))
    if it.from_day is not None and last < it.from_day:
        raise Invalid(until_day=N_("This is before it begins."))
    following.move(work, it, "terminated", form.why)
    it.until_day = last
    following.orders(work, it)
    return id
