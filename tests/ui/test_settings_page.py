"""The settings page in a real window: each card opens its form; what cannot be kept stays typed."""

from __future__ import annotations

import re
from dataclasses import replace
from time import sleep
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel

from fmcrm_desktop import places
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import categories, office_settings, settings, signing, staff
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.sign_in_page import SignInPage
from fmcrm_desktop.ui.tabs.settings import SettingsTab, cards
from fmcrm_desktop.ui.tabs.settings.tab import SUBJECTS
from fmcrm_desktop.ui.tabs.skills.skills import COLUMNS
from tests.ui.at_work import desk_of, told, until
from tests.ui.test_kit_tab import line_of


@pytest.fixture
def page(show, qtbot):
    tab = show(SettingsTab)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    return tab


def open_form(qtbot, tab, name):
    tab.change(name)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    return tab.detail.form


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_card_opens_its_form(page, qtbot, press, name):
    press(page, SUBJECTS[name].keep)
    qtbot.waitUntil(lambda: page.detail.form is not None)
    assert page.detail.form.setup.case is SUBJECTS[name].keep


def test_what_is_saved_stands_on_the_card(page, qtbot, office):
    form = open_form(qtbot, page, "particulars")
    line_of(form, "phone").setText("0755 1234 5678")
    before = page.detail.page
    form.save()
    qtbot.waitUntil(lambda: page.detail.form is None and page.detail.page is not before)
    assert office.ask(settings.everything)["office.phone"] == "0755 1234 5678"


def test_a_zone_nobody_knows_is_refused_beside_its_field_and_stays_typed(page, qtbot):
    form = open_form(qtbot, page, "particulars")
    line_of(form, "zone").setText("Mars/Olympus")
    form.save()
    qtbot.waitUntil(form.form.slots["zone"].fault.isVisible)
    assert line_of(form, "zone").text() == "Mars/Olympus"


def test_a_weekday_that_cannot_be_read_is_marked(page, qtbot):
    form = open_form(qtbot, page, "hours")
    line_of(form, "friday").setText("all day")
    form.save()
    qtbot.waitUntil(form.form.slots["friday"].fault.isVisible)


def test_holidays_of_a_year_are_looked_at_and_then_taken_in_one_deed(page, qtbot, press, office):
    page.load_year()
    qtbot.waitUntil(lambda: dialog_of(page) is not None)
    dialog = dialog_of(page)
    line_of(dialog.page, "country").setText("DE")
    line_of(dialog.page, "region").setText("by")
    line_of(dialog.page, "year").setText("2027")
    dialog.page.save()
    seen = page.detail
    qtbot.waitUntil(lambda: any("Corpus Christi" in one.text() for one in seen.page.findChildren(QLabel)))
    assert not office.ask(settings.everything)["holidays"]
    press(page, office_settings.load_year)
    qtbot.waitUntil(lambda: bool(office.ask(settings.everything)["holidays"]))
    assert office.ask(settings.everything)["office.region"] == "by"


def test_a_year_nobody_has_entered_yet_is_said_on_the_card(page):
    assert any("2027" in one.text() for one in page.detail.page.findChildren(ChipLabel))


def dialog_of(tab):
    return next((one for one in tab.findChildren(FormDialog) if one.isVisible()), None)


def test_categories_are_moved_and_archived_by_their_buttons(page, qtbot, office):
    rows = office.ask(categories.listed, "order")
    down = next(one for one in page.findChildren(Button) if one.accessibleName() == f"Down: {rows[0].name}")
    down.click()
    qtbot.waitUntil(lambda: office.ask(categories.listed, "order")[0].id == rows[1].id)


def test_signing_in_is_refused_while_no_manager_has_a_password(page, qtbot, press, qt_office, office):
    refused = []
    qt_office.refused.connect(refused.append)
    press(page, signing.turn_on)
    qtbot.waitUntil(lambda: bool(refused))
    assert not office.ask(settings.everything)["sign_in"]


def test_a_clerk_sees_the_settings_with_every_button_grey(show, qtbot, office):
    office.who = Who(office.who.staff_id, "Clerk", "clerk")
    tab = show(SettingsTab)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    guarded = [one for one in tab.findChildren(Button) if one.case is office_settings.keep_hours]
    assert guarded and not guarded[0].isEnabled() and guarded[0].toolTip()


@pytest.mark.parametrize(
    ("language", "said"), [("en", ("Plumbing", "给排水")), ("zh_CN", ("给排水", "Plumbing"))]
)
def test_what_is_named_twice_is_called_first_as_the_screen_speaks(language, said):
    """Categories on the settings page and skills in their list, whichever script they were entered in."""
    words = Words(language)
    for name, other in (("Plumbing", "给排水"), ("给排水", "Plumbing")):
        row = SimpleNamespace(name=name, other_name=other)
        assert cards._called(SimpleNamespace(words=words), row) == said
        assert tuple(column.text(row, words) for column in COLUMNS[:2]) == said


def test_what_is_changed_holds_at_once_with_what_is_typed(window, qtbot, office_path):
    inside = window.opened.office
    desk_of(window).go(Link("owners", new={}))
    qtbot.waitUntil(lambda: desk_of(window).present.detail.form is not None)
    line = desk_of(window).present.detail.form.form.slots["name"].editor.line
    line.setText("Half Typed")
    line.textEdited.emit("Half Typed")
    before = desk_of(window)
    its = inside.ask(office_settings.particulars)
    inside.do(
        office_settings.keep_particulars, replace(its, name="Elm Court", zone="Europe/London", currency="GBP")
    )
    assert until(lambda: window.desk is not None and window.desk is not before)
    told(window, "hold from now on")
    assert window.windowTitle() == "Elm Court — FMCRM"
    assert (str(window.office.words.zone), window.office.currency) == ("Europe/London", "GBP")
    assert inside.store.zone == "Europe/London"
    assert desk_of(window).unsaved().detail.form.form.slots["name"].editor.raw() == "Half Typed"
    assert "lock" not in window.menu.acts()


@pytest.mark.parametrize("seconds", [0, 0.3])
def test_the_redraw_after_a_change_keeps_its_undo(window, qtbot, office_path, monkeypatch, seconds):
    """The desk that said "Saved" is gone with its message; the change is taken back by the one that came after it. Its
    answer may come some time after its news."""
    inside, before = window.opened.office, desk_of(window)
    its, do = inside.ask(office_settings.particulars), inside.do
    monkeypatch.setattr(inside, "do", lambda *given: (do(*given), sleep(seconds))[0])
    window.office.do(before, office_settings.keep_particulars, replace(its, currency="GBP"))
    assert until(lambda: window.desk is not None and window.desk is not before)
    told(window, "hold from now on")
    after = desk_of(window)
    assert after.bar.action.isVisible() and after.bar.action.text() == "Undo"
    after.bar.action.click()
    assert until(lambda: window.office is not None and window.office.currency == its.currency)
    assert inside.ask(office_settings.particulars).currency == its.currency


def test_the_redraw_after_a_change_of_another_desk_offers_no_undo(window, qtbot, office_path):
    """Least of all of what this desk changed before."""
    inside, before = window.opened.office, desk_of(window)
    its = inside.ask(office_settings.particulars)
    window.office.do(before, office_settings.keep_particulars, replace(its, address="Elm Road 1"))
    assert until(lambda: inside.ask(office_settings.particulars).address == "Elm Road 1")
    assert until(lambda: window.office.quiet)
    other = open_office(str(office_path))
    other.do(
        office_settings.keep_particulars, replace(other.ask(office_settings.particulars), currency="GBP")
    )
    other.close()
    for heard in inside.elsewhere:
        heard({"setting": set()})
    assert until(lambda: window.desk is not None and window.desk is not before)
    told(window, "hold from now on")
    assert not desk_of(window).bar.action.isVisible()


def test_names_and_passwords_are_asked_from_the_moment_on(window, qtbot, sample):
    inside = window.opened.office
    form = inside.ask(staff.form_of, sample.manager)
    inside.do(staff.change, sample.manager, replace(form, login="zhou"))
    inside.do(signing.set_password, sample.manager, "correct horse battery", False)
    inside.do(signing.turn_on)
    assert until(lambda: "lock" in window.menu.acts())
    window.menu.acts()["lock"]()
    assert isinstance(window.centralWidget(), SignInPage) and inside.who.role == ""


def test_a_settings_change_lets_nobody_in_at_a_locked_desk(window, qtbot, sample):
    test_names_and_passwords_are_asked_from_the_moment_on(window, qtbot, sample)
    desk, other = window.desk, open_office(str(window.opened.path))
    other.who = Who(sample.manager, "Zhou Min", "manager")
    its = other.ask(office_settings.particulars)
    other.do(office_settings.keep_particulars, replace(its, currency="GBP"))
    other.close()
    window.office.changed.emit({"setting": {1}})  # as a server tells it
    qtbot.waitUntil(lambda: window.office.quiet)
    assert isinstance(window.centralWidget(), SignInPage) and window.desk is desk


def test_the_buttons_of_a_category_name_it_in_the_language_of_the_screen(show, qtbot, qt_office, office):
    office.do(categories.archive, office.ask(categories.listed, "order")[0].id)
    qt_office.words = Words("zh_CN", "Asia/Shanghai", places.resources() / "locale")
    tab = show(SettingsTab)
    qtbot.waitUntil(lambda: len(tab.findChildren(Button)) > 40)
    names = [one.accessibleName() for one in tab.findChildren(Button) if ": " in one.accessibleName()]
    assert len(names) > 40
    assert not [name for name in names if re.search("[A-Za-z]", name)]
