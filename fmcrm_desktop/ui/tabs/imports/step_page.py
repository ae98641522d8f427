"""What the import page is drawn from: everything known of the import so far, and the page of its step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from fmcrm_desktop.exchange import tables_in
from fmcrm_desktop.exchange.import_steps import Look, Matching
from fmcrm_desktop.exchange.jobs import Told
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.imports import Decide
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Place, Tab
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.imports import columns_step, file_step, outcome_steps, table_step

FILE, TABLE, COLUMNS, PREVIEW, RESULT = range(5)
STEPS = (N_("File"), N_("Table"), N_("Columns"), N_("Preview"), N_("Result"))
DRAWN: tuple[Callable[[Any, Page], None], ...] = (
    file_step.draw, table_step.draw, columns_step.draw, outcome_steps.preview, outcome_steps.result,
)  # fmt: skip


@dataclass
class Known:
    """What is known of the import so far; ``fault`` is the finished sentence about what went wrong last."""

    step: int = FILE
    look: Look | None = None
    kind: str = ""
    matching: Matching | None = None
    told: Told | None = None
    fault: str = ""
    undone: bool = False
    decide: Decide = field(default_factory=Decide)
    """What rows are that look like somebody known, as the person says."""
    busy: bool = False

    @property
    def is_cards(self) -> bool:
        """Whether the file holds contact cards or calendar entries, whose columns need no matching."""
        return self.look is not None and self.look.choice.header_row == tables_in.CARDS

    @property
    def cards_kind(self) -> str:
        """What such a file can only be a list of."""
        return (
            "events" if self.look is not None and tables_in.is_calendar(self.look.choice.path) else "people"
        )


@dataclass
class ImportPlace(Place):
    """Where a person is in an import."""

    known: Known = field(default_factory=Known)


class StepPage(Tab):
    """Draws the step it is at anew whenever something is learnt; takes a file that is dropped on it."""

    name = "imports"
    title = N_("Import")
    shows = ()

    def build(self) -> None:
        self.known = Known()
        self.setAcceptDrops(True)
        self.body.addWidget(self.detail)

    def reload(self) -> None:
        self.redraw()

    def open(self, link: Link) -> None:
        """Chosen once more while it is open, it is steered from the step's first control again."""
        super().open(link)
        if self.detail.page is not None:
            self._focus(self.detail.page, "")

    def redraw(self) -> None:
        """The page of the present step; the focus stays where it was. Nothing where the page was closed."""
        if not isValid(self):
            return
        before = QApplication.focusWidget()
        name = before.objectName() if before is not None and self.isAncestorOf(before) else ""
        page = self.new_page().head(self.words(N_("Import")), self._subtitle())
        page.steps(STEPS, self.known.step)
        if self.known.fault:
            page.add(file_step.fault_box(self.known.fault))
        if self.known.busy:
            page.add(label(self.words(N_("Working…")), "muted"))
        DRAWN[self.known.step](self, page)
        self.put(page)
        self._focus(page, name)

    def _focus(self, page: Page, name: str) -> None:
        wanted = page.findChild(QWidget, name) if name else None
        wanted = wanted or page.findChild(QWidget, "first") or page.findChild(QWidget, "onward")
        if wanted is not None and self.isVisible():
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _subtitle(self) -> str:
        look = self.known.look
        if look is None:
            return self.words(
                N_("Lists of other programs: people, units, work orders, complaints, calendars and more.")
            )
        return look.choice.path.name + (f" · {look.choice.sheet}" if look.choice.sheet else "")

    def step(self, step: int, **known: Any) -> None:
        """Go to a step with what is known now."""
        fresh: dict[str, Any] = {"fault": "", "busy": False}
        self.known = replace(self.known, step=step, **(fresh | known))
        self.redraw()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.take(path)

    def refused(self, refusal: Refusal) -> None:
        self.known = replace(self.known, fault=self.words(refusal.text, **refusal.values), busy=False)
        self.redraw()

    @property
    def zone(self) -> str:
        return str(self.office.office.store.zone)

    @property
    def address(self) -> str:
        """What opens this office in another process."""
        return str(self.office.office.store.address)

    def place(self) -> Place:
        return ImportPlace(known=self.known)

    def restore(self, place: Place) -> None:
        if isinstance(place, ImportPlace):
            self.known = replace(place.known, busy=False)
        super().restore(place)

    def take(self, path: Path) -> None:
        """Begin with a file."""
        raise NotImplementedError


def _dropped(event: QDragEnterEvent | QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
