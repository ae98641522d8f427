"""The detail's place: the page of a record or a form over it; nothing typed is lost on the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QWidget

from fmcrm_desktop.ui.kit.form_page import ASKS, FormPage, FormSetup, ask_leave, take_left
from fmcrm_desktop.ui.kit.interrupted import FIRST, Interrupted
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.qt_office import QtOffice

Again = tuple[str, tuple[Any, ...]]
"""The tab's method and arguments that open the present form anew."""


class Detail(QStackedWidget):
    """``left`` when a form closed and the record's page should be asked for anew."""

    left = Signal()

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.setObjectName("DetailPane")
        self.setMinimumWidth(380)
        self.page: Page | None = None
        self.form: FormPage | None = None
        self.again: Again | None = None
        self.typed_before: dict[str, Any] | None = None
        self._awaited: Again | None = None
        self._cut_off = False
        self.interrupted: Interrupted | None = None
        self.reopen: Callable[[Again, dict[str, Any], bool], object] = lambda _again, _typed, _cut_off: None
        """Set by the tab: open a form again with what was typed in it."""
        self._record = 0

    def put(self, page: Page, record: int) -> None:
        """Show a page; under an open form it waits. The same record keeps its scroll."""
        old, same = self.page, record == self._record
        focused = self.holds_focus()
        height = old.verticalScrollBar().value() if old is not None and same else 0
        self.page, self._record = page, record
        self.addWidget(page)
        if self.form is None:
            self.setCurrentWidget(page)
        if old is not None:
            self._end(old)
        if focused and self.form is None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        if height:
            QTimer.singleShot(0, page, lambda: page.verticalScrollBar().setValue(height))

    def open_form(self, setup: FormSetup, again: Again | None = None) -> FormPage:
        """Open a form; an unsaved one before it is asked about first."""
        return self.open_made(FormPage(self._office, setup, self), again)

    def open_made(self, form: FormPage, again: Again | None = None) -> FormPage:
        """Open a form that was made before it was wanted."""
        self.leave(lambda: self._show(form, again), stay=form.deleteLater)
        return form

    def expect(self, again: Again, typed: dict[str, Any], cut_off: bool) -> None:
        """What was typed is put into the form that ``again`` opens, and into no other that is quicker; ``cut_off``:
        before the program was interrupted."""
        self.typed_before, self._awaited, self._cut_off = typed, again, cut_off

    def _show(self, form: FormPage, again: Again | None) -> None:
        self.drop_form()
        self.form, self.again = form, again
        back = self.typed_before if again in (None, self._awaited) else None
        if back is not None:
            form.form.restore(back)
            self.typed_before = None
        elif again is None:
            take_left(form)
        if form.setup.dress is not None:
            form.setup.dress(form)
        form.closed.connect(lambda: self._closed(form))
        if back is not None and self._cut_off:
            self.interrupted = Interrupted(self, form)
        self.addWidget(form)
        self.setCurrentWidget(form)
        form.begin()

    def _closed(self, form: FormPage) -> None:
        if form is self.form:
            self.drop_form()
            self.left.emit()

    def drop_form(self) -> None:
        """Take the form away without asking."""
        form, self.form, self.again, self.interrupted = self.form, None, None, None
        focused = self.holds_focus()
        if form is not None:
            self._end(form)
        if self.page is not None:
            self.setCurrentWidget(self.page)
        if focused:
            (self.page or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self, shown: QWidget) -> None:
        """In this order (docs/traps.md), or whatever looks for widgets meanwhile makes Python keep it for good."""
        shown.deleteLater()
        self.removeWidget(shown)

    def holds_focus(self) -> bool:
        """Whether the keyboard is here, or will be again when the dialog above closes. It must not be lost with what
        goes away: whoever has no mouse would begin anew at the top of the window."""
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def typed(self) -> dict[str, Any] | None:
        """What is typed in an unsaved form."""
        return self.form.form.raw() if self.form is not None and self.form.dirty else None

    def changed(self) -> dict[str, Any] | None:
        """What of it is put over what is stored by the time the program is there again; None or empty: nothing."""
        return self.form.form.changed() if self.form is not None else None

    def leave(self, go: Callable[[], object], stay: Callable[[], object] | None = None) -> None:
        """Go, after Save, Discard or Cancel where a form holds something unsaved."""
        if self.form is None or not self.form.dirty:
            go()
            return
        answer = ask_leave(self._office, self, FIRST if self.interrupted is not None else ASKS)
        if answer == QMessageBox.StandardButton.Save:
            self.form.save(after=go)
        elif answer == QMessageBox.StandardButton.Discard:
            self.drop_form()
            go()
        elif stay is not None:
            stay()
