"""What stands over a form that came back after the program was interrupted: kept or let go by one key, before anything
else is begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.text import label

if TYPE_CHECKING:
    from fmcrm_desktop.ui.kit.detail import Detail
    from fmcrm_desktop.ui.kit.form_page import FormPage

BACK = N_(
    "This was interrupted before it was saved. Ctrl+S keeps it, Shift+Esc lets it go; look first whether it was saved "
    "in the last moment."
)
FIRST = N_("Keep what was interrupted before something new is begun?")
GO = "Shift+Escape"


class Interrupted(QFrame):
    """Lives with the form page; ``detail`` holds that."""

    def __init__(self, detail: Detail, page: FormPage) -> None:
        super().__init__(page)
        self._detail, self._page = detail, page
        words = page.office.words
        self.setProperty("kind", "warning")
        lay = QHBoxLayout(self)
        lay.setContentsMargins(12, 8, 12, 8)
        lay.addWidget(label(words(BACK), wrap=True), 1)
        lay.addWidget(Button(words(N_("Let it go")), FILTER).on(self.let_go).named(GO))
        QShortcut(QKeySequence(GO), page, self.let_go, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        page.put_above(self)

    def let_go(self) -> None:
        """Away with it, without asking; the message brings it back."""
        detail, office = self._detail, self._page.office
        again, typed = detail.again, self._page.form.changed()
        self._page.closed.emit()
        said = office.words(N_("What was interrupted is let go"))
        if again is not None:
            office.offer(said, office.words(N_("Bring it back")), lambda: detail.reopen(again, typed, True))
