"""The figures of a period: what came in, was won and lost, what it cost; each opens its records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.campaign import COSTS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.prospect import LOST_REASONS, STAGES
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, VIOLET
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import campaigns
from fmcrm_desktop.services.campaigns import Line, ProspectSheet
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.card import Card, Figure
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.prospects import telling

Where = dict[str, tuple[object, ...]]
COUNTED = (
    N_("Entered"), N_("Still open"), N_("Won"), N_("Lost"), N_("Share won"), N_("Days to close, mean"),
)  # fmt: skip
CAMPAIGNS = (
    N_("Campaign"), N_("Spent"), N_("People who answered"), N_("Prospects"), N_("Won"), N_("Cost per won customer"),
    N_("Days to close, mean"),
)  # fmt: skip
BY = {"source": N_("Source"), "responsible": N_("Responsible")}
NONE = {"source": "", "responsible": N_("Nobody"), "campaign": N_("Without a campaign")}


class FiguresSection(Tab):
    name = "figures"
    title = N_("Figures")
    shows = ("lead", "move", "campaign", "campaign_cost", "response", "staff")

    def build(self) -> None:
        today = self.words.today()
        self.first, self.last = date(today.year, 1, 1), today
        self.sheet: ProspectSheet | None = None
        self.body.addWidget(self.detail, 1)

    def reload(self) -> None:
        self.ask(campaigns.sheet, self.first, self.last, then=self._draw)

    def choose(self) -> None:
        """Other days."""
        form = campaigns.PeriodForm(self.first, self.last)
        self.ask_form(
            FormSetup(
                N_("Period"),
                form,
                campaigns.period,
                then=lambda done: self._take(*done.result),
                verb=N_("Show"),
            )
        )

    def _take(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.reload()

    def print_page(self) -> None:
        """Ctrl+P: the figures on paper."""
        start = {"report": "prospects", "day": self.first.isoformat(), "until": self.last.isoformat()}
        self.office.go(Link("reports", new=start))

    # drawing

    def _draw(self, it: ProspectSheet) -> None:
        self.sheet = it
        words = self.words
        span = words(N_("{first} to {last}"), first=words.date(it.first), last=words.date(it.last))
        page = self.new_page().head(words(N_("Winning customers")), span)
        page.button(N_("Period…"), self.choose, campaigns.sheet, picture="calendar")
        page.button(N_("Print…"), self.print_page, campaigns.sheet, picture="printer")
        page.figures(*self._counts(it))
        page.figures(*self._money(it))
        left, right = page.columns(1, 1)
        self._stages(left.card(N_("How far they came"), N_("of those entered in the period")), it)
        self._costs(right.card(N_("Cost by kind")), it)
        self._reasons(right.card(N_("Why they were lost")), it)
        self._lines(page.card(N_("By source"), N_("of those entered in the period")), "source", it.sources)
        self._lines(
            page.card(N_("By member of staff"), N_("of those entered in the period")),
            "responsible",
            it.people,
        )
        self._campaigns(page.card(N_("By campaign"), N_("in the period")), it)
        self.put(page.done())
        self.counts.emit(words(N_("{count} prospects entered"), count=words.number(it.entered)))

    def _counts(self, it: ProspectSheet) -> list[Figure]:
        number = self.words.number
        return [
            Figure(N_("Entered"), number(it.entered), "", ACCENT, self._leads(entered=self._span)),
            Figure(N_("Won"), number(it.won), "", GOOD, self._leads(closed=self._span, state=("won",))),
            Figure(N_("Lost"), number(it.lost), "", BAD, self._leads(closed=self._span, state=("lost",))),
            Figure(N_("Still open"), number(it.open), "", VIOLET, self._leads(state=("open",))),
        ]

    def _money(self, it: ProspectSheet) -> list[Figure]:
        words, currency = self.words, self.office.currency
        won = self._leads(closed=self._span, state=("won",))
        return [
            Figure(N_("Spent"), telling.amount(it.cost, currency), link=self._spent()),
            Figure(
                N_("Cost per won customer"), telling.amount(it.per_won, currency) or "—", link=won,
                hint=words(N_("What was spent in the period, divided by those won in it.")),
            ),
            Figure(
                N_("Days to close, mean"), telling.days(it.mean, words), link=won,
                hint=words(N_("From the entry until won, of those won in the period.")),
            ),
            Figure(N_("Days to close, median"), telling.days(it.median, words), link=won),
        ]  # fmt: skip

    @property
    def _span(self) -> tuple[object, ...]:
        return self.first.isoformat(), self.last.isoformat()

    def _leads(self, **where: tuple[object, ...]) -> Link:
        return Link("prospects", where=where, section="leads")

    def _spent(self, **where: tuple[object, ...]) -> Link:
        return Link("prospects", where={"days": self._span, **where}, section="costs")

    def _stages(self, card: Card, it: ProspectSheet) -> None:
        words = self.words
        for line in it.stages:
            share = f" · {words.percent(line.reached / it.entered, 0)}" if it.entered else ""
            said = f"{words.number(line.reached)}{share}"
            card.line(STAGES[line.state], said, self._leads(entered=self._span, reached=(line.state,)))

    def _costs(self, card: Card, it: ProspectSheet) -> None:
        for kind, amount in it.costs:
            card.line(COSTS[kind], telling.amount(amount, self.office.currency), self._spent(kind=(kind,)))

    def _reasons(self, card: Card, it: ProspectSheet) -> None:
        if not it.reasons:
            card.say(self.words(N_("Nobody was lost in this period.")), "muted")
        for reason, count in it.reasons:
            way = self._leads(closed=self._span, state=("lost",), reason=(reason,))
            card.line(LOST_REASONS.get(reason, reason), self.words.number(count), way)

    def _lines(self, card: Card, by: str, lines: Sequence[Line]) -> None:
        words = self.words
        if not lines:
            card.say(words(N_("Nobody was entered in this period.")), "muted")
            return
        rows: list[tuple[str | QWidget, ...]] = []
        for line in lines:
            where: Where = {"entered": self._span, by: (line.key,)}
            share = words.percent(line.won / line.entered, 0) if line.entered else "—"
            rows.append((
                self._name(by, line), self._count(line.entered, where),
                self._count(line.open, {**where, "state": ("open",)}),
                self._count(line.won, {**where, "state": ("won",)}),
                self._count(line.lost, {**where, "state": ("lost",)}), share, telling.days(line.mean, words),
            ))  # fmt: skip
        card.table((BY[by], *COUNTED), rows)

    def _campaigns(self, card: Card, it: ProspectSheet) -> None:
        words, currency = self.words, self.office.currency
        if not it.campaigns:
            card.say(words(N_("No campaign cost or brought anything in this period.")), "muted")
            return
        rows: list[tuple[str | QWidget, ...]] = []
        for line in it.campaigns:
            where: Where = {"entered": self._span, "campaign": (line.key,)}
            answers = Link(
                "prospects", where={"days": self._span, "campaign": (line.key,)}, section="responses"
            )
            rows.append((
                self._name("campaign", line),
                self._way(telling.amount(line.cost, currency), self._spent(campaign=(line.key,))),
                self._way(words.number(line.responses), answers) if line.responses else words.number(0),
                self._count(line.entered, where), self._count(line.won, {**where, "state": ("won",)}),
                telling.amount(line.per_won, currency) or "—", telling.days(line.mean, words),
            ))  # fmt: skip
        card.table(CAMPAIGNS, rows)

    def _name(self, by: str, line: Line) -> str | QWidget:
        words = self.words
        said = words(line.names.name) if by == "source" else suiting(line.names.name, line.names.other, words)
        if line.key is None:
            return words(NONE[by])
        if by == "campaign":
            return self._way(said, Link("prospects", line.key, section="campaigns"))
        return said

    def _count(self, count: int, where: Where) -> str | QWidget:
        said = self.words.number(count)
        return self._way(said, self._leads(**where)) if count else said

    def _way(self, said: str, link: Link) -> QWidget:
        return LinkButton(said, partial(self.office.go, link))
