"""Sent: what the person signed in has written or made the program tell, and whether it was read."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.message import CHANNELS
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import messages
from fmcrm_desktop.services.messages import MessageCard
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.columns import Chip, Column, Empty, Filter, Known
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.messages import page as pages
from fmcrm_desktop.ui.tabs.messages.page import SHOWN, TONES


class SentTab(Tab):
    name = "sent"
    title = N_("Messages sent")
    shows = ("message", "staff", "person")

    def build(self) -> None:
        columns = [
            Chip("state", N_("State"), 84, choices=SHOWN, tones=lambda row: TONES[row.state], sorts=False),
            Known("name", N_("To"), 110, sorts=False),
            Column("subject", N_("Subject"), 160, stretch=True, sorts=False),
            Column("channel", N_("By"), 124, choices=CHANNELS, sorts=False),
            Column("made", N_("Written"), 126),
            Column("read", N_("Read"), 126, sorts=False),
        ]
        filters = [Filter("state", N_("State"), SHOWN), Filter("channel", N_("By"), CHANNELS)]
        empty = Empty(
            N_("Nothing was sent so far."), N_("Message to staff"), lambda: self.write({}), messages.write
        )
        made = self.add_list(
            ListSetup("sent", messages.sent, messages.sent_rows, columns, filters, empty), share=58
        )
        pages.buttons(self)
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("{count} messages"), count=count)))

    def show_record(self, id: int) -> None:
        self.ask(messages.card, id, then=self._draw)

    def _draw(self, card: MessageCard) -> None:
        if card.id == self.id:
            page = self.new_page().head(card.subject, known(self.words, card.name))
            pages.facts(page, card, "")
            self.put(page.done())

    def write(self, start: dict[str, Any]) -> None:
        pages.write(self, start)

    def write_to_person(self, start: dict[str, Any]) -> None:
        pages.write_to_person(self, start)
