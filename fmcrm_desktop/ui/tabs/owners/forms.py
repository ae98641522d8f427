"""The forms of the Owners tab: a person with a word about namesakes, a unit, a building, a call with its caller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from fmcrm_desktop.model.phone import looks_like_number
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import buildings, calls, owners, units
from fmcrm_desktop.services.buildings import BuildingForm
from fmcrm_desktop.services.calls import CallForm, Candidate, Logged
from fmcrm_desktop.services.owners import NewPersonForm, PersonForm, Similar
from fmcrm_desktop.services.owners.forms import ContactLine
from fmcrm_desktop.services.owners.likeness import REASONS
from fmcrm_desktop.services.units import UnitForm
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit.buttons import LINK, Button
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.text import Elided
from fmcrm_desktop.ui.tabs.owners.caller import CallerFinder
from fmcrm_desktop.ui.tabs.owners.lines import side_by_side
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
        FormSetup(N_("Change a person"), form, owners.change, (id,), said=_saved(tab.words)), "edit", id
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
    tab.put_form(
        FormSetup(N_("Change a unit"), form, units.change, (id,), said=_saved(tab.words)), "edit_unit", id
    )


def new_building(tab: OwnersTab) -> None:
    setup = FormSetup(N_("New building"), BuildingForm(), buildings.add, said=_saved(tab.words))
    tab.put_form(setup, "open_new", {"new_building": True})


def _saved(words: Words) -> Any:
    said = words(N_("Saved"))
    return lambda _result: said


# calls


def log_call(tab: OwnersTab, start: dict[str, Any], form: CallForm) -> None:
    """The call form with the finder of the caller above it; the focus begins there."""

    def then(done: Any) -> None:
        person = page.form.original.person_id
        if person is not None:
            tab.show_id(person)

    page = tab.put_form(
        FormSetup(
            N_("Log a call"), form, calls.log, verb=N_("Log the call"), then=then,
            said=lambda logged: _logged(tab.words, logged),
        ), "log_call", start,
    )  # fmt: skip
    finder = CallerFinder(tab.office)
    _above(page, finder)
    finder.taken.connect(lambda candidate: _take(page, finder, candidate))
    finder.typed.connect(lambda text: _number(page, text))
    page.form.on_change("person_id", lambda: _picked(page, finder))
    if form.person_id is not None:
        finder.know(form.person_id)
        page.form.slots["topic"].editor.setFocus()
    else:
        finder.field.setFocus()


def change_call(tab: OwnersTab, id: int, form: CallForm) -> None:
    """Correct a call; what followed from it stands where it is, so those fields are not asked again."""
    page = tab.put_form(
        FormSetup(N_("Change a call"), form, calls.change, (id,), said=_saved(tab.words)), "change_call", id
    )
    page.put_above(AttachmentsCard(tab.office, "call", id))
    for name in FOLLOWS:
        page.form.slots[name].hide()


FOLLOWS = (
    "call_back", "make_order", "order_category_id", "order_priority", "make_complaint", "complaint_category_id",
)  # fmt: skip


def _logged(words: Words, logged: Logged) -> str:
    numbers = [number for number in (logged.complaint_number, logged.order_number) if number]
    if not numbers:
        return words(N_("Call logged"))
    return words(
        N_("Call logged, {numbers} entered"), numbers=("、" if words.chinese else ", ").join(numbers)
    )


def _take(page: FormPage, finder: CallerFinder, candidate: Candidate) -> None:
    slots, typed = page.form.slots, finder.field.text()
    slots["person_id"].editor.set(candidate.row.id)
    if candidate.unit_id is not None:
        slots["unit_id"].editor.set(candidate.unit_id)
    slots["number"].editor.set(typed if _is_whole_number(typed) else candidate.row.phone)
    finder.field.clear()
    slots["topic"].editor.setFocus()


def _number(page: FormPage, text: str) -> None:
    """A number typed is the call's, also when nobody is found under it."""
    if _is_whole_number(text):
        page.form.slots["number"].editor.set(text.strip())


def _is_whole_number(text: str) -> bool:
    return looks_like_number(text) and sum(c.isdigit() for c in text) >= 7


def _picked(page: FormPage, finder: CallerFinder) -> None:
    person = page.form.slots["person_id"].editor.raw()[0]
    if person:
        finder.know(person)
    else:
        finder.forget()


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
        while (item := self._lay.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        words = self._tab.words
        for one in found:
            row = one.row
            name = " · ".join(part for part in (full_name(row.name, row.other_name), row.units) if part)
            said = words(
                N_("Already there: {name}, {why}"),
                name=name,
                why=", ".join(words(REASONS[each]) for each in one.reasons),
            )
            way = Button(words(N_("Open")), LINK).on(partial(self._tab.show_id, row.id))
            self._lay.addWidget(side_by_side(Elided(said), way))
        self.setVisible(bool(found))
