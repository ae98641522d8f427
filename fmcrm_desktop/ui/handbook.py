"""The handbook's window: contents and search on the left, the page on the right; it stays open beside the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
)

from fmcrm_desktop import places
from fmcrm_desktop.model import handbook
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.handbook_text import PAGE, PLACE, document
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.text import label

if TYPE_CHECKING:
    from fmcrm_desktop.ui.window import MainWindow

WORK = "fmcrm_desktop.ui.handbook_paper:make"
SIZE = (1020, 680)
CONTENTS, LINE = 290, 26


def open_handbook(window: MainWindow, place: tuple[str, str], explained: str = "") -> Handbook:
    """The handbook on the page of a tab and section, or the page named ``explained``, beside the window; one that is
    open turns to that page."""
    shown = window.findChild(Handbook)
    if shown is not None and shown.words.language != window.look.language:
        shown.close()
        shown = None
    made = shown or Handbook(window)
    page = handbook.page_of(made.pages, *place)
    made.turn(explained or (page.name if page is not None else made.pages[0].name))
    made.show()
    made.raise_()
    made.activateWindow()
    made.list.setFocus()
    return made


class Handbook(QDialog):
    """Enter in the search or the list goes to the page, Escape closes the window, Ctrl+F goes to the search."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.words = window.look.words()
        self.pages = handbook.pages(places.resources() / "handbook", self.words)
        self.present = self.pages[0]
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.words(handbook.TITLE))
        self.resize(QSize(*SIZE).boundedTo(window.screen().availableSize()))
        self._lay_out()
        self._fill()
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self.list.setFocus)
        self.field.installEventFilter(self)
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(lambda _item: self.text.setFocus())
        self.text.anchorClicked.connect(self.follow)
        QShortcut(QKeySequence("Ctrl+F"), self, self.field.setFocus)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print.click)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(theme.GAP_S)
        self.field = QLineEdit()
        self.field.setProperty("kind", "search")
        self.field.setPlaceholderText(self.words(N_("Search the handbook")))
        self.field.setAccessibleName(self.words(N_("Search the handbook")))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.words(N_("Contents")))
        self.none = label(self.words(N_("On no page. Try fewer or other words.")), "muted", wrap=True)
        self.print = Button(self.words(N_("Print…")), picture="printer").on(self._print)
        self.print.setEnabled(self._window.desk is not None)
        self.print.setAutoDefault(False)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self.words(N_("Page of the handbook")))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(theme.GAP_M, theme.GAP_M, theme.GAP_M, theme.GAP_M)
        whole.setSpacing(theme.GAP_M)
        whole.addLayout(side)
        whole.addWidget(self.text, 1)
        for widget in (self.field, self.list, self.none, self.print):
            widget.setFixedWidth(CONTENTS)
            side.addWidget(widget)
        side.setStretchFactor(self.list, 1)

    # contents

    def _fill(self) -> None:
        """The pages on which all words typed stand; the first of them is shown."""
        there = handbook.found(self.pages, self.field.text()) if self.field.text().strip() else self.pages
        self.list.blockSignals(True)
        self.list.clear()
        for page in there:
            item = QListWidgetItem(page.title)
            item.setSizeHint(QSize(0, LINE))
            item.setData(Qt.ItemDataRole.UserRole, page.name)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.none.setVisible(not there)
        if there:
            names = [page.name for page in there]
            self.list.setCurrentRow(names.index(self.present.name) if self.present.name in names else 0)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(str(item.data(Qt.ItemDataRole.UserRole)))

    def turn(self, name: str) -> None:
        """Go to a page; the contents stand whole again."""
        self.field.clear()
        self.list.setCurrentRow([page.name for page in self.pages].index(name))
        self._show(name)

    def _show(self, name: str) -> None:
        self.present = next(page for page in self.pages if page.name == name)
        made = document(self.present, self.words, self._window.desk is not None)
        made.setParent(self.text)
        self.text.setDocument(made)
        wanted = self.field.text().split()
        if wanted:
            self.text.find(wanted[0])

    def follow(self, address: QUrl) -> None:
        """A link leads to another page, or to a tab in the window behind."""
        said = address.toString()
        if said.startswith(PAGE):
            self.turn(said.removeprefix(PAGE))
        elif said.startswith(PLACE) and self._window.office is not None:
            self._window.office.go(handbook.link(said.removeprefix(PLACE)))
            self._window.activateWindow()

    def _print(self) -> None:
        """Where all papers are seen, printed and saved; the pictures are painted by another process."""
        from fmcrm_desktop.reports.options import Wanted, called

        if self._window.office is None:
            return
        wanted = Wanted(self.words(handbook.TITLE), WORK, (self.words.language,), called(handbook.TITLE))
        self._window.office.go(Link("reports", new={"wanted": wanted}))
        self._window.activateWindow()

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the search goes into the contents."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self.list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """The page is written anew in the colours of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "text"):
            self._show(self.present.name)
