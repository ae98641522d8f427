"""The report builder: the reports there are on the left, the form in the middle, what it answers on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.own_report import Definition
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.report_answer import Answer
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.own_reports import Named, SubjectShown
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.scrolled import sideways
from fmcrm_desktop.ui.kit.tab import Place, Tab
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.own_reports.deeds import NEW, Deeds
from fmcrm_desktop.ui.tabs.own_reports.form import DefinitionForm
from fmcrm_desktop.ui.tabs.own_reports.preview import Preview
from fmcrm_desktop.ui.tabs.own_reports.report_list import ReportList, key

PAUSE = 300
"""Milliseconds after the last change before the report is run."""
LEAST = 360
"""Pixels that the answer has at least; where there are fewer beside the form, both scroll from side to side."""
OPENS = {
    "order": "work_orders", "person": "owners", "unit": "units", "event": "calendar", "call": "calls",
    "complaint": "complaints", "survey": "surveys", "commendation": "praise", "suggestion": "praise", "bill": "money",
    "lead": "prospects", "agreement": "agreements",
}  # fmt: skip
"""In which tab a row's record is shown."""
SECTIONS = {"commendation": "commendations", "suggestion": "suggestions", "lead": "leads"}
UNREADABLE = N_("This report cannot be read. Build it anew, or take it out of the list.")


class BuilderSection(Tab):
    name = "report_builder"
    title = N_("Reports")
    shows = ("own_report", "own_field")

    def build(self) -> None:
        self.current: Named = NEW
        self.drafts: dict[tuple[int, str], Definition] = {}
        self._wanted: Definition | None = None
        self.reports = ReportList(self.office)
        self.reports.chosen.connect(self._take)
        self.new = Button(self.words(N_("New report")), picture="plus").on(self.start_new)
        self.about = label("", "muted", wrap=True)
        self.form = DefinitionForm(self.office)
        self.form.changed.connect(self._changed)
        self.view = Preview(self.office)
        self.view.opened.connect(self._open)
        self.deeds = Deeds(self.office, self.form.definition, self.view)
        self.deeds.kept.connect(self._kept)
        self.print_page = self.deeds.print_page  # Ctrl+P
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.run)
        self._lay_out()
        self._dress()

    def _lay_out(self) -> None:
        whole = QHBoxLayout()
        self.body.addLayout(whole, 1)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(_left(self.new, self.reports, self.about))
        right = QVBoxLayout()
        whole.addLayout(right, 1)
        right.setSpacing(0)
        right.addWidget(self.deeds)
        beside = QHBoxLayout()
        right.addWidget(sideways(beside), 1)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the field that has the keyboard
        scroll.setFixedWidth(400)
        scroll.setWidget(self.form)
        beside.addWidget(scroll)
        self.view.setMinimumWidth(LEAST)
        beside.addWidget(self.view, 1)

    # the list

    def reload(self) -> None:
        self.ask(own_reports.subjects, then=self._know)

    def _know(self, subjects: Sequence[SubjectShown]) -> None:
        built = self.form.definition() if self.form.subjects else None
        self.form.know(subjects)
        if built is not None:
            self.form.show_definition(built)
        self.ask(own_reports.listed, then=self._list)

    def _list(self, known: Sequence[Named]) -> None:
        self.reports.know(known)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._show(NEW, wanted)
            return
        found = self.reports.mark(key(self.current))
        if found is not None:
            self.current = found
            self._dress()
        elif self.view.answer is None and known:
            self.reports.mark(key(known[0]))
            self._take(known[0])

    def _take(self, one: Named) -> None:
        """Show a report; what was changed in another one waits there until one comes back."""
        definition = self.drafts.get(key(one), one.definition)
        if definition is None or definition.subject not in self.form.subjects:
            self.current = one
            self._dress()
            self.view.refuse(Refusal(UNREADABLE))
        else:
            self._show(one, definition)

    def _show(self, one: Named, definition: Definition) -> None:
        self.current = one
        self.form.show_definition(definition)
        self._dress()
        self.run()

    def _kept(self, id: int) -> None:
        """It has a title of its own now, or none any more; the one it was made of is as it was before."""
        self.drafts.pop(key(self.current), None)
        self.current = Named(id, "", "", self.form.definition(), mine=True) if id else NEW
        self.reload()

    def start_new(self) -> None:
        """A new report on the subject shown."""
        if self.form.subjects:
            self.reports.mark(None)
            self._show(NEW, self.form.fresh(self.form.subject.currentData()))
            self.form.subject.setFocus()

    def open_new(self, start: dict[str, Any]) -> None:
        """A report that another place asks for: {"definition": Definition(…)}."""
        self._wanted = start.get("definition")
        if self.form.subjects and self._wanted is not None:
            self.reports.mark(None)
            wanted, self._wanted = self._wanted, None
            self._show(NEW, wanted)

    # running

    def _changed(self) -> None:
        self.drafts[key(self.current)] = self.form.definition()
        self._dress()
        self._soon.start()

    def run(self) -> None:
        """Ask for the answer in the background; the newest is drawn."""
        self._soon.stop()
        self.office.ask(
            self, own_reports.preview, self.form.definition(), then=self._draw, refused=self.view.refuse
        )

    def _draw(self, answer: Answer) -> None:
        self.view.show_answer(answer)
        self._dress()
        self.counts.emit(self.words(N_("{count} rows"), count=self.words.number(answer.whole.count)))

    @property
    def quiet(self) -> bool:
        return not self._soon.isActive()

    def _dress(self) -> None:
        known = bool(self.form.subjects)
        changed = known and self.current.definition != self.form.definition()
        subject = self.words(self.form.present.title) if known else ""
        self.deeds.show_report(self.current, subject, changed)
        self.about.setText(self.words(self.current.about))

    def _open(self, record: int) -> None:
        kind = self.form.present.opens
        self.office.go(Link(OPENS[kind], id=record, section=SECTIONS.get(kind, "")))

    # places

    def place(self) -> Place:
        return Place(typed={"definition": self.form.definition()} if self.form.subjects else None)

    def restore(self, place: Place) -> None:
        if place.typed is not None:
            self._wanted = place.typed["definition"]
        super().restore(Place())


def _left(new: QWidget, reports: QWidget, about: QWidget) -> QWidget:
    """The reports there are, with the button for a new one."""
    pane = QFrame()
    pane.setProperty("kind", "pane")
    pane.setFixedWidth(240)
    column = QVBoxLayout(pane)
    column.setContentsMargins(12, 12, 12, 12)
    column.setSpacing(theme.GAP_S)
    column.addWidget(new)
    column.addWidget(reports, 1)
    column.addWidget(about)
    return pane
