"""The memo line: one line from anywhere, Enter keeps it; pinned to what is shown where one wants it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.form_page import Left
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.text import label, plain
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import case_of

PINS = {"work_orders": "order_id", "complaints": "complaint_id", "owners": "person_id", "calls": "call_id"}
"""Which tab shows what a memo or a task can be about."""
WIDE = 560
LEFT = "memo"
"""Under what its words wait after the program was interrupted."""


def pinned(tab: Tab | None) -> dict[str, int]:
    """The matter that a tab shows now."""
    if tab is None or tab.name not in PINS:
        return {}
    if tab.name == "owners" and tab.id < 0:  # a unit's page has its id below zero there
        return {"unit_id": -tab.id}
    part: Any = getattr(tab, "part", tab)
    shown = part is tab or part.name == "log"
    return {PINS[tab.name]: part.id} if shown and part.id else {}


class MemoLine(QDialog):
    """Small, over the window; Escape leaves it."""

    def __init__(self, office: QtOffice, tab: Tab | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._pins = office, pinned(tab)
        words = office.words
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words(N_("Keep a memo")))
        lay = QVBoxLayout(self)
        lay.setContentsMargins(theme.GAP_L, theme.GAP_L, theme.GAP_L, theme.GAP_L)
        lay.setSpacing(theme.GAP_S)
        self.line = QLineEdit()
        self.line.setMaxLength(200)
        self.line.setAccessibleName(words(N_("Memo")))
        self.line.setPlaceholderText(words(N_("What is to be remembered")))
        lay.addWidget(self.line)
        self.about = QCheckBox()
        page = tab.detail.page if tab is not None else None
        if self._pins and page is not None:
            self.about.setText(
                plain(words(N_("About {name}"), name=page.accessibleName())).replace("&", "&&")
            )
            self.about.setChecked(True)
            lay.addWidget(self.about)
        self._fault = label("", "bad", wrap=True)
        self._fault.hide()
        lay.addWidget(self._fault)
        foot = QHBoxLayout()
        lay.addLayout(foot)
        foot.addWidget(label(words(N_("Enter keeps it, Esc leaves")), "small"))
        foot.addStretch(1)
        jot = case_of("fmcrm_desktop.services.tasks:jot")
        self.keep_button = Button(words(N_("Keep")), PRIMARY).on(self._keep).guard(office, jot)
        foot.addWidget(self.keep_button)
        self.line.returnPressed.connect(self.keep_button.click)
        self.setMinimumWidth(WIDE)
        if (left := office.left.pop(LEFT, None)) is not None:
            self.line.setText(str(left.typed.get(LEFT, "")))
        self.line.setFocus()

    def left(self) -> tuple[str, Left] | None:
        """What is typed and not kept."""
        typed = self.line.text().strip()
        return (LEFT, Left(self.windowTitle(), {LEFT: typed})) if typed else None

    def _keep(self) -> None:
        from fmcrm_desktop.services import tasks

        pins = self._pins if self.about.isChecked() else {}
        form = tasks.MemoForm(self.line.text(), **pins)  # type: ignore[arg-type]
        self._office.do(self, tasks.jot, form, then=self._kept, refused=self._refused)

    def _kept(self, done: Any) -> None:
        self._office.say(self._office.words(N_("Memo kept")), done.deed)
        self.accept()

    def _refused(self, refusal: Refusal) -> None:
        told = next(iter(refusal.fields.values())) if isinstance(refusal, Invalid) else refusal
        self._fault.setText(self._office.words(told.text, **told.values))
        self._fault.show()
