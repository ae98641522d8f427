"""Somebody else has saved a record while its form is open here: who and when, theirs where nothing was typed, and no
number where a name belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import (
    calendar,
    categories,
    own_fields,
    owners,
    prospects,
    territories,
    units,
    work_orders,
)
from fmcrm_desktop.services.calendar import EventForm, GuestForm
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.services.owners import PersonForm
from fmcrm_desktop.services.territories import BuildingLine, StaffLine, TerritoryForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.tabs.calendar import CalendarTab
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from fmcrm_desktop.ui.tabs.prospects.leads import LeadsSection
from fmcrm_desktop.ui.tabs.territories import TerritoriesTab
from fmcrm_desktop.ui.tabs.units import UnitsTab
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab
from tests.conftest import NOW
from tests.services.prospecting import enter


@pytest.fixture
def as_clerk(office, sample):
    """A deed of the clerk at the other desk."""

    def do(case, *args):
        who, office.who = office.who, Who(sample.clerk, "李娜", "clerk")
        try:
            return office.do(case, *args)
        finally:
            office.who = who

    return do


def editing(tab, qtbot, id):
    tab.show_id(id)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    tab.edit(id)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    return tab.detail.form


def refused(form, qtbot):
    form.save()
    qtbot.waitUntil(form._fault.isVisible)
    return form._sentence.text()


def said(form):
    return [each.text() for each in form._compare.findChildren(QLabel) if each.isVisible()]


@pytest.fixture
def person(office):
    return office.do(owners.add, PersonForm(name="Tan Wei", occupation="Baker")).result


def changed(office, as_clerk, person, **values):
    theirs = office.ask(owners.form, person)
    for name, value in values.items():
        setattr(theirs, name, value)
    as_clerk(owners.change, person, theirs)


def test_what_was_left_alone_shows_theirs_and_what_was_typed_stays(
    show, qtbot, qt_office, office, as_clerk, person
):
    qt_office.words.names = {"李娜": "Li Na"}
    form = editing(show(OwnersTab), qtbot, person)
    changed(office, as_clerk, person, occupation="Teacher", notes="Rings twice")
    form.form.slots["notes"].editor.set("Has a dog")
    assert refused(form, qtbot).startswith("Li Na changed this at 10:00.")
    slots = form.form.slots
    assert (slots["occupation"].editor.value(), slots["notes"].editor.value()) == ("Teacher", "Has a dog")
    assert {"Baker", "Teacher", "Has a dog", "Rings twice"} <= set(said(form))
    next(one for one in form._compare.findChildren(Button) if one is form._compare.keep).click()
    qtbot.waitUntil(lambda: office.ask(owners.form, person).notes == "Has a dog")
    assert office.ask(owners.form, person).occupation == "Teacher", "nobody here has changed it"


def test_a_record_that_was_put_away_is_told(show, qtbot, office, as_clerk, person):
    form = editing(show(OwnersTab), qtbot, person)
    as_clerk(owners.archive, person)
    form.form.slots["notes"].editor.set("Has a dog")
    assert "put this away at 10:00" in refused(form, qtbot)
    assert form.form.slots["notes"].editor.value() == "Has a dog"
    assert not form._compare.keep.isVisible(), "nobody changes what is in the archive unawares"
    as_clerk(owners.restore, person)
    form.clear()
    assert refused(form, qtbot).startswith("李娜 changed this")
    form._compare.keep.click()
    qtbot.waitUntil(lambda: office.ask(owners.form, person).notes == "Has a dog")


def test_what_an_undo_has_put_away_takes_no_more(show, qtbot, office):
    done = office.do(owners.add, PersonForm(name="Tan Wei", occupation="Baker"))
    form = editing(show(OwnersTab), qtbot, done.result)
    office.undo(done.deed)
    form.form.slots["notes"].editor.set("Has a dog")
    for _again in range(2):
        assert "put this away at 10:00" in refused(form, qtbot)
        assert not form._compare.keep.isVisible()
        form.clear()
    assert form.form.slots["notes"].editor.value() == "Has a dog"
    assert office.ask(owners.form, done.result).notes == ""


def test_picked_records_stand_beside_each_other_by_their_names(
    show, qtbot, qt_office, office, as_clerk, sample
):
    first, second, third = (
        office.do(categories.add, categories.CategoryForm("order", name)).result
        for name in ("Tower", "Roof deck", "Wells")
    )
    id = office.do(work_orders.enter, OrderForm(summary="Tap", category_id=first)).result
    form = editing(show(WorkOrdersTab), qtbot, id)
    theirs = office.ask(work_orders.change_form, id)
    theirs.category_id = second
    as_clerk(work_orders.change, id, theirs)
    form.form.slots["category_id"].editor.set(third)
    refused(form, qtbot)
    qtbot.waitUntil(lambda: {"Wells", "Roof deck"} <= set(said(form)))


def test_lists_in_a_form_stand_beside_each_other_and_follow(show, qtbot, office, sample):
    """Theirs come in where nothing was done to the list here: saving does not put the old one back."""
    id = office.do(
        territories.add, TerritoryForm(name="North", buildings=(BuildingLine(sample.building),))
    ).result
    form = editing(show(TerritoriesTab), qtbot, id)
    theirs = office.ask(territories.form_of, id)
    theirs.staff = (StaffLine(sample.plumber),)
    office.do(territories.change, id, theirs)
    form.form.slots["name"].editor.set("North and east")
    refused(form, qtbot)
    qtbot.waitUntil(lambda: any("Gao Jun" in each for each in said(form)))
    assert {"North and east", "North"} <= set(said(form))
    form._compare.keep.click()
    qtbot.waitUntil(lambda: office.ask(territories.form_of, id).name == "North and east")
    assert [each.staff_id for each in office.ask(territories.form_of, id).staff] == [sample.plumber]


def test_a_list_that_was_changed_at_both_desks_is_told_line_by_line(show, qtbot, office, sample):
    id = office.do(territories.add, TerritoryForm(name="North")).result
    form = editing(show(TerritoriesTab), qtbot, id)
    theirs = office.ask(territories.form_of, id)
    theirs.staff = (StaffLine(sample.plumber), StaffLine(sample.electrician))
    office.do(territories.change, id, theirs)
    form.form.slots["staff"].editor.set((StaffLine(sample.clerk),))
    refused(form, qtbot)
    qtbot.waitUntil(lambda: any("Li Na" in each for each in said(form)))
    qtbot.waitUntil(lambda: any("Gao Jun" in each for each in said(form)))
    told = next(each for each in said(form) if "Gao Jun" in each)
    assert [line.split(" · ")[0] for line in told.splitlines()] == ["Gao Jun", "He Yan"]
    form._compare.keep.click()
    qtbot.waitUntil(lambda: office.ask(territories.form_of, id).version > theirs.version + 1)
    assert [each.staff_id for each in office.ask(territories.form_of, id).staff] == [sample.clerk]


def test_a_guest_whom_the_other_desk_invited_comes_into_the_form(show, qtbot, office):
    """Guests are no lines with a history: they are kept as the form shows them."""
    start = NOW + timedelta(days=1)
    meeting = EventForm(kind="meeting", title="Budget", starts=start, ends=start + timedelta(hours=1))
    id = office.do(calendar.add, meeting).result
    tab = show(CalendarTab)
    tab.open_event(id)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    form = tab.detail.form
    theirs = office.ask(calendar.event, id)
    theirs.guests = (GuestForm(name="Ivy Frost", email="ivy@example.com"),)
    office.do(calendar.change, id, theirs)
    form.form.slots["title"].editor.set("Budget round")
    refused(form, qtbot)
    assert [each.name for each in form.form.slots["guests"].editor.value()] == ["Ivy Frost"]
    form._compare.keep.click()
    qtbot.waitUntil(lambda: office.ask(calendar.event, id).title == "Budget round")
    assert [each.name for each in office.ask(calendar.event, id).guests] == ["Ivy Frost"]


@pytest.mark.parametrize("taken", ["followed", "pressed"])
def test_a_line_that_came_from_the_other_desk_can_be_taken_out_again(show, qtbot, office, sample, taken):
    id = office.do(territories.add, TerritoryForm(name="North")).result
    form = editing(show(TerritoriesTab), qtbot, id)
    theirs = office.ask(territories.form_of, id)
    theirs.staff = (StaffLine(sample.plumber),)
    office.do(territories.change, id, theirs)
    staff = form.form.slots["staff"].editor
    if taken == "pressed":
        staff.set((StaffLine(sample.clerk),))
    else:
        form.form.slots["name"].editor.set("North and east")
    refused(form, qtbot)
    qtbot.waitUntil(lambda: any("Gao Jun" in each for each in said(form)))
    if taken == "pressed":
        take_theirs(form)
    [line] = staff.value()
    assert (line.staff_id, line.id is None) == (sample.plumber, False)
    staff.set(())
    form._compare.keep.click()
    qtbot.waitUntil(lambda: office.ask(territories.form_of, id).version > theirs.version + 1)
    assert office.ask(territories.form_of, id).staff == ()


def test_units_that_the_other_desk_added_to_a_prospect_stay(show, qtbot, office, sample):
    id = enter(office, "Ann")
    tab = show(LeadsSection)
    form = editing(tab, qtbot, id)
    theirs = office.ask(prospects.form_of, id)
    theirs.units = (sample.unit,)
    office.do(prospects.change, id, theirs)
    form.form.slots["name"].editor.set("Ann Li")
    refused(form, qtbot)
    qtbot.waitUntil(lambda: any("3-1202" in each for each in said(form)))
    form._compare.keep.click()
    qtbot.waitUntil(lambda: office.ask(prospects.form_of, id).name == "Ann Li")
    assert office.ask(prospects.form_of, id).units == (sample.unit,)


OWN = {
    "unit": (UnitsTab, units.form, units.change, "notes", lambda office, sample: sample.unit),
    "work_order": (
        WorkOrdersTab, work_orders.change_form, work_orders.change, "summary",
        lambda office, sample: office.do(work_orders.enter, OrderForm(summary="Tap")).result,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", OWN)
def test_an_own_field_that_both_have_set_is_compared_and_kept_as_the_form_shows_it(
    show, qtbot, office, sample, kind
):
    tab, read, change, column, made = OWN[kind]
    for name in ("Meter", "Key"):
        office.do(own_fields.add, OwnFieldForm(kind, "text", name))
    id = made(office, sample)
    form = editing(show(tab), qtbot, id)
    theirs = office.ask(read, id)
    theirs.own = tuple(replace(each, value="A 1") for each in theirs.own)
    setattr(theirs, column, "Theirs")
    office.do(change, id, theirs)
    own = form.form.slots["own"].editor
    own.editors[own.value()[0].field_id].line.setText("B 2")
    own.edited.emit()
    refused(form, qtbot)
    qtbot.waitUntil(lambda: any("A 1" in each for each in said(form)))
    form._compare.keep.click()
    qtbot.waitUntil(lambda: office.ask(read, id).own[0].value == "B 2")
    assert office.ask(read, id).own[1].value == "A 1", "nobody here has touched it"


def take_theirs(form):
    next(each for each in form._compare.findChildren(Button) if each.text() == "Take theirs").click()
