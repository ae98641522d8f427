"""From the start page to an open office: founding, the demo, opening, restoring, and the ways out of a fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QVBoxLayout, QWidget

from fmcrm_desktop import places
from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.doors import Doors
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.messages import ProgressBar
from fmcrm_desktop.ui.qt_office import Fault, QtOffice
from fmcrm_desktop.ui.start_page import StartPage

KIND = "*.fmcrm"
BACKUPS = " backups"
"""How the folder of an office's backups ends (store/backup.py)."""
DEMO_UNITS = 400


class NoOffice:
    """In the office's place before there is one: a case is called without a transaction."""

    who = None

    def __init__(self) -> None:
        self.changed: list[Callable[..., None]] = []
        self.elsewhere: list[Callable[..., None]] = []

    def may(self, _case: object) -> bool:
        return True

    def ask(self, case: Callable[..., Any], *args: Any) -> Any:
        return case(None, *args)

    def do(self, case: Callable[..., Any], *args: Any) -> Any:
        return SimpleNamespace(result=case(None, *args), touched={}, deed=None)


class StartFlow(QWidget):
    """The start page with what it leads to. ``quit``, ``language`` and ``handbook`` ask the window for it."""

    quit = Signal()
    language = Signal(str)
    handbook = Signal()

    def __init__(self, doors: Doors, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._words = doors, words
        self._name = ""
        self._form: FormPage | None = None
        self.office = QtOffice(NoOffice(), words)  # type: ignore[arg-type]
        self.office.refused.connect(self._office_refused)
        self.office.broke.connect(self.show_fault)
        self.page = StartPage(words)
        self.page.chosen.connect(self._choose)
        self.page.language.connect(self.language)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(self.page, 1)
        self._lay = lay

    def enter(self, name: str, read_only: bool = False) -> None:
        """Open an office; until it stands, nothing else can be begun."""
        self.page.wait()
        self._doors.open(name, read_only)

    def _choose(self, way: str) -> None:
        ways: dict[str, Callable[[], object]] = {
            "new": self.found, "open": self._open, "restore": self._restore, "server": self._open_server,
            "handbook": self.handbook.emit,
            "demo": lambda: self.demo(_free(places.data_dir() / "demo.fmcrm"), DEMO_UNITS),
        }  # fmt: skip
        ways[way]()

    # new and demo

    def found(self) -> None:
        """The form of a new office in the page's place."""
        from fmcrm_desktop.services.founding import guessed_zone
        from fmcrm_desktop.ui.new_office import NewOffice, currency_of, follow_zone, make, offer_folders

        start = NewOffice(zone=guessed_zone(self._words.language), language=self._words.language)
        start.currency = currency_of(start.zone, start.currency)
        start.file = str(_free(places.data_dir() / "office.fmcrm"))
        setup = FormSetup(
            N_("New office"), start, make, verb=N_("Begin"), then=lambda done: self.enter(done.result)
        )
        self._form = FormPage(self.office, setup)
        self._form.closed.connect(self._back)
        offer_folders(self._form, KIND)
        follow_zone(self._form)
        self.page.hide()
        self._lay.addWidget(self._form, 1)
        self._form.form.focus_first()

    @property
    def form(self) -> FormPage | None:
        return self._form

    def _back(self) -> None:
        form, self._form = self._form, None
        if form is not None:
            self._lay.removeWidget(form)
            form.deleteLater()
        self.page.show()

    def demo(self, path: Path, units: int) -> None:
        """Build a demo office in another process, then open it."""
        job = Job("fmcrm_desktop.ui.doors:make_demo", (str(path), self._words.language, units))
        running = self.office.run(job, self._words(N_("Demo office")), self.enter)
        self._lay.addWidget(ProgressBar(self.office, running))
        self.page.setEnabled(False)
        running.ended.connect(lambda: self.page.setEnabled(True))

    def move_office(self, source: str, target: str, who: object, then: Callable[[Any], object]) -> None:
        """Move an office that is closed, in another process; where that fails or is stopped, the way back to it."""
        words = self._words
        self.page.wait(words(N_("The office is being moved. Each row is copied, read again and compared.")))
        job = Job("fmcrm_desktop.services.moving:work", (source, target, who))
        said = words(
            N_("The move was stopped. Nothing is left at the new place, and the office is as it was.")
        )

        def back(why: str) -> None:
            ways: list[tuple[str, Callable[[], object]]] = [
                (words(N_("Open the office again")), lambda: self.enter(source)),
                (words(N_("Quit")), self.quit.emit),
            ]
            self.page.show_fault(why, ways)

        running = self.office.run(
            job, words(N_("Moving the office")), then, lambda why: back(words(why.text, **why.values))
        )
        running.cancelled.connect(lambda: back(said))
        self._lay.addWidget(ProgressBar(self.office, running))
        self.page.setEnabled(False)
        running.ended.connect(lambda: self.page.setEnabled(True))

    # open and restore

    def _open(self) -> None:
        words = self._words
        name, _ = QFileDialog.getOpenFileName(
            self,
            words(N_("Open an office")),
            str(places.data_dir()),
            words(N_("Office files ({kind})"), kind=KIND),
        )
        if name:
            self.enter(name)

    def _open_server(self) -> None:
        words = self._words
        name, chosen = QInputDialog.getText(
            self, words(N_("Open an office")), words(N_("File, or address of a PostgreSQL server"))
        )
        if chosen and name.strip():
            self.enter(name.strip())

    def _restore(self) -> None:
        office = _last_file()
        place = office.with_name(office.stem + BACKUPS)
        start = place if place.is_dir() else places.data_dir()
        kind = self._words(N_("Office files ({kind})"), kind=KIND)
        copy, _ = QFileDialog.getOpenFileName(self, self._words(N_("Restore a backup")), str(start), kind)
        if copy:
            self.restore(_office_of(Path(copy)) or office, Path(copy))

    def restore(self, office: Path, copy: Path) -> None:
        """Look into the backup, show its counts beside today's, put it back when the person says so."""
        from fmcrm_desktop.services import backups

        def show(found: Any) -> None:
            words = self._words
            lines = [
                f"{words(title)} {found.then.get(table, 0)} ({found.now.get(table, 0)})"
                for table, title in backups.COUNTS.items()
            ]
            said = words(
                N_("{file} holds, with what is in {office} now in brackets: {counts}."),
                file=copy.name,
                office=office.name,
                counts=", ".join(lines),
            )
            put_back = (words(N_("Put it back")), lambda: self._put_back(office, copy))
            self.page.show_fault(said, [put_back, (words(N_("Choose another office")), self._open)])

        self._doors.call(str(office), lambda: backups.preview(office, copy), show)

    def _put_back(self, office: Path, copy: Path) -> None:
        from fmcrm_desktop.services import backups

        self._doors.call(
            str(office), lambda: backups.restore(office, copy), lambda _aside: self.enter(str(office))
        )

    # faults

    def _office_refused(self, refusal: Refusal) -> None:
        self.show_refusal(refusal, self._name)

    def show_refusal(self, refusal: Refusal, name: str) -> None:
        """What is wrong in one sentence, and the ways out."""
        self._name = name
        if self._form is not None:
            self._back()
        words, kind = self._words, type(refusal).__name__
        ways: list[tuple[str, Callable[[], object]]] = []
        if kind == "Held":
            ways.append((words(N_("Open read only")), lambda: self.enter(name, True)))
        if kind == "Damaged":
            ways += self._mending(name)
        if kind == "ForeignLog":
            ways.append((words(N_("Set the log aside and open")), lambda: _set_log_aside(self, name)))
        if kind not in ("NotOurs", "Newer", "Damaged") and name:
            ways.append((words(N_("Try again")), lambda: self.enter(name)))
        ways.append((words(N_("Choose another office")), self._open))
        ways.append((words(N_("Quit")), self.quit.emit))
        self.page.show_fault(words(refusal.text, **refusal.values), ways)

    def _mending(self, name: str) -> list[tuple[str, Callable[[], object]]]:
        from fmcrm_desktop.services import backups

        ways: list[tuple[str, Callable[[], object]]] = []
        newest = next(iter(backups.listed(Path(name))), None)
        if newest is not None:
            said = self._words(N_("Restore the backup of {moment}"), moment=self._words.moment(newest.made))
            ways.append((said, lambda: self.restore(Path(name), newest.path)))
        ways.append((self._words(N_("Save what can be read into a new file")), lambda: self._salvage(name)))
        return ways

    def _salvage(self, name: str) -> None:
        """Bring over what is left, into a file beside the damaged one, and open that."""
        from fmcrm_desktop.services import backups

        damaged = Path(name)
        target = _free(damaged.with_name(f"{damaged.stem} salvaged{damaged.suffix}"))
        self._doors.call(
            name, lambda: backups.salvage_of(damaged, target), lambda _found: self.enter(str(target))
        )

    def show_fault(self, fault: Fault) -> None:
        words = self._words
        self.page.show_fault(
            words(N_("Something went wrong in the program. The log has the details.")),
            [
                (words(N_("Copy details")), lambda: QApplication.clipboard().setText(fault.details)),
                (words(N_("Quit")), self.quit.emit),
            ],
        )

    def end(self) -> None:
        self.office.close()


def _set_log_aside(flow: StartFlow, name: str) -> None:
    from fmcrm_desktop.services import backups

    flow._doors.call(name, lambda: backups.set_log_aside(Path(name)), lambda _aside: flow.enter(name))


def _last_file() -> Path:
    """The office file used last; one on a server has its copies there."""
    last = places.last_office()
    return Path(last) if last and "://" not in last else places.data_dir() / "office.fmcrm"


def _office_of(copy: Path) -> Path | None:
    """The office a backup was made of, told by the folder it lies in; None for a copy that lies elsewhere."""
    folder = copy.parent
    if not folder.name.endswith(BACKUPS):
        return None
    return folder.with_name(folder.name.removesuffix(BACKUPS) + ".fmcrm")


def _free(path: Path) -> Path:
    """The path, or the next one with a number that is free."""
    number, found = 2, path
    while found.exists():
        found, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return found
