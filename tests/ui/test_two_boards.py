"""Two desks plan one day on their boards at once, by mouse and by keys: what each was told is what stands in the end.

FMCRM_BOARD="40 8" plans 40 orders for 8 people instead of 12 for 4. The book of what was said yes to is kept here and
compared with what plain SQL finds.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import psycopg
import pytest
from PySide6.QtCore import QPoint, Qt

from fmcrm_desktop import places
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import Picks
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab
from fmcrm_desktop.ui.tabs.work_orders.board import Board
from tests.sample import fill
from tests.ui.board_hand import at, drag, drag_card, enter, hire, key, middle, opened, point

ORDERS, PEOPLE = map(int, os.environ.get("FMCRM_BOARD", "12 4").split())
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOURS = (8.5, 9.5, 10.5, 13.5, 14.5, 15.5, 16.5)
Place = tuple[int, datetime] | None
"""Who goes and from when; None for an order that waits at the left."""


@dataclass
class Desk:
    """One window with its board; ``heard`` is what it was told of the deed under way."""

    board: Board
    heard: list[str] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        return self.board.office.quiet and (bool(self.asks()) or not self.board.grid.settling)

    def asks(self) -> list[FormDialog]:
        return [each for each in self.board.findChildren(FormDialog) if each.isVisible()]

    def outcome(self, wait: Callable[[Callable[[], bool]], None]) -> bool:
        """Whether the deed was said yes to; a clash is left where it is."""
        wait(lambda: self.answered)
        for clash in self.asks():
            clash.reject()
            self.heard.append("no")
            wait(lambda: self.answered)
        (said,) = self.heard
        self.heard.clear()
        return said == "yes"


@pytest.fixture
def desks(where: str, qtbot, look, faults) -> Iterator[list[Desk]]:
    first = found_office(where, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min"))
    offices = [first, open_office(where)]
    for office in offices:
        office.store.clock = lambda: NOW
    fill(first)
    first.do(hire, PEOPLE - 2)
    for n in range(ORDERS):
        enter(first, summary=f"Tap {n}")
    made = [
        QtOffice(office, Words("en", "Asia/Shanghai", places.resources() / "locale")) for office in offices
    ]
    try:
        yield [desk(office, faults, qtbot) for office in made]
    finally:
        for qt_office, office in zip(made, offices, strict=True):
            qt_office.close()
            office.close()
    assert not faults, faults[0].details


def desk(office: QtOffice, faults: list, qtbot) -> Desk:
    office.picks = Picks()
    office.broke.connect(faults.append)

    def show(kind: type[WorkOrdersTab]) -> WorkOrdersTab:
        tab = kind(office)
        qtbot.addWidget(tab)
        tab.resize(1366, 680)
        tab.show()
        qtbot.waitExposed(tab)
        tab.shown()
        return tab

    made = Desk(opened(show, qtbot))
    office.said.connect(lambda *_: made.heard.append("yes"))
    office.refused.connect(lambda *_: made.heard.append("no"))
    return made


def draw_card(board: Board, chance: random.Random) -> tuple[int, Place]:
    who, hour = chance.choice(board.grid.plan.rows).worker.id, chance.choice(HOURS)
    order = board.cards.rows.ids[0]
    drag_card(board, who, hour)
    return order, (who, at(hour))


def key_card(board: Board, chance: random.Random) -> tuple[int, Place]:
    """The card chosen at the left, put with Enter where the arrows stop: on a free half hour."""
    grid, order = board.grid, board.cards.rows.ids[board.cards.currentIndex().row()]
    grid.go(grid.at.spot._replace(who=grid.plan.rows[0].worker.id, at=grid.plan.day + 8 * 60))
    for _ in range(chance.randrange(PEOPLE)):
        key(grid, Qt.Key.Key_Down)
    for _ in range(chance.randrange(12)):
        key(grid, Qt.Key.Key_Right)
    while grid.at.entry is not None:
        key(grid, Qt.Key.Key_Right)
    spot = grid.at.spot
    key(grid, Qt.Key.Key_Return)
    return order, (spot.who, at((spot.at - grid.plan.day) / 60))


def draw_block(board: Board, chance: random.Random) -> tuple[int, Place]:
    block = chance.choice(board.grid.plan.sheet.blocks)
    who = chance.choice(
        [row.worker.id for row in board.grid.plan.rows if row.worker.id != block.job.staff[0]]
    )
    hour = chance.choice(HOURS)
    end = point(board, who, hour + 0.5)  # it is grasped in its middle, half an hour after it begins
    drag(board.grid.viewport(), middle(board, block.job.order_id) + QPoint(4, 0), end)
    return block.job.order_id, (who, at(hour))


def take_off(board: Board, chance: random.Random) -> tuple[int, Place]:
    grid = board.grid
    block = chance.choice(grid.plan.sheet.blocks)
    found = next(n for n, entry in enumerate(grid.plan.entries) if entry == block)
    grid.go(grid.at.spot._replace(who=block.job.staff[0]), found)
    key(grid, Qt.Key.Key_Delete)
    return block.job.order_id, None


def one_deed(board: Board, chance: random.Random) -> tuple[int, Place]:
    waits, there = len(board.cards.rows.ids), len(board.grid.plan.sheet.blocks)
    if waits and (not there or chance.random() < 0.7):
        return chance.choice((draw_card, key_card))(board, chance)
    return (take_off if chance.random() < 0.2 else draw_block)(board, chance)


def stands(where: str) -> dict[int, Place]:
    """Who goes when, of every order, by plain SQL."""
    asked = (
        "select w.id, t.staff_id, v.planned_from from work_order w "
        "left join visit v on v.order_id = w.id and v.archived is null left join visit_staff t on t.visit_id = v.id"
    )
    if where.startswith("postgresql"):
        with psycopg.connect(where.replace("+psycopg", "")) as server:
            found = server.execute(asked).fetchall()
    else:
        with closing(sqlite3.connect(where)) as file:
            found = [
                (id, who, datetime.fromisoformat(starts).replace(tzinfo=UTC) if starts else None)
                for id, who, starts in file.execute(asked)
            ]
    assert len(found) == ORDERS, "an order has one visit at most, with one person"
    return {id: (who, starts) if starts else None for id, who, starts in found}


def overlaps(book: dict[int, Place]) -> bool:
    taken = sorted(place for place in book.values() if place is not None)
    return any(a[0] == b[0] and b[1] - a[1] < timedelta(hours=1) for a, b in pairwise(taken))


def test_two_desks_plan_a_day_and_every_yes_stands_while_every_no_was_told(desks, where, qtbot) -> None:
    chance, book = random.Random(ORDERS), stands(where)
    yes, no, rounds = 0, 0, 0
    while (None in book.values() or rounds < ORDERS) and rounds < 6 * ORDERS:
        rounds += 1
        deeds = [one_deed(each.board, chance) for each in desks]  # neither waits for the other
        said = [each.outcome(qtbot.waitUntil) for each in desks]
        if deeds[0][0] == deeds[1][0]:
            assert sum(said) < 2, "of two changes to what both had seen one must be told"
        book.update(deed for deed, kept in zip(deeds, said, strict=True) if kept)
        assert stands(where) == book, (rounds, deeds, said)
        yes, no = yes + sum(said), no + 2 - sum(said)
        for each in chance.sample(desks, chance.randrange(3)):  # the clock that looks what others have done
            each.board.others.timeout.emit()
            qtbot.waitUntil(lambda each=each: each.answered)
    assert None not in book.values() and not overlaps(book)
    assert yes >= ORDERS and no, "nothing was ever refused: the desks were not at it at once"
    print(f"{rounds} rounds, {yes} kept, {no} told")
    for each in desks:
        each.board.others.timeout.emit()
        qtbot.waitUntil(lambda each=each: each.answered)
        shown = {
            block.job.order_id: (block.job.staff[0], block.starts)
            for block in each.board.grid.plan.sheet.blocks
        }
        assert shown == book
