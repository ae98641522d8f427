"""The backups page: what there is, what each holds beside what is there now, and how one is put back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.refusal import NotAllowed, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import backups
from fmcrm_desktop.ui.kit.buttons import DANGER, FILTER, Button
from fmcrm_desktop.ui.kit.page import Column, Page
from fmcrm_desktop.ui.kit.tab import Tab

TABLES = {
    "person": N_("People"), "unit": N_("Units"), "work_order": N_("Work orders"), "complaint": N_("Complaints"),
    "call": N_("Calls"), "event": N_("Calendar"),
}  # fmt: skip
WHEN = N_(
    "Each time the office is closed after something changed, before every upgrade, and when you ask. Each is read in "
    "full before it gets its name. Kept are the newest of 14 days, 8 weeks and 12 months. Copy the folder to another "
    "disk now and then: a backup beside the office does not survive the computer."
)
WHAT_HAPPENS = N_(
    "When you put it back: the office closes and is backed up once more if anything changed; the present file is set "
    "aside under another name, never overwritten; the backup takes its place and the office opens again. What was "
    "entered since then is only in the file set aside."
)
MOST = 40
"""Backups the page lists; older ones are thinned out long before."""


class BackupsTab(Tab):
    name = "backups"
    title = N_("Backups")
    shows = ("backup",)

    def build(self) -> None:
        self.body.addWidget(self.detail)
        self.seen: backups.Preview | None = None
        self._fault = ""

    @property
    def _path(self) -> Path:
        return Path(self.office.office.store.path)

    def reload(self) -> None:
        if self.office.office.store.is_file:
            self.office.through(self, lambda: backups.listed(self._path), self._draw)
        else:
            self._draw_server()

    def _draw_server(self) -> None:
        words = self.words
        page = self.new_page().head(words(N_("Backups")), self.office.office.store.path)
        page.card(N_("On the server")).say(words(N_(
            "This office is kept on a PostgreSQL server; its backups are made there, with pg_dump or by whoever looks "
            "after the server."
        )))  # fmt: skip
        self.put(page.done())

    def _draw(self, found: list[backups.Backup]) -> None:
        words = self.words
        folder = self._path.with_name(self._path.stem + " backups")
        page = self.new_page().head(words(N_("Backups")), str(folder))
        if folder.is_dir():
            where = QUrl.fromLocalFile(str(folder))
            page.button(N_("Open folder"), lambda: QDesktopServices.openUrl(where))
        self._guarded(page, N_("Check the office file"), lambda: self.office.wanted.emit("check", None))
        self._guarded(page, N_("From another file…"), self._choose)
        self._guarded(page, N_("Back up now"), lambda: self.office.wanted.emit("backup", None), primary=True)
        left, right = page.columns(1, 1)
        self._list(left, found)
        if self._fault:
            right.card(N_("It cannot be put back")).say(self._fault, "error")
        elif self.seen is not None:
            self._preview(right, self.seen)
        else:
            right.card(N_("Putting one back")).say(words(N_("Look into a backup to see what it holds beside what is "
                                                            "there now. Nothing changes by looking.")))  # fmt: skip
        right.card(N_("When backups are made")).say(words(WHEN))
        self.put(page.done())

    def _guarded(self, page: Page, title: str, act: Any, primary: bool = False) -> Button:
        return self._may(page.button(title, act, primary=primary))

    def _may(self, button: Button) -> Button:
        """Grey with the reason where the role may not make or restore backups."""
        if not self.office.who.may(backups.RIGHT):
            button.refuse(self.words(NotAllowed("").text))
        return button

    def _list(self, column: Column, found: list[backups.Backup]) -> None:
        words = self.words
        card = column.card(N_("Newest first"))
        if not found:
            card.say(
                words(N_("There is no backup yet. One is made when you close the office after a change."))
            )
            return
        rows = [
            (
                words.moment(one.made),
                _size(one.size),
                words(N_("verified when made")),
                self._look_button(one.path),
            )
            for one in found[:MOST]
        ]
        card.table((N_("Made"), N_("Size"), N_("Checked"), ""), rows)

    def _look_button(self, copy: Path) -> Button:
        look = Button(self.words(N_("Look into it")), FILTER, "eye")
        look.setAccessibleName(f"{self.words(N_('Look into it'))}: {copy.name}")
        return self._may(look.on(lambda: self.look(copy)))

    def look(self, copy: Path) -> None:
        """Read the whole of a backup and count what it holds."""
        job = Job("fmcrm_desktop.services.backups:look", (str(self._path), str(copy)))
        self.office.run(
            job, self.words(N_("Looking into {file}"), file=copy.name), self._seen, self._refused, self
        )

    def _seen(self, preview: backups.Preview) -> None:
        self.seen, self._fault = preview, ""
        self.reload()

    def _refused(self, refusal: Refusal) -> None:
        self.seen, self._fault = None, self.words(refusal.text, **refusal.values)
        self.reload()

    def _choose(self) -> None:
        """A backup from elsewhere."""
        kind = self.words(N_("Office files ({kind})"), kind="*.fmcrm")
        copy, _ = QFileDialog.getOpenFileName(
            self, self.words(N_("From another file…")), str(self._path.parent), kind
        )
        if copy:
            self.look(Path(copy))

    def _preview(self, column: Column, preview: backups.Preview) -> None:
        words = self.words
        card = column.card(N_("What this backup holds"))
        card.say(preview.backup.name, "muted")
        rows = [
            (words(TABLES.get(table, table)), words.number(preview.now.get(table, 0)), words.number(count),
             _change(words, count - preview.now.get(table, 0)))
            for table, count in preview.then.items()
        ]  # fmt: skip
        card.table((N_("Records"), N_("Now"), N_("In the backup"), N_("Difference")), rows)
        card.say(words(WHAT_HAPPENS))
        back = Button(words(N_("Put it back")), DANGER, "archive-restore")
        back.on(lambda: self.office.wanted.emit("restore", preview.backup))
        card.add(self._may(back))


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"


def _change(words: Any, difference: int) -> str:
    return (
        f"+{words.number(difference)}" if difference > 0 else words.number(difference) if difference else "—"
    )
