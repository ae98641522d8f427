"""What a letter says of each person: names in the letter's script, unit, address, telephone, for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import case, func, select

from fmcrm_desktop.model import complaint, work_order
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.own_field import OwnValue
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import ROLES, Building, Relation, Site, Unit
from fmcrm_desktop.model.words import CHINESE, Words
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.letters.merge_fields import FIELDS, LetterField, own_fields
from fmcrm_desktop.services.owners.listing import holds, lasts, today
from fmcrm_desktop.store.work import Work

AT_ONCE = 500
DOUBLE_SURNAMES = frozenset(
    "欧阳 上官 司马 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 宇文 长孙 端木 南宫 独孤 西门 轩辕 闻人".split()
)


@dataclass(slots=True)
class Home:
    """A unit of somebody with what is needed to write there."""

    unit_id: int
    unit: str
    building: tuple[str, str, str]
    """Code, name, name in the other script."""
    address: str
    site: tuple[str, str]


@dataclass(slots=True)
class Addressee:
    """A person as letters and labels know them."""

    id: int
    name: str
    other_name: str
    kind: str
    salutation: str
    language: str
    homes: list[Home] = field(default_factory=list)
    post: str = ""
    phone: str = ""
    open: int = 0
    own: dict[int, str] = field(default_factory=dict)

    def called(self, language: str) -> str:
        """The name in the script of a language where there is one."""
        return in_script(language, self.name, self.other_name)

    def address(self, language: str) -> str:
        """Where the post goes: the address for post, else the home."""
        if self.post or not self.homes:
            return self.post
        home = self.homes[0]
        site = in_script(language, *home.site)
        where = home.address if home.address else site
        return f"{where}\n{home.unit}" if where else home.unit


def chinese(text: str) -> bool:
    return any("㐀" <= c <= "鿿" for c in text)


def in_script(language: str, name: str, other: str) -> str:
    """The one of two names that is in the script of the language."""
    wants = language == CHINESE
    if other and chinese(name) != wants and chinese(other) == wants:
        return other
    return name or other


def addressees(work: Work, ids: Sequence[int]) -> dict[int, Addressee]:
    """These people; a handful of statements for every few hundred."""
    found: dict[int, Addressee] = {}
    office = settings.get(work, "office.language")
    for start in range(0, len(ids), AT_ONCE):
        some = list(ids[start : start + AT_ONCE])
        columns = select(
            Person.id, Person.name, Person.other_name, Person.kind, Person.salutation, Person.language
        ).where(Person.id.in_(some))
        for id, name, other, kind, address, language in work.rows(columns):
            found[id] = Addressee(id, name, other, kind, address, language or office)
        _homes(work, some, found)
        _contacts(work, some, found)
        _open(work, some, found)
        _own(work, some, found)
    return found


def _homes(work: Work, ids: list[int], found: dict[int, Addressee]) -> None:
    """Dwellings and offices before parking spaces, what is theirs today before what will be, an owner's before a
    tenant's, then by label."""
    rank, day = {role: at for at, role in enumerate(ROLES)}, today(work)
    columns = (
        select(Relation.person_id, *_HOME)
        .join(Unit, Unit.id == Relation.unit_id)
        .outerjoin(Building, Building.id == Unit.building_id)
        .outerjoin(Site, Site.id == Building.site_id)
        .where(Relation.person_id.in_(ids), lasts(day))
        .order_by(
            Unit.kind != "unit",
            holds(day).desc(),
            case(rank, value=Relation.role, else_=len(rank)),
            Unit.sort_key,
            Unit.id,
        )
    )
    for person, *row in work.rows(columns):
        homes, found_home = found[person].homes, _home(row)
        if all(home.unit_id != found_home.unit_id for home in homes):
            homes.append(found_home)


_HOME = (
    Unit.id, Unit.label, Building.code, Building.name, Building.other_name, Building.address, Site.name,
    Site.other_name, Site.address,
)  # fmt: skip


def _home(row: Sequence[Any]) -> Home:
    unit, label, code, name, other, address, site, site_other, site_address = row
    building = (code or "", name or "", other or "")
    return Home(unit, label, building, address or site_address or "", (site or "", site_other or ""))


def home_at(work: Work, unit: int) -> Home | None:
    """A unit as a letter knows it, whoever lives there."""
    columns = (
        select(*_HOME)
        .outerjoin(Building, Building.id == Unit.building_id)
        .outerjoin(Site, Site.id == Building.site_id)
        .where(Unit.id == unit)
    )
    row = work.row(columns)
    return _home(row) if row is not None else None


def _contacts(work: Work, ids: list[int], found: dict[int, Addressee]) -> None:
    columns = (
        select(ContactPoint.person_id, ContactPoint.kind, ContactPoint.value, ContactPoint.digits)
        .where(
            ContactPoint.person_id.in_(ids),
            ContactPoint.archived.is_(None),
            ContactPoint.do_not_use.is_(False),
        )
        .order_by(ContactPoint.preferred.desc(), ContactPoint.id)
    )
    for person, kind, value, digits in work.rows(columns):
        one = found[person]
        if kind == "post":
            one.post = one.post or value
        elif digits and kind != "fax":
            one.phone = one.phone or value


def _open(work: Work, ids: list[int], found: dict[int, Addressee]) -> None:
    tables: tuple[tuple[Any, Any], ...] = ((Complaint, complaint.OPEN), (WorkOrder, work_order.OPEN))
    for table, states in tables:
        columns = (
            select(table.person_id, func.count())
            .where(table.person_id.in_(ids), table.archived.is_(None), table.state.in_(states))
            .group_by(table.person_id)
        )
        for person, count in work.rows(columns):
            found[person].open += count


def _own(work: Work, ids: list[int], found: dict[int, Addressee]) -> None:
    fields = [id for id, *_ in own_fields(work)]
    if not fields:
        return
    columns = select(OwnValue.record_id, OwnValue.field_id, OwnValue.value).where(
        OwnValue.record_id.in_(ids), OwnValue.field_id.in_(fields)
    )
    for person, own, value in work.rows(columns):
        found[person].own[own] = value


@dataclass(frozen=True)
class Sender:
    """What is the same in every letter of a deed."""

    office: dict[str, str]
    today: dict[str, str]
    staff: str


def sender(work: Work) -> Sender:
    said = {name: str(settings.get(work, f"office.{name}")) for name in ("name", "phone", "address")}
    days = {language: Words(language).date(today(work)) for language in ("en", CHINESE)}
    return Sender(said, days, work.who.name)


def values(one: Addressee, language: str, sent: Sender, own: Sequence[LetterField]) -> dict[str, str]:
    """Every field of a person as plain text in the letter's language."""
    home = one.homes[0] if one.homes else None
    called = one.called(language)
    labels = list(dict.fromkeys(home.unit for home in one.homes))
    said = {
        "salutation": salutation(one, language),
        "name": called,
        "other_name": one.other_name if called == one.name else one.name,
        "unit": ("、" if language == CHINESE else ", ").join(labels),
        "building": _building(language, home.building) if home else "",
        "address": one.address(language),
        "phone": one.phone,
        "open_matters": str(one.open),
        "today": sent.today[language],
        "staff_name": sent.staff,
        **{f"office_{name}": value for name, value in sent.office.items()},
    }
    assert said.keys() == FIELDS.keys()
    return said | {each.name: one.own.get(each.own, "") for each in own if each.own}


def _building(language: str, building: tuple[str, str, str]) -> str:
    """By its name, or else by its number as people say it."""
    code, name, other = building
    numbered = f"{code}号楼" if language == CHINESE else f"Building {code}"
    return in_script(language, name, other) or (numbered if code.isdecimal() else code)


def salutation(one: Addressee, language: str) -> str:
    """尊敬的王女士 or Dear Ms Wang where the form of address is recorded, else with the whole name."""
    name = one.called(language)
    title = {"mr": ("Mr", "先生"), "ms": ("Ms", "女士")}.get(one.salutation)
    if language == CHINESE:
        if title and one.kind == "person":
            name = (surname(name) if chinese(name) else name) + title[1]
        return f"尊敬的{name}"
    if title and one.kind == "person":
        family_first = chinese(one.name) or chinese(one.other_name)
        name = f"{title[0]} {_english_surname(name, family_first)}"
    return f"Dear {name}"


def surname(name: str) -> str:
    """王 of 王芳, 欧阳 of 欧阳明."""
    return name[:2] if len(name) > 2 and name[:2] in DOUBLE_SURNAMES else name[:1]


def _english_surname(name: str, family_first: bool) -> str:
    """Wang of Wang Fang, Novak of A. Novak; a name without parts is taken whole."""
    if chinese(name):
        return surname(name)
    parts = name.split()
    return (parts[0] if family_first else parts[-1]) if parts else name
