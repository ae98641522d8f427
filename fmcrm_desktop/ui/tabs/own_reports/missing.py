"""What is missing for which measure; each number opens the records that lack it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.report_words import title
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.own_reports import Lack
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.tab import Tab


class MissingSection(Tab):
    name = "missing_data"
    title = N_("Missing data")
    shows = ("work_order", "complaint", "call", "unit")

    def build(self) -> None:
        self.body.addWidget(self.detail, 1)

    def reload(self) -> None:
        self.ask(own_reports.lacking, then=self._draw)

    def _draw(self, found: Sequence[Lack]) -> None:
        page = self.new_page()
        card = page.card(
            N_("What is missing for which measure"), N_("in the last twelve months, the most first")
        )
        titles = (N_("Measure"), N_("Report on"), N_("Field"), N_("Missing"), N_("Percentage"))
        card.table(titles, [self._line(one) for one in found])
        self.counts.emit("")
        self.put(page.done())

    def _line(self, one: Lack) -> tuple[str | QWidget, ...]:
        words = self.words
        field = title(one.field, words)
        said = (words(one.measure), words(one.subject), field)
        share = words.percent(one.missing / one.of if one.of else None)
        if not one.missing:
            return (*said, words.number(0), share)
        count = words(N_("{part} of {whole}"), part=words.number(one.missing), whole=words.number(one.of))
        link = Link("own_reports", new={"definition": one.definition}, section="builder")
        made = LinkButton(count, lambda: self.office.go(link))
        made.setAccessibleName(f"{words(one.measure)}, {field}: {count}")
        return (*said, made, share)
