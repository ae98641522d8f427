"""The list of sites, each with its address and its buildings."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import building_list, buildings
from fmcrm_desktop.services.building_list import SiteRow
from fmcrm_desktop.services.buildings import SiteForm
from fmcrm_desktop.ui.kit.bilingual import below, suiting
from fmcrm_desktop.ui.kit.columns import Action, Column, Empty, Suited
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, archiving, new_button

COLUMNS = (
    Suited("name", N_("Site"), 160, stretch=True, sorts=False),
    Column("buildings", N_("Buildings"), 80, digits=True, sorts=False),
    Column("units", N_("Units"), 70, digits=True, sorts=False),
)


class SitesSection(Tab):
    name = "site_list"
    title = N_("Sites")
    by_rows = True
    shows = ("site", "building", "unit")

    def build(self) -> None:
        empty = Empty(
            N_("A site is the buildings under one name."), N_("Add the first site"), lambda: self.open_new({}),
            buildings.add_site,
        )  # fmt: skip
        made = self.add_list(
            ListSetup("sites", building_list.site_page, building_list.site_rows, COLUMNS, (), empty), share=50
        )
        new_button(self, buildings.add_site, N_("New"), N_("New site"))
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Sites: {count}"), count=count)))
        made.add_action(archiving(self, buildings.archive_site))
        made.add_action(
            Action(
                N_("Change"),
                lambda ids: self.edit(ids[0]),
                buildings.change_site,
                "pencil",
                many=False,
                keys="Ctrl+E",
            )
        )

    def show_record(self, id: int) -> None:
        self.ask(building_list.site_rows, (id,), then=self._draw)

    def _draw(self, rows: list[SiteRow]) -> None:
        if not rows or rows[0].id != self.id:
            return
        row, words = rows[0], self.words
        page = self.new_page().head(
            suiting(row.name, row.other_name, words), below(words, row.name, row.other_name)
        )
        if row.archived:
            page.button(
                N_("Restore"), lambda: self.do(buildings.restore_site, row.id, said=words(N_("Restored"))),
                buildings.restore_site, primary=True,
            )  # fmt: skip
        else:
            page.button(
                N_("Archive"), lambda: self.do(buildings.archive_site, row.id, said=words(N_("Archived"))),
                buildings.archive_site,
            )  # fmt: skip
            page.button(N_("Change"), lambda: self.edit(row.id), buildings.change_site, primary=True)
        card = page.card(N_("Site"))
        card.line(N_("Address"), row.address)
        theirs = Link("buildings", where={"site": (row.id,)}, section="buildings")
        card.line(N_("Buildings"), words.number(row.buildings), theirs)
        card.line(N_("Units"), words.number(row.units))
        self.put(page.done())

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New site"), SiteForm(**start), buildings.add_site,
            said=lambda _id: self.words(N_("Saved")), then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        def open_form(form: SiteForm) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(N_("Change a site"), form, buildings.change_site, (id,), said=lambda _id: said)
            self.put_form(setup, "edit", id)

        self.ask(buildings.site_form, id, then=open_form)
