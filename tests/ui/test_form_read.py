"""What is read in a form: the reader's language first, days and times whole, hints whole by their tips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCalendarWidget, QWidget

from fmcrm_desktop import places
from fmcrm_desktop.model.field import Field, FormField
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import work_orders
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.committee.duties import DutyForm
from fmcrm_desktop.services.complaints.forms import NoticeForm
from fmcrm_desktop.services.group_messages.writing import GroupForm
from fmcrm_desktop.services.issued_documents.forms import TextForm
from fmcrm_desktop.services.letters import TemplateForm
from fmcrm_desktop.services.tasks import TaskForm
from fmcrm_desktop.services.work_orders import DoneForm, OrderForm, VisitForm
from fmcrm_desktop.ui.kit.editors import LineEditor
from fmcrm_desktop.ui.kit.form import Form
from fmcrm_desktop.ui.kit.form_dialog import HIGH, FormDialog
from fmcrm_desktop.ui.kit.form_page import FormSetup
from tests.ui.test_kit_form import Deadline, Everything, people


@pytest.mark.parametrize("kind", [TemplateForm, TextForm, GroupForm, DutyForm, NoticeForm])
@pytest.mark.parametrize(("language", "first"), [("en", "English"), ("zh_CN", "Chinese")])
def test_of_a_text_in_two_languages_the_readers_comes_first(qtbot, qt_office, kind, language, first):
    qt_office.words = Words(language, "Asia/Shanghai", places.resources() / "locale")
    form = Form(qt_office, kind())
    qtbot.addWidget(form)
    form.resize(900, 700)
    form.show()
    qtbot.waitExposed(form)
    said = {}
    for slot in form.slots.values():
        place = slot.mapTo(form, QPoint())
        for script in ("English", "Chinese"):
            if slot.field.field.label.casefold().endswith(f"in {script}".casefold()):
                said.setdefault(script, []).append((place.y(), place.x()))
    assert len(said["English"]) == len(said["Chinese"])
    other = "Chinese" if first == "English" else "English"
    assert all(mine < theirs for mine, theirs in zip(said[first], said[other], strict=True))
    assert form.value() == kind()


PANE = 429
"""What the fields have in the pane beside a list, at 1366 pixels."""


@dataclass
class Visit:
    began: Annotated[datetime | None, Field("From")] = None
    until: Annotated[datetime | None, Field("Until", beside=True)] = None


@pytest.mark.parametrize("kind", [Deadline, Visit])
@pytest.mark.parametrize(("wide", "beside"), [(330, False), (900, True)])
def test_a_day_and_its_time_are_read_whole_however_narrow_the_form(qtbot, qt_office, wide, beside, kind):
    form = Form(qt_office, kind(datetime(2026, 11, 28, 8, 8, tzinfo=UTC), datetime(2026, 11, 29, tzinfo=UTC)))
    qtbot.addWidget(form)
    form.resize(wide, 300)
    form.show()
    qtbot.waitExposed(form)
    first, second = form.slots["began"], form.slots["until"]

    def whole(editor):
        shown = editor.line.fontMetrics().horizontalAdvance(editor.line.text())
        return bool(editor.line.text()) and shown <= editor.line.width() - 20

    qtbot.waitUntil(lambda: whole(first.editor) and whole(second.editor), timeout=2_000)
    places = [slot.mapTo(form, QPoint()).y() for slot in (first, second)]
    assert (places[0] == places[1]) == beside


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("kind", [VisitForm, OrderForm, EventForm, TaskForm, ActionForm])
def test_no_tick_makes_a_form_wider_than_its_pane_on_a_small_screen(qtbot, qt_office, kind, language):
    qt_office.words = Words(language, "Asia/Shanghai", places.resources() / "locale")
    form = Form(qt_office, kind())
    qtbot.addWidget(form)
    form.resize(PANE, 700)
    form.show()
    qtbot.waitExposed(form)
    qtbot.waitUntil(lambda: form.minimumSizeHint().width() <= PANE)


def test_a_short_dialog_is_as_high_as_its_fields_where_the_screen_has_room(qtbot, qt_office):
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.show()
    dialog = FormDialog(
        qt_office, FormSetup("Finish work", DoneForm(), work_orders.done, note="W-2611-076"), holder
    )
    dialog.open()
    qtbot.waitExposed(dialog)
    area = dialog.page.scroll_area
    qtbot.waitUntil(lambda: area.widget().height() <= area.viewport().height() or dialog.height() == HIGH)


def test_what_a_field_is_for_is_told_whole_by_its_tip(qtbot, qt_office):
    said = "Empty: taken from the words <of the customer>"
    editor = LineEditor(qt_office, FormField("name", str, Field("Name", hint=said)))
    qtbot.addWidget(editor)
    assert editor.line.toolTip().replace("\u200b", "") == said


def test_the_calendar_of_a_day_field_is_whole_on_the_screen(qtbot, qt_office):
    qt_office.picks = {"person": people}
    window = QWidget()
    qtbot.addWidget(window)
    form = Form(qt_office, Everything(), window)
    room = window.screen().availableGeometry()
    window.setGeometry(room.left(), room.bottom() - 300, 900, 300)
    form.resize(form.sizeHint())
    window.show()
    editor = form.slots["born"].editor
    form.move(0, 290 - editor.mapTo(form, QPoint(0, editor.height())).y())
    editor.open.click()
    calendar = next(one for one in editor.findChildren(QCalendarWidget) if one.isVisible())
    assert room.contains(calendar.frameGeometry())
    calendar.close()
