"""Post on paper: the receipt signed by who fetches it, and the register of a month."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from fmcrm_desktop.model.channel import PostItem
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import FEW
from fmcrm_desktop.services.post_room.listing import PostRow, page, rows
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class PostReceipt:
    """The receipt of one item."""

    head: Head
    item: PostRow


@dataclass(frozen=True)
class PostRegister:
    """All post of a month, the first first; without a month all there is."""

    head: Head
    month: Month | None
    items: tuple[PostRow, ...]


@needs("call.read")
def receipt(work: Work, id: int) -> PostReceipt:
    """The receipt of an item by its id."""
    work.get(PostItem, id)
    return PostReceipt(head(work), rows(work, [id])[0])


@needs("call.read")
def receipt_numbered(work: Work, number: str) -> PostReceipt:
    """The receipt of the item with this number. Raises Invalid(number)."""
    wanted = select(PostItem.id).where(PostItem.number == number.strip(), PostItem.archived.is_(None))
    id = work.value(wanted.order_by(PostItem.id))
    if id is None:
        raise Invalid(number=Refusal(N_("There is no “{number}” here. Check the number."), number=number))
    return receipt(work, int(id))


@needs("call.read")
def register(work: Work, month: Month | None = None) -> PostRegister:
    """The register of a month, or the whole one."""
    where = {"month": (str(month),)} if month is not None else {}
    ids = page(work, Query(where=where, sort="moment")).ids
    found = [row for start in range(0, len(ids), FEW) for row in rows(work, ids[start : start + FEW])]
    return PostRegister(head(work), month, tuple(found))
