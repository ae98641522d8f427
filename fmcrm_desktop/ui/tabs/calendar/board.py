"""The painted calendar: one widget whatever the number of entries, with the keyboard's place in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.tabs.calendar.keys import Keys
from fmcrm_desktop.ui.tabs.calendar.look import Look, stretch_words, told
from fmcrm_desktop.ui.tabs.calendar.mouse import Mouse
from fmcrm_desktop.ui.tabs.calendar.placing import Drag, Place, Sheet, Stretch, dragged
from fmcrm_desktop.ui.tabs.calendar.plan import Plan, is_shown
from fmcrm_desktop.ui.tabs.calendar.spoken import Spoken

MOVABLE = ("event", "visit")
"""What has a time of its own to give."""
KEEPING_TIME = "promise"
"""What was promised for a time keeps it: it only goes from one person to another."""


class Board(QAbstractScrollArea):
    """Every view is painted upon this; ``plan`` knows where things lie, Keys and Mouse what is done."""

    takes: tuple[str, ...] = MOVABLE
    """The tables whose entries can be drawn here."""

    opened = Signal(object)
    """An Entry is to be opened."""
    wanted = Signal(object)
    """A new entry is wanted at this Stretch."""
    moved = Signal(object, object)
    """An Entry was given another Stretch."""
    listed = Signal(object, object)
    """The entries (tuple) hidden behind "+n more" are asked for, at a global point."""
    menu = Signal(object, object)
    """What can be done is asked for, with an Entry or None, at a global point."""
    left = Signal(int)
    """The keyboard went to a day (ordinal) that is not shown."""
    handed = Signal(object, object)
    """An Entry was drawn from one person to another: with the Drag that did it."""
    asked = Signal(str, int)
    """A view, today, escape, remove, print, larger, smaller or usual, with the day of the keyboard's place."""

    def __init__(self, words: Words, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.plan = words, plan
        self.look = Look(words)
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.spot = Place(plan.first_day, 9 * 60)
        self.anchor: Place | None = None
        self.focused: int | None = None
        self.drag: Drag | None = None
        self.writable = True
        self._keys, self._mouse = Keys(self), Mouse(self)
        self.spoken = Spoken(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)

    def paint(self, painter: QPainter) -> None:
        raise NotImplementedError

    def reveal(self) -> None:
        """Scroll so that the keyboard's place can be seen."""

    def follow(self, at: QPoint) -> None:
        """Scroll when a drag comes to the edge."""

    # showing

    def set_sheet(self, sheet: Sheet, first_day: int, days: int) -> None:
        """Show these entries on these days; the focused entry stays focused where it is still there."""
        plan = self.plan
        before = plan.sheet.entries[self.focused] if self.focused is not None else None
        plan.sheet, plan.first_day, plan.days, self.drag = sheet, first_day, days, None
        if not is_shown(plan, self.spot.day):
            self.spot, self.anchor = self.spot._replace(day=self.home()), None
        self.focused = None if before is None else sheet.key_of(before)
        self.arrange()
        if self.focused is None and self.anchor is None:
            self.focused = next(iter(plan.at(self.spot)), None)
        self.shown()

    def home(self) -> int:
        """The day on which the keyboard's place begins in a new window: today when it is shown."""
        today = self.words.today(self.now()).toordinal()
        return today if is_shown(self.plan, today) else self.plan.first_day

    def arrange(self) -> None:
        """Lay out anew, for other entries or another size."""
        self.plan.arrange(self.viewport().size())

    def shown(self) -> None:
        """Paint anew and say in words where the keyboard's place is, for screen readers."""
        if self.drag is not None and self.drag.ghost is not None:
            said = stretch_words(self.drag.ghost, self.words, self.plan.person(self.drag.lies))
        elif self.focused is not None:
            said = told(self.plan.sheet.entries[self.focused], self.words).replace("\n", ", ")
        else:
            said = self.words(
                N_("{place}: free"),
                place=stretch_words(self.selected(), self.words, self.plan.person(self.spot)),
            )
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
                if self.focused is not None and self.hasFocus():
                    event = QAccessibleEvent(self, QAccessible.Event.Focus)
                    event.setChild(self.plan.sheet.in_time.index(self.focused))
                    QAccessible.updateAccessibility(event)
        self.viewport().update()

    def selected(self) -> Stretch:
        """What the keyboard has marked: for a new entry."""
        return Stretch.between(self.anchor or self.spot, self.spot, 60 if self.anchor is None else 30)

    def movable(self, key: int | None) -> bool:
        return key is not None and self.writable and self.plan.sheet.entries[key].table in self.takes

    # the keyboard's place

    def go(self, place: Place, anchor: Place | None = None) -> None:
        """Put the keyboard's place somewhere, marking from the anchor; an entry there gets the focus."""
        self.spot, self.anchor = place, anchor
        if not is_shown(self.plan, place.day):
            self.left.emit(place.day)
            return
        keys = self.plan.at(place)
        self.focused = keys[0] if keys and anchor is None else None
        self.reveal()
        self.shown()

    def focus_day(self, day: int) -> None:
        """Put the keyboard's place on a day, at the same minute."""
        self.go(self.spot._replace(day=day))

    def focus_entry(self, key: int) -> None:
        item = self.plan.sheet.items[key]
        who = self.plan.owner(key, self.spot.who)
        self.spot, self.anchor = Place(max(item.first, self.plan.first_day), item.begin, who), None
        self.focused = key
        self.reveal()
        self.shown()

    def carry(self, at: Place) -> None:
        """Draw what is being made, moved or resized to a place."""
        drag = self.drag
        assert drag is not None
        drag.at = at
        if drag.key is None:
            drag.ghost = Stretch.between(drag.grab, at)
            return
        if self.plan.sheet.entries[drag.key].table == KEEPING_TIME:
            drag.at, drag.edge = drag.grab._replace(who=at.who), ""
        drag.ghost = dragged(Stretch.of(self.plan.sheet.items[drag.key]), drag.grab, drag.at, drag.edge)

    def drop(self) -> None:
        """The end of a drag: what was made or moved is told."""
        drag, self.drag = self.drag, None
        self.shown()
        if drag is None or drag.ghost is None:
            return
        if drag.key is None:
            self.wanted.emit(drag.ghost)
        elif drag.hands_over:
            self.handed.emit(self.plan.sheet.entries[drag.key], drag)
        elif drag.ghost != Stretch.of(self.plan.sheet.items[drag.key]):
            self.moved.emit(self.plan.sheet.entries[drag.key], drag.ghost)

    # Qt

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._keys.owns(event)
        ):
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._keys.press(event):
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease:
            self._keys.release(event)
        if isinstance(event, QContextMenuEvent):
            return self._mouse.handle(event)
        if event.type() == QEvent.Type.FocusOut and self.drag is not None:
            self.drag = None
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.shown()
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        return self._mouse.handle(event) or super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
