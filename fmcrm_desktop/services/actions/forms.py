"""The forms of corrective actions: what is agreed, and that it was carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.complaint import ACTION_KINDS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.words import N_

SOURCES = {
    "complaint": N_("Complaint"),
    "survey": N_("Survey"),
    "plan": N_("Plan to close a gap"),
    "observation": N_("Observation at the counter"),
    "review": N_("Procedure looked through"),
    "suggestion": N_("Suggestion"),
    "decision": N_("Decision of the committee"),
}
"""What an action may follow from: each has a column of its own, ``complaint_id`` and so on."""


@dataclass
class ActionForm:
    """A corrective action to agree on. The ids below say what it follows from; none: of the office's own accord."""

    text: Annotated[str, Field(N_("What will be changed"), longest=1_000, lines=2, required=True)] = ""
    kind: Annotated[str, Field(N_("Kind"), choices=ACTION_KINDS, required=True)] = "remedy"
    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff")] = None
    due_day: Annotated[date | None, Field(N_("To be done by"))] = None
    trained_id: Annotated[
        int | None,
        Field(N_("Who is trained"), pick="staff", hint=N_("Only of a training")),
    ] = None
    version: int | None = None
    complaint_id: int | None = None
    survey_id: int | None = None
    criterion: str = ""
    plan_id: int | None = None
    observation_id: int | None = None
    review_id: int | None = None
    suggestion_id: int | None = None
    decision_id: int | None = None


@dataclass
class DoneForm:
    """When an action was carried out, and how one can see it; no day is today."""

    proof: Annotated[str, Field(N_("Proof"), longest=1_000, lines=2)] = ""
    done_day: Annotated[date | None, Field(N_("Carried out on"), hint=N_("Empty: today"))] = None
    version: int | None = None
