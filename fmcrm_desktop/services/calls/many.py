"""Many calls at once: put under one topic or outcome, put away and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.call import OUTCOMES, Call
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import call_topics, together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@dataclass
class ManyCallsForm:
    """What changes on all of them; a field left empty changes nothing."""

    topic: Annotated[str, Field(N_("About"), longest=200)] = ""
    outcome: Annotated[str, Field(N_("Outcome"), choices=OUTCOMES)] = ""


@needs("call.write")
def change_many(work: Work, ids: Sequence[int], form: ManyCallsForm) -> Together:
    """Give every call the topic or the outcome that is filled in."""
    check(form)
    if not (form.topic or form.outcome):
        raise Invalid(topic=N_("Fill in what is to change."))
    values: dict[str, object] = {"outcome": form.outcome} if form.outcome else {}
    if form.topic:
        values |= {"topic": form.topic, "topic_id": call_topics.meant(work, form.topic)}
    return together.each(work, Call, ids, lambda call: together.give(call, values), _name)


@needs("call.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Take calls out of the log."""
    return together.each(work, Call, ids, lambda call: together.archive(work, call), _name)


@needs("call.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Bring archived calls back."""
    return together.each(work, Call, ids, lambda call: together.restore(work, call), _name)


def _name(call: Call) -> str:
    return call.topic or call.number
