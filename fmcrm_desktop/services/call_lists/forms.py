"""What is asked about a call list: whom it holds, what is said, who calls; and what came of a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.words import N_

WHOM = N_("Who is to be called")
SPECIAL = {
    "complaint": N_("With an open complaint"),
    "rating": N_("Whose work order was done lately, for a rating"),
    "unpaid": N_("Who has not paid a bill in time"),
}
"""Whom a matter brings onto the list; the line then leads to it."""


@dataclass
class ListForm:
    """A new call list. ``people`` are those marked in another list, ``query`` that list as it was filtered; without
    either the filters of the form choose."""

    name: Annotated[str, Field(N_("Name of the list"), longest=120, required=True)] = ""
    topic_id: Annotated[int | None, Field(N_("Topic"), pick="call_topic")] = None
    script: Annotated[
        str, Field(N_("What to say"), longest=4000, lines=4, hint=N_("Shown beside each call"))
    ] = ""
    due_day: Annotated[date | None, Field(N_("Until"))] = None
    staff_ids: Annotated[tuple[int, ...], Field(N_("Share out evenly to"), pick="staff")] = ()
    special: Annotated[str, Field(N_("Only people"), choices=SPECIAL, group=WHOM)] = ""
    building_id: Annotated[int | None, Field(N_("Building"), pick="building", group=WHOM)] = None
    role: Annotated[str, Field(N_("Relation"), choices=ROLES, group=WHOM)] = ""
    words: Annotated[str, Field(N_("Found by the words"), longest=200, group=WHOM)] = ""
    people: tuple[int, ...] = ()
    query: Query | None = None


@dataclass
class ChosenForm:
    """A new call list of people that are chosen already."""

    name: Annotated[str, Field(N_("Name of the list"), longest=120, required=True)] = ""
    topic_id: Annotated[int | None, Field(N_("Topic"), pick="call_topic")] = None
    script: Annotated[
        str, Field(N_("What to say"), longest=4000, lines=4, hint=N_("Shown beside each call"))
    ] = ""
    due_day: Annotated[date | None, Field(N_("Until"))] = None
    staff_ids: Annotated[tuple[int, ...], Field(N_("Share out evenly to"), pick="staff")] = ()
    special: Annotated[str, Field(N_("Of these only people"), choices=SPECIAL)] = ""
    people: tuple[int, ...] = ()
    query: Query | None = None


@dataclass
class ChangeForm:
    """What can still be changed about a list."""

    name: Annotated[str, Field(N_("Name of the list"), longest=120, required=True)] = ""
    topic_id: Annotated[int | None, Field(N_("Topic"), pick="call_topic")] = None
    script: Annotated[str, Field(N_("What to say"), longest=4000, lines=4)] = ""
    due_day: Annotated[date | None, Field(N_("Until"))] = None
    version: int | None = None


@dataclass
class ShareForm:
    """To whom the lines that still wait are shared out; ``again`` also those that have a caller already."""

    staff_ids: Annotated[tuple[int, ...], Field(N_("Share out evenly to"), pick="staff", required=True)] = ()
    again: Annotated[bool, Field(N_("Also the lines that have a caller already"))] = False


@dataclass
class CallerForm:
    """Who calls the marked lines; nobody gives them back to all."""

    staff_id: Annotated[int | None, Field(N_("Caller"), pick="staff")] = None


@dataclass
class BackForm:
    """A call-back promised in a call of a list."""

    due: Annotated[datetime | None, Field(N_("Call back until"), required=True, until=True)] = None
    note: Annotated[str, Field(N_("Note"), longest=300)] = ""
    version: int | None = None
