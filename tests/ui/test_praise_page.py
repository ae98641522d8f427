"""Praise, suggestions, the case book and procedures in real windows: written, thanked, answered, printed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import (
    actions,
    case_book,
    commendations,
    complaints,
    procedures,
    recognitions,
    search,
    suggestions,
    timeline,
    work_orders,
)
from fmcrm_desktop.services.case_book import CaseForm
from fmcrm_desktop.services.commendations import CommendationForm
from fmcrm_desktop.services.complaints import ComplaintForm, ReasonForm
from fmcrm_desktop.services.procedures import ProcedureForm
from fmcrm_desktop.services.suggestions import SuggestionForm
from fmcrm_desktop.services.work_orders import AssignForm, OrderForm
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_groups import Groups
from fmcrm_desktop.ui.tabs.complaints.register import RegisterTab
from fmcrm_desktop.ui.tabs.owners import OwnersTab, telling
from fmcrm_desktop.ui.tabs.praise import PraiseTab
from fmcrm_desktop.ui.tabs.procedures import ProceduresTab
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab


@pytest.fixture
def gone(qt_office):
    ways = []
    qt_office.going.connect(ways.append)
    return ways


@pytest.fixture
def section(show, qtbot):
    """A section of the page, with a record shown where one is named."""

    def at(name, id=None, new=None):
        tab = show(PraiseTab)
        tab.open(Link("praise", id=id, new=new, section=name))
        part = tab.section(name)
        qtbot.waitUntil(
            lambda: (part.detail.form if new is not None else part.detail.page) is not None or id is None
        )
        return part

    return at


def dialog(qtbot, tab):
    """The short form that is open."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(FormDialog)))
    return next(one for one in tab.findChildren(FormDialog) if one.isVisible()).page


def praised(office, sample, **more):
    form = CommendationForm("Patient and kind", person_id=sample.owner, staff_id=sample.plumber, **more)
    return office.do(commendations.add, form).result


def test_praise_of_a_person_is_registered_and_shown(section, qtbot, office, sample):
    part = section("commendations", new={"person": sample.owner})
    qtbot.waitUntil(lambda: part.detail.form is not None)
    slots = part.detail.form.form.slots
    assert slots["person_id"].editor.raw()[0] == sample.owner
    assert slots["unit_id"].editor.raw()[0] == sample.unit
    slots["own_words"].editor.set("She rang back at once")
    part.detail.form.save()
    qtbot.waitUntil(lambda: part.detail.form is None and part.detail.page is not None)
    (row,) = office.ask(commendations.rows, [part.id])
    assert (row.number, row.own_words, row.person) == ("M-2611-001", "She rang back at once", "王芳")


def test_thanks_and_a_recognition_with_its_certificate(section, qtbot, office, sample, press, gone):
    id = praised(office, sample)
    part = section("commendations", id)
    press(part, commendations.thank)
    page = dialog(qtbot, part)
    assert page.form.slots["said"].editor.value().startswith("Thank you for your kind words")
    page.form.slots["thanks"].editor.set("letter")
    with qtbot.waitSignal(part.office.offered) as offered:
        page.save()
    text, verb, act = offered.args
    assert (text, verb) == ("Thanked · L-2611-001", "Print the letter")
    act()
    assert gone[-1] == Link("reports", new={"report": "letter", "number": "L-2611-001"})
    qtbot.waitUntil(lambda: office.ask(commendations.rows, [id])[0].thanked is not None)
    assert "letter" in {each.kind for each in office.ask(search.find, "kind words encourages")}
    qtbot.waitUntil(lambda: not _has(part, commendations.thank))
    press(part, commendations.recognise)
    page = dialog(qtbot, part)
    assert page.form.slots["text"].editor.value() == "Patient and kind"
    page.save()
    qtbot.waitUntil(lambda: len(office.ask(recognitions.of, sample.plumber)) == 1)
    qtbot.waitUntil(lambda: _has(part, recognitions.certificate))
    press(part, recognitions.certificate)
    assert gone[-1].tab == "reports"
    assert gone[-1].new["wanted"].given == (office.ask(recognitions.of, sample.plumber)[0].id,)


def test_who_praised_is_thanked_also_after_the_recognition(section, qtbot, office, sample, press):
    id = praised(office, sample)
    part = section("commendations", id)
    press(part, commendations.recognise)
    dialog(qtbot, part).save()
    qtbot.waitUntil(lambda: _has(part, recognitions.certificate))
    assert {"Recognised", "To be thanked"} <= {each.text() for each in part.findChildren(ChipLabel)}
    press(part, commendations.thank)
    dialog(qtbot, part).save()
    qtbot.waitUntil(lambda: office.ask(commendations.rows, [id])[0].thanked is not None)
    qtbot.waitUntil(lambda: not _has(part, commendations.thank))


def _has(inside, case):
    return any(one.case is case and one.isVisible() for one in inside.findChildren(Button))


def test_a_suggestion_is_answered_and_cannot_be_without_words(section, qtbot, office, press, sample):
    id = office.do(suggestions.add, SuggestionForm("A bench", anonymous=True)).result
    part = section("suggestions", id)
    press(part, suggestions.answer)
    page = dialog(qtbot, part)
    page.save()
    qtbot.waitUntil(lambda: bool(page.form.slots["answer"].fault.text()))
    assert office.ask(suggestions.rows, [id])[0].state == "new"
    page.form.slots["answer"].editor.set("In spring")
    page.save()
    qtbot.waitUntil(lambda: office.ask(suggestions.rows, [id])[0].answer == "In spring")
    qtbot.waitUntil(lambda: any(chip.text() == "Accepted" for chip in part.findChildren(ChipLabel)))


def test_empty_slips_are_printed_from_the_list(section, qtbot, office, gone):
    part = section("suggestions")
    part.print_slips([])
    assert (gone[-1].tab, gone[-1].new["report"]) == ("reports", "suggestion-slip")


def test_a_withdrawn_complaint_goes_into_the_case_book(show, section, qtbot, office, sample, press, gone):
    form = ComplaintForm(own_words="Wang Fang of 3-1202 waited", person_id=sample.owner, unit_id=sample.unit)
    id = office.do(complaints.register, form).result
    office.do(complaints.withdraw, id, ReasonForm("Settled"))
    tab = show(RegisterTab)
    tab.show_id(id)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    press(tab, case_book.add)
    link = gone[-1]
    assert (link.tab, link.section) == ("praise", "case_book")
    part = section("case_book", new=link.new)
    qtbot.waitUntil(lambda: part.detail.form is not None)
    form = part.detail.form
    assert form.form.slots["told"].editor.value() == "The owner of the unit waited"
    form.form.slots["lesson"].editor.set("Ring Wang Fang")
    form.save()
    qtbot.waitUntil(lambda: "Wang Fang" in form.form.slots["lesson"].fault.text())
    form.form.slots["checked"].editor.set(True)
    form.save()
    qtbot.waitUntil(lambda: part.detail.form is None)
    assert office.ask(case_book.rows, [part.id])[0].complaint == "C-2611-001"


def test_marked_cases_are_printed_together(section, qtbot, office, gone):
    ids = [office.do(case_book.add, CaseForm(title=title, told="Told")).result for title in ("One", "Two")]
    part = section("case_book", ids[0])
    part.print_handouts(ids)
    assert gone[-1].new["wanted"].given == (tuple(ids),)


def test_a_procedure_is_looked_through_from_its_page(show, qtbot, office, press, gone):
    id = office.do(procedures.add, ProcedureForm("Handing over keys")).result
    tab = show(ProceduresTab)
    tab.show_id(id)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    press(tab, procedures.review)
    page = dialog(qtbot, tab)
    page.form.slots["found"].editor.set("Two papers say the same")
    page.form.slots["action"].editor.set("One paper")
    page.save()
    qtbot.waitUntil(lambda: len(office.ask(procedures.card, id).reviews) == 1)
    qtbot.waitUntil(lambda: any(one.text() == "One paper" for one in tab.findChildren(LinkButton)))
    next(one for one in tab.findChildren(LinkButton) if one.text() == "One paper").click()
    assert gone[-1] == Link(
        "complaints", office.ask(procedures.card, id).reviews[0].actions[0].id, section="actions"
    )


def test_the_way_from_a_person_and_back(show, qtbot, qt_office, office, sample, gone):
    id = praised(office, sample, unit_id=sample.unit)
    entries = office.ask(timeline.person, sample.owner, ("commendation",))
    (happening,) = telling.happenings(qt_office.words, entries)
    assert (happening.text, happening.chip) == ("M-2611-001 Patient and kind", "Gao Jun")
    assert happening.link == Link("praise", id, section="commendations")
    tab = show(OwnersTab)
    offered = {action.title: action for action in tab.list.actions_offered}
    offered["Write down praise"].act([sample.owner])
    assert (gone[-1].section, gone[-1].new) == ("commendations", {"person": sample.owner})
    offered["Enter a suggestion"].act([sample.owner])
    assert (gone[-1].section, gone[-1].new) == ("suggestions", {"person": sample.owner})


def test_praise_for_a_piece_of_work_begins_at_its_order(show, section, qtbot, office, sample, gone):
    form = OrderForm(summary="Tap drips", person_id=sample.tenant, unit_id=sample.second_unit)
    order = office.do(work_orders.enter, form).result
    office.do(work_orders.assign, order, AssignForm(sample.plumber))
    tab = show(WorkOrdersTab)
    offered = {action.title: action for action in tab.list.actions_offered}
    offered["Write down praise"].act([order])
    part = section(gone[-1].section, new=gone[-1].new)
    qtbot.waitUntil(lambda: part.detail.form is not None)
    slots = part.detail.form.form.slots
    assert slots["staff_id"].editor.raw()[0] == sample.plumber
    assert slots["order_id"].editor.raw()[0] == order


def test_a_checklist_is_gone_through_by_keyboard_and_a_finding_becomes_an_action(
    show, qtbot, office, press, gone
):
    text = "Telephone:\nThree rings\nRing back\nCounter:\nGreet"
    id = office.do(procedures.add, ProcedureForm("Points", text=text)).result
    tab = show(ProceduresTab)
    tab.show_id(id)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    press(tab, procedures.review)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    page = tab.detail.form
    groups = page.findChild(Groups)
    assert [button.text() for _, _, button in groups.groups][:2] == ["Telephone 0/2", "Counter"]
    combos = [page.form.slots[f"step_{at}"].editor.combo for at in range(3)]
    combos[0].setFocus()
    for typed in ("Suits", "Does", "Suits"):
        QTest.keyClicks(QApplication.focusWidget(), typed)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.save_button
    assert [button.text() for _, _, button in groups.groups][:2] == [
        "✓ Telephone 2/2",
        "✓ Counter Suits the customer",
    ]
    QTest.keyClick(page.save_button, Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert page.form.slots["friendly"].isAncestorOf(QApplication.focusWidget())
    page.save()
    qtbot.waitUntil(lambda: len(office.ask(procedures.card, id).reviews) == 1)
    qtbot.waitUntil(lambda: any(one.case is actions.add for one in tab.findChildren(Button)))
    press(tab, actions.add)
    assert (gone[-1].section, gone[-1].new["text"]) == ("actions", "Telephone: Ring back")
    press(tab, procedures.checklist)
    assert gone[-1].new["wanted"].given == (("procedure-checklist", (id,)),)
