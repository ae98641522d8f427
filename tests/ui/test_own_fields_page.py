"""The page of own fields: what the form for a field asks for."""

from __future__ import annotations

from fmcrm_desktop.services import own_fields
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.tabs.own_fields import OwnFieldsTab
from tests.ui.at_work import until


def form_of(tab):
    """The form of the dialog, as soon as it is there."""
    found = []

    def look():
        found[:] = [page.form for page in tab.window().findChildren(FormPage) if page.isVisible()]
        return bool(found)

    assert until(look)
    return found[-1]


def test_what_can_be_chosen_is_asked_of_a_choice_only(show, qtbot):
    tab = show(OwnFieldsTab)
    tab.open_new({})
    form = form_of(tab)
    assert not form.slots["choices"].isVisible()
    form.slots["kind"].editor.set("choice")
    form.slots["kind"].editor.edited.emit()
    qtbot.waitUntil(form.slots["choices"].isVisible)
    form.slots["kind"].editor.set("date")
    form.slots["kind"].editor.edited.emit()
    qtbot.waitUntil(lambda: not form.slots["choices"].isVisible())


def test_a_choice_that_is_changed_shows_what_can_be_chosen(show, qtbot, qt_office):
    id = qt_office.office.do(
        own_fields.add, OwnFieldForm("person", "choice", "Class", "等级", choices=("A", "B"))
    ).result
    tab = show(OwnFieldsTab)
    tab.edit(id)
    form = form_of(tab)
    assert form.slots["choices"].isVisible() and form.slots["choices"].editor.value() == ("A", "B")
