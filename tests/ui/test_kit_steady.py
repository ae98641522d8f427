"""What one types in stays where it is when a notice comes or goes above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest
from PySide6.QtCore import QPoint

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.services.cases import FREE, needs
from fmcrm_desktop.store.work import Work
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.text import label


@dataclass
class Long:
    first: Annotated[str, Field("First")] = ""
    second: Annotated[str, Field("Second", lines=6)] = ""
    third: Annotated[str, Field("Third", lines=6)] = ""
    fourth: Annotated[str, Field("Fourth", lines=6)] = ""
    last: Annotated[str, Field("Last", lines=6)] = ""
    version: int | None = None


@needs(FREE)
def keep(work: Work, form: Long) -> None:
    pass


@pytest.mark.parametrize("scrolled", [0, 180])
def test_a_notice_above_moves_nothing_that_was_scrolled_to(qtbot, qt_office, scrolled):
    page = FormPage(qt_office, FormSetup("Long", Long(), keep))
    notice = label("This may be there already: somebody of the same name.", parent=page, wrap=True)
    notice.setFixedHeight(49)
    notice.hide()
    page.put_above(notice)
    qtbot.addWidget(page)
    page.resize(500, 420)
    page.show()
    qtbot.waitUntil(lambda: page.scroll_area.verticalScrollBar().maximum() > 300)
    page.scroll_area.verticalScrollBar().setValue(scrolled)
    field = page.form.slots["first"].editor

    def height() -> int:
        return field.mapTo(page, QPoint(0, 0)).y()

    before = height()
    card = page.form.parentWidget()
    assert card is not None
    placed = card.y()
    notice.show()
    qtbot.waitUntil(lambda: card.y() > placed)
    moved = card.y() - placed
    assert height() - before == (0 if scrolled else moved) and moved >= 49
    notice.hide()
    qtbot.waitUntil(lambda: card.y() == placed)
    assert height() == before
