"""A small office for the tests, in both scripts: two buildings, owners, a tenant, a technician, a clerk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Building, Relation, Site, Unit
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Sample:
    """Ids of the records in the sample office."""

    manager: int
    clerk: int
    plumber: int
    electrician: int
    building: int
    second_building: int
    unit: int
    second_unit: int
    parking: int
    owner: int
    second_owner: int
    tenant: int
    company: int


def fill(office: Office) -> Sample:
    return office.do(_fill, office.who.staff_id).result


@needs("office.settings")
def _fill(work: Work, manager: int) -> Sample:
    clerk = work.add(Staff(name="Li Na", other_name="李娜", role="clerk"))
    plumber = work.add(Staff(name="Gao Jun", other_name="高军", role="technician", trade="plumbing"))
    electrician = work.add(Staff(name="He Yan", other_name="何燕", role="technician", trade="electric"))
    site = work.add(Site(name="Willow Court", other_name="柳苑"))
    one = work.add(Building(site_id=site.id, code="1", sort_key=sort_key("1"), floors=18))
    three = work.add(
        Building(site_id=site.id, code="3", sort_key=sort_key("3"), floors=24, kind="commercial")
    )
    units = [
        work.add(Unit(building_id=b.id, code=code, label=f"{b.code}-{code}", sort_key=sort_key(f"{b.code}-{code}"),
                      floor=code[:-2], area=11_250))
        for b, code in ((three, "1202"), (one, "0304"))
    ]  # fmt: skip
    parking = work.add(Unit(code="P-044", label="P-044", sort_key=sort_key("P-044"), kind="parking"))
    fang = _person(work, "王芳", "Wang Fang", "13800138000", warning="Elderly mother; ring twice")
    novak = _person(work, "A. Novak", "", "+44 20 7946 0018")
    moreau = _person(work, "J. Moreau", "", "0755 8888 6666")
    firm = _person(work, "Sato Travel", "佐藤旅行社", "13912340001", kind="company")
    since = date(2019, 5, 1)
    for person, unit, role in (
        (fang, units[0], "owner"), (fang, parking, "owner"), (novak, units[1], "owner"),
        (moreau, units[1], "tenant"), (firm, units[0], "payer"),
    ):  # fmt: skip
        share = (1, 1) if role == "owner" else (None, None)
        work.add(Relation(person_id=person.id, unit_id=unit.id, role=role, from_day=since,
                          share_numerator=share[0], share_denominator=share[1]))  # fmt: skip
    return Sample(
        manager=manager, clerk=clerk.id, plumber=plumber.id, electrician=electrician.id,
        building=three.id, second_building=one.id, unit=units[0].id, second_unit=units[1].id, parking=parking.id,
        owner=fang.id, second_owner=novak.id, tenant=moreau.id, company=firm.id,
    )  # fmt: skip


def _person(work: Work, name: str, other: str, phone: str, kind: str = "person", warning: str = "") -> Person:
    person = work.add(
        Person(kind=kind, name=name, other_name=other, sort_key=sort_key(name), warning=warning)
    )
    digits = "".join(c for c in phone if c.isdigit())
    work.add(ContactPoint(person_id=person.id, value=phone, digits=digits))
    return person
