"""What may be done with a report: print, export, copy its chart, save, rename or share, take out of the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.own_report import Definition
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Titled, Wanted
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.own_reports import Named, ReportForm
from fmcrm_desktop.ui import exporting
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.own_reports.preview import Preview
from fmcrm_desktop.ui.tabs.own_reports.report_list import title

MAKE = "fmcrm_desktop.reports.making:make_own"
NEW = Named(0, "", "", None)
BRIEF = 560
"""Pixels below which the buttons are pictures: their words would take the rows that the report needs."""


class Deeds(QFrame):
    """The title of the report and its buttons. ``kept`` carries the id under which it was saved anew, 0 when it was
    taken out."""

    kept = Signal(int)

    def __init__(self, office: QtOffice, built: Callable[[], Definition], view: Preview) -> None:
        super().__init__()
        self.office, self.words, self.built, self.view = office, office.words, built, view
        self.report = NEW
        self.subject = ""
        self.setProperty("kind", "bar")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_S)
        self.heading = label("", "heading", wrap=True)
        column.addWidget(self.heading)
        column.addWidget(self._buttons())

    def _buttons(self) -> Flow:
        words = self.words
        self.print = Button(words(N_("Print…")), PRIMARY, "printer").on(self.print_page)
        self.export = Button(words(N_("Export…")), picture="download").on(self._export)
        self.copy = Button(words(N_("Copy the chart")), picture="copy").on(self._copy)
        self.keep = Button(words(N_("Save")), picture="check").on(self.save)
        self.keep_as = Button(words(N_("Save as…")), picture="file-text").on(self.save_as)
        self.share = Button(words(N_("Rename or share…")), picture="pencil").on(self.rename)
        self.remove = Button(words(N_("Take out")), picture="archive").on(self.take_out)
        guarded = (
            (self.print, own_reports.sheet), (self.export, own_reports.through), (self.keep, own_reports.change),
            (self.keep_as, own_reports.save), (self.share, own_reports.rename), (self.remove, own_reports.archive),
        )  # fmt: skip
        for button, case in guarded:
            button.guard(self.office, case)
        flow = Flow(theme.GAP_S)
        self.all = (self.print, self.export, self.copy, self.keep, self.keep_as, self.share, self.remove)
        for each in self.all:
            flow.add(each)
        return flow

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for each in self.all:
            each.set_brief(self.width() < BRIEF)

    def show_report(self, report: Named, subject: str, changed: bool) -> None:
        """What can be done with it; ``subject`` is the finished name of what it is about."""
        self.report, self.subject = report, subject
        shown = title(report, self.words) if report.name else self.words(N_("New report"))
        altered = changed and bool(report.name)
        self.heading.setText(self.words(N_("{title} (changed)"), title=shown) if altered else shown)
        self.keep.setEnabled(report.mine and changed)
        self.share.setEnabled(report.mine)
        self.remove.setEnabled(report.mine)
        self.copy.setEnabled(self.view.chart is not None)

    @property
    def called(self) -> str:
        return self._called(self.words)

    def _called(self, words: Words) -> str:
        return title(self.report, words) if self.report.name else self.subject

    def print_page(self) -> None:
        """Seen, printed and saved where all papers are."""
        one = self.report
        given = Titled(self.built(), one.name or self.subject, one.other_name, one.ready)
        self.office.go(Link("reports", new={"wanted": Wanted(self.called, MAKE, (given,), self._called)}))

    def _export(self) -> None:
        target = exporting.ask_path(self, self.office, self.called, ".xlsx")
        if target is not None:
            exporting.write_report(self.office, self.built(), self.called, target)

    def _copy(self) -> None:
        self.view.copy_chart()
        self.office.say(
            self.words(
                N_(
                    "The chart is copied. Its figures can be marked in the table below it and copied with Ctrl+C."
                )
            )
        )

    def save(self) -> None:
        one = self.report
        if one.mine:
            self._do(own_reports.change, N_("Report saved"), one.id, self.built(), one.version)

    def save_as(self) -> FormDialog:
        """Keep what is built under a title of its own."""
        said = self.words(N_("Report saved"))
        setup = FormSetup(
            N_("Save the report"), ReportForm(), own_reports.save, (self.built(),),
            then=lambda done: self.kept.emit(done.result), said=lambda _id: said,
        )  # fmt: skip
        return self._ask(setup)

    def rename(self) -> FormDialog:
        one, said = self.report, self.words(N_("Report saved"))
        form = ReportForm(one.name, one.other_name, one.shared, one.version)
        setup = FormSetup(N_("Rename or share"), form, own_reports.rename, (one.id,), said=lambda _id: said)
        return self._ask(setup)

    def take_out(self) -> None:
        one = self.report
        self.kept.emit(0)
        self._do(own_reports.archive, N_("Report taken out of the list"), one.id, one.version)

    def _do(self, case: Callable[..., Any], text: str, *args: Any) -> None:
        said = self.words(text)
        self.office.do(self, case, *args, then=lambda done: self.office.say(said, done.deed))

    def _ask(self, setup: FormSetup) -> FormDialog:
        dialog = FormDialog(self.office, setup, self)
        dialog.open()
        return dialog
