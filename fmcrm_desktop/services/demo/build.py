"""Building the demo office: property and people first, then month after month of calls, orders and complaints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from fmcrm_desktop.model.category import FIRST_ORDER
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Building, Entrance, Relation, Site, Unit
from fmcrm_desktop.model.reading import fold, sort_key
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.demo import names, texts
from fmcrm_desktop.services.demo.answering import answering
from fmcrm_desktop.services.demo.asking import asking
from fmcrm_desktop.services.demo.channels import channels
from fmcrm_desktop.services.demo.contracts import agree
from fmcrm_desktop.services.demo.documents import documents
from fmcrm_desktop.services.demo.life import live
from fmcrm_desktop.services.demo.money import charge_orders
from fmcrm_desktop.services.demo.prospecting import prospecting
from fmcrm_desktop.services.demo.stage import Cast, Dweller
from fmcrm_desktop.services.demo.team import team
from fmcrm_desktop.services.demo.valuing import valuing
from fmcrm_desktop.store.work import Work

PER_BUILDING = 96
PER_FLOOR = 4
MANAGER = {"周敏": "Zhou Min", "Zhou Min": "周敏"}
"""Whoever founds the demo office, in the other script."""
STAFF = (
    ("李娜", "Li Na", "clerk", "", False), ("陈宇", "Chen Yu", "clerk", "", False),
    ("孙丽", "Sun Li", "dispatcher", "", False), ("高军", "Gao Jun", "technician", "plumbing", False),
    ("何燕", "He Yan", "technician", "electric", False), ("吴刚", "Wu Gang", "technician", "carpentry", False),
    ("徐兰", "Xu Lan", "technician", "cleaning", False), ("金陵电梯", "Jinling Lifts", "technician", "lift", True),
)  # fmt: skip
HELPERS = (("马超", "Ma Chao"), ("林峰", "Lin Feng"), ("罗强", "Luo Qiang"), ("宋涛", "Song Tao"))
UNITS_A_HELPER = 600


@dataclass(frozen=True)
class DemoPlan:
    """How large and how old: units, whole months of history before ``until`` (the office's today)."""

    units: int = 400
    months: int = 13
    seed: int = 1
    until: date | None = None


@needs("office.settings")
def build(work: Work, plan: DemoPlan) -> dict[str, int]:
    """Fill a founded, empty office; gives how many of each there are."""
    chance = Random(plan.seed)
    settings.put(work, **{"office.phone": "0512 5550 0100", "office.address": "12 Willow Road 柳树路12号"})
    staff = _staff(work, chance, HELPERS[: plan.units // UNITS_A_HELPER])
    units = _property(work, plan.units)
    dwellers = _people(work, chance, units)
    until = plan.until or work.now.astimezone(work.zone).date()
    cast = Cast(dwellers, tuple(staff["clerk"]), tuple(staff["technician"]), dict(staff["trade"]), tuple(staff["helper"]))
    lived = live(work, chance, cast, plan.months, until)
    team(work, dict(staff["trade"]), until)
    lived["bills"] = charge_orders(work, chance)
    lived["agreements"] = agree(work, Random(plan.seed), dwellers)
    lived["sheets"] = asking(work, chance, until)
    valuing(work, cast, until)
    lived["answered"] = answering(work, chance, until)
    lived["prospects"] = prospecting(work, cast, until)
    channels(work, until)
    lived["documents"] = documents(work, chance)
    return {"units": len(units), "people": len(dwellers)} | lived


def _staff(
    work: Work, chance: Random, helpers: Sequence[tuple[str, str]]
) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {"clerk": [], "technician": [], "trade": [], "helper": []}
    chinese = settings.get(work, "office.language") == CHINESE
    manager = work.get(Staff, settings.get(work, "default_staff"))
    manager.other_name = MANAGER.get(manager.name, "")
    for name, other, role, code, vendor in STAFF:
        phone = names.mobile(chance)
        trade = FIRST_ORDER[code][chinese] if code else ""
        person = work.add(
            Staff(name=name, other_name=other, role=role, trade=trade, vendor=vendor, phone=phone)
        )
        if role == "technician":
            found["technician"].append(person.id)
            found["trade"].append((code, person.id))
        else:
            found["clerk"].append(person.id)
    for name, other in helpers:
        person = work.add(Staff(name=name, other_name=other, role="technician", phone=names.mobile(chance)))
        found["helper"].append(person.id)
    return found


def _property(work: Work, count: int) -> list[tuple[int, int, str]]:
    """(unit id, building id, label) of each dwelling and shop."""
    site = work.add(Site(name="Willow Court", other_name="柳苑", address="12 Willow Road 柳树路12号"))
    rows: list[dict[str, Any]] = []
    for number in range(1, max(2, -(-count // PER_BUILDING)) + 1):
        kind = "commercial" if number == 3 else "residential"
        building = work.add(
            Building(site_id=site.id, code=str(number), sort_key=sort_key(str(number)), kind=kind,
                     name=f"Building {number}", other_name=f"{number}号楼", floors=PER_BUILDING // PER_FLOOR)
        )  # fmt: skip
        entrance = work.add(Entrance(building_id=building.id, code="1", floors=building.floors, lift=True))
        for index in range(min(PER_BUILDING, count - len(rows))):
            code = f"{index // PER_FLOOR + 1:02d}{index % PER_FLOOR + 1:02d}"
            label = f"{number}-{code}"
            rows.append({"building_id": building.id, "entrance_id": entrance.id, "code": code, "label": label,
                         "sort_key": sort_key(label), "floor": str(index // PER_FLOOR + 1),
                         "area": 7_800 + (index % PER_FLOOR) * 1_650})  # fmt: skip
    ids = work.add_many(Unit, rows)
    parking = ({"code": f"P-{n:03d}", "label": f"P-{n:03d}", "sort_key": sort_key(f"P-{n:03d}"), "kind": "parking"}
               for n in range(1, count // 3 + 1))  # fmt: skip
    work.add_many(Unit, parking)
    return [(id, row["building_id"], row["label"]) for id, row in zip(ids, rows, strict=True)]


def _people(work: Work, chance: Random, units: list[tuple[int, int, str]]) -> list[Dweller]:
    people: list[dict[str, Any]] = []
    relations = []
    since = work.now.date() - timedelta(days=365 * 6)
    for at, (unit, building, label) in enumerate(units):
        shop = label.startswith("3-")
        for role in ("owner", "tenant") if chance.random() < 0.2 else ("owner",):
            company = shop and role == "tenant"
            name, other = chance.choice(names.COMPANIES) if company else names.person(chance)
            english = not other or company
            people.append({
                "kind": "company" if company else "person", "name": name, "other_name": other,
                "sort_key": sort_key(name), "language": "en" if english else "zh_CN",
                "warning": chance.choice(texts.WARNINGS)[0 if english else 1] if chance.random() < 0.06 else "",
                "prefers": chance.choice(texts.PREFERS)[0 if english else 1] if chance.random() < 0.4 else "",
                "customer_since": since + timedelta(days=chance.randrange(1800)),
            })  # fmt: skip
            relations.append((at, unit, building, role, english))
    ids = work.add_many(Person, people)
    work.add_many(Relation, (
        {"person_id": id, "unit_id": unit, "role": role, "from_day": person["customer_since"],
         "share_numerator": 1 if role == "owner" else None, "share_denominator": 1 if role == "owner" else None}
        for id, person, (_, unit, _, role, _) in zip(ids, people, relations, strict=True)
    ))  # fmt: skip
    work.add_many(ContactPoint, _contacts(chance, ids, people))
    return [
        Dweller(id, unit, building, english)
        for id, (_, unit, building, _, english) in zip(ids, relations, strict=True)
    ]


def _contacts(chance: Random, ids: list[int], people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for id, person in zip(ids, people, strict=True):
        phone = names.mobile(chance)
        digits = phone.replace(" ", "")
        rows.append(
            {"person_id": id, "value": phone, "digits": digits, "e164": f"+86{digits}", "preferred": True}
        )
        if chance.random() < 0.3:
            address = fold(str(person["other_name"] or person["name"])).replace(" ", ".")
            rows.append(
                {
                    "person_id": id,
                    "kind": "email",
                    "value": f"{address}.{id}@example.com",
                    "purpose": "billing",
                }
            )
    return rows
