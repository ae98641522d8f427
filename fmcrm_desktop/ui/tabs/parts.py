"""The parts list: prices, costs and stock, and what is to be bought again."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.tones import BAD, GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import parts
from fmcrm_desktop.services.parts import ManyPartsForm, PartForm, PartRow, figure
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, new_button

MANY = many.Many(
    parts.change_many, ManyPartsForm, N_("{count} parts are marked. A field left empty stays as it is."),
    parts.archive_many, parts.restore_many,
)  # fmt: skip


def quantity(thousandths: int | None, measure: str) -> str:
    """2.5 m."""
    if thousandths is None:
        return ""
    said = f"{figure(thousandths):,f}".replace("-", "−")
    return f"{said} {measure}".strip()


def _name(row: PartRow, words: Words) -> str:
    return suiting(row.name, row.other_name, words)


def _measure(row: PartRow, words: Words) -> str:
    return suiting(row.measure, row.other_measure, words)


def _stock(row: PartRow, words: Words) -> str:
    return quantity(row.stock, _measure(row, words))


class PartsTab(Tab):
    name = "parts"
    title = N_("Parts list")
    shows = ("part",)

    def build(self) -> None:
        made = self.add_list(
            ListSetup(
                "parts", parts.page, parts.rows, self._columns(), (Filter("stock", N_("Stock"), parts.TO_BUY),),
                Empty(
                    N_("What is built in or used up stands here, with its price and what is in stock."),
                    N_("New part"), lambda: self.open_new({}), parts.add,
                ),
            ),
            share=60,
        )  # fmt: skip
        new_button(self, parts.add, N_("New part"))
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Parts: {count}"), count=count)))
        change = Action(N_("Change"), lambda ids: self.edit(ids[0]), parts.change, "pencil", False, "Ctrl+E")
        for action in (change, *many.actions(self, MANY)):
            made.add_action(action)

    def _columns(self) -> list[Column]:
        columns = [
            Column("code", N_("Part number"), 96),
            Column("name", N_("Part name"), 160, stretch=True, show=_name),
            Column("price", N_("Price"), 92, digits=True, show=lambda row, words: self._money(row.price)),
            Column("stock", N_("In stock"), 96, digits=True, show=_stock),
            Chip(
                "buy", N_("To do"), 124, show=lambda row, words: words(parts.TO_BUY["buy"]) if row.buy else "",
                tones=lambda row: BAD if row.buy else GREY, sorts=False,
            ),
        ]  # fmt: skip
        if self.office.who is not None and self.office.who.may("money.margin"):
            cost = Column(
                "cost", N_("Cost price"), 92, digits=True, show=lambda row, words: self._money(row.cost)
            )
            columns.insert(3, cost)
        return columns

    def _money(self, minor: int | None) -> str:
        return "" if minor is None else str(Money(minor, self.office.currency))

    def show_record(self, id: int) -> None:
        self.ask(parts.rows, [id], then=lambda rows: rows and self._draw(rows[0]))

    def _draw(self, row: PartRow) -> None:
        if row.id != self.id:
            return
        words = self.words
        page = self.new_page().head(_name(row, words), other_of(row.name, row.other_name, words))
        if row.archived:
            back = words(N_("Restored"))
            page.button(
                N_("Restore"), lambda: self.do(parts.restore, row.id, said=back), parts.restore, primary=True
            )
        else:
            away = words(N_("Archived"))
            page.button(N_("Archive"), lambda: self.do(parts.archive, row.id, said=away), parts.archive)
            page.button(N_("Change"), lambda: self.edit(row.id), parts.change, primary=True)
        if row.buy:
            page.chips((words(parts.TO_BUY["buy"]), BAD))
        about = page.card()
        about.line(N_("Part number"), row.code)
        about.line(N_("Unit of measure"), _measure(row, words))
        about.line(N_("Price"), self._money(row.price))
        if row.cost is not None:
            about.line(N_("Cost price"), self._money(row.cost))
        about.line(N_("In stock"), _stock(row, words) or words(N_("Not counted")))
        if row.least is not None:
            about.line(N_("Buy again below"), quantity(row.least, _measure(row, words)))
        self.put(page.done())

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New part"), PartForm(**start), parts.add, said=lambda _id: self.words(N_("Saved")),
            then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        def open_form(form: PartForm) -> None:
            said = self.words(N_("Saved"))
            self.put_form(
                FormSetup(N_("Change a part"), form, parts.change, (id,), said=lambda _id: said), "edit", id
            )

        self.ask(parts.form_of, id, then=open_form)
