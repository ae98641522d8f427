"""Owners: the list of people on the left; one person, one unit or a form on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.person import KINDS
from fmcrm_desktop.model.property import BUILDING_KINDS, CUSTOMERS, ROLES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import (
    buildings,
    call_lists,
    calls,
    commendations,
    issued_documents,
    letters,
    merging,
    messages,
    own_filter,
    owner_page,
    owners,
    suggestions,
    timeline,
    units,
)
from fmcrm_desktop.services.owners import OwnerRow
from fmcrm_desktop.services.owners.technologies import TECHNOLOGIES
from fmcrm_desktop.ui.attachments import open_copy
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.own_lines import own_choices
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab, bar_button
from fmcrm_desktop.ui.tabs.owners import forms
from fmcrm_desktop.ui.tabs.owners.deeds import Deeds
from fmcrm_desktop.ui.tabs.owners.history import Seen
from fmcrm_desktop.ui.tabs.owners.person_page import PersonPage
from fmcrm_desktop.ui.tabs.owners.telling import count, full_name
from fmcrm_desktop.ui.tabs.owners.unit_page import UnitPage


def _name(row: OwnerRow, _words: Words) -> str:
    return full_name(row.name, row.other_name)


def _open(row: OwnerRow, words: Words) -> str:
    return words.number(row.open) if row.open else ""


COLUMNS = (
    Column("name", N_("Name"), 170, stretch=True, show=_name, hint=lambda row, _words: row.warning),
    Column("units", N_("Unit"), 84),
    Column("phone", N_("Telephone"), 112, sorts=False),
    Column("open", N_("Pending"), 70, digits=True, show=_open),
    Chip("role", N_("Relation"), 80, choices=ROLES, sorts=False),
    Chip("kind", N_("Kind"), 84, choices=KINDS, hidden=True),
)

MANY = many.Many(
    owners.change_many, owners.ManyPeopleForm, N_("{count} people are marked. A field left empty stays as it is."),
    owners.archive_many, owners.restore_many,
    many.Papers(N_("Print owner pages"), N_("Owner pages"), "owner-page", lambda: owner_page.sheet_of),
    writing=many.Writing(N_("Send a message…"), messages.write_to_person),
)  # fmt: skip


class OwnersTab(Tab):
    """What is shown on the right has an id: a person's own, a unit's below zero."""

    name = "owners"
    title = N_("Owners")
    shows = (
        "person", "contact_point", "unit", "building", "relation", "call", "promise", "complaint", "work_order",
        "visit", "event", "note", "person_name", "person_tie", "own_value", "letter", "issued_document",
        "attachment", "commendation", "suggestion", "counter_visit", "post_item", "group_message", "handbook_issue",
        "agreement", "lead",
    )  # fmt: skip

    def build(self) -> None:
        self.deeds = Deeds(self)
        self.seen: Seen | None = None
        filters = (
            Filter("building", N_("Building"), case=buildings.options),
            Filter("role", N_("Relation"), CUSTOMERS),
            Filter("building_kind", N_("Kind of building"), BUILDING_KINDS),
            Filter("technology", N_("Uses"), TECHNOLOGIES),
            own_choices(own_filter.of_people),
        )
        empty = Empty(
            N_("Owners, tenants and everybody you deal with appear here."), N_("Add the first person"),
            lambda: self.open_new({}), owners.add,
        )  # fmt: skip
        made = self.add_list(ListSetup("owners", owners.page, owners.rows, COLUMNS, filters, empty), share=40)
        made.counted.connect(self._counted)
        bar_button(self, self._adder(), None)
        for action in (
            Action(N_("Log a call"), lambda ids: self.log_call({"person": ids[0]}), calls.log, "phone", many=False),
            Action(N_("Write down praise"), lambda ids: _heard(self, "commendations", ids), commendations.add, "star",
                   many=False),
            Action(N_("Enter a suggestion"), lambda ids: _heard(self, "suggestions", ids), suggestions.add,
                   "message-square", many=False),
            Action(N_("Make a call list"), self.call_list, call_lists.make, "phone-call"),
            Action(N_("Change"), lambda ids: self.edit(ids[0]), owners.change, "pencil", many=False),
            Action(N_("Merge two…"), lambda ids: _merge(self, ids), merging.merge, "copy"),
            Action(N_("Write a letter…"), self.deeds.write_to, letters.write, "mail"),
            Action(N_("Make a document…"), self.deeds.document, issued_documents.make, "file-text", many=False),
            Action(N_("Labels…"), self.deeds.label, letters.labels, "printer"),
            *many.actions(self, MANY),
        ):  # fmt: skip
            made.add_action(action)
        key = QShortcut(QKeySequence.StandardKey.New, self, lambda: self.open_new({}))
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _adder(self) -> Button:
        """The plus: a person, a unit, a building."""
        button = Button("", FILTER, "plus")
        said = self.words(N_("Add"))
        button.setAccessibleName(said)
        button.setToolTip(said)
        menu = QMenu(button)
        for title, start, keys, case in (
            (N_("New person"), {}, "Ctrl+N", owners.add),
            (N_("New unit"), {"new_unit": True}, "", units.add),
            (N_("New building"), {"new_building": True}, "", buildings.add),
        ):
            action = QAction(self.words(title), menu)
            if keys:
                action.setText(f"{action.text()}\t{keys}")
            action.setEnabled(self.office.may(case))
            action.triggered.connect(lambda _on=False, start=start: self.open_new(dict(start)))
            menu.addAction(action)
        button.setMenu(menu)
        return button

    def reload(self) -> None:
        super().reload()
        self.ask(owners.totals, then=self._totals)

    def _totals(self, totals: tuple[int, int]) -> None:
        words = self.words
        people = count(words, totals[0], N_("1 person"), N_("{count} people"))
        flats = count(words, totals[1], N_("1 unit"), N_("{count} units"))
        self.counts.emit(f"{people} · {flats}")

    def _counted(self, number: int) -> None:
        """An empty office is told how to begin."""
        assert self.list is not None
        if not number and not self.id and not self.list.query.text and not self.list.query.where:
            _invite(self)

    def show_record(self, id: int) -> None:
        if id > 0:
            self.ask(owners.card, id, then=self._person)
        else:
            self.ask(units.card, -id, then=self._unit)

    def _person(self, card: Any) -> None:
        self._begin("person", card.id, lambda history: PersonPage(self, card, history).draw())

    def _unit(self, card: Any) -> None:
        self._begin("unit", card.id, lambda history: UnitPage(self, card, history).draw())

    def _begin(self, subject: str, id: int, draw: Callable[[Seen], Page]) -> None:
        """Draw the page once its timeline is there; the same record keeps what was chosen in it."""
        if self.seen is None or (self.seen.subject, self.seen.id) != (subject, id):
            self.seen = Seen(subject, id)
        seen = self.seen

        def then(told: Any) -> None:
            if self.seen is seen and self.id == (id if subject == "person" else -id):
                seen.kinds, seen.entries = told[0], list(told[1])
                self.put(draw(seen))

        self.ask(timeline.opening, subject, id, seen.wanted, seen.count, then=then)

    def open(self, link: Link) -> None:
        """A unit is shown here too, where={"unit": (id,)}, and a note, tie or document opens over the page."""
        ways: dict[str, Callable[[int], object]] = {
            "note": self.deeds.change_note, "tie": self.deeds.change_tie,
            "document": lambda id: open_copy(self.office, id),
        }  # fmt: skip
        for name, way in ways.items():
            if link.where.get(name):
                way(int(str(link.where[name][0])))
                return
        super().open(link)
        if link.where.get("unit"):
            self.show_id(-int(str(link.where["unit"][0])))

    # forms

    def put_form(self, setup: FormSetup, again: str = "", *args: Any) -> FormPage:
        """A form that closes gives the keyboard back to the list."""
        page = super().put_form(setup, again, *args)
        if self.list is not None:
            page.closed.connect(self.list.table.setFocus)
        return page

    def change_owner(self, unit: int) -> None:
        self.deeds.change_owner(unit)

    def open_new(self, start: dict[str, Any]) -> None:
        """A new person; {"new_unit": True} adds a unit, {"new_building": True} a building."""
        if "new_unit" in start:
            forms.new_unit(self)
        elif "new_building" in start:
            forms.new_building(self)
        else:
            forms.new_person(self, start)

    def edit(self, id: int) -> None:
        self.ask(owners.form, id, then=lambda form: forms.change_person(self, id, form))

    def edit_unit(self, id: int) -> None:
        self.ask(units.form, id, then=lambda form: forms.change_unit(self, id, form))

    def call_list(self, ids: list[int]) -> None:
        """Of the people marked; with one or none marked, of the whole list as it is filtered."""
        assert self.list is not None
        start: dict[str, object] = {"people": tuple(ids)} if len(ids) > 1 else {"query": self.list.query}
        self.office.go(Link("calls", new=start, section="lists"))

    def log_call(self, start: dict[str, Any]) -> None:
        """Calls are written down at the call desk."""
        self.office.go(Link("calls", new=start, section="log"))


def _heard(tab: OwnersTab, section: str, ids: list[int]) -> None:
    """Praise and suggestions are written down on their own page."""
    tab.office.go(Link("praise", new={"person": ids[0]}, section=section))


def _invite(tab: OwnersTab) -> None:
    """What a new office may begin with."""
    page = tab.new_page().head(tab.words(N_("Nobody is here yet")))
    card = page.card(N_("How to begin"))
    card.say(
        tab.words(N_("Bring your list of owners and units from a table, or add them one by one.")),
        "muted",
    )
    card.add(
        Button(tab.words(N_("Import a table")), picture="upload").on(lambda: tab.office.go(Link("imports")))
    )
    tab.put(page.done())


def _merge(tab: OwnersTab, ids: list[int]) -> None:
    """Two marked people, side by side."""
    if len(ids) == 2:
        tab.office.go(Link("duplicates", where={"pair": tuple(ids)}))
    else:
        tab.office.say(tab.words(N_("Mark exactly two people to merge them.")))


# what is seen
