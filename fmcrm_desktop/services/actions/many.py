"""Many actions at once: given to somebody, due another day, put away and brought back, each by its own rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.complaint import CorrectiveAction
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import together
from fmcrm_desktop.services.actions import keeping
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@dataclass
class ManyActionsForm:
    """What changes on all of them; a field left empty changes nothing."""

    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff")] = None
    due_day: Annotated[date | None, Field(N_("Due"))] = None


@needs("complaint.write")
def change_many(work: Work, ids: Sequence[int], form: ManyActionsForm) -> Together:
    """Give all of them to somebody, or another day."""
    values = together.filled(work, CorrectiveAction, form)

    def give(record: CorrectiveAction) -> bool:
        keeping.due_still(record, form.due_day or record.due_day)
        return together.give(record, values)

    return together.each(work, CorrectiveAction, ids, give, _text)


@needs("complaint.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Take actions away that were not meant."""
    return together.each(work, CorrectiveAction, ids, together.archive_by(work, keeping.archive), _text)


@needs("complaint.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Take archived actions back."""
    return together.each(work, CorrectiveAction, ids, together.restore_by(work, keeping.restore), _text)


def _text(record: CorrectiveAction) -> str:
    return record.text
