"""The list of checklists; a template is written as a table of items, moved up and down by Alt and the arrows."""

from __future__ import annotations

from fmcrm_desktop.model.check_words import in_order
from fmcrm_desktop.model.checklist import ITEM_KINDS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import checklists
from fmcrm_desktop.services.checklists import ChecklistCard, ChecklistForm, ChecklistRow
from fmcrm_desktop.ui.kit.bilingual import below, suiting
from fmcrm_desktop.ui.kit.columns import Column, Suited
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab


def _category(row: ChecklistRow, words: Words) -> str:
    return suiting(row.category, row.category_other, words)


COLUMNS = (
    Suited("name", N_("Checklist"), 150, stretch=True, sorts=False),
    Column("category", N_("For every order of"), 110, show=_category, sorts=False),
    Column("items", N_("Items"), 60, digits=True, sorts=False),
)


class ChecklistsSection(RecordsTab):
    name = "checklists"
    title = N_("Checklists")
    shows = ("checklist", "checklist_item", "category")
    share = 26
    records = Records(
        checklists.page, checklists.rows, checklists.add, checklists.form_of, checklists.change, checklists.archive,
        checklists.restore, ChecklistForm, COLUMNS,
        N_("What is to be looked at every time is written down here once: ticks, measured values, answers."),
        N_("New checklist"), N_("Change a checklist"), N_("Checklists: {count}"),
        note=N_(
            "Alt with the up or down arrow moves an item. Answers are separated by a semicolon; one that begins with ! "
            "is a fault."
        ),
    )  # fmt: skip

    def show_record(self, id: int) -> None:
        self.ask(checklists.card, id, then=self._draw)

    def heading(self, row: ChecklistCard) -> tuple[str, str]:
        names, words = (row.row.name, row.row.other_name), self.words
        return suiting(*names, words), below(words, *names, _category(row.row, words))

    def draw(self, page: Page, row: ChecklistCard) -> None:
        words = self.words
        rows = [
            (
                f"{n}. {suiting(each.text, each.other_text, words)}", words(ITEM_KINDS[each.kind]),
                in_order(each, words), words(N_("Must")) if each.required else "",
            )
            for n, each in enumerate(row.items, 1)
        ]  # fmt: skip
        page.card(N_("Items")).table((N_("Item"), N_("Kind"), N_("In order"), ""), rows)
