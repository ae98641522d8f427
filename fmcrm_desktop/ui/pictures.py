"""A picture of every tab in both languages and themes, or of the places a page of the handbook names."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model import handbook
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import LANGUAGES
from fmcrm_desktop.ui.desk import Desk
from fmcrm_desktop.ui.doors import Opened, close_office, open_locked
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.look import DARK, LIGHT, Look
from fmcrm_desktop.ui.qt_jobs import RunningJob
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import Picks

WIDTH, HEIGHT = 1366, 768
PAGE_WIDTH, PAGE_HEIGHT, SHARP = 1180, 664, 1.5
"""A picture of the handbook: smaller than a window on a desk, for its text is to be read on paper."""
PATIENCE = 15_000
"""Milliseconds a tab may take to fill before its picture is taken as it is."""
SETTLE = 250
"""Milliseconds of calm; the late counts in the strip are asked for after 200."""


def without_chatter(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """What Qt says goes on to stderr, but for what it says of every window where there is no screen."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def take(app: QApplication, name: str, folder: Path) -> list[Path]:
    """Visit every tab with a record chosen; gives the files written, "owners-en-light.png" and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    heard = qInstallMessageHandler(without_chatter)
    try:
        return _all_tabs(app, name, folder)
    finally:
        qInstallMessageHandler(heard)


def _all_tabs(app: QApplication, name: str, folder: Path) -> list[Path]:
    look = Look(app)
    before = look.language, look.theme
    opened = open_locked(name, read_only=True)
    taken: list[Path] = []
    for language in LANGUAGES:
        for colours in (LIGHT, DARK):
            look.language, look.theme = language, colours
            with _desk(app, opened, look) as desk:
                taken += _visit(desk, folder, f"{language}-{colours}")
    opened.read_only = True
    close_office(opened, with_backup=False)
    look.language, look.theme = before
    look.apply()
    return taken


def take_places(
    app: QApplication, of: tuple[str, str], places: Sequence[str], folder: Path, seen: Callable[[int], object]
) -> dict[str, Path]:
    """Pictures of some places ("calls/desk", "today") ``of`` an office in a language, each with its file; ``seen``
    hears how many there are."""
    name, language = of
    look = Look(app, language)
    before = look.theme
    look.theme = LIGHT
    opened = open_locked(name, read_only=True)
    taken = {}
    with _desk(app, opened, look, Still) as desk:
        desk.resize(PAGE_WIDTH, PAGE_HEIGHT)
        for count, place in enumerate(places, 1):
            _open(desk, handbook.link(place))
            taken[place] = folder / f"{count}.png"
            _grab(desk, taken[place], SHARP)
            desk.close_page()  # or the strip of the next picture would be full of them
            seen(count)
    opened.read_only = True
    close_office(opened, with_backup=False)
    look.theme = before
    look.apply()
    return taken


class Still(QtOffice):
    """An office at which no long work is begun: the handbook's pictures are themselves taken in a job, and a job has
    no children."""

    def run(self, job: Job, title: str, *_then: object, **_more: object) -> RunningJob:
        return RunningJob(self, job, title)


@contextmanager
def _desk(app: QApplication, opened: Opened, look: Look, kind: type[QtOffice] = QtOffice) -> Iterator[Desk]:
    """The desk in the present words and colours, as a window of its own."""
    look.apply()
    office = kind(
        opened.office, look.words(opened.settings["office.zone"]), opened.settings["office.currency"]
    )
    office.picks = Picks()
    opened.read_only = False  # for the pictures: without the warning
    desk = Desk(office, opened)
    for each in (desk.plans, desk.months):
        each.deleteLater()  # what is made ahead and printed by itself would be seen at work
    desk.resize(WIDTH, HEIGHT)
    desk.setStyleSheet(f"Desk {{ background: {theme.tokens().window}; }}")
    desk.show()
    yield desk
    office.close()
    desk.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what it holds open is let go before the next


def _visit(desk: Desk, folder: Path, ending: str) -> list[Path]:
    taken = []
    for entry in list(desk.entries):
        _open(desk, Link(entry.name))
        target = folder / f"{entry.name}-{ending}.png"
        _grab(desk, target)
        taken.append(target)
    return taken


def _open(desk: Desk, link: Link) -> None:
    """Show a tab, with a record chosen where it has a list and nothing is begun."""
    tab = desk.show_tab(link.tab)
    if tab is not None and (link.section or link.new is not None):
        tab.open(link)
    _quiet(desk.office, tab)
    if tab is not None and link.new is None and tab.list is not None and tab.list.model.ids and not tab.id:
        tab.list.table.step(1)
        _quiet(desk.office, tab)


def _grab(widget: QWidget, target: Path, sharp: float = 1) -> None:
    """``sharp``: dots of the picture to a pixel of the screen."""
    picture = QPixmap(widget.size() * sharp)
    picture.setDevicePixelRatio(sharp)
    widget.render(picture)
    picture.save(str(target))


def _quiet(office: QtOffice, tab: Tab | None) -> None:
    """Wait until nothing has been asked for a moment."""
    _turn(lambda: office.quiet and (tab is None or tab.quiet), PATIENCE)


def _turn(until: Callable[[], bool], patience: int) -> None:
    loop = QEventLoop()
    calm = QTimer(singleShot=True, interval=SETTLE)
    calm.timeout.connect(lambda: loop.quit() if until() else calm.start())
    calm.start()
    QTimer.singleShot(patience, loop, loop.quit)
    loop.exec()
