"""A form in a short dialog over its page: as high as it needs to be, saved by Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import ENTER, PLAIN
from fmcrm_desktop.ui.kit.flow import within
from fmcrm_desktop.ui.kit.form import suit
from fmcrm_desktop.ui.kit.form_page import SIDE, FormPage, FormSetup, Left, key_of, left_in, take_left
from fmcrm_desktop.ui.kit.page import lasting
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice

WIDE, HIGH, MARGIN = 560, 640, 60
"""Pixels: how wide, how high at most, and what a small screen keeps for its frame."""


class FormDialog(QDialog):
    """A short deed: a few fields over the page, which stay though it is drawn anew; ``about`` is the finished name of
    whom or what it is about."""

    def __init__(self, office: QtOffice, setup: FormSetup, over: QWidget, about: str = "") -> None:
        super().__init__(lasting(over))
        self.setWindowTitle(" · ".join(part for part in (office.words(setup.title), about) if part))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = FormPage(office, setup, self)
        if about and about not in setup.note:
            self.page.put_above(label(about, "title", wrap=True))
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.page)
        self.page.closed.connect(self.accept)
        self._grow()
        self.page.refused.connect(self._grow, Qt.ConnectionType.QueuedConnection)
        take_left(self.page)
        self.page.begin()

    def _grow(self, *_refusal: object) -> None:
        """As high as it needs to be, also for the sentence of a fault, which has its place after the signal."""
        needed = min(height_for(self.page, WIDE), HIGH, self.screen().availableSize().height() - MARGIN)
        wide, high = (self.width(), self.height()) if self.isVisible() else (WIDE, 0)
        self.resize(wide, max(high, needed))

    def left(self) -> tuple[str, Left] | None:
        """What is typed and not saved, by the key of its form."""
        return (key_of(self.page), left_in(self.page)) if self.page.dirty else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves a short deed, as in any dialog, where the field does not take it: a text of several lines begins
        a new one, a list that is open takes what is marked."""
        if event.key() in ENTER and event.modifiers() in PLAIN:
            self.page.save()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        self.page.leave(super().reject)


def height_for(page: FormPage, width: int) -> int:
    """Pixels with which nothing of it needs to be scrolled: a note may take several lines."""
    for each in within(page, QWidget):
        each.ensurePolished()  # or it is measured in another size of type than it will have
    # the bar may come with the first layout, and would stay if the words beside it then took a line more
    room = width - page.scroll_area.verticalScrollBar().sizeHint().width()
    body, foot = page.body_layout, page.save_button.parentWidget()
    suit(page.form, room - 2 * (SIDE + theme.GAP_L))
    body.activate()
    needed = body.totalHeightForWidth(room) if body.hasHeightForWidth() else body.totalSizeHint().height()
    return int(needed) + (foot.sizeHint().height() if foot is not None else 0) + 2
