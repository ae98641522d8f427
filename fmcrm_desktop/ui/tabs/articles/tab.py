"""The Knowledge tab: list left, the article or its form right."""

from __future__ import annotations

from fmcrm_desktop.model.knowledge import ARTICLE_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Wanted, called
from fmcrm_desktop.services import articles
from fmcrm_desktop.services.articles import ArticleCard, ArticleForm, ArticleRow, UseForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Filter, Known, Suited, named
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.tabs.articles import page as pages

JOB_AIDS = "fmcrm_desktop.reports.job_aid:make"
MANY = many.Many(
    articles.change_many, articles.ManyArticlesForm,
    N_("{count} articles are marked. A field left empty stays as it is."),
    articles.archive_many, articles.restore_many,
)  # fmt: skip


def _title(row: ArticleRow | ArticleCard, words: Words) -> str:
    return suiting(row.title, row.other_title, words)


def _stars(row: ArticleRow, words: Words) -> str:
    return f"{words.number(row.stars, 1)} ({row.ratings})" if row.stars is not None else ""


def _helped(row: ArticleRow, words: Words) -> str:
    return words(N_("{good} of {times}"), good=row.helped, times=row.judged) if row.judged else ""


class ArticlesTab(RecordsTab):
    """What the office knows."""

    name = "articles"
    title = N_("Knowledge")
    shows = ("article", "article_rating", "article_use", "note", "category", "problem", "skill", "equipment")
    records = Records(
        articles.page, articles.rows, articles.add, articles.form_of, articles.change, articles.archive,
        articles.restore, ArticleForm,
        (
            Column("title", N_("Title"), 170, stretch=True, show=_title, hint=_title),
            Chip("kind", N_("Kind"), 118, choices=ARTICLE_KINDS, tones=lambda row: pages.TONES[row.kind]),
            Suited("category", N_("Category"), 92, sorts=False),
            Column("stars", N_("Rating"), 72, show=_stars, digits=True),
            Column("helped", N_("It helped"), 76, show=_helped, digits=True),
            Column("uses", N_("Used"), 60, digits=True, sorts=False, hidden=True),
            Known("author", N_("Author"), 90, hidden=True),
            Column("made", N_("Written on"), 100, hidden=True),
        ),
        N_("Tips, guides, policies and what solved a problem stand here: written once, found at the next order."),
        N_("New article"), N_("Change an article"), N_("Articles: {count}"),
        (
            Filter("kind", N_("Kind"), ARTICLE_KINDS),
            Filter("category", N_("Category"), case=articles.category_options),
            Filter("problem", N_("Problem"), case=articles.problem_options),
            Filter("skill", N_("Skill"), case=articles.skill_options),
            Filter("equipment", N_("Equipment"), case=articles.equipment_options),
            Filter("author", N_("Author"), case=articles.author_options, told=named),
        ),
    )  # fmt: skip

    def offered(self) -> tuple[Action, ...]:
        printing = Action(N_("Print job aids"), self.print_aids, articles.sheets, "printer")
        return (*many.actions(self, MANY), printing)

    def show_record(self, id: int) -> None:
        self.ask(articles.card, id, then=self._draw)

    def heading(self, row: ArticleCard) -> tuple[str, str]:
        return _title(row, self.words), other_of(row.title, row.other_title, self.words)

    def draw(self, page: Page, row: ArticleCard) -> None:
        pages.draw(self, page, row)

    # deeds

    def rate(self, card: ArticleCard, stars: int) -> None:
        """A voice is given at once, and can be undone."""
        self.do(articles.rate, card.id, stars, said=self.words(N_("Rated {n} of 5"), n=stars))

    def comment(self, card: ArticleCard) -> None:
        said = self.words(N_("Comment kept"))
        self.ask_form(
            FormSetup(
                N_("Comment"), NoteForm(), articles.comment, (card.id,), said=lambda _id: said,
                note=_title(card, self.words),
            )
        )  # fmt: skip

    def used(self, card: ArticleCard) -> None:
        said = self.words(N_("Kept: {title}"), title=_title(card, self.words))
        self.ask_form(
            FormSetup(
                N_("Used for an order"), UseForm(), articles.use_for, (card.id,), said=lambda _id: said,
                note=_title(card, self.words),
            )
        )  # fmt: skip

    # paper

    def print_aids(self, ids: list[int]) -> None:
        """The articles as job aids, each on its own page."""
        title = N_("Job aid")
        named = called(title, self.words.today().isoformat())
        self.office.go(
            Link("reports", new={"wanted": Wanted(self.words(title), JOB_AIDS, (tuple(ids),), named)})
        )

    def print_page(self) -> None:
        """Ctrl+P: what is marked, or the article that is shown."""
        marked = self.list.table.selected() if self.list is not None else []
        ids = marked if len(marked) > 1 else [self.id] if self.id else []
        if ids:
            self.print_aids(list(ids))
