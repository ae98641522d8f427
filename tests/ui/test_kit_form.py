"""Forms: every type has its editor, what people type is read kindly, and nothing unreadable is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Annotated

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import select

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.cases import FREE, needs
from fmcrm_desktop.ui.kit import typed
from fmcrm_desktop.ui.kit.form import Form
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup

TODAY = date(2026, 11, 21)


@dataclass
class PhoneForm:
    kind: Annotated[str, Field(N_("Kind"), choices={"mobile": N_("Mobile"), "home": N_("Home")})] = "mobile"
    value: Annotated[str, Field(N_("Number"))] = ""


@dataclass
class Everything:
    name: Annotated[str, Field(N_("Name"), required=True)] = "Wang Fang 王芳"
    note: Annotated[str, Field(N_("Note"), lines=4, longest=2000)] = "two\nlines"
    role: Annotated[str, Field(N_("Role"), choices={"owner": N_("Owner"), "tenant": N_("Tenant")})] = "tenant"
    floors: Annotated[int | None, Field(N_("Floors"))] = 12
    share: Annotated[float | None, Field(N_("Share"))] = 0.5
    key: Annotated[bool, Field(N_("Has a key"))] = True
    born: Annotated[date | None, Field(N_("Born"))] = date(1980, 2, 29)
    due: Annotated[datetime | None, Field(N_("Due"))] = datetime(2026, 11, 21, 5, 48, tzinfo=UTC)
    at: Annotated[time | None, Field(N_("At"))] = time(9, 30)
    fee: Annotated[Money | None, Field(N_("Fee"))] = Money(128_000, "CNY")
    needs: Annotated[
        tuple[str, ...], Field(N_("Needs"), choices={"a": N_("Fairness"), "b": N_("Control")})
    ] = ("b",)
    tags: Annotated[tuple[str, ...], Field(N_("Tags"))] = ("one", "two")
    phones: Annotated[tuple[PhoneForm, ...], Field(N_("Telephone"))] = (PhoneForm("home", "0755 8888"),)
    person: Annotated[int | None, Field(N_("Person"), pick="person")] = None
    others: Annotated[tuple[int, ...], Field(N_("People"), pick="person")] = ()
    version: int = 7
    kept: list[int] = field(default_factory=lambda: [1])


@dataclass
class Deadline:
    began: Annotated[datetime | None, Field(N_("Began"))] = None
    until: Annotated[datetime | None, Field(N_("Until"), until=True)] = None


@needs(FREE)
def people(work, text, ids=()):
    found = work.rows(select(Person.id, Person.name).order_by(Person.id))
    return [Choice(*row) for row in found if (row.id in ids if ids else text in row.name)]


@pytest.fixture
def form(qtbot, qt_office):
    qt_office.picks = {"person": people}
    made = Form(qt_office, Everything())
    qtbot.addWidget(made)
    made.show()
    return made


def line(form, name):
    return form.slots[name].editor.line


def test_a_form_gives_back_what_it_was_given(form):
    assert form.value() == Everything()
    assert not form.dirty


def test_a_folded_field_keeps_its_value_and_is_made_when_it_is_shown(qtbot, qt_office):
    qt_office.picks = {"person": people}
    form = Form(qt_office, Everything(), folded=("floors", "phones"))
    qtbot.addWidget(form)
    form.show()
    floors = form.slots["floors"]
    assert (floors.made, floors.isVisible(), form.dirty) == (False, False, False)
    assert form.value() == Everything()
    floors.show()
    assert (floors.made, floors.isVisible(), form.dirty) == (True, True, False)
    changed = []
    form.on_change("floors", lambda: changed.append(form.dirty))
    qtbot.keyClicks(floors.editor.line, "3")
    assert (changed, form.value().floors) == ([True], 312)
    assert not form.slots["phones"].made


def test_what_was_typed_comes_back_into_folded_fields(qtbot, qt_office):
    qt_office.picks = {"person": people}
    forms = [Form(qt_office, Everything(), folded=("floors",)) for _ in range(2)]
    for form in forms:
        qtbot.addWidget(form)
    forms[0].slots["floors"].editor.line.setText("thirteen")
    forms[1].restore(forms[0].raw())
    assert line(forms[1], "floors").text() == "thirteen"
    assert forms[1].dirty


def test_moments_are_shown_on_the_offices_clock_and_kept_in_utc(form):
    editor = form.slots["due"].editor
    assert (editor.line.text(), editor.clock.text()) == ("2026-11-21", "13:48")
    editor.clock.setText("8:00")
    assert form.value().due == datetime(2026, 11, 21, 0, 0, tzinfo=UTC)


def test_what_cannot_be_read_is_named_and_stays_on_the_screen(form):
    line(form, "floors").setText("twelve")
    line(form, "born").setText("29 Feb 1981")
    line(form, "fee").setText("lots")
    with pytest.raises(Invalid) as refused:
        form.value()
    assert set(refused.value.fields) == {"floors", "born", "fee"}
    form.show_faults(refused.value)
    assert form.slots["floors"].fault.text() == "This is not a whole number: twelve"
    assert line(form, "floors").text() == "twelve"


def test_chinese_is_typed_through_an_input_method(form, qapp):
    line(form, "name").clear()
    event = QInputMethodEvent()
    event.setCommitString("李娜")
    QApplication.sendEvent(line(form, "name"), event)
    assert form.value().name == "李娜"
    assert form.dirty


def test_lines_of_a_small_form_come_and_go(form):
    editor = form.slots["phones"].editor
    editor.add.click()
    assert form.dirty
    assert form.value().phones == (PhoneForm("home", "0755 8888"),), (
        "one that was added and left alone is nothing"
    )
    editor._lines[1].editors["value"].line.setText("138 0013 8000")
    assert form.value().phones[1] == PhoneForm("mobile", "138 0013 8000")
    editor._lines[0].away.click()
    assert form.value().phones == (PhoneForm("mobile", "138 0013 8000"),)


@pytest.mark.parametrize(
    "steps", [(), (Qt.Key.Key_Down,), (Qt.Key.Key_Down, Qt.Key.Key_Down), (Qt.Key.Key_Up,)]
)
def test_a_record_is_picked_by_keyboard(form, qtbot, qt_office, sample, steps):
    picker = form.slots["person"].editor.picker
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    picker.setFocus()
    qtbot.keyClicks(picker, "Novak")
    qtbot.waitUntil(lambda: picker.offered is not None)
    for key in (*steps, Qt.Key.Key_Return):  # the only one found stays marked by Down and Up
        qtbot.keyClick(picker.offered, key)
    assert form.value().person == sample.second_owner
    assert picker.text() == "A. Novak"
    assert picker.toolTip().startswith("A. Novak"), "the field may be too narrow for a name"


@pytest.mark.parametrize("leaving", [False, True])
def test_whoever_types_faster_than_the_answer_means_what_was_typed(form, qtbot, sample, leaving):
    picker = form.slots["person"].editor.picker
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    picker.setFocus()
    qtbot.keyClicks(picker, "a")
    qtbot.waitUntil(lambda: picker.offered is not None and picker.offered.model().rowCount() > 1)
    assert "Sato" not in picker.offered.model().index(0, 0).data()
    qtbot.keyClicks(picker, "to T")  # and at once, before anybody could answer:
    if leaving:
        picker.offered.hide()
        form.slots["name"].editor.line.setFocus()
    else:
        qtbot.keyClick(picker.offered, Qt.Key.Key_Return)
    assert picker.id is None
    qtbot.waitUntil(lambda: picker.text() == "Sato Travel")
    assert form.value().person == sample.company
    assert picker.offered is None


def test_down_opens_a_short_list_before_anything_is_typed(form, qtbot, sample):
    picker = form.slots["person"].editor.picker
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    picker.setFocus()
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: picker.offered is not None)
    assert picker.offered.model().rowCount() > 3
    qtbot.keyClick(picker.offered, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.value().person is not None)


def test_who_finds_nothing_is_told_so_and_can_choose_nothing(form, qtbot):
    picker = form.slots["person"].editor.picker
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    picker.setFocus()
    qtbot.keyClicks(picker, "zzz")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    told = QApplication.activePopupWidget()
    assert (
        told.model()
        .index(0, 0)
        .data()
        .startswith(
            "Nothing found. Try fewer words, or empty the field and press ↓; what is new is entered under "
        )
    )
    assert picker.offered is None
    QTest.mouseClick(
        told.viewport(), Qt.MouseButton.LeftButton, pos=told.visualRect(told.model().index(0, 0)).center()
    )
    assert (picker.id, picker.text()) == (None, "zzz")
    told.hide()


def test_a_name_nobody_has_is_refused_by_the_picker(form, qtbot, qt_office):
    qtbot.keyClicks(form.slots["person"].editor.picker, "zzz")
    with pytest.raises(Invalid) as refused:
        form.value()
    assert set(refused.value.fields) == {"person"}


def test_a_picker_shows_the_name_of_the_record_it_is_given(form, qtbot, sample):
    form.slots["person"].editor.set(sample.owner)
    form.slots["others"].editor.set((sample.tenant, sample.company))
    qtbot.waitUntil(lambda: form.slots["person"].editor.picker.text() == "王芳")
    qtbot.waitUntil(lambda: "Sato Travel" in form.slots["others"].editor._chosen.values())
    assert form.value().others == (sample.tenant, sample.company)


def test_typed_text_survives_a_new_form_of_the_same_kind(form, qtbot, qt_office):
    line(form, "floors").setText("twelve")
    form.slots["needs"].editor.ticks["a"].click()
    other = Form(qt_office, Everything())
    qtbot.addWidget(other)
    other.restore(form.raw())
    assert line(other, "floors").text() == "twelve"
    assert other.slots["needs"].editor.value() == ("a", "b")
    assert other.dirty


@needs(FREE)
def wrong_at_the_foot(work, form):
    raise Invalid(others=N_("This name is taken."))


def test_a_sentence_below_the_foot_of_the_window_is_brought_into_sight(qtbot, qt_office):
    page = FormPage(qt_office, FormSetup(N_("Change"), Everything(), wrong_at_the_foot))
    qtbot.addWidget(page)
    page.resize(600, 300)
    page.show()
    qtbot.waitExposed(page)
    page.save()
    fault = page.form.slots["others"].fault
    qtbot.waitUntil(lambda: fault.visibleRegion().boundingRect().size() == fault.size(), timeout=3_000)
    assert fault.text() == "This name is taken."


@needs("person.write")
def forbidden(work, form):
    raise AssertionError


def test_what_a_role_may_not_do_is_grey_and_says_why(qtbot, qt_office, office):
    office.who = type(office.who)(office.who.staff_id, office.who.name, "reader")
    page = FormPage(qt_office, FormSetup(N_("Change"), Everything(), forbidden))
    qtbot.addWidget(page)
    assert not page.save_button.isEnabled()
    assert page.save_button.toolTip() == "Your role does not allow this. Ask the manager."


@needs("person.write")
def full_disk(work, form):
    raise Refusal(N_("The disk with {path} is full. Free some space and save again."), path="D:")


def test_a_full_disk_is_told_and_the_same_save_works_later(qtbot, qt_office, monkeypatch):
    page = FormPage(qt_office, FormSetup(N_("Change"), Everything(), full_disk))
    qtbot.addWidget(page)
    page.show()
    line(page.form, "name").setText("typed")
    page.save()
    qtbot.waitUntil(page._fault.isVisible)
    assert page._sentence.text() == "The disk with D: is full. Free some space and save again."
    assert line(page.form, "name").text() == "typed"
    assert page.save_button.isEnabled()


# reading kindly


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-05", date(2026, 11, 5)), ("2026/1/5", date(2026, 1, 5)), ("5.1.2026", date(2026, 1, 5)),
        ("2026年1月5日", date(2026, 1, 5)), ("5 Jan", date(2027, 1, 5)), ("5 January 2027", date(2027, 1, 5)),
        ("1月5号", date(2027, 1, 5)), ("11-3", date(2026, 11, 3)), ("5/20", date(2027, 5, 20)), ("today", TODAY),
        ("明天", date(2026, 11, 22)), ("+3", date(2026, 11, 24)), ("", None), ("  ", None),
    ],
)  # fmt: skip
def test_days_are_read_in_many_ways(text, day):
    assert typed.day_of(text, TODAY) == day


@pytest.mark.parametrize("text", ["31.2.2026", "2026-13-01", "soon", "5 Foo", "99999-1-1", "2-29", "13-1"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Refusal):
        typed.day_of(text, TODAY)


@pytest.mark.parametrize(
    ("text", "at"),
    [("9", time(9)), ("930", time(9, 30)), ("9:30", time(9, 30)), ("09：30", time(9, 30)), ("9点30分", time(9, 30)),
     ("1405", time(14, 5)), ("", None)],
)  # fmt: skip
def test_times_are_read_in_many_ways(text, at):
    assert typed.time_of(text) == at


@pytest.mark.parametrize("text", ["25:00", "9:75", "noon"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(Refusal):
        typed.time_of(text)


def test_an_hour_the_clocks_leave_out_is_refused():
    with pytest.raises(Refusal, match="does not exist"):
        typed.moment_of(date(2026, 3, 29), time(2, 30), Words("en", "Europe/Berlin"))


@pytest.mark.parametrize(("text", "figure"), [("1,280", 1280), ("−5", -5), ("１２", 12), ("", None)])
def test_whole_numbers_are_read_kindly(text, figure):
    assert typed.whole_of(text) == figure


@pytest.mark.parametrize("text", ["nan", "inf", "1e400", "x"])
def test_what_is_no_figure_is_refused(text):
    with pytest.raises(Refusal):
        typed.figure_of(text)


def test_a_day_without_a_time_is_its_beginning_and_of_a_deadline_its_end(qtbot, qt_office):
    made = Form(qt_office, Deadline())
    qtbot.addWidget(made)
    for name in ("began", "until"):
        made.slots[name].editor.line.setText("2026-11-21")
    zone = qt_office.words.zone
    assert made.value() == Deadline(
        datetime(2026, 11, 21, 0, 0, tzinfo=zone), datetime(2026, 11, 21, 23, 59, tzinfo=zone)
    )
    for name in ("began", "until"):
        made.slots[name].editor.clock.setText("0:00")
    midnight = datetime(2026, 11, 21, 0, 0, tzinfo=zone)
    assert made.value() == Deadline(midnight, midnight)


@dataclass
class Letter:
    title: Annotated[str, Field(N_("Title"))] = ""
    note: Annotated[str, Field(N_("Note"), lines=3)] = ""
    text: Annotated[str, Field(N_("Text"), lines=24)] = ""


def test_a_text_stands_right_below_its_name_however_tall_it_is_wished(qt_office, qtbot):
    page = FormPage(qt_office, FormSetup(N_("Text"), Letter(), people))
    qtbot.addWidget(page)
    slots = page.form.slots
    slots["text"].editor.text.setMinimumHeight(420)  # as the page of a document wishes
    page.resize(600, 900)
    page.show()
    qtbot.waitExposed(page)
    for name in ("note", "text"):
        box = slots[name].editor.text
        said = next(each for each in slots[name].findChildren(QLabel) if each.text())
        gap = box.mapTo(page, QPoint(0, 0)).y() - said.mapTo(page, QPoint(0, said.height())).y()
        assert 0 <= gap < 12, (name, gap)
    assert slots["text"].editor.text.height() >= 420 and slots["note"].editor.text.height() < 80


def test_who_types_what_is_not_there_is_told_where_it_is_entered(form):
    form.slots["person"].editor.picker.setText("Nobody of this name")
    with pytest.raises(Invalid) as told:
        form.value()
    assert str(told.value) == "Choose one of the list; what is new is entered under Owners."
