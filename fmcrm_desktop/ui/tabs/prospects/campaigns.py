"""Campaigns: what each cost by kind, whom it speaks to, who answered, which prospects came of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from fmcrm_desktop.model.campaign import COSTS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.prospect import STAGES
from fmcrm_desktop.model.tones import ACCENT, GOOD, GREY, VIOLET
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import call_lists, campaigns, letters, prospects
from fmcrm_desktop.services.campaigns import (
    AudienceForm,
    CampaignFigures,
    CampaignForm,
    CampaignRow,
    costs,
    responses,
)
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.tabs.prospects import telling

TONES = {"running": GOOD, "coming": ACCENT, "over": GREY}


def _name(row: CampaignRow, words: Words) -> str:
    return suiting(row.name, row.other_name, words)


def _days(row: CampaignRow, words: Words) -> str:
    first = words.short_date(row.from_day)
    return (
        f"{first} – {words.short_date(row.until_day)}"
        if row.until_day
        else words(N_("from {day}"), day=first)
    )


class CampaignsSection(RecordsTab):
    name = "campaigns"
    title = N_("Campaigns")
    shows = ("campaign", "campaign_cost", "campaign_person", "response", "lead")
    draft = campaigns.draft
    share = 52
    records = Records(
        campaigns.page, campaigns.rows, campaigns.add, campaigns.form_of, campaigns.change, campaigns.archive,
        campaigns.restore, CampaignForm,
        (
            Column("name", N_("Campaign"), 170, stretch=True, show=_name),
            Chip("kind", N_("Kind"), 108, choices=COSTS, tones=lambda row: VIOLET, sorts=False),
            Column("from_day", N_("Period"), 150, show=_days),
            Chip("state", N_("State"), 92, choices=campaigns.STATES, tones=lambda row: TONES[row.state], sorts=False),
            Column("leads", N_("Prospects"), 84, digits=True, sorts=False),
            Column("won", N_("Won"), 66, digits=True, sorts=False),
        ),
        N_("What is done to win customers stands here, with what it costs and what comes of it."),
        N_("New campaign"), N_("Change a campaign"), N_("Campaigns: {count}"),
        (Filter("state", N_("State"), campaigns.STATES), Filter("kind", N_("Kind"), COSTS)),
    )  # fmt: skip

    def show_record(self, id: int) -> None:
        self.ask(campaigns.rows, [id], then=lambda found: found and self._figures(found[0]))

    def _figures(self, row: CampaignRow) -> None:
        self.ask(campaigns.of_campaign, row.id, then=lambda figures: self._both(row, figures))

    def _both(self, row: CampaignRow, figures: CampaignFigures) -> None:
        self.came = figures
        self._draw(row)

    def goes_on(self, row: CampaignRow) -> bool:
        return True

    def heading(self, row: CampaignRow) -> tuple[str, str]:
        return _name(row, self.words), other_of(row.name, row.other_name, self.words)

    def draw(self, page: Page, row: CampaignRow) -> None:
        words, number, currency = self.words, self.words.number, self.office.currency
        page.chips(
            (words(campaigns.STATES[row.state]), TONES[row.state]),
            (words(COSTS[row.kind]), VIOLET),
            _days(row, words),
        )
        if not row.archived:
            page.add(self._deeds(row))
        leads = {"campaign": (row.id,)}
        page.figures(
            Figure(N_("Spent"), telling.amount(row.cost, currency), link=self._way("costs", leads)),
            Figure(N_("People who answered"), number(row.responses), link=self._way("responses", leads)),
            Figure(N_("Prospects"), number(row.leads), link=self._way("leads", leads)),
            Figure(N_("Won"), number(row.won), link=self._way("leads", {**leads, "state": ("won",)})),
            Figure(N_("Cost per won customer"), telling.amount(row.per_won, currency)),
        )
        left, right = page.columns(1, 1)
        box = left.card(N_("Cost by kind"))
        if not self.came.costs:
            box.say(words(N_("Nothing was spent yet.")), "muted")
        for kind, amount in self.came.costs:
            way = self._way("costs", {**leads, "kind": (kind,)})
            box.line(COSTS[kind], telling.amount(amount, currency), way)
        box = left.card(N_("Whom it speaks to"))
        box.line(N_("People"), number(row.audience))
        if row.note:
            left.card(N_("Note")).say(row.note)
        box = right.card(N_("How far its prospects came"))
        for line in self.came.stages:
            way = self._way("leads", {**leads, "reached": (line.state,)})
            box.line(STAGES[line.state], number(line.reached) if line.reached else "", way)
        box.line(N_("Days to close, mean"), telling.days(self.came.mean, words))
        box.line(N_("Days to close, median"), telling.days(self.came.median, words))

    def _way(self, section: str, where: Mapping[str, tuple[object, ...]]) -> Link:
        return Link("prospects", where=where, section=section)

    def _deeds(self, row: CampaignRow) -> Flow:
        words, flow = self.words, Flow(theme.GAP_S)
        about = {"campaign": row.id}
        for title, act, case, picture in (
            (N_("New prospect"), self._begin("leads", about), prospects.add, "plus"),
            (N_("Enter a cost"), self._begin("costs", about), costs.add, "plus"),
            (N_("Who answered…"), self._begin("responses", about), responses.add, "plus"),
            (N_("Whom it speaks to…"), partial(self._address, row), campaigns.address, "users"),
            (N_("Letter to them"), partial(self._to_them, row, "letters", ""), letters.write, "mail"),
            (
                N_("Call list of them"),
                partial(self._to_them, row, "calls", "lists"),
                call_lists.make,
                "phone",
            ),
        ):
            flow.add(Button(words(title), FILTER, picture).on(act).guard(self.office, case))
        return flow

    def _begin(self, section: str, start: Mapping[str, object]) -> Any:
        return partial(self.office.go, Link("prospects", new=start, section=section))

    def _address(self, row: CampaignRow) -> None:
        """More people the campaign speaks to, by building and words or by name."""
        words = self.words

        def said(count: int) -> str:
            return words(N_("{count} people added"), count=words.number(count))

        setup = FormSetup(
            N_("Whom it speaks to"), AudienceForm(), campaigns.address, (row.id,), said=said, verb=N_("Add"),
            note=_name(row, words),
        )  # fmt: skip
        self.ask_form(setup)

    def _to_them(self, row: CampaignRow, tab: str, section: str) -> None:
        def go(people: tuple[int, ...]) -> None:
            if people:
                self.office.go(Link(tab, new={"people": people}, section=section))
            else:
                self._address(row)

        self.ask(campaigns.audience, row.id, then=go)
