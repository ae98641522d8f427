"""What a rich year lacks for measures apart: promises, repeats, tiers, territories that were re-drawn, charges of
agreements, and who and where it was of calls, requests, complaints and sheets."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement, AgreementCharge
from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import Bill
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.customer_value import TimeSpent
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding
from fmcrm_desktop.model.work_order import Request, WorkOrder
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

REDRAWN = date(2026, 11, 1)
"""The first day of the new borders: October still has the old ones."""


def fill(office: Office, sample: Sample, seed: int) -> None:
    office.do(_fill, sample, random.Random(seed))


@needs("office.settings")
def _fill(work: Work, sample: Sample, chance: random.Random) -> None:
    people = [sample.owner, sample.second_owner, sample.tenant, sample.company, None]
    units = [sample.unit, sample.second_unit, sample.parking, None]
    houses = [sample.building, sample.second_building, None]
    staff = [*work.column(select(Staff.id)), None]
    categories = [*work.column(select(Category.id).where(Category.subject == "complaint")), None]
    for at, person in enumerate(work.records(select(Person).order_by(Person.id))):
        person.tier = "ABA "[at % 4].strip()
    _borders(work, sample)
    for table in (Call, Request):
        for row in work.records(select(table).order_by(table.id)):
            row.person_id, row.unit_id = chance.choice(people), chance.choice(units)
    for row in work.records(select(Call).order_by(Call.id)):
        if chance.random() < 0.5:
            _promise(work, row, chance.choice(staff), chance)
    for table in (Complaint, Commendation):
        for row in work.records(select(table).order_by(table.id)):
            row.person_id, row.category_id = chance.choice(people), chance.choice(categories)
            if table is Complaint:
                _answers(row, chance)
            else:
                row.staff_id, row.building_id = chance.choice(staff), chance.choice(houses)
    for row in work.records(select(SurveySheet).order_by(SurveySheet.id)):
        row.person_id, row.staff_id, row.building_id = (
            chance.choice(people), chance.choice(staff), chance.choice(houses),
        )  # fmt: skip
    for row in work.records(select(Equipment).order_by(Equipment.id)):
        row.building_id = chance.choice(houses)
    for row in work.records(select(TimeSpent).order_by(TimeSpent.id)):
        row.staff_id = chance.choice(staff)
    _repeats(work, chance)
    _agreed(work, chance, people, units)


def _borders(work: Work, sample: Sample) -> None:
    north = work.add(Territory(name="North", other_name="北区")).id
    south = work.add(Territory(name="South", other_name="南区")).id
    before = REDRAWN - timedelta(days=1)
    for territory, building, since, until in (
        (north, sample.building, None, before), (south, sample.building, REDRAWN, None),
        (south, sample.second_building, date(2026, 10, 15), None),
    ):  # fmt: skip
        work.add(
            TerritoryBuilding(territory_id=territory, building_id=building, from_day=since, until_day=until)
        )


def _promise(work: Work, call: Call, staff: int | None, chance: random.Random) -> None:
    due = call.started + timedelta(hours=chance.randrange(1, 40))
    kept = due + timedelta(hours=chance.randrange(-30, 20)) if chance.random() < 0.8 else None
    dropped = due if kept is None and chance.random() < 0.3 else None
    work.add(Promise(call_id=call.id, person_id=call.person_id, staff_id=staff, made=call.started, due=due,
                     kept=kept and max(kept, call.started), dropped=dropped, text="Ring back"))  # fmt: skip


def _answers(row: Complaint, chance: random.Random) -> None:
    row.acknowledge_due = row.received + timedelta(hours=6) if chance.random() < 0.9 else None
    row.acknowledged = (
        row.received + timedelta(hours=chance.randrange(1, 30)) if chance.random() < 0.8 else None
    )
    row.reopened, row.handed_off = chance.choice((0, 0, 1)), chance.choice((0, 0, 2))
    if chance.random() < 0.1:
        row.due = None


def _repeats(work: Work, chance: random.Random) -> None:
    orders = list(work.records(select(WorkOrder).order_by(WorkOrder.id)))
    for row in orders:
        row.arrive_due = (
            row.received + timedelta(hours=chance.randrange(2, 60)) if chance.random() < 0.8 else None
        )
        earlier = [
            each for each in orders
            if each.done and each.id != row.id and timedelta() < row.received - each.done < timedelta(days=20)
        ]  # fmt: skip
        if earlier and chance.random() < 0.3:
            row.repeat_of_id = chance.choice(earlier).id


def _agreed(work: Work, chance: random.Random, people: list[int | None], units: list[int | None]) -> None:
    agreement = work.value(select(Agreement.id).limit(1))
    for at in range(72):
        month = date(2026, 1 + at % 12, 1)
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        amount = chance.choice((12_000, 4_455, -900))
        bill = Bill(number=f"R-{at}", made=work.now, person_id=chance.choice(people), unit_id=chance.choice(units),
                    total=amount)  # fmt: skip
        work.add(
            AgreementCharge(
                agreement_id=agreement, month=f"{month:%Y-%m}", day=last, amount=amount, pieces="[]",
                bill_id=work.add(bill).id,
            )
        )  # fmt: skip
