"""The first step: choose a file, or drop one; and the box that says what is wrong with it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import imports
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import label


def draw(tab: Any, page: Page) -> None:
    words = tab.words
    card = page.card()
    card.body.setContentsMargins(24, 40, 24, 40)
    card.body.setSpacing(theme.GAP_M)
    title = label(words(N_("Drop a file here, or choose one")), "title")
    title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    card.add(title)
    hint = label(words(N_("CSV, TSV or text in any characters, XLSX, XLS or ODS; contact cards as VCF, "
                          "calendars as ICS. Nothing is taken before the preview has shown what would happen.")),
                 "muted", wrap=True)  # fmt: skip
    hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    card.add(hint)
    button = (
        Button(words(N_("Choose a file…")), PRIMARY, "upload").on(tab.choose).guard(tab.office, imports.run)
    )
    button.setObjectName("first")
    card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
    page.card(N_("What can come in")).say(
        words(
            N_(
                "People with telephones and units, buildings, units, parking spaces, fees, work orders, complaints, "
                "calendar entries, calls, parts, equipment, prospects and articles. "
                "A second import of the same file adds nothing: what is there already is found and brought up to date. "
                "Columns once matched are remembered."
            )
        )
    )
    page.done()


def fault_box(text: str) -> QWidget:
    """One sentence about what went wrong."""
    box = QFrame()
    box.setProperty("kind", "bad")
    inside = QVBoxLayout(box)
    inside.setContentsMargins(12, 8, 12, 8)
    inside.addWidget(label(text, wrap=True))
    box.setAccessibleName(text)
    return box
