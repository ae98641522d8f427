"""The window itself as a child process: when its frame and its first list are painted, then a clerk's hands in it.

``python benchmarks/window_program.py start|use|quality|desk|cold OFFICE`` prints figures as JSON. BENCH_BEGIN is the moment (monotonic)
before this process was started; FMCRM_HOME names the tab that opens first.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

BEGIN = float(os.environ["BENCH_BEGIN"])

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from fmcrm_desktop.ui import window as module  # noqa: E402

FIGURES: dict[str, Any] = {}
SIZE = (1366, 820)
QUALITY = (
    ("complaints", "register"), ("complaints", "actions"), ("quality", "gaps"), ("quality", "plans"), ("quality", "points"),
)  # fmt: skip
NARROWED: tuple[dict[str, tuple[object, ...]], ...] = (
    {"state": ("open",)}, {"category": (11,)}, {"person": (77,)}, {"gap": ("respect",), "month": ("2026-03",)},
)  # fmt: skip
WORDS = ("elevator", "c-2610", "wangwei")
TYPED = ("elevator", "1381", "wangwei", "leaking tap", "w-2610")


def since() -> float:
    return time.monotonic() - BEGIN


class Watched(module.MainWindow):  # type: ignore[misc]
    """The window, telling when it is painted."""

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        if "frame" not in FIGURES:
            FIGURES["frame"] = 0.0
            QTimer.singleShot(0, lambda: FIGURES.update(frame=since()))

    def show_desk(self) -> None:
        super().show_desk()
        table = self.desk.present.list.table
        self._painted = Painted(table)
        table.viewport().installEventFilter(self._painted)


class Painted(QObject):
    """Sees the first paint of a table that holds rows."""

    def __init__(self, table: Any) -> None:
        super().__init__()
        self.table, self.seen = table, False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.table.model().rowCount() and not self.seen:
            self.seen = True
            QTimer.singleShot(0, filled)
        return False


def filled() -> None:
    from benchmarks.memory import resident_mb

    FIGURES.update(list=since(), memory=resident_mb(), modules=sorted(sys.modules))
    if sys.argv[1] == "cold":
        QTimer.singleShot(0, tried)
    elif sys.argv[1] != "start":
        QTimer.singleShot(3_000, tried)  # what the program does once it has settled is over
    else:
        finish()


def tried() -> None:
    """The program survives its bugs; a measurement must not."""
    done = False
    try:
        use()
        done = True
    finally:
        if not done:
            traceback.print_exc()
            os._exit(1)


def finish() -> None:
    print(json.dumps(FIGURES), flush=True)
    os._exit(0)


def spin(window: Any) -> None:
    """Let Qt work until nothing is asked and everything is painted; waiting leaves the interpreter to the readers."""
    app, office = QApplication.instance(), window.office
    assert app is not None
    app.processEvents()
    while not office.quiet:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    app.processEvents()


def timed(window: Any, act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    spin(window)
    return time.perf_counter() - begin


def use() -> None:
    from benchmarks.memory import resident_mb

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window = next(one for one in app.topLevelWidgets() if isinstance(one, Watched))
    window.resize(*SIZE)
    spin(window)
    if sys.argv[1] == "quality":
        quality(window)
        finish()
    elif sys.argv[1] != "use":
        at_desk(window)
    typing(window, "typed")
    scrolling(window)
    calling(window)
    names = [entry.name for entry in window.desk.entries]
    fresh = [name for name in names if name not in window.desk.tabs]
    FIGURES["first"] = [timed(window, lambda name=name: window.desk.show_tab(name)) for name in fresh]
    FIGURES["again"] = [timed(window, lambda name=name: window.desk.show_tab(name)) for name in names * 4]
    turning(window)
    FIGURES["memory_all"] = resident_mb()
    if len(sys.argv) > 3:
        beside(window)
    finish()


def typing(window: Any, key: str) -> None:
    from PySide6.QtTest import QTest

    field = window.desk.top.search
    times = FIGURES[key] = []
    for word in TYPED:
        field.leave()
        field.setFocus()
        spin(window)
        for letter in word:
            times.append(timed(window, lambda letter=letter: QTest.keyClick(field, letter)))
            assert field.results.isVisible()
    field.leave()
    spin(window)


def calling(window: Any) -> None:
    """F2, a caller, Enter, a topic, Enter: every key, and what the program took of the whole call."""
    from benchmarks.window_calls import short_calls

    short_calls(window, callers(sys.argv[2]), FIGURES)


def at_desk(window: Any) -> None:
    """The call desk alone: once before it was made ready, or calls of both kinds."""
    from benchmarks.window_calls import long_calls

    if sys.argv[1] == "desk":
        calling(window)
        long_calls(window, callers(sys.argv[2])[:3], FIGURES)
    else:
        from benchmarks.window_calls import opened

        opened(window, FIGURES)
    finish()


def callers(office: str) -> list[str]:
    """A whole number, the end of one, a unit, a reading, a name's beginning: of the office itself."""
    import sqlite3

    raw = sqlite3.connect(office)
    (number,) = raw.execute(
        "select value from contact_point where digits != '' order by id limit 1"
    ).fetchone()
    (unit,) = raw.execute("select label from unit order by id limit 1 offset 7").fetchone()
    raw.close()
    return [number, number[-6:], unit, "wangwei", "lifang"]


def scrolling(window: Any) -> None:
    window.desk.present.list.show_where({})
    spin(window)
    bar = window.desk.present.list.table.verticalScrollBar()
    FIGURES["page"] = [timed(window, lambda n=n: bar.setValue(n * 600)) for n in range(1, 41)]
    parts = (0.5, 0.9, 0.1, 0.99, 0.3, 0.7, 0.2, 0.6)
    FIGURES["jump"] = [
        timed(window, lambda part=part: bar.setValue(int(bar.maximum() * part))) for part in parts
    ]
    bar.setValue(0)
    spin(window)


def quality(window: Any) -> None:
    """Complaints and quality, each section of them as a link opens it; then hands in the register."""
    from fmcrm_desktop.model.link import Link

    def show(tab: str, section: str) -> float:
        return timed(window, lambda: window.desk.go(Link(tab, section=section)))

    FIGURES["first"] = [show(*each) for each in QUALITY]
    FIGURES["again"] = [show(*each) for each in QUALITY * 4]
    show(*QUALITY[0])
    scrolling(window)
    narrowing(window)


def narrowing(window: Any) -> None:
    """The register by its filters, and by words as they are typed into its own search."""
    from PySide6.QtTest import QTest

    register = window.desk.present.list
    FIGURES["narrowed"] = [
        timed(window, lambda where=where: register.show_where(where)) for where in NARROWED * 5
    ]
    times = FIGURES["words"] = []
    for word in WORDS:
        register.show_where({})
        register.field.setFocus()
        spin(window)
        times += [
            timed(window, lambda letter=letter: QTest.keyClick(register.field, letter)) for letter in word
        ]
        assert register.model.rowCount(), word


def turning(window: Any) -> None:
    view = window.desk.show_tab("calendar").view
    spin(window)
    view.turn("month")
    spin(window)
    FIGURES["month"] = [timed(window, lambda: view.step(-1)) for _ in range(12)]


def beside(window: Any) -> None:
    """The same keys while papers are printed in another process, as the program does it."""
    import subprocess

    command, silent = [sys.executable, "-m", "benchmarks.printer", sys.argv[2]], subprocess.DEVNULL
    printer = subprocess.Popen(command, stdout=silent, stderr=silent)
    time.sleep(2)
    typing(window, "beside")
    printer.kill()
    printer.wait()


if __name__ == "__main__":
    faulthandler.dump_traceback_later(280, exit=True)  # the program survives what it should end by here
    module.MainWindow = Watched  # type: ignore[misc]
    from fmcrm_desktop.cli import main

    main(["--office", sys.argv[2]])
