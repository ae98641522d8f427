"""A procedure on paper: what to look at with room for the pen, and what the last reviews found."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from fmcrm_desktop.model.improvement import Procedure
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.procedures.listing import ProcedureCard, card
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class ChecklistSheet:
    """The procedure, whose text has the steps to tick, with its reviews."""

    head: Head
    card: ProcedureCard


def code(id: int) -> str:
    """What stands on the printed checklist, and as a QR: typed or scanned into the search it opens the procedure."""
    return f"PR-{id:02d}"


@needs("complaint.read")
def checklist(work: Work, id: int) -> ChecklistSheet:
    """Everything on the paper. Raises Missing."""
    return ChecklistSheet(head(work), card(work, id))


@needs("complaint.read")
def named(work: Work, name: str) -> int:
    """The procedure of this name in either language. Raises Invalid(number)."""
    chosen = select(Procedure.id).where(
        or_(Procedure.name == name.strip(), Procedure.other_name == name.strip()),
        Procedure.archived.is_(None),
    )
    found = work.value(chosen.order_by(Procedure.id).limit(1))
    if found is None:
        raise Invalid(number=N_("There is no procedure of this name."))
    return int(found)
