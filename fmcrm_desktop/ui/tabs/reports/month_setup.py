"""What the office chooses about its month's report: its parts in their order, and that it prints itself on the 1st."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QLineEdit, QVBoxLayout

from fmcrm_desktop.model.words import BOTH, LANGUAGES, N_
from fmcrm_desktop.services import month_setup
from fmcrm_desktop.services.month_setup import PARTS, MonthSetup
from fmcrm_desktop.ui.kit.buttons import FILTER, PRIMARY, Button
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.kit.ticked import TickedList
from fmcrm_desktop.ui.qt_office import QtOffice


class MonthSetupPane(QFrame):
    """Stands in the paper's place; ``ready`` when it is filled, ``left`` when the paper is to be seen again."""

    ready = Signal()
    left = Signal()

    def __init__(self, office: QtOffice) -> None:
        super().__init__()
        self.office, self.words = office, office.words
        self.setProperty("kind", "card")
        self._dirty = False
        words = self.words
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(8)
        whole.addWidget(label(words(N_("Parts of the month's report")), "title"))
        note = N_(
            "Ticked parts are printed in this order, after the summary. Drag a line, or press Alt with an arrow."
        )
        whole.addWidget(label(words(note), "muted", wrap=True))
        self.parts = TickedList(words, N_("Parts of the month's report"))
        whole.addWidget(self.parts, 1)
        usual = Button(words(N_("The usual order")), FILTER).on(self._usual)
        whole.addWidget(side_by_side(usual))
        whole.addWidget(label(words(N_("Printed by itself")), "title"))
        note = N_(
            "With a folder, the report of the month that is over is put there as a PDF on the 1st, or when the "
            "program is next opened."
        )
        whole.addWidget(label(words(note), "muted", wrap=True))
        self.folder = QLineEdit(placeholderText=words(N_("No folder: only when somebody prints it")))
        self.folder.setMinimumWidth(420)
        self.folder.setAccessibleName(words(N_("Folder")))
        self.choose = Button(words(N_("Choose…")), FILTER).on(self._choose)
        self.language = QComboBox()
        self.language.setAccessibleName(words(N_("Language")))
        known = {"": words(N_("The office's language")), **LANGUAGES, BOTH: words(N_("Both languages"))}
        for code, said in known.items():
            self.language.addItem(said, code)
        whole.addWidget(side_by_side(self.folder, self.choose, self.language))
        self.save = Button(words(N_("Save")), PRIMARY).on(self._save).guard(office, month_setup.keep)
        self.cancel = Button(words(N_("Cancel"))).on(self._leave)
        whole.addWidget(side_by_side(self.save, self.cancel))
        self.parts.changed.connect(self._touch)
        self.folder.textEdited.connect(self._touch)
        self.language.activated.connect(self._touch)

    def open(self) -> None:
        """Ask what was chosen; what was changed here and not saved yet stays."""
        if self._dirty:
            self.ready.emit()
        else:
            self.office.ask(self, month_setup.setup, then=self._fill)

    def _fill(self, it: MonthSetup) -> None:
        self.parts.show_lines((name, self.words(PARTS[name]), shown) for name, shown in it.parts)
        self.parts.view.setCurrentRow(0)
        self.folder.setText(it.folder)
        self.language.setCurrentIndex(self.language.findData(it.language))
        self._dirty = False
        self.ready.emit()
        self.parts.view.setFocus()

    def _touch(self, *_: object) -> None:
        self._dirty = True

    def _usual(self) -> None:
        self.parts.show_lines((name, self.words(said), True) for name, said in PARTS.items())
        self._touch()

    def _choose(self) -> None:
        start = self.folder.text() or str(Path.home())
        found = QFileDialog.getExistingDirectory(self, self.words(N_("Folder")), start)
        if found:
            self.folder.setText(found)
            self._touch()

    def _save(self) -> None:
        wanted = MonthSetup(self.parts.lines(), self.language.currentData() or "", self.folder.text())
        self.office.do(self, month_setup.keep, wanted, then=self._kept)

    def _kept(self, done: object) -> None:
        self.office.say(self.words(N_("The month's report is as you chose")), getattr(done, "deed", None))
        self._leave()

    def _leave(self) -> None:
        self._dirty = False
        self.left.emit()
