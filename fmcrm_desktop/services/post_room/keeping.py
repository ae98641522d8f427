"""Post entered, answered and handed over; whoever is given another's letter is counted as a hand-off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from fmcrm_desktop.model.channel import DIRECTIONS, POST_CHANNELS, PostItem
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import numbers, together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work

FUTURE = timedelta(minutes=5)
_SAID = N_("What it says")
_WHAT, _WHO, _WAY, _NEXT = N_("What"), N_("From or to whom"), N_("On its way"), N_("What follows")
_TIED: dict[str, type[Any]] = {
    "person_id": Person, "unit_id": Unit, "responsible_id": Staff, "order_id": WorkOrder, "complaint_id": Complaint,
}  # fmt: skip
_PLAIN = (
    "channel",
    "direction",
    "name",
    "subject",
    "text",
    "carrier",
    "tracking",
    "place",
    "reply_by",
    *_TIED,
)


@dataclass
class PostForm:
    """What came in or goes out; ``moment`` None is now."""

    channel: Annotated[str, Field(N_("Kind"), choices=POST_CHANNELS, required=True, group=_WHAT)] = "parcel"
    direction: Annotated[str, Field(N_("Direction"), choices=DIRECTIONS, required=True, group=_WHAT)] = "in"
    moment: Annotated[datetime | None, Field(N_("When"), hint=N_("Empty: now"), group=_WHAT)] = None
    person_id: Annotated[
        int | None, Field(N_("Person"), pick="person", group=_WHO, hint=N_("For a parcel: who it is for"))
    ] = None
    name: Annotated[str, Field(N_("Name"), longest=160, group=_WHO, hint=N_("Of somebody not kept here"))] = (
        ""
    )
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit", group=_WHO)] = None
    subject: Annotated[str, Field(N_("Subject"), longest=200, group=_SAID)] = ""
    text: Annotated[
        str, Field(N_("What was written"), longest=20_000, lines=4, group=_SAID, hint=N_("Paste it here"))
    ] = ""
    carrier: Annotated[str, Field(N_("Carrier"), longest=80, group=_WAY)] = ""
    tracking: Annotated[str, Field(N_("Tracking no."), longest=80, group=_WAY)] = ""
    place: Annotated[str, Field(N_("Where it lies"), longest=80, group=_WAY)] = ""
    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff", group=_NEXT)] = None
    reply_by: Annotated[date | None, Field(N_("Answer by"), group=_NEXT)] = None
    order_id: Annotated[int | None, Field(N_("Work order"), pick="order", group=_NEXT)] = None
    complaint_id: Annotated[int | None, Field(N_("Complaint"), pick="complaint", group=_NEXT)] = None
    version: int | None = None


@dataclass
class HandOverForm:
    """Who took it, and when; empty is the person it is for, and now."""

    handed_to: Annotated[
        str, Field(N_("Fetched by"), longest=120, hint=N_("Empty: the person it is for"))
    ] = ""
    handed: Annotated[datetime | None, Field(N_("When"), hint=N_("Empty: now"))] = None


@dataclass
class ReplyForm:
    """What was answered to a letter, fax or email, and when."""

    answer: Annotated[str, Field(N_("What we answered"), longest=20_000, lines=5, required=True)] = ""
    answered: Annotated[datetime | None, Field(N_("When"), hint=N_("Empty: now"))] = None
    version: int | None = None


@dataclass
class ManyPostForm:
    """What changes on all of them; a field left empty changes nothing."""

    place: Annotated[str, Field(N_("Where it lies"), longest=80)] = ""
    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff")] = None
    reply_by: Annotated[date | None, Field(N_("Answer by"))] = None


@needs("call.read")
def draft(work: Work, given: Mapping[str, Any]) -> PostForm:
    """A form filled from what is known: "person", "unit", "order", "complaint" or a field's own name."""
    form = PostForm()
    for name, value in given.items():
        field = name if name in PostForm.__dataclass_fields__ else f"{name}_id"
        if field in PostForm.__dataclass_fields__:
            setattr(form, field, value)
    return form


@needs("call.write")
def add(work: Work, form: PostForm) -> int:
    """Enter it under its number."""
    moment = _checked(work, form, form.moment or work.now)
    it = PostItem(number=numbers.next(work, "post", moment), moment=moment)
    _fill(work, it, form)
    return work.add(it).id


@needs("call.read")
def form_of(work: Work, id: int) -> PostForm:
    """The form as it stands, with the version seen."""
    it = work.get(PostItem, id)
    return PostForm(**{name: getattr(it, name) for name in (*_PLAIN, "moment", "version")})


@needs("call.write")
def change(work: Work, id: int, form: PostForm) -> int:
    """Put an entry right, or give it to somebody else."""
    it = work.get(PostItem, id, seen=form.version)
    it.moment = _checked(work, form, form.moment or it.moment)
    _handed_on(it, form.responsible_id)
    _fill(work, it, form)
    return id


@needs("call.write")
def change_many(work: Work, ids: Sequence[int], form: ManyPostForm) -> Together:
    """Give all of them what is filled in."""
    values = together.filled(work, PostItem, form)

    if form.reply_by is not None:
        values["reply_due"] = _due(work, form.reply_by)

    def act(it: PostItem) -> bool:
        if form.responsible_id is not None:
            _handed_on(it, form.responsible_id)
        return together.give(it, values)

    return together.each(work, PostItem, ids, act, lambda it: it.number)


@needs("call.write")
def hand_over(work: Work, ids: Sequence[int], form: HandOverForm) -> Together:
    """Handed over, several at once: a neighbour fetches for the whole floor. What went out cannot be fetched."""
    check(form)
    moment = form.handed or work.now
    if moment > work.now + FUTURE:
        raise Invalid(handed=N_("This is still to come. Enter when it was handed over."))

    def act(it: PostItem) -> bool:
        if it.direction == "out":
            raise Refusal(N_("It went out; nobody fetches it here."))
        if it.handed is not None:
            return False
        it.handed, it.handed_by_id = moment, work.who.staff_id
        it.handed_to = form.handed_to or _whose(work, it)
        return True

    return together.each(work, PostItem, ids, act, lambda it: it.number)


@needs("call.read")
def reply_form(work: Work, id: int) -> ReplyForm:
    """The answer as far as it was given."""
    it = work.get(PostItem, id)
    return ReplyForm(it.answer, it.answered, it.version)


@needs("call.write")
def reply(work: Work, id: int, form: ReplyForm) -> int:
    """It is answered."""
    check(form)
    it = work.get(PostItem, id, seen=form.version)
    answered = form.answered or work.now
    if answered < it.moment:
        raise Invalid(answered=N_("Nothing is answered before it has come."))
    it.answer, it.answered = form.answer, answered
    return id


def _whose(work: Work, it: PostItem) -> str:
    person = work.get(Person, it.person_id).name if it.person_id is not None else ""
    return person or it.name


def _handed_on(it: PostItem, responsible: int | None) -> None:
    if it.responsible_id is not None and responsible is not None and responsible != it.responsible_id:
        it.handed_off += 1


def _checked(work: Work, form: PostForm, moment: datetime) -> datetime:
    check(form)
    wrong: dict[str, str | Refusal] = {}
    if moment > work.now + FUTURE:
        wrong["moment"] = N_("This is still to come. Enter when it came or went.")
    if form.person_id is None and form.unit_id is None and not form.name:
        wrong["person_id"] = N_("Say from or to whom: a person, a unit or a name.")
    if wrong:
        raise Invalid(**wrong)
    for name, table in _TIED.items():
        if getattr(form, name) is not None:
            work.get(table, getattr(form, name))
    return moment


def _due(work: Work, day: date | None) -> datetime | None:
    return day_start(day + timedelta(1), work.zone) if day is not None else None


def _fill(work: Work, it: PostItem, form: PostForm) -> None:
    for name in _PLAIN:
        setattr(it, name, getattr(form, name))
    it.reply_due = _due(work, form.reply_by)
