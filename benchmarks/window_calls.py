"""A clerk at the call desk of the real window, by keys alone: each key is timed to its paint."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.window_program import spin, timed

ENTER, TAB, BACK, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
BETWEEN = 2.5
"""Seconds between two calls."""
Figures = dict[str, Any]


class Hand:
    """Presses keys where the keyboard is; ``took`` is what the program needed for them."""

    def __init__(self, window: Any) -> None:
        self.window, self.keys, self.took = window, 0, 0.0
        self.answered = 0.0
        """Seconds from the last key pressed with ``there`` to the first paint after it."""

    def press(self, key: Any, held: Any = NONE, there: Callable[[], bool] | None = None) -> float:
        """Until everything asked for is painted, or ``there``: then the list behind, which nobody waits for, may come
        later."""
        on = QApplication.focusWidget() or self.window
        if there is None:
            seconds = timed(self.window, lambda: QTest.keyClick(on, key, held))
        else:
            begin = time.perf_counter()
            QTest.keyClick(on, key, held)
            QApplication.processEvents()
            self.answered = time.perf_counter() - begin
            while not there():
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            QApplication.processEvents()
            seconds = time.perf_counter() - begin
            spin(self.window)
        self.keys, self.took = self.keys + 1, self.took + seconds
        return seconds

    def type(self, text: str) -> list[float]:
        return [self.press(letter) for letter in text]

    def tab_to(self, widget: Any, key: Any = TAB) -> list[float]:
        """Tab until the keyboard is there."""
        found: list[float] = []
        while not widget.hasFocus():
            found.append(self.press(key))
            assert len(found) < 40, "Tab does not come there"
        return found


def opened(window: Any, figures: Figures) -> Any:
    """F2; gives the hand at the desk."""
    window.activateWindow()  # shortcuts work in the active window only, and X11 takes its time to make it one
    while not window.isActiveWindow():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    spin(window)
    hand = Hand(window)
    figures.setdefault("opened", []).append(
        hand.press(Qt.Key.Key_F2, there=lambda: desk_of(window) is not None)
    )
    return hand


def desk_of(window: Any) -> Any:
    """The call desk that is open, if one is."""
    calls = window.desk.tabs.get("calls")
    return calls.section("log").desk if calls is not None else None


def rest(window: Any) -> None:
    """What the program does after a call, before the next."""
    until = time.monotonic() + BETWEEN
    while time.monotonic() < until:
        spin(window)
        time.sleep(0.01)


def begun(window: Any, typed: str, figures: Figures) -> tuple[Any, Any]:
    hand = opened(window, figures)
    log = window.desk.present.section("log")
    figures.setdefault("called", []).extend(hand.type(typed))
    figures.setdefault("other", []).append(hand.press(ENTER))
    assert log.desk.topic_line.hasFocus(), "Enter took nobody"
    figures["other"] += hand.type("Rep")
    return hand, log


def short_calls(window: Any, callers: list[str], figures: Figures) -> None:
    """F2, a caller, Enter, a topic, Enter."""
    figures["call"], figures["call_keys"] = [], []
    for typed in callers:
        hand, log = begun(window, typed, figures)
        saved(hand, figures, ENTER, NONE, log)
        ended(window, hand, figures, "call")


def long_calls(window: Any, callers: list[str], figures: Figures) -> None:
    """The same with what was said, an order of a category and a call-back tomorrow at half past nine."""
    figures["long"], figures["long_keys"] = [], []
    for typed in callers:
        hand, log = begun(window, typed, figures)
        slots, other = log.detail.form.form.slots, figures["other"]
        other += hand.tab_to(slots["notes"].editor.focusProxy())
        other += hand.type("Ceiling leaks in the bathroom")
        # the first tick leads on to the order's category; the last tick stands before that
        for tick, key in (("make_order", TAB), ("make_call_back", BACK)):
            other += hand.tab_to(slots[tick].editor.focusProxy() or slots[tick].editor, key)
            other.append(hand.press(SPACE))
        assert slots["call_back"].editor.focusProxy().hasFocus()
        other += hand.type("+1")
        other += hand.tab_to(slots["call_back"].editor.clock)
        other += hand.type("930")
        saved(hand, figures, ENTER, CONTROL, log)
        ended(window, hand, figures, "long")


def saved(hand: Hand, figures: Figures, key: Any, held: Any, log: Any) -> None:
    """The key that saves: until Save is seen to be under way, and until the call is kept and the log stands there."""
    figures.setdefault("saved", []).append(hand.press(key, held, lambda: log.detail.form is None))
    figures.setdefault("answered", []).append(hand.answered)


def ended(window: Any, hand: Hand, figures: Figures, name: str) -> None:
    figures[name].append(hand.took)
    figures[f"{name}_keys"].append(hand.keys)
    rest(window)
