"""What a person still has to pay."""

from __future__ import annotations

from sqlalchemy import func, select

from fmcrm_desktop.model.charge import Bill
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

OPEN = ("unpaid", "partly")
"""The states of bills of which something is asked for."""


@needs("money.read")
def owed(work: Work, person: int) -> int:
    """The open bills of a person in minor units, what is to be given back taken off."""
    columns = select(func.coalesce(func.sum(Bill.total - Bill.paid), 0))
    where = (Bill.person_id == person, Bill.archived.is_(None), Bill.state.in_(OPEN))
    return int(work.value(columns.where(*where)))
