"""What happens to a complaint after it was taken down: each step a move, with who, when and why."""

from __future__ import annotations

from sqlalchemy import select

from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.complaint import OPEN, Complaint
from fmcrm_desktop.model.field import check, nothing
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import RATINGS
from fmcrm_desktop.services import held, matters, promises
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import clocks, required, thanking
from fmcrm_desktop.services.complaints.entering import promise_answer
from fmcrm_desktop.services.complaints.forms import (
    ANSWERED,
    AcknowledgeForm,
    AnswerForm,
    FollowUpForm,
    GiveForm,
    ReasonForm,
    ResolveForm,
)
from fmcrm_desktop.services.work_orders import entering
from fmcrm_desktop.services.work_orders.forms import OrderForm
from fmcrm_desktop.store.work import Work


@needs("complaint.write")
def acknowledge(work: Work, id: int, form: AcknowledgeForm) -> int:
    """Thank the person and say that we have it, by letter or message too; stops the first clock."""
    check(form)
    record = work.get(Complaint, id, seen=form.version)
    line = _acknowledge(work, record, form.said)
    thanking.send(work, record, form)
    _hand_to(record, line, form.responsible_id)
    if form.promise is not None:
        promise_answer(work, record, form)
    return id


@needs("complaint.write")
def investigate(work: Work, id: int, form: GiveForm) -> int:
    """Somebody looks into it from now on. What is no longer open is reopened instead, which starts its clocks."""
    check(form)
    record = work.get(Complaint, id, seen=form.version)
    _must_be_open(record)
    _hand_to(record, matters.move(work, record, "investigating", form.why), form.responsible_id)
    return id


@needs("complaint.write")
def give(work: Work, id: int, form: GiveForm) -> int:
    """Hand it to somebody else; its state stays."""
    check(form)
    record = work.get(Complaint, id, seen=form.version)
    _must_be_open(record)
    _hand_to(record, matters.stay(work, record, form.why), form.responsible_id)
    return id


@needs("complaint.read")
def answer_form(work: Work, id: int) -> AnswerForm:
    """The answer as it stands, for writing or putting it right."""
    record = work.get(Complaint, id)
    return AnswerForm(record.answer, record.cause, record.version)


@needs("complaint.write")
def answer(work: Work, id: int, form: AnswerForm) -> int:
    """Note the answer given to the person; stops the answer clock and keeps the promise of one. Raises
    Invalid(answer)."""
    check(form)
    if nothing(form.answer):
        raise Invalid(answer=required.NO_ANSWER)
    record = work.get(Complaint, id, seen=form.version)
    if record.state == "withdrawn":
        raise Refusal(N_("{number} is no longer open."), number=record.number)
    record.cause = form.cause
    _answer(work, record, form.answer)
    return id


@needs("complaint.read")
def resolve_form(work: Work, id: int) -> ResolveForm:
    """What is known of the outcome so far."""
    record = work.get(Complaint, id)
    # After reopening, the former answer is none: what is given now must be written down anew.
    answer = record.answer if record.answered is not None else ""
    return ResolveForm(answer, record.remedy, record.cause, record.lesson, record.version)


@needs("complaint.close")
def resolve(work: Work, id: int, form: ResolveForm) -> int:
    """Close the matter. Raises Invalid(answer) while the person has got no answer (nobody can answer the
    anonymous); starts the clock for following up."""
    check(form)
    record = held.complaint(work, id, form.version)
    if nothing(form.answer):
        raise Invalid(answer=required.NO_ANSWER)
    if form.answer and (form.answer != record.answer or record.answered is None):
        _answer(work, record, form.answer)
    # A file may say "anonymous" and name somebody, and others may have joined whoever gave no name.
    nameless = record.anonymous and not required.somebody(work, record)
    if record.answered is None and not nameless:
        raise Invalid(answer=N_("Nobody has answered this person yet. Answer first, then resolve."))
    if nameless and record.acknowledged is None:
        _acknowledge(work, record, "")
    record.remedy, record.cause, record.lesson = form.remedy, form.cause, form.lesson
    matters.move(work, record, "resolved", form.remedy)
    _keep_promises(work, id)
    record.resolved = max(work.now, record.received)  # a clock set back makes nothing end before it began
    record.follow_up_due = clocks.follow_up_due(work, record.resolved)
    return id


@needs("complaint.read")
def follow_up_form(work: Work, id: int) -> FollowUpForm:
    """What was written down as learned so far. What was said of it before it was taken up again is no answer now."""
    record = work.get(Complaint, id)
    return FollowUpForm(record.lesson, recovered=record.recovered, version=record.version)


@needs("complaint.close")
def follow_up(work: Work, id: int, form: FollowUpForm) -> int:
    """Ask the person again and finish. Raises Invalid(lesson) without what we learned and changed."""
    check(form)
    if form.rating is not None and form.rating not in RATINGS:
        raise Invalid(rating=N_("Choose one of the list."))
    record = work.get(Complaint, id, seen=form.version)
    if not form.lesson or nothing(form.lesson):
        raise Invalid(lesson=N_("Write what we learned and changed: it is what the complaint was good for."))
    matters.move(work, record, "followed_up", form.said).rating = form.rating
    record.lesson, record.followed_up = form.lesson, work.now
    record.recovered = form.recovered
    if form.rating is not None:  # asked and not answered, the last answer stays
        record.follow_up_rating = form.rating
    return id


@needs("complaint.close")
def withdraw(work: Work, id: int, form: ReasonForm) -> int:
    """The person has taken it back."""
    check(form)
    record = work.get(Complaint, id, seen=form.version)
    matters.move(work, record, "withdrawn", form.why)
    for promise in _open_promises(work, id):
        promises.drop(work, promise, promises.DropForm(why=form.why[:300]))
    return id


@needs("complaint.write")
def reopen(work: Work, id: int, form: ReasonForm) -> int:
    """Take it up again: a new answer is due, and the follow-up begins anew once it is resolved."""
    check(form)
    record = work.get(Complaint, id, seen=form.version)
    if record.state in OPEN:
        raise Refusal(N_("{number} is open."), number=record.number)
    matters.move(work, record, "received" if record.state == "withdrawn" else "investigating", form.why)
    first, record.due = clocks.dues(work, work.now)
    if record.acknowledged is None:
        record.acknowledge_due = first
    record.answered = record.resolved = record.followed_up = record.follow_up_due = None
    return id


@needs("order.write")
def make_order(work: Work, id: int, form: OrderForm) -> int:
    """Enter a work order for what the complaint is about; gives the order's id."""
    form.complaint_id = work.get(Complaint, id).id
    return entering.enter(work, form)


def _must_be_open(record: Complaint) -> None:
    if record.state not in OPEN:
        raise Refusal(N_("{number} is no longer open."), number=record.number)


def _acknowledge(work: Work, record: Complaint, said: str) -> Move:
    line = matters.move(work, record, "acknowledged", said)
    if record.acknowledged is None:
        record.acknowledged = work.now
    return line


def _answer(work: Work, record: Complaint, text: str) -> None:
    """An answer is an acknowledgement too; the first one stops the clock, later ones put it right."""
    if record.state == "received":
        _acknowledge(work, record, "")
    record.answer = text
    if record.answered is None:
        record.answered = work.now
        matters.stay(work, record, ANSWERED)
    _keep_promises(work, record.id)


def _keep_promises(work: Work, id: int) -> None:
    """An answer, and the outcome, is what was promised, also after the first answer."""
    for promise in _open_promises(work, id):
        promises.keep(work, promise)


def _open_promises(work: Work, id: int) -> list[int]:
    """The promises of an answer not settled yet."""
    chosen = select(Promise.id).where(
        Promise.complaint_id == id, Promise.kind == "answer", Promise.kept.is_(None), Promise.dropped.is_(None),
        Promise.archived.is_(None),
    )  # fmt: skip
    return list(work.column(chosen))


def _hand_to(record: Complaint, line: Move, staff: int | None) -> None:
    if staff is None or staff == record.responsible_id:
        return
    if record.responsible_id is not None:
        record.handed_off += 1
    record.responsible_id = line.given_to_id = staff
