"""Staff: who works for the office, in which role and trade; lists, pickers, adding, changing, leaving."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import ColumnElement, func, or_, select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.reading import run_together, sounds
from fmcrm_desktop.model.refusal import InUse, Invalid
from fmcrm_desktop.model.skill import StaffSkill
from fmcrm_desktop.model.staff import RIGHT_NAMES, RIGHTS, ROLE_NAMES, Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OVER, WorkOrder
from fmcrm_desktop.services import abilities, settings, together
from fmcrm_desktop.services.abilities import SkillLine
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.services.signing import folded_login
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class StaffRow:
    """One member of staff in the list."""

    id: int
    name: str
    other_name: str
    role: str
    trade: str
    phone: str
    vendor: bool
    login: str
    has_password: bool
    archived: bool


@dataclass(frozen=True)
class StaffSheet:
    """The page of a member of staff: particulars, how they get in, their open work orders, what they may."""

    id: int
    form: StaffForm
    archived: datetime | None
    has_password: bool
    must_change: bool
    open_orders: int
    rights: tuple[str, ...]


@dataclass
class StaffForm:
    """What is asked about a member of staff; the password has its own place."""

    name: Annotated[str, Field(N_("Name"), longest=120, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other script"), longest=120)] = ""
    role: Annotated[str, Field(N_("Role"), choices=ROLE_NAMES, required=True)] = "clerk"
    trade: Annotated[str, Field(N_("Trade"), longest=60)] = ""
    phone: Annotated[str, Field(N_("Telephone"), longest=40)] = ""
    email: Annotated[str, Field(N_("Email"), longest=200)] = ""
    vendor: Annotated[bool, Field(N_("An outside firm"))] = False
    login: Annotated[str, Field(N_("Login name"), longest=60)] = ""
    post_id: Annotated[int | None, Field(N_("Post"), pick="post")] = None
    cost_rate: Annotated[Money | None, Field(N_("Costs an hour"), hint=N_("What the office pays"))] = None
    charge_rate: Annotated[Money | None, Field(N_("Charged an hour"), hint=N_("What the customer pays"))] = (
        None
    )
    remedy_limit: Annotated[
        Money | None, Field(N_("Remedy up to"), hint=N_("May be given at once for a complaint"))
    ] = None
    skills: Annotated[tuple[SkillLine, ...], Field(N_("Skills"))] = ()
    version: int | None = None
    known_skills: tuple[int, ...] = ()


_SORTS: dict[str, Any] = {
    "name": Staff.name, "role": Staff.role, "trade": Staff.trade, "login": Staff.login,
}  # fmt: skip


@needs("office.read")
def page(work: Work, query: Query) -> Page[StaffRow]:
    """The staff by name; filters role, vendor, skill (had today) and post."""
    order = _SORTS.get(query.sort, Staff.name)
    wanted = (
        select(Staff.id)
        .where(*_where(work, query))
        .order_by(order.desc() if query.descending else order, Staff.id)
    )
    ids = array("q", work.column(wanted))
    return Page(ids, tuple(rows(work, ids[:FIRST])))


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[StaffRow]:
    """The rows of these members of staff, in the order asked."""
    columns = select(
        Staff.id, Staff.name, Staff.other_name, Staff.role, Staff.trade, Staff.phone, Staff.vendor, Staff.login,
        Staff.password_hash != "", Staff.archived.is_not(None),
    ).where(Staff.id.in_(ids))  # fmt: skip
    return in_order(ids, [StaffRow(*row) for row in work.rows(columns)], lambda row: row.id)


@needs("office.read")
def options(work: Work) -> list[tuple[int, str]]:
    """(id, name) of everybody who works here, for a filter."""
    columns = select(Staff.id, Staff.name).where(Staff.archived.is_(None))
    return [(id, name) for id, name in work.rows(columns.order_by(Staff.name, Staff.id))]


@needs("office.read")
def choices(work: Work, text: str, ids: Sequence[int] = ()) -> list[Choice]:
    """For pickers: those whose name, trade or role holds what was typed, or the ones with these ids."""
    return _choices(work, text, ids, or_(Staff.archived.is_(None), Staff.id.in_(ids)))


@needs("office.read")
def technicians(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Those who take work orders: technicians and outside firms."""
    takes_work = or_(Staff.role == "technician", Staff.vendor.is_(True))
    return _choices(work, text, ids, or_(Staff.id.in_(ids), Staff.archived.is_(None) & takes_work))


def _choices(work: Work, text: str, ids: Sequence[int], among: ColumnElement[bool]) -> list[Choice]:
    columns = select(Staff.id, Staff.name, Staff.other_name, Staff.trade).where(among)
    if ids:
        columns = columns.where(Staff.id.in_(ids))
    for word in text.split():
        columns = columns.where(_holds(work, word))
    found = work.rows(columns.order_by(Staff.name, Staff.id).limit(50))
    return [Choice(id, name, trade, other) for id, name, other, trade in found]


@needs("staff.write")
def add(work: Work, form: StaffForm) -> int:
    """Take somebody on; gives the id."""
    check(form)
    abilities.check_lines(form.skills)
    login = _free_login(work, form.login, None)
    id = work.add(Staff(**_columns(form), login=login)).id
    abilities.save(work, id, form.skills, ())
    return id


@needs("office.read")
def form_of(work: Work, id: int) -> StaffForm:
    """The form as it stands, with the version seen; what an hour costs only for those who may change it."""
    record = work.get(Staff, id)
    rates = work.who.may("staff.write")
    skills = abilities.lines_of(work, id)
    return StaffForm(
        name=record.name, other_name=record.other_name, role=record.role, trade=record.trade,
        phone=record.phone, email=record.email, vendor=record.vendor, login=record.login,
        post_id=record.post_id, cost_rate=_money(work, record.cost_rate) if rates else None,
        charge_rate=_money(work, record.charge_rate) if rates else None,
        remedy_limit=_money(work, record.remedy_limit), skills=skills, version=record.version,
        known_skills=tuple(each.id for each in skills if each.id is not None),
    )  # fmt: skip


@needs("office.read")
def sheet(work: Work, id: int) -> StaffSheet:
    """Everything the page of somebody shows."""
    record = work.get(Staff, id)
    open_orders = select(func.count()).select_from(WorkOrder).where(
        WorkOrder.staff_id == id, WorkOrder.archived.is_(None), WorkOrder.state.not_in(OVER)
    )  # fmt: skip
    return StaffSheet(
        id, form_of(work, id), record.archived, record.password_hash != "", record.must_change,
        work.value(open_orders) or 0, tuple(name for name in RIGHT_NAMES if name in RIGHTS.get(record.role, ())),
    )  # fmt: skip


@needs("staff.write")
def change(work: Work, id: int, form: StaffForm) -> int:
    """Change somebody's particulars, role or skills. The last manager stays one."""
    check(form)
    abilities.check_lines(form.skills)
    record = work.get(Staff, id, seen=form.version)
    if form.role != "manager":
        _not_the_last_manager(work, record)
    login = _free_login(work, form.login, id)
    for name, value in {**_columns(form), "login": login}.items():
        setattr(record, name, value)
    abilities.save(work, id, form.skills, form.known_skills)
    return id


@needs("staff.write")
def archive(work: Work, id: int) -> None:
    """Somebody has left: offered no more, signs in no more; what they did stays theirs."""
    record = work.get(Staff, id)
    _not_the_last_manager(work, record)
    work.archive(record)


@needs("staff.write")
def restore(work: Work, id: int) -> None:
    """Somebody has come back."""
    record = work.get(Staff, id)
    _free_login(work, record.login, id)
    work.restore(record)


@dataclass
class ManyStaffForm:
    """What changes for all of them; a field left empty changes nothing."""

    role: Annotated[str, Field(N_("Role"), choices=ROLE_NAMES)] = ""
    trade: Annotated[str, Field(N_("Trade"), longest=60)] = ""


@needs("staff.write")
def change_many(work: Work, ids: Sequence[int], form: ManyStaffForm) -> Together:
    """Give everybody the role or the trade that is filled in. The last manager stays one and is named."""
    check(form)
    if not (form.role or form.trade):
        raise Invalid(role=N_("Fill in what is to change."))
    values = {name: getattr(form, name) for name in ("role", "trade") if getattr(form, name)}

    def act(record: Staff) -> bool:
        if form.role and form.role != "manager":
            _not_the_last_manager(work, record)
        return together.give(record, values)

    return together.each(work, Staff, ids, act, _name)


@needs("staff.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Several have left; the last manager stays and is named."""
    return together.each(work, Staff, ids, together.archive_by(work, archive), _name)


@needs("staff.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Several have come back; whose login name was given away meanwhile is named."""
    return together.each(work, Staff, ids, together.restore_by(work, restore), _name)


def _name(record: Staff) -> str:
    return record.name


def _columns(form: StaffForm) -> dict[str, Any]:
    return {
        "name": form.name, "other_name": form.other_name, "role": form.role, "trade": form.trade,
        "phone": form.phone, "email": form.email, "vendor": form.vendor, "post_id": form.post_id,
        "cost_rate": _minor("cost_rate", form.cost_rate), "charge_rate": _minor("charge_rate", form.charge_rate),
        "remedy_limit": _minor("remedy_limit", form.remedy_limit),
    }  # fmt: skip


def _money(work: Work, minor: int) -> Money | None:
    return Money(minor, settings.get(work, "office.currency")) if minor else None


def _minor(field: str, rate: Money | None) -> int:
    if rate is not None and rate.minor < 0:
        raise Invalid(**{field: N_("This cannot be less than nothing.")})
    return rate.minor if rate is not None else 0


def _free_login(work: Work, typed: str, own: int | None) -> str:
    login = folded_login(typed)
    if login:
        taken = select(Staff.id).where(Staff.login == login, Staff.archived.is_(None))
        if any(id != own for id in work.column(taken)):
            raise Invalid(login=N_("Somebody has this login name already."))
    return login


def _not_the_last_manager(work: Work, record: Staff) -> None:
    if record.role != "manager" or record.archived is not None:
        return
    others = select(Staff.id).where(Staff.role == "manager", Staff.archived.is_(None), Staff.id != record.id)
    if settings.get(work, "sign_in"):
        others = others.where(Staff.login != "", Staff.password_hash != "")
    if work.value(others) is None:
        raise InUse(N_("{name} is the last manager who can get in. Make somebody else a manager first."),
                    name=record.name)  # fmt: skip


def _where(work: Work, query: Query) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Staff.archived.is_not(None) if query.archived else Staff.archived.is_(None)
    ]
    if "role" in query.where:
        found.append(Staff.role.in_(query.where["role"]))
    if "vendor" in query.where:
        found.append(Staff.vendor.in_(query.where["vendor"]))
    if query.where.get("skill"):
        good = abilities.good(work.now.astimezone(work.zone).date())
        able = select(StaffSkill.staff_id).where(StaffSkill.skill_id.in_(query.where["skill"]), good)
        found.append(Staff.id.in_(able))
    if query.where.get("post"):
        found.append(Staff.post_id.in_(query.where["post"]))
    return found + [_holds(work, word) for word in query.text.split()]


def _holds(work: Work, word: str) -> ColumnElement[bool]:
    """A word in any of the names, or as the names are typed in pinyin; a staff list is short, so it is read through."""
    places = (Staff.name, Staff.other_name, Staff.trade, Staff.login)
    held = [func.lower(place).contains(word.lower(), autoescape=True) for place in places]
    if word.isascii():
        named = work.rows(select(Staff.id, Staff.name, Staff.other_name))
        sounding = [id for id, *names in named if any(_sounds(name, word.lower()) for name in names)]
        held.append(Staff.id.in_(sounding))
    return or_(*held)


def _sounds(name: str, word: str) -> bool:
    return sounds(name, word) or any(token.startswith(word) for token in run_together(name))
