"""Opening, founding and closing an office off the screen's thread; heavy rooms load here, while the window paints."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from fmcrm_desktop import places
from fmcrm_desktop.jobs import Progress
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.ui.qt_office import tried

if TYPE_CHECKING:
    from fmcrm_desktop.services.office import Office
    from fmcrm_desktop.store.lock import OfficeLock


@dataclass
class Opened:
    """An office in use: its settings as they were at the start, its file's lock."""

    office: Office
    name: str
    settings: dict[str, Any]
    lock: OfficeLock | None = None
    read_only: bool = False
    shared_folder: bool = False
    touched: bool = field(default=False, compare=False)
    closing: list[Callable[[], object]] = field(default_factory=list, compare=False)
    """What must end before the office does."""

    @property
    def path(self) -> Path | None:
        return Path(self.office.store.path) if self.office.store.is_file else None


class Doors(QObject):
    """Exactly one of the signals answers each call. ``refused`` carries the Refusal and the office's name."""

    opened = Signal(object)
    refused = Signal(object, str)
    broke = Signal(object)
    closed = Signal(object)
    warmed = Signal()
    """Every tab's module is there."""
    _done = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._thread = ThreadPoolExecutor(1, "doors")
        self._awaited = False  # somebody waits for this thread
        self._going = False  # the office is let go, or the program ends: nothing is loaded for it any more
        self._done.connect(lambda then, result: then(result), Qt.ConnectionType.QueuedConnection)

    def warm(self) -> None:
        """Load what the first office will need."""
        self._thread.submit(_load)

    def warm_tabs(self, office: Office) -> None:
        """Load how Chinese sounds, the search, the tabs nobody has opened yet and what stands behind the names they
        use, and ask what they will ask first, while nobody waits for this thread. Whoever leaves meanwhile is not kept
        by it: the timer that calls this may come after."""
        if self._going:
            return
        from fmcrm_desktop.late import load_all
        from fmcrm_desktop.model.pinyin import dictionary
        from fmcrm_desktop.ui.tabs import FIND, TABS, case_of, present

        self._thread.submit(dictionary)
        self._thread.submit(case_of, FIND)
        for entry in present(TABS):
            self._thread.submit(entry.load)
        self._thread.submit(load_all)
        self._thread.submit(self._done.emit, self._loaded, None)
        for entry in present(TABS):
            self._thread.submit(entry.load_sections)
        self._awaited = False
        self._thread.submit(self._rehearse, office)

    def _loaded(self, _nothing: None) -> None:
        if not self._going:
            self.warmed.emit()

    def _rehearse(self, office: Office) -> None:
        from fmcrm_desktop.services.rehearsal import rehearse

        tried("rehearsal", lambda: rehearse(office, lambda: not self._awaited))

    def open(self, name: str, read_only: bool = False) -> None:
        self._going = False
        self._start(name, lambda: open_locked(name, read_only), self.opened.emit)

    def call(self, name: str, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Something with an office that is not open: founding, restoring, looking into a backup."""
        self._start(name, work, then)

    def close(self, opened: Opened, with_backup: bool) -> None:
        """Let the office go; with a backup before, when something was changed. Gives the backup, a Refusal or None."""
        self._going = True
        self._start(opened.name, lambda: close_office(opened, with_backup), self.closed.emit)

    def _start(self, name: str, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        def run() -> None:
            outcome = tried("opening", work)
            if outcome.refusal is not None:
                self._done.emit(lambda said: self.refused.emit(said, name), outcome.refusal)
            elif outcome.fault is not None:
                self._done.emit(self.broke.emit, outcome.fault)
            else:
                self._done.emit(then, outcome.value)

        self._awaited = True
        self._thread.submit(run)

    def end(self) -> None:
        self._awaited = self._going = True
        self._thread.shutdown(wait=True)


def _load() -> None:
    """SQLAlchemy and the services: a third of a second that the first paint need not wait for."""
    import fmcrm_desktop.services.opening  # noqa: F401


def open_locked(name: str, read_only: bool = False) -> Opened:
    """Open an office and hold its lock. Raises Held when another window has it, unless only to read."""
    from fmcrm_desktop.services import settings
    from fmcrm_desktop.services.opening import open_office
    from fmcrm_desktop.store.backup import sweep_after_kill
    from fmcrm_desktop.store.engine import is_file, office_url
    from fmcrm_desktop.store.folders import is_shared
    from fmcrm_desktop.store.lock import OfficeLock

    url = office_url(name)
    path = Path(url.database or "") if is_file(url) else None
    lock = OfficeLock(path) if path is not None and path.exists() and not read_only else None
    if lock is not None and path is not None:
        lock.take()
        sweep_after_kill(path)
    try:
        office = open_office(name, read_only=read_only)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    if lock is None and path is not None and not read_only:
        lock = OfficeLock(path)
        lock.take()
    office.listen()
    known = office.ask(settings.everything)
    places.remember_office(name)
    return Opened(office, name, known, lock, read_only, path is not None and is_shared(path))


def close_office(opened: Opened, with_backup: bool) -> Any:
    """A backup where something changed, then let go. A backup that fails must not keep the program open."""
    made: Any = None
    try:
        for end in opened.closing:
            end()
        if with_backup and opened.path is not None and not opened.read_only:
            from fmcrm_desktop.store import backup

            made = backup.make(opened.path)
            backup.thin(opened.path)
    except Refusal as refusal:
        made = refusal
    finally:
        opened.office.close()
        if opened.lock is not None:
            opened.lock.release()
    return made


def make_demo(progress: Progress, path: str, language: str, units: int, months: int = 13) -> str:
    """The work of a job: a demo office at a free path. A stopped one leaves nothing behind."""
    from fmcrm_desktop.model.words import N_
    from fmcrm_desktop.services.demo import DemoPlan, build
    from fmcrm_desktop.services.founding import OfficeForm
    from fmcrm_desktop.services.opening import found_office

    progress.step(0, 0, N_("Building a demo office"))
    chinese = language == CHINESE
    name, manager = ("柳苑物业服务中心", "周敏") if chinese else ("Willow Court", "Zhou Min")
    office = found_office(path, OfficeForm(name, "Asia/Shanghai", "CNY", language, manager))
    try:
        office.do(build, DemoPlan(units, months))
    finally:
        office.close()
    return path
