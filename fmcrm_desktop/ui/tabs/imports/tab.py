"""The import page: five steps on one page; each is drawn anew from what is known so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from fmcrm_desktop.exchange import import_steps
from fmcrm_desktop.exchange.import_file import Choice, write_rejects
from fmcrm_desktop.exchange.import_steps import Look, Matching
from fmcrm_desktop.exchange.jobs import Plan, Told
from fmcrm_desktop.exchange.mapping import Mapping
from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.imports import Decide
from fmcrm_desktop.ui.tabs.imports.step_page import COLUMNS, PREVIEW, RESULT, TABLE, Known, StepPage

PATIENCE = 400
"""Milliseconds until the page says that a file is still being read."""
LARGE = 5_000_000
"""Bytes from which on a file is looked into by another process."""
HEAD = 20_000
"""Rows that are tried out before a person asks for all: a second or two."""


class ImportsTab(StepPage):
    """What a person does on the page."""

    _asking = 0
    """Counts questions and answers, so that a long one is seen to be under way."""

    # file and table

    def choose(self) -> None:
        """Ask for a file."""
        words = self.words
        kinds = words(N_("Tables ({kinds})"), kinds="*.csv *.tsv *.txt *.xlsx *.xls *.ods *.vcf *.ics")
        path, _ = QFileDialog.getOpenFileName(self, words(N_("Choose a file")), "", f"{kinds};;*")
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Begin with a file."""
        if self.known.busy:
            self.office.say(self.words(N_("Wait until the work at the foot has ended.")))
            return
        self.look(Choice(path), fresh=True)

    def look(self, choice: Choice, fresh: bool = False) -> None:
        """Look into the file as chosen; a file that cannot be read leaves everything as it was."""

        def seen(look: Look) -> None:
            known = Known() if fresh else self.known
            same = known.look is not None and known.look.choice.sheet == look.choice.sheet
            kind = (known.kind if same else "") or look.kind or ""
            self.known = replace(known, look=look, kind=kind, matching=None, told=None)
            self.step(TABLE)

        self._asked(import_steps.look, choice, then=seen)

    def _asked(self, case: Callable[..., Any], *args: Any, then: Callable[[Any], object]) -> None:
        """Ask; a refusal is a sentence on the page, where the person is looking. A large file is read in another
        process, where it can be stopped."""
        choice: Choice = args[0]
        if choice.path.is_file() and choice.path.stat().st_size > LARGE:
            asked = (case.__name__, args)
            job = Job("fmcrm_desktop.exchange.jobs:look_into", (self.address, asked, self.office.who))
            self._job(job, N_("Reading the file"), then)
            return
        asking = self._asking = self._asking + 1

        def answered(answer: Any) -> None:
            self._asking += 1
            then(answer)

        def refused(refusal: Refusal) -> None:
            self._asking += 1
            self.refused(refusal)

        def still_reading() -> None:
            if self._asking == asking:
                self.known = replace(self.known, busy=True)
                self.redraw()

        def broke(_fault: object) -> None:
            self._asking += 1
            self.step(self.known.step)

        self.office.ask(self, case, *args, then=answered, refused=refused, broke=broke)
        QTimer.singleShot(PATIENCE, self, still_reading)

    # columns

    def match(self) -> None:
        """To the columns, as they were matched the last time or are guessed."""
        known = self.known
        if known.look is not None and known.kind:
            self._asked(import_steps.matching, known.look.choice, known.kind, self.zone,
                        then=self._matched)  # fmt: skip

    def _matched(self, found: Matching) -> None:
        """To the columns; those of contact cards and calendars are known, so they go on to the preview."""
        if self.known.is_cards:
            self.known = replace(self.known, matching=found)
            self.try_out()
        else:
            self.step(COLUMNS, matching=found)

    def match_anew(self, mapping: Mapping) -> None:
        """The columns as the person has them now."""
        known = self.known
        if known.look is not None:
            self._asked(import_steps.examined, known.look.choice, mapping, self.zone,
                        then=lambda found: self.step(COLUMNS, matching=found))  # fmt: skip

    # preview and import

    def try_out(self, most: int = HEAD) -> None:
        self._run("try_out", N_("Trying the import"), lambda told: self.step(PREVIEW, told=told), most)

    def try_all(self) -> None:
        """Every row of a long table, as long as that takes."""
        self.try_out(0)

    def decide(self, decide: Decide) -> None:
        """What rows are that look like somebody known."""
        self.step(PREVIEW, decide=decide)

    def bring_in(self) -> None:
        self._run("bring_in", N_("Importing"), self._done)

    def _run(self, work: str, title: str, then: Callable[[Told], object], most: int = 0) -> None:
        known = self.known
        assert known.look is not None and known.matching is not None
        rows = known.told.result.read if known.told is not None and known.told.whole else 0
        decide = known.decide if work == "bring_in" else Decide()
        plan = Plan(
            known.look.choice,
            known.kind,
            known.matching.mapping,
            self.zone,
            self.office.who,
            rows,
            decide,
            most,
        )
        self._job(Job(f"fmcrm_desktop.exchange.jobs:{work}", (self.address, plan)), title, then)

    def _job(self, job: Job, title: str, then: Callable[[Any], object]) -> None:
        """Long work; while it runs the page's buttons wait, and its bar at the foot has Cancel."""
        running = self.office.run(job, self.words(title), then, self.refused)
        running.cancelled.connect(
            lambda: self.step(self.known.step, fault=self.words(N_("Stopped. Nothing was changed.")))
        )
        running.broke.connect(lambda _details: self.step(self.known.step))
        self.known = replace(self.known, fault="", busy=True)
        self.redraw()

    def _done(self, told: Told) -> None:
        self.step(RESULT, told=told, undone=False)
        result = told.result
        number = self.words.number
        said = self.words(N_("{added} added, {updated} changed, {rejected} not taken."), added=number(result.added),
                          updated=number(result.updated), rejected=number(result.rejected))  # fmt: skip
        self._tell(told.touched, told.deed)
        if told.deed is None:
            self.office.say(said)
        else:
            self.office.offer(said, self.words(N_("Undo")), self.undo)

    def _tell(self, touched: tuple[str, ...], deed: int | None) -> None:
        """What another process changed, told to this one: tabs load anew, closing makes a backup."""
        news: dict[str, set[int]] = {table: set() for table in touched}
        self.office.saved.emit(SimpleNamespace(touched=news, deed=deed))
        self.office.changed.emit(news)

    def undo(self) -> None:
        """Take the whole import back."""
        told = self.known.told
        if told is None or told.deed is None:
            return

        def done(touched: tuple[str, ...]) -> None:
            self.step(RESULT, undone=True)
            self._tell(touched, None)
            self.office.say(self.words(N_("The import is undone.")))

        args = (self.address, told.deed, self.office.who)
        self._job(Job("fmcrm_desktop.exchange.jobs:take_back", args), N_("Undoing the import"), done)

    def save_rejects(self) -> None:
        """The rows that were not taken, to a file of the person's choice."""
        told = self.known.told
        if told is None:
            return
        proposed = told.file.choice.path
        kinds = ["CSV (*.csv)", "XLSX (*.xlsx)"]
        if proposed.suffix.lower() in (".xlsx", ".xls", ".ods"):  # whoever has a workbook mends one
            kinds.reverse()
        name = self.words(N_("{name} not taken"), name=proposed.stem) + (".csv", ".xlsx")[kinds[0][0] == "X"]
        path, _ = QFileDialog.getSaveFileName(
            self,
            self.words(N_("Save the rows not taken…")),
            str(proposed.with_name(name)),
            ";;".join(kinds),
        )
        if path:
            self.write_rejects(Path(path))

    def write_rejects(self, path: Path) -> None:
        told, words = self.known.told, self.words
        assert told is not None
        if path.suffix.lower() not in (".csv", ".xlsx"):
            path = path.with_name(path.name + ".csv")
        self.office.through(
            self,
            lambda: write_rejects(
                path,
                told.file,
                told.result,
                lambda one: words(one.why.text, **one.why.values),
                words.language,
            ),
            lambda _done: self.office.say(words(N_("Saved: {path}"), path=path)),
            self.refused,
        )
