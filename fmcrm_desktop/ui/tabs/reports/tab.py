"""The Reports tab: pick a paper and its month or number, see it, print it, save it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fmcrm_desktop import places
from fmcrm_desktop.jobs import Job
from fmcrm_desktop.leftovers import passing_folder
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import LANGUAGES, N_, Words
from fmcrm_desktop.reports import BY_NAME, REPORTS, Report, making
from fmcrm_desktop.reports.options import Options, Wanted
from fmcrm_desktop.services import month_setup, own_reports, settings
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.paper import PaperView
from fmcrm_desktop.ui.kit.tab import TIGHT, Tab
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.qt_jobs import RunningJob
from fmcrm_desktop.ui.tabs import case_of
from fmcrm_desktop.ui.tabs.reports.month_setup import MonthSetupPane
from fmcrm_desktop.ui.tabs.reports.wishes import Wishes

BELOW = 90
"""So much of the list is seen below the chosen paper: the line of a running job takes some of it."""
MONTHS = "month-pack"
"""The paper whose parts the office chooses."""
MAKE = "fmcrm_desktop.reports.making:make"
BROKEN = Refusal(
    N_("The paper could not be made. Choose it once more; if that does not help, the log says why.")
)
PAUSE = 250
"""Milliseconds after the last choice before the paper is made."""


class ReportsTab(Tab):
    """Papers on the left, the one chosen on the right; it is made anew when a choice changes."""

    name = "reports"
    title = N_("Reports")

    def build(self) -> None:
        self.report: Report = REPORTS[0]
        self.options = Options()
        self.wanted: Wanted | None = None
        self.file: Path | None = None
        self._folder = passing_folder("reports")
        self._made = 0
        self._told: Sequence[Sequence[int]] = ()
        """Of the paper shown: the records that are told on each page, where it says that of itself."""
        self._running: RunningJob | None = None
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._make)
        self.destroyed.connect(lambda _o=None, folder=self._folder: shutil.rmtree(folder, ignore_errors=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.body.addLayout(row, 1)
        row.addWidget(self._papers())
        row.addWidget(self._paper(), 1)
        self._choose(self.report)

    def reload(self) -> None:
        """A paper is made when it is chosen; news on the way does not turn its pages under the reader's eyes."""
        if self.file is None:
            self._soon.start()

    @property
    def quiet(self) -> bool:
        return self._running is None and not self._soon.isActive() and self.view.quiet

    def open_new(self, start: dict[str, Any]) -> None:
        """A paper that another tab asks for: {"report": "job-sheet", "number": "W-2611-041"}, with what it is
        "called" where the number is one that people do not know; or one that no name stands for: {"wanted": Wanted(…)}.
        """
        self.wanted = start.get("wanted")
        if self.wanted is not None:
            _choose_wanted(self, self.wanted)
            return
        self._choose(BY_NAME[start["report"]])
        self.wishes.set_number(str(start.get("number", "")), str(start.get("called", "")))
        self.wishes.set_month(str(start.get("month", "")))
        self.wishes.set_days(str(start.get("day", "")), str(start.get("until", "")))
        self._soon.start()
        # the paper that was meant, not the first of the list, as long as it is being made
        meant = self.choices.get(self.report.name, self.view)
        (self.view if self.view.isVisible() else meant).setFocus()

    # the left

    def _papers(self) -> QWidget:
        pane = QWidget()
        pane.setProperty("kind", "page")
        column = QVBoxLayout(pane)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(4)
        self.choices: dict[str, Button] = {}
        for report in REPORTS:
            choice = Button(self.words(report.title), "choice", "file-text")
            choice.setCheckable(True)
            choice.setAutoExclusive(True)
            choice.setSizePolicy(choice.sizePolicy().Policy.Expanding, choice.sizePolicy().Policy.Fixed)
            choice.setAccessibleDescription(self.words(report.about))
            if self.office.who is not None and not self.office.who.may(report.right):
                choice.refuse(self.words(N_("Your role does not allow this. Ask the manager.")))
            choice.on(lambda report=report: self._pick(report))  # type: ignore[misc]
            self.choices[report.name] = choice
            column.addWidget(choice)
        own = Button(self.words(N_("Report builder")), "choice", "list")
        own.setSizePolicy(own.sizePolicy().Policy.Expanding, own.sizePolicy().Policy.Fixed)
        own.guard(self.office, own_reports.preview)
        column.addWidget(own.on(lambda: self.office.go(Link("own_reports"))))
        column.addStretch(1)
        self.about = label("", "muted", wrap=True)
        self.left = _scrolled(pane)
        return _above(self.left, self.about)

    def _pick(self, report: Report) -> None:
        self.wanted = None
        self._choose(report)
        self._soon.start()

    def _choose(self, report: Report) -> None:
        """Show which paper is meant, and only the choices it needs."""
        self.report = report
        self.choices[report.name].setChecked(True)
        self.left.ensureWidgetVisible(self.choices[report.name], 0, BELOW)
        self.heading.setText(self.words(report.title))
        self.about.setText(self.words(report.about))
        self.wishes.suit(report)
        self.parts.setVisible(report.name == MONTHS)

    # the right

    def _paper(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        bar = QHBoxLayout()
        column.addLayout(bar)
        self.setup = MonthSetupPane(self.office)
        self._bar(bar)
        self._below = QHBoxLayout()
        column.addLayout(self._below)
        self.view = PaperView(self.words)
        self.said = label("", "muted", wrap=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        chosen = _scrolled(self.setup)
        self.setup.ready.connect(lambda: self.stack.setCurrentWidget(chosen))
        self.setup.left.connect(self._soon.start)
        for each in (self.said, self.view, chosen):
            self.stack.addWidget(each)
        column.addWidget(self.stack, 1)
        said = N_("Page {page} of {pages}")
        self.view.turned.connect(
            lambda at, of: self.counts.emit(self.words(said, page=at, pages=of) if of else "")
        )
        return side

    def _bar(self, bar: QHBoxLayout) -> None:
        bar.setSpacing(8)
        self._row = bar
        self.heading = Elided("", "heading")
        bar.addWidget(self.heading, 1)
        self.wishes = Wishes(self.words)
        self.wishes.changed.connect(self._soon.start)
        self.print = Button(self.words(N_("Print…")), picture="printer").on(self.print_page)
        self.save = Button(self.words(N_("Save as PDF…")), PRIMARY, "download").on(lambda: _named(self))
        self.parts = Button(self.words(N_("Set up…")), picture="list").on(self.setup.open)
        self.parts.setToolTip(
            self.words(N_("Which parts it has, and a folder into which it is printed by itself"))
        )
        self.parts.guard(self.office, month_setup.keep)
        for each in (self.parts, self.wishes, self.print, self.save):
            bar.addWidget(each)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tight = self.width() < TIGHT
        for button in (self.parts, self.print, self.save):
            button.set_brief(tight)
        self.wishes.fit(tight)
        if tight != (self._below.count() > 0):
            if tight:
                self._below.addWidget(self.wishes)
            else:
                self._row.insertWidget(2, self.wishes)

    # making, printing, saving

    def _make(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None
        self.options = self.wishes.options()
        if self.wanted is None and self.report.needs == "number" and not self.options.number:
            self._say(
                self.words(N_("Type the number of the matter. Its page has a button that leads here, too."))
            )
            return
        if self.office.office is None:
            return
        self._say(self.words(N_("The paper is being made…")))
        self._made += 1
        made, target = self._made, self._folder / f"{self._made}.pdf"
        address, who, wanted = self.office.office.store.address, self.office.who, self.wanted
        named = (self.report.name,) if wanted is None else wanted.given
        self._running = self.office.run(
            Job(wanted.work if wanted else MAKE, (address, *named, self.options, who), target=target),
            wanted.title if wanted else self.words(self.report.title),
            then=lambda told: self._show(made, target, told),
            refused=lambda refusal: self._refuse(made, refusal),
            asker=self,
        )
        self._running.broke.connect(self._broke)

    def _show(self, made: int, target: Path, told: Sequence[Sequence[int]] | None) -> None:
        if made != self._made:
            target.unlink(missing_ok=True)
            return
        self._running = None
        self._told = told or ()
        old, self.file = self.file, target
        self.view.show_file(target)
        if old is not None:
            old.unlink(missing_ok=True)
        if not self.setup.isVisible():
            self.stack.setCurrentWidget(self.view)
        self._enable(True)

    def _refuse(self, made: int, refusal: Refusal) -> None:
        if made == self._made:
            self._running = None
            self._say(self.words(refusal.text, **refusal.values))

    def _broke(self, _details: str) -> None:
        if self.sender() is self._running:
            self._refuse(self._made, BROKEN)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.stack.setCurrentWidget(self.said)
        self._enable(False)

    def _enable(self, ready: bool) -> None:
        self.print.setEnabled(ready)
        self.save.setEnabled(ready)

    def print_page(self) -> None:
        """To the printer the person chooses."""
        if self.file is None or not self.print.isEnabled():
            return
        from fmcrm_desktop.ui.kit.printing import Printing, ask_printer

        printer = ask_printer(self)
        if printer is not None:
            keep, told = self.report.printed if self.wanted is None else "", self._told
            printing = Printing(self.file, printer, self)
            on = [id for at in printing.pages if at < len(told) for id in told[at]]
            printing.ended.connect(lambda pages: self._printed(pages, keep, on))
            printing.start()

    def _printed(self, pages: int, keep: str, on: list[int]) -> None:
        """``keep`` is the case that keeps that these records were printed."""
        failed = N_("The printer did not take the paper. Check it and print again.")
        self.office.say(
            self.words(N_("{pages} pages printed."), pages=pages) if pages else self.words(failed)
        )
        case = case_of(keep) if pages and keep and on else None
        if case is not None and self.office.may(case):
            hang = N_("{n} notices hang from today")
            self.do(case, on, said=lambda together: self.words(hang, n=together.done))

    def save_to(self, target: Path) -> None:
        """Copy the paper shown to where the person wants it; an old file there stays until the new one is whole."""
        assert self.file is not None
        half = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            shutil.copyfile(self.file, half)
            half.replace(target)
        except OSError as error:
            with contextlib.suppress(OSError):
                half.unlink(missing_ok=True)
            self.office.refused.emit(
                Refusal(
                    N_("{path} cannot be written: {why}. Choose another folder."),
                    path=target,
                    why=error.strerror,
                )
            )
            return
        self.office.say(self.words(N_("Saved: {path}"), path=target))


def _scrolled(pane: QWidget) -> QScrollArea:
    """More than a small screen is high: it scrolls, the window stays as it is."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(pane)
    return area


def _above(papers: QWidget, about: QWidget) -> QWidget:
    """The list, and below it what the chosen paper is."""
    side = QFrame()
    side.setProperty("kind", "pane")
    side.setFixedWidth(280)
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 12)
    about.setContentsMargins(20, 8, 20, 0)
    column.addWidget(papers, 1)
    column.addWidget(about)
    return side


def _choose_wanted(tab: ReportsTab, wanted: Wanted) -> None:
    """Show a paper that another tab has put together; none of the names on the left stands for it."""
    choice = tab.choices[tab.report.name]
    choice.setAutoExclusive(False)
    choice.setChecked(False)
    choice.setAutoExclusive(True)
    tab.heading.setText(wanted.title)
    tab.about.setText("")
    tab.wishes.suit(None)
    tab.parts.hide()
    tab.wishes.language.setVisible(not wanted.worded)
    tab._soon.start()
    (tab.stack.currentWidget() or tab.view).setFocus()  # and with it to the paper once that is there


def _named(tab: ReportsTab) -> None:
    """Save the paper as …: the name that is offered is in the language of the paper."""
    report, wanted = tab.report, tab.wanted
    options = replace(tab.options, number=tab.wishes.said(tab.options.number))

    def named(known: Mapping[str, Any]) -> None:
        spoken = options.language if options.language in LANGUAGES else known["office.language"]
        if wanted is not None and wanted.worded:
            spoken = tab.words.language
        its = Words(spoken, locale=places.resources() / "locale")
        _save_as(
            tab, making.file_name(report, options, its) if wanted is None else making.safe(wanted.file(its))
        )

    tab.ask(settings.everything, then=named)


def _save_as(tab: ReportsTab, name: str) -> None:
    if tab.file is None:
        return
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    target, _ = QFileDialog.getSaveFileName(
        tab, tab.words(N_("Save as PDF")), str(Path(documents) / name), "PDF (*.pdf)"
    )
    if target:
        tab.save_to(Path(target))
