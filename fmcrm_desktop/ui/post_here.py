"""Letters, faxes and emails of a complaint or a work order as a card for its page; where there are none it is not seen.

One line puts it on a page: ``page.add(PostHere(office, "complaint", 7))``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.channel import POST_CHANNELS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import post_room
from fmcrm_desktop.services.post_room import PostRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.rows_card import RowsCard
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice

SHOWN = 400
"""Characters of what was written; the rest is on its own page."""


class PostHere(RowsCard):
    """``subject`` is "complaint" or "work_order"."""

    fed_by = frozenset({"post_item"})

    def __init__(self, office: QtOffice, subject: str, id: int) -> None:
        super().__init__(office, N_("Post in and out"), post_room.of_matter, subject, id)

    def lines(self, row: PostRow) -> Iterator[QWidget]:
        words = self.office.words
        who = suiting(row.person, row.person_other, words) or row.name
        said = " · ".join(filter(None, (words.short_moment(row.moment), who)))
        title = f"{words(POST_CHANNELS[row.channel])} {row.subject}".strip()
        link = LinkButton(title, partial(self.office.go, Link("channels", row.id, section="post")))
        chip = ChipLabel(words(post_room.STATES[row.state]), tone(row.state))
        yield side_by_side(link, chip)
        yield label(said, "small", wrap=True)
        text = row.text if len(row.text) <= SHOWN else f"{row.text[:SHOWN]}…"
        for each in filter(None, (text, row.answer)):
            yield label(each, wrap=True)
