"""The dispatch board: what waits at the left, a day or a week of people and visits at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import dispatch
from fmcrm_desktop.services.dispatch import Block, BoardSheet, Job
from fmcrm_desktop.ui.kit import memory, spoken, theme
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.work_orders.board_carry import Carry
from fmcrm_desktop.ui.tabs.work_orders.board_deeds import BoardDeeds
from fmcrm_desktop.ui.tabs.work_orders.board_grid import Grid
from fmcrm_desktop.ui.tabs.work_orders.board_plan import Aim
from fmcrm_desktop.ui.tabs.work_orders.board_tools import Tools
from fmcrm_desktop.ui.tabs.work_orders.board_waiting import Waiting

LEFT = 316
"""Pixels for the cards, until the person draws them wider."""
OTHERS = 30_000
"""Milliseconds after which the board looks what other desks have done; what is done here is news at once."""
WEEK, SPLIT = "board/week", "splitter/board"


class Board(QWidget):
    """Shows and asks; the deeds are BoardDeeds. ``wanted``: new, sheets (order ids) or open (an order id)."""

    wanted = Signal(str, object)

    def __init__(self, office: QtOffice, switch: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        spoken.install()
        self.office, self.words = office, office.words
        self.day = self.words.today()
        self.week = memory.get(WEEK) == "yes"
        self.waiting, self.tools, self.grid = Waiting(office, switch), Tools(office), Grid(self.words)
        self.cards = self.waiting.cards
        self.deeds = BoardDeeds(office, self)
        self.deeds.day, self.deeds.names = lambda: self.day, self.grid.at.name
        self.grid.writable = office.may(dispatch.place)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.waiting)
        split.addWidget(self._right())
        split.setStretchFactor(1, 1)
        state = memory.get_bytes(SPLIT)
        if state is None or not split.restoreState(state):
            split.setSizes([LEFT, 1366 - LEFT])
        split.splitterMoved.connect(lambda *_: memory.put_bytes(SPLIT, split.saveState()))
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(split)
        self.others = QTimer(self, interval=OTHERS)
        self.others.timeout.connect(lambda: self.isVisible() and self.reload())
        self.others.start()
        self._connect()
        self.tools.show_span(*self.span)

    def _right(self) -> QWidget:
        holder = QWidget()
        lay = QVBoxLayout(holder)
        lay.setContentsMargins(14, theme.GAP_M, 14, theme.GAP_M)
        lay.setSpacing(theme.GAP_M)
        lay.addWidget(self.tools)
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 3)
        inside.addWidget(self.grid)
        lay.addWidget(card, 1)
        return holder

    def _connect(self) -> None:
        cards, grid = self.cards, self.grid
        self.waiting.narrowed.connect(self.reload)
        self.tools.turned.connect(self.turn)
        self.tools.suggest.on(self._suggest)
        self.tools.sheets.on(self.print_sheets)
        self.tools.new.on(lambda: self.wanted.emit("new", None))
        cards.chosen.connect(self._chosen)
        cards.carried.connect(self._carried)
        cards.dropped.connect(self._dropped)
        cards.asked.connect(self._asked)
        grid.asked.connect(self._asked)
        grid.placed.connect(self._placed)
        grid.unplanned.connect(self._unplanned)
        self.deeds.ended.connect(self.reload)

    # asking

    def reload(self) -> None:
        """Ask for the cards and the day anew; the keyboard and a drag stay where they are."""
        self.waiting.reload()
        first, days = self.span
        self.office.ask(self, dispatch.board, first, days, self.waiting.territories, then=self._show)

    @property
    def span(self) -> tuple[date, int]:
        """The first day shown, and how many."""
        return (self.day - timedelta(self.day.weekday()), 7) if self.week else (self.day, 1)

    def _show(self, sheet: BoardSheet) -> None:
        if (sheet.first_day, sheet.days) == self.span:
            self.grid.set_sheet(sheet)

    # turning

    def turn(self, how: str) -> None:
        """The day before or after, today, the day or the week."""
        day = self.day
        if how in ("day", "week"):
            if how == "day" and self.week:
                day = date.fromordinal(self.grid.at.spot.at // (24 * 60))
            self.week = how == "week"
            memory.put(WEEK, "yes" if self.week else "no")
        elif how == "today":
            day = self.words.today()
        else:
            day += timedelta((7 if self.week else 1) * (1 if how == "next" else -1))
        self.go_to(day)

    def go_to(self, day: date) -> None:
        """Show another day, or the week it is in."""
        self.day = day
        self.tools.show_span(*self.span)
        self.reload()

    # what is wanted

    def _asked(self, what: str, given: Any) -> None:
        acts: dict[str, Callable[[], object]] = {
            "open": lambda: self.wanted.emit("open", given.order_id),
            "assign": lambda: self._assign(given),
            "suggest": self._suggest,
            "grid": lambda: self.grid.setFocus(Qt.FocusReason.OtherFocusReason),
            "cards": lambda: self.cards.setFocus(Qt.FocusReason.OtherFocusReason),
            "over": lambda: self._over(given),
        }
        acts.get(what, lambda: self.turn(what))()

    def _assign(self, job: Job) -> None:
        at = self.grid.at
        if self.grid.writable and not self.grid.settling:
            now = None
            if job.visit_id is not None and at.focused is not None:
                now = at.lies(at.focused, at.spot.who)
            self.deeds.assign(job, now)

    def _suggest(self) -> None:
        """For whatever has the keyboard: a block, or the card chosen at the left."""
        by_cards = not self.grid.hasFocus()
        job = self.grid.at.chosen if by_cards else self.grid.at.job
        if job is None or not self.grid.writable or self.grid.settling:
            return
        at = self.grid.viewport().mapToGlobal(QPoint(40, 60))
        if by_cards:
            card = self.cards.visualRect(self.cards.currentIndex())
            at = self.cards.viewport().mapToGlobal(card.topRight())
        self.deeds.suggest(job, at)

    def _placed(self, job: Job, aim: Aim, before: int | None) -> None:
        self.grid.settling = True
        self.deeds.place(job, aim, before)

    def _unplanned(self, job: Job) -> None:
        self.grid.settling = True
        self.deeds.unschedule(job)

    def print_sheets(self) -> None:
        """The job sheets of all that is shown, in one file."""
        blocks = [entry for entry in self.grid.plan.entries if isinstance(entry, Block)]
        ids = list(dict.fromkeys(block.job.order_id for block in blocks))
        if ids:
            self.wanted.emit("sheets", ids)
        else:
            self.office.say(self.words(N_("Nothing is planned on these days.")))

    # a card on its way

    def _chosen(self, job: Job | None) -> None:
        self.grid.at.chosen = job
        self.grid.viewport().update()

    def _carried(self, job: Job, at: QPoint) -> None:
        grid = self.grid
        if not grid.writable or grid.settling:
            return
        if grid.carry is None:
            grid.lift(Carry(job))
        here = grid.viewport().mapFromGlobal(at)
        inside = grid.viewport().rect().contains(here)
        grid.carry_to(grid.plan.spot(*grid.board_point(here)) if inside else None)

    def _dropped(self, kept: bool) -> None:
        if self.grid.carry is not None:
            (self.grid.drop if kept else self.grid.let_be)()

    def _over(self, at: QPoint | None) -> None:
        """A block is drawn over the left, or away from it again."""
        carry = self.grid.carry
        away = at is not None and self.waiting.rect().contains(self.waiting.mapFromGlobal(at))
        if carry is not None:
            carry.away = away
        self.waiting.mark(away)
