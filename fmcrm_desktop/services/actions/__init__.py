"""Corrective actions, whatever they follow from: what the office changes, who sees to it, whether it helped.

office.do(actions.add, ActionForm("Greet first", "training", due_day=day, trained_id=3, complaint_id=7))
actions.add(work, ActionForm("Shorter queue", "process", survey_id=2, criterion="responsiveness"))    inside a case
"""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.actions.forms import SOURCES, ActionForm, DoneForm
    from fmcrm_desktop.services.actions.keeping import add, archive, change, done, form_of, restore
    from fmcrm_desktop.services.actions.listing import (
        STATES,
        ActionRow,
        Follows,
        follows,
        of_source,
        page,
        rows,
        staff_options,
    )
    from fmcrm_desktop.services.actions.many import ManyActionsForm, archive_many, change_many, restore_many
    from fmcrm_desktop.services.actions.proof import OUTCOMES, Proof
    from fmcrm_desktop.services.actions.sheet import ActionPage, sheet

face(__name__)
