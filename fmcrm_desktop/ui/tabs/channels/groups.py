"""Texts to many: written or begun from a template, copied in each language, kept with everybody addressed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication

from fmcrm_desktop.model.channel import GROUP_CHANNELS
from fmcrm_desktop.model.person import PRINT_LANGUAGES
from fmcrm_desktop.model.tones import ACCENT
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_, Words
from fmcrm_desktop.services import group_messages
from fmcrm_desktop.services.group_messages import GroupForm, GroupRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, new_button
from fmcrm_desktop.ui.tabs.channels.telling import spoken

COPIED = {ENGLISH: N_("The English text is copied"), CHINESE: N_("The Chinese text is copied")}


def _subject(row: GroupRow, words: Words) -> str:
    return row.subject or spoken(
        row.other_text if words.chinese and row.other_text else row.text or row.other_text
    )


class GroupsSection(Tab):
    name = "groups"
    title = N_("Group messages")
    shows = ("group_message", "staff")

    def build(self) -> None:
        columns = (
            Column("made", N_("When"), 118),
            Column("subject", N_("Subject"), 160, stretch=True, show=_subject, sorts=False),
            Chip(
                "channel", N_("Channel"), 110, choices=GROUP_CHANNELS, tones=lambda row: ACCENT, sorts=False
            ),
            Column("count", N_("Number of people"), 70, digits=True),
        )
        filters = (Filter("channel", N_("Channel"), GROUP_CHANNELS),)
        empty = Empty(
            N_("A text for many is written here in both languages, copied into telephone or WeChat, and kept."),
            N_("New text to a group"), lambda: self.open_new({}), group_messages.write,
        )  # fmt: skip
        made = self.add_list(
            ListSetup("groups", group_messages.page, group_messages.rows, columns, filters, empty), share=48
        )
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Texts: {count}"), count=count)))
        new_button(self, group_messages.write, N_("New text to a group"))

    def open_new(self, start: dict[str, Any]) -> None:
        self.ask(group_messages.draft, start, then=lambda form: self._new(form, start))

    def _new(self, form: GroupForm, start: dict[str, Any]) -> None:
        words = self.words
        setup = FormSetup(
            N_("New text to a group"), form, group_messages.write,
            said=lambda _id: words(N_("Kept; copy the texts now")),
            then=lambda done: self.show_id(done.result), verb=N_("Keep and go on to copying"),
            note=words(N_("The fields of the office may stand in it in double braces, such as {field}."),
                       field="{{ 物业电话 }}" if words.chinese else "{{ office_phone }}"),
        )  # fmt: skip
        page = self.put_form(setup, "open_new", start)
        page.form.on_change("template_id", lambda: self._fill(page))

    def _fill(self, page: FormPage) -> None:
        """The texts of the template chosen."""
        slots = page.form.slots

        def put(form: GroupForm) -> None:
            for name in ("subject", "text", "other_text"):
                slots[name].editor.set(getattr(form, name))

        chosen = slots["template_id"].editor.value()
        if chosen is not None:
            self.ask(group_messages.draft, {"template_id": chosen}, then=put)

    def show_record(self, id: int) -> None:
        self.ask(group_messages.rows, [id], then=lambda rows: rows and self._draw(rows[0]))

    def _draw(self, row: GroupRow) -> None:
        if row.id != self.id:
            return
        words = self.words
        page = self.new_page().head(_subject(row, words), words.moment(row.made))
        if row.archived:
            page.button(N_("Restore"), partial(self._do, group_messages.restore, row, N_("Restored")),
                        group_messages.restore, primary=True)  # fmt: skip
        else:
            page.button(N_("It was not sent"), partial(self._do, group_messages.archive, row, N_("Archived")),
                        group_messages.archive)  # fmt: skip
        page.chips(
            (words(GROUP_CHANNELS[row.channel]), ACCENT),
            words(N_("{count} people"), count=words.number(row.count)),
        )
        for language, text, people in (
            (ENGLISH, row.text, row.count - row.chinese), (CHINESE, row.other_text, row.chinese),
        ):  # fmt: skip
            if text:
                card = page.card(PRINT_LANGUAGES[language])
                card.say(text)
                card.line(N_("Goes to"), words(N_("{count} people"), count=words.number(people)))
                card.tool(Button(words(N_("Copy")), FILTER, "copy").on(partial(self.copy, language, text)))
        page.card().line(N_("Written by"), suiting(row.staff, row.staff_other, words))
        self.put(page.done())

    def _do(self, case: Any, row: GroupRow, said: str) -> None:
        self.do(case, row.id, said=self.words(said))

    def copy(self, language: str, text: str) -> None:
        """Onto the clipboard, for the telephone or WeChat on this computer."""
        QApplication.clipboard().setText(text)
        self.office.say(self.words(COPIED[language]))
