"""The owners' committee: bodies and members, meetings with votes, opinions, what is passed on, disputes, our duties."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record, listed, pointed
from fmcrm_desktop.model.words import N_

BODY_KINDS = {
    "committee": N_("Owners' committee"),
    "assembly": N_("Owners' assembly"),
    "group": N_("Working group"),
}
POSTS = {
    "chair": N_("Chair"),
    "deputy": N_("Deputy chair"),
    "member": N_("Member"),
    "alternate": N_("Alternate"),
    "secretary": N_("Secretary"),
}
VOTING_POSTS = ("chair", "deputy", "member")
"""Posts that have a vote; an alternate and a secretary have none."""
PRESENCE = {
    "present": N_("Present"),
    "represented": N_("Represented"),
    "absent": N_("Absent"),
    "invited": N_("Invited"),
}
THERE = ("present", "represented")
VOTES = {"yes": N_("In favour"), "no": N_("Against"), "abstained": N_("Abstained")}
DECISION_STATES = {
    "open": N_("To be carried out"),
    "done": N_("Carried out"),
    "dropped": N_("Dropped"),
    "rejected": N_("Not passed"),
}
DISPUTE_STATES = {"open": N_("Under way"), "settled": N_("Agreement reached"), "failed": N_("Not settled")}
PARTY_KINDS = {"person": N_("Owner or resident"), "committee": N_("Committee"), "office": N_("Office")}


class CommitteeBody(Record):
    """A committee, an assembly or a group of owners, with its rules of voting. Parts are kept as fractions ("2/3")."""

    __tablename__ = "committee_body"

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="committee")
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    """Whose units count: of the building, else of the site, else of all."""
    counts: Mapped[str] = mapped_column(default="head")
    quorum: Mapped[str] = mapped_column(default="1/2")
    quorum_more: Mapped[bool] = mapped_column(default=True)
    majority: Mapped[str] = mapped_column(default="1/2")
    majority_more: Mapped[bool] = mapped_column(default=True)
    base: Mapped[str] = mapped_column(default="cast")
    note: Mapped[str] = mapped_column(default="")


class CommitteeMember(Record):
    """Somebody's post in a body, from one day until another (both inclusive, None for open)."""

    __tablename__ = "committee_member"

    body_id: Mapped[int] = mapped_column(ForeignKey("committee_body.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    post: Mapped[str] = mapped_column(default="member")
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]


class CommitteeMeeting(Record):
    """A meeting of a body. Its rule of voting is the body's on the day it was entered; ``entitled`` is what all who
    may vote weigh together, ``more_present`` what those weigh who came and are not named."""

    __tablename__ = "committee_meeting"
    __table_args__ = (listed("committee_meeting", "starts", "id"),)

    number: Mapped[str]
    body_id: Mapped[int] = mapped_column(ForeignKey("committee_body.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    starts: Mapped[datetime]
    ends: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(default="")
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    """Where it stands on the calendar."""
    counts: Mapped[str] = mapped_column(default="head")
    quorum: Mapped[str] = mapped_column(default="1/2")
    quorum_more: Mapped[bool] = mapped_column(default=True)
    majority: Mapped[str] = mapped_column(default="1/2")
    majority_more: Mapped[bool] = mapped_column(default=True)
    base: Mapped[str] = mapped_column(default="cast")
    entitled: Mapped[str] = mapped_column(default="0")
    more_present: Mapped[str] = mapped_column(default="0")
    no_area: Mapped[int] = mapped_column(default=0)
    """Units that count nothing because their floor area is not known."""
    minutes: Mapped[str] = mapped_column(default="")
    """What was said besides the items of the agenda."""
    minuted_by: Mapped[str] = mapped_column(default="")


class AgendaItem(Record):
    """A point of a meeting's agenda, with what was said about it."""

    __tablename__ = "agenda_item"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("committee_meeting.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    other_title: Mapped[str] = mapped_column(default="")
    minutes: Mapped[str] = mapped_column(default="")


class Attendance(Record):
    """Who was asked to a meeting and whether they came; ``weight`` is their vote's on its day."""

    __tablename__ = "attendance"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("committee_meeting.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    presence: Mapped[str] = mapped_column(default="invited")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who came in their place."""
    weight: Mapped[str] = mapped_column(default="0")


class Decision(Record):
    """What a meeting voted on, and what became of it."""

    __tablename__ = "decision"
    __table_args__ = (listed("decision", "decided_day", "id"),)

    number: Mapped[str]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("committee_meeting.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    decided_day: Mapped[date]
    text: Mapped[str]
    other_text: Mapped[str] = mapped_column(default="")
    passed: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="open")
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    due_day: Mapped[date | None] = mapped_column(index=True)
    done_day: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="")
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))


class Vote(Record):
    """How somebody voted, with the weight of it; without a person: votes that were counted together."""

    __tablename__ = "committee_vote"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    vote: Mapped[str]
    weight: Mapped[str]


class Opinion(Record):
    """What the committee brought to the office, in its words, until it is answered."""

    __tablename__ = "opinion"
    __table_args__ = (listed("opinion", "received", "id"), pointed("opinion", "person_id"))

    number: Mapped[str]
    body_id: Mapped[int] = mapped_column(ForeignKey("committee_body.id"), index=True)
    received: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who brought it."""
    own_words: Mapped[str]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    due_day: Mapped[date | None] = mapped_column(index=True)
    answer: Mapped[str] = mapped_column(default="")
    answered_day: Mapped[date | None]
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    suggestion_id: Mapped[int | None] = mapped_column(ForeignKey("suggestion.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))


class Passing(Record):
    """A notice or an event passed on to the committee: to one member, or (no person) to the committee as a whole."""

    __tablename__ = "passing"

    body_id: Mapped[int] = mapped_column(ForeignKey("committee_body.id"), index=True)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    given_day: Mapped[date] = mapped_column(index=True)
    confirmed_day: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class Dispute(Record):
    """A dispute the office explains in and mediates."""

    __tablename__ = "dispute"
    __table_args__ = (listed("dispute", "opened", "id"),)

    number: Mapped[str]
    body_id: Mapped[int | None] = mapped_column(ForeignKey("committee_body.id"))
    opened: Mapped[date]
    matter: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    outcome: Mapped[str] = mapped_column(default="")
    closed_day: Mapped[date | None]


class DisputeParty(Record):
    """One side of a dispute."""

    __tablename__ = "dispute_party"

    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"), index=True)
    kind: Mapped[str] = mapped_column(default="person")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    wants: Mapped[str] = mapped_column(default="")


class DisputeTalk(Record):
    """A talk about a dispute: who was there, what was said, what was agreed."""

    __tablename__ = "dispute_talk"

    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"), index=True)
    day: Mapped[date]
    who: Mapped[str] = mapped_column(default="")
    said: Mapped[str] = mapped_column(default="")
    agreed: Mapped[str] = mapped_column(default="")


class Duty(Record):
    """A line of the scope of duties: what the office does, or does not do, in English and Chinese."""

    __tablename__ = "duty"

    done: Mapped[bool] = mapped_column(default=True)
    """Whether the office does it."""
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(default="")
    other_text: Mapped[str] = mapped_column(default="")
