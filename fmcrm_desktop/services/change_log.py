"""The change log: who changed what and when, with the value before and after, as a person reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from fmcrm_desktop.model import (
    call,
    complaint,
    event,
    knowledge,
    message,
    person,
    property,
    staff,
    work_order,
)
from fmcrm_desktop.model.base import Base, Moment
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.field import fields_of
from fmcrm_desktop.model.keeping import Audit, Deed, Document
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import (
    articles,
    calendar,
    calls,
    complaints,
    messages,
    own_fields,
    owners,
    units,
    work_orders,
)
from fmcrm_desktop.services import staff as staff_service
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work

ACTIONS = {"add": N_("Added"), "change": N_("Changed"), "remove": N_("Taken away")}
SUBJECTS = {
    "person": N_("Person"),
    "person_name": N_("Further name"),
    "contact_point": N_("Contact"),
    "person_tie": N_("Household and helpers"),
    "own_field": N_("Own field"),
    "own_value": N_("Own field"),
    "site": N_("Site"),
    "building": N_("Building"),
    "entrance": N_("Entrance"),
    "unit": N_("Unit"),
    "relation": N_("Relation"),
    "fee": N_("Fee"),
    "unit_fee": N_("Fee of a unit"),
    "staff": N_("Staff"),
    "category": N_("Category"),
    "complaint": N_("Complaint"),
    "complaint_aspect": N_("Gap, criterion or need"),
    "corrective_action": N_("Corrective action"),
    "call": N_("Call"),
    "call_topic": N_("Call topic"),
    "call_list": N_("Call list"),
    "call_line": N_("Line of a call list"),
    "letter": N_("Letter"),
    "letter_template": N_("Letter template"),
    "notice": N_("Notice"),
    "notice_building": N_("Building of a notice"),
    "not_same": N_("Kept apart as two people"),
    "saved_view": N_("Saved view"),
    "promise": N_("Promise"),
    "request": N_("Request"),
    "work_order": N_("Work order"),
    "visit": N_("Visit"),
    "visit_staff": N_("Staff of a visit"),
    "event": N_("Event"),
    "event_staff": N_("Staff of an event"),
    "event_guest": N_("Guest of an event"),
    "agreement": N_("Agreement"),
    "agreement_unit": N_("Unit of an agreement"),
    "target_rule": N_("Target"),
    "escalation_rule": N_("Rule of escalation"),
    "escalated": N_("Escalation"),
    "problem": N_("Usual problem"),
    "article": N_("Article"),
    "article_rating": N_("Rating of an article"),
    "article_use": N_("Use of an article"),
    "room": N_("Room"),
    "reminded": N_("Reminder"),
    "move": N_("Change of state"),
    "note": N_("Note"),
    "attachment": N_("Attachment"),
    "message": N_("Message or mail"),
    "setting": N_("Setting"),
    "import_mapping": N_("Matched columns"),
}
_WORDS: dict[str, Mapping[str, str]] = {
    "complaint.state": complaint.STATES,
    "complaint.channel": complaint.CHANNELS,
    "complaint.gap": complaint.GAPS,
    "corrective_action.kind": complaint.ACTION_KINDS,
    "work_order.state": work_order.STATES,
    "work_order.priority": work_order.PRIORITIES,
    "request.channel": complaint.CHANNELS,
    "article.kind": knowledge.ARTICLE_KINDS,
    "call.direction": call.DIRECTIONS,
    "call.outcome": call.OUTCOMES,
    "promise.kind": call.PROMISE_KINDS,
    "event.kind": event.KINDS,
    "event.on_holiday": event.ON_HOLIDAY,
    "event.direction": event.DIRECTIONS,
    "event_guest.answer": event.ANSWERS,
    "person.kind": person.KINDS,
    "person.salutation": person.SALUTATIONS,
    "person.language": person.PRINT_LANGUAGES,
    "contact_point.kind": person.CONTACT_KINDS,
    "contact_point.purpose": person.PURPOSES,
    "relation.role": property.ROLES,
    "unit.kind": property.UNIT_KINDS,
    "building.kind": property.BUILDING_KINDS,
    "staff.role": staff.ROLE_NAMES,
    "message.channel": message.CHANNELS,
    "message.language": person.PRINT_LANGUAGES,
    "message.state": message.STATES,
}
_LABELS = {
    "state": N_("State"),
    "number": N_("No."),
    "archived": N_("Archived"),
    "sort_key": N_("Sorted as"),
    "label": N_("Label"),
    "sequence": N_("Times changed"),
    "script": N_("What to say"),
    "other_script": N_("What to say in the other language"),
    "done": N_("Done"),
    "closed": N_("Closed"),
    "responded": N_("First response"),
    "arrived": N_("Arrived"),
    "resolved": N_("Resolved"),
    "followed_up": N_("Followed up"),
    "answered": N_("Answered"),
    "acknowledged": N_("Acknowledged"),
    "due": N_("Due"),
    "respond_due": N_("Respond by"),
    "arrive_due": N_("Arrive by"),
    "acknowledge_due": N_("Acknowledge by"),
    "follow_up_due": N_("Follow up by"),
    "value": N_("Value"),
    "name": N_("Name"),
    "from_state": N_("State before"),
    "to_state": N_("State after"),
    "why": N_("Why"),
    "text": N_("Text"),
    "moment": N_("When"),
    "kept": N_("Kept"),
    "reopened": N_("Reopened"),
    "handed_off": N_("Handed on"),
    "share_numerator": N_("Share, numerator"),
    "share_denominator": N_("Share, denominator"),
    "role": N_("Role"),
    "until_day": N_("Until"),
    "from_day": N_("From"),
    "own_words": N_("Own words"),
    "external_number": N_("Old number"),
    "kind": N_("Kind"),
    "subject": N_("Subject"),
    "address": N_("Address"),
    "code": N_("Number"),
    "floors": N_("Floors"),
    "lift": N_("Lift"),
    "other_name": N_("Name in the other language"),
    "seconds": N_("Seconds"),
    "digits": N_("Digits"),
    "e164": N_("Number to dial"),
    "preferred": N_("Preferred"),
    "done_day": N_("Done on"),
    "proof": N_("Proof"),
    "order_id": N_("Work order"),
    "clash_reason": N_("Reason to save all the same"),
    "planned_from": N_("Visit from"),
    "planned_until": N_("Visit until"),
    "departed": N_("Left"),
    "result": N_("Result of the visit"),
    "made": N_("Promised on"),
    "dropped": N_("Promise taken back"),
    "given_to_id": N_("Handed to"),
    "subject_id": N_("Matter"),
    "alternative": N_("Offered instead"),
    "repeat_of_id": N_("Repeat of"),
    "external": N_("Old number"),
    "gender": N_("Gender"),
    "occupation": N_("Occupation"),
    "account": N_("Account"),
    "fixed": N_("Fixed amount"),
    "formula": N_("Formula"),
    "months": N_("Months"),
    "price": N_("Price"),
    "recurring": N_("Recurring"),
    "position": N_("Place in the list"),
    "rule": N_("Repetition"),
    "except_days": N_("Left-out days"),
    "extra_days": N_("Days put in besides"),
    "uid": N_("Identifier in calendar files"),
    "on_holiday": N_("On days off"),
    "series_id": N_("Changed time of"),
    "occurrence": N_("Its time in the series"),
    "attended": N_("Came"),
    "answer": N_("Answer"),
    "by_id": N_("Entered by"),
    "remind_before": N_("Remind"),
    "shown": N_("Shown on"),
    "again": N_("Put off until"),
    "must_change": N_("Password to be changed"),
    "password_hash": N_("Password"),
    "mapping": N_("Matched columns"),
    "signature": N_("Columns of the file"),
    "stored_name": N_("File"),
    "size": N_("Size"),
    "sha256": N_("Checksum"),
    "added": N_("Added"),
    "consent": N_("Consent"),
    "language": N_("Language"),
    "method": N_("Calendar file"),
    "subject_of": N_("It is about"),
    "read": N_("Read"),
    "message_id": N_("Number of the mail"),
    "tries": N_("Tries"),
    "next_try": N_("Next try"),
    "taken_until": N_("Being sent until"),
    "sent": N_("Sent"),
    "article_id": N_("Article"),
    "stars": N_("Stars"),
    "helped": N_("It helped"),
}
_FORMS: dict[str, tuple[type, ...]] = {
    "person": (owners.PersonForm,),
    "contact_point": (owners.ContactLine,),
    "person_name": (owners.NameLine,),
    "own_field": (own_fields.OwnFieldForm,),
    "unit": (units.UnitForm,),
    "complaint": (complaints.ComplaintForm, complaints.ResolveForm, complaints.FollowUpForm),
    "corrective_action": (complaints.ActionForm,),
    "work_order": (work_orders.OrderForm, work_orders.DoneForm),
    "request": (work_orders.OrderForm,),
    "event": (calendar.EventForm,),
    "article": (articles.ArticleForm,),
    "message": (messages.PersonMessageForm,),
    "call": (calls.CallForm,),
    "staff": (staff_service.StaffForm,),
}
_NAMES: dict[str, Any] = {
    "person_id": person.Person.name,
    "unit_id": property.Unit.label,
    "building_id": property.Building.code,
    "category_id": Category.name,
    "staff_id": staff.Staff.name,
    "by_id": staff.Staff.name,
    "responsible_id": staff.Staff.name,
    "given_to_id": staff.Staff.name,
    "repeat_of_id": work_order.WorkOrder.number,
    "concerned_id": staff.Staff.name,
    "order_id": work_order.WorkOrder.number,
    "complaint_id": complaint.Complaint.number,
    "event_id": event.Event.title,
    "series_id": event.Event.title,
    "room_id": event.Room.name,
    "article_id": knowledge.Article.title,
    "problem_id": knowledge.Problem.name,
}


@dataclass(frozen=True)
class ChangeRow:
    """One record changed: ``action`` and ``subject`` are codes of ACTIONS and SUBJECTS."""

    id: int
    moment: datetime
    who: str
    action: str
    subject: str
    title: str


@dataclass(frozen=True)
class Difference:
    """A column before and after: ``label`` is marked; values are codes of ``words`` where it has any."""

    label: str
    before: object
    after: object
    words: Mapping[str, str] | None = None


@dataclass(frozen=True)
class ChangeCard:
    """A change with all its columns. ``deed`` can be undone from here."""

    row: ChangeRow
    deed: int
    ref: int
    undone: bool
    differences: tuple[Difference, ...]


@needs("audit.read")
def page(work: Work, query: Query) -> Page[ChangeRow]:
    """The changes, newest first. Filters: subject, action, staff. ``text`` looks into the values."""
    ids = select(Audit.id).join(Deed, Deed.id == Audit.deed_id)
    columns = {"subject": Audit.record_table, "action": Audit.action, "staff": Deed.staff_id}
    for name, column in columns.items():
        if name in query.where:
            ids = ids.where(column.in_(query.where[name]))
    for word in query.text.split():
        kept = json.dumps(word, ensure_ascii=False)[1:-1]  # as the values stand in the line
        ids = ids.where(Audit.changes.icontains(kept, autoescape=True))
    found = work.ids(ids.order_by(Audit.id.desc()))
    return Page(found, tuple(rows(work, found[:FIRST])))


@needs("audit.read")
def people(work: Work) -> list[tuple[int, str]]:
    """Who has changed anything, for the filter."""
    named = select(Deed.staff_id, Deed.who).where(Deed.staff_id.is_not(None)).distinct().order_by(Deed.who)
    return [(row.staff_id, row.who) for row in work.rows(named)]


@needs("audit.read")
def rows(work: Work, ids: Sequence[int]) -> list[ChangeRow]:
    found = [
        ChangeRow(row[0], row[1], row[2], row[3], row[4], row[5] or "")
        for row in work.rows(_columns().where(Audit.id.in_(ids)))
    ]
    return in_order(ids, found, lambda row: row.id)


def _columns() -> Select[*tuple[Any, ...]]:
    found = (Document.kind == Audit.record_table) & (Document.ref == Audit.record_id)
    return (
        select(Audit.id, Deed.moment, Deed.who, Audit.action, Audit.record_table, Document.title)
        .join(Deed, Deed.id == Audit.deed_id)
        .outerjoin(Document, found)
    )


@needs("audit.read")
def card(work: Work, id: int) -> ChangeCard:
    """One change with its values; raises Missing."""
    seen = rows(work, [id])
    line = work.row(select(Audit.deed_id, Audit.record_id, Audit.changes).where(Audit.id == id))
    if not seen or line is None:
        raise Missing("audit", id)
    table = seen[0].subject
    changes: dict[str, list[Any]] = json.loads(line.changes)
    differences = tuple(
        Difference(
            _label(table, name),
            _value(work, table, name, old),
            _value(work, table, name, new),
            _WORDS.get(f"{table}.{name}"),
        )
        for name, (old, new) in changes.items()
    )
    undone = work.value(select(Deed.id).where(Deed.undoes_id == line.deed_id)) is not None
    return ChangeCard(seen[0], line.deed_id, line.record_id, undone, differences)


@cache
def _labels(table: str) -> Mapping[str, str]:
    return {each.name: each.field.label for form in _FORMS.get(table, ()) for each in fields_of(form)}


def _label(table: str, name: str) -> str:
    plain = name.removesuffix("_id")
    return _labels(table).get(name) or _LABELS.get(name) or SUBJECTS.get(plain) or plain.replace("_", " ")


def _value(work: Work, table: str, name: str, said: Any) -> object:
    """A value of the log as people know it: a moment, a day, the name of what an id points to."""
    column = Base.metadata.tables[table].columns.get(name)
    if said is None or column is None:
        return said
    if isinstance(column.type, Moment) and isinstance(said, str):
        return datetime.fromisoformat(said)
    if isinstance(said, str) and column.type.python_type is date:
        return date.fromisoformat(said)
    named = _NAMES.get(name)
    if named is not None:
        return work.value(select(named).where(named.class_.id == said)) or said
    return said
