"""Corrective actions, whatever they follow from: what the office changes, who sees to it, whether it helped.

office.do(actions.add, ActionForm("Greet first", "training", due_day=day, trained_id=3, complaint_id=7))
actions.add(work, ActionForm("Shorter queue", "process", survey_id=2, criterion="responsiveness"))    inside a case
"""

from fmcrm_desktop.services.actions.forms import SOURCES, ActionForm, DoneForm
from fmcrm_desktop.services.actions.keeping import add, archive, change, done, form_of, restore
from fmcrm_desktop.services.actions.listing import STATES, ActionRow, page, rows, staff_options
from fmcrm_desktop.services.actions.proof import OUTCOMES, Proof

__all__ = [
    "OUTCOMES", "SOURCES", "STATES", "ActionForm", "ActionRow", "DoneForm", "Proof", "add", "archive", "change",
    "done", "form_of", "page", "restore", "rows", "staff_options",
]  # fmt: skip
