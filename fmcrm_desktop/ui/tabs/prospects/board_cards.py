"""The painted board of stages: cards are dragged by the mouse or carried by the keys, to permitted stages only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from fmcrm_desktop.model.prospect import STAGES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.prospects import LeadRow, Stage
from fmcrm_desktop.ui.tabs.prospects import telling
from fmcrm_desktop.ui.tabs.prospects.board_look import Look
from fmcrm_desktop.ui.tabs.prospects.board_plan import CARD, Plan, Spot

_STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_HELD = (Qt.Key.Key_Control, Qt.Key.Key_Alt)
_CARRY = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Cards(QAbstractScrollArea):
    """Shows the stages; says what a person wants done and does nothing itself."""

    placed = Signal(object, str)
    """A LeadRow was let go on a stage."""
    opened = Signal(int)
    stepped = Signal(object)
    """A step was taken with the LeadRow (the key S)."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.plan, self.look = Plan(), Look(words)
        self.focused: Spot | None = None
        self.carried: LeadRow | None = None
        self.over: int | None = None
        """The column the carried card is over."""
        self.writable = True
        self._pressed: tuple[QPoint, LeadRow] | None = None
        self._by_keys = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(words(N_("Board of stages")))
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _value: self.viewport().update())

    def show_stages(self, stages: Sequence[Stage]) -> None:
        """Show these; the card with the focus keeps it wherever it has gone."""
        card = self.plan.card(self.focused)
        self.plan.arrange(stages, self.viewport().width())
        self.focused = self.plan.spot_of(card.id) if card is not None else None
        if self.focused is None:
            self.focused = next((Spot(at, 0) for at, stage in enumerate(stages) if stage.cards), None)
        self._range()
        self._say()

    def focus_on(self, id: int) -> None:
        self.focused = self.plan.spot_of(id) or self.focused
        self._say()

    @property
    def card(self) -> LeadRow | None:
        """The one with the focus."""
        return self.plan.card(self.focused)

    def _range(self) -> None:
        wide, high = self.plan.whole
        for bar, whole, room in (
            (self.horizontalScrollBar(), wide, self.viewport().width()),
            (self.verticalScrollBar(), high, self.viewport().height()),
        ):
            bar.setRange(0, max(0, whole - room))
            bar.setPageStep(max(room, 1))
            bar.setSingleStep(CARD // 2)

    def _say(self) -> None:
        """Paint anew and tell screen readers where the keyboard is."""
        card = self.carried or self.card
        said = ""
        if card is not None:
            stage = self.plan.stages[self.over].state if self.over is not None else card.state
            late = self.words(N_("Next step overdue")) if card.late else ""
            parts = (
                telling.name(card, self.words), self.words(STAGES[stage]), card.next_step,
                telling.next_day(card, self.words), late,
            )  # fmt: skip
            said = " · ".join(part for part in parts if part)
        self.setAccessibleDescription(said)
        self.viewport().update()

    # carrying

    def _lift(self, card: LeadRow, by_keys: bool) -> None:
        self.carried, self._by_keys = card, by_keys
        self.over = self.focused.column if self.focused else None

    def _carry_on(self, right: int) -> None:
        """To the next permitted stage in a direction; past the last one it comes home again."""
        card = self.carried or self.card
        if card is None or not self.writable or self.focused is None:
            return
        if self.carried is None:
            self._lift(card, True)
        assert self.over is not None
        places = [*self.plan.permitted(card), self.focused.column]
        ahead = [at for at in places if (at - self.over) * right > 0]
        if ahead:
            self.over = min(ahead) if right > 0 else max(ahead)
            self._reveal(Spot(self.over, 0), across=True)
        self._say()

    def _drop(self) -> None:
        card, over = self.carried, self.over
        self.carried, self.over, self._pressed = None, None, None
        if card is not None and over is not None and over in self.plan.permitted(card):
            self.placed.emit(card, self.plan.stages[over].state)
        self._say()

    def let_be(self) -> None:
        """Put it back."""
        self.carried, self.over, self._pressed = None, None, None
        self._say()

    def _reveal(self, spot: Spot, across: bool = False) -> None:
        place = self.plan.place(spot)
        bar = self.horizontalScrollBar()
        bar.setValue(max(min(bar.value(), place.left() - 4), place.right() + 4 - self.viewport().width()))
        if not across:
            down = self.verticalScrollBar()
            top = min(down.value(), max(place.top() - 48, 0))
            down.setValue(max(top, place.bottom() + 8 - self.viewport().height()))

    # Qt

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if event.type() == QEvent.Type.ShortcutOverride and (
                (key in _STEPS and bool(event.modifiers() & _CARRY))
                or (key == Qt.Key.Key_Escape and self.carried is not None)
            ):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._press(key, event):
                return True
            if event.type() == QEvent.Type.KeyRelease and self._by_keys and key in _HELD and self.carried:
                self._drop()
        if event.type() == QEvent.Type.FocusOut and self.carried is not None and self._by_keys:
            self.let_be()
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        return super().event(event)

    def _press(self, key: Qt.Key, event: QKeyEvent) -> bool:
        card = self.card
        if key in _STEPS and self.focused is not None:
            right, down = _STEPS[key]
            if event.modifiers() & _CARRY:
                if right:
                    self._carry_on(right)
            else:
                self.focused = self.plan.stepped(self.focused, right, down)
                self._reveal(self.focused)
                self._say()
        elif key == Qt.Key.Key_Escape and self.carried is not None:
            self.let_be()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and card is not None:
            self.opened.emit(card.id)
        elif key == Qt.Key.Key_S and not event.modifiers() and card is not None and self.writable:
            self.stepped.emit(card)
        else:
            return False
        return True

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            kind = event.type()
            if kind == QEvent.Type.MouseMove:
                self._follow(event)
                return True
            if event.button() == Qt.MouseButton.LeftButton:
                if kind == QEvent.Type.MouseButtonPress:
                    self._take(event.position().toPoint())
                elif kind == QEvent.Type.MouseButtonRelease:
                    self._drop()
                elif kind == QEvent.Type.MouseButtonDblClick and self.card is not None:
                    self.opened.emit(self.card.id)
                return True
        return super().viewportEvent(event)

    def board_point(self, at: QPoint) -> QPoint:
        return at + QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _take(self, at: QPoint) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        there = self.board_point(at)
        spot = self.plan.spot_at(there.x(), there.y())
        card = self.plan.card(spot)
        self._pressed = (at, card) if card is not None and self.writable else None
        if spot is not None:
            self.focused = spot
        self._say()

    def _follow(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        there = self.board_point(at)
        if self.carried is None and self._pressed is not None:
            begun, card = self._pressed
            if (at - begun).manhattanLength() >= QApplication.startDragDistance():
                self._lift(card, False)
        if self.carried is not None and not self._by_keys:
            inside = self.viewport().rect().contains(at)
            self.over = self.plan.column_at(there.x()) if inside else None
            self._say()
        below = self.plan.card(self.plan.spot_at(there.x(), there.y()))
        shape = Qt.CursorShape.PointingHandCursor if below is not None else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().setToolTip(self.look.tip(below) if below is not None and self.carried is None else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.look.paint(painter, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.plan.arrange(self.plan.stages, self.viewport().width())
        self._range()
