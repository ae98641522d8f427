"""A page is drawn anew by news; what a person pressed on the one before opens all the same, and an open form stays."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QMessageBox
from pytest import fixture, mark

from fmcrm_desktop.services import (
    articles,
    attachments,
    checklists,
    equipment,
    failed_checks,
    procedures,
    work_orders,
)
from fmcrm_desktop.services.articles import ArticleForm
from fmcrm_desktop.services.checklists import ChecklistForm, GiveForm, ItemLine
from fmcrm_desktop.services.equipment import EquipmentForm
from fmcrm_desktop.services.letters import TemplateForm
from fmcrm_desktop.services.procedures import ProcedureForm, ReviewForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.tabs.letters import LettersTab
from fmcrm_desktop.ui.tabs.procedures import ProceduresTab
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab
from fmcrm_desktop.ui.tabs.work_orders.checks_card import ChecksCard
from fmcrm_desktop.ui.tabs.work_orders.equipment_card import EquipmentCard
from fmcrm_desktop.ui.tabs.work_orders.knowledge_card import KnowledgeCard
from tests.ui.test_equipment_page import dialog_of, still


@fixture
def order(office, sample):
    office.do(articles.add, ArticleForm(title="Lift service", text="Oil the rope"))
    lift = office.do(
        equipment.add, EquipmentForm("L-1", "Lift", kind="lift", building_id=sample.building, counter="h")
    ).result
    form = OrderForm(summary="Lift service", staff_id=sample.plumber, equipment_id=lift)
    id = office.do(work_orders.enter, form).result
    template = office.do(checklists.add, ChecklistForm("Monthly", items=(ItemLine("Doors", kind="pass"),)))
    office.do(checklists.give, id, GiveForm(template.result))
    (check,) = office.ask(checklists.of_order, id)
    office.do(checklists.enter, check.id, "failed")
    return id


@fixture
def tab(show, qtbot, order):
    made = show(WorkOrdersTab)
    made.show_id(order)
    qtbot.waitUntil(lambda: made.detail.page is not None)
    still(qtbot, made)
    return made


def card_of(tab, kind):
    [found] = tab.detail.page.findChildren(kind)
    return found


def draw_anew(tab, qtbot):
    """Another desk changes the order."""
    before = tab.detail.page
    tab.show_record(tab.id)
    qtbot.waitUntil(lambda: tab.detail.page is not before)
    qtbot.waitUntil(lambda: not shiboken6.isValid(before))


@mark.parametrize(
    ("kind", "case", "name", "typed"),
    [(ChecksCard, checklists.note, "note", "Rust"), (EquipmentCard, equipment.begin, "cause", "Rope worn")],
)
def test_what_is_typed_over_a_page_stays(tab, qtbot, press, kind, case, name, typed):
    press(card_of(tab, kind), case)
    page = dialog_of(tab, qtbot)
    page.form.slots[name].editor.set(typed)
    draw_anew(tab, qtbot)
    assert [one.page for one in tab.findChildren(FormDialog) if one.isVisible()] == [page]
    assert page.form.slots[name].editor.value() == typed


def test_the_form_that_was_asked_for_opens(tab, qtbot, press):
    card = card_of(tab, ChecksCard)
    press(card, failed_checks.make_order)
    shiboken6.delete(card)
    assert dialog_of(tab, qtbot).setup.case is failed_checks.make_order


def test_a_deed_says_what_it_did(tab, qtbot, press, qt_office):
    said = []
    qt_office.said.connect(lambda text, undo: said.append((text, bool(undo))))
    card = card_of(tab, KnowledgeCard)
    press(card, articles.use)
    shiboken6.delete(card)
    qtbot.waitUntil(lambda: said == [("Kept: Lift service", True)])


def test_files_chosen_meanwhile_are_kept(tab, qtbot, monkeypatch, tmp_path, office, order):
    (tmp_path / "lift.txt").write_bytes(b"x")

    def choose(over, *_args):
        draw_anew(tab, qtbot)
        assert shiboken6.isValid(over), "the dialog goes with the page it was opened from"
        return [str(tmp_path / "lift.txt")], ""

    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileNames", choose)
    card_of(tab, AttachmentsCard).adder.click()
    qtbot.waitUntil(lambda: len(office.ask(attachments.of, "work_order", order)) == 1)


def test_a_recording_waits_for_its_consent(tab, qtbot, tmp_path):
    (tmp_path / "call.mp3").write_bytes(b"ID3")
    card = AttachmentsCard(tab.office, "call", 1)
    tab.detail.page.add(card)
    card.add_files([str(tmp_path / "call.mp3")])
    draw_anew(tab, qtbot)
    [box] = [one for one in tab.findChildren(QMessageBox) if one.isVisible()]
    box.reject()


def test_a_file_is_saved_where_it_was_said(tab, qtbot, monkeypatch, tmp_path, order):
    (tmp_path / "lift.txt").write_bytes(b"x")
    card_of(tab, AttachmentsCard).add_files([str(tmp_path / "lift.txt")])
    qtbot.waitUntil(lambda: len(card_of(tab, AttachmentsCard).rows) == 1)
    still(qtbot, tab)

    def choose(over, *_args):
        draw_anew(tab, qtbot)
        assert shiboken6.isValid(over)
        return str(tmp_path / "copy.txt"), ""

    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", choose)
    card = card_of(tab, AttachmentsCard)
    card.save_copy(card.rows[0].it)
    qtbot.waitUntil((tmp_path / "copy.txt").exists)


def test_an_answer_that_is_refused_is_told(tab, qtbot, qt_office, office, order):
    card = card_of(tab, ChecksCard)
    refused = []
    qt_office.refused.connect(refused.append)
    (line,) = card.lines.values()
    office.do(checklists.note, line.row.id, checklists.NoteForm("Seen", line.row.version))  # of another desk
    line.keep("ok")
    shiboken6.delete(card)
    qtbot.waitUntil(lambda: len(refused) == 1)


@mark.parametrize(("kind", "form"), [(LettersTab, TemplateForm), (ProceduresTab, ReviewForm)])
def test_the_form_of_what_the_page_asks_for_too_opens(show, qtbot, office, sample, kind, form):
    """News draws the page anew before the answer to the press is there: both ask the same case."""
    office.do(procedures.add, ProcedureForm("Keys", owner_id=sample.clerk))
    tab = show(kind)
    qtbot.waitUntil(lambda: tab.detail.page is not None and tab.id > 0)
    still(qtbot, tab)
    tab.edit(tab.id) if kind is LettersTab else tab.review(tab.id)
    tab.show_record(tab.id)
    qtbot.waitUntil(lambda: tab.detail.form is not None or bool(tab.findChildren(FormDialog)))
    shown = tab.detail.form or tab.findChildren(FormDialog)[0].page
    assert isinstance(shown.form.value(), form)
    tab.detail.drop_form()
