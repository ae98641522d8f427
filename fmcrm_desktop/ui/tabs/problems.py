"""The usual problems of each category: what the clerk picks, asks and tells at entry."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import PRIORITIES
from fmcrm_desktop.services import problems
from fmcrm_desktop.services.problems import ProblemForm, ProblemRow
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.columns import Column
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab


def _category(row: ProblemRow, words: Words) -> str:
    return suiting(row.category, row.category_other, words)


def _name(row: ProblemRow, words: Words) -> str:
    return suiting(row.name, row.other_name, words)


class ProblemsTab(RecordsTab):
    name = "problems"
    title = N_("Usual problems")
    shows = ("problem",)
    records = Records(
        problems.page, problems.rows, problems.add, problems.form_of, problems.change, problems.archive,
        problems.restore, ProblemForm,
        (
            Column("category", N_("Category"), 140, show=_category, sorts=False),
            Column("name", N_("Problem"), 160, stretch=True, show=_name, sorts=False),
            Column("priority", N_("Usual priority"), 100, choices={"": "", **PRIORITIES}, sorts=False),
            Column("minutes", N_("Minutes"), 70, digits=True, sorts=False),
        ),
        N_("The usual problems of each category stand here: picked at entry, with what to ask on the telephone."),
        N_("New problem"), N_("Change a problem"), N_("Problems: {count}"),
    )  # fmt: skip

    def heading(self, row: ProblemRow) -> tuple[str, str]:
        beside = (other_of(row.name, row.other_name, self.words), _category(row, self.words))
        return _name(row, self.words), " · ".join(part for part in beside if part)

    def draw(self, page: Page, row: ProblemRow) -> None:
        words = self.words
        card = page.card()
        if row.priority:
            card.line(N_("Usual priority"), words(PRIORITIES[row.priority]))
        if row.minutes:
            card.line(N_("Usual work"), words.duration(row.minutes))
        if said := suiting(row.hint, row.other_hint, words):
            card.line(N_("What to ask or tell on the telephone"), said)
        if other := other_of(row.hint, row.other_hint, words):
            card.line(N_("The same in the other language"), other)
