"""Everything about one action on one page: what was agreed, and whether it helped."""

from __future__ import annotations

from dataclasses import dataclass

from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.services.actions.listing import ActionRow, rows
from fmcrm_desktop.services.actions.proof import Proof, proof
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class ActionPage:
    """The row of an action and its proof."""

    row: ActionRow
    proved: Proof


@needs("complaint.read")
def sheet(work: Work, id: int) -> ActionPage:
    """Everything the page of an action shows. Raises Missing."""
    complaint = work.get(CorrectiveAction, id).complaint_id
    [row] = rows(work, [id])
    if complaint is None:
        return ActionPage(row, Proof())
    return ActionPage(row, proof(work, work.get(Complaint, complaint), row.done_day))
