"""Courses, skills and what runs out, over rows at random, against plain SQL; whose skill a course gives or renews."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import InUse, Invalid
from fmcrm_desktop.model.skill import Post, PostNeed, Skill, StaffSkill, Training
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services import expiring, skills, trainings
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.skills import SkillForm
from fmcrm_desktop.services.trainings import TrainingForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.rows import added

TODAY = NOW.date()
SKILLS = (("lifts", "电梯"), ("Gas", "燃气"), ("Heights", "高空"), ("lifts", "电梯"), ("Roofs", ""))
SOON = TODAY + timedelta(days=60)


def read(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as plain:
        return plain.execute(sql).fetchall()


@pytest.fixture(params=[1, 2])
def manned(request: pytest.FixtureRequest, office: Office, sample: Sample) -> Office:
    chance = random.Random(request.param)
    with office.store.writing(office.who, "test") as work:
        left = work.add(Staff(name="Old Wu", other_name="老吴", role="technician", archived=NOW)).id
        staff = (sample.plumber, sample.electrician, sample.clerk, left)
        named = [
            work.add(Skill(name=name, other_name=other, archived=NOW if name == "Gas" else None)).id
            for name, other in (
                ("lifts", "电梯"),
                ("Gas", "燃气"),
                ("Heights", "高空"),
                ("lifts", "电梯"),
                ("Roofs", ""),
            )
        ]
        case = work.add(Complaint(number="C-1", received=NOW, subject="x")).id

        def day() -> date | None:
            return (
                TODAY + timedelta(days=chance.choice((-400, -1, 0, 1, 60, 61)))
                if chance.random() < 0.8
                else None
            )

        for who in staff:
            for skill in chance.sample(named, 3):
                had = {"level": chance.choice((1, 2, 3)), "expires": day()}
                gone = NOW if chance.random() < 0.2 else None
                work.add(StaffSkill(staff_id=who, skill_id=skill, archived=gone, **had))
        for at in range(90):
            work.add(
                Training(
                    staff_id=chance.choice(staff), course=chance.choice(("Height", "height", "Gas pipes", f"K {at}")),
                    day=TODAY + timedelta(days=chance.randrange(-9, 3)), until_day=day(),
                    passed=chance.choice((None, True, True, True, False)), skill_id=chance.choice((None, None, *named)),
                    complaint_id=chance.choice((None, case)), note=chance.choice(("", "By the maker")),
                    archived=NOW if chance.random() < 0.15 else None,
                )
            )  # fmt: skip
    return office


STATES = {
    "coming": "passed is null", "failed": "passed = 0",
    "passed": f"(passed and (until_day is null or until_day > '{SOON}'))",
    "expiring": f"(passed and until_day >= '{TODAY}' and until_day <= '{SOON}')",
    "expired": f"(passed and until_day < '{TODAY}')",
}  # fmt: skip


def test_courses_are_narrowed_sorted_and_told(manned: Office, office_path: Path, sample: Sample) -> None:
    said = "t.course || t.note || s.name || s.other_name"
    cases: list[tuple[Query, str]] = [
        *((Query(where={"state": (state,)}), such) for state, such in STATES.items()),
        (Query(where={"state": ("coming", "expired")}), f"({STATES['coming']} or {STATES['expired']})"),
        (Query(where={"state": ("nothing",)}), "0"), (Query(), "1"),
        (Query(where={"staff": (sample.plumber, sample.clerk)}), f"staff_id in ({sample.plumber}, {sample.clerk})"),
        (Query(where={"staff": (sample.plumber,), "state": ("passed",)}),
         f"staff_id = {sample.plumber} and {STATES['passed']}"),
        (Query(text="height GAO"), f"{said} like '%height%' and {said} like '%gao%'"),
        (Query(text="高军"), "s.other_name = '高军'"), (Query(text="maker"), "t.note != ''"), (Query(text="100%"), "0"),
    ]  # fmt: skip
    for query, such in cases:
        for gone in (False, True):
            sql = (
                "select t.id from training t join staff s on s.id = t.staff_id "
                f"where (t.archived is not null) = {gone} and {such} order by day desc, t.id"
            )
            found = manned.ask(trainings.page, replace(query, archived=gone))
            assert list(found.ids) == [id for (id,) in read(office_path, sql)], (query, gone)
    for sort, column in (
        ("staff", "s.name"),
        ("course", "course"),
        ("day", "day"),
        ("until_day", "until_day"),
    ):
        for down, way in ((True, "desc"), (False, "asc")):
            sql = (
                "select t.id from training t join staff s on s.id = t.staff_id where t.archived is null "
                f"order by {column} {way} nulls last, t.id"
            )
            found = manned.ask(trainings.page, Query(sort=sort, descending=down))
            assert list(found.ids) == [id for (id,) in read(office_path, sql)], (sort, down)
    state = " ".join(f"when {such} then '{name}'" for name, such in STATES.items())
    wanted = read(
        office_path,
        f"select t.id, s.name, coalesce(k.name, ''), coalesce(k.other_name, ''), case {state} end, "
        "coalesce(c.number, ''), t.archived is not null from training t join staff s on s.id = t.staff_id "
        "left join skill k on k.id = t.skill_id left join complaint c on c.id = t.complaint_id order by t.id desc",
    )
    told = manned.ask(trainings.rows, [row[0] for row in wanted])
    assert [
        (row.id, row.staff, row.skill, row.skill_other, row.state, row.complaint, row.archived)
        for row in told
    ] == wanted
    with manned.store.reading(manned.who, "test") as work:
        mine = [row.id for row in trainings.of(work, sample.plumber)]
    sql = f"select id from training where staff_id = {sample.plumber} and archived is null order by day desc, id desc"
    assert mine == [id for (id,) in read(office_path, sql)]


def test_what_runs_out_is_told_once_by_skill_or_course(manned: Office, office_path: Path) -> None:
    """A skill by its own day; a course unless it was passed again later or its skill is had and tells of itself."""
    wanted = read(
        office_path,
        f"""
        select k.id * 2, 'skill', s.name, sk.name, k.expires from staff_skill k join staff s on s.id = k.staff_id
        join skill sk on sk.id = k.skill_id where k.archived is null and s.archived is null and sk.archived is null
        and k.expires <= '{SOON}'
        union all
        select t.id * 2 + 1, 'training', s.name, t.course, t.until_day from training t join staff s on s.id = t.staff_id
        where t.archived is null and s.archived is null and t.passed and t.until_day <= '{SOON}'
        and (select count(*) from training l where l.staff_id = t.staff_id and l.course = t.course and l.passed
             and l.archived is null and l.day > t.day) = 0
        and (select count(*) from staff_skill k where k.staff_id = t.staff_id and k.skill_id = t.skill_id
             and k.archived is null) = 0
        order by 5, 1
        """,
    )
    found = manned.ask(expiring.page, Query()).first
    assert [(row.id, row.what, row.staff, row.name, f"{row.until_day}") for row in found] == wanted
    assert {row.what for row in found} == {"skill", "training"}
    assert manned.ask(expiring.count) == len(wanted)
    assert [row.left for row in found] == [(row.until_day - TODAY).days for row in found]
    for what in ("skill", "training"):
        ids = manned.ask(expiring.page, Query(where={"what": (what,)})).ids
        assert list(ids) == [row[0] for row in wanted if row[1] == what]
    assert not manned.ask(expiring.page, Query(archived=True)).ids
    last = [row.id for row in found][::-1]
    assert [row.id for row in manned.ask(expiring.rows, [*last, 9_999])] == last
    for sort, key in (("staff", 2), ("name", 3), ("until_day", 4)):
        for down in (False, True):
            ids = manned.ask(expiring.page, Query(sort=sort, descending=down)).ids
            assert list(ids) == [row[0] for row in sorted(wanted, key=lambda row: row[key], reverse=down)]
    words = manned.ask(expiring.page, Query("jun height")).ids
    assert list(words) == [row[0] for row in wanted if row[2] == "Gao Jun" and "height" in row[3].lower()]


def test_skills_with_those_who_have_them_today(manned: Office, office_path: Path) -> None:
    good = f"k.archived is null and s.archived is null and (k.expires is null or k.expires >= '{TODAY}')"
    had = f"(select count(*) from staff_skill k join staff s on s.id = k.staff_id where k.skill_id = sk.id and {good})"
    live = read(
        office_path, f"select id, name, {had} from skill sk where archived is null order by lower(name), id"
    )
    page = manned.ask(skills.page, Query())
    assert [(row.id, row.name, row.people) for row in page.first] == live
    assert list(manned.ask(skills.page, Query(descending=True)).ids) == [row[0] for row in live][::-1]
    for down in (False, True):
        found = manned.ask(skills.page, Query(sort="people", descending=down)).ids
        assert list(found) == [row[0] for row in sorted(live, key=lambda row: row[2], reverse=down)]
    assert [row.name for row in manned.ask(skills.page, Query(archived=True)).first] == ["Gas"]
    assert [row.id for row in manned.ask(skills.page, Query("高空")).first] == [
        id for id, name, _ in live if name == "Heights"
    ]
    assert [each.id for each in manned.ask(skills.choices, "lift")] == [
        id for id, name, _ in live if name == "lifts"
    ]
    every = [id for (id,) in read(office_path, "select id from skill order by lower(name), id")]
    assert [each.id for each in manned.ask(skills.choices, "x", every)] == every
    assert [id for id, *_ in manned.ask(skills.for_filter)] == [row[0] for row in live]
    for id, *_ in live:
        holders = read(
            office_path,
            f"select s.id, k.level, case when k.expires < '{TODAY}' then 'expired' else 'has' end from staff_skill k "
            f"join staff s on s.id = k.staff_id where k.skill_id = {id} and k.archived is null and s.archived is null "
            "order by k.level desc, s.name",
        )
        assert [
            (each.staff_id, each.level, each.state) for each in manned.ask(skills.card, id).holders
        ] == holders


def test_a_skill_has_a_name_of_its_own_and_stays_while_it_is_needed(office: Office) -> None:
    first = office.do(skills.add, SkillForm("Heights", "高空")).result
    with pytest.raises(Invalid):
        office.do(skills.add, SkillForm("HEIGHTS"))
    other = office.do(skills.add, SkillForm("Roofs")).result
    with pytest.raises(Invalid):
        office.do(skills.change, other, replace(office.ask(skills.form_of, other), name="heights"))
    office.do(
        skills.change, first, replace(office.ask(skills.form_of, first), name="HEIGHTS", other_name="登高")
    )
    assert office.ask(skills.rows, [first])[0].other_name == "登高"
    post = office.do(added, Post, name="Roofer").result
    with office.store.writing(office.who, "test") as work:
        work.session.add(PostNeed(post_id=post, skill_id=first, level=2))
    with pytest.raises(InUse) as refused:
        office.do(skills.archive, first)
    assert refused.value.values["wanted"] == "Roofer"
    office.do(skills.archive, other)
    assert list(office.ask(skills.page, Query()).ids) == [first]
    again = office.do(skills.add, SkillForm("Roofs")).result
    with pytest.raises(Invalid):
        office.do(skills.restore, other)
    office.do(skills.archive, again)
    office.do(skills.restore, other)
    assert sorted(office.ask(skills.page, Query()).ids) == [first, other]


@pytest.mark.parametrize(
    ("had", "until", "after"),
    [
        ("nothing", 30, 30), ("nothing", None, None), (10, 30, 30), (30, 10, 30), (30, 30, 30), (10, None, None),
        (None, 30, None), ("gone", 30, 30),
    ],
)  # fmt: skip
def test_a_course_renews_the_skill_of_whoever_passed_it(
    office: Office, office_path: Path, sample: Sample, had: Any, until: int | None, after: int | None
) -> None:
    def day(days: int | None) -> date | None:
        return None if days is None else TODAY + timedelta(days=days)

    skill, other = (office.do(added, Skill, name=name).result for name in ("Heights", "Roofs"))
    kept = {"level": 3, "expires": day(5)}
    office.do(added, StaffSkill, staff_id=sample.electrician, skill_id=skill, **kept)
    office.do(added, StaffSkill, staff_id=sample.plumber, skill_id=other, **kept)
    if had != "nothing":
        away = {"expires": day(5), "archived": NOW} if had == "gone" else {"expires": day(had)}
        office.do(added, StaffSkill, staff_id=sample.plumber, skill_id=skill, **away)
    id = office.do(
        trainings.add, TrainingForm(sample.plumber, "Course", TODAY, "failed", day(until), skill)
    ).result
    before = read(
        office_path, "select staff_id, skill_id, expires from staff_skill where archived is null order by id"
    )
    form = office.ask(trainings.form_of, id)
    assert (form.result, form.until_day, form.skill_id, form.course) == (
        "failed",
        day(until),
        skill,
        "Course",
    )
    office.do(trainings.change, id, replace(form, result="passed", note="Twice"))
    [row] = office.ask(trainings.rows, [id])
    assert (row.state, row.note) == ("expiring" if until else "passed", "Twice")
    mine = (sample.plumber, skill, None if after is None else f"{day(after)}")
    wanted = [each for each in before if each[:2] != mine[:2]]
    found = read(
        office_path, "select staff_id, skill_id, expires from staff_skill where archived is null order by id"
    )
    assert sorted(found, key=str) == sorted([*wanted, mine], key=str)
    office.do(trainings.archive, id)
    assert not office.ask(trainings.page, Query()).ids
    office.do(trainings.restore, id)
    assert list(office.ask(trainings.page, Query()).ids) == [id]


def test_a_course_does_not_end_before_it_began(office: Office, sample: Sample) -> None:
    draft = office.ask(trainings.new, sample.plumber, None)
    assert (draft.staff_id, draft.day, draft.result) == (sample.plumber, TODAY, "coming")
    with pytest.raises(Invalid) as refused:
        office.do(trainings.add, replace(draft, course="Height", until_day=TODAY - timedelta(days=1)))
    assert set(refused.value.fields) == {"until_day"}
    office.do(trainings.add, replace(draft, course="Height", until_day=TODAY))
