"""The export page: every list of the office as a file that any spreadsheet opens."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import exports
from fmcrm_desktop.ui import exporting
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import QUIET, Button
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.text import Elided, label

WHAT = {
    "people": N_("Names, telephones, emails, units, notes"),
    "units": N_("Site, building, number, area, owners, tenants"),
    "orders": N_("Numbers, states, times, units, persons, what was done"),
    "complaints": N_("Numbers, states, times, own words, answers, causes"),
    "calls": N_("Times, telephones, persons, topics, outcomes"),
    "events": N_("Kinds, times, places, persons, units"),
    "parts": N_("Numbers, names, prices, costs, stock"),
    "equipment": N_("Codes, names, places, makers, warranties, who services it"),
    "bills": N_("Numbers, persons, days, totals, what is paid"),
    "charges": N_("Days, work orders, kinds, amounts, which bill they are on"),
    "agreements": N_("Numbers, customers, days, prices, states"),
    "articles": N_("Titles, kinds, symptoms, causes, what to do"),
    "prospects": N_("Names, telephones, stages, next steps, sources, reasons"),
    "decisions": N_("Decisions of the committee, who carries them out, results"),
    "opinions": N_("Opinions of the committee and their answers"),
    "customers": N_("Customers, tiers, scores, value so far"),
    "offers": N_("What was offered to whom, and the answers"),
    "time_spent": N_("Minutes spent on quotes, contracts and checks"),
}


class ExportsTab(Tab):
    name = "exports"
    title = N_("Export")
    shows = ()

    def build(self) -> None:
        self.body.addWidget(self.detail)

    def reload(self) -> None:
        words = self.words
        page = self.new_page().head(
            words(N_("Export")),
            words(
                N_(
                    "Lists as files that any spreadsheet program opens; people also as contact cards for telephones, "
                    "events for other calendars."
                )
            ),
        )
        rows = [(self._what(kind), self._buttons(kind)) for kind in exports.kinds()]
        page.card(N_("Everything that is not archived")).table((N_("List"), ""), rows)
        page.card(N_("Only a part of a list")).say(
            words(
                N_(
                    "Search and filter the list in its tab, then choose Export… in its … menu: the file holds what you "
                    "see, in the same order."
                )
            )
        )
        page.card(N_("Warning")).say(
            words(
                N_(
                    "Such a file holds personal data and stands outside the office's rights and change log. Keep it no "
                    "longer than you need it."
                )
            )
        )
        self.put(page.done())

    def _what(self, kind: str) -> QWidget:
        """A list's name and what it holds."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP_M)
        name = label(self.words(exporting.NAMES[kind]))
        name.setMinimumWidth(110)
        line.addWidget(name)
        line.addWidget(Elided(self.words(WHAT[kind]), "muted"), 1)
        return holder

    def _buttons(self, kind: str) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(theme.GAP_S)
        for ending in exporting.endings(kind):
            said = f"{ending[1:].upper()}…"
            button = Button(said, QUIET, "download").guard(self.office, exports.through)
            button.setAccessibleName(f"{self.words(exporting.NAMES[kind])} {said}")
            button.on(partial(exporting.ask, self, self.office, kind, Query(), ending))
            line.addWidget(button)
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        return holder
