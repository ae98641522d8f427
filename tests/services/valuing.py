"""Offices by chance for the tests of customer value, and the same sums by plain Python over plain sqlite3."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement, AgreementCharge
from fmcrm_desktop.model.charge import Bill, Charge
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.customer_value import LeavingEntry, ValueEntry
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Relation, Site, Unit
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.office import needs
from fmcrm_desktop.store.work import Work
from tests.services.charging import rows

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


@needs("office.settings")
def by_chance(work: Work, seed: int, people: int) -> None:
    """People with units, orders, charges (covered, archived, billed to others), complaints, entries."""
    chance = random.Random(seed)
    site = work.add(Site(name="Hill"))
    houses = [work.add(Building(site_id=site.id, code=f"B{n}", sort_key=f"b{n}")).id for n in range(3)]
    ids = work.add_many(
        Person,
        [
            {"name": f"P{n}", "sort_key": f"p{n:04}", "kind": chance.choice(("person", "person", "company")),
             "tier": chance.choice(("", "A", "B", "C")), "speaks": chance.choice(("", "Wu")),
             "archived": NOW if chance.random() < 0.1 else None, "age_band": chance.choice(("", "18_34"))}
            for n in range(people)
        ],
    )  # fmt: skip
    units = work.add_many(
        Unit,
        [
            {"building_id": chance.choice(houses), "code": str(n), "label": f"U{n}", "sort_key": f"u{n}"}
            for n in range(people)
        ],
    )
    _ties(work, chance, ids, units)
    _charges(work, chance, ids, houses)
    for _ in range(people):
        factor = chance.choice(("potential", "insight", "influence", "tier"))
        work.add(
            ValueEntry(
                person_id=chance.choice(ids), factor=factor, day=TODAY, why="so",
                points=None if factor == "tier" else chance.randint(0, 100),
                tier=chance.choice(("", "A", "B")) if factor == "tier" else "",
                archived=NOW if chance.random() < 0.1 else None,
            )
        )  # fmt: skip


@needs("office.settings")
def agreed_by_chance(work: Work, seed: int) -> None:
    """Agreements with what they charge by the month, some of it taken back."""
    chance = random.Random(seed)
    people = work.column(select(Person.id).order_by(Person.id))
    for n in range(20):
        made = work.add(Agreement(number=f"X{n}", name="Care", person_id=chance.choice((*people, None)))).id
        for month in range(chance.choice((0, 1, 3))):
            bill = work.add(
                Bill(number=f"X{n}{month}", made=NOW, total=0, person_id=chance.choice((*people, None)))
            ).id
            work.add(
                AgreementCharge(agreement_id=made, month=f"2026-0{month + 1}", day=TODAY, pieces="[]", bill_id=bill,
                                amount=100 * chance.randint(-3, 30), archived=NOW if chance.random() < 0.2 else None)
            )  # fmt: skip


def _ties(work: Work, chance: random.Random, ids: list[int], units: list[int]) -> None:
    for id in ids:
        for _ in range(chance.choice((0, 1, 1, 2))):
            ends = TODAY - timedelta(chance.randint(-200, 500)) if chance.random() < 0.4 else None
            work.add(
                Relation(person_id=id, unit_id=chance.choice(units), until_day=ends,
                         role=chance.choice(("owner", "tenant", "payer")),
                         archived=NOW if chance.random() < 0.1 else None)
            )  # fmt: skip


def _charges(work: Work, chance: random.Random, ids: list[int], houses: list[int]) -> None:
    for n in range(len(ids) * 2):
        came = NOW - timedelta(hours=chance.randint(1, 9000))
        arrived = came + timedelta(minutes=chance.randint(1, 6000))
        done = arrived + timedelta(minutes=chance.randint(1, 6000))
        order = work.add(
            WorkOrder(number=f"W{n}", summary="x", person_id=chance.choice((*ids, None)), received=came,
                      building_id=chance.choice((*houses, None)), state="done", arrived=arrived, done=done,
                      due=came + timedelta(minutes=chance.randint(1000, 9000)), respond_due=None,
                      archived=NOW if chance.random() < 0.1 else None)
        )  # fmt: skip
        bill = None
        if chance.random() < 0.3:
            bill = work.add(Bill(number=f"R{n}", made=NOW, total=0, person_id=chance.choice((*ids, None)))).id
        for _ in range(chance.choice((0, 1, 3))):
            work.add(
                Charge(order_id=order.id, kind="labour", day=TODAY, amount=100 * chance.randint(-2, 6),
                       cost=100 * chance.randint(0, 4), covered=chance.random() < 0.2, bill_id=bill,
                       archived=NOW if chance.random() < 0.1 else None)
            )  # fmt: skip
        if chance.random() < 0.4:
            work.add(
                Complaint(number=f"C{n}", received=came, person_id=chance.choice((*ids, None)), own_words="x",
                          building_id=chance.choice((*houses, None)), subject="x",
                          state=chance.choice(("received", "withdrawn", "resolved")),
                          loss=chance.choice(("", "lost", "at_risk")))
            )  # fmt: skip
        if chance.random() < 0.2:
            work.add(
                LeavingEntry(person_id=chance.choice(ids), day=TODAY - timedelta(chance.randint(0, 400)),
                             kind=chance.choice(("leaving", "lost", "stays")),
                             reason=chance.choice(("price", "moved")))
            )  # fmt: skip


def amounts(path: Path | str) -> dict[int, tuple[int, int]]:
    """Person → what they brought and cost, by hand."""
    found: dict[int, list[int]] = {}
    orders = dict(rows(path, "select id, person_id from work_order where archived is null"))
    bills = dict(rows(path, "select id, person_id from bill"))
    for order, bill, amount, cost, covered in rows(
        path, "select order_id, bill_id, amount, cost, covered from charge where archived is null"
    ):
        if order not in orders:
            continue
        person = bills.get(bill) if bills.get(bill) is not None else orders[order]
        if person is not None:
            sums = found.setdefault(person, [0, 0])
            sums[0] += 0 if covered else amount
            sums[1] += cost
    agreed = dict(rows(path, "select id, person_id from agreement"))
    for agreement, bill, amount in rows(
        path, "select agreement_id, bill_id, amount from agreement_charge where archived is null"
    ):
        person = bills.get(bill) if bills.get(bill) is not None else agreed[agreement]
        if person is not None:
            found.setdefault(person, [0, 0])[0] += amount
    return {person: (sums[0], sums[1]) for person, sums in found.items()}


def half(exact: Fraction) -> int:
    """Half rounded up."""
    return floor(exact + Fraction(1, 2))


def worth(path: Path | str) -> dict[int, dict[str, Any]]:
    """Customer → amounts, points (hundredths) of every factor that is known, and whether set by hand."""
    sums = amounts(path)
    tied = {person for (person,) in rows(path, "select person_id from relation where archived is null")}
    known = {
        id for (id,) in rows(path, "select id from person where archived is null") if id in tied or id in sums
    }
    brought = {id: sums.get(id, (0, 0))[0] for id in known}
    margin = {id: sums.get(id, (0, 0))[0] - sums.get(id, (0, 0))[1] for id in known}

    def rank(of: dict[int, int], id: int) -> int:
        below = sum(other < of[id] for other in of.values())
        return half(Fraction(10_000 * below, len(known) - 1)) if len(known) > 1 else 0

    found: dict[int, dict[str, Any]] = {
        id: {"revenue": brought[id], "margin": margin[id], "by_hand": "",
             "points": {"total": rank(brought, id), "profit": rank(margin, id)}}
        for id in known
    }  # fmt: skip
    for person, factor, points, tier in rows(
        path, "select person_id, factor, points, tier from value_entry where archived is null order by id"
    ):
        if person in found and factor == "tier":
            found[person]["by_hand"] = tier
        elif person in found:
            found[person]["points"][factor] = points * 100
    return found


def score(points: dict[str, int], weights: dict[str, int]) -> int | None:
    whole = sum(weights[name] for name in points)
    if not whole:
        return None
    return half(Fraction(sum(weights[name] * given for name, given in points.items()), whole))
