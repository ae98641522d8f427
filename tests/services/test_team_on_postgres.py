"""Territories, what a technician sees, skills and what runs out on PostgreSQL: the same as on SQLite."""

from __future__ import annotations

from datetime import date, timedelta

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import expiring, posts, search, skills, staff, territories, trainings, work_orders
from fmcrm_desktop.services.abilities import SkillLine
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.posts import NeedLine, PostForm
from fmcrm_desktop.services.skills import SkillForm
from fmcrm_desktop.services.territories import BuildingLine, RedrawForm, StaffLine, TerritoryForm
from fmcrm_desktop.services.trainings import TrainingForm
from fmcrm_desktop.services.work_orders import OrderForm
from tests.conftest import NOW
from tests.sample import Sample

TODAY = date(2026, 11, 20)


def test_territories_are_drawn_redrawn_and_seen(served: tuple[Office, Sample]) -> None:
    office, sample = served
    north = TerritoryForm(
        "North", buildings=(BuildingLine(sample.building),), staff=(StaffLine(sample.plumber),)
    )
    one = office.do(territories.add, north).result
    two = office.do(territories.add, TerritoryForm("South")).result
    tap = office.do(work_orders.enter, OrderForm(summary="Tap", unit_id=sample.unit)).result
    lamp = office.do(work_orders.enter, OrderForm(summary="Lamp", unit_id=sample.second_unit)).result
    form = RedrawForm((sample.building, sample.second_building), two, TODAY + timedelta(1))
    seen = {
        each.name: (each.before.open, each.after.open)
        for each in office.ask(territories.preview, form).changes
    }
    assert seen == {"North": (1, 0), "South": (0, 2), "": (1, 0)}
    assert office.do(territories.redraw, form).result == 2

    def listed(*values: object) -> list[int]:
        return list(office.ask(work_orders.page, Query(where={"territory": values})).ids)

    assert (listed(one), listed(two), listed(None)) == ([tap], [], [lamp])
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    assert list(office.ask(work_orders.page, Query()).ids) == [tap]
    assert [each.ref for each in office.ask(search.find, "lamp")] == []
    assert [each.ref for each in office.ask(search.find, "tap")] == [tap]
    office.store.clock = lambda: NOW + timedelta(1)
    assert list(office.ask(work_orders.page, Query()).ids) == []


def test_skills_courses_and_posts_are_told(served: tuple[Office, Sample]) -> None:
    office, sample = served
    pipes = office.do(skills.add, SkillForm("Pipe work", "水管")).result
    post = office.do(posts.add, PostForm("Plumber", needs=(NeedLine(pipes, 2),))).result
    form = office.ask(staff.form_of, sample.plumber)
    form.skills, form.post_id = (SkillLine(pipes, 1, TODAY + timedelta(9)),), post
    office.do(staff.change, sample.plumber, form)
    course = TrainingForm(sample.plumber, "First aid", TODAY, "passed", TODAY + timedelta(30))
    office.do(trainings.add, course)
    assert [each.subtitle for each in office.ask(search.find, "水管")] == ["Gao Jun"]
    assert [(each.name, each.left) for each in office.ask(expiring.page, Query()).first] == [
        ("Pipe work", 9), ("First aid", 30),
    ]  # fmt: skip
    assert len(office.ask(trainings.page, Query(where={"state": ("expiring",)}, text="AID"))) == 1
    assert [cell.state for cell in office.ask(posts.grid, [post])[0].people[0].cells] == ["low"]
    assert [row.name for row in office.ask(staff.page, Query(where={"skill": (pipes,)})).first] == ["Gao Jun"]
