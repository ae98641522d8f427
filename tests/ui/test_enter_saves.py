"""Enter saves a short dialog from a line, a choice or a tick; where a field takes Enter itself, it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.qt_office import QtOffice

SAVED: list[object] = []


@dataclass
class Short:
    name: Annotated[str, Field(N_("Name"))] = ""
    notes: Annotated[str, Field(N_("Notes"), lines=3)] = ""
    urgent: Annotated[bool, Field(N_("Urgent"))] = False
    kind: Annotated[str, Field(N_("Kind"), choices={"a": N_("Owner"), "b": N_("Tenant")})] = ""
    person: Annotated[int | None, Field(N_("Person"), pick="person")] = None


@needs("person.write")
def keep(_work: object, form: Short) -> None:
    SAVED.append(form)


@pytest.fixture
def dialog(qtbot: QtBot, qt_office: QtOffice) -> Iterator[FormDialog]:
    SAVED.clear()
    over = QWidget()
    qtbot.addWidget(over)
    made = FormDialog(qt_office, FormSetup(N_("Note"), Short(), keep), over)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    qtbot.waitExposed(made)
    yield made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("field", ["name", "urgent", "kind", "person"])
def test_enter_saves_from_a_field_that_has_no_use_for_it(
    dialog: FormDialog, qtbot: QtBot, field: str, key: Qt.Key
) -> None:
    dialog.page.form.slots["name"].editor.line.setText("Mill Lane 3")
    editor = dialog.page.form.slots[field].editor
    editor.setFocus()
    qtbot.keyClick(dialog.focusWidget(), key)
    qtbot.waitUntil(lambda: bool(SAVED) and not dialog.isVisible())
    assert [each.name for each in SAVED] == ["Mill Lane 3"]


def test_enter_begins_a_line_in_a_text_and_does_not_save(dialog: FormDialog, qtbot: QtBot) -> None:
    text = dialog.page.form.slots["notes"].editor.text
    text.setFocus()
    qtbot.keyClicks(text, "one")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "two")
    assert text.toPlainText() == "one\ntwo" and dialog.isVisible()
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(SAVED))


def test_enter_takes_what_a_list_offers_before_it_saves(dialog: FormDialog, qtbot: QtBot) -> None:
    picker = dialog.page.form.slots["person"].editor.picker
    picker.setFocus()
    qtbot.keyClicks(picker, "Novak")
    qtbot.keyClick(picker, Qt.Key.Key_Return)  # at once, before anybody could answer
    qtbot.waitUntil(lambda: picker.text() == "A. Novak")
    qtbot.keyClicks(picker, " ")
    picker.selectAll()
    qtbot.keyClicks(picker, "Sato")
    qtbot.waitUntil(lambda: picker.offered is not None)
    qtbot.keyClick(picker.offered, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Sato" in picker.text())
    assert not SAVED and dialog.isVisible()
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(SAVED))
    assert SAVED[0].person == picker.id


def test_enter_on_cancel_cancels(dialog: FormDialog, qtbot: QtBot) -> None:
    dialog.page.cancel_button.setFocus()
    qtbot.keyClick(dialog.page.cancel_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert not SAVED
