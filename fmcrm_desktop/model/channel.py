"""Ways between the office and its customers: boards and windows, the handbook, the counter, post, texts to groups."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record, listed, lived, pointed
from fmcrm_desktop.model.words import N_

PLACE_KINDS = {"board": N_("Notice board"), "window": N_("Display window")}
POST_CHANNELS = {"letter": N_("Letter"), "parcel": N_("Parcel"), "fax": N_("Fax"), "email": N_("Email")}
DIRECTIONS = {"in": N_("Came in"), "out": N_("Went out")}
VISIT_KINDS = {
    "enquiry": N_("Enquiry"), "complaint": N_("Complaint"), "request": N_("Request for work"),
    "payment": N_("Paying"), "papers": N_("Papers and permits"), "parcel": N_("Fetching post"), "other": N_("Other"),
}  # fmt: skip
GROUP_CHANNELS = {
    "text": N_("Text message"), "wechat": N_("WeChat group"), "email": N_("Email"), "other": N_("Other"),
}  # fmt: skip
_HANGS = text("archived is null and taken_down is null")
_LIES = text("archived is null and channel in ('letter', 'parcel') and direction = 'in' and handed is null")
_OWED = text("archived is null and answered is null and reply_by is not null")
_WAITS = text("archived is null and finished is null")


class NoticePlace(Record):
    """A board or window where the office posts."""

    __tablename__ = "notice_place"

    kind: Mapped[str] = mapped_column(default="board")
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"), index=True)
    place: Mapped[str]
    other_place: Mapped[str] = mapped_column(default="")


class NoticePosting(Record):
    """A notice, or display material that has only a title, at a place from one day until it is taken down."""

    __tablename__ = "notice_posting"
    __table_args__ = (
        Index("ix_notice_posting_hanging", "until_day", "from_day", sqlite_where=_HANGS),
        listed("notice_posting", "from_day", "id"),
    )

    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    place_id: Mapped[int] = mapped_column(ForeignKey("notice_place.id"), index=True)
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    """The last day it hangs."""
    put_up: Mapped[datetime | None]
    put_up_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    taken_down: Mapped[datetime | None]
    taken_down_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str] = mapped_column(default="")


class HandbookEdition(Record):
    """An edition of the owners' handbook; the one of the latest day is the current one."""

    __tablename__ = "handbook_edition"

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    edition: Mapped[str]
    day: Mapped[date]
    note: Mapped[str] = mapped_column(default="")


class HandbookIssue(Record):
    """An edition handed to somebody."""

    __tablename__ = "handbook_issue"
    __table_args__ = (Index(None, "edition_id", "person_id"), Index(None, "person_id", "issued"))

    edition_id: Mapped[int] = mapped_column(ForeignKey("handbook_edition.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    issued: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    signed: Mapped[bool] = mapped_column(default=False)
    """The receipt came back with a signature."""


class CounterVisit(Record):
    """Somebody at the counter: arrived, served, gone. ``went`` is true for one who left without being served."""

    __tablename__ = "counter_visit"
    __table_args__ = (
        Index("ix_counter_visit_waiting", "arrived", sqlite_where=_WAITS),
        listed("counter_visit", "arrived", "id"),
        lived("counter_visit", "person_id", "arrived"),
        lived("counter_visit", "unit_id", "arrived"),
        pointed("counter_visit", "order_id"),
        pointed("counter_visit", "complaint_id"),
    )

    ticket: Mapped[int]
    """Counted anew each day."""
    arrived: Mapped[datetime]
    served: Mapped[datetime | None]
    finished: Mapped[datetime | None]
    went: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="enquiry")
    topic: Mapped[str] = mapped_column(default="")
    """What the visitor said."""
    answer: Mapped[str] = mapped_column(default="")
    """What we answered, what became of it."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    handed_off: Mapped[int] = mapped_column(default=0)
    rating: Mapped[int | None]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))


class PostItem(Record):
    """A letter, parcel, fax or email that came in or went out."""

    __tablename__ = "post_item"
    __table_args__ = (
        Index("ix_post_item_lying", "moment", sqlite_where=_LIES),
        Index("ix_post_item_owed", "reply_by", sqlite_where=_OWED),
        listed("post_item", "moment", "id"),
        lived("post_item", "person_id", "moment"),
        lived("post_item", "unit_id", "moment"),
        pointed("post_item", "order_id"),
        pointed("post_item", "complaint_id"),
    )

    number: Mapped[str]
    channel: Mapped[str] = mapped_column(default="letter")
    direction: Mapped[str] = mapped_column(default="in")
    moment: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(default="")
    """From or to whom, where it is nobody the office keeps."""
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    """What was written, pasted."""
    carrier: Mapped[str] = mapped_column(default="")
    tracking: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    """Where it lies."""
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    handed_off: Mapped[int] = mapped_column(default=0)
    reply_by: Mapped[date | None]
    reply_due: Mapped[datetime | None]
    """The end of that day by the office's clock."""
    answered: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    handed: Mapped[datetime | None]
    handed_to: Mapped[str] = mapped_column(default="")
    handed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))


class GroupMessage(Record):
    """A text sent to many from outside the program: copied from here, and that it was sent is kept."""

    __tablename__ = "group_message"

    made: Mapped[datetime]
    channel: Mapped[str] = mapped_column(default="text")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    other_text: Mapped[str] = mapped_column(default="")
    count: Mapped[int] = mapped_column(default=0)


class GroupMessagePerson(Link):
    """Somebody it was sent to, and in which language."""

    __tablename__ = "group_message_person"
    __table_args__ = (Index(None, "person_id", "made"),)

    message_id: Mapped[int] = mapped_column(ForeignKey("group_message.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    language: Mapped[str] = mapped_column(default="")
    made: Mapped[datetime]
    """The moment of the message, by which the person's life is read."""
