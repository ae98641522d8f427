"""The forms of the Owners tab: a person with a word about namesakes, a unit, a building."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import buildings, owners, units
from fmcrm_desktop.services.buildings import BuildingForm
from fmcrm_desktop.services.owners import NewPersonForm, PersonForm, Similar
from fmcrm_desktop.services.owners.forms import ContactLine
from fmcrm_desktop.services.owners.likeness import REASONS
from fmcrm_desktop.services.units import UnitForm
from fmcrm_desktop.ui.kit.buttons import LINK, Button
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.lines import clear, side_by_side
from fmcrm_desktop.ui.kit.text import Elided
from fmcrm_desktop.ui.tabs.owners.telling import full_name

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.owners.tab import OwnersTab

PAUSE = 300
"""Milliseconds without a key before namesakes are looked for."""


def new_person(tab: OwnersTab, start: dict[str, Any]) -> None:
    """A blank form, or one filled from a link: a field's name, "unit", "number"."""
    known = {each.name for each in fields(NewPersonForm)}
    given = {"unit_id" if name == "unit" else name: value for name, value in start.items()}
    form = NewPersonForm(**{name: value for name, value in given.items() if name in known})
    form.contacts = (ContactLine("mobile", str(start.get("number", ""))),)
    page = tab.put_form(
        FormSetup(
            N_("New person"), form, owners.add, then=lambda done: tab.show_id(done.result),
            said=lambda _result: tab.words(N_("Person added")),
        ), "open_new", start,
    )  # fmt: skip
    Namesakes(tab, page, None)


def change_person(tab: OwnersTab, id: int, form: PersonForm) -> None:
    page = tab.put_form(
        FormSetup(
            N_("Change a person"),
            form,
            owners.change,
            (id,),
            said=_saved(tab.words),
            stored=(owners.form, id),
        ),
        "edit",
        id,
    )
    Namesakes(tab, page, id)


def new_unit(tab: OwnersTab) -> None:
    setup = FormSetup(
        N_("New unit"),
        UnitForm(),
        units.add,
        then=lambda done: tab.show_id(-done.result),
        said=_saved(tab.words),
    )
    tab.put_form(setup, "open_new", {"new_unit": True})


def change_unit(tab: OwnersTab, id: int, form: UnitForm) -> None:
    setup = FormSetup(
        N_("Change a unit"), form, units.change, (id,), said=_saved(tab.words), stored=(units.form, id)
    )
    tab.put_form(setup, "edit_unit", id)


def new_building(tab: OwnersTab) -> None:
    setup = FormSetup(N_("New building"), BuildingForm(), buildings.add, said=_saved(tab.words))
    tab.put_form(setup, "open_new", {"new_building": True})


def _saved(words: Words) -> Any:
    said = words(N_("Saved"))
    return lambda _result: said


def _above(page: FormPage, widget: QWidget) -> None:
    """Put a widget between the heading of a form and its fields."""
    area = page.findChild(QScrollArea)
    inner = area.widget() if area is not None else None
    lay = inner.layout() if inner is not None else None
    assert isinstance(lay, QVBoxLayout)
    lay.insertWidget(1, widget)


class Namesakes(QFrame):
    """Says while a person is typed in who may be the same one already stored."""

    def __init__(self, tab: OwnersTab, page: FormPage, own: int | None) -> None:
        super().__init__()
        self._tab, self._page, self._own = tab, page, own
        self.setProperty("kind", "warning")
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(12, 8, 12, 8)
        self._lay.setSpacing(4)
        self._wait = QTimer(self, singleShot=True, interval=PAUSE)
        self._wait.timeout.connect(self._ask)
        page.form.edited.connect(self._wait.start)
        _above(page, self)
        self.hide()

    def _ask(self) -> None:
        try:
            value = self._page.form.value()
        except Invalid:
            return
        self._tab.office.ask(self, owners.similar, value, self._own, then=self._show)

    def _show(self, found: Sequence[Similar]) -> None:
        clear(self._lay)
        words = self._tab.words
        for one in found:
            row = one.row
            name = " · ".join(part for part in (full_name(row.name, row.other_name), row.units) if part)
            said = words(
                N_("Already there: {name}, {why}"),
                name=name,
                why=words.listed(words(REASONS[each]) for each in one.reasons),
            )
            way = Button(words(N_("Open")), LINK).on(partial(self._tab.show_id, row.id))
            self._lay.addWidget(side_by_side(Elided(said), way))
        self.setVisible(bool(found))
