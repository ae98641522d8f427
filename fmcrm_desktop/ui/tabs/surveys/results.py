"""Results of a round: who answered, what was expected and perceived, needs, bands; a bad gap leads to an action."""

from __future__ import annotations

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import survey_results, surveys
from fmcrm_desktop.services.survey_results import Results
from fmcrm_desktop.ui.kit.columns import Column, Empty, Suited
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.surveys import results_page

COLUMNS = (
    Suited("name", N_("Round"), 120, stretch=True, sorts=False),
    Column("from_day", N_("From"), 126, sorts=False),
    Column("until_day", N_("Until"), 126, sorts=False, hidden=True),
    Column("back", N_("Came back"), 100, digits=True, sorts=False,
           show=lambda row, words: f"{words.number(row.back)} / {words.number(row.asked)}"),
    Column("rate", N_("Response rate"), 118, digits=True, sorts=False, show=results_page.replies),
)  # fmt: skip


class ResultsSection(Tab):
    name = "survey_results"
    title = N_("Results")
    shows = ("survey", "survey_sheet", "survey_answer", "questionnaire", "question")

    def build(self) -> None:
        self.building: int | None = None
        self.month: Month | None = None
        empty = Empty(
            N_("What rounds of questions brought stands here, once one has begun."), N_("New round"),
            lambda: self.office.go(Link("surveys", new={}, section="rounds")), surveys.add,
        )  # fmt: skip
        setup = ListSetup(self.name, survey_results.page, survey_results.rows, COLUMNS, (), empty)
        made = self.add_list(setup, share=40)
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Rounds: {count}"), count=count)))

    def show_id(self, id: int) -> None:
        if id != self.id:
            self.building = self.month = None
        super().show_id(id)

    def show_record(self, id: int) -> None:
        self.ask(survey_results.results, id, self.building, self.month, then=self._draw)

    def narrow(self, building: int | None, month: Month | None) -> None:
        """The figures of one building, one month, or all."""
        self.building, self.month = building, month
        self.show_record(self.id)

    def _draw(self, it: Results) -> None:
        if it.survey_id != self.id or it.month != self.month:
            return
        page = self.new_page()
        results_page.draw(page, it, self)
        self.put(page.done())

    def print_page(self) -> None:
        """Ctrl+P: the same figures on paper."""
        if self.id:
            called = self.detail.page.accessibleName() if self.detail.page is not None else ""
            asked = {"report": "survey-results", "number": f"#{self.id}", "called": called}
            self.office.go(Link("reports", new=asked))
