"""Puts the window together: log, look, doors, window; and the pictures of every tab."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from fmcrm_desktop import places

if TYPE_CHECKING:
    from fmcrm_desktop.reports.options import Options

LOG_BYTES, LOG_FILES = 2_000_000, 9
"""Ten files of 2 MB: 20 MB at most."""
LOG_DAYS = 30
LOADED = 4_000
"""Milliseconds after which the first list is certainly there."""
SWITCH = 0.0005
"""Seconds that the screen's thread waits for a reader to leave it the interpreter: a key in the search of a long list
is answered some hundredths sooner than with Python's own five milliseconds."""


def open_window(office: str | None = None, language: str = "") -> int:
    """Open the window on an office, the one last opened, or the start page; gives the exit status."""
    from fmcrm_desktop.ui.doors import Doors
    from fmcrm_desktop.ui.kit.tidying import Tidying
    from fmcrm_desktop.ui.look import Look
    from fmcrm_desktop.ui.qt_office import LastResort
    from fmcrm_desktop.ui.window import MainWindow

    keep_log()
    sys.setswitchinterval(SWITCH)
    app = application()
    tidying = Tidying(app, lambda: window.office is not None and not window.office.quiet)
    look = Look(app, language)
    doors = Doors()
    window = MainWindow(doors, look)
    resort = LastResort(window.report)
    app.setQuitOnLastWindowClosed(False)
    window.gone.connect(app.quit)
    window.show()
    # The first paint comes before anything heavy.
    QTimer.singleShot(0, window, lambda: window.begin(office or ""))
    QTimer.singleShot(LOADED, window, tidying.begin)
    status = app.exec()
    resort.remove()
    doors.end()
    return status


def pictures(office: str, folder: Path) -> list[Path]:
    """A picture of every tab in both languages and themes; works without a screen."""
    if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ and sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    from fmcrm_desktop.ui.pictures import take

    return take(app, office, folder)


def handbook(progress: Any, options: Options, target: Path, office: str = "") -> None:
    """The handbook as a PDF, its pictures painted from a demo office or from the one named; works without a screen."""
    from fmcrm_desktop.ui.handbook_paper import bind

    bind(progress, options, target, office)


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The one application object; made if there is none yet."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("FMCRM Desktop")
    app.setDesktopFileName("fmcrm-desktop")
    app.setWindowIcon(QIcon(str(places.resources() / "app" / "icon.png")))
    return app


class OneLine(logging.Formatter):
    """A record is a line, whatever stands in it; of an error its place and kind, for its words may quote what somebody
    typed."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have put it in full
        return "".join(
            each if each.isprintable() else each.encode("unicode_escape").decode()
            for each in super().format(record)
        )

    def formatException(self, ei: Any) -> str:
        kind, _error, trace = ei
        frames = " | ".join(
            f"{each.filename}:{each.lineno} {each.name}" for each in traceback.extract_tb(trace)
        )
        return f"{frames} | {getattr(kind, '__name__', '')}"


def keep_log() -> None:
    """What happened, without content, for 30 days and at most 20 MB."""
    from time import time

    folder = places.log_dir()
    for old in folder.glob("fmcrm.log*"):
        if old.stat().st_mtime < time() - LOG_DAYS * 86_400:
            old.unlink(missing_ok=True)
    root = logging.getLogger()
    if any(isinstance(one, RotatingFileHandler) for one in root.handlers):
        return
    kept = RotatingFileHandler(
        folder / "fmcrm.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
    )
    kept.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(kept)
    root.setLevel(logging.INFO)
