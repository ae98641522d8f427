"""Procedures that customers meet: who looks after them, when they are looked through, and what was found."""

from fmcrm_desktop.services.procedures.forms import ProcedureForm, ReviewForm
from fmcrm_desktop.services.procedures.keeping import (
    add,
    archive,
    archive_review,
    change,
    draft,
    form_of,
    restore,
    review,
    review_form,
)
from fmcrm_desktop.services.procedures.listing import (
    STATES,
    ProcedureCard,
    ProcedureRow,
    ReviewRow,
    card,
    owner_options,
    page,
    rows,
)
from fmcrm_desktop.services.procedures.many import (
    ManyProceduresForm,
    archive_many,
    change_many,
    restore_many,
)

__all__ = [
    "STATES", "ManyProceduresForm", "ProcedureCard", "ProcedureForm", "ProcedureRow", "ReviewForm",
    "ReviewRow", "add", "archive", "archive_many", "archive_review", "card", "change", "change_many", "draft",
    "form_of", "owner_options", "page", "restore", "restore_many", "review", "review_form", "rows",
]  # fmt: skip
