"""The register of complaints on the left; one complaint or a form on the right; short deeds in dialogs."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.complaint import CHANNELS, GAPS, LACKS, LOSSES
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.property import BUILDING_KINDS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import buildings, complaints, messages, own_filter, papers
from fmcrm_desktop.services.complaints import (
    ComplaintCard,
    ComplaintForm,
    ComplaintRow,
    Counts,
)
from fmcrm_desktop.services.complaints.forms import FOLDED
from fmcrm_desktop.services.complaints.listing import SHOWN
from fmcrm_desktop.ui.kit import many, together
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, named
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.own_lines import own_choices
from fmcrm_desktop.ui.kit.tab import Tab, fetch
from fmcrm_desktop.ui.kit.text import in_month
from fmcrm_desktop.ui.tabs.complaints import telling
from fmcrm_desktop.ui.tabs.complaints.deeds import Deeds
from fmcrm_desktop.ui.tabs.complaints.entry import Entry
from fmcrm_desktop.ui.tabs.complaints.page import ComplaintPage

RECEIPTS = many.Papers(N_("Print receipts"), N_("Receipts"), "complaint-receipt", lambda: papers.receipt_of)
MANY = many.Many(
    complaints.change_many, complaints.ManyComplaintsForm,
    N_("{count} complaints are marked. A field left empty stays as it is."),
    complaints.archive_many, complaints.restore_many, RECEIPTS,
    writing=many.Writing(N_("Message about it…"), messages.write, "complaint"),
)  # fmt: skip


def _columns(words: Words) -> list[Column]:
    chinese = words.chinese  # short states, long moments
    received, gap, stage, left = (118, 84, 92, 100) if chinese else (104, 94, 128, 94)
    return [
        Column("number", N_("No."), 90),
        Column("received", N_("Received on"), received),
        Column("person", N_("From whom"), 112, show=telling.who),
        Column("unit", N_("Unit"), 80, show=telling.where, hint=telling.where_hint),
        Column("subject", N_("Subject"), stretch=True),
        Chip("gap", N_("Gap"), gap, choices=GAPS),
        Chip("state", N_("Stage"), stage, show=telling.stage, tones=telling.stage_tone, hint=telling.stage_hint),
        Chip("due", N_("Time left"), left, show=telling.left, tones=telling.left_tone, hint=telling.left_hint),
        Column("category", N_("Category"), 110, show=telling.category, sorts=False, hidden=True),
        Column("channel", N_("Channel"), 100, choices=CHANNELS, sorts=False, hidden=True),
        Column("responsible", N_("Responsible"), 110, show=telling.responsible, sorts=False, hidden=True),
        Column("loss", N_("Loss"), 110, choices=LOSSES, sorts=False, hidden=True),
        Column("scale", N_("Behaviour"), 130, show=telling.scale, sorts=False, hidden=True),
    ]  # fmt: skip


def _filters() -> list[Filter]:
    return [
        Filter("state", N_("Stage"), SHOWN, start=("to_do",)),
        Filter("category", N_("Category"), case=complaints.category_options),
        Filter("gap", N_("Gap"), GAPS),
        Filter("touches", N_("Gap, main or further"), GAPS),
        Filter("building", N_("Building"), case=buildings.options),
        Filter("building_kind", N_("Kind of building"), BUILDING_KINDS),
        Filter("channel", N_("Channel"), CHANNELS),
        Filter("responsible", N_("Responsible"), case=complaints.staff_options, told=named),
        Filter("loss", N_("Loss"), LOSSES),
        Filter("lack", N_("How it showed"), LACKS),
        Filter("scale", N_("Behaviour"), case=complaints.scale_options),
        Filter("month", N_("Received in"), case=complaints.month_options, told=in_month),
        own_choices(own_filter.of_complaints),
    ]


FEW = 20
"""So many persons, actions and orders a page shows at first: it is drawn whole, and a whole house may complain."""


class RegisterTab(Tab):
    name = "register"
    title = N_("Complaints")
    shows = (
        "complaint", "complaint_aspect", "complaint_person", "complaint_order", "corrective_action", "training",
         "move", "note", "promise", "work_order", "person", "unit",
    )  # fmt: skip

    def build(self) -> None:
        self.deeds = Deeds(self)
        self.most = (0, FEW)
        """Of which complaint so many persons, actions and orders are shown at most."""
        # Widths are remembered apart: Chinese has long moments and short states.
        name = f"complaints/{self.words.language}"
        made = self.add_list(
            ListSetup(
                name, complaints.page, complaints.rows, _columns(self.words), _filters(), self._empty()
            ),
            share=61,
        )
        made.add_action(
            Action(N_("Change"), lambda ids: self.edit(ids[0]), complaints.change, "pencil", False, "Ctrl+E")
        )
        made.add_action(
            Action(N_("Notices hang on the board"), self.hang_up, complaints.hung_up, "message-square")
        )
        made.add_action(Action(N_("Print the register"), self.print_register, complaints.page, "printer"))
        for action in many.actions(self, MANY):
            made.add_action(action)

    def _empty(self) -> Empty:
        return Empty(
            N_(
                "No complaint is waiting. What people miss is kept here in their own words until it is mended."
            ),
            N_("Write a complaint down"),
            lambda: self.open_new({}),
            complaints.register,
        )

    def reload(self) -> None:
        super().reload()
        self.ask(complaints.counts, then=self._count)

    def _count(self, counts: Counts) -> None:
        self.counts.emit(
            self.words(
                N_("{month} complaints this month · {open} open"), month=counts.this_month, open=counts.open
            )
        )

    def show_record(self, id: int) -> None:
        self.ask(complaints.card, id, then=self._draw)

    def _draw(self, card: ComplaintCard) -> None:
        if card.id == self.id:
            if self.most[0] != card.id:
                self.most = (card.id, FEW)
            self.put(ComplaintPage(self, card).draw())

    def show_more(self) -> None:
        """More of each thing of which the page shows the first only."""
        self.most = (self.id, self.most[1] * 3)
        self.show_record(self.id)

    # taking down and putting right

    def open_new(self, start: dict[str, Any]) -> None:
        self.ask(complaints.draft, start, then=lambda form: self._new(form, start))

    def _new(self, form: ComplaintForm, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New complaint"), form, complaints.register, then=self._registered, verb=N_("Register"),
            folded=FOLDED,
        )  # fmt: skip
        Entry(self, self.put_form(setup, "open_new", start))

    def edit(self, id: int) -> None:
        self.ask(complaints.form_of, id, then=lambda form: self._edit(id, form))

    def _edit(self, id: int, form: ComplaintForm) -> None:
        said = self.words(N_("Saved"))
        setup = FormSetup(
            N_("Change the complaint"),
            form,
            complaints.change,
            (id,),
            said=lambda _id: said,
            folded=FOLDED,
            stored=(complaints.form_of, id),
        )
        Entry(self, self.put_form(setup, "edit", id))

    def _registered(self, done: Any) -> None:
        def tell(rows: list[ComplaintRow]) -> None:
            self.office.say(self.words(N_("{number} registered"), number=rows[0].number), done.deed)

        self.show_id(done.result)
        self.ask(complaints.rows, [done.result], then=tell)

    # papers

    def print_receipt(self, ids: list[int]) -> None:
        fetch(self, complaints.card, ids[0], then=self.deeds.receipt)

    def print_page(self) -> None:
        """Ctrl+P: the complaint that is shown, or a receipt for each that is marked."""
        marked = self.list.table.selected() if self.list is not None else []
        if len(marked) > 1:
            many.print_all(self, RECEIPTS, marked)
        elif self.id:
            self.print_receipt([self.id])

    def hang_up(self, ids: list[int]) -> None:
        """The notices of those marked hang on the boards from today."""
        self.do(
            complaints.hung_up, ids,
            said=lambda result: together.told(self.words, result, N_("Notices hung up: {count}")),
        )  # fmt: skip

    def print_register(self, _ids: list[int]) -> None:
        self.office.go(Link("reports", new={"report": "complaint-register"}))
