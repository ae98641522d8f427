"""The equipment of an order on its page: whether it stands still, what its counter showed; told from here.

One line puts it on the page: ``page.add(EquipmentCard(office, id))``; without equipment it is not seen.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmcrm_desktop.model.equipment import EQUIPMENT_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.measured import with_unit
from fmcrm_desktop.model.tones import BAD, GOOD, GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import equipment
from fmcrm_desktop.services.equipment import DowntimeForm, EndForm, OrderEquipment, ReadingForm
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.lines import flowing
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice

NEWS = {"equipment", "counter_reading", "downtime", "work_order"}


class EquipmentCard(Card):
    def __init__(self, office: QtOffice, id: int, parent: QWidget | None = None) -> None:
        super().__init__(office, N_("Equipment"), parent=parent)
        self.id, self.words = id, office.words
        self._shown: QWidget | None = None
        self.it: OrderEquipment | None = None
        self.read = Button(self.words(N_("Reading…")), FILTER).on(self._read)
        self.stop = Button(self.words(N_("It stands still")), FILTER).on(self._stop)
        self.start = Button(self.words(N_("It runs again")), FILTER).on(self._start)
        for button, case in (
            (self.read, equipment.read),
            (self.stop, equipment.begin),
            (self.start, equipment.end),
        ):
            self.tool(button.guard(office, case))
        self.hide()
        office.changed.connect(self._news)
        self.reload()

    def _news(self, touched: dict[str, set[int]]) -> None:
        if touched.keys() & NEWS:
            self.reload()

    def reload(self) -> None:
        self.office.ask(self, equipment.of_order, self.id, then=self._show)

    def _show(self, it: OrderEquipment | None) -> None:
        self.it = it
        self.setVisible(it is not None)
        if self._shown is not None:
            self._shown.deleteLater()
            self._shown = None
        if it is None:
            return
        self.read.setVisible(bool(it.counter))
        self.stop.setVisible(it.standing is None)
        self.start.setVisible(it.standing is not None)
        self._shown = self._told(it)
        self.add(self._shown)

    def _told(self, it: OrderEquipment) -> QWidget:
        words, row = self.words, it.row
        holder = QWidget()
        lay = QVBoxLayout(holder)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(4)
        name = f"{row.code} · {suiting(row.name, row.other_name, self.words)}"
        lay.addWidget(LinkButton(name, lambda: self.office.go(Link("equipment", row.id))))
        running = words(N_("Runs"))
        if it.since is not None:
            running = words(N_("Stands still since {moment}"), moment=words.short_moment(it.since))
        chips = [
            ChipLabel(words(EQUIPMENT_KINDS.get(row.kind, row.kind)), GREY),
            ChipLabel(running, BAD if it.since is not None else GOOD),
        ]
        lay.addWidget(flowing(*chips))
        if it.reading is not None:
            said = words(
                N_("Last reading: {value} on {day}"), value=with_unit(it.reading.value, it.counter),
                day=words.date(words.local(it.reading.moment).date()),
            )  # fmt: skip
            lay.addWidget(label(said, "muted"))
        return holder

    def _ask(self, setup: FormSetup) -> None:
        FormDialog(self.office, setup, self).open()

    def _read(self) -> None:
        assert self.it is not None
        said = self.words(N_("Reading kept"))
        form = ReadingForm(order_id=self.id)
        self._ask(
            FormSetup(
                N_("Counter reading"), form, equipment.read, (self.it.row.id,), said=lambda _id: said,
            )
        )  # fmt: skip

    def _stop(self) -> None:
        assert self.it is not None
        said = self.words(N_("{code} stands still"), code=self.it.row.code)
        form = DowntimeForm(order_id=self.id)
        self._ask(
            FormSetup(N_("It stands still"), form, equipment.begin, (self.it.row.id,), said=lambda _id: said)
        )

    def _start(self) -> None:
        assert self.it is not None and self.it.standing is not None
        said = self.words(N_("{code} runs again"), code=self.it.row.code)
        form = EndForm(cause=self.it.cause, version=self.it.standing_version)
        self._ask(
            FormSetup(N_("It runs again"), form, equipment.end, (self.it.standing,), said=lambda _id: said)
        )
