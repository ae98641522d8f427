"""The Equipment page: the list left, the page of one or a form right."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.equipment import EQUIPMENT_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, GOOD
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import equipment, equipment_page, work_orders
from fmcrm_desktop.services.equipment import (
    RUNNING,
    DowntimeForm,
    DowntimeRow,
    EndForm,
    EquipmentForm,
    EquipmentRow,
    ManyEquipmentForm,
    ReadingForm,
)
from fmcrm_desktop.services.equipment_page import EquipmentCard
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, Known, Suited
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, new_button
from fmcrm_desktop.ui.tabs.equipment import page


def _open(row: EquipmentRow, words: Words) -> str:
    return words.number(row.open) if row.open else ""


COLUMNS = (
    Column("code", N_("Code"), 76, sorts=False),
    Suited("name", N_("Name of the equipment"), 120, stretch=True),
    Column("kind", N_("Kind"), 100, choices=EQUIPMENT_KINDS, hidden=True),
    Column("where", N_("Place"), 120, show=lambda row, words: row.where(words)),
    Column("open", N_("Open orders"), 84, digits=True, show=_open, sorts=False),
    Chip("running", N_("State"), 96, choices=RUNNING, sorts=False,
         tones=lambda row: BAD if row.running == "stands" else GOOD),
    Known("vendor", N_("Serviced by"), 110, hidden=True),
    Column("warranty_until", N_("Warranty until"), 110, hidden=True),
)  # fmt: skip
FILTERS = (
    Filter("kind", N_("Kind"), EQUIPMENT_KINDS),
    Filter("running", N_("State"), RUNNING),
    Filter("building", N_("Building"), case=work_orders.building_options),
)
MANY = many.Many(
    equipment.change_many, ManyEquipmentForm,
    N_("{count} pieces of equipment are marked. A field left empty stays as it is."),
    equipment.archive_many, equipment.restore_many,
)  # fmt: skip


class EquipmentTab(Tab):
    name = "equipment"
    title = N_("Equipment")
    shows = (
        "equipment", "counter_reading", "downtime", "work_order", "plan", "attachment", "building", "unit", "staff",
    )  # fmt: skip

    def build(self) -> None:
        empty = Empty(
            N_("Lifts, pumps, fire protection and gates stand here, with their service and their downtime."),
            N_("Enter the first one"), lambda: self.open_new({}), equipment.add,
        )  # fmt: skip
        setup = ListSetup("equipment", equipment.page, equipment.rows, COLUMNS, FILTERS, empty)
        made = self.add_list(setup, share=42)
        new_button(self, equipment.add, "", N_("New equipment"))
        made.counted.connect(
            lambda count: self.counts.emit(self.words(N_("Equipment: {n}"), n=self.words.number(count)))
        )
        change = Action(
            N_("Change"), lambda ids: self.edit(ids[0]), equipment.change, "pencil", many=False, keys="Ctrl+E"
        )
        for action in (change, *many.actions(self, MANY)):
            made.add_action(action)

    def show_record(self, id: int) -> None:
        self.ask(equipment_page.card, id, then=self._draw)

    def _draw(self, card: EquipmentCard) -> None:
        if card.row.id == self.id:
            self.put(page.draw(self, card))

    # forms

    def open_new(self, start: dict[str, Any]) -> None:
        def open_form(form: EquipmentForm) -> None:
            setup = FormSetup(
                N_("New equipment"), form, equipment.add, said=lambda _id: self.words(N_("Saved")),
                then=lambda done: self.show_id(done.result),
            )  # fmt: skip
            self.put_form(setup, "open_new", start)

        self.ask(equipment.draft, start, then=open_form)

    def edit(self, id: int) -> None:
        def open_form(form: EquipmentForm) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(N_("Change equipment"), form, equipment.change, (id,), said=lambda _id: said)
            self.put_form(setup, "edit", id)

        self.ask(equipment.form_of, id, then=open_form)

    def read(self, card: EquipmentCard) -> None:
        """What the counter shows."""
        said = self.words(N_("Reading kept"))
        setup = FormSetup(
            N_("Counter reading"), ReadingForm(), equipment.read, (card.row.id,), said=lambda _id: said,
            note=page.last_reading(card, self.words),
        )  # fmt: skip
        self.ask_form(setup)

    def stop(self, card: EquipmentCard) -> None:
        """It stands still, or did."""
        said = self.words(N_("{code} stands still"), code=card.row.code)
        setup = FormSetup(
            N_("It stands still"), DowntimeForm(), equipment.begin, (card.row.id,), said=lambda _id: said
        )
        self.ask_form(setup)

    def start(self, card: EquipmentCard, it: DowntimeRow) -> None:
        """It runs again."""
        said = self.words(N_("{code} runs again"), code=card.row.code)
        form = EndForm(cause=it.cause, version=it.version)
        self.ask_form(FormSetup(N_("It runs again"), form, equipment.end, (it.id,), said=lambda _id: said))

    def correct(self, it: DowntimeRow) -> None:
        """Put a downtime right."""

        def open_form(form: DowntimeForm) -> None:
            said = self.words(N_("Saved"))
            self.ask_form(
                FormSetup(N_("Change downtime"), form, equipment.correct, (it.id,), said=lambda _id: said)
            )

        self.ask(equipment.downtime_form, it.id, then=open_form)

    def order(self, card: EquipmentCard) -> None:
        """A work order about it."""
        row = card.row
        start = {
            "equipment": row.id,
            "unit": row.unit_id,
            "building": row.building_id,
            "place": row.place_in(self.words),
        }
        self.office.go(Link("work_orders", new=start))

    def print_page(self) -> None:
        """Ctrl+P: the register of all of them on paper."""
        self.office.go(Link("reports", new={"report": "equipment-register"}))
