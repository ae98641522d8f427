"""Signing in: name and password; the same page locks the office when nobody has used it for a while."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FLAT, PRIMARY, Button
from fmcrm_desktop.ui.kit.scrolled import scrolled
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice


class SignInPage(QWidget):
    """``entered`` when somebody is in; a first password is changed before that."""

    entered = Signal()
    other = Signal()

    def __init__(self, office: QtOffice, office_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._words = office, office.words
        self._must_change = False
        self.setObjectName("Body")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = self._words
        card = QFrame()
        card.setProperty("kind", "card")
        card.setFixedWidth(360)
        lay = QVBoxLayout(card)
        lay.setContentsMargins(24, 24, 24, 24)
        lay.setSpacing(theme.GAP_S)
        lay.addWidget(label(office_name, "heading", wrap=True))
        self._hint = label(words(N_("Sign in first.")), "muted", wrap=True)
        lay.addWidget(self._hint)
        self.name = self._line(lay, N_("Login name"))
        self.password = self._line(lay, N_("Password"), secret=True)
        self.new = self._line(lay, N_("New password"), secret=True)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        lay.addWidget(self.fault)
        self.button = Button(words(N_("Sign in")), PRIMARY).on(self.enter)
        lay.addWidget(self.button)
        lay.addWidget(Button(words(N_("Another office…")), FLAT).on(self.other.emit))
        outside, whole = QVBoxLayout(self), QVBoxLayout()
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scrolled(whole))
        whole.addStretch(1)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)
        self._ask_new(False)

    def _line(self, lay: QVBoxLayout, title: str, secret: bool = False) -> QLineEdit:
        name = label(self._words(title), "small")
        line = QLineEdit()
        line.setAccessibleName(self._words(title))
        line.setProperty("title", name)
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        line.returnPressed.connect(self.enter)
        name.setBuddy(line)
        lay.addWidget(name)
        lay.addWidget(line)
        return line

    def _ask_new(self, on: bool) -> None:
        self._must_change = on
        self.new.setVisible(on)
        self.new.property("title").setVisible(on)
        self.name.setDisabled(on)
        self.password.setDisabled(on)
        (self.new if on else self.name).setFocus()

    def enter(self) -> None:
        """Off the screen's thread: checking a password is slow on purpose."""
        if not self.button.isEnabled():
            return
        self.button.setEnabled(False)
        office, old, new = self._office.office, self.password.text(), self.new.text()
        if self._must_change:
            self._office.through(self, lambda: office.change_password(old, new), self._changed, self._refused)
        else:
            name = self.name.text()
            self._office.through(self, lambda: office.sign_in(name, old), self._signed_in, self._refused)

    def _signed_in(self, answer: Any) -> None:
        self.button.setEnabled(True)
        self.fault.hide()
        if answer.must_change:
            self._hint.setText(self._words(N_("Choose a password of your own before you go on.")))
            self._ask_new(True)
        else:
            self._leave()

    def _changed(self, _answer: object) -> None:
        self.button.setEnabled(True)
        self._leave()

    def _leave(self) -> None:
        for line in (self.name, self.password, self.new):
            line.clear()
        self.entered.emit()

    def _refused(self, refusal: Refusal) -> None:
        self.button.setEnabled(True)
        faults = refusal.fields.values() if isinstance(refusal, Invalid) else [refusal]
        self.fault.setText(" ".join(self._words(one.text, **one.values) for one in faults))
        self.fault.show()
        (self.new if self._must_change else self.password).selectAll()
