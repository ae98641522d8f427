"""Writing messages by hand: among the staff, up and down, and to the people of the office; marking them read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from sqlalchemy import select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.message import Message
from fmcrm_desktop.model.refusal import Invalid, Missing
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.messages.telling import Telling, tell
from fmcrm_desktop.store.work import Work

GROUPS = {
    "named": N_("Only those named"),
    "managers": N_("The managers"),
    "everybody": N_("Everybody who works here"),
}
TO_PEOPLE = {
    "preferred": N_("As the person prefers"), "email": N_("Email"), "text": N_("Text to copy"),
    "paper": N_("Printed slip"),
}  # fmt: skip


@dataclass
class StaffMessageForm:
    """A message among the staff; one about a matter opens it."""

    staff: Annotated[tuple[int, ...], Field(N_("To"), pick="staff")] = ()
    group: Annotated[str, Field(N_("And to"), choices=GROUPS, required=True)] = "named"
    subject: Annotated[str, Field(N_("Subject"), longest=200, required=True)] = ""
    text: Annotated[str, Field(N_("Text"), longest=10_000, lines=8)] = ""
    subject_of: str = ""
    subject_id: int | None = None


@dataclass
class PersonMessageForm:
    """A message to people of the office, to each by the way that reaches them."""

    people: Annotated[tuple[int, ...], Field(N_("To"), pick="person", required=True)] = ()
    channel: Annotated[str, Field(N_("By"), choices=TO_PEOPLE, required=True)] = "preferred"
    template_id: Annotated[
        int | None, Field(N_("Template"), pick="letter_template", hint=N_("Fills the texts below"))
    ] = None
    subject: Annotated[str, Field(N_("Subject"), longest=200, required=True)] = ""
    text: Annotated[str, Field(N_("Text"), longest=10_000, lines=8, required=True)] = ""
    subject_of: str = ""
    subject_id: int | None = None


@needs("note.write")
def write(work: Work, form: StaffMessageForm) -> list[int]:
    """Write to staff: those named, the managers, or everybody; never to oneself. Raises Invalid when nobody is left."""
    check(form)
    named = list(dict.fromkeys(form.staff))
    if form.group != "named":
        group = select(Staff.id).where(Staff.archived.is_(None), Staff.vendor.is_(False)).order_by(Staff.id)
        if form.group == "managers":
            group = group.where(Staff.role == "manager")
        named += [id for id in work.column(group) if id not in named and id != work.who.staff_id]
    if not named:
        raise Invalid(staff=N_("Say who is to read it."))
    return tell(work, _told(form, ""), staff=named)


@needs("call.write")
def write_to_person(work: Work, form: PersonMessageForm) -> list[int]:
    """Write to people: it waits in the outbox until it is sent, copied or printed."""
    check(form)
    return tell(work, _told(form, "" if form.channel == "preferred" else form.channel), people=form.people)


@needs("office.read")
def read(work: Work, ids: Sequence[int]) -> None:
    """Mark one's own messages as read; the first reading counts."""
    for message in _own(work, ids):
        if message.read is None:
            message.read = work.now


@needs("office.read")
def unread(work: Work, ids: Sequence[int]) -> None:
    """Put one's own messages back among those to be read."""
    for message in _own(work, ids):
        message.read = None


def _own(work: Work, ids: Sequence[int]) -> Sequence[Message]:
    wanted = select(Message).where(
        Message.id.in_(ids), Message.staff_id == work.who.staff_id, Message.channel == "program"
    )
    found = work.records(wanted)
    if len(found) < len(set(ids)):
        raise Missing("message", ids)
    return found


def _told(form: StaffMessageForm | PersonMessageForm, channel: str) -> Telling:
    about = (form.subject_of, form.subject_id) if form.subject_of and form.subject_id is not None else None
    return Telling(form.subject, form.text, about=about, channel=channel)
