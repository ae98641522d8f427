"""The board of gaps: counts that open their complaints, the months as a chart, what to fix first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.complaint import GAPS, LACKS, STATES
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, GREY, VIOLET, WARNING
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import buildings, complaints, gaps
from fmcrm_desktop.services.gaps.board import BY, COLUMNS, PERSONAL, Board, BoardRow, Spot
from fmcrm_desktop.services.gaps.first import Cause
from fmcrm_desktop.services.gaps.sheet import Sheet
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chart import ChartView
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import flowing
from fmcrm_desktop.ui.kit.page import Column
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.quality.choosing import Choosing

SHOWN = 15
"""Lines of the board; the others are few complaints each and stand in the register."""
MANY = 5
TITLES = (*GAPS.values(), N_("Not judged yet"))
UNSET = {
    "building": N_("No building"), "category": N_("No category"), "concerned": N_("Nobody named"),
}  # fmt: skip


class GapSection(Tab):
    name = "gaps"
    title = N_("Gap board")
    shows = ("complaint", "building", "category", "staff")

    def build(self) -> None:
        words = self.words
        self.choosing = Choosing(self.office, self.reload)
        named = [(by, words(said)) for by, said in BY.items() if by != "concerned" or self._sees_staff()]
        self.by = self.choosing.box(N_("Counted by"), named, "building")
        self.months = self.choosing.months()
        everywhere = [(None, words(N_("All")))]
        self.building = self.choosing.box(N_("Building"), everywhere)
        self.category = self.choosing.box(N_("Category"), everywhere)
        gaps_of = [(False, words(N_("Main gap"))), (True, words(N_("Main and further gaps")))]
        self.further = self.choosing.box(N_("Gaps"), gaps_of)
        self.body.addWidget(self.choosing)
        self.body.addWidget(self.detail, 1)
        self.board: Board | None = None
        self.ask(buildings.options, then=lambda found: self._offer(self.building, found))
        self.ask(complaints.category_options, then=lambda found: self._offer(self.category, found))

    def _sees_staff(self) -> bool:
        who = self.office.who
        return who is None or bool(who.may(PERSONAL))

    def _offer(self, box: QComboBox, found: Sequence[tuple[int, str, str]]) -> None:
        for id, name, other in found:
            box.addItem(suiting(name, other, self.words), id)

    def reload(self) -> None:
        spot = Spot(
            self.by.currentData(), self.months.currentData(), self.building.currentData(),
            self.category.currentData(), further=bool(self.further.currentData()),
        )  # fmt: skip
        self.ask(gaps.sheet, spot, then=self._draw)

    def _draw(self, sheet: Sheet) -> None:
        board = self.board = sheet.board
        words = self.words
        page = self.new_page()
        total = board.total
        self.counts.emit(words(N_("{count} complaints in this period"), count=words.number(total)))
        left, right = page.columns(3, 2)
        card = left.card(N_("Complaints by gap"))
        if not total:
            card.say(words(N_("No complaint was received in this period.")), "muted")
        else:
            self._counted(card, board)
        self._plot(right, sheet.year)
        self._fix(
            sheet.causes,
            right.card(N_("What to fix first"), N_("what happened at least twice, most often first")),
        )
        self.put(page.done())

    def _counted(self, card: Card, board: Board) -> None:
        words = self.words
        titles = (BY[board.spot.by], *TITLES, N_("Total"))
        if board.rows:
            card.table(titles, [self._line(row) for row in board.rows[:SHOWN]])
        if board.once is not None:
            said = N_("Complaints: {count}. One may show it in several ways, or in none.")
            card.say(words(said, count=words.number(board.total)), "muted")
        if any(board.further):
            again = words(N_("A complaint stands under each gap it names, and once in the last column."))
            card.say(again, "muted")
        if len(board.rows) > SHOWN:
            card.say(words(N_("and {n} more"), n=len(board.rows) - SHOWN), "muted")

    def _line(self, row: BoardRow) -> tuple[str | QWidget, ...]:
        assert self.board is not None
        by = self.board.spot.by
        name = self._named(row)
        if row.key is None:
            name = self.words(UNSET[by])
        cells = [self._cell(row, at) for at in range(len(COLUMNS))]
        return (name, *cells, self.words.number(row.total))

    def _cell(self, row: BoardRow, at: int) -> str | QWidget:
        """A count that opens its complaints; where nothing is set the register has no such filter."""
        count = row.counts[at]
        if not count or row.key is None:
            return self.words.number(count)
        link = Link("complaints", where=self._where(row, COLUMNS[at]), section="register")
        made = LinkButton(self.words.number(count), lambda: self.office.go(link))
        made.setAccessibleName(f"{self._named(row)} {self.words(TITLES[at])}: {count}")
        return made

    def _named(self, row: BoardRow) -> str:
        told = LACKS.get(str(row.key))
        return self.words(told) if told is not None else suiting(row.name, row.other_name, self.words)

    def _where(self, row: BoardRow, gap: str) -> dict[str, tuple[object, ...]]:
        assert self.board is not None
        spot = self.board.spot
        counted = tuple(state for state in STATES if state != "withdrawn")
        found: dict[str, tuple[object, ...]] = {"month": self.board.months, "state": counted}
        if spot.by != "lack":  # that names its gap by itself
            found["touches" if spot.further and gap else "gap"] = (gap,)
        if spot.building is not None:
            found["building"] = (spot.building,)
        if spot.category is not None:
            found["category"] = (spot.category,)
        assert row.key is not None
        found[spot.by] = (row.key,)
        return found

    def _plot(self, right: Column, year: Board) -> None:
        words = self.words
        card = right.card(N_("The last 12 months"))
        bars = tuple(
            Series(words(GAPS[gap]), tuple(float(row.counts[at]) for row in year.rows))
            for at, gap in enumerate(GAPS)
        )
        labels = tuple(str(row.key)[2:] for row in year.rows)
        chart = Chart(words(N_("Complaints by gap")), labels, bars, stacked=True)
        view = ChartView(chart)
        months = year.months
        view.opened.connect(
            lambda at: self.office.go(Link("complaints", where={"month": (months[at],)}, section="register"))
        )
        card.add(view)
        totals = year.totals[: len(GAPS)]
        whole = sum(totals)
        if whole:
            shares = [
                f"{words(word)} {words.percent(count / whole, 0)}"
                for word, count in zip(GAPS.values(), totals, strict=True)
            ]
            card.say(" · ".join(shares), "muted")

    def _fix(self, causes: Sequence[Cause], card: Card) -> None:
        words = self.words
        if not causes:
            card.say(words(N_("Nothing happened twice in this period.")), "muted")
        for place, cause in enumerate(causes, 1):
            trade = suiting(cause.category, cause.category_other, words)
            parts = [trade, words(GAPS[cause.gap]), suiting(cause.building, cause.building_other, words)]
            said = f"{place} {' · '.join(part for part in parts if part)}"
            link = Link("complaints", where=cause.where, section="register")
            tone = (
                BAD
                if cause.grave or cause.count >= MANY
                else WARNING
                if cause.count > gaps.first.AT_LEAST
                else GREY
            )
            chips = [ChipLabel(words(N_("{n} complaints"), n=cause.count), tone)]
            if cause.grave:
                chips.append(ChipLabel(words(N_("{n} grave"), n=cause.grave), BAD))
            if cause.risky:
                chips.append(ChipLabel(words(N_("{n} may leave"), n=cause.risky), VIOLET))
            card.add(flowing(LinkButton(said, partial(self.office.go, link)), *chips, self._plan(cause)))

    def _plan(self, cause: Cause) -> Button:
        start = {"gap": cause.gap, "building_id": cause.building_id, "category_id": cause.category_id}
        made = Button(self.words(N_("Make a plan")), FILTER, "plus")
        made.on(lambda: self.office.go(Link("quality", new=start, section="plans")))
        return made.guard(self.office, gaps.add)
