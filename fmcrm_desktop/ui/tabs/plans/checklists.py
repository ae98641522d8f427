"""The list of checklists; a template is written as a table of items, moved up and down by Alt and the arrows."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.check_words import in_order
from fmcrm_desktop.model.checklist import ITEM_KINDS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import checklists
from fmcrm_desktop.services.checklists import ChecklistCard, ChecklistForm, ChecklistRow
from fmcrm_desktop.ui.kit.bilingual import both, suiting
from fmcrm_desktop.ui.kit.columns import Action, Column, Empty
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, new_button


def _name(row: ChecklistRow, _words: Words) -> str:
    return both(row.name, row.other_name)


def _category(row: ChecklistRow, words: Words) -> str:
    return suiting(row.category, row.category_other, words)


COLUMNS = (
    Column("name", N_("Checklist"), 150, stretch=True, show=_name, sorts=False),
    Column("category", N_("For every order of"), 110, show=_category, sorts=False),
    Column("items", N_("Items"), 60, digits=True, sorts=False),
)


class ChecklistsSection(Tab):
    name = "checklists"
    title = N_("Checklists")
    shows = ("checklist", "checklist_item", "category")

    def build(self) -> None:
        empty = Empty(
            N_("What is to be looked at every time is written down here once: ticks, measured values, answers."),
            N_("First checklist"), lambda: self.open_new({}), checklists.add,
        )  # fmt: skip
        made = self.add_list(
            ListSetup("checklists", checklists.page, checklists.rows, COLUMNS, (), empty), share=26
        )
        new_button(self, checklists.add, "", N_("New checklist"))
        made.counted.connect(
            lambda count: self.counts.emit(self.words(N_("Checklists: {n}"), n=self.words.number(count)))
        )
        for action in (
            Action(N_("Change"), lambda ids: self.edit(ids[0]), checklists.change, "pencil", many=False,
                   keys="Ctrl+E"),
            Action(N_("Archive"), lambda ids: self.put_away(ids[0]), checklists.archive, "archive", many=False,
                   keys="Delete"),
        ):  # fmt: skip
            made.add_action(action)

    def put_away(self, id: int) -> None:
        self.do(checklists.archive, id, said=self.words(N_("Archived")))

    def show_record(self, id: int) -> None:
        self.ask(checklists.card, id, then=self._draw)

    def _draw(self, card: ChecklistCard) -> None:
        row = card.row
        if row.id != self.id:
            return
        words = self.words
        page = self.new_page().head(both(row.name, row.other_name), _category(row, words))
        if row.archived:
            said = words(N_("Restored"))
            page.button(
                N_("Restore"), lambda: self.do(checklists.restore, row.id, said=said), checklists.restore,
                primary=True,
            )  # fmt: skip
        else:
            page.button(N_("Archive"), lambda: self.put_away(row.id), checklists.archive)
            page.button(N_("Change"), lambda: self.edit(row.id), checklists.change, primary=True)
        rows = [
            (
                f"{n}. {suiting(each.text, each.other_text, words)}", words(ITEM_KINDS[each.kind]),
                in_order(each, words), words(N_("Must")) if each.required else "",
            )
            for n, each in enumerate(card.items, 1)
        ]  # fmt: skip
        page.card(N_("Items")).table((N_("Item"), N_("Kind"), N_("In order"), ""), rows)
        self.put(page.done())

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New checklist"), ChecklistForm(**start), checklists.add, said=lambda _id: self.words(N_("Saved")),
            then=lambda done: self.show_id(done.result), note=self.words(HOW),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        def open_form(form: ChecklistForm) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(
                N_("Change a checklist"), form, checklists.change, (id,), said=lambda _id: said,
                note=self.words(HOW),
            )  # fmt: skip
            self.put_form(setup, "edit", id)

        self.ask(checklists.form_of, id, then=open_form)


HOW = N_(
    "Alt with the up or down arrow moves an item. Answers are separated by a semicolon; one that begins with ! "
    "is a fault."
)
