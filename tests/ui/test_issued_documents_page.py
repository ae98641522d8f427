"""The page of contracts and documents in a real window: made, its text changed, issued, accepted, by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import agreements, attachments, issued_documents, letters
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.tabs.issued_documents import IssuedDocumentsTab
from fmcrm_desktop.ui.template_texts import FieldBar, LivePreview

SLOW = 30_000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(show, qtbot):
    made = show(IssuedDocumentsTab)
    qtbot.waitUntil(lambda: made.part is not None)
    return made


def there(tab, case):
    return any(one.case is case and one.isVisible() for one in tab.findChildren(Button))


def reads(tab, text):
    """The page drawn from what was saved, no longer the one before."""
    return any(
        one.isVisible() and one.text().startswith(text) for one in tab.detail.page.findChildren(QLabel)
    )


def begun(tab, qtbot, start):
    tab.open(Link("issued_documents", new=start))
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    return tab.detail.form.form


def keys(tab, key):
    QTest.keyClick(tab.window().focusWidget() or tab, key, CONTROL)


def test_a_proposal_goes_out_and_becomes_an_agreement_by_key(tab, qtbot, office, sample):
    form = begun(tab, qtbot, {"person_id": sample.owner, "unit_id": sample.unit, "kind": "proposal"})
    assert form.slots["template_id"].editor.value() is not None
    form.slots["price"].editor.setFocus()
    QTest.keyClicks(form.slots["price"].editor.focusProxy(), "1280")
    keys(tab, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: there(tab, issued_documents.issue))
    keys(tab, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    text = tab.detail.form.form.slots["text"].editor
    assert "¥1,280.00" in text.value() and tab.detail.form.form.slots["other_text"].isHidden()
    assert "Telephone of the office" in tab.detail.form.setup.note
    text.focusProxy().setPlainText("For you alone.\n| Price | ¥1 |")
    keys(tab, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: reads(tab, "For you alone.") and there(tab, issued_documents.issue), timeout=SLOW)
    id = tab.part.id
    keys(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: there(tab, issued_documents.accept), timeout=SLOW)
    [edition] = office.ask(issued_documents.card, id).editions
    assert office.ask(attachments.file, edition.file_id).path.read_bytes().startswith(b"%PDF")
    assert office.ask(issued_documents.edition_sheet, edition.id).texts[0][2].startswith("For you alone.")

    keys(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: there(tab, issued_documents.make) and not there(tab, issued_documents.accept))
    assert len(office.ask(agreements.page, Query()).ids) == 1
    keys(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    contract = tab.detail.form.form
    qtbot.waitUntil(lambda: contract.slots["agreement_id"].editor.value() is not None)
    assert contract.slots["person_id"].editor.value() == sample.owner
    keys(tab, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: tab.detail.form is None and there(tab, issued_documents.issue))
    assert office.ask(issued_documents.card, tab.part.id).row.kind == "contract"


def test_a_new_version_keeps_the_old_one(tab, qtbot, press, office, sample):
    begun(tab, qtbot, {"person_id": sample.owner, "kind": "proposal"})
    keys(tab, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: there(tab, issued_documents.issue))
    press(tab, issued_documents.issue)
    qtbot.waitUntil(lambda: there(tab, issued_documents.renew), timeout=SLOW)
    press(tab, issued_documents.renew)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    tab.detail.form.form.slots["text"].editor.focusProxy().setPlainText("Second try.")
    keys(tab, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: reads(tab, "Second try.") and there(tab, issued_documents.issue), timeout=SLOW)
    press(tab, issued_documents.issue)
    qtbot.waitUntil(lambda: there(tab, issued_documents.accept), timeout=SLOW)
    editions = office.ask(issued_documents.card, tab.part.id).editions
    assert [each.edition for each in editions] == [2, 1] and all(each.file_id for each in editions)


def test_a_template_gets_a_field_and_reads_as_it_is_typed(tab, qtbot, press, office):
    part = tab.show_section("templates")
    qtbot.waitUntil(lambda: part.detail.page is not None and part.id > 0)
    press(part, letters.change)
    qtbot.waitUntil(lambda: part.detail.form is not None)
    form = part.detail.form
    bar, preview = form.findChild(FieldBar), form.findChild(LivePreview)
    qtbot.waitUntil(lambda: len(bar.menu.actions()) >= 30)
    form.form.slots["text"].editor.focusProxy().setPlainText("Price: ")
    bar.last = "text"
    price = next(each for each in office.ask(issued_documents.fields) if each.name == "price")
    form.form.slots["text"].editor.focusProxy().moveCursor(
        form.form.slots["text"].editor.focusProxy().textCursor().MoveOperation.End
    )
    bar.insert(price)
    assert form.form.slots["text"].editor.value() == "Price: {{ price }}"
    qtbot.waitUntil(lambda: preview.view.text.text() == "Price: ____________", timeout=SLOW)
    id = part.id
    keys(part, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: part.detail.form is None)
    assert office.ask(letters.form_of, id).text == "Price: {{ price }}"


def test_a_template_is_read_without_the_signs_of_its_tables(tab, qtbot, press, office):
    part = tab.show_section("templates")
    text = "| Item | Number |\n| Keys for {{ unit }} | 2 |\n\n|_ Received by | The office"
    id = office.do(letters.add, letters.TemplateForm(name="Hand-over", text=text, kind="other")).result
    read = "Item · Number\nKeys for {} · 2\n\n✎ Received by\n✎ The office"
    part.show_id(id)
    qtbot.waitUntil(lambda: part.detail.page is not None and reads(part, read.format("[unit]")))
    press(part, letters.change)
    qtbot.waitUntil(lambda: part.detail.form is not None)
    preview = part.detail.form.findChild(LivePreview)
    qtbot.waitUntil(lambda: preview.view.text.text().startswith("Item · Number"), timeout=SLOW)
    assert "|" not in preview.view.text.text()
