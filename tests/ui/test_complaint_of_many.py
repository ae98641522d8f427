"""A complaint with very many actions and orders: the first of them at once, each other a press away, none lost."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLabel

from fmcrm_desktop.services import actions, complaints, work_orders
from fmcrm_desktop.services.actions import ActionForm, DoneForm
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.kit.buttons import LinkButton, WholeLink
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.tabs.complaints.register import RegisterTab


def named(tab, pattern):
    """The names of this kind on the page, as they stand."""
    found = [each.text() for kind in (WholeLink, LinkButton) for each in tab.detail.page.findChildren(kind)]
    return [text for text in dict.fromkeys(found) if re.fullmatch(pattern, text)]


def test_what_is_still_to_do_comes_first_and_the_rest_by_pressing(show, qtbot, office, sample):
    id = office.do(complaints.register, ComplaintForm(own_words="Cold", person_id=sample.owner)).result
    for n in range(66):
        made = office.do(actions.add, ActionForm(text=f"Act {n:02}", complaint_id=id)).result
        if n < 50:
            office.do(actions.done, made, DoneForm())
    for n in range(3):
        office.do(work_orders.enter, OrderForm(summary=f"Job {n}", unit_id=sample.unit, complaint_id=id))
    tab = show(RegisterTab)
    tab.show_id(id)
    qtbot.waitUntil(lambda: tab.detail.page is not None and tab.office.quiet)
    todo = [f"Act {n:02}" for n in range(50, 66)]
    assert named(tab, r"Act \d\d") == todo + [f"Act {n:02}" for n in range(4)]
    assert named(tab, r"W-\d{4}-\d{3}") == ["W-2611-001", "W-2611-002", "W-2611-003"]
    assert named(tab, r"\d+ more") == ["46 more"]

    def press(text):
        next(each for each in tab.detail.page.findChildren(LinkButton) if each.text() == text).click()
        qtbot.waitUntil(lambda: text not in named(tab, r"\d+ more") and tab.office.quiet)

    press("46 more")
    press("6 more")
    assert named(tab, r"Act \d\d") == todo + [f"Act {n:02}" for n in range(50)]
    assert not named(tab, r"\d+ more")


def test_the_times_of_an_order_stand_below_it(show, qtbot, office, sample):
    id = office.do(complaints.register, ComplaintForm(own_words="Cold", person_id=sample.owner)).result
    order = OrderForm(summary="Boiler", unit_id=sample.unit, complaint_id=id, priority="normal")
    office.do(work_orders.enter, order)
    tab = show(RegisterTab)
    tab.show_id(id)
    qtbot.waitUntil(lambda: tab.detail.page is not None and tab.office.quiet)
    [line] = office.ask(complaints.card, id).orders
    said = [each.text() for each in tab.detail.page.findChildren(QLabel)]
    assert {"Arrival", "Finish"} <= set(said)
    for time in line.times:
        assert f"due {tab.words.short_moment(time.due)}" in said
        hours = f"{round(time.left / 60)} h"
        assert hours in {each.text() for each in tab.detail.page.findChildren(ChipLabel)}
