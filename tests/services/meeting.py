"""Steps that tests of the committee share: a body, a meeting of it, who came, and what was decided."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Relation, Site, Unit
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import (
    AttendanceLine,
    BodyForm,
    DecisionForm,
    ItemLine,
    MeetingForm,
    MemberLine,
    VoteLine,
)
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work

EVENING = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
DAY = date(2026, 11, 18)


def body(office: Office, people: tuple[int, ...], **more: object) -> int:
    posts = ("chair", "deputy", "member", "member", "member")
    sitting = tuple(MemberLine(person, posts[at % 5], date(2025, 1, 1)) for at, person in enumerate(people))
    return office.do(
        committee.add_body, BodyForm("Willow committee", "柳苑业委会", members=sitting, **more)
    ).result


def meeting(office: Office, of: int, **more: object) -> int:
    form = MeetingForm(
        of, "Autumn meeting", EVENING, agenda=(ItemLine("The lift", "电梯"), ItemLine("The gate")), **more
    )
    return office.do(committee.add_meeting, form).result


def attended(
    office: Office, id: int, presence: dict[int, str] | None = None, more: Decimal | None = None
) -> None:
    form = office.ask(committee.attendance_form, id)
    lines = tuple(
        replace_line(line, (presence or {}).get(line.person_id or 0, "present")) for line in form.people
    )
    office.do(committee.attend, id, replace(form, people=lines, more=more))


def replace_line(line: AttendanceLine, presence: str) -> AttendanceLine:
    line.presence = presence
    return line


def decided(office: Office, id: int, votes: dict[int, str], **more: object) -> int:
    lines = tuple(VoteLine(person, vote) for person, vote in votes.items())
    return office.do(committee.decide, id, DecisionForm("We repair the lift", votes=lines, **more)).result


@needs("office.settings")
def random_property(work: Work, chance: random.Random) -> tuple[int, list[int]]:
    """A house of 14 units whose owners, shares and areas chance gives; the house and nine people."""
    site = work.add(Site(name="Random"))
    house = work.add(Building(site_id=site.id, code="R", sort_key="r"))
    people = [work.add(Person(name=f"Owner {n}", sort_key=f"owner {n}")).id for n in range(9)]
    for number in range(14):
        area = None if chance.random() < 0.15 else chance.randrange(2_000, 20_000)
        kind = "parking" if chance.random() < 0.1 else "unit"
        unit = work.add(
            Unit(building_id=house.id, code=str(number), label=f"R-{number}", area=area, kind=kind)
        )
        for owner in chance.sample(people, chance.randrange(0, 4)):
            silent = chance.random() < 0.3
            until = date(2026, 11, 17) if chance.random() < 0.1 else None
            work.add(
                Relation(
                    person_id=owner, unit_id=unit.id, role=chance.choice(("owner", "owner", "owner", "tenant")),
                    share_numerator=None if silent else chance.randrange(1, 4),
                    share_denominator=None if silent else chance.randrange(3, 9), from_day=date(2020, 1, 1),
                    until_day=until,
                )
            )  # fmt: skip
    return house.id, people
