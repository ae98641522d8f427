"""A form that was interrupted says so at its top: one key keeps it, one lets it go, and no other gets its words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from fmcrm_desktop.model.link import Link
from tests.ui.at_work import ALT, SHIFT, Keys, answer_dialog, desk_of, settle, window_on
from tests.ui.test_drafts import killed  # noqa: F401


def test_the_call_that_was_interrupted_is_kept_or_let_go_before_another_begins(
    killed,  # noqa: F811
    qtbot,
    qapp,
    office_path,
    sample,
):
    """F2 while it is on its way back is no second call, and what was typed in it goes into no other form."""

    def type_into(window, form):
        form.slots["person_id"].editor.set(sample.owner)
        form.slots["topic"].editor.line.setText("Half a call")

    killed(Link("calls", new={}), type_into)
    with window_on(qtbot, qapp, office_path) as window:
        desk, keys = desk_of(window), Keys(qtbot)
        log = desk.tab("calls").section("log")
        qtbot.waitUntil(lambda: log.detail.interrupted is not None)
        settle(window, qtbot)
        assert "Shift+Esc lets it go" in on_page(log)
        again, typed = log.detail.again, log.detail.changed()
        keys.press(Qt.Key.Key_Escape, SHIFT)
        qtbot.waitUntil(lambda: log.detail.form is None and desk.bar.isVisible())
        keys.press(Qt.Key.Key_Return, ALT)  # it was let go by mistake
        qtbot.waitUntil(lambda: log.detail.interrupted is not None)
        settle(window, qtbot)
        log.detail.drop_form()
        log.detail.reopen(again, typed, True)
        desk.go(Link("calls", new={}, section="log"))
        qtbot.waitUntil(lambda: log.detail.interrupted is not None)
        settle(window, qtbot)
        assert log.detail.again == again
        assert log.detail.form.form.slots["topic"].editor.raw() == "Half a call"
        asked = []

        def let_go(box):
            asked.append(box.text())
            box.button(QMessageBox.StandardButton.Discard).click()

        answer_dialog(QMessageBox, let_go)
        desk.go(Link("calls", new={}, section="log"))
        settle(window, qtbot)
        assert asked == ["Keep what was interrupted before something new is begun?"]
        assert log.detail.interrupted is None
        assert log.detail.form.form.slots["topic"].editor.raw() == ""
        log.detail.expect(("edit", (1,)), {"topic": "Half a call"}, True)  # its form could not be opened
        log.detail.drop_form()
        desk.go(Link("calls", new={}, section="log"))
        settle(window, qtbot)
        assert log.detail.form.form.slots["topic"].editor.raw() == ""
        log.detail.drop_form()


def on_page(tab) -> str:
    return " ".join(one.text() for one in tab.detail.form.findChildren(QLabel) if one.isVisible())
