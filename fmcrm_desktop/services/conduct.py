"""The code of conduct: its editions, who has acknowledged each, and the sheet to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any

from sqlalchemy import func, select, true

from fmcrm_desktop.model.behaviour import ConductCode, ConductReceipt
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import InUse, Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import CHINESE, N_
from fmcrm_desktop.services import personal, registers, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.services.trainings import today_of
from fmcrm_desktop.store.work import Work

FIRST = (
    """1. We greet everybody at once and give our name.
2. We listen to the end, write down what the customer says and say it back.
3. We promise only what we can keep, and ring beforehand when we cannot.
4. We ring before we come, wear our badge and shoe covers, and leave the place clean.
5. We treat owners and tenants, the friendly and the angry, alike.
6. We take no presents and no cash; every fee is on the list and is given a receipt.
7. What we hear and see in people's homes stays with us.
8. A complaint is thanked for, written down and answered; nobody is worse off for complaining.
9. We tell of our own mistakes first, and put them right.
10. We speak of customers and colleagues with respect, also when they are not there.""",
    """一、客户到来，立即招呼，并报上自己的姓名。
二、听客户把话说完，如实记录并复述确认。
三、只承诺办得到的事；办不到时，提前致电说明。
四、上门前先致电，佩戴工牌，穿鞋套，离开时保持清洁。
五、对业主与租户、客气与生气的客户一视同仁。
六、不收礼品，不收现金私款；各项收费明码标价，并开具票据。
七、在住户家中的所见所闻，一律保密。
八、对投诉表示感谢，如实登记，逐件答复；绝不因投诉而冷待客户。
九、自己的失误主动说明，及时改正。
十、当面背后，都尊重客户和同事。""",
)
"""What an office may begin with, in English and Chinese."""


@dataclass
class ConductForm:
    """An edition of the code."""

    edition: Annotated[str, Field(N_("Edition"), longest=40, required=True)] = ""
    from_day: Annotated[date | None, Field(N_("Holds from"), required=True)] = None
    text: Annotated[str, Field(N_("Text"), longest=20_000, lines=12, required=True)] = ""
    other_text: Annotated[str, Field(N_("Text in the other language"), longest=20_000, lines=12)] = ""
    version: int | None = None


@dataclass
class SignedForm:
    """Who has signed the printed sheet, and on which day."""

    staff: Annotated[tuple[int, ...], Field(N_("Who has signed"), pick="staff", required=True)] = ()
    day: Annotated[date | None, Field(N_("Signed on"), required=True)] = None


@dataclass(frozen=True, slots=True)
class ConductRow:
    """An edition in the list; ``own`` is when whoever asks acknowledged it."""

    id: int
    edition: str
    from_day: date
    text: str
    other_text: str
    acknowledged: int
    of: int
    own: datetime | None
    archived: bool


@dataclass(frozen=True)
class Reader:
    """Somebody who is to acknowledge, and when they did."""

    staff_id: int
    name: str
    other_name: str
    acknowledged: datetime | None


@dataclass(frozen=True)
class ConductCard:
    """An edition with its readers: all for those with the right, else only oneself."""

    row: ConductRow
    readers: tuple[Reader, ...]


@dataclass(frozen=True)
class ConductSheet:
    """An edition as it goes on paper; None when none holds."""

    head: Head
    row: ConductRow | None
    readers: tuple[Reader, ...]


_STAFF = (Staff.archived.is_(None), Staff.vendor.is_(False))
"""Who is to acknowledge: everybody of the office's own."""


def _rows(work: Work, *criteria: Any) -> list[ConductRow]:
    receipts = (
        select(ConductReceipt.code_id, func.count(ConductReceipt.staff_id.distinct()))
        .join(Staff, Staff.id == ConductReceipt.staff_id)
        .where(ConductReceipt.archived.is_(None), *_STAFF)
        .group_by(ConductReceipt.code_id)
    )
    counted = {id: int(many) for id, many in work.rows(receipts)}
    of = int(work.value(select(func.count()).select_from(Staff).where(*_STAFF)))
    mine = (
        select(ConductReceipt.code_id, func.min(ConductReceipt.acknowledged))
        .where(ConductReceipt.archived.is_(None), ConductReceipt.staff_id == work.who.staff_id)
        .group_by(ConductReceipt.code_id)
    )
    own = dict(work.rows(mine))
    columns = (
        select(ConductCode.id, ConductCode.edition, ConductCode.from_day, ConductCode.text, ConductCode.other_text,
               ConductCode.archived.is_not(None))
        .where(*criteria)
        .order_by(ConductCode.from_day.desc(), ConductCode.id.desc())
    )  # fmt: skip
    return [
        ConductRow(id, edition, day, text, other, counted.get(id, 0), of, own.get(id), away)
        for id, edition, day, text, other, away in work.rows(columns)
    ]


@needs("office.read")
def page(work: Work, query: Query) -> Page[ConductRow]:
    """The editions, newest first."""
    away = ConductCode.archived
    found = _rows(work, away.is_not(None) if query.archived else away.is_(None))
    return few(query, found, lambda row: f"{row.edition} {row.text} {row.other_text}")


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[ConductRow]:
    """The rows of these editions, in this order."""
    return in_order(ids, _rows(work, ConductCode.id.in_(ids)), lambda row: row.id)


@needs("office.read")
def card(work: Work, id: int) -> ConductCard | None:
    """An edition with its readers; None when it is gone."""
    found = rows(work, [id])
    return ConductCard(found[0], _readers(work, id, personal.seen(work, Staff.id))) if found else None


@needs("office.read")
def conduct_sheet(work: Work, id: int) -> ConductSheet:
    """An edition to print, with a line to sign for each; who has acknowledged only for those with the right."""
    row = rows(work, [work.get(ConductCode, id).id])[0]
    known = {each.staff_id: each for each in _readers(work, id, personal.seen(work, Staff.id))}
    everybody = (
        known.get(each.staff_id, replace(each, acknowledged=None)) for each in _readers(work, id, true())
    )
    return ConductSheet(registers.head(work), row, tuple(everybody))


@needs("office.read")
def in_force(work: Work) -> ConductSheet:
    """The edition that holds today, to print; without one a sheet that says so."""
    holds = _rows(work, ConductCode.archived.is_(None), ConductCode.from_day <= today_of(work))
    return conduct_sheet(work, holds[0].id) if holds else ConductSheet(registers.head(work), None, ())


def _readers(work: Work, id: int, seen: Any) -> tuple[Reader, ...]:
    receipts = (
        select(ConductReceipt.staff_id, func.min(ConductReceipt.acknowledged))
        .where(ConductReceipt.code_id == id, ConductReceipt.archived.is_(None))
        .group_by(ConductReceipt.staff_id)
    )
    when = dict(work.rows(receipts))
    staff = select(Staff.id, Staff.name, Staff.other_name).where(*_STAFF, seen).order_by(Staff.name, Staff.id)
    return tuple(Reader(id, name, other, when.get(id)) for id, name, other in work.rows(staff))


@needs("quality.staff")
def new(work: Work) -> ConductForm:
    """A new edition: with the words of the last one, or those an office may begin with."""
    last = next(iter(_rows(work, ConductCode.archived.is_(None))), None)
    chinese = settings.get(work, "office.language") == CHINESE
    text, other = (last.text, last.other_text) if last else (FIRST[::-1] if chinese else FIRST)
    today = today_of(work)
    return ConductForm(str(today.year), today, text, other)


@needs("quality.staff")
def add(work: Work, form: ConductForm) -> int:
    """Keep an edition; everybody is to acknowledge it."""
    check(form)
    return work.add(ConductCode(**_values(form))).id


@needs("office.read")
def form_of(work: Work, id: int) -> ConductForm:
    it = work.get(ConductCode, id)
    return ConductForm(it.edition, it.from_day, it.text, it.other_text, it.version)


@needs("quality.staff")
def change(work: Work, id: int, form: ConductForm) -> int:
    """Put an edition right as long as nobody has acknowledged it. Raises InUse afterwards."""
    check(form)
    it = work.get(ConductCode, id, seen=form.version)
    receipts = select(ConductReceipt.id).where(
        ConductReceipt.code_id == id, ConductReceipt.archived.is_(None)
    )
    if work.value(receipts.limit(1)) is not None:
        raise InUse(N_("Somebody has acknowledged this edition. Make a new one."))
    for name, value in _values(form).items():
        setattr(it, name, value)
    return id


@needs("quality.staff")
def archive(work: Work, id: int) -> int:
    """Put an edition away; what was acknowledged stays on record."""
    work.archive(work.get(ConductCode, id))
    return id


@needs("quality.staff")
def restore(work: Work, id: int) -> int:
    work.restore(work.get(ConductCode, id))
    return id


@needs("note.write")
def acknowledge(work: Work, id: int) -> int:
    """Acknowledge an edition for oneself, now; a second time changes nothing."""
    code = work.get(ConductCode, id)
    if work.who.staff_id is None:
        raise Refusal(N_("Only a member of staff answers for himself or herself."))
    row = rows(work, [code.id])[0]
    if row.archived:
        raise InUse(N_("This edition is put away."))
    if row.own is None:
        work.add(ConductReceipt(code_id=id, staff_id=work.who.staff_id, acknowledged=work.now))
    return id


@needs("quality.staff")
def signed_form(work: Work, id: int) -> SignedForm:
    """Those whose signature is still missing, today."""
    waited = _readers(work, work.get(ConductCode, id).id, true())
    return SignedForm(tuple(each.staff_id for each in waited if each.acknowledged is None), today_of(work))


@needs("quality.staff")
def signed(work: Work, id: int, form: SignedForm) -> int:
    """Keep who has signed an edition on paper; who acknowledged it before stays as that says. Raises Invalid."""
    check(form)
    if work.get(ConductCode, id).archived is not None:
        raise InUse(N_("This edition is put away."))
    day = form.day or today_of(work)
    if day > today_of(work):
        raise Invalid(day=N_("This day is still to come."))
    known = {each.staff_id: each for each in _readers(work, id, true())}
    if set(form.staff) - set(known):
        raise Invalid(staff=N_("Only the office's own staff sign its code."))
    moment = min(day_start(day, work.zone), work.now)
    for staff in form.staff:
        if known[staff].acknowledged is None:
            work.add(ConductReceipt(code_id=id, staff_id=staff, acknowledged=moment))
    return id


def _values(form: ConductForm) -> dict[str, Any]:
    return {
        "edition": form.edition, "from_day": form.from_day, "text": form.text, "other_text": form.other_text,
    }  # fmt: skip
