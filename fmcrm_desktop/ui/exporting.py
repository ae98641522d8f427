"""A list of the office to a file: where to, the work in another process, and the way to its folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.own_report import Definition
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.qt_office import Case, QtOffice

NAMES = {
    "people": N_("People"), "units": N_("Units"), "orders": N_("Work orders"), "complaints": N_("Complaints"),
    "calls": N_("Call log"), "events": N_("Events"), "parts": N_("Parts list"), "bills": N_("Bills"),
    "charges": N_("Charges"),
    "articles": N_("Knowledge"), "equipment": N_("Equipment"), "agreements": N_("Agreements"),
    "prospects": N_("Prospects"), "decisions": N_("Decisions"), "opinions": N_("Opinions"),
    "customers": N_("Customers"), "offers": N_("Offers"), "time_spent": N_("Time spent"),
}  # fmt: skip
CARDS = {".vcf": "VCF (*.vcf)"}
"""People can also go into a telephone's or mail program's address book."""
CALENDAR = {".ics": "ICS (*.ics)"}
"""Events go into any other calendar."""
ENDINGS = {".xlsx": "XLSX (*.xlsx)", ".csv": "CSV (*.csv)"}


def endings(kind: str) -> dict[str, str]:
    """What a list can be written as."""
    more = {"people": CARDS, "events": CALENDAR}
    return ENDINGS | more.get(kind, {})


class Exporter:
    """What the lists of the kit get to know of exports; they name themselves by the case they ask."""

    def __init__(self, office: QtOffice) -> None:
        self._office = office

    def takes(self, page: Case) -> bool:
        """Whether such a list can be written."""
        from fmcrm_desktop.services import exports

        return exports.kind_of(page) != ""

    def allowed(self) -> bool:
        from fmcrm_desktop.services import exports

        return self._office.may(exports.through)

    def ask(self, asker: QWidget, page: Case, query: Query) -> None:
        """Ask for the file's name, then write the list as it is seen."""
        from fmcrm_desktop.services import exports

        ask(asker, self._office, exports.kind_of(page), query)

    def ask_shown(self, asker: QWidget, title: str, then: Callable[[Path], object]) -> None:
        """Ask for the name of a file for what a list shows; ``title`` is finished text."""
        target = ask_path(asker, self._office, title, ".xlsx")
        if target is not None:
            then(target)

    def write_shown(self, title: str, table: tuple[tuple[str, ...], tuple[Any, ...]], target: Path) -> None:
        """Write headings and rows as they are seen, in another process."""
        work = (table, target, str(self._office.words.zone))
        _run(self._office, Job("fmcrm_desktop.exchange.jobs:take_out_shown", work), title, target)


def ask(asker: QWidget, office: QtOffice, kind: str, query: Query, ending: str = ".xlsx") -> None:
    """Ask for the file's name, then write."""
    target = ask_path(asker, office, office.words(NAMES[kind]), ending, endings(kind))
    if target is not None:
        write(office, kind, query, target)


def ask_path(
    asker: QWidget, office: QtOffice, title: str, ending: str, known: Mapping[str, str] = ENDINGS
) -> Path | None:
    """Where a table goes; None when the person changes their mind."""
    words = office.words
    name = f"{title} {words.today().isoformat()}{ending}"
    proposed = Path(memory.get("exports/folder", str(Path.home()))) / name
    kinds = [known[ending], *(said for each, said in known.items() if each != ending)]
    path, chosen = QFileDialog.getSaveFileName(asker, words(N_("Export…")), str(proposed), ";;".join(kinds))
    if not path:
        return None
    target = Path(path)
    if target.suffix.lower() not in known:
        by_choice = next((each for each, said in known.items() if said == chosen), ending)
        target = target.with_name(target.name + by_choice)
    memory.put("exports/folder", str(target.parent))
    return target


def write(office: QtOffice, kind: str, query: Query, target: Path) -> None:
    """Write the list in another process; said at the foot when it is there."""
    from fmcrm_desktop.exchange.jobs import Wish

    wish = Wish(kind, query, target, office.words.language, office.who)
    job = Job("fmcrm_desktop.exchange.jobs:take_out", (str(office.office.store.address), wish))
    _run(office, job, office.words(NAMES[kind]), target)


def write_report(office: QtOffice, definition: Definition, title: str, target: Path) -> None:
    """Write a report of one's own in another process."""
    from fmcrm_desktop.exchange.jobs import ReportWish

    wish = ReportWish(definition, target, office.words.language, office.who)
    job = Job("fmcrm_desktop.exchange.jobs:take_out_report", (str(office.office.store.address), wish))
    _run(office, job, title, target)


def _run(office: QtOffice, job: Job, title: str, target: Path) -> None:
    words = office.words

    def done(written: Any) -> None:
        said = words(N_("{count} rows written: {path}"), count=written.rows, path=target)
        if cut := len(written.shortened):
            said += " " + words(N_("{count} long cells were cut at what a spreadsheet takes."), count=cut)
        folder = QUrl.fromLocalFile(str(target.parent))
        office.offer(said, words(N_("Open folder")), lambda: QDesktopServices.openUrl(folder))

    office.run(job, words(N_("Exporting {list}"), list=title), done)
