"""How fairly all are served: twelve months by tier and by building, and where it is clearly worse."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model import fair_words
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, GOOD
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import customer_value
from fmcrm_desktop.services.customer_value import FairLine, FairSheet
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab


class FairnessSection(Tab):
    name = "fairness"
    title = N_("Fairness")
    shows = ("work_order", "complaint", "person", "visit")

    def build(self) -> None:
        self.body.addWidget(self.detail, 1)

    def reload(self) -> None:
        self.ask(customer_value.fairness, then=self._draw)

    def _draw(self, sheet: FairSheet) -> None:
        words = self.words
        period = " – ".join(words.month(each.year, each.month) for each in (sheet.since, sheet.month))
        page = self.new_page().head(words(N_("Fairness")), period)
        paper = Link("reports", new={"report": "fairness", "month": str(sheet.month)})
        page.button(N_("Print"), lambda: self.office.go(paper), picture="printer")
        worse = sum(bool(line.worse) for line in (*sheet.tiers, *sheet.buildings))
        said = (
            words(N_("Served clearly worse: {count}"), count=worse)
            if worse
            else words(N_("Nobody is served clearly worse"))
        )
        page.chips((said, BAD if worse else GOOD))
        _table(self, page, N_("By tier"), sheet.tiers, sheet.all)
        _table(self, page, N_("By building"), sheet.buildings, sheet.all)
        how = page.card()
        how.say(words(fair_words.RULE), "small")
        how.say(words(fair_words.HOW), "small")
        self.put(page.done())


def _table(
    tab: FairnessSection, page: Page, title: str, lines: tuple[FairLine, ...], whole: FairLine
) -> None:
    words = tab.words
    made = page.card(title)
    rows: list[tuple[str | QWidget, ...]] = [
        (
            fair_words.named(line, words), *fair_words.figures(line, words),
            ChipLabel(fair_words.worse(line, words), BAD) if line.worse else "",
        )
        for line in (*lines, whole)
    ]  # fmt: skip
    made.table(("", *fair_words.TITLES, N_("Served worse")), rows)
