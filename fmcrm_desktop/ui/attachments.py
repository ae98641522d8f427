"""The files of any matter as a card for its page: dropped on it or added, opened as copies, taken away with Undo.

One line puts it on a page: ``column.add(AttachmentsCard(office, "person", id))``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSize, QStandardPaths, Qt, QThreadPool, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QImageReader,
    QKeyEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QMessageBox, QVBoxLayout, QWidget

from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.file_name import harmless
from fmcrm_desktop.model.matter import PURPOSES
from fmcrm_desktop.model.tones import GOOD, GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import attachments
from fmcrm_desktop.services.attachments import LIMIT, AttachmentRow, Kept
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, FLAT, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.page import lasting
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.signing_pad import SigningPad

SIGNS = {"picture": "image", "sound": "volume-2", "file": "file-text"}
SIDE = 32
"""Width and height of a thumbnail."""
SHOWN = 6
"""Files shown at first; the others at a press."""
READABLE = (b"png", b"jpeg", b"jpg", b"gif", b"bmp", b"webp")


class AttachmentsCard(Card):
    """``subject`` and ``id`` name the matter, as in services/attachments.py. It asks for its own rows."""

    def __init__(self, office: QtOffice, subject: str, id: int, parent: QWidget | None = None) -> None:
        super().__init__(office, N_("Files"), parent=parent)
        self.subject, self.id = subject, id
        self.words = office.words
        self.rows: list[FileRow] = []
        self._whole = False
        self.setAcceptDrops(office.may(attachments.add))
        self.adder = Button(self.words(N_("Add files")), FILTER, "paperclip").on(self._choose)
        self.adder.setToolTip(self.words(N_("Up to {limit} MB each"), limit=LIMIT // 1024 // 1024))
        if subject == "work_order":
            sign = Button(self.words(N_("Sign")), FILTER, "pencil").on(lambda: _sign(self))
            self.tool(sign.guard(office, attachments.add))
        self.tool(self.adder.guard(office, attachments.add))
        self._hint = label("", "muted", wrap=True)
        self.body.addWidget(self._hint)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.body.addLayout(self._list)
        self._more = Button("", FILTER).on(self._show_all)
        self._more.hide()
        self.body.addWidget(self._more)
        _pictures().ready.connect(self._picture)
        office.changed.connect(self._news)
        self.reload()

    def _news(self, touched: dict[str, set[int]]) -> None:
        if "attachment" in touched:
            self.reload()

    def reload(self) -> None:
        self.office.ask(self, attachments.of, self.subject, self.id, then=self._show)

    def _show(self, found: Sequence[AttachmentRow]) -> None:
        for old in self.rows:
            self._list.removeWidget(old)
            old.deleteLater()
        shown = found if self._whole else found[:SHOWN]
        self.rows = [FileRow(self, row) for row in shown]
        for made in self.rows:
            self._list.addWidget(made)
        self._more.setVisible(len(found) > len(shown))
        self._more.setText(self.words(N_("Show all {count}"), count=len(found)))
        hint = N_("Drop photographs, letters or recordings here, up to {limit} MB each.")
        self._hint.setText(self.words(hint, limit=LIMIT // 1024 // 1024))
        self._hint.setVisible(not found)
        if any(row.kind == "picture" for row in shown):
            self.office.ask(self, attachments.places, self.subject, self.id, then=self._draw_pictures)

    def _show_all(self) -> None:
        self._whole = True
        self.reload()

    # thumbnails

    def _draw_pictures(self, places: dict[int, Path]) -> None:
        for row in self.rows:
            if row.it.kind == "picture" and row.it.id in places:
                _pictures().draw(row.it.id, places[row.it.id])

    def _picture(self, id: int, image: QImage) -> None:
        for row in self.rows:
            if row.it.id == id:
                row.show_picture(image)

    # adding

    def _choose(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        over = lasting(self)
        chosen, _ = QFileDialog.getOpenFileNames(over, self.words(N_("Add files")), home)
        self.add_files(chosen, over)

    def add_files(self, paths: Sequence[str], over: QWidget | None = None) -> None:
        """Keep these files with the matter; recordings of calls only with the other side's consent, which is asked
        for over the page."""
        if not paths:
            return
        if self.subject == "call" and any(attachments.is_sound(path) for path in paths):
            _ask_consent(over or lasting(self), self.words, lambda: self.take(list(paths), True))
        else:
            self.take(list(paths), False)

    def take(self, paths: list[str], consent: bool, case: Callable[..., Any] = attachments.add) -> None:
        """Copy files in, and let ``case`` name them as those of the matter. The office itself asks: the page may have
        been drawn anew while they were chosen, and no file is forgotten."""
        office, subject, id = self.office, self.subject, self.id

        def copied(kept: list[Kept]) -> None:
            office.do(office, case, subject, id, kept, consent, then=lambda done: _said(office, kept, done))

        def begin(folder: Path) -> None:
            job = Job("fmcrm_desktop.services.attachments:take_in", (str(folder), paths))
            office.run(job, office.words(N_("Keeping files")), copied)

        office.each(office, attachments.folder, then=begin)

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_files(event):
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        event.acceptProposedAction()
        self.add_files(_local_files(event))

    def _mark(self, over: bool) -> None:
        """Show that what is dragged may be dropped here."""
        theme.dress(self, "over", over)

    # what the rows do

    def open_file(self, row: AttachmentRow) -> None:
        """With the system's program, as a copy for reading only."""
        open_copy(self.office, row.id)

    def save_copy(self, row: AttachmentRow) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(home) / harmless(row.name))
        target, _ = QFileDialog.getSaveFileName(lasting(self), self.words(N_("Save a copy")), start)
        if target:
            said = self.words(N_("Saved: {path}"), path=target)
            office = self.office
            office.each(
                office, attachments.save_copy, row.id, Path(target), then=lambda _path: office.say(said)
            )

    def rename(self, row: AttachmentRow) -> None:
        office, over = self.office, lasting(self)

        def show(form: Any) -> None:
            setup = FormSetup(
                N_("Rename"),
                form,
                attachments.rename,
                (row.id,),
                said=lambda _id: office.words(N_("Renamed")),
            )
            FormDialog(office, setup, over).open()

        office.ask(over, attachments.form, row.id, then=show)

    def remove(self, row: AttachmentRow) -> None:
        office = self.office
        said = self.words(N_("“{name}” removed"), name=row.name)
        office.do(office, attachments.archive, row.id, then=lambda done: office.say(said, done.deed))

    def step(self, row: FileRow, down: int) -> None:
        """The arrow keys go from file to file."""
        at = self.rows.index(row) + down
        if 0 <= at < len(self.rows):
            self.rows[at].way.setFocus()


def _ask_consent(over: QWidget, words: Words, then: Callable[[], object]) -> None:
    box = QMessageBox(over)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(words(N_("Recording of a call")))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words(N_("A recording may be kept only when the other side agreed to it.")))
    agreed = box.addButton(words(N_("The other side agreed")), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(words(N_("Cancel")), QMessageBox.ButtonRole.RejectRole)
    agreed.clicked.connect(lambda _on=False: then())
    box.open()


def _sign(card: AttachmentsCard) -> None:
    """The customer writes on the screen; what is written becomes a file of the order."""
    pad = SigningPad(card.words, lasting(card))
    pad.signed.connect(lambda path: card.take([path], False, attachments.sign))
    pad.open()


def _mark(card: AttachmentsCard, row: AttachmentRow, purpose: str) -> None:
    """What the file is for."""
    office, said = card.office, card.words(N_("Saved"))
    office.do(office, attachments.mark, row.id, purpose, then=lambda done: office.say(said, done.deed))


def open_copy(office: QtOffice, id: int) -> None:
    """Open a file as a copy for reading only, with the system's program. The office itself asks: the page the
    file was chosen on may be drawn anew meanwhile, and what was chosen opens all the same."""

    def show(copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            office.say(office.words(N_("This computer has no program for “{name}”."), name=copy.name))

    office.each(office, attachments.open_copy, id, then=show)


def _said(office: QtOffice, kept: Sequence[Kept], done: Any) -> None:
    words = office.words
    said = (
        words(N_("“{name}” kept"), name=kept[0].name)
        if len(kept) == 1
        else words(N_("{count} files kept"), count=len(kept))
    )
    office.say(said, done.deed)


def _local_files(event: QDropEvent) -> list[str]:
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]


class FileRow(QWidget):
    """One file: its picture or sign, its name, size and day, and what can be done with it."""

    def __init__(self, card: AttachmentsCard, it: AttachmentRow) -> None:
        super().__init__(card)
        self._card, self.it = card, it
        words = card.words
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(theme.GAP_S)
        self.sign = QLabel()
        self.sign.setFixedSize(SIDE, SIDE)
        self.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sign.setPixmap(icon(SIGNS[it.kind], "muted", 20).pixmap(20, 20))
        line.addWidget(self.sign)
        texts = QVBoxLayout()
        line.addLayout(texts, 1)
        texts.setSpacing(0)
        self.way = _Way(self)
        texts.addWidget(self.way)
        about = f"{size_of(it.size, words)} · {words.date(words.local(it.added).date())}"
        texts.addWidget(Elided(about, "small"))
        if it.consent:
            line.addWidget(ChipLabel(words(N_("Agreed to")), GOOD))
        if it.purpose:
            line.addWidget(ChipLabel(words(PURPOSES[it.purpose]), GREY))
        self.more = Button("", FLAT)
        self.more.setIcon(icon("more-horizontal", "muted", 14))
        self.more.setFixedSize(24, 24)
        self.more.setAccessibleName(words(N_("More about {name}"), name=it.name))
        self.more.on(lambda: self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        line.addWidget(self.more)

    def menu(self) -> QMenu:
        menu, words, card = QMenu(self), self._card.words, self._card
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for title, picture, act, case in (
            (N_("Open"), "eye", card.open_file, attachments.open_copy),
            (N_("Save a copy…"), "download", card.save_copy, attachments.save_copy),
            (N_("Rename…"), "pencil", card.rename, attachments.rename),
            (N_("Remove"), "trash-2", card.remove, attachments.archive),
        ):
            action = QAction(icon(picture), words(title), menu)
            action.setEnabled(card.office.may(case))
            action.triggered.connect(lambda _on=False, act=act: act(self.it))
            menu.addAction(action)
        if card.subject == "work_order":
            menu.addSeparator()
            for purpose, title in PURPOSES.items():
                action = menu.addAction(words(title))
                action.setCheckable(True)
                action.setChecked(self.it.purpose == purpose)
                action.setEnabled(card.office.may(attachments.mark))
                action.triggered.connect(lambda _on=False, purpose=purpose: _mark(card, self.it, purpose))
        return menu

    def show_picture(self, image: QImage) -> None:
        if not image.isNull():
            made = QPixmap.fromImage(image)
            made.setDevicePixelRatio(2)
            self.sign.setPixmap(made)

    def key(self, key: int) -> bool:
        """Enter opens, Delete removes, the arrows go on."""
        card = self._card
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            card.open_file(self.it)
        elif key == Qt.Key.Key_Delete and card.office.may(attachments.archive):
            card.remove(self.it)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            card.step(self, 1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())


class _Way(LinkButton):
    """The name of a file, which opens it; the keys of its row."""

    def __init__(self, row: FileRow) -> None:
        super().__init__(row.it.name.replace("\n", " "), lambda: row._card.open_file(row.it), parent=row)
        self._row = row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._row.key(event.key()):
            super().keyPressEvent(event)


def size_of(size: int, words: Words) -> str:
    """1.2 MB."""
    for unit, bytes in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if size >= bytes:
            return f"{words.number(size / bytes, 1)} {unit}"
    return words(N_("{count} bytes"), count=size)


class _Pictures(QObject):
    """Reads pictures small, off the screen's thread; one for the whole program, for cards come and go."""

    ready = Signal(int, QImage)

    def draw(self, id: int, path: Path) -> None:
        QThreadPool.globalInstance().start(lambda: self.ready.emit(id, _small(path)))


_PICTURES: list[_Pictures] = []


def _pictures() -> _Pictures:
    if not _PICTURES:
        _PICTURES.append(_Pictures())
    return _PICTURES[0]


def _small(path: Path) -> QImage:
    """The picture at twice the side of a thumbnail, whole, turned as the camera was held; empty when it is none."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in READABLE:
        return QImage()
    reader.setScaledSize(reader.size().scaled(QSize(2 * SIDE, 2 * SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
