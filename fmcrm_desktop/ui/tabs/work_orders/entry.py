"""The form of a new order: the person brings the unit along, earlier work there is offered as a repeat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import STATES
from fmcrm_desktop.services import articles, problems, work_orders
from fmcrm_desktop.services.problems import ProblemRow
from fmcrm_desktop.services.work_orders import OrderForm, Repeat, VisitForm
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.lines import clear
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.work_orders.deeds import watch_clashes
from fmcrm_desktop.ui.tabs.work_orders.helped import Helped

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.work_orders.tab import WorkOrdersTab


class Entry(QObject):
    """Watches an open entry form and suggests what follows from what is typed."""

    def __init__(self, tab: WorkOrdersTab, form: OrderForm, start: dict[str, Any]) -> None:
        super().__init__(tab)
        self.page: FormPage = tab.put_form(
            FormSetup(
                N_("New work order"), form, work_orders.enter, then=self._entered, verb=N_("Enter order")
            ),
            "open_new", start,
        )  # fmt: skip
        self.setParent(self.page)
        self.tab, self.words = tab, tab.words
        self.slots = self.page.form.slots
        self.repeats = QFrame()
        self.repeats.setProperty("kind", "warning")
        self._rows = QVBoxLayout(self.repeats)
        self._rows.setContentsMargins(12, 8, 12, 8)
        self.repeats.hide()
        self.helped = Helped(self.tab.office)
        self.page.put_above(self.helped)
        self.page.put_above(self.repeats)
        self.page.form.on_change("person_id", self._person)
        self.page.form.on_change("unit_id", self._look)
        self.page.form.on_change("category_id", self._look)
        self.page.form.on_change("problem_id", self._problem)
        self.page.form.on_change("summary", self._find)
        watch_clashes(tab, self.page, _visit, None)
        self._look()
        self._problem()

    def _id(self, name: str) -> int | None:
        """What is picked in a field, also while other fields cannot be read yet."""
        found: int | None = self.slots[name].editor.raw()[0]
        return found

    def _person(self) -> None:
        person = self._id("person_id")
        if person is not None and self._id("unit_id") is None:
            self.tab.office.ask(self, work_orders.unit_of, person, then=self._unit)

    def _unit(self, unit: int | None) -> None:
        if unit is not None and self._id("unit_id") is None:
            self.slots["unit_id"].editor.set(unit)
            self._look()

    def _look(self) -> None:
        unit, category = self._id("unit_id"), self._id("category_id")
        self.tab.office.ask(self, work_orders.repeats, unit, category, then=self._offer)
        self._find()

    def _find(self) -> None:
        """What helped before, by the problem, else by the words of the summary."""
        summary = str(self.slots["summary"].editor.raw())
        problem, category = self._id("problem_id"), self._id("category_id")
        self.tab.office.ask(self, work_orders.similar, problem, category, summary, then=self.helped.offer)
        self.tab.office.ask(self, articles.fitting, problem, category, summary, then=self.helped.advise)

    def _problem(self) -> None:
        problem = self._id("problem_id")
        self.helped.ask_for("")
        if problem is not None:
            self.tab.office.ask(self, problems.rows, [problem], then=self._known)
        self._find()

    def _known(self, found: list[ProblemRow]) -> None:
        """The problem brings its category, its usual priority, and what to ask."""
        for row in found:
            self.slots["category_id"].editor.set(row.category_id)
            if row.priority:
                self.slots["priority"].editor.set(row.priority)
            if not str(self.slots["summary"].editor.raw()).strip():
                self.slots["summary"].editor.set(suiting(row.name, row.other_name, self.words))
            self.helped.ask_for(suiting(row.hint, row.other_hint, self.words))
        self._look()

    def _offer(self, found: list[Repeat]) -> None:
        clear(self._rows)
        chosen = self.page.form.original.repeat_of_id
        if chosen is not None and chosen not in [each.id for each in found]:
            self._mark(None)
        if found:
            self._rows.addWidget(label(self.words(N_("Already known at this unit: is it this?")), "title"))
        for each in found:
            self._rows.addWidget(self._row(each))
        self.repeats.setVisible(bool(found))

    def _row(self, each: Repeat) -> QFrame:
        row = QFrame()
        lay = QHBoxLayout(row)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(theme.GAP_S)
        words = self.words
        lay.addWidget(LinkButton(each.number, lambda: self.tab.office.go(Link("work_orders", each.id))))
        told = (
            words.short_date(words.local(each.received).date()),
            words(STATES[each.state]),
            each.fix or each.summary,
        )
        lay.addWidget(label(" · ".join(told), wrap=True), 1)
        tick = Button(words(N_("It is a repeat")))
        tick.setCheckable(True)
        tick.setChecked(self.page.form.original.repeat_of_id == each.id)
        tick.toggled.connect(lambda on: self._mark(each.id if on else None))
        lay.addWidget(tick)
        return row

    def _mark(self, id: int | None) -> None:
        form = self.page.form
        form.original = replace(form.original, repeat_of_id=id)

    def _entered(self, done: Any) -> None:
        tab = self.tab
        tab.show_id(done.result)
        if tab.list is not None:
            tab.list.table.setFocus()
        tab.office.ask(
            tab, work_orders.rows, [done.result],
            then=lambda rows: rows and tab.office.say(
                tab.words(N_("{number} entered"), number=rows[0].number), done.deed
            ),
        )  # fmt: skip


def _visit(form: OrderForm) -> VisitForm | None:
    if form.staff_id is None or form.visit_from is None:
        return None
    return VisitForm((form.staff_id,), form.visit_from, form.visit_until)
