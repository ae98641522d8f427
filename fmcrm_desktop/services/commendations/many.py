"""Much praise at once: given to somebody of the staff, sorted, put away and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.complaint import NEEDS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.commendations import keeping
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@dataclass
class ManyCommendationsForm:
    """What changes on all of them; a field left empty changes nothing."""

    staff_id: Annotated[int | None, Field(N_("Staff praised"), pick="staff")] = None
    category_id: Annotated[int | None, Field(N_("Category"), pick="complaint_category")] = None
    need: Annotated[str, Field(N_("What it met"), choices=NEEDS)] = ""


@needs("complaint.write")
def change_many(work: Work, ids: Sequence[int], form: ManyCommendationsForm) -> Together:
    """Give all of them what is filled in."""
    values = together.filled(work, Commendation, form)

    def give(record: Commendation) -> bool:
        keeping.theirs_still(work, record, form.staff_id or record.staff_id)
        return together.give(record, values)

    return together.each(work, Commendation, ids, give, _number)


@needs("complaint.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Put away what should not have been entered."""
    return together.each(work, Commendation, ids, lambda record: together.archive(work, record), _number)


@needs("complaint.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Take archived praise back."""
    return together.each(work, Commendation, ids, lambda record: together.restore(work, record), _number)


def _number(record: Commendation) -> str:
    return record.number
