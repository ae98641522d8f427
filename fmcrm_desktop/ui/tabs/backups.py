"""The backups page: what there is, what each holds, and how one is put back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import backups
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.tab import Tab

TABLES = {
    "person": N_("People"), "unit": N_("Units"), "work_order": N_("Work orders"), "complaint": N_("Complaints"),
    "call": N_("Calls"), "event": N_("Calendar"),
}  # fmt: skip


class BackupsTab(Tab):
    name = "backups"
    title = N_("Backups")
    shows = ()

    def build(self) -> None:
        self.body.addWidget(self.detail)
        self._preview: backups.Preview | None = None

    @property
    def _path(self) -> Path:
        return Path(self.office.office.store.path)

    def reload(self) -> None:
        if self.office.office.store.is_file:
            self.office.through(self, lambda: backups.listed(self._path), self._draw)
        else:
            self._draw([])

    def _draw(self, found: list[backups.Backup]) -> None:
        words = self.words
        page = self.new_page().head(words(N_("Backups")), str(self._path.parent))
        if not found:
            page.card().say(
                words(N_("There is no backup yet. One is made on closing whenever something changed."))
            )
        else:
            rows = [
                (words.moment(one.made), f"{one.size / 1_000_000:,.1f} MB", self._look_button(one))
                for one in found[:40]
            ]
            card = page.card(N_("Newest first"))
            card.table((N_("Made"), N_("Size"), N_("Look")), rows)
        if self._preview is not None:
            self._add_preview(page, self._preview)
        page.card(N_("To put one back")).say(
            words(
                N_(
                    "Close this office with “Another office…”, then choose “Restore a backup”. The present file is "
                    "set aside, never overwritten."
                )
            ),
            "muted",
        )
        self.put(page.done())

    def _look_button(self, one: backups.Backup) -> Button:
        look = Button(self.words(N_("Look into it")), FILTER)
        return look.on(
            lambda: self.office.through(self, lambda: backups.preview(self._path, one.path), self._seen)
        )

    def _seen(self, preview: backups.Preview) -> None:
        self._preview = preview
        self.reload()

    def _add_preview(self, page: Any, preview: backups.Preview) -> None:
        card = page.card(N_("What it holds"), N_("beside what is there now"))
        rows = [
            (
                self.words(TABLES.get(table, table)),
                self.words.number(count),
                self.words.number(preview.now.get(table, 0)),
            )
            for table, count in preview.then.items()
        ]
        card.table((preview.backup.name, N_("Then"), N_("Now")), rows)
