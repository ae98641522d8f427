"""Territories and skills in a real window: entered in the form, re-drawn after a look, found in the list of orders."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import posts, recognitions, skills, staff, territories, work_orders
from fmcrm_desktop.services.abilities import SkillLine
from fmcrm_desktop.services.posts import NeedLine, PostForm
from fmcrm_desktop.services.recognitions import RecognitionForm
from fmcrm_desktop.services.skills import SkillForm
from fmcrm_desktop.services.territories import BuildingLine, StaffLine, TerritoryForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.tabs.skills.posts import PostsSection
from fmcrm_desktop.ui.tabs.skills.skills import SkillsSection
from fmcrm_desktop.ui.tabs.staff import StaffTab
from fmcrm_desktop.ui.tabs.territories import TerritoriesTab
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab


def texts(tab):
    page = tab.detail.page
    if page is None:
        return []
    return [one.text() for one in page.findChildren(QLabel)] + [
        one.text() for one in page.findChildren(Button)
    ]


@pytest.fixture
def divided(office, sample):
    north = TerritoryForm("North", buildings=(BuildingLine(sample.building), BuildingLine(sample.second_building)),
                          staff=(StaffLine(sample.plumber),))  # fmt: skip
    return office.do(territories.add, north).result, office.do(territories.add, TerritoryForm("South")).result


def test_a_territory_is_entered_with_buildings_and_people_and_a_second_owner_is_refused(
    show, qtbot, office, sample
):
    tab = show(TerritoriesTab)
    tab.open_new({})
    form = tab.detail.form
    form.form.slots["name"].editor.set("North")
    form.form.slots["buildings"].editor.set((BuildingLine(sample.building),))
    form.form.slots["staff"].editor.set((StaffLine(sample.plumber, "lead", date(2026, 11, 1)),))
    form.save()
    qtbot.waitUntil(lambda: "Gao Jun" in "".join(texts(tab)))
    assert "Leads" in texts(tab)
    tab.open_new({})
    form = tab.detail.form
    form.form.slots["name"].editor.set("South")
    form.form.slots["buildings"].editor.set((BuildingLine(sample.building),))
    form.save()
    fault = form.form.slots["buildings"].fault
    qtbot.waitUntil(fault.isVisible)
    assert "“North”" in fault.text()
    tab.detail.drop_form()


def test_redrawing_shows_before_and_after_and_is_done_from_there(show, qtbot, office, sample, divided, press):
    north, south = divided
    tab = show(TerritoriesTab)
    tab.show_id(north)
    qtbot.waitUntil(lambda: "2" in texts(tab))
    press(tab.detail.page, territories.redraw)
    qtbot.waitUntil(lambda: _dialog(tab) is not None)
    dialog = _dialog(tab)
    dialog.page.form.slots["buildings"].editor.set((sample.building,))
    dialog.page.form.slots["territory_id"].editor.set(south)
    dialog.page.form.slots["from_day"].editor.set(date(2026, 12, 1))
    dialog.page.save()
    qtbot.waitUntil(lambda: "Re-drawn from 1 Dec 2026" in texts(tab))
    shown = texts(tab)
    assert {"North", "South", "Before", "After"} <= set(shown)
    assert any("received before 1 Dec 2026 keeps its territory" in text for text in shown)
    assert office.ask(territories.card, south).buildings == ()
    press(tab.detail.page, territories.redraw)
    qtbot.waitUntil(lambda: tab.id == south and "from 1 Dec 2026" in texts(tab))
    assert [each.state for each in office.ask(territories.card, south).buildings] == ["coming"]


def _dialog(tab):
    from fmcrm_desktop.ui.kit.form_dialog import FormDialog

    return next((one for one in tab.findChildren(FormDialog) if one.isVisible()), None)


def test_a_territorys_open_orders_are_a_click_away(show, qtbot, office, sample, divided):
    north, south = divided
    order = office.do(work_orders.enter, OrderForm(summary="Tap", unit_id=sample.unit)).result
    tab = show(WorkOrdersTab)
    tab.open(Link("work_orders", where={"state": ("open",), "territory": (south,)}))
    qtbot.waitUntil(lambda: len(tab.list.model.ids) == 0)
    tab.open(Link("work_orders", where={"state": ("open",), "territory": (north,)}))
    qtbot.waitUntil(lambda: list(tab.list.model.ids) == [order])
    row = office.ask(work_orders.rows, [order])[0]
    assert row.territory == "North"


def test_the_page_of_a_skill_and_of_a_post_say_who_has_it_and_who_lacks_it(show, qtbot, office, sample):
    pipes = office.do(skills.add, SkillForm("Pipe work")).result
    post = office.do(posts.add, PostForm("Plumber", needs=(NeedLine(pipes, 2),))).result
    for id, lines in ((sample.plumber, (SkillLine(pipes, 3),)), (sample.electrician, ())):
        form = office.ask(staff.form_of, id)
        form.skills, form.post_id = lines, post
        office.do(staff.change, id, form)
    tab = show(SkillsSection)
    qtbot.waitUntil(lambda: "Gao Jun" in texts(tab))
    assert "Teaches others" in texts(tab)
    tab = show(PostsSection)
    qtbot.waitUntil(lambda: "He Yan" in texts(tab))
    chips = [one.accessibleName() or one.text() for one in tab.detail.page.findChildren(ChipLabel)]
    assert chips == ["Has it", "Lacks it"]


def test_praise_stands_on_the_staff_page_with_its_certificate(show, qtbot, office, sample, qt_office, press):
    praise = RecognitionForm(day=date(2026, 11, 20), text="Stayed all night")
    office.do(recognitions.add, sample.plumber, praise)
    tab = show(StaffTab)
    tab.show_id(sample.plumber)
    qtbot.waitUntil(lambda: "Stayed all night" in texts(tab))
    with qtbot.waitSignal(qt_office.going) as going:
        press(tab.detail.page, recognitions.certificate)
    link = going.args[0]
    assert link.tab == "reports"
    assert link.new["wanted"].work == "fmcrm_desktop.reports.certificate:make"
