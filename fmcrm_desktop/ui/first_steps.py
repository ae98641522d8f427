"""The checklist of a new office: each line ticks itself and opens the place where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import GOOD, GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import first_steps
from fmcrm_desktop.services.first_steps import STEPS, FirstSteps
from fmcrm_desktop.ui.kit.buttons import FILTER, FLAT, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.page import Page, lasting
from fmcrm_desktop.ui.kit.small_table import rule
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice


@dataclass(frozen=True)
class Line:
    """A step as it is read: its marked title, and the ways to do it (marked words and where they lead)."""

    title: str
    ways: tuple[tuple[str, Link], ...]


IMPORT = (N_("Import a table…"), Link("imports"))
LINES = {
    "office": Line(
        N_("Address and telephone of the office"),
        ((N_("Fill in"), Link("settings", new={"form": "particulars"})),),
    ),
    "hours": Line(N_("Office hours"), ((N_("Fill in"), Link("settings", new={"form": "hours"})),)),
    "calendar": Line(
        N_("Days off of this year"),
        ((N_("Load a year's holidays"), Link("settings", new={"form": "year"})),),
    ),
    "property": Line(
        N_("Buildings and units"),
        (
            (N_("New building"), Link("buildings", new={}, section="buildings")),
            (N_("New unit"), Link("units", new={})),
            IMPORT,
        ),
    ),
    "people": Line(N_("Owners and tenants"), ((N_("New person"), Link("owners", new={})), IMPORT)),
    "staff": Line(N_("The others who work here"), ((N_("New member of staff"), Link("staff", new={})),)),
}


class FirstStepsList(QObject):
    """Lives as long as the tab; ``changed`` when the office has another step than before."""

    changed = Signal()

    def __init__(self, office: QtOffice, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self.found: FirstSteps | None = None

    def look(self) -> None:
        if self._office.office is not None and self._office.may(first_steps.look):
            self._office.ask(self, first_steps.look, then=self._note)

    def _note(self, found: FirstSteps) -> None:
        was, self.found = self.found, found
        if found != was and (found.shown or (was is not None and was.shown)):
            self.changed.emit()

    @property
    def explained(self) -> str:
        """The page of the handbook about what a new office sees first; empty while it does not stand there."""
        return "first-hour" if self.found is not None and self.found.shown else ""

    def onto(self, page: Page) -> None:
        """The card, where the office is new or somebody asked for it."""
        if self.found is not None and self.found.shown:
            page.add(FirstStepsCard(self._office, self.found))


class FirstStepsCard(Card):
    def __init__(self, office: QtOffice, found: FirstSteps) -> None:
        super().__init__(office, N_("First steps of the office"))
        words = office.words
        self.tool(label(words(N_("{n} of {of} in place"), n=len(found.done), of=len(STEPS)), "muted"))
        away = Button(words(N_("Put away")), FLAT, "x").on(self._put_away)
        self.tool(away.guard(office, first_steps.put_away))
        if found.whole:
            self.say(words(N_("Everything is there. The office can work.")), "muted")
        else:
            self.say(words(N_("F1 opens the handbook's page about whatever is in sight.")), "muted")
        for step in STEPS:
            self.add(rule()).add(self._line(step, step in found.done))

    def _line(self, step: str, done: bool) -> QWidget:
        """The title leads to the first way; while the step is open they all stand beside it."""
        words, line = self.office.words, LINES[step]
        said, state = words(line.title), words(N_("In place")) if done else words(N_("Still missing"))
        title = LinkButton(said, partial(self.office.go, line.ways[0][1]))
        title.setAccessibleName(f"{said}: {state}")
        buttons = [Button(words(text), FILTER).on(partial(self.office.go, link)) for text, link in line.ways]
        for button in buttons:
            button.setAccessibleName(f"{button.accessibleName()}: {said}")
        ways = [] if done else buttons
        return side_by_side(title, ChipLabel(state, GOOD if done else GREY), None, *ways)

    def _put_away(self) -> None:
        office = self.office
        said = office.words(N_("Put away. The menu (Alt+0) brings it back."))
        office.do(lasting(self), first_steps.put_away, then=lambda done: office.say(said, done.deed))
