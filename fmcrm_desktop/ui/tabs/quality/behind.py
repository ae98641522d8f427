"""The records behind a figure: what is counted, of what, what lacks the data; each opens where it is at home."""

from __future__ import annotations

from datetime import datetime

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.tones import GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.measures import behind
from fmcrm_desktop.services.measures.behind import KIND_NAMES, PARTS, BehindRow
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.ui.kit.columns import Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.text import label

HOME = {
    "work_order": ("work_orders", ""), "visit": ("work_orders", ""), "charge": ("work_orders", ""),
    "request": ("work_orders", ""), "complaint": ("complaints", "register"), "call": ("calls", "log"),
    "promise": ("calls", "promises"), "agreement_charge": ("agreements", ""),
    "survey_sheet": ("surveys", ""), "commendation": ("praise", "commendations"),
    "unit": ("units", ""), "staff": ("staff", ""), "equipment": ("equipment", ""),
    "time_spent": ("customer_value", "time"),
}  # fmt: skip
"""Where each kind of record is shown."""


def _when(row: BehindRow, words: Words) -> str:
    if isinstance(row.moment, datetime):
        return words.moment(row.moment)
    return words.date(row.moment)


class BehindSection(Tab):
    name = "behind"
    title = N_("Records behind a figure")
    shows = ("work_order", "complaint", "visit", "charge", "promise", "closed_month")

    def build(self) -> None:
        self.said = label("", "title", wrap=True)
        self.said.setContentsMargins(20, 12, 20, 4)
        self.said.hide()
        self.body.addWidget(self.said)
        columns = [
            Chip("kind", N_("Kind"), 120, choices=KIND_NAMES, tones=lambda row: GREY, sorts=False),
            Column("number", N_("No."), 110, sorts=False),
            Column("text", N_("Subject"), 200, stretch=True, sorts=False),
            Column("moment", N_("When"), 150, show=_when, sorts=False),
        ]
        filters = (Filter("part", N_("Part"), choices=PARTS, single=True, start=("numerator",)),)
        empty = Empty(
            N_("Click a figure under How we did: the records behind it stand here."), N_("How we did"),
            lambda: self.office.go(Link("quality", section="measures")),
        )  # fmt: skip
        made = self.add_list(
            ListSetup(
                "behind",
                behind.page,
                behind.rows,
                columns,
                filters,
                empty,
                search=False,
                told=("measure", "month", "by", "key"),
            ),
            share=62,
        )
        made.counted.connect(self._counted)
        made.opened.connect(lambda id: self.ask(behind.rows, [id], then=self._go))

    def _counted(self, count: int) -> None:
        assert self.list is not None
        words, where = self.words, self.list.query.where
        self.counts.emit(words(N_("Records: {count}"), count=words.number(count)))
        if "measure" in where and "month" in where:
            month = Month.read(str(where["month"][0]))
            self.said.setText(
                f"{BY_NAME[str(where['measure'][0])].named(words)} · {words.month(month.year, month.month)}"
            )
        self.said.setVisible(bool(self.said.text()))

    def show_record(self, id: int) -> None:
        self.ask(behind.rows, [id], then=self._draw)

    def _draw(self, rows: list[BehindRow]) -> None:
        if not rows or rows[0].id != self.id:
            return
        it, words = rows[0], self.words
        kind = words(KIND_NAMES[it.kind])
        page = self.new_page().head(it.number or it.text or kind, kind)
        if it.shown is not None:
            page.button(N_("Open"), lambda: self._go([it]), primary=True)
        card = page.card()
        card.line(N_("Subject"), it.text).line(N_("When"), _when(it, words))
        self.put(page.done())

    def _go(self, rows: list[BehindRow]) -> None:
        if rows and rows[0].shown is not None:
            tab, section = HOME[rows[0].kind]
            self.office.go(Link(tab, rows[0].shown, section=section))
