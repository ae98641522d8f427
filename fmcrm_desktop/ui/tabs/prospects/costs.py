"""What it costs to win customers, line by line."""

from __future__ import annotations

from fmcrm_desktop.model.campaign import COSTS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import VIOLET
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import campaigns
from fmcrm_desktop.services.campaigns import costs
from fmcrm_desktop.services.campaigns.costs import CostForm, CostRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.tabs.prospects import telling


def _campaign(row: CostRow, words: Words) -> str:
    return suiting(row.campaign, row.campaign_other, words)


class CostsSection(RecordsTab):
    name = "costs"
    title = N_("Costs of winning customers")
    shows = ("campaign_cost", "campaign")
    draft = costs.draft
    share = 60

    def build(self) -> None:
        currency = self.office.currency
        self.records = Records(
            costs.page, costs.rows, costs.add, costs.form_of, costs.change, costs.archive, costs.restore, CostForm,
            (
                Column("day", N_("Date"), 132),
                Chip("kind", N_("Kind of cost"), 128, choices=COSTS, tones=lambda row: VIOLET, sorts=False),
                Column("text", N_("What for"), 160, stretch=True, sorts=False),
                Column(
                    "amount", N_("Amount"), 104, digits=True,
                    show=lambda row, _words: telling.amount(row.amount, currency),
                ),
                Column("campaign", N_("Campaign"), 140, show=_campaign, sorts=False),
            ),
            N_("What was spent to win customers stands here, by day and kind, with the campaign it belongs to."),
            N_("Enter a cost"), N_("Change a cost"), N_("Costs: {count}"),
            (
                Filter("kind", N_("Kind of cost"), COSTS),
                Filter("campaign", N_("Campaign"), case=campaigns.options),
            ),
        )  # fmt: skip
        super().build()

    def heading(self, row: CostRow) -> tuple[str, str]:
        return telling.amount(row.amount, self.office.currency), self.words.date(row.day)

    def draw(self, page: Page, row: CostRow) -> None:
        words = self.words
        page.chips((words(COSTS[row.kind]), VIOLET))
        card = page.card()
        card.line(N_("What for"), row.text)
        there = Link("prospects", row.campaign_id, section="campaigns") if row.campaign_id else None
        card.line(N_("Campaign"), _campaign(row, words), there)
