"""A month at the counter in figures: how many came, how long they waited, by hour and by kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.channel import VISIT_KINDS
from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.tones import ACCENT, BAD, VIOLET
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import counter
from fmcrm_desktop.services.counter import CounterFigures
from fmcrm_desktop.services.counter.figures import Waits
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.card import Card, Figure
from fmcrm_desktop.ui.kit.chart import ChartView
from fmcrm_desktop.ui.kit.tab import Tab

HOW = N_(
    "The wait runs from arrival until somebody was served; the median is the wait that half of them did not exceed. "
    "Who left unserved is counted and has no wait."
)


class CounterFiguresSection(Tab):
    name = "counter_figures"
    title = N_("Counter figures")
    shows = ("counter_visit",)

    def build(self) -> None:
        today = self.words.today()
        self.month = Month(today.year, today.month)
        self.body.addWidget(self.detail)

    def reload(self) -> None:
        self.ask(counter.figures, self.month, then=self._draw)

    def step(self, months: int) -> None:
        """An earlier or a later month."""
        self.month = self.month.plus(months)
        self.reload()

    def _draw(self, it: CounterFigures) -> None:
        if it.month != self.month:
            return
        words, today = self.words, self.words.today()
        page = self.new_page().head(
            words.month(it.month.year, it.month.month), words(N_("Visits at the counter"))
        )
        earlier = page.button("", lambda: self.step(-1), picture="chevron-left")
        earlier.setAccessibleName(words(N_("Earlier month")))
        later = page.button("", lambda: self.step(1), picture="chevron-right")
        later.setAccessibleName(words(N_("Later month")))
        later.setEnabled(it.month < Month(today.year, today.month))
        page.button(N_("Print…"), self.print_page, counter.figures, picture="printer")
        page.figures(*self._figures(it))
        self.counts.emit(words(N_("Visits: {count}"), count=words.number(it.all.count)))
        if it.all.count:
            self._hours(page.card(N_("By hour")), it.hours)
            self._kinds(page.card(N_("By kind")), it.kinds)
        else:
            page.card().say(words(N_("Nobody came to the counter in this month.")), "muted")
        self.put(page.done())

    def _figures(self, it: CounterFigures) -> list[Figure]:
        words, number = self.words, self.words.number
        rating = f"{number(it.rating, 1)} ({number(it.rated)})" if it.rating is not None else "—"
        return [
            Figure(N_("Visitors"), number(it.all.count), "", ACCENT, self._list()),
            Figure(N_("Median wait"), self._minutes(it.all.median), "", ACCENT, hint=words(HOW)),
            Figure(N_("Mean wait"), self._minutes(it.all.mean), "", ACCENT, hint=words(HOW)),
            Figure(N_("Left unserved"), number(it.went), "", BAD, self._list(state=("went",))),
            Figure(N_("Passed to colleagues"), number(it.handed), "", VIOLET, self._list(handed=(True,))),
            Figure(N_("Rating"), rating, "", VIOLET, self._list(rated=(True,))),
        ]  # fmt: skip

    def _list(self, **where: tuple[object, ...]) -> Link:
        return Link("channels", where={"month": (str(self.month),), **where}, section="counter")

    def _minutes(self, value: float | None) -> str:
        return self.words(N_("{n} min"), n=self.words.number(value, 1)) if value is not None else "—"

    def _hours(self, card: Card, hours: Sequence[Waits]) -> None:
        words = self.words
        bars = Series(words(N_("Visitors")), tuple(each.count for each in hours))
        card.add(ChartView(Chart(words(N_("Visitors")), tuple(str(hour) for hour in range(24)), (bars,))))
        rows = [(f"{each.key}:00", *self._told(each)) for each in hours if each.count]
        card.table((N_("Hour"), *_TITLES), rows)

    def _kinds(self, card: Card, kinds: Sequence[Waits]) -> None:
        rows: list[tuple[str | QWidget, ...]] = []
        for each in kinds:
            link = self._list(kind=(each.key,))
            name = LinkButton(self.words(VISIT_KINDS[each.key]), partial(self.office.go, link))
            rows.append((name, *self._told(each)))
        card.table((N_("Kind"), *_TITLES), rows)

    def _told(self, each: Waits) -> tuple[str, ...]:
        waits = (self._minutes(value) for value in (each.median, each.mean, each.longest))
        return (self.words.number(each.count), *waits)

    def print_page(self) -> None:
        """Ctrl+P: the month's figures on paper."""
        self.office.go(Link("reports", new={"report": "counter-statistics", "month": str(self.month)}))


_TITLES = (N_("Visitors"), N_("Median wait"), N_("Mean wait"), N_("Longest wait"))
