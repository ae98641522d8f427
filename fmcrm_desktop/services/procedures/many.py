"""Many procedures at once: given to somebody, given a day, put away and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.improvement import Procedure
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@dataclass
class ManyProceduresForm:
    """What changes on all of them; a field left empty changes nothing."""

    owner_id: Annotated[int | None, Field(N_("Who looks after it"), pick="staff")] = None
    next_day: Annotated[date | None, Field(N_("Next review"))] = None


@needs("complaint.write")
def change_many(work: Work, ids: Sequence[int], form: ManyProceduresForm) -> Together:
    """Give all of them what is filled in."""
    values = together.filled(work, Procedure, form)
    return together.each(work, Procedure, ids, lambda record: together.give(record, values), _name)


@needs("complaint.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """They are not done so any more."""
    return together.each(work, Procedure, ids, lambda record: together.archive(work, record), _name)


@needs("complaint.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Take archived procedures back."""
    return together.each(work, Procedure, ids, lambda record: together.restore(work, record), _name)


def _name(record: Procedure) -> str:
    return record.name
