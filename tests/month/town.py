"""The office before the month: buildings, flats, owners, staff and prices; the book has the same from its own lists."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Building, Relation, Site, Unit
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.store.work import Work
from tests.month.book import Book

SHANGHAI = timezone(timedelta(hours=8))
"""China has had no summer time since 1991."""
PER_BUILDING = 96
WEEK = {str(day): [["08:30", "12:00"], ["13:30", "18:00"]] for day in range(5)}
BEFORE = datetime(2026, 9, 29, 9)  # noqa: DTZ001 (the office's local time)
TECHNICIANS = {"Gao Jun": (4_200, 7_000), "He Yan": (4_550, 8_000), "Xu Lei": (3_990, 6_550)}
"""Name → what an hour costs, what is charged for it; in cents."""
SINCE = date(2019, 5, 1)


def flats(count: int) -> list[tuple[str, str]]:
    """(building, flat), four on a floor."""
    found = []
    for at in range(count):
        building, place = divmod(at, PER_BUILDING)
        found.append((str(building + 1), f"{place // 4 + 1:02}{place % 4 + 1:02}"))
    return found


def owner_of(at: int) -> tuple[str, str]:
    """Name and telephone of the owner of a flat."""
    return f"Owner {at + 1:04}", f"138{at + 1:08}"


def area_of(at: int) -> int:
    """Square decimetres."""
    return 6_000 + at * 37 % 7_000


def found(path: Path, units: int) -> Book:
    """A new office with everything but its month, and the book of it."""
    office = found_office(
        str(path), OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
    )
    office.store.clock = lambda: BEFORE.replace(tzinfo=SHANGHAI)
    office.do(_fill, units)
    office.close()
    book = Book(technicians=dict(TECHNICIANS))
    for at, (building, code) in enumerate(flats(units)):
        label = f"{building}-{code}"
        book.units.append(label)
        book.owners[label] = [(owner_of(at)[0], SINCE, None)]
    return book


@needs("office.settings")
def _fill(work: Work, units: int) -> None:
    settings.put(work, hours=WEEK)
    work.add(Staff(name="Li Na", other_name="李娜", role="clerk"))
    trades = ("plumbing", "electric", "carpentry")
    for trade, (name, (cost, charge)) in zip(trades, TECHNICIANS.items(), strict=True):
        work.add(Staff(name=name, role="technician", trade=trade, cost_rate=cost, charge_rate=charge))
    site = work.add(Site(name="Willow Court", other_name="柳苑"))
    buildings: dict[str, int] = {}
    for at, (building, code) in enumerate(flats(units)):
        if building not in buildings:
            made = Building(site_id=site.id, code=building, sort_key=sort_key(building), floors=24)
            buildings[building] = work.add(made).id
        label, (name, phone) = f"{building}-{code}", owner_of(at)
        flat = Unit(building_id=buildings[building], code=code, label=label, sort_key=sort_key(label),
                    floor=code[:2], area=area_of(at))  # fmt: skip
        unit = work.add(flat)
        person = work.add(Person(kind="person", name=name, other_name="", sort_key=sort_key(name)))
        work.add(ContactPoint(person_id=person.id, value=phone, digits=phone))
        work.add(Relation(person_id=person.id, unit_id=unit.id, role="owner", from_day=SINCE,
                          share_numerator=1, share_denominator=1))  # fmt: skip
