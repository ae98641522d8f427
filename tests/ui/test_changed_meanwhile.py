"""Somebody else has saved a record while its form is open here: who and when, theirs where nothing was typed, and no
number where a name belongs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import categories, owners, work_orders
from fmcrm_desktop.services.owners import PersonForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab


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
