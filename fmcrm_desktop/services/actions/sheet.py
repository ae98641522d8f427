"""Everything about one action on one page: what was agreed, and whether it helped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.services.actions.listing import ActionRow, rows
from fmcrm_desktop.services.actions.proof import Proof, proofs
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

if TYPE_CHECKING:
    from fmcrm_desktop.services.conduct import ConductRow


@dataclass(frozen=True)
class ActionPage:
    """The row of an action and its proof. ``code``: of the kind "conduct" the edition of the code of conduct that holds
    today, None where none does."""

    row: ActionRow
    proved: Proof
    code: ConductRow | None = None


@needs("complaint.read")
def sheet(work: Work, id: int) -> ActionPage:
    """Everything the page of an action shows. Raises Missing."""
    it = work.get(CorrectiveAction, id)
    [row] = rows(work, [id])
    proved = Proof()
    if it.complaint_id is not None:
        complaint = work.get(Complaint, it.complaint_id)
        proved = proofs(work, complaint, (row.done_day,))[row.done_day]
    return ActionPage(row, proved, _code(work) if it.kind == "conduct" else None)


def _code(work: Work) -> ConductRow | None:
    from fmcrm_desktop.services import conduct  # the code holds for few of them

    return conduct.in_force(work).row
