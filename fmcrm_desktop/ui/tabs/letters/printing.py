"""Letters and labels to a printer, a file or a folder; made in another process with a bar at the foot."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from fmcrm_desktop.jobs import Job
from fmcrm_desktop.leftovers import passing_folder
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.reports.mailing import Mailing as Wanted
from fmcrm_desktop.ui.kit import memory

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.letters.tab import LettersTab

WORK = "fmcrm_desktop.reports.mailing"


class Printer:
    """Asks where to, has the work done, says where it is."""

    def __init__(self, tab: LettersTab) -> None:
        self.tab, self.office, self.words = tab, tab.office, tab.words

    def print_letters(self, ids: tuple[int, ...]) -> None:
        self._print("one_file", self._wanted(ids), N_("Letters"))

    def save_letters(self, ids: tuple[int, ...]) -> None:
        self._save("one_file", self._wanted(ids), N_("Letters"))

    def save_each(self, ids: tuple[int, ...]) -> None:
        """A file each into a folder the person chooses."""
        folder = QFileDialog.getExistingDirectory(self.tab, self.words(N_("Choose a folder")), self._folder())
        if folder:
            memory.put("letters/folder", folder)
            self.each_into(Path(folder), ids)

    def each_into(self, folder: Path, ids: tuple[int, ...]) -> None:
        words = self.words
        job = Job(f"{WORK}:a_file_each", (self._address, str(folder), self._wanted(ids)))

        def done(count: int) -> None:
            said = words(N_("{count} letters are in {folder}."), count=words.number(count), folder=folder)
            self._offer(said, folder)

        self.office.run(job, words(N_("Letters")), done)

    def print_labels(self, people: tuple[int, ...], sheet: str, start: int) -> None:
        self._print("labels", self._wanted(people, sheet, start), N_("Address labels"))

    def save_labels(self, people: tuple[int, ...], sheet: str, start: int) -> None:
        self._save("labels", self._wanted(people, sheet, start), N_("Address labels"))

    # inside

    @property
    def _address(self) -> str:
        return str(self.office.office.store.address)

    def _folder(self) -> str:
        return str(memory.get("letters/folder", str(Path.home())))

    def _wanted(self, ids: tuple[int, ...], sheet: str = "", start: int = 1) -> Wanted:
        return Wanted(ids, self.office.who, sheet, start)

    def _save(self, work: str, wanted: Wanted, title: str) -> None:
        said = self.words(title)
        proposed = Path(self._folder()) / f"{said} {self.words.today().isoformat()}.pdf"
        path, _ = QFileDialog.getSaveFileName(self.tab, said, str(proposed), "PDF (*.pdf)")
        if path:
            target = Path(path) if path.lower().endswith(".pdf") else Path(f"{path}.pdf")
            memory.put("letters/folder", str(target.parent))
            self.save_to(target, work, wanted, title)

    def save_to(self, target: Path, work: str, wanted: Wanted, title: str) -> None:
        words = self.words

        def done(result: Any) -> None:
            self._offer(f"{words(N_('Saved: {path}'), path=target)}{self._without(result)}", target.parent)

        self.office.run(Job(f"{WORK}:{work}", (self._address, wanted), target), words(title), done)

    def _without(self, result: Any) -> str:
        """How many people have no label for want of an address."""
        if not isinstance(result, tuple) or not result[1]:
            return ""
        said = self.words(N_("{count} people have no address and no label."), count=result[1])
        return f" {said}"

    def _print(self, work: str, wanted: Wanted, title: str) -> None:
        from fmcrm_desktop.ui.kit.printing import ask_printer

        printer = ask_printer(self.tab)
        if printer is None:
            return
        folder = passing_folder("letters")
        target = folder / "letters.pdf"

        def away(*_args: object) -> None:
            shutil.rmtree(folder, ignore_errors=True)

        running = self.office.run(
            Job(f"{WORK}:{work}", (self._address, wanted), target), self.words(title),
            lambda _result: self._to_printer(target, printer, away),
        )  # fmt: skip
        for over in (running.refused, running.broke, running.cancelled):
            over.connect(away)

    def _to_printer(self, target: Path, printer: Any, away: Callable[..., None]) -> None:
        from fmcrm_desktop.ui.kit.printing import Printing

        printing = Printing(target, printer, self.tab)
        printing.ended.connect(self._printed)
        printing.ended.connect(away)
        printing.start()

    def _printed(self, pages: int) -> None:
        failed = N_("The printer did not take the paper. Check it and print again.")
        self.office.say(
            self.words(N_("{pages} pages printed."), pages=pages) if pages else self.words(failed)
        )

    def _offer(self, said: str, folder: Path) -> None:
        where = QUrl.fromLocalFile(str(folder))
        self.office.offer(said, self.words(N_("Open folder")), lambda: QDesktopServices.openUrl(where))
