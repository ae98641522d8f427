"""Many suggestions at once: handed to somebody, given a day, put away and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.improvement import Suggestion
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@dataclass
class ManySuggestionsForm:
    """What changes on all of them; a field left empty changes nothing."""

    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff")] = None
    due_day: Annotated[date | None, Field(N_("Answer by"))] = None
    category_id: Annotated[int | None, Field(N_("Category"), pick="complaint_category")] = None


@needs("complaint.write")
def change_many(work: Work, ids: Sequence[int], form: ManySuggestionsForm) -> Together:
    """Give all of them what is filled in."""
    values = together.filled(work, Suggestion, form)
    return together.each(work, Suggestion, ids, lambda record: together.give(record, values), _number)


@needs("complaint.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Put away what should not have been entered."""
    return together.each(work, Suggestion, ids, lambda record: together.archive(work, record), _number)


@needs("complaint.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Take archived suggestions back."""
    return together.each(work, Suggestion, ids, lambda record: together.restore(work, record), _number)


def _number(record: Suggestion) -> str:
    return record.number
