"""A note in the history of a page is corrected or taken away, by keyboard, and comes back with Undo."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fmcrm_desktop.services import articles, complaints, notes, owners, work_orders
from fmcrm_desktop.services.articles import ArticleForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.owners import PersonForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.timeline import Timeline
from fmcrm_desktop.ui.tabs.articles import ArticlesTab
from fmcrm_desktop.ui.tabs.complaints.register import RegisterTab
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab
from tests.services.complaining import rude_guard

PLACES = {
    "person": (OwnersTab, owners.add, lambda sample: PersonForm(name="Tan Wei")),
    "work_order": (WorkOrdersTab, work_orders.enter, lambda sample: OrderForm(summary="Tap drips")),
    "complaint": (RegisterTab, complaints.register, rude_guard),
    "article": (
        ArticlesTab,
        articles.add,
        lambda sample: ArticleForm(kind="tip", title="Taps", text="Turn it off first."),
    ),
}


@pytest.mark.parametrize("subject", PLACES)
def test_a_note_is_corrected_and_taken_away_where_it_stands(show, qtbot, office, sample, subject):
    kind, case, form = PLACES[subject]
    id = office.do(case, form(sample)).result
    note = office.do(notes.add, subject, id, NoteForm("Key at the gaet")).result
    tab = show(kind)
    tab.office.going.connect(tab.open)  # the timeline of a person names the place of what it opens
    tab.show_id(id)

    def line():
        found = [one for one in tab.findChildren(Timeline) if one.isVisible()]
        return next(
            ((each._lines, at) for each in found for at, row in enumerate(each._all) if "Key at" in row.text),
            None,
        )

    def opened():
        qtbot.waitUntil(lambda: line() is not None)
        lines, at = line()
        lines._at = at
        QTest.keyClick(lines, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(tab.window().findChildren(FormDialog)))
        return tab.window().findChildren(FormDialog)[-1]

    def closed():
        qtbot.waitUntil(lambda: not tab.window().findChildren(FormDialog))

    dialog = opened()
    dialog.page.form.slots["text"].editor.set("Key at the gate")
    dialog.page.save()
    closed()
    qtbot.waitUntil(lambda: line() is not None and "gate" in line()[0]._rows[line()[1]].text)
    dialog = opened()
    with qtbot.waitSignal(tab.office.said) as said:
        next(one for one in dialog.findChildren(Button) if one.case is notes.archive).click()
    closed()
    qtbot.waitUntil(lambda: line() is None)
    assert office.ask(notes.of, subject, id) == []
    with closing(sqlite3.connect(office.store.path)) as file:
        lines = file.execute(
            "select action, changes from audit where record_table = 'note' and record_id = ? order by id",
            (note,),
        ).fetchall()
    assert [action for action, _ in lines] == ["add", "change", "change"]
    assert "archived" in lines[-1][1]
    office.undo(said.args[1])
    qtbot.waitUntil(lambda: line() is not None)
    assert [each.text for each in office.ask(notes.of, subject, id)] == ["Key at the gate"]
