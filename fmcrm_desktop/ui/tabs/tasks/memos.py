"""Memos: quick notes of one's own, dated or not; in one press a task."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import tasks
from fmcrm_desktop.services.tasks import MemoForm, TaskRow
from fmcrm_desktop.ui.kit.columns import Action, Column, Empty
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, new_button
from fmcrm_desktop.ui.kit.together import ARCHIVED, told
from fmcrm_desktop.ui.tabs.tasks import telling

COLUMNS = (
    Column("title", N_("Memo"), 200, stretch=True),
    Column("due", N_("Date"), 96, show=telling.due),
    Column("about", N_("About"), 150, sorts=False),
)


class MemosTab(Tab):
    name = "memos"
    title = N_("Memos")
    shows = ("event", "event_staff", "person", "unit", "work_order", "complaint")

    def build(self) -> None:
        empty = Empty(
            N_("Ctrl+M keeps a line from anywhere. It stands here until it is put away or becomes a task."),
            N_("New memo"), lambda: self.open_new({}), tasks.jot,
        )  # fmt: skip
        made = self.add_list(
            ListSetup(self.name, tasks.page_memos, tasks.rows, COLUMNS, empty=empty), share=52
        )
        new_button(self, tasks.jot, N_("New memo"))
        for action in (
            Action(N_("Make it a task"), lambda ids: self.make_task(ids[0]), tasks.make_task, "check", many=False,
                   keys="Ctrl+1"),
            Action(N_("Change"), lambda ids: self.edit(ids[0]), tasks.change_memo, "pencil", many=False, keys="Ctrl+E"),
            Action(N_("Archive"), self.put_away, tasks.archive_many, "archive", keys="Delete"),
        ):  # fmt: skip
            made.add_action(action)
        made.counted.connect(
            lambda count: self.counts.emit(self.words(N_("Memos: {n}"), n=self.words.number(count)))
        )

    def put_away(self, ids: list[int]) -> None:
        self.do(tasks.archive_many, ids, said=lambda outcome: told(self.words, outcome, *ARCHIVED))

    def make_task(self, id: int) -> None:
        self.do(tasks.make_task, id, said=self.words(N_("It is a task of yours now")))

    def show_record(self, id: int) -> None:
        self.ask(tasks.rows, [id], then=lambda rows: rows and self._draw(rows[0]))

    def _draw(self, row: TaskRow) -> None:
        if row.id != self.id:
            return
        words = self.words
        page = self.new_page().head(row.title, row.about)
        if row.kind == "task":
            page.chips(words(N_("This memo is a task now.")))
        elif row.archived:
            page.button(N_("Restore"), lambda: self.do(tasks.restore, row.id, said=words(N_("Restored"))),
                        tasks.restore, primary=True)  # fmt: skip
        else:
            page.button(N_("Archive"), lambda: self.put_away([row.id]), tasks.archive)
            page.button(N_("Change"), lambda: self.edit(row.id), tasks.change_memo)
            page.button(N_("Make it a task"), lambda: self.make_task(row.id), tasks.make_task, primary=True)
        card = page.card()
        card.line(N_("Date"), telling.due_in_full(row, words))
        telling.matter(card, row)
        if row.notes:
            page.card(N_("Notes")).say(row.notes)
        self.put(page.done())

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New memo"), MemoForm(**start), tasks.jot, said=lambda _id: self.words(N_("Memo kept")),
            then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        def open_form(form: MemoForm) -> None:
            said = self.words(N_("Saved"))
            self.put_form(
                FormSetup(N_("Change a memo"), form, tasks.change_memo, (id,), said=lambda _id: said),
                "edit",
                id,
            )

        self.ask(tasks.memo_form, id, then=open_form)
