"""Procedures that customers meet: who looks after them, when they are looked through, and what was found."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.procedures.forms import ProcedureForm, ReviewForm
    from fmcrm_desktop.services.procedures.keeping import (
        add,
        add_ready,
        archive,
        archive_review,
        change,
        draft,
        form_of,
        restore,
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
    from fmcrm_desktop.services.procedures.paper import ChecklistSheet, checklist, code, named
    from fmcrm_desktop.services.procedures.reviewing import review, review_form
    from fmcrm_desktop.services.procedures.steps import Finding, Step, steps_of, text_in

face(__name__)
