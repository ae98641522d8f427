"""The Complaints tab: taken down by keyboard, brought to its lesson by its one next button, told with Undo."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import complaints
from fmcrm_desktop.services.complaints import AnswerForm, ComplaintForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.complaints.register import RegisterTab
from tests.sample import Sample
from tests.services.complaining import log_call


@pytest.fixture
def form(sample: Sample) -> ComplaintForm:
    return ComplaintForm(
        own_words="The night guard shouted at my mother.", subject="Night guard was rude", person_id=sample.owner,
        unit_id=sample.unit, gap="respect", expected="Greeted", delivered="Shouted at", responsible_id=sample.clerk,
    )  # fmt: skip


@pytest.fixture
def id(office: Office, form: ComplaintForm) -> int:
    return office.do(complaints.register, form).result


@pytest.fixture
def tab(show: Callable[[type], Any], qtbot: QtBot) -> RegisterTab:
    made = show(RegisterTab)
    qtbot.waitUntil(lambda: not made.office._under_way)
    return made  # type: ignore[no-any-return]


@pytest.fixture
def said(qt_office: QtOffice) -> list[tuple[str, object]]:
    heard: list[tuple[str, object]] = []
    qt_office.said.connect(lambda text, undo: heard.append((text, undo)))
    return heard


@pytest.fixture
def gone(qt_office: QtOffice) -> list[Link]:
    heard: list[Link] = []
    qt_office.going.connect(heard.append)
    return heard


def shown(tab: RegisterTab, qtbot: QtBot, id: int) -> None:
    tab.show_id(id)
    qtbot.waitUntil(lambda: tab.detail.page is not None and not tab.office._under_way)


def form_of(tab: RegisterTab, qtbot: QtBot) -> FormPage:
    qtbot.waitUntil(lambda: tab.detail.form is not None and not tab.office._under_way)
    assert tab.detail.form is not None
    return tab.detail.form


def dialog_of(tab: RegisterTab, qtbot: QtBot) -> FormPage:
    def found() -> list[QDialog]:
        return [one for one in tab.findChildren(QDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0].page  # type: ignore[attr-defined,no-any-return]


def slot(page: FormPage, name: str) -> Any:
    return page.form.slots[name].editor


def texts(tab: RegisterTab) -> str:
    assert tab.detail.page is not None
    return "\n".join(one.text() for one in tab.detail.page.findChildren(QLabel))


def primary(tab: RegisterTab) -> Button:
    assert tab.detail.page is not None
    [one] = [one for one in tab.detail.page.findChildren(Button) if one.property("kind") == PRIMARY]
    return one


def kept(path: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql).fetchall()


def test_an_empty_register_says_what_it_is_for_and_offers_the_first_step(
    tab: RegisterTab, qtbot: QtBot, press: Callable[..., Button]
) -> None:
    assert "in their own words" in tab.list._sentence.text()
    press(tab.list, complaints.register)
    assert slot(form_of(tab, qtbot), "own_words").text.hasFocus()


def test_a_complaint_is_taken_down_by_keyboard_alone(
    tab: RegisterTab, qtbot: QtBot, said: list[tuple[str, object]], sample: Sample, office_path: Path
) -> None:
    tab.open(Link("complaints", new={"person": sample.owner}))
    page = form_of(tab, qtbot)
    qtbot.keyClicks(slot(page, "own_words").text, "Dark lobby")
    qtbot.keyClick(slot(page, "own_words").text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(said))
    assert said[0][0] == "C-2611-001 registered"
    assert kept(office_path, "select subject, own_words, person_id, unit_id from complaint") == [
        ("Dark lobby", "Dark lobby", sample.owner, sample.unit)
    ]
    qtbot.waitUntil(lambda: tab.detail.form is None and tab.detail.page is not None)
    assert "Dark lobby" in texts(tab) and tab.list.model.rowCount() == 1


def test_registering_is_undone_from_the_message_bar(
    tab: RegisterTab, qtbot: QtBot, said: list[tuple[str, object]], sample: Sample, office_path: Path
) -> None:
    tab.open(Link("complaints", new={"person": sample.owner, "subject": "Dark lobby"}))
    form_of(tab, qtbot).save()
    qtbot.waitUntil(lambda: bool(said))
    tab.office.undo(said[0][1])
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 0 and not tab.office._under_way)
    assert kept(office_path, "select archived is not null from complaint") == [(1,)]


def test_a_link_from_a_call_fills_the_form(
    tab: RegisterTab, qtbot: QtBot, office: Office, sample: Sample
) -> None:
    call = office.do(log_call, sample.owner, sample.unit).result
    tab.open(Link("complaints", new={"call": call}))
    page = form_of(tab, qtbot)
    assert slot(page, "own_words").value() == "He shouted at me"
    assert slot(page, "person_id").value() == sample.owner and page.form.original.call_id == call


def test_a_person_brings_the_home_along_and_anonymous_takes_the_person_away(
    tab: RegisterTab, qtbot: QtBot, sample: Sample
) -> None:
    tab.open_new({})
    page = form_of(tab, qtbot)
    slot(page, "person_id").set(sample.owner)
    slot(page, "person_id").edited.emit()
    qtbot.waitUntil(lambda: slot(page, "unit_id").value() == sample.unit)
    slot(page, "anonymous").set(True)
    slot(page, "anonymous").edited.emit()
    assert slot(page, "person_id").value() is None


def test_what_is_missing_is_said_under_its_field(tab: RegisterTab, qtbot: QtBot) -> None:
    tab.open_new({})
    page = form_of(tab, qtbot)
    qtbot.keyClicks(slot(page, "own_words").text, "Dark lobby")
    page.save()
    qtbot.waitUntil(page.form.slots["person_id"].fault.isVisible)
    assert "Anonymous" in page.form.slots["person_id"].fault.text()
    assert slot(page, "own_words").value() == "Dark lobby"


def test_the_page_shows_what_was_said_who_and_the_gap(tab: RegisterTab, qtbot: QtBot, id: int) -> None:
    shown(tab, qtbot, id)
    said = texts(tab)
    for part in (
        "Night guard was rude",
        "The night guard shouted at my mother.",
        "Greeted",
        "13800138000",
        "ring twice",
        "Shouted at",
        "Li Na",
    ):
        assert part in said


def test_the_one_next_button_leads_the_whole_way(
    tab: RegisterTab, qtbot: QtBot, id: int, said: list[tuple[str, object]], office_path: Path
) -> None:
    typed = {
        complaints.acknowledge: {}, complaints.investigate: {}, complaints.agree_action: {"text": "Greeting script"},
        complaints.answer: {"answer": "We are sorry"}, complaints.resolve: {},
        complaints.follow_up: {"lesson": "Greet first"},
    }  # fmt: skip
    shown(tab, qtbot, id)
    for case, fields in typed.items():
        qtbot.waitUntil(lambda case=case: primary(tab).case is case)
        count = len(said)
        primary(tab).click()
        page = dialog_of(tab, qtbot)
        for name, text in fields.items():
            slot(page, name).set(text)
        page.save()
        qtbot.waitUntil(lambda count=count: len(said) > count and not tab.office._under_way)
    assert kept(office_path, "select state, answer, lesson from complaint") == [
        ("followed_up", "We are sorry", "Greet first")
    ]
    assert said[-1][0] == "C-2611-001 followed up"


def test_resolving_without_an_answer_keeps_the_dialog_open_and_says_why(
    tab: RegisterTab, qtbot: QtBot, id: int, press: Callable[..., Button]
) -> None:
    shown(tab, qtbot, id)
    press(tab.detail, complaints.resolve)
    page = dialog_of(tab, qtbot)
    said = [one.text() for one in page.findChildren(QLabel) if "Night guard was rude" in one.text()]
    assert said == ["C-2611-001 Night guard was rude"]
    slot(page, "remedy").set("Flowers")
    page.save()
    qtbot.waitUntil(page.form.slots["answer"].fault.isVisible)
    assert slot(page, "remedy").value() == "Flowers"
    page.form.set(page.form.original)


def test_a_remedy_says_beforehand_how_much_may_be_given(
    tab: RegisterTab, qtbot: QtBot, id: int, sample: Sample, press: Callable[..., Button]
) -> None:
    shown(tab, qtbot, id)
    tab.office.office.who = Who(sample.clerk, "Li Na", "clerk")
    press(tab.detail, complaints.remedy)
    page = dialog_of(tab, qtbot)
    assert any(
        "You may give up to ¥0.00. Ask the manager for more." in each.text()
        for each in page.findChildren(QLabel)
    )
    page.form.set(page.form.original)


def test_the_receipt_and_the_work_order_are_other_tabs_business(
    tab: RegisterTab, qtbot: QtBot, id: int, gone: list[Link], press: Callable[..., Button]
) -> None:
    shown(tab, qtbot, id)
    press(tab.detail, complaints.card)
    press(tab.detail, complaints.make_order)
    [more] = [one.menu() for one in tab.detail.findChildren(Button) if one.menu() is not None]
    [report] = [each for each in more.actions() if each.text() == "Report"]
    report.trigger()
    assert gone == [
        Link("reports", new={"report": "complaint-receipt", "number": "C-2611-001"}),
        Link("work_orders", new={"complaint": id}),
        Link("reports", new={"report": "complaint-report", "number": "C-2611-001"}),
    ]


def test_a_link_narrows_the_list_and_says_so(
    tab: RegisterTab, qtbot: QtBot, office: Office, form: ComplaintForm, sample: Sample
) -> None:
    for person in (sample.owner, sample.owner, sample.tenant):
        form.person_id = person
        office.do(complaints.register, form)
    tab.open(Link("complaints", where={"person": (sample.owner,)}))
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 2)
    qtbot.waitUntil(tab.list.narrowed.isVisible)
    assert tab.list.narrowed.text() == "王芳 Wang Fang"
    tab.list.narrowed.click()
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 3)
    assert not tab.list.narrowed.isVisible()


def test_a_link_to_the_late_ones_sets_the_stage(tab: RegisterTab, qtbot: QtBot, id: int) -> None:
    tab.open(Link("complaints", where={"state": ("late",)}))
    qtbot.waitUntil(lambda: not tab.office._under_way)
    assert tab.list.model.rowCount() == 0 and tab.list.filters["state"].values == ("late",)


def test_filters_that_do_not_fit_stand_in_the_menu(id: int, tab: RegisterTab, qtbot: QtBot) -> None:
    tab.resize(2400, 680)
    tab.splitter.setSizes([1600, 800])
    qtbot.waitUntil(tab.list.filters["month"].isVisible)
    tab.list.show_where({"month": ("2026-11",)})
    tab.splitter.setSizes([420, 900])
    qtbot.waitUntil(lambda: not tab.list.filters["channel"].isVisible())
    assert tab.list.filters["month"].isVisible()
    menu = tab.list.menu()
    assert "Channel" in [action.text() for action in menu.actions()]
    right = tab.list.more.geometry().right()
    assert right <= tab.list.width() and tab.list.field.geometry().right() < tab.list.filters["month"].x()
    menu.close()


def test_what_a_role_may_not_do_is_grey(
    show: Callable[[type], Any], qtbot: QtBot, office: Office, id: int, sample: Sample
) -> None:
    office.who = Who(sample.clerk, "Li Na", "reader")
    tab = show(RegisterTab)
    shown(tab, qtbot, id)
    assert not primary(tab).isEnabled() and primary(tab).toolTip()


def test_news_from_another_desk_is_shown(tab: RegisterTab, qtbot: QtBot, office: Office, id: int) -> None:
    shown(tab, qtbot, id)
    office.do(complaints.answer, id, AnswerForm("We are sorry"))
    qtbot.waitUntil(lambda: "We are sorry" in texts(tab))


def test_the_arithmetic_of_a_clock_unfolds(tab: RegisterTab, qtbot: QtBot, id: int) -> None:
    shown(tab, qtbot, id)
    assert tab.detail.page is not None
    found = [one for one in tab.detail.page.findChildren(Button) if one.text() == "How this is counted"]
    lines = next(one for one in tab.detail.page.findChildren(QLabel) if one.text().startswith("Start 20 Nov"))
    assert lines.isHidden()
    found[0].click()
    assert not lines.isHidden() and "13:30–15:30: 2 h" in lines.text()


def test_text_that_looks_like_markup_is_shown_as_written(
    tab: RegisterTab, qtbot: QtBot, office: Office, sample: Sample
) -> None:
    nasty = "<b>A & B</b> {0}%s &amp;"
    form = ComplaintForm(own_words=nasty, subject=nasty, person_id=sample.owner, expected=nasty)
    id = office.do(complaints.register, form).result
    shown(tab, qtbot, id)
    assert texts(tab).count(nasty) == 3
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in tab.detail.findChildren(QLabel))
