"""What is asked about a call, and what may follow from it in the same deed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fmcrm_desktop.model.call import DIRECTIONS, OUTCOMES
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import PRIORITIES

THEN = N_("What follows")


@dataclass
class CallForm:
    """A call as the clerk writes it down. ``started`` None is now; ``promise_id`` is the promise of a call-back
    that this call keeps. With ``make_order`` or ``make_complaint`` a work order or a complaint is entered from it
    in the same deed."""

    person_id: Annotated[int | None, Field(N_("Person"), pick="person")] = None
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit")] = None
    number: Annotated[str, Field(N_("Telephone number"), longest=60)] = ""
    direction: Annotated[str, Field(N_("Direction"), choices=DIRECTIONS, required=True)] = "in"
    topic: Annotated[str, Field(N_("About"), longest=200, required=True)] = ""
    outcome: Annotated[str, Field(N_("Outcome"), choices=OUTCOMES, required=True)] = "answered"
    notes: Annotated[
        str, Field(N_("What was said"), longest=4000, lines=4, hint=N_("In the customer's own words"))
    ] = ""
    started: Annotated[datetime | None, Field(N_("Began"), hint=N_("Now"))] = None
    minutes: Annotated[int | None, Field(N_("Minutes"))] = None
    call_back: Annotated[datetime | None, Field(N_("Call back until"), group=THEN)] = None
    make_order: Annotated[bool, Field(N_("Enter a work order"), group=THEN)] = False
    order_category_id: Annotated[int | None, Field(N_("Category"), pick="order_category", group=THEN)] = None
    order_priority: Annotated[str, Field(N_("Priority"), choices=PRIORITIES, required=True, group=THEN)] = (
        "normal"
    )
    make_complaint: Annotated[bool, Field(N_("Register a complaint"), group=THEN)] = False
    complaint_category_id: Annotated[
        int | None, Field(N_("Category of the complaint"), pick="complaint_category", group=THEN)
    ] = None
    promise_id: int | None = None
    version: int | None = None
