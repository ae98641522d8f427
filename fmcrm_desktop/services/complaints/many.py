"""Many complaints at once: handed over, sorted, put away and brought back, each by its own rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import entering, handling
from fmcrm_desktop.services.complaints.forms import GiveForm
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@dataclass
class ManyComplaintsForm:
    """What changes on all of them; a field left empty changes nothing."""

    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff")] = None
    category_id: Annotated[int | None, Field(N_("Category"), pick="complaint_category")] = None
    severity: Annotated[int | None, Field(N_("Severity, 1 slight to 5 grave"))] = None
    why: Annotated[
        str, Field(N_("Note"), longest=2_000, lines=2, hint=N_("Stands with who is responsible"))
    ] = ""


@needs("complaint.write")
def change_many(work: Work, ids: Sequence[int], form: ManyComplaintsForm) -> Together:
    """Change the fields that are filled in on every complaint that may be changed so; names those that may not."""
    check(form)
    if form.responsible_id is None and form.category_id is None and form.severity is None:
        raise Invalid(responsible_id=N_("Fill in what is to change."))
    if form.severity is not None and not 1 <= form.severity <= 5:
        raise Invalid(severity=N_("From 1 (slight) to 5 (grave)."))
    if form.category_id is not None:
        work.get(Category, form.category_id)
    return together.each(work, Complaint, ids, lambda record: _change(work, record, form), _number)


@needs("complaint.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Put complaints away that should not have been entered."""
    return together.each(work, Complaint, ids, lambda record: together.archive(work, record), _number)


@needs("complaint.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Take archived complaints back."""
    return together.each(work, Complaint, ids, together.restore_by(work, entering.restore), _number)


def _change(work: Work, record: Complaint, form: ManyComplaintsForm) -> bool:
    changed = False
    if form.responsible_id is not None and form.responsible_id != record.responsible_id:
        handling.give(work, record.id, GiveForm(form.responsible_id, form.why))
        changed = True
    for name in ("category_id", "severity"):
        value = getattr(form, name)
        if value is not None and value != getattr(record, name):
            setattr(record, name, value)
            changed = True
    return changed


def _number(record: Complaint) -> str:
    return record.number
