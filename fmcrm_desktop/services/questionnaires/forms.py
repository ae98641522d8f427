"""The form of a questionnaire: what it is called, what stands above it, its questions in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fmcrm_desktop.model.complaint import CRITERIA, NEEDS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.survey import QUESTIONNAIRE_KINDS, SCALES
from fmcrm_desktop.model.words import N_

TOPICS = {**CRITERIA, **NEEDS}
"""What a question is about: a criterion where expected stands beside perceived, a need where 1 to 5 is given."""


@dataclass
class QuestionLine:
    """A question as it is typed."""

    in_order: ClassVar[bool] = True
    """The lines have an order that the form can change."""

    text: Annotated[str, Field(N_("Question"), longest=300, required=True)] = ""
    other_text: Annotated[str, Field(N_("In the other language"), longest=300)] = ""
    scale: Annotated[str, Field(N_("Kind of answer"), choices=SCALES, required=True)] = "five"
    topic: Annotated[str, Field(N_("Asks about"), choices=TOPICS)] = ""
    id: int | None = None
    seen: int | None = None
    """The version of the question that the form was opened with."""


@dataclass
class QuestionnaireForm:
    """A questionnaire with its questions."""

    name: Annotated[str, Field(N_("Name of the questionnaire"), longest=120, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=120)] = ""
    kind: Annotated[str, Field(N_("Kind"), choices=QUESTIONNAIRE_KINDS, required=True)] = "own"
    intro: Annotated[
        str,
        Field(N_("What stands above"), longest=1000, lines=3, hint=N_("Why we ask, what happens with it")),
    ] = ""
    other_intro: Annotated[str, Field(N_("The same in the other language"), longest=1000, lines=3)] = ""
    questions: Annotated[tuple[QuestionLine, ...], Field(N_("Questions"))] = ()
    known: tuple[int, ...] = ()
    """The questions there were when the form was opened: only these can be taken out by it."""
    version: int | None = None
