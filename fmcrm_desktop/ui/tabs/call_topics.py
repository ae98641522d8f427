"""What people call about, in the office's order, with the script to say in both languages."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.call import MAKES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import call_topics
from fmcrm_desktop.services.call_topics import TopicForm, TopicRow
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.columns import Column, Empty
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, archiving, new_button


def _name(row: TopicRow, words: Words) -> str:
    return suiting(row.name, row.other_name, words)


def _other(row: TopicRow, words: Words) -> str:
    return other_of(row.name, row.other_name, words)


def _script(row: TopicRow, words: Words) -> str:
    return " ".join(suiting(row.script, row.other_script, words).split())


class CallTopicsTab(Tab):
    name = "call_topics"
    title = N_("Call topics")
    shows = ("call_topic",)

    def build(self) -> None:
        columns = [
            Column("name", N_("Topic"), 130, show=_name, sorts=False),
            Column("other_name", N_("In the other language"), 110, show=_other, sorts=False),
            Column("makes", N_("Usually follows"), 110, choices=MAKES, sorts=False),
            Column("script", N_("What to say"), 180, stretch=True, show=_script, sorts=False),
        ]
        empty = Empty(
            N_("The topics of the call form and what to say about them stand here."), N_("New topic"),
            lambda: self.open_new({}), call_topics.add,
        )  # fmt: skip
        made = self.add_list(
            ListSetup("call_topics", call_topics.page, call_topics.rows, columns, (), empty), share=48
        )
        new_button(self, call_topics.add, N_("New topic"))
        made.add_action(archiving(self, call_topics.archive))
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("{count} topics"), count=count)))

    def show_record(self, id: int) -> None:
        self.ask(call_topics.rows, [id], then=lambda rows: rows and self._draw(rows[0]))

    def _draw(self, row: TopicRow) -> None:
        words = self.words
        page = self.new_page().head(_name(row, words), _other(row, words))
        if row.archived:
            page.button(N_("Restore"), lambda: self.do(call_topics.restore, row.id, said=words(N_("Restored"))),
                        call_topics.restore, primary=True)  # fmt: skip
        else:
            page.button(N_("Up"), lambda: self.do(call_topics.move, row.id, -1), call_topics.move)
            page.button(N_("Down"), lambda: self.do(call_topics.move, row.id, 1), call_topics.move)
            page.button(N_("Archive"), lambda: self.do(call_topics.archive, row.id, said=words(N_("Archived"))),
                        call_topics.archive)  # fmt: skip
            page.button(N_("Change"), lambda: self.edit(row.id), call_topics.change, primary=True).key(
                "Ctrl+E"
            )
        facts = page.card()
        facts.line(N_("Usually follows"), words(MAKES[row.makes]) if row.makes in MAKES else "")
        scripts = row.script, row.other_script
        for title, text in (
            (N_("What to say"), suiting(*scripts, words)),
            (N_("In the other language"), other_of(*scripts, words)),
        ):
            page.card(title).say(text or words(N_("Nothing was written down.")), "" if text else "muted")
        self.put(page.done())

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New topic"), TopicForm(**start), call_topics.add, said=lambda _id: self.words(N_("Saved")),
            then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        def open_form(form: TopicForm) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(N_("Change a topic"), form, call_topics.change, (id,), said=lambda _id: said)
            self.put_form(setup, "edit", id)

        self.ask(call_topics.form_of, id, then=open_form)
