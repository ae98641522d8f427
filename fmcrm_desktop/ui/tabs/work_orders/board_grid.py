"""The painted dispatch board: one thin widget for all people and visits, with the keyboard's place in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.dispatch import Block, BoardSheet
from fmcrm_desktop.ui.tabs.work_orders import board_words
from fmcrm_desktop.ui.tabs.work_orders.board_carry import Carry
from fmcrm_desktop.ui.tabs.work_orders.board_keys import Keys
from fmcrm_desktop.ui.tabs.work_orders.board_look import Look
from fmcrm_desktop.ui.tabs.work_orders.board_mouse import Mouse
from fmcrm_desktop.ui.tabs.work_orders.board_plan import Spot, carried
from fmcrm_desktop.ui.tabs.work_orders.board_spoken import Spoken
from fmcrm_desktop.ui.tabs.work_orders.board_standing import Standing


class Grid(QAbstractScrollArea):
    """Shows a BoardSheet; says what a person wants done and does nothing itself."""

    placed = Signal(object, object, object)
    """A Job was let go at an Aim, taken from a person (id) or None."""
    unplanned = Signal(object)
    """A Job is to be taken off the board."""
    asked = Signal(str, object)
    """open, assign or suggest, with the Job; previous, next, today, day, week or cards with None."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.at = Standing(words)
        self.plan = self.at.plan
        self.look = Look(words)
        self.carry: Carry | None = None
        self.writable = True
        self.settling = False
        """A deed is under way: what is seen is not what is."""
        self._waiting: BoardSheet | None = None
        self._keys, self._mouse = Keys(self), Mouse(self)
        self.spoken = Spoken(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(words(N_("Dispatch board")))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())
        every_minute = QTimer(self)
        every_minute.timeout.connect(self.viewport().update)
        every_minute.start(60_000)

    # showing

    def set_sheet(self, sheet: BoardSheet) -> None:
        """Show this; a drag under way goes on first, and what had the focus keeps it."""
        if self.carry is not None:
            self._waiting = sheet
            return
        self.settling = False
        self.at.show(sheet, self.viewport().width())
        self._range()
        self.shown()

    def _range(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, int(self.plan.height) - room))
        bar.setPageStep(max(room, 1))
        bar.setSingleStep(37)

    def shown(self) -> None:
        """Paint anew and say in words where the keyboard is, for screen readers."""
        words, at = self.words, self.at
        if self.carry is not None and self.carry.aim is not None:
            said = at.told(self.carry.job, self.carry.aim)
        elif at.entry is not None:
            said = board_words.told(at.entry, at.names, words)
        else:
            said = at.told(at.chosen, at.aim_at(at.spot, at.chosen))
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.viewport().update()

    # the keyboard's place

    def go(self, spot: Spot, key: int | None = None) -> None:
        """Put the keyboard there, on an entry or on the first one there is."""
        self.at.spot = spot
        self.at.focused = key if key is not None else next(iter(self.at.keys_at(spot)), None)
        self.reveal(spot.who)
        self.shown()

    def reveal(self, who: int) -> None:
        row, bar = self.plan.row_of(who), self.verticalScrollBar()
        if row is not None:
            top = min(bar.value(), int(row.top) - 32)
            bar.setValue(max(top, int(row.top + row.high) - self.viewport().height()))

    # carrying

    def movable(self, key: int | None) -> bool:
        entry = self.plan.entries[key] if key is not None else None
        return self.writable and not self.settling and isinstance(entry, Block) and not entry.fixed

    def lift(self, carry: Carry) -> None:
        """Begin to carry something."""
        self.carry = carry
        self.shown()

    def carry_to(self, spot: Spot | None) -> None:
        """Carry it to a place; None is no place at all."""
        carry = self.carry
        assert carry is not None
        if spot is None:
            carry.aim = None
        elif carry.before is None or carry.grab is None:
            carry.aim = self.at.aim_at(spot, carry.job)
        else:
            carry.aim = carried(carry.before, carry.grab, spot, carry.edge, self.plan.week)
        self.shown()

    def drop(self) -> None:
        """Let it go where it is: what is wanted by it is said, then what came meanwhile is shown."""
        carry, self.carry = self.carry, None
        if carry is not None and carry.away and carry.before is not None:
            self.unplanned.emit(carry.job)
        elif carry is not None and carry.aim is not None and carry.aim != carry.before:
            self.placed.emit(carry.job, carry.aim, carry.before.who if carry.before else None)
        self._catch_up()

    def let_be(self) -> None:
        """Put it back."""
        self.carry = None
        self._catch_up()

    def _catch_up(self) -> None:
        settling, sheet, self._waiting = self.settling, self._waiting, None
        if sheet is not None:
            self.set_sheet(sheet)
            self.settling = settling
        self.shown()

    # Qt

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._keys.owns(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._keys.press(event):
                return True
            if event.type() == QEvent.Type.KeyRelease:
                self._keys.release(event)
        if event.type() == QEvent.Type.FocusOut and self.carry is not None and self.carry.by_keys:
            self.let_be()
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.shown()
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        return self._mouse.handle(event) or super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.look.paint(painter, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.plan.arrange(self.plan.sheet, self.viewport().width())
        self._range()

    def board_point(self, at: QPoint) -> tuple[float, float]:
        """A point of the viewport in pixels of the whole board; the line of hours stays above everything."""
        return at.x(), at.y() + self.verticalScrollBar().value()
