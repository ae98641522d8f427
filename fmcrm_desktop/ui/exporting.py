"""A list of the office to a file: where to, the work in another process, and the way to its folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.qt_office import Case, QtOffice

NAMES = {
    "people": N_("People"), "units": N_("Units"), "orders": N_("Work orders"), "complaints": N_("Complaints"),
    "calls": N_("Calls"), "events": N_("Events"),
}  # fmt: skip
CARDS = {".vcf": "VCF (*.vcf)"}
"""People can also go into a telephone's or mail program's address book."""
ENDINGS = {".xlsx": "XLSX (*.xlsx)", ".csv": "CSV (*.csv)"}


def endings(kind: str) -> dict[str, str]:
    """What a list can be written as."""
    return ENDINGS | CARDS if kind == "people" else ENDINGS


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


def ask(asker: QWidget, office: QtOffice, kind: str, query: Query, ending: str = ".xlsx") -> None:
    """Ask for the file's name, then write."""
    words = office.words
    name = f"{words(NAMES[kind])} {words.today().isoformat()}{ending}"
    proposed = Path(memory.get("exports/folder", str(Path.home()))) / name
    known = endings(kind)
    kinds = [known[ending], *(said for each, said in known.items() if each != ending)]
    path, chosen = QFileDialog.getSaveFileName(asker, words(N_("Export…")), str(proposed), ";;".join(kinds))
    if not path:
        return
    target = Path(path)
    if target.suffix.lower() not in known:
        by_choice = next((each for each, said in known.items() if said == chosen), ending)
        target = target.with_name(target.name + by_choice)
    memory.put("exports/folder", str(target.parent))
    write(office, kind, query, target)


def write(office: QtOffice, kind: str, query: Query, target: Path) -> None:
    """Write the list in another process; said at the foot when it is there."""
    from fmcrm_desktop.exchange.jobs import Wish

    words = office.words

    def done(written: object) -> None:
        said = words(N_("{count} rows written: {path}"), count=written.rows, path=target)  # type: ignore[attr-defined]
        if cut := len(written.shortened):  # type: ignore[attr-defined]
            said += " " + words(N_("{count} long cells were cut at what a spreadsheet takes."), count=cut)
        folder = QUrl.fromLocalFile(str(target.parent))
        office.offer(said, words(N_("Open folder")), lambda: QDesktopServices.openUrl(folder))

    wish = Wish(kind, query, target, words.language, office.who)
    job = Job("fmcrm_desktop.exchange.jobs:take_out", (str(office.office.store.address), wish))
    office.run(job, words(N_("Exporting {list}"), list=words(NAMES[kind])), done)
