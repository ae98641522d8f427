"""Working a call list down: the next line, the card of whom to call with the number to use, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from fmcrm_desktop.model.call import LINE_STATES, CallLine, CallList
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import FINISHED, WorkOrder
from fmcrm_desktop.services import owners, promises
from fmcrm_desktop.services.call_lists.forms import BackForm
from fmcrm_desktop.services.call_lists.listing import OPEN, LineRow, Said, line_rows, said
from fmcrm_desktop.services.call_lists.reaching import Number, numbers
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners import OwnerRow
from fmcrm_desktop.services.owners.card import Matter, open_matters
from fmcrm_desktop.services.promises import PromiseForm, PromiseRow
from fmcrm_desktop.store.work import Work

OUTCOMES = {"answered": "reached", "passed_on": "reached", "call_back": "call_back", "missed": "not_reached"}
"""What the outcome of a call says about the line it was made for."""
CALLED = ("reached", "not_reached", "call_back", "refused")


@dataclass(frozen=True)
class LineCard:
    """What the caller must know: whom, by which number, what about, what is open, what to say."""

    line: LineRow
    version: int
    list_id: int
    list_name: str
    said: Said
    person: OwnerRow
    channel: str
    hours: str
    """The preferred channel and hours of the person, empty where none are known."""
    numbers: tuple[Number, ...]
    """The one to dial first; those not to be used are left out."""
    matter: Link | None
    matter_number: str
    matter_title: str
    to_rate: int | None
    """The finished order that it is about, while nobody has rated it."""
    open: tuple[Matter, ...]
    promises: tuple[PromiseRow, ...]
    next_id: int | None


@needs("call.read")
def card(work: Work, id: int, mine: bool = False) -> LineCard:
    """Everything about one call to make; ``mine`` looks for the next line among one's own. Raises Missing."""
    line = work.get(CallLine, id)
    of = work.get(CallList, line.list_id)
    person = work.get(Person, line.person_id)
    matter, number, title = _matter(work, line)
    return LineCard(
        line_rows(work, [id])[0], line.version, of.id, of.name, said(work, of), owners.rows(work, [person.id])[0],
        person.preferred_channel, person.preferred_hours, numbers(work, line, person),
        matter, number, title, _to_rate(work, line), open_matters(work, "person_id", person.id),
        tuple(promises.of_person(work, person.id, settled=False)),
        next_line(work, of.id, mine, id),
    )  # fmt: skip


def _matter(work: Work, line: CallLine) -> tuple[Link | None, str, str]:
    if line.complaint_id is not None:
        complaint = work.get(Complaint, line.complaint_id)
        return Link("complaints", complaint.id), complaint.number, complaint.subject
    if line.order_id is not None:
        order = work.get(WorkOrder, line.order_id)
        return Link("work_orders", order.id), order.number, order.summary
    return None, "", ""


def _to_rate(work: Work, line: CallLine) -> int | None:
    order = work.get(WorkOrder, line.order_id) if line.order_id is not None else None
    return order.id if order is not None and order.state in FINISHED and order.rating is None else None


@needs("call.read")
def next_line(work: Work, list_id: int, mine: bool = False, after: int | None = None) -> int | None:
    """The line to call next: one never tried before one not reached, the longest ago first; None at the end."""
    columns = select(CallLine.id).where(
        CallLine.list_id == list_id, CallLine.state.in_(OPEN), CallLine.archived.is_(None)
    )
    if mine:
        columns = columns.where(or_(CallLine.staff_id == work.who.staff_id, CallLine.staff_id.is_(None)))
    if after is not None:
        columns = columns.where(CallLine.id != after)
    found: int | None = work.value(
        columns.order_by(CallLine.tries, CallLine.last_try.nulls_first(), CallLine.position).limit(1)
    )
    return found


@needs("call.write")
def done(work: Work, line_id: int, call_id: int | None, outcome: str, note: str = "") -> int:
    """Note what came of a line: a state of a line, or the outcome of the call that was logged for it."""
    state = OUTCOMES.get(outcome, outcome)
    if state not in LINE_STATES:
        raise Refusal(N_("Choose one of the list."))
    line = work.get(CallLine, line_id)
    line.state = state
    if note:
        line.note = note
    if state in CALLED:
        line.tries, line.last_try = line.tries + 1, work.now
        line.call_id = call_id if call_id is not None else line.call_id
        line.staff_id = line.staff_id or work.who.staff_id
    return line_id


@needs("call.write")
def done_many(work: Work, lines: Sequence[int], outcome: str) -> int:
    """The same for several lines at once."""
    for line in lines:
        done(work, line, None, outcome)
    return len(lines)


@needs("call.write")
def call_back(work: Work, line_id: int, form: BackForm) -> int:
    """A call-back was promised: the promise and the line in one deed; gives the promise's id."""
    check(form)
    line = work.get(CallLine, line_id, seen=form.version)
    of = work.get(CallList, line.list_id)
    promised = promises.give(
        work,
        PromiseForm(
            "call_back", form.due, form.note or of.name, person_id=line.person_id, order_id=line.order_id,
            complaint_id=line.complaint_id,
        ),
    )  # fmt: skip
    done(work, line_id, None, "call_back", form.note)
    return promised


@needs("call.read")
def line_draft(work: Work, id: int) -> BackForm:
    """The form for a call-back, with the version seen."""
    line = work.get(CallLine, id)
    return BackForm(due=_in_an_hour(work.now), version=line.version)


def _in_an_hour(now: datetime) -> datetime:
    later = now + timedelta(hours=2)
    return later.replace(minute=0, second=0, microsecond=0)
