"""Sites and buildings: adding and changing them, and buildings for pickers and filters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from sqlalchemy import Select, func, select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.property import BUILDING_KINDS, Building, Entrance, Site, Unit
from fmcrm_desktop.model.reading import fold, says, sort_key
from fmcrm_desktop.model.refusal import InUse, Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings, together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work

MOST_ENTRANCES = 50
_OFFICE = re.compile(
    r"物业?(服务中心|服务处|服务部|管理处|管理中心|管理有限公司|服务有限公司|公司|办公室)?$|(?<=.)(服务中心|管理处)$"
)


@dataclass
class SiteForm:
    """A site: the buildings under one name."""

    name: Annotated[str, Field(N_("Site name"), longest=120, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=120)] = ""
    address: Annotated[str, Field(N_("Address"), longest=300)] = ""
    version: int | None = None


@dataclass
class EntranceLine:
    """An entrance of a building; ``id`` is that of the stored one, ``was`` what it said when read."""

    code: Annotated[str, Field(N_("Entrance"), longest=30, required=True)] = ""
    floors: Annotated[int | None, Field(N_("Floors"))] = None
    lift: Annotated[bool, Field(N_("Lift"))] = False
    id: int | None = None
    was: tuple[object, ...] = ()

    def said(self) -> tuple[object, ...]:
        """What people wrote in it."""
        return (self.code, self.floors, self.lift)


@dataclass
class BuildingForm:
    """A building; without a site it joins the only one there is."""

    code: Annotated[str, Field(N_("Short name"), longest=30, required=True, hint=N_("3 or B"))] = ""
    site_id: Annotated[int | None, Field(N_("Site"), pick="site")] = None
    name: Annotated[str, Field(N_("Building name"), longest=120)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=120)] = ""
    kind: Annotated[str, Field(N_("Kind"), choices=BUILDING_KINDS, required=True)] = "residential"
    floors: Annotated[int | None, Field(N_("Floors"))] = None
    address: Annotated[str, Field(N_("Address"), longest=300)] = ""
    version: int | None = None
    entrances: Annotated[tuple[EntranceLine, ...], Field(N_("Entrances"))] = ()
    known: tuple[int, ...] = ()
    """The entrances there were when the form was opened: only these can be taken out by it."""


@dataclass
class ManyBuildingsForm:
    """What changes on all of them; a field left empty changes nothing."""

    site_id: Annotated[int | None, Field(N_("Site"), pick="site")] = None
    kind: Annotated[str, Field(N_("Kind"), choices=BUILDING_KINDS)] = ""
    floors: Annotated[int | None, Field(N_("Floors"))] = None
    address: Annotated[str, Field(N_("Address"), longest=300)] = ""


@needs("person.write")
def add_site(work: Work, form: SiteForm) -> int:
    """Enter a site."""
    check(form)
    return work.add(Site(name=form.name, other_name=form.other_name, address=form.address)).id


@needs("person.write")
def change_site(work: Work, id: int, form: SiteForm) -> int:
    """Rename a site or correct its address."""
    check(form)
    site = work.get(Site, id, seen=form.version)
    site.name, site.other_name, site.address = form.name, form.other_name, form.address
    return id


@needs("person.write")
def add(work: Work, form: BuildingForm) -> int:
    """Enter a building of a site; the first one founds the site where there is none yet."""
    check(form)
    form.site_id = form.site_id or _only_site(work)
    _code_is_free(work, form, None)
    building = work.add(Building(sort_key=sort_key(form.code), **_columns(form)))
    _save_entrances(work, building.id, form)
    return building.id


@needs("person.read")
def form_of(work: Work, id: int) -> BuildingForm:
    """A building as it is stored, for changing it."""
    it = work.get(Building, id)
    lines = tuple(
        EntranceLine(
            each.code, each.floors, bool(each.lift), each.id, (each.code, each.floors, bool(each.lift))
        )
        for each in work.records(_entrances_of(id).order_by(Entrance.id))
    )
    known = tuple(line.id for line in lines if line.id is not None)
    return BuildingForm(
        it.code, it.site_id, it.name, it.other_name, it.kind, it.floors, it.address, it.version, lines, known
    )


@needs("person.read")
def site_form(work: Work, id: int) -> SiteForm:
    """A site as it is stored, for changing it."""
    it = work.get(Site, id)
    return SiteForm(it.name, it.other_name, it.address, it.version)


@needs("person.write")
def archive_site(work: Work, id: int) -> int:
    """Take a site out of the lists. Raises InUse while it has buildings."""
    site = work.get(Site, id)
    count = work.value(select(func.count()).where(Building.site_id == id, Building.archived.is_(None)))
    if count:
        raise InUse(
            N_("The site {name} has {count} buildings. Archive them first."), name=site.name, count=count
        )
    work.archive(site)
    return id


@needs("person.write")
def restore_site(work: Work, id: int) -> int:
    """Bring an archived site back."""
    work.restore(work.get(Site, id))
    return id


@needs("person.write")
def restore(work: Work, id: int) -> int:
    """Bring an archived building back, when its name is still free."""
    building = work.get(Building, id)
    _code_is_free(work, BuildingForm(building.code, building.site_id), id)
    work.restore(building)
    return id


@needs("person.write")
def change(work: Work, id: int, form: BuildingForm) -> int:
    """Correct a building; the labels of its units stay as people know them."""
    check(form)
    building = work.get(Building, id, seen=form.version)
    form.site_id = form.site_id or building.site_id
    _code_is_free(work, form, id)
    for name, value in _columns(form).items():
        setattr(building, name, value)
    building.sort_key = sort_key(form.code)
    _save_entrances(work, id, form)
    return id


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """Take a building out of the lists. Raises InUse while it has units."""
    building = work.get(Building, id)
    count = work.value(select(func.count()).where(Unit.building_id == id, Unit.archived.is_(None)))
    if count:
        raise InUse(
            N_("Building {code} has {count} units. Archive them first."), code=building.code, count=count
        )
    work.archive(building)
    return id


@needs("person.write")
def change_many(work: Work, ids: Sequence[int], form: ManyBuildingsForm) -> Together:
    """Change the fields that are filled in for every building; whose short name another one has in the new site stays
    as it is and is named."""
    values = together.filled(work, Building, form)

    def act(building: Building) -> bool:
        if form.site_id is not None and building.archived is None:
            _code_is_free(work, BuildingForm(building.code, form.site_id), building.id)
        return together.give(building, values)

    return together.each(work, Building, ids, act, _short)


@needs("person.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Take buildings out of the lists; those with units stay and are named."""
    return together.each(work, Building, ids, together.archive_by(work, archive), _short)


@needs("person.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Bring archived buildings back; one whose short name is taken meanwhile stays away and is named."""
    return together.each(work, Building, ids, together.restore_by(work, restore), _short)


def _short(building: Building) -> str:
    return building.code


@needs("person.read")
def options(work: Work) -> list[tuple[int, str, str]]:
    """Every building as (id, what it is called, the same in the other language), for a filter."""
    columns = (
        select(Building.id, Building.code, Building.name, Building.other_name)
        .where(Building.archived.is_(None))
        .order_by(Building.sort_key, Building.id)
    )
    return [(id, *_called(code, name, other)) for id, code, name, other in work.rows(columns)]


def _called(code: str, name: str, other: str) -> tuple[str, str]:
    """3 Pine House and, where there is one, 3 松楼. A name with the short one in it stands alone: Building 3, 3号楼."""
    said = re.compile(rf"(?<![0-9a-z]){re.escape(code)}(?![0-9a-z])", re.IGNORECASE)
    first, second = (each if said.search(each) else f"{code} {each}".strip() for each in (name, other))
    return first, second if other else ""


@needs("person.read")
def choices(work: Work, typed: str, ids: Sequence[int] = ()) -> list[Choice]:
    """Buildings for a picker, by code or name."""
    columns = (
        select(Building.id, Building.code, Building.name, Building.other_name, Site.name)
        .join(Site, Site.id == Building.site_id)
        .where(Building.id.in_(ids) if ids else Building.archived.is_(None))
        .order_by(Building.sort_key, Building.id)
    )
    wanted = fold(typed)
    return [
        Choice(id, (called := _called(code, name, other))[0], site, called[1])
        for id, code, name, other, site in work.rows(columns)
        if says(f"{code} {name} {other} {site}", wanted)
    ]


@needs("person.read")
def sites(work: Work, typed: str, ids: Sequence[int] = ()) -> list[Choice]:
    """Sites for a picker."""
    columns = select(Site.id, Site.name, Site.other_name).order_by(Site.id)
    columns = columns.where(Site.id.in_(ids) if ids else Site.archived.is_(None))
    wanted = fold(typed)
    return [
        Choice(id, name, other=other)
        for id, name, other in work.rows(columns)
        if says(f"{name} {other}", wanted)
    ]


@needs("person.read")
def entrances(work: Work, typed: str, ids: Sequence[int] = ()) -> list[Choice]:
    """Entrances for a picker, by their building's name and their own: 3 2."""
    columns = (
        select(Entrance.id, Entrance.code, Building.code)
        .join(Building, Building.id == Entrance.building_id)
        .where(Entrance.id.in_(ids) if ids else Entrance.archived.is_(None))
        .order_by(Building.sort_key, Entrance.id)
    )
    wanted = fold(typed).split()
    found = [
        Choice(id, f"{building} · {code}", "")
        for id, code, building in work.rows(columns)
        if all(says(f"{building} {code}", word) for word in wanted)
    ]
    return found[:MOST_ENTRANCES] if not ids else found


def _entrances_of(building: int) -> Select[Entrance]:
    return select(Entrance).where(Entrance.building_id == building, Entrance.archived.is_(None))


def _save_entrances(work: Work, building: int, form: BuildingForm) -> None:
    """Keep the entrances; those taken out of the form are archived. Raises InUse while units are behind one."""
    stored: dict[int, Entrance] = {each.id: each for each in work.records(_entrances_of(building))}
    for line in form.entrances:
        try:
            check(line)
        except Invalid as wrong:
            raise Invalid(entrances=next(iter(wrong.fields.values()))) from None
        kept = stored.get(line.id or 0)
        if kept is None:
            work.add(Entrance(building_id=building, code=line.code, floors=line.floors, lift=line.lift))
        elif line.said() != line.was:
            kept.code, kept.floors, kept.lift = line.code, line.floors, line.lift
    for gone in set(form.known) - {line.id for line in form.entrances}:
        if gone in stored:
            behind = work.value(select(func.count()).where(Unit.entrance_id == gone, Unit.archived.is_(None)))
            if behind:
                raise InUse(
                    N_("Entrance {code} has {count} units. Give them another one first."),
                    code=stored[gone].code, count=behind,
                )  # fmt: skip
            work.archive(stored[gone])


def _only_site(work: Work) -> int:
    found = work.column(select(Site.id).where(Site.archived.is_(None)).limit(2))
    if len(found) > 1:
        raise Invalid(site_id=N_("Choose the site."))
    if found:
        return int(found[0])
    return add_site(work, SiteForm(name=site_of_office(work)))


def site_of_office(work: Work) -> str:
    """What the first site is called as long as nobody says: as the office, without what makes an office of it."""
    name = str(settings.get(work, "office.name"))
    return _OFFICE.sub("", name) or name or "1"


def _code_is_free(work: Work, form: BuildingForm, own: int | None) -> None:
    same = select(Building.id, Building.code).where(
        Building.site_id == form.site_id,
        Building.archived.is_(None),
        Building.sort_key == sort_key(form.code),
    )
    if any(id != own and fold(code) == fold(form.code) for id, code in work.rows(same)):
        raise Invalid(code=N_("There is a building of this name already."))


def _columns(form: BuildingForm) -> dict[str, object]:
    return {
        "site_id": form.site_id, "code": form.code, "name": form.name, "other_name": form.other_name,
        "kind": form.kind, "floors": form.floors, "address": form.address,
    }  # fmt: skip
