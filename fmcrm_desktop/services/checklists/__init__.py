"""Checklists: templates with typed items, and what was checked on an order."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.checklists.checking import (
        CheckRow,
        copy,
        enter,
        give,
        give_usual,
        leave_out,
        none_open,
        note,
        of_order,
        take_away,
    )
    from fmcrm_desktop.services.checklists.forms import (
        ChecklistForm,
        GiveForm,
        ItemLine,
        LeaveOutForm,
        NoteForm,
    )
    from fmcrm_desktop.services.checklists.templates import (
        ChecklistCard,
        ChecklistRow,
        add,
        archive,
        card,
        change,
        choices,
        form_of,
        page,
        restore,
        rows,
    )

face(__name__)
