"""The lists of tasks: ticked with the space bar or in their box, written and changed beside the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import staff, tasks
from fmcrm_desktop.services.tasks import REMINDERS, STATES, TaskForm, TaskRow
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.changing import change_form
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, Known, named
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.repeat_editor import RepeatEditor
from fmcrm_desktop.ui.kit.tab import Tab, new_button
from fmcrm_desktop.ui.tabs.tasks import telling

OPEN = ("overdue", "today", "open")
COLUMNS = (
    Column("tick", N_("Completed"), 44, show=telling.box, sorts=False),
    Column("due", N_("Due"), 116, show=telling.due),
    Column("title", N_("Task"), 180, stretch=True),
    Chip("state", N_("State"), 92, choices=STATES, sorts=False, tones=lambda row: telling.TONES[row.state]),
    Known("who", N_("For"), 100, sorts=False),
    Column("about", N_("About"), 120, sorts=False),
    Known("by", N_("Given by"), 100, sorts=False, hidden=True),
)


class MineTab(Tab):
    """One's own; the other lists differ in what they ask."""

    name = "tasks_mine"
    title = N_("My tasks")
    shows = ("event", "event_staff", "staff", "person", "unit", "work_order", "complaint")
    page: Callable[..., Any] = staticmethod(tasks.page_mine)
    empty = N_("Nothing is to be done. What is written down here comes back on its day.")

    def build(self) -> None:
        filters = [Filter("state", N_("State"), STATES, start=OPEN)]
        if self.page is not tasks.page_mine:
            filters.append(Filter("staff", N_("For"), case=staff.options, told=named))
        empty = Empty(self.empty, N_("New task"), lambda: self.open_new({}), tasks.add)
        made = self.add_list(ListSetup(self.name, self.page, tasks.rows, COLUMNS, filters, empty), share=56)
        new_button(self, tasks.add, N_("New task"))
        for action in (
            Action(N_("Tick off, or take the tick away"), self.turn, tasks.tick_many, "check"),
            Action(N_("Change"), lambda ids: self.edit(ids[0]), tasks.change, "pencil", many=False, keys="Ctrl+E"),
            Action(N_("Archive"), self.put_away, tasks.archive_many, "archive", keys="Delete"),
        ):  # fmt: skip
            made.add_action(action)
        # Only where the list itself has the keyboard: elsewhere the space bar presses buttons and types.
        QShortcut(
            QKeySequence(Qt.Key.Key_Space), made.table, lambda: self.turn(made.table.selected()),
            context=Qt.ShortcutContext.WidgetShortcut,
        )  # fmt: skip
        made.table.clicked.connect(self._clicked)
        made.counted.connect(
            lambda count: self.counts.emit(self.words(N_("Tasks: {n}"), n=self.words.number(count)))
        )

    def _clicked(self, index: QModelIndex) -> None:
        assert self.list is not None
        if COLUMNS[index.column()].key == "tick":
            self.turn([self.list.model.ids[index.row()]])

    def turn(self, ids: list[int]) -> None:
        """Tick off what is open; where all of it is done already, take the ticks away."""
        assert self.list is not None
        known = [row for row in map(self.list.model.known, ids) if row is not None]
        undo = bool(known) and all(row.done for row in known)
        said = self.words(N_("Not done after all") if undo else N_("Completed"))
        for row in known:
            if undo or not row.done:
                self.do(tasks.untick if undo else tasks.tick, row.id, said=said)

    def put_away(self, ids: list[int]) -> None:
        for id in ids:
            self.do(tasks.archive, id, said=self.words(N_("Archived")))

    def show_record(self, id: int) -> None:
        self.ask(tasks.rows, [id], then=lambda rows: rows and self._draw(rows[0]))

    def _draw(self, row: TaskRow) -> None:
        if row.id != self.id:
            return
        words = self.words
        page = self.new_page().head(row.title, row.about)
        if row.archived:
            page.button(N_("Restore"), lambda: self.do(tasks.restore, row.id, said=words(N_("Restored"))),
                        tasks.restore, primary=True)  # fmt: skip
        else:
            page.button(N_("Archive"), lambda: self.put_away([row.id]), tasks.archive)
            page.button(N_("Change"), lambda: self.edit(row.id), tasks.change)
            if row.done:
                page.button(N_("Not done after all"), lambda: self._do(tasks.untick, row), tasks.untick)
            else:
                page.button(
                    N_("Completed"),
                    lambda: self._do(tasks.tick, row),
                    tasks.tick,
                    primary=True,
                    picture="check",
                )
        page.chips((words(STATES[row.state]), telling.TONES[row.state]),
                   *([words(N_("Repeating"))] if row.repeats else []))  # fmt: skip
        card = page.card()
        card.line(N_("Due"), telling.due_in_full(row, words))
        card.line(N_("For"), known(words, row.who))
        card.line(N_("Given by"), known(words, row.by))
        if row.remind_before is not None:
            said = REMINDERS.get(str(row.remind_before))
            card.line(
                N_("Remind"), words(said) if said else words(N_("{n} minutes before"), n=row.remind_before)
            )
        if row.done:
            card.line(N_("Completed"), words.moment(row.done))
        telling.matter(card, row)
        if row.notes:
            page.card(N_("Notes")).say(row.notes)
        self.put(page.done())

    def _do(self, case: Callable[..., Any], row: TaskRow) -> None:
        said = N_("Not done after all") if case is tasks.untick else N_("Completed")
        self.do(case, row.id, row.version, said=self.words(said))

    def open_new(self, start: dict[str, Any]) -> None:
        def open_form(form: TaskForm) -> None:
            setup = FormSetup(
                N_("New task"), form, tasks.add, said=lambda _id: self.words(N_("Saved")),
                then=lambda done: self.show_id(done.result),
            )  # fmt: skip
            repeat_from_due_day(self.put_form(setup, "open_new", start))

        self.ask(tasks.draft, start, then=open_form)

    def edit(self, id: int) -> None:
        change_form(self, N_("Change a task"), (tasks.form_of, tasks.change), id, repeat_from_due_day)


def repeat_from_due_day(page: FormPage) -> None:
    """What repeats is offered by the day on which it is due first."""
    due, repeat = (page.form.slots[name].editor for name in ("due_day", "repeat"))
    assert isinstance(repeat, RepeatEditor)

    def begin() -> None:
        try:
            repeat.begin_on(due.value())
        except Refusal:  # half typed
            return

    due.edited.connect(begin)
    begin()


class GivenTab(MineTab):
    name = "tasks_given"
    title = N_("Given by me")
    page = staticmethod(tasks.page_given)
    empty = N_("Tasks that you give to others stand here until they are done.")


class AllTab(MineTab):
    name = "tasks_all"
    title = N_("All tasks")
    page = staticmethod(tasks.page_all)
    empty = N_("Nobody has anything to do. Tasks can be given to everybody on the staff.")
