"""The work of the next weeks on the screen: hours by week and person, beside the hours there are."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import plans
from fmcrm_desktop.services.plans import Cell, Workload
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.tab import Tab

NEARLY = 0.8
"""From this part of the time on a week is nearly full."""


class WorkloadSection(Tab):
    name = "workload"
    title = N_("Workload")
    shows = (
        "plan",
        "plan_skip",
        "work_order",
        "visit",
        "visit_staff",
        "event",
        "staff_hours",
        "setting",
        "staff",
    )

    def build(self) -> None:
        self.body.addWidget(self.detail)

    def reload(self) -> None:
        self.ask(plans.workload, then=self._draw)

    def _draw(self, it: Workload) -> None:
        words = self.words
        page = self.new_page().head(
            words(N_("Workload of the next weeks")),
            words(N_("Preventive work and planned visits, beside the hours there are by calendar and leave")),
        )
        page.button(N_("Print…"), self.print_page, plans.workload, picture="printer")
        whole = [cell for line in it.lines for cell in line.cells]
        nobody = sum(cell.plans for line in it.lines if line.staff_id is None for cell in line.cells)
        page.figures(
            Figure(N_("Preventive work"), self._hours(sum(cell.plans for cell in whole))),
            Figure(N_("Planned visits"), self._hours(sum(cell.visits for cell in whole))),
            Figure(N_("There is time for"), self._hours(sum(cell.there for cell in whole))),
            Figure(N_("Nobody's yet"), self._hours(nobody)),
        )
        rows: list[tuple[str | QWidget, ...]] = [
            (
                known(words, line.name) or words(N_("Nobody yet")),
                *(self._cell(cell, bool(line.staff_id)) for cell in line.cells),
            )
            for line in it.lines
        ]
        titles = [f"{words.short_date(week)} – {words.short_date(week + timedelta(6))}" for week in it.weeks]
        card = page.card(N_("Hours planned of hours there are"))
        if rows:
            card.table((N_("Staff"), *titles), rows)
        else:
            card.say(words(N_("There is nobody on the staff who takes work orders.")), "muted")
        self.put(page.done())
        self.counts.emit(words(N_("{n} people"), n=words.number(len(it.lines))))

    def _hours(self, minutes: int) -> str:
        return self.words(N_("{n} h"), n=hours(minutes))

    def _cell(self, cell: Cell, of_somebody: bool) -> QWidget:
        words = self.words
        said = f"{hours(cell.taken)} / {hours(cell.there)}" if of_somebody else hours(cell.taken)
        colour = GREY
        if not of_somebody:
            colour = WARNING if cell.taken else GREY
        elif cell.full and cell.taken:
            colour = BAD
        elif cell.there and cell.taken >= cell.there * NEARLY:
            colour = WARNING
        elif cell.taken:
            colour = GOOD
        hint = words(
            N_("Preventive work {plans}, visits {visits}, time there is {there}"),
            plans=words.duration(cell.plans), visits=words.duration(cell.visits), there=words.duration(cell.there),
        )  # fmt: skip
        return ChipLabel(said, colour, hint)

    def print_page(self) -> None:
        """Ctrl+P: the same on paper."""
        self.office.go(Link("reports", new={"report": "workload"}))


def hours(minutes: int) -> str:
    """Hours with a half where there is one: 7.5; 1,904."""
    return f"{minutes / 60:,.1f}".removesuffix(".0")
