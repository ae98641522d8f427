"""The forms of complaints: what is asked at entry, and for each step until it is followed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fmcrm_desktop.model.complaint import CHANNELS, CONSEQUENCES, CRITERIA, GAPS, LACKS, LOSSES, NEEDS, THANKS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import RATINGS

ANSWERED = "answered"
"""The note of a history line that keeps its state because only the answer was given."""
REMEDIED = "remedied"
"""The note with which a line begins that tells of an immediate remedy."""
LOSS_RISKS = {"low": N_("Low"), "middle": N_("Middle"), "high": N_("High")}
"""What stood in the reason of a loss before it was words."""
FOLDED = (
    "building_id", "received", "people", "orders", "gaps", "lacks", "criteria", "needs", "severity",
    "consequences", "loss", "loss_risk", "scale_id", "concerned_id",
)  # fmt: skip
"""What is asked on "More": everyday complaints do without."""

_WHAT, _WHO, _GAP, _HOW = N_("The complaint"), N_("Who and where"), N_("The gap"), N_("Who sees to it")


@dataclass
class ComplaintForm:
    """A complaint as the clerk takes it down, own words first; ``received`` None is now; ``promise`` promises an
    answer by then. An empty summary is taken from the own words."""

    own_words: Annotated[
        str, Field(N_("In the customer's own words"), longest=10_000, lines=4, group=_WHAT)
    ] = ""
    subject: Annotated[
        str, Field(N_("Summary"), longest=200, group=_WHAT, hint=N_("Empty: taken from the words"))
    ] = ""
    category_id: Annotated[int | None, Field(N_("Category"), pick="complaint_category", group=_WHAT)] = None
    person_id: Annotated[int | None, Field(N_("Person"), pick="person", group=_WHO)] = None
    anonymous: Annotated[bool, Field(N_("Anonymous"), group=_WHO)] = False
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit", group=_WHO)] = None
    building_id: Annotated[
        int | None, Field(N_("Building"), pick="building", group=_WHO, hint=N_("For what belongs to no unit"))
    ] = None
    channel: Annotated[str, Field(N_("Channel"), choices=CHANNELS, required=True, group=_WHO)] = "phone"
    received: Annotated[datetime | None, Field(N_("Received at"), group=_WHO, hint=N_("Empty: now"))] = None
    people: Annotated[
        tuple[int, ...], Field(N_("Others with the same complaint"), pick="person", group=_WHO)
    ] = ()
    orders: Annotated[tuple[int, ...], Field(N_("Work orders it is about"), pick="order", group=_WHO)] = ()
    gap: Annotated[str, Field(N_("Main gap"), choices=GAPS, group=_GAP)] = ""
    expected: Annotated[str, Field(N_("Expected"), longest=2_000, lines=2, group=_GAP)] = ""
    delivered: Annotated[str, Field(N_("Delivered"), longest=2_000, lines=2, group=_GAP)] = ""
    gaps: Annotated[tuple[str, ...], Field(N_("Further gaps"), choices=GAPS, group=_GAP)] = ()
    lacks: Annotated[tuple[str, ...], Field(N_("How it showed"), choices=LACKS, group=_GAP)] = ()
    criteria: Annotated[tuple[str, ...], Field(N_("Criteria"), choices=CRITERIA, group=_GAP)] = ()
    needs: Annotated[tuple[str, ...], Field(N_("Needs"), choices=NEEDS, group=_GAP)] = ()
    severity: Annotated[int | None, Field(N_("Severity, 1 slight to 5 grave"), group=_GAP)] = None
    consequences: Annotated[tuple[str, ...], Field(N_("Consequences"), choices=CONSEQUENCES, group=_GAP)] = ()
    loss: Annotated[str, Field(N_("Loss of the customer"), choices=LOSSES, group=_GAP)] = ""
    loss_risk: Annotated[str, Field(N_("Why they leave, or may"), longest=300, group=_GAP)] = ""
    scale_id: Annotated[
        int | None, Field(N_("Behaviour that caused it"), pick="behaviour_scale", group=_GAP)
    ] = None
    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff", group=_HOW)] = None
    concerned_id: Annotated[int | None, Field(N_("Staff it is about"), pick="staff", group=_HOW)] = None
    promise: Annotated[datetime | None, Field(N_("Answer promised by"), group=_HOW, until=True)] = None
    own: Annotated[tuple[OwnEntry, ...], Field(N_("Own fields"), pick="complaint")] = ()
    call_id: int | None = None
    opinion_id: int | None = None
    """The opinion of the committee it is made of."""
    version: int | None = None


@dataclass
class AcknowledgeForm:
    """The thanks: how, in which words, and by when an answer is promised. A letter or a message is written with it."""

    said: Annotated[str, Field(N_("What they are told"), longest=2_000, lines=5)] = ""
    promise: Annotated[datetime | None, Field(N_("Answer promised by"), until=True)] = None
    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff")] = None
    thanks: Annotated[
        str,
        Field(
            N_("Way of thanking"),
            choices=THANKS,
            hint=N_("A letter or a message is written with these words"),
        ),
    ] = ""
    version: int | None = None


@dataclass
class RemedyForm:
    """What was given or done at once, and what it was worth."""

    remedy: Annotated[str, Field(N_("Immediate remedy"), longest=2_000, lines=3, required=True)] = ""
    amount: Annotated[Money | None, Field(N_("Worth"), hint=N_("Up to your own limit"))] = None
    version: int | None = None
    limit: Money | None = None
    """What whoever is at the desk may give; None: as much as they like."""


@dataclass
class AlsoForm:
    """Somebody else comes with the same complaint."""

    person_id: Annotated[int | None, Field(N_("Person"), pick="person", required=True)] = None
    said: Annotated[str, Field(N_("In the customer's own words"), longest=10_000, lines=3)] = ""


@dataclass
class NoticeForm:
    """What "You said, we did" tells all owners of it, without names; empty: it is not told."""

    notice: Annotated[
        str, Field(N_("Notice in English"), longest=600, lines=4, in_chinese="other_notice")
    ] = ""
    other_notice: Annotated[str, Field(N_("Notice in Chinese"), longest=600, lines=4)] = ""
    told_day: Annotated[date | None, Field(N_("On the board since"))] = None
    version: int | None = None


@dataclass
class GiveForm:
    """Who looks into it from now on."""

    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff", required=True)] = None
    why: Annotated[str, Field(N_("Note"), longest=2_000, lines=2)] = ""
    version: int | None = None


@dataclass
class AnswerForm:
    """The answer as it was given to the person."""

    answer: Annotated[str, Field(N_("Answer to the person"), longest=10_000, lines=5, required=True)] = ""
    cause: Annotated[str, Field(N_("Cause"), longest=2_000, lines=2)] = ""
    version: int | None = None


@dataclass
class ResolveForm:
    """How it came out. Without an answer given to the person it cannot be resolved."""

    answer: Annotated[str, Field(N_("Answer to the person"), longest=10_000, lines=3)] = ""
    remedy: Annotated[str, Field(N_("Immediate remedy"), longest=2_000, lines=2)] = ""
    cause: Annotated[str, Field(N_("Cause"), longest=2_000, lines=2)] = ""
    lesson: Annotated[
        str, Field(N_("What we learned and changed"), longest=4_000, lines=2, hint=N_("Needed to follow up"))
    ] = ""
    version: int | None = None


@dataclass
class FollowUpForm:
    """What came of asking the person again, and what the office has learned."""

    lesson: Annotated[str, Field(N_("What we learned and changed"), longest=4_000, lines=4)] = ""
    said: Annotated[str, Field(N_("What the person says now"), longest=2_000, lines=2)] = ""
    rating: Annotated[int | None, Field(N_("The customer's rating"), choices=RATINGS)] = None
    recovered: Annotated[bool, Field(N_("An honest mistake that was made good"))] = False
    version: int | None = None


@dataclass
class ReasonForm:
    """Why a complaint is withdrawn or taken up again."""

    why: Annotated[str, Field(N_("Why"), longest=2_000, lines=2, required=True)] = ""
    version: int | None = None
