"""Call statistics: a month's calls in figures and charts, each of which opens its calls."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, VIOLET, tone
from fmcrm_desktop.model.words import N_, SHORT_WEEKDAYS
from fmcrm_desktop.services import call_statistics, calls
from fmcrm_desktop.services.call_statistics import Slice, Statistics
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card, Figure
from fmcrm_desktop.ui.kit.chart import ChartView
from fmcrm_desktop.ui.kit.tab import Tab

MOST = 12
"""So many topics and members of staff are named; the others stand together."""


class StatisticsTab(Tab):
    name = "call_statistics"
    title = N_("Statistics")
    shows = ("call", "call_topic", "staff")

    def build(self) -> None:
        today = self.words.today()
        self.month = Month(today.year, today.month)
        self.body.addWidget(self.detail)

    def reload(self) -> None:
        self.ask(call_statistics.month, self.month, then=self._draw)

    def step(self, months: int) -> None:
        """An earlier or a later month."""
        self.month = self.month.plus(months)
        self.reload()

    def open(self, link: Link) -> None:
        if link.where.get("month"):
            self.month = Month.read(str(link.where["month"][0]))
            self.reload()

    def _draw(self, it: Statistics) -> None:
        if it.month != self.month:
            return
        words = self.words
        page = self.new_page().head(
            words.month(it.month.year, it.month.month), words(N_("Calls on the office's clock"))
        )
        today = words.today()
        page.button("", lambda: self.step(-1), picture="chevron-left").setAccessibleName(
            words(N_("Earlier month"))
        )
        later = page.button("", lambda: self.step(1), picture="chevron-right")
        later.setAccessibleName(words(N_("Later month")))
        later.setEnabled(it.month < Month(today.year, today.month))
        page.button(N_("Print…"), self.print_page, call_statistics.month, picture="printer")
        page.figures(*self._figures(it))
        if not it.calls:
            first = Button(words(N_("Log a call")), picture="phone").guard(self.office, calls.log)
            first.on(lambda: self.office.go(Link("calls", new={}, section="log")))
            page.card().say(words(N_("No calls were logged in this month.")), "muted").add(first)
            self.put(page.done())
            return
        left, right = page.columns(3, 2)
        self._chart(left.card(N_("By hour")), [f"{hour}" for hour in range(24)], it.hours, "hour")
        days = SHORT_WEEKDAYS[words.language]
        self._chart(right.card(N_("By weekday")), days, it.weekdays, "weekday")
        left, right = page.columns(1, 1)
        self._slices(left.card(N_("By topic")), it.topics, "topic", N_("No topic"))
        self._slices(right.card(N_("By member of staff")), it.staff, "staff", N_("Nobody"))
        self.put(page.done())
        self.counts.emit(words(N_("{count} calls"), count=words.number(it.calls)))

    def _figures(self, it: Statistics) -> list[Figure]:
        words, number = self.words, self.words.number
        mean = words.duration(it.seconds / it.timed / 60) if it.timed else "—"
        lost = {"direction": ("in",), "outcome": ("missed",)}
        return [
            Figure(N_("All calls"), number(it.calls), "", ACCENT, self._log()),
            Figure(N_("Incoming"), number(it.incoming), "", ACCENT, self._log(direction=("in",))),
            Figure(N_("Outgoing"), number(it.outgoing), "", VIOLET, self._log(direction=("out",))),
            Figure(N_("Missed"), number(it.missed), "", BAD, self._log(**lost)),
            Figure(N_("Answered within a day"), f"{number(it.returned)} / {number(it.missed)}", "", GOOD,
                   self._log(**lost, returned=(True,)),
                   words(N_("Missed calls after which we called back, or took the next call, within 24 hours."))),
            Figure(N_("Mean length"), mean, hint=words(N_("Of the calls whose length is known."))),
        ]  # fmt: skip

    def _log(self, **where: tuple[object, ...]) -> Link:
        return Link("calls", where={"month": (str(self.month),), **where}, section="log")

    def _chart(self, card: Card, labels: Sequence[str], pairs: Sequence[tuple[int, int]], name: str) -> None:
        """Calls on each other: answered ones below, missed ones above; a click opens them."""
        words = self.words
        taken = Series(words(N_("Answered and outgoing")), tuple(all - lost for all, lost in pairs))
        missed = Series(words(N_("Missed")), tuple(lost for _all, lost in pairs), tone("missed"))
        view = ChartView(Chart(words(N_("All calls")), tuple(labels), (taken, missed), stacked=True))
        view.opened.connect(lambda at: self.office.go(self._log(**{name: (at,)})))
        card.add(view)

    def _slices(self, card: Card, slices: Sequence[Slice], name: str, none: str) -> None:
        words = self.words
        rows: list[tuple[str | QWidget, ...]] = []
        for each in slices[:MOST]:
            link = self._log(**{name: (each.value,)})
            said = suiting(each.names.name, each.names.other, words)
            rows.append(
                (
                    LinkButton(said or words(none), partial(self.office.go, link)),
                    words.number(each.calls),
                    words.number(each.missed),
                    words.duration(each.seconds / each.timed / 60) if each.timed else "—",
                )
            )
        if len(slices) > MOST:
            rest = slices[MOST:]
            calls, missed = (sum(getattr(each, of) for each in rest) for of in ("calls", "missed"))
            rows.append(
                (words(N_("{n} others"), n=len(rest)), words.number(calls), words.number(missed), "—")
            )
        title = N_("Topic") if name == "topic" else N_("Staff")
        card.table((title, N_("All calls"), N_("Missed"), N_("Mean length")), rows)

    def print_page(self) -> None:
        """Ctrl+P: the month's figures on paper."""
        self.office.go(Link("reports", new={"report": "call-statistics", "month": str(self.month)}))
