"""The form of a complaint: folded, with what is known already; and the list of all actions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import actions, complaints
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.tabs.complaints import ComplaintsTab
from fmcrm_desktop.ui.tabs.complaints.actions import ActionsTab
from fmcrm_desktop.ui.tabs.complaints.entry import Entry
from fmcrm_desktop.ui.tabs.complaints.register import RegisterTab
from tests.sample import Sample


def kept(path: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql).fetchall()


def still(tab: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not tab.office._under_way)


@pytest.fixture
def first(office: Office, sample: Sample) -> int:
    form = ComplaintForm(own_words="Noise at night", person_id=sample.owner, unit_id=sample.unit)
    return office.do(complaints.register, form).result


@pytest.fixture
def register(show: Callable[[type], Any], qtbot: QtBot) -> RegisterTab:
    tab: RegisterTab = show(RegisterTab)
    still(tab, qtbot)
    return tab


def opened(tab: RegisterTab, qtbot: QtBot, **start: Any) -> tuple[FormPage, Entry]:
    tab.open_new(start)
    qtbot.waitUntil(lambda: tab.detail.form is not None and not tab.office._under_way)
    page = tab.detail.form
    assert page is not None
    [entry] = page.findChildren(Entry)
    return page, entry


def test_everyday_fields_come_first_and_more_shows_the_rest(
    register: RegisterTab, qtbot: QtBot, office: Office, sample: Sample, office_path: Path
) -> None:
    page, entry = opened(register, qtbot, person=sample.owner)
    slots = page.form.slots
    seen = [name for name, slot in slots.items() if slot.isVisible()]
    assert len(seen) < 14 and {"own_words", "category_id", "person_id", "gap", "expected"} <= set(seen)
    assert not slots["people"].isVisible() and not slots["loss"].isVisible()
    entry.more.click()
    assert all(slot.isVisible() for name, slot in slots.items() if name != "own") and entry.more.isHidden()
    slots["own_words"].editor.set("Noise at night")
    slots["people"].editor.set((sample.tenant,))
    slots["consequences"].editor.set(("talk",))
    slots["loss"].editor.set("lost")
    page.save()
    qtbot.waitUntil(lambda: register.detail.form is None and register.detail.page is not None)
    still(register, qtbot)
    assert kept(office_path, "select loss, person_id from complaint") == [("lost", sample.owner)]
    assert kept(office_path, "select person_id from complaint_person") == [(sample.tenant,)]
    register.edit(register.id)
    qtbot.waitUntil(lambda: register.detail.form is not None)
    assert register.detail.form is not None and register.detail.form.form.slots["people"].isVisible()


def test_what_is_wrong_in_a_folded_field_is_unfolded(
    register: RegisterTab, qtbot: QtBot, sample: Sample
) -> None:
    page, _entry = opened(register, qtbot, person=sample.owner, own_words="Noise", severity=9)
    page.save()
    qtbot.waitUntil(page.form.slots["severity"].fault.isVisible)
    page.form.set(page.form.original)


def test_a_complaint_that_is_known_takes_up_what_is_said_again(
    first: int,
    register: RegisterTab,
    qtbot: QtBot,
    sample: Sample,
    office_path: Path,
    press: Callable[..., Button],
) -> None:
    page, entry = opened(register, qtbot)
    assert not entry.frame.isVisible()
    page.form.slots["unit_id"].editor.set(sample.unit)
    page.form.slots["unit_id"].edited.emit()
    qtbot.waitUntil(entry.frame.isVisible)
    assert any("Noise at night" in label.text() for label in entry.frame.findChildren(QLabel))
    press(entry.frame, complaints.also)
    qtbot.waitUntil(page.form.slots["person_id"].fault.isVisible)
    page.form.slots["person_id"].editor.set(sample.tenant)
    page.form.slots["person_id"].edited.emit()
    still(register, qtbot)
    qtbot.keyClicks(page.form.slots["own_words"].editor.text, "Again tonight")
    press(entry.frame, complaints.also)
    qtbot.waitUntil(lambda: register.detail.form is None and register.id == first)
    still(register, qtbot)
    assert kept(office_path, "select count(*) from complaint") == [(1,)]
    assert kept(office_path, "select person_id from complaint_person") == [(sample.tenant,)]
    assert kept(office_path, "select text from note") == [("Again tonight",)]


def test_all_actions_are_a_list_and_are_done_with_their_proof(
    office: Office, sample: Sample, first: int, show: Callable[[type], Any], qtbot: QtBot, office_path: Path,
    press: Callable[..., Button],
) -> None:  # fmt: skip
    form = ActionForm("Listen better", "training", office.who.staff_id, date(2026, 11, 1), sample.plumber)
    form.complaint_id = first
    training = office.do(actions.add, form).result
    office.do(actions.add, ActionForm("Some day"))
    tab: ActionsTab = show(ActionsTab)
    still(tab, qtbot)
    assert tab.list is not None and tab.list.model.rowCount() == 2
    tab.list.show_where({"mine": ("mine",), "state": ("overdue",)})
    still(tab, qtbot)
    assert tab.list.model.rowCount() == 1
    tab.show_id(training)
    still(tab, qtbot)
    assert tab.detail.page is not None
    said = "\n".join(label.text() for label in tab.detail.page.findChildren(QLabel))
    assert "Listen better" in said and "Who is trained" in said
    press(tab.detail, actions.done)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(QDialog)))
    [dialog] = [one for one in tab.findChildren(QDialog) if one.isVisible()]
    dialog.page.form.slots["proof"].editor.set("List signed")  # type: ignore[attr-defined]
    dialog.page.save()  # type: ignore[attr-defined]
    qtbot.waitUntil(
        lambda: kept(office_path, "select proof from corrective_action where id = 1") == [("List signed",)]
    )
    still(tab, qtbot)
    assert kept(office_path, "select staff_id, passed from training") == [(sample.plumber, 1)]


def test_a_link_leads_to_an_action_and_to_a_complaint(
    office: Office, first: int, show: Callable[[type], Any], qtbot: QtBot
) -> None:
    action = office.do(actions.add, ActionForm("Mats", complaint_id=first)).result
    tab: ComplaintsTab = show(ComplaintsTab)
    tab.open(Link("complaints", action, section="actions"))
    still(tab, qtbot)
    assert isinstance(tab.part, ActionsTab) and tab.part.id == action
    tab.open(Link("complaints", first))
    still(tab, qtbot)
    assert isinstance(tab.part, RegisterTab) and tab.part.id == first
