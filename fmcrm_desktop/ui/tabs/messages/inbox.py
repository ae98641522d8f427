"""For me: the messages of whoever is signed in, unread first; shown is read; answered to whoever wrote."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import messages
from fmcrm_desktop.services.messages import READ_STATES, MessageCard, MessageRow
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, fetch
from fmcrm_desktop.ui.tabs.messages import page as pages
from fmcrm_desktop.ui.tabs.messages.page import TONES


def writer(row: MessageRow, words: Words) -> str:
    return known(words, row.by) or words(N_("The program"))


class InboxTab(Tab):
    name = "inbox"
    title = N_("Messages for me")
    shows = ("message", "staff")

    def build(self) -> None:
        columns = [
            Chip(
                "state", N_("State"), 72, choices=READ_STATES, tones=lambda row: TONES[row.state], sorts=False
            ),
            Column("subject", N_("Subject"), 180, stretch=True, sorts=False),
            Column("by", N_("Written by"), 100, show=writer, sorts=False),
            Column("made", N_("Written"), 126),
        ]
        empty = Empty(
            N_("What concerns you is told here: entries on the calendar, messages of others. Nothing so far."),
            N_("Message to staff"), lambda: pages.write(self), messages.write,
        )  # fmt: skip
        made = self.add_list(
            ListSetup("inbox", messages.inbox, messages.inbox_rows, columns,
                      [Filter("state", N_("State"), READ_STATES)], empty), share=46
        )  # fmt: skip
        pages.buttons(self)
        made.add_action(
            Action(
                N_("Reply"),
                lambda ids: self.answer(ids[0]),
                messages.write,
                "mail",
                many=False,
                keys="Ctrl+R",
            )
        )
        made.add_action(Action(N_("Mark as read"), self.mark_read, messages.read, "check"))
        made.add_action(Action(N_("Mark as unread"), self.mark_unread, messages.unread, "mail"))
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("{count} messages"), count=count)))

    def show_record(self, id: int) -> None:
        self.ask(messages.card, id, then=self._draw)

    def _draw(self, card: MessageCard) -> None:
        if card.id != self.id:
            return
        page = self.new_page().head(card.subject, known(self.words, card.by) or self.words(N_("The program")))
        page.button(N_("Mark as unread"), lambda: self.mark_unread([card.id]), messages.unread)
        if card.answerable:
            page.button(N_("Reply"), lambda: self._answer(card), messages.write, primary=True)
        pages.facts(page, card, "")
        self.put(page.done())
        if card.read is None and card.mine and card.id != self._left_unread and self.isVisible():
            # Not a deed to be taken back with Ctrl+Z: one has only looked at it.
            self.office.through(self, lambda: self._note_read(card.id))

    _left_unread = 0

    def _note_read(self, id: int) -> None:
        self.office.office.do(messages.read, [id])

    def mark_read(self, ids: list[int]) -> None:
        self.do(messages.read, ids, said=self.words(N_("Marked as read")))

    def mark_unread(self, ids: list[int]) -> None:
        """Back among the unread; the one that is on the screen stays so until another is chosen."""
        self._left_unread = self.id
        self.do(messages.unread, ids, said=self.words(N_("Marked as unread")))

    def show_id(self, id: int) -> None:
        self._left_unread = 0
        super().show_id(id)

    # writing

    def answer(self, id: int) -> None:
        fetch(self, messages.card, id, then=self._answer)

    def _answer(self, card: MessageCard) -> None:
        if not card.answerable:
            self.office.say(self.words(N_("The program wrote this; nobody is there to answer.")))
            return
        subject = card.subject if card.subject.startswith("Re: ") else f"Re: {card.subject}"
        about = {"subject_of": card.about_table, "subject_id": card.about_id} if card.about_id else {}
        self.write({"staff": (card.by_id,), "subject": subject[:200], **about})

    def write(self, start: dict[str, Any]) -> None:
        pages.write(
            self,
            start,
            N_("Reply") if str(start.get("subject", "")).startswith("Re: ") else N_("Message to staff"),
        )

    def write_to_person(self, start: dict[str, Any]) -> None:
        pages.write_to_person(self, start)

    def open_new(self, start: dict[str, Any]) -> None:
        """A new message: to the person named, else to staff; what it is about comes along."""
        table, id = start.get("subject_of"), start.get("subject_id")
        if "people" in start:
            self.write_to_person(start)
        elif table and id and "subject" not in start:
            self.ask(
                messages.about, str(table), int(id), then=lambda said: self.write(start | {"subject": said})
            )
        else:
            self.write(start)
