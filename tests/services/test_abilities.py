"""What staff can do: skills on the form and found by search, rates for the right eyes, courses, posts, recognition."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import InUse, Invalid
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import (
    categories,
    expiring,
    posts,
    recognitions,
    search,
    skills,
    staff,
    staff_time,
    today,
    trainings,
)
from fmcrm_desktop.services.abilities import SkillLine
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.posts import NeedLine, PostForm
from fmcrm_desktop.services.recognitions import RecognitionForm
from fmcrm_desktop.services.skills import SkillForm
from fmcrm_desktop.services.trainings import TrainingForm
from tests.sample import Sample

TODAY = date(2026, 11, 20)


def days(count: int) -> date:
    return TODAY + timedelta(count)


def skill(office: Office, name: str, other: str = "") -> int:
    return office.do(skills.add, SkillForm(name, other)).result


def give(office: Office, id: int, *lines: SkillLine, **more: object) -> None:
    form = office.ask(staff.form_of, id)
    form.skills = lines
    for name, value in more.items():
        setattr(form, name, value)
    office.do(staff.change, id, form)


def test_a_skill_is_searched_and_lists_who_has_it_today(office: Office, sample: Sample) -> None:
    pipes = skill(office, "Pipe work", "水管")
    give(office, sample.plumber, SkillLine(pipes, 3))
    give(office, sample.electrician, SkillLine(pipes, 1, days(-1)))
    give(office, sample.clerk, SkillLine(pipes, 2, TODAY))
    for typed in ("pipe", "水管", "shuiguan"):
        found = [(each.kind, each.ref, each.subtitle) for each in office.ask(search.find, typed)]
        assert found == [("skill", pipes, "Gao Jun, Li Na")], typed
    card = office.ask(skills.card, pipes)
    assert [(each.name, each.level, each.state) for each in card.holders] == [
        ("Gao Jun", 3, "has"), ("Li Na", 2, "has"), ("He Yan", 1, "expired"),
    ]  # fmt: skip
    assert card.row.people == 2
    listed = office.ask(staff.page, Query(where={"skill": (pipes,)})).first
    assert [row.name for row in listed] == ["Gao Jun", "Li Na"]


def test_skills_of_the_form_come_change_and_go(office: Office, sample: Sample, office_path: Path) -> None:
    pipes, english = skill(office, "Pipe work"), skill(office, "English")
    give(office, sample.plumber, SkillLine(pipes), SkillLine(english, 1))
    form = office.ask(staff.form_of, sample.plumber)
    kept = next(line for line in form.skills if line.skill_id == pipes)
    kept.level, kept.expires = 3, days(90)
    form.skills = (kept,)
    office.do(staff.change, sample.plumber, form)
    with sqlite3.connect(office_path) as connection:
        rows = connection.execute(
            "select skill_id, level, expires, archived is null from staff_skill where staff_id = ? order by id",
            (sample.plumber,),
        ).fetchall()
    assert rows == [(pipes, 3, "2027-02-18", 1), (english, 1, None, 0)]
    with pytest.raises(Invalid, match="twice"):
        give(office, sample.plumber, SkillLine(pipes), SkillLine(pipes, 3))


def test_what_an_hour_costs_is_seen_only_by_who_may_change_it(office: Office, sample: Sample) -> None:
    give(office, sample.plumber, cost_rate=Money(4200, "CNY"), charge_rate=Money(9000, "CNY"))
    assert office.ask(staff.form_of, sample.plumber).cost_rate == Money(4200, "CNY")
    with pytest.raises(Invalid, match="nothing"):
        give(office, sample.plumber, cost_rate=Money(-1, "CNY"))
    for role in ("clerk", "dispatcher", "technician", "reader"):
        office.who = Who(sample.clerk, "Li Na", role)
        for form in (
            office.ask(staff.form_of, sample.plumber), office.ask(staff.sheet, sample.plumber).form,
            office.ask(staff_time.sheet, sample.plumber).staff.form,
        ):  # fmt: skip
            assert (form.cost_rate, form.charge_rate) == (None, None)


def test_a_course_that_is_passed_gives_and_renews_the_skill(office: Office, sample: Sample) -> None:
    height = skill(office, "Work at height")
    course = TrainingForm(sample.plumber, "Height", TODAY, "coming", days(365), height)
    id = office.do(trainings.add, course).result
    assert office.ask(skills.card, height).holders == ()
    form = office.ask(trainings.form_of, id)
    assert form.result == "coming"
    form.result = "passed"
    office.do(trainings.change, id, form)
    assert [(each.level, each.expires) for each in office.ask(skills.card, height).holders] == [
        (2, days(365))
    ]
    office.do(trainings.add, TrainingForm(sample.plumber, "Height again", TODAY, "passed", days(700), height))
    assert [each.expires for each in office.ask(skills.card, height).holders] == [days(700)]
    office.do(trainings.add, TrainingForm(sample.plumber, "Old paper", TODAY, "passed", days(30), height))
    assert [each.expires for each in office.ask(skills.card, height).holders] == [days(700)]


def test_courses_are_filtered_by_how_they_went_and_what_runs_out_is_told(
    office: Office, sample: Sample
) -> None:
    height = skill(office, "Work at height")
    of = {}
    for name, result, until in (
        ("coming", "coming", None), ("failed", "failed", days(-1)), ("passed", "passed", None),
        ("long", "passed", days(61)), ("expiring", "passed", days(60)), ("last day", "passed", TODAY),
        ("expired", "passed", days(-1)),
    ):  # fmt: skip
        form = TrainingForm(sample.plumber, name, days(-10), result, until)
        of[name] = office.do(trainings.add, form).result

    def listed(*states: str) -> set[str]:
        ids = office.ask(trainings.page, Query(where={"state": states})).ids
        return {name for name, id in of.items() if id in ids}

    assert listed("coming") == {"coming"}
    assert listed("failed") == {"failed"}
    assert listed("passed") == {"passed", "long"}
    assert listed("expiring") == {"expiring", "last day"}
    assert listed("expired", "coming") == {"expired", "coming"}
    for row in office.ask(trainings.page, Query()).first:
        assert row.course in listed(row.state), row
    give(office, sample.electrician, SkillLine(height, 2, days(5)))
    told = [(row.name, row.left) for row in office.ask(expiring.page, Query()).first]
    assert told == [("expired", -1), ("last day", 0), ("Work at height", 5), ("expiring", 60)]
    assert office.ask(expiring.count) == 4
    assert office.ask(today.sheet).expiring == 4
    office.do(trainings.add, TrainingForm(sample.plumber, "expired", TODAY, "passed", days(800)))
    assert office.ask(expiring.count) == 3
    office.who = Who(sample.clerk, "Li Na", "clerk")
    assert office.ask(today.sheet).expiring == 0


def test_the_grid_says_who_has_what_the_post_needs_and_who_lacks_it(office: Office, sample: Sample) -> None:
    pipes, height, english = (skill(office, name) for name in ("Pipe work", "Work at height", "English"))
    needed = (NeedLine(pipes, 3), NeedLine(height, 2), NeedLine(english, 1))
    plumber = office.do(posts.add, PostForm("Plumber", "水工", needs=needed)).result
    give(office, sample.plumber, SkillLine(pipes, 2), SkillLine(height, 2, days(-1)), post_id=plumber)
    give(office, sample.electrician, SkillLine(pipes, 3), SkillLine(height, 3, TODAY), SkillLine(english, 1),
         post_id=plumber)  # fmt: skip
    grid = office.ask(posts.grid, [plumber])[0]
    told = {
        person.name: {need.name: cell.state for need, cell in zip(grid.needs, person.cells, strict=True)}
        for person in grid.people
    }
    assert told == {
        "Gao Jun": {"Pipe work": "low", "Work at height": "expired", "English": "lacks"},
        "He Yan": {"Pipe work": "has", "Work at height": "has", "English": "has"},
    }
    row = office.ask(posts.page, Query()).first[0]
    assert (row.needs, row.people, row.lacking) == (3, 2, 1)
    shown = office.ask(staff_time.sheet, sample.plumber).abilities
    assert {each.name: each.state for each in shown.skills} == told["Gao Jun"]
    form = office.ask(posts.form_of, plumber)
    form.needs = (NeedLine(pipes, 2), NeedLine(height, 2))
    office.do(posts.change, plumber, form)
    assert [need.level for need in office.ask(posts.grid, [plumber])[0].needs] == [2, 2]
    with pytest.raises(InUse, match="2 members"):
        office.do(posts.archive, plumber)
    with pytest.raises(InUse, match="Plumber"):
        office.do(skills.archive, pipes)


def test_praise_is_kept_and_its_certificate_names_who_gave_it(office: Office, sample: Sample) -> None:
    form = office.ask(recognitions.new)
    assert (form.day, form.by_id) == (TODAY, sample.manager)
    form.text = "Stayed all night"
    done = office.do(recognitions.add, sample.plumber, form)
    sheet = office.ask(recognitions.certificate, done.result)
    assert (sheet.name, sheet.other_name, sheet.by, sheet.text) == (
        "Gao Jun",
        "高军",
        "Zhou Min",
        "Stayed all night",
    )
    assert [row.text for row in office.ask(staff_time.sheet, sample.plumber).abilities.recognitions] == [
        "Stayed all night"
    ]
    assert done.deed is not None
    office.undo(done.deed)
    assert office.ask(staff_time.sheet, sample.plumber).abilities.recognitions == ()
    with pytest.raises(Invalid):
        office.do(recognitions.add, sample.plumber, RecognitionForm(day=TODAY))


def test_a_category_says_the_need_and_the_skill(office: Office) -> None:
    pipes = skill(office, "Pipe work")
    row = office.ask(categories.listed, "order")[0]
    form = office.ask(categories.form_of, row.id)
    form.need, form.skill_id = "comfort", pipes
    office.do(categories.change, row.id, form)
    again = office.ask(categories.listed, "order")[0]
    assert (again.need, again.skill) == ("comfort", "Pipe work")
    with pytest.raises(InUse, match=row.name):
        office.do(skills.archive, pipes)
    form = office.ask(categories.form_of, row.id)
    form.need = "gold"
    with pytest.raises(Invalid):
        office.do(categories.change, row.id, form)


def test_every_kind_that_is_found_has_a_name_in_the_search_box() -> None:
    from fmcrm_desktop.ui import search_box

    assert set(search.KINDS) <= set(search_box.KINDS)
