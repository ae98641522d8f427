"""The list of buildings: each with its site, kind, entrances and how many units of each kind."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.property import BUILDING_KINDS, UNIT_KINDS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import building_list, buildings
from fmcrm_desktop.services.building_list import BuildingCard, BuildingRow
from fmcrm_desktop.services.buildings import BuildingForm
from fmcrm_desktop.ui.equipment_here import EquipmentHere
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import below, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.changing import change_form
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, Suited
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab, new_button


def _site(row: BuildingRow, words: Words) -> str:
    return suiting(row.site, row.site_other, words)


COLUMNS = (
    Column("code", N_("Building"), 84, sorts=False),
    Suited("name", N_("Building name"), 120, stretch=True),
    Column("site", N_("Site"), 110, show=_site),
    Chip("kind", N_("Kind"), 96, choices=BUILDING_KINDS, tones=lambda _row: "grey"),
    Column("floors", N_("Floors"), 64, digits=True),
    Column("units", N_("Units"), 64, digits=True),
)

MANY = many.Many(
    buildings.change_many, buildings.ManyBuildingsForm,
    N_("{count} buildings are marked. A field left empty stays as it is."),
    buildings.archive_many, buildings.restore_many,
)  # fmt: skip


class BuildingsSection(Tab):
    name = "building_list"
    title = N_("Buildings")
    by_rows = True
    shows = ("building", "site", "entrance", "unit", "relation")

    def build(self) -> None:
        filters = (
            Filter("kind", N_("Kind"), BUILDING_KINDS),
            Filter("site", N_("Site"), case=building_list.site_options),
        )
        empty = Empty(
            N_("Every building of your sites is entered here once, with its kind and entrances."),
            N_("Add the first building"), lambda: self.open_new({}), buildings.add,
        )  # fmt: skip
        setup = ListSetup("buildings", building_list.page, building_list.rows, COLUMNS, filters, empty)
        made = self.add_list(setup, share=50)
        new_button(self, buildings.add, N_("New"), N_("New building"))
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("{count} buildings"), count=count)))
        made.add_action(
            Action(
                N_("Change"),
                lambda ids: self.edit(ids[0]),
                buildings.change,
                "pencil",
                many=False,
                keys="Ctrl+E",
            )
        )
        for action in many.actions(self, MANY):
            made.add_action(action)

    def show_record(self, id: int) -> None:
        self.ask(building_list.card, id, then=self._draw)

    def _draw(self, card: BuildingCard) -> None:
        if card.row.id != self.id:
            return
        words, row = self.words, card.row
        page = self.new_page()
        title = words.building(row.code)
        name = suiting(row.name, row.other_name, words)
        told = name if name != title else "", below(words, row.name, row.other_name, _site(row, words))
        page.head(title, " · ".join(filter(None, told)))
        self._buttons(page, card)
        here = {"building": (row.id,)}
        page.figures(
            Figure(N_("Units"), words.number(row.units), link=Link("units", where=here)),
            Figure(
                N_("Nobody there"),
                words.number(card.empty),
                link=Link("units", where={**here, "empty": (True,)}),
            ),
        )
        left, right = page.columns(1, 1)
        self._about(left.card(N_("Building")), card)
        kinds = right.card(N_("Units by kind"))
        for kind, count in card.kinds:
            kinds.line(
                UNIT_KINDS.get(kind, kind),
                words.number(count),
                Link("units", where={**here, "kind": (kind,)}),
            )
        if not card.kinds:
            kinds.say(words(N_("No units yet.")), "muted")
        add = Button(words(N_("Unit")), FILTER, "plus").on(
            lambda: self.office.go(Link("units", new={"building_id": row.id}))
        )
        kinds.tool(add.guard(self.office, buildings.add))
        left.add(EquipmentHere(self.office, building=row.id))
        self.put(page.done())

    def _about(self, about: Any, card: BuildingCard) -> None:
        words, row = self.words, card.row
        about.line(N_("Kind"), words(BUILDING_KINDS.get(row.kind, row.kind)))
        about.line(N_("Site"), _site(row, self.words))
        about.line(N_("Floors"), words.number(row.floors) if row.floors is not None else "")
        about.line(N_("Address"), card.address)
        if card.entrances:
            rows = [
                (code, words.number(floors) if floors is not None else "", words(N_("Yes")) if lift else "—")
                for code, floors, lift in card.entrances
            ]
            about.table((N_("Entrance"), N_("Floors"), N_("Lift")), rows)

    def _buttons(self, page: Page, card: BuildingCard) -> None:
        id = card.row.id
        if card.row.archived:
            page.button(
                N_("Restore"), lambda: self.do(buildings.restore, id, said=self.words(N_("Restored"))),
                buildings.restore, primary=True,
            )  # fmt: skip
            return
        page.button(N_("Archive"), lambda: self.archive(id), buildings.archive)
        page.button(N_("Change"), lambda: self.edit(id), buildings.change, primary=True)

    def archive(self, id: int) -> None:
        self.do(buildings.archive, id, said=self.words(N_("Archived")))

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New building"), BuildingForm(**start), buildings.add,
            said=lambda _id: self.words(N_("Saved")), then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        change_form(self, N_("Change a building"), (buildings.form_of, buildings.change), id)
