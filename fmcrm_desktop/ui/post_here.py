"""Letters, faxes and emails of a complaint or a work order as a card for its page; where there are none it is not seen.

One line puts it on a page: ``page.add(PostHere(office, "complaint", 7))``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmcrm_desktop.model.channel import POST_CHANNELS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import post_room
from fmcrm_desktop.services.post_room import PostRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice

SHOWN = 400
"""Characters of what was written; the rest is on its own page."""


class PostHere(Card):
    """``subject`` is "complaint" or "work_order"; it asks for its own rows."""

    def __init__(self, office: QtOffice, subject: str, id: int) -> None:
        super().__init__(office, N_("Post in and out"))
        self._whose = subject, id
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self.hide()
        if office.may(post_room.of_matter):
            office.changed.connect(self._news)
            self.reload()

    def _news(self, touched: dict[str, set[int]]) -> None:
        """A method, for Qt lets go of those by itself when the page is drawn anew."""
        if "post_item" in touched:
            self.reload()

    def reload(self) -> None:
        self.office.ask(self, post_room.of_matter, *self._whose, then=self._show)

    def _show(self, rows: Sequence[PostRow]) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            gone: QWidget | None = item.widget() if item is not None else None
            if gone is not None:
                gone.deleteLater()
        words = self.office.words
        for row in rows:
            who = suiting(row.person, row.person_other, words) or row.name
            said = " · ".join(filter(None, (words.short_moment(row.moment), who)))
            title = f"{words(POST_CHANNELS[row.channel])} {row.subject}".strip()
            link = LinkButton(title, partial(self.office.go, Link("channels", row.id, section="post")))
            chip = ChipLabel(words(post_room.STATES[row.state]), tone(row.state))
            self._lines.addWidget(side_by_side(link, chip))
            self._lines.addWidget(label(said, "small", wrap=True))
            text = row.text if len(row.text) <= SHOWN else f"{row.text[:SHOWN]}…"
            for each in filter(None, (text, row.answer)):
                self._lines.addWidget(label(each, wrap=True))
        self.setVisible(bool(rows))
