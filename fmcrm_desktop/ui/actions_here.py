"""Corrective actions that follow from a record as a card for its page; where there are none it is not seen.

One line puts it on a page: ``page.add(ActionsHere(office, "plan", 7))``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.complaint import ACTION_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import actions
from fmcrm_desktop.services.actions import ActionRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import WholeLink
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.rows_card import RowsCard
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice


class ActionsHere(RowsCard):
    """``source`` is one of SOURCES of services/actions: what the actions follow from."""

    fed_by = frozenset({"corrective_action"})

    def __init__(self, office: QtOffice, source: str, id: int) -> None:
        super().__init__(office, N_("Corrective actions"), actions.of_source, source, id)

    def lines(self, row: ActionRow) -> Iterator[QWidget]:
        words = self.office.words
        yield WholeLink(row.text, partial(self.office.go, Link("complaints", row.id, section="actions")))
        parts = (
            words(ACTION_KINDS[row.kind]),
            suiting(row.responsible, row.responsible_other, words),
            words.date(row.due_day) if row.due_day else "",
        )
        chip = ChipLabel(words(actions.STATES[row.state]), tone(row.state))
        yield side_by_side(label(" · ".join(filter(None, parts)), "small"), chip)
