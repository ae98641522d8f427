"""Where the time of a month went, stage by stage, and what vendors did: share, cost and how well; with the records."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.complaint import OPEN as OPEN_COMPLAINT
from fmcrm_desktop.model.complaint import STATES as COMPLAINT_STATES
from fmcrm_desktop.model.figure_words import amount
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OPEN, STATES
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.measures.vended import DONE, VENDED, Efficiency, VendorRow, efficiency
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.quality.choosing import Choosing

BACK = 25
"""Months one may choose."""


class EfficiencySection(Tab):
    name = "efficiency"
    title = N_("Stages and vendors")
    shows = ("work_order", "complaint", "visit", "charge", "staff", "closed_month")

    def build(self) -> None:
        words = self.words
        self.choosing = Choosing(self.office, self.reload)
        today = words.today()
        now = Month(today.year, today.month)
        months = [now.plus(-back) for back in range(BACK)]
        answers = [(str(each), words.month(each.year, each.month)) for each in months]
        self.month = self.choosing.box(N_("Month"), answers, str(now.plus(-1)))
        printing = Button(words(N_("Monthly report")), FILTER, "printer").on(self.print_page)
        self.choosing.add(printing.guard(self.office, efficiency))
        self.body.addWidget(self.choosing)
        self.body.addWidget(self.detail, 1)

    def reload(self) -> None:
        self.ask(efficiency, self.month.currentData(), then=self._draw)

    def _draw(self, it: Efficiency) -> None:
        words = self.words
        page = self.new_page()
        self._stages(page.card(N_("Work orders done: time in each stage")), it, "stage", dict.fromkeys(OPEN))
        self._stages(
            page.card(N_("Complaints resolved: time in each stage")),
            it,
            "complaint_stage",
            dict.fromkeys(OPEN_COMPLAINT),
        )
        self._vendors(page.card(N_("Work given to vendors")), it)
        self.put(page.done())
        done = words.number(sum(row.done for row in it.vendors))
        self.counts.emit(words(N_("{n} work orders done by vendors"), n=done))

    def _stages(self, card: Card, it: Efficiency, kind: str, states: dict[str, None]) -> None:
        words = self.words
        said = STATES if kind == "stage" else COMPLAINT_STATES
        rows: list[tuple[str | QWidget, ...]] = []
        for state in states:
            name = f"{kind}_{state}"
            figure = it.stages.get(name)
            if figure is None or not (figure.denominator or figure.last_month is not None):
                continue
            unit = BY_NAME[name].unit
            count = self._behind(words.number(figure.denominator or 0), it, name)
            rows.append(
                (words(said[state]), amount(words, unit, figure.value), amount(words, unit, figure.last_month), count)
            )  # fmt: skip
        if not rows:
            card.say(words(N_("Nothing was finished in this month.")), "muted")
            return
        card.table((N_("Stage"), N_("Working time, mean"), N_("Month before"), N_("Records")), rows)
        card.say(words(N_("In working time, from one change of state to the next.")), "muted")

    def _vendors(self, card: Card, it: Efficiency) -> None:
        words = self.words
        if not it.vendors:
            card.say(words(N_("Vendors did no work in this month.")), "muted")
            return
        costs = any(row.cost is not None for row in it.vendors)
        titles = [N_("Vendor"), N_("Done"), N_("Of all work"), *(BY_NAME[name].title for name in VENDED)]
        card.table(
            [*titles, *([N_("Cost")] if costs else [])], [self._vendor(it, row, costs) for row in it.vendors]
        )

    def _vendor(self, it: Efficiency, row: VendorRow, costs: bool) -> tuple[str | QWidget, ...]:
        words = self.words
        values = [
            self._behind(amount(words, BY_NAME[name].unit, value), it, name, row)
            for name, value in zip(VENDED, row.values, strict=True)
        ]
        spent = self._behind(amount(words, "money", row.cost, it.currency), it, "service_cost", row)
        return (
            suiting(row.name.name, row.name.other, words), self._behind(words.number(row.done), it, DONE, row),
            words.percent(row.share), *values, *((spent,) if costs else ()),
        )  # fmt: skip

    def _behind(self, said: str, it: Efficiency, name: str, row: VendorRow | None = None) -> str | QWidget:
        """A figure that opens the records it is made of."""
        if said in ("", "—", "0"):
            return said
        part = "denominator" if BY_NAME[name].over else "numerator"
        where: dict[str, tuple[object, ...]] = {
            "measure": (name,), "month": (str(it.month),), "part": (part,)
        }  # fmt: skip
        if row is not None:
            where |= {"by": ("vendor",), "key": (str(row.key),)}
        return LinkButton(said, partial(self.office.go, Link("quality", where=where, section="behind")))

    def print_page(self) -> None:
        """Ctrl+P: the month's report, which has both."""
        self.office.go(Link("reports", new={"report": "month-pack", "month": self.month.currentData()}))
