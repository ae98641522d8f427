"""A notice as it hangs on the board: in both languages, with how the office is reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.notice import Notice, NoticeBuilding
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Poster:
    """Everything on the sheet; ``buildings`` are codes, none for all."""

    head: Head
    phone: str
    address: str
    kind: str
    title: str
    other_title: str
    text: str
    other_text: str
    starts: datetime
    until: datetime | None
    buildings: tuple[str, ...]


@needs("call.read")
def poster(work: Work, id: int) -> Poster:
    """The poster of a notice."""
    it = work.get(Notice, id)
    codes = (
        select(Building.code)
        .join(NoticeBuilding, NoticeBuilding.building_id == Building.id)
        .where(NoticeBuilding.notice_id == id)
        .order_by(Building.sort_key, Building.id)
    )
    return Poster(
        head(work), str(settings.get(work, "office.phone")), str(settings.get(work, "office.address")), it.kind,
        it.title, it.other_title, it.text, it.other_text, it.starts, it.until, tuple(work.column(codes)),
    )  # fmt: skip


@needs("call.read")
def poster_called(work: Work, title: str) -> Poster:
    """The poster of the latest notice of this title, in either language, or of a number after #. Raises
    Invalid(number)."""
    wanted = title.strip()
    named = or_(Notice.title == wanted, Notice.other_title == wanted)
    if wanted.startswith("#") and wanted[1:].isdecimal() and len(wanted) < 18:
        named = Notice.id == int(wanted[1:])
    id = work.value(select(func.max(Notice.id)).where(Notice.archived.is_(None), named)) if wanted else None
    if id is None:
        raise Invalid(number=Refusal(N_("There is no “{number}” here. Check the number."), number=title))
    return poster(work, int(id))
