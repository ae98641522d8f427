"""The demo's people at work: two territories, skills and posts, courses that run out soon, a commendation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.skill import Post, PostNeed, Recognition, Skill, StaffSkill, Training
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding, TerritoryStaff
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.services import settings
from fmcrm_desktop.store.work import Work

SKILLS = (
    ("Pipe work", "水管维修", "plumbing"), ("Low-voltage electrician's licence", "低压电工证", "electric"),
    ("Carpentry", "木工", "carpentry"), ("Lift maintenance licence", "电梯维保证", "lift"),
    ("Work at height", "高处作业证", ""), ("First aid", "急救", ""), ("English", "英语", ""),
)  # fmt: skip
# skill by its place above → level and days until it runs out (None: never), by trade
ABLE: Mapping[str, tuple[tuple[int, int, int | None], ...]] = {
    "plumbing": ((0, 3, None), (4, 2, 24), (5, 2, 400)), "electric": ((1, 2, 610), (4, 2, -12), (6, 2, None)),
    "carpentry": ((2, 3, None), (0, 1, None)), "cleaning": ((5, 2, 45),), "lift": ((3, 3, 230), (4, 2, 180)),
}  # fmt: skip
POSTS = (
    (("Plumber", "水工"), ((0, 2), (4, 2), (5, 1)), ("plumbing",)),
    (("Electrician", "电工"), ((1, 2), (4, 2), (5, 1)), ("electric",)),
    (("General repairs", "综合维修"), ((2, 2), (0, 2), (5, 1)), ("carpentry",)),
)
RATES = {"plumbing": (4200, 9000), "electric": (4600, 9500), "carpentry": (4000, 8500), "cleaning": (2800, 5500),
         "lift": (12000, 18000)}  # fmt: skip
COURSES = (
    ("plumbing", ("Work at height, refresher", "高处作业复训"), 4, -340, 24, True),
    ("electric", ("Work at height", "高处作业"), 4, -742, -12, True),
    ("carpentry", ("First aid", "急救培训"), 5, 12, None, None),
    ("cleaning", ("Talking with upset customers", "与不满客户沟通"), None, -20, None, True),
)
PRAISE = (
    "For staying through the night when the riser of building 1 burst, until every family had water again.",
    "1号楼立管爆裂当晚坚守现场，直到每一户都恢复供水。",
)


def team(work: Work, trades: Mapping[str, int], until: date) -> None:
    """Give the staff of the demo, by trade, their skills, posts, courses and territories."""
    chinese = settings.get(work, "office.language") == CHINESE

    def named(both: Sequence[str]) -> dict[str, str]:
        return {"name": both[chinese], "other_name": both[not chinese]}

    skills = _skills(work, trades, until, named)
    for both, needs, holders in POSTS:
        post = work.add(Post(**named(both)))
        for at, level in needs:
            work.add(PostNeed(post_id=post.id, skill_id=skills[at], level=level))
        for trade in holders:
            work.get(Staff, trades[trade]).post_id = post.id
    for trade, (cost, charge) in RATES.items():
        member = work.get(Staff, trades[trade])
        member.cost_rate, member.charge_rate = cost, charge
    for trade, course, skill, begun, ends, passed in COURSES:
        work.add(
            Training(staff_id=trades[trade], course=course[chinese], skill_id=skills[skill] if skill is not None else None,
                     day=until + timedelta(begun), until_day=until + timedelta(ends) if ends is not None else None,
                     passed=passed)
        )  # fmt: skip
    giver = work.value(select(Staff.id).where(Staff.role == "manager").order_by(Staff.id))
    work.add(
        Recognition(staff_id=trades["plumbing"], day=until - timedelta(18), text=PRAISE[chinese], by_id=giver)
    )
    _territories(work, trades, named)


def _skills(work: Work, trades: Mapping[str, int], until: date, named: Any) -> list[int]:
    skills = []
    for english, other, code in SKILLS:
        skill = work.add(Skill(**named((english, other))))
        skills.append(skill.id)
        if code:
            category = work.records(select(Category).where(Category.subject == "order", Category.code == code))[0]
            category.skill_id = skill.id
    for trade, able in ABLE.items():
        for at, level, days in able:
            expires = until + timedelta(days) if days is not None else None
            work.add(StaffSkill(staff_id=trades[trade], skill_id=skills[at], level=level, expires=expires))
    return skills


def _territories(work: Work, trades: Mapping[str, int], named: Any) -> None:
    """The first half of the buildings, and the others."""
    buildings = list(work.column(select(Building.id).order_by(Building.sort_key)))
    middle = (len(buildings) + 1) // 2
    for both, held, people in (
        (("North", "北片区"), buildings[:middle], ("plumbing", "carpentry", "cleaning")),
        (("South", "南片区"), buildings[middle:], ("electric", "carpentry", "plumbing", "cleaning")),
    ):
        territory = work.add(Territory(**named(both)))
        for building in held:
            work.add(TerritoryBuilding(territory_id=territory.id, building_id=building))
        for at, trade in enumerate(people):
            role = "stand_in" if at > 1 else "lead" if at == 0 else "worker"
            work.add(TerritoryStaff(territory_id=territory.id, staff_id=trades[trade], role=role))
