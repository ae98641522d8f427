"""The form of a complaint: everyday fields first, the rest on "More"; what is known already is offered while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from fmcrm_desktop.model.complaint import STATES
from fmcrm_desktop.model.field import fields_of
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import complaints
from fmcrm_desktop.services.complaints import AlsoForm, ComplaintForm, Known
from fmcrm_desktop.services.complaints.forms import FOLDED
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import both
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.kit.lines import clear
from fmcrm_desktop.ui.kit.text import label

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.complaints.register import RegisterTab


class Entry(QObject):
    """Watches an open form: folds it, and suggests what follows from what is typed."""

    def __init__(self, tab: RegisterTab, page: FormPage) -> None:
        super().__init__(page)
        self.tab, self.page, self.words = tab, page, tab.words
        self.slots = page.form.slots
        self.new = page.form.original.version is None
        page.form.leave_out(frozenset(FOLDED))
        self.more = Button(self.words(N_("More: others, orders, criteria, loss …")), FILTER, "chevron-down")
        self.more.on(self.unfold).key("Ctrl+Shift+F", self.words(N_("Show all fields")))
        page.put_below(self.more)
        if not self.new and self._holds_more(page.form.original):
            self.unfold()
        page.refused.connect(self._refused)
        page.form.on_change("person_id", self._person)
        page.form.on_change("anonymous", self._anonymous)
        if self.new:
            self._offer_known()

    # more

    def unfold(self) -> None:
        self.page.form.leave_out(frozenset())
        self.more.hide()

    def _refused(self, refusal: object) -> None:
        """What is wrong must be seen."""
        if set(getattr(refusal, "fields", ())) & set(FOLDED):
            self.unfold()

    def _holds_more(self, form: ComplaintForm) -> bool:
        """Whether a folded field says anything; a moment of receipt always does, when it is changed."""
        blank = ComplaintForm()
        names = (field.name for field in fields_of(ComplaintForm) if field.name in FOLDED)
        return any(getattr(form, name) != getattr(blank, name) for name in names if name != "received")

    # what follows from a person

    def _id(self, name: str) -> int | None:
        slot = self.slots[name]
        if not slot.made:
            return getattr(self.page.form.original, name)
        found: int | None = slot.editor.raw()[0]
        return found

    def _person(self) -> None:
        person = self._id("person_id")
        if person is not None:
            self.slots["anonymous"].editor.set(False)
            self.tab.office.ask(self, complaints.draft, {"person": person}, then=self._home)

    def _home(self, form: ComplaintForm) -> None:
        """The only home of the person chosen."""
        if self.slots["unit_id"].editor.raw() == (None, ""):
            self.slots["unit_id"].editor.set(form.unit_id)
            if self.new:
                self._look()

    def _anonymous(self) -> None:
        if self.slots["anonymous"].editor.value():
            self.slots["person_id"].editor.set(None)
            self.slots["person_id"].show_fault("")

    # what is known already

    def _offer_known(self) -> None:
        self.frame = QFrame()
        self.frame.setProperty("kind", "warning")
        self._rows = QVBoxLayout(self.frame)
        self._rows.setContentsMargins(12, 8, 12, 8)
        self.frame.hide()
        self.page.put_above(self.frame)
        for name in ("person_id", "unit_id", "category_id", "building_id"):
            self.slots[name].edited.connect(self._look)
        self._look()

    def _look(self) -> None:
        asked = (self._id(name) for name in ("person_id", "unit_id", "category_id", "building_id"))
        self.tab.office.ask(self, complaints.known, *asked, then=self._show)

    def _show(self, found: list[Known]) -> None:
        clear(self._rows)
        if found:
            self._rows.addWidget(label(self.words(N_("Already known here: is it this?")), "title"))
        for each in found:
            self._rows.addWidget(self._row(each))
        self.frame.setVisible(bool(found))

    def _row(self, each: Known) -> QFrame:
        row = QFrame()
        lay = QHBoxLayout(row)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(theme.GAP_S)
        words = self.words
        lay.addWidget(LinkButton(each.number, lambda: self.tab.office.go(Link("complaints", each.id))))
        told = (
            words.short_date(words.local(each.received).date()), words(STATES[each.state]), each.subject,
            both(each.person, each.person_other), each.unit,
        )  # fmt: skip
        lay.addWidget(label(" · ".join(part for part in told if part), wrap=True), 1)
        same = Button(words(N_("It is this one")), FILTER).on(lambda: self._join(each))
        same.setAccessibleName(f"{words(N_('It is this one'))}: {each.number}")
        lay.addWidget(same.guard(self.tab.office, complaints.also))
        return row

    def _join(self, each: Known) -> None:
        """What was typed goes to the complaint that is there already, with whoever said it."""
        form = AlsoForm(self._id("person_id"), str(self.slots["own_words"].editor.raw()))
        said = self.words(N_("Kept with {number}"), number=each.number)

        def shown(_done: object) -> None:
            self.tab.detail.drop_form()
            self.tab.show_id(each.id)

        self.tab.do(complaints.also, each.id, form, said=said, then=shown, refused=self._fault)

    def _fault(self, refusal: object) -> None:
        """Without a person nobody joins; what was typed stays."""
        if fields := getattr(refusal, "fields", None):
            told = next(iter(fields.values()))
            self.slots["person_id"].show_fault(self.words(told.text, **told.values))
