"""The work of the weeks to come by trade or territory, beside the hours there are, and how far off it was before."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.forecast_words import HOW, hours, signed
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.forecast import Amount, Cell, Forecast, Line, forecast, links
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card, Figure
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.quality.choosing import Choosing

TRADES, TERRITORIES = "trades", "territories"
NEARLY = 0.8
"""From this part of the time on a week is nearly full."""


class ForecastSection(Tab):
    name = "forecast"
    title = N_("Work expected")
    shows = (
        "work_order", "plan", "plan_skip", "visit", "visit_staff", "event", "staff_hours", "setting", "staff",
        "territory", "territory_building", "category",
    )  # fmt: skip

    def build(self) -> None:
        words = self.words
        self.choosing = Choosing(self.office, self.redraw)
        self.by = self.choosing.box(
            N_("Grouped by"), [(TRADES, words(N_("Trade"))), (TERRITORIES, words(N_("Territory")))]
        )
        self.unit = self.choosing.box(
            N_("Shown"), [("minutes", words(N_("In hours"))), ("orders", words(N_("In work orders")))]
        )
        printing = Button(words(N_("Print…")), FILTER, "printer").on(self.print_page)
        self.choosing.add(printing.guard(self.office, forecast))
        self.found: Forecast | None = None
        self.body.addWidget(self.choosing)
        self.body.addWidget(self.detail, 1)

    def reload(self) -> None:
        self.ask(forecast, then=self._came)

    def _came(self, found: Forecast) -> None:
        self.found = found
        self.redraw()

    def redraw(self) -> None:
        """What was found, by what is chosen now."""
        found, words = self.found, self.words
        if found is None:
            return
        page = self.new_page()
        _figures(page, found)
        self._weeks(page.card(N_("Week by week")), found)
        by_trade = self.by.currentData() == TRADES
        card = page.card(N_("By trade") if by_trade else N_("By territory"))
        lines = found.trades if by_trade else found.territories
        if lines:
            self._lines(card, found, lines)
        else:
            card.say(
                words(N_("No work is expected.") if by_trade else N_("There are no territories.")), "muted"
            )
        card.unfold(words(HOW))
        self._past(page.card(N_("How far off it was")), found)
        self.put(page.done())
        orders = words.number(round(found.whole.all.orders))
        self.counts.emit(
            words(N_("{n} work orders expected in {weeks} weeks"), n=orders, weeks=len(found.weeks))
        )

    def _weeks(self, card: Card, found: Forecast) -> None:
        words = self.words
        rows: list[tuple[str | QWidget, ...]] = []
        for n, (week, cell) in enumerate(zip(found.weeks, found.whole.cells, strict=True)):
            there = found.there[n]
            parts = ((cell.plans, 0), (cell.on_hand, 0), (cell.new, 1))
            rows.append(
                (
                    self._span(week),
                    *(self._part(*each) for each in parts),
                    words.number(cell.all.orders, 1), hours(words, cell.all.minutes), hours(words, there),
                    _used(self, cell, there),
                )
            )  # fmt: skip
        card.table(
            (N_("Week"), N_("Preventive"), N_("On hand"), N_("Newly asked for"), N_("Total"), N_("Hours expected"),
             N_("Hours there are"), N_("Taken up")),
            rows,
        )  # fmt: skip

    def _part(self, amount: Amount, digits: int) -> str:
        said = f"{self.words.number(amount.orders, digits)} · {hours(self.words, amount.minutes)}"
        return said if amount.orders else "—"

    def _lines(self, card: Card, found: Forecast, lines: tuple[Line, ...]) -> None:
        words = self.words
        unit = self.unit.currentData()
        rows: list[tuple[str | QWidget, ...]] = []
        for line in lines:
            rows.append(
                (
                    suiting(line.names.name, line.names.other, words) or words(self._none()),
                    *(self._amount(cell, unit) for cell in line.cells),
                    self._behind(words.number(len(line.plan_ids)), links.plans(line)),
                    self._behind(words.number(line.open), links.open_orders(line, self._place())),
                    self._behind(words.number(line.usual, 1), links.before(found, line, self._place())),
                )
            )
        weeks = [words.short_date(week) for week in found.weeks]
        card.table(("", *weeks, N_("Plans"), N_("On hand"), N_("New a week")), rows)

    def _none(self) -> str:
        return N_("Without category") if self.by.currentData() == TRADES else N_("In no territory")

    def _place(self) -> str:
        return "category" if self.by.currentData() == TRADES else "building"

    def _amount(self, cell: Cell, unit: str) -> str:
        words = self.words
        return hours(words, cell.all.minutes) if unit == "minutes" else words.number(cell.all.orders, 1)

    def _behind(self, said: str, link: Link) -> str | QWidget:
        """A figure that opens its records."""
        return LinkButton(said, partial(self.office.go, link)) if said not in ("0", "0.0") else said

    def _past(self, card: Card, found: Forecast) -> None:
        words, past = self.words, found.past
        if past is None:
            card.say(words(N_("The office has not been at work for long enough to tell.")), "muted")
            return
        card.say(
            words(
                N_("Expected eight weeks ago with what was known then: off by {off} work orders a week on average, "
                   "{bias} a week in sum, over {weeks} weeks."),
                off=words.number(past.off, 1), bias=signed(past.bias), weeks=len(past.weeks),
            )
        )  # fmt: skip
        rows: list[tuple[str | QWidget, ...]] = [
            (
                self._span(week), words.number(expected, 1),
                self._behind(words.number(came), links.came(week)), signed(expected - came),
            )
            for week, expected, came in zip(past.weeks, past.expected, past.came, strict=True)
        ]  # fmt: skip
        card.table((N_("Week"), N_("Orders expected"), N_("Orders that came"), N_("Difference")), rows)

    def _span(self, week: date) -> str:
        return f"{self.words.short_date(week)} – {self.words.short_date(week + timedelta(6))}"

    def print_page(self) -> None:
        """Ctrl+P: the same on paper."""
        self.office.go(Link("reports", new={"report": "forecast"}))


def _figures(page: Page, found: Forecast) -> None:
    words, whole = page.office.words, found.whole.all
    past = found.past
    page.figures(
        Figure(N_("Work orders expected"), words.number(whole.orders)),
        Figure(N_("Hours expected"), hours(words, whole.minutes)),
        Figure(N_("Hours there are"), hours(words, sum(found.there))),
        Figure(N_("Off by, a week"), words.number(past.off, 1) if past is not None else "—"),
    )


def _used(tab: Tab, cell: Cell, there: int) -> QWidget:
    share = cell.all.minutes / there if there else None
    colour = tones.GREY
    if share is not None:
        colour = tones.BAD if share > 1 else tones.WARNING if share >= NEARLY else tones.GOOD
    return ChipLabel(tab.words.percent(share, 0), colour)
