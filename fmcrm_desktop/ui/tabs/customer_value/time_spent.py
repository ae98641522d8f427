"""Time spent on searching, negotiating and performing, one by one and summed by month."""

from __future__ import annotations

from fmcrm_desktop.model.customer_value import TIME_KINDS, TIME_SHORT
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import time_spent
from fmcrm_desktop.services.time_spent import TimeForm, TimeRow
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Column, Filter, Known
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.kit.tab import bar_button


def _minutes(row: TimeRow, words: Words) -> str:
    return words.duration(row.minutes)


class TimeSection(RecordsTab):
    name = "time_spent"
    title = N_("Time spent")
    shows = ("time_spent", "staff")
    draft = time_spent.draft
    share = 56
    records = Records(
        time_spent.page, time_spent.rows, time_spent.add, time_spent.form_of, time_spent.change, time_spent.archive,
        time_spent.restore, TimeForm,
        (
            Column("day", N_("Date"), 122),
            Column("kind", N_("Kind"), 110, choices=TIME_SHORT),
            Column("minutes", N_("Time"), 90, show=_minutes),
            Column("about", N_("Spent on"), 110, sorts=False),
            Known("staff", N_("Member of staff"), 100, sorts=False),
            Column("note", N_("Note"), 120, stretch=True, sorts=False),
        ),
        N_("Time for quotes, contracts and checks is logged here; it is part of what a transaction costs."),
        N_("Log time"), N_("Change time"), N_("Lines of time: {count}"),
        (Filter("kind", N_("Kind"), TIME_KINDS),),
    )  # fmt: skip

    def build(self) -> None:
        super().build()
        button = Button(self.words(N_("By month")), FILTER, "list").on(self.by_month)
        bar_button(self, button, time_spent.sums)

    def by_month(self) -> None:
        """Twelve months in the page's place."""
        self.ask(time_spent.sums, then=self._sums)

    def _sums(self, sums: tuple[tuple[Month, dict[str, int]], ...]) -> None:
        words = self.words
        page = self.new_page().head(words(N_("Time spent by month")))
        rows = [
            (
                words.month(month.year, month.month),
                *(words.duration(given[kind]) if given[kind] else "—" for kind in TIME_KINDS),
                words.duration(sum(given.values())) if any(given.values()) else "—",
            )
            for month, given in sums
        ]
        page.card().table((N_("Month"), *TIME_SHORT.values(), N_("Total")), rows)
        self.put(page.done())

    def heading(self, row: TimeRow) -> tuple[str, str]:
        return self.words.duration(row.minutes), self.words(TIME_KINDS[row.kind])

    def draw(self, page: Page, row: TimeRow) -> None:
        words = self.words
        card = page.card()
        card.line(N_("Date"), words.date(row.day))
        card.line(N_("Member of staff"), known(words, row.staff))
        if row.order_id is not None:
            card.line(N_("Work order"), row.order, Link("work_orders", row.order_id))
        if row.agreement_id is not None:
            card.line(N_("Agreement"), row.agreement, Link("agreements", row.agreement_id))
        if row.lead_id is not None:
            card.line(N_("Prospect"), row.lead, Link("prospects", row.lead_id))
        if row.note:
            card.line(N_("Note"), row.note)
