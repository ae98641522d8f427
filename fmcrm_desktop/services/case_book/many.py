"""Many cases at once: sorted, taken out of the book and put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.complaint import GAPS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.improvement import CASE_KINDS, CaseStudy
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@dataclass
class ManyCasesForm:
    """What changes on all of them; a field left empty changes nothing."""

    kind: Annotated[str, Field(N_("Kind"), choices=CASE_KINDS)] = ""
    category_id: Annotated[int | None, Field(N_("Category"), pick="complaint_category")] = None
    gap: Annotated[str, Field(N_("Gap"), choices=GAPS)] = ""


@needs("complaint.write")
def change_many(work: Work, ids: Sequence[int], form: ManyCasesForm) -> Together:
    """Give all of them what is filled in."""
    values = together.filled(work, CaseStudy, form)
    return together.each(work, CaseStudy, ids, lambda record: together.give(record, values), _title)


@needs("complaint.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Take cases out of the book."""
    return together.each(work, CaseStudy, ids, lambda record: together.archive(work, record), _title)


@needs("complaint.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Put cases back into the book."""
    return together.each(work, CaseStudy, ids, lambda record: together.restore(work, record), _title)


def _title(record: CaseStudy) -> str:
    return record.title
