"""The list of units: flats, shops, parking spaces, storage rooms; the page of one is in Owners."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.property import BUILDING_KINDS, ROLES, UNIT_KINDS, share_said
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import buildings, own_filter, unit_passport, units
from fmcrm_desktop.services.units import UnitCard, UnitForm
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import both, suiting
from fmcrm_desktop.ui.kit.changing import change_form
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.own_lines import own_choices, own_lines
from fmcrm_desktop.ui.kit.tab import Tab, new_button

TAKEN = {True: N_("Nobody there"), False: N_("Somebody there")}


def _area(area: int | None, words: Words) -> str:
    if area is None:
        return ""
    return words.number(area / 100, 0 if area % 100 == 0 else 1 if area % 10 == 0 else 2)


COLUMNS = (
    Column("label", N_("Unit"), 110, sorts=False),
    Column("people", N_("People"), 160, stretch=True, sorts=False),
    Chip("kind", N_("Kind"), 100, choices=UNIT_KINDS, tones=lambda _row: "grey"),
    Column("floor", N_("Floor"), 60),
    Column("area", N_("Area in m²"), 84, digits=True, show=lambda row, words: _area(row.area, words)),
    Column(
        "open",
        N_("Pending"),
        70,
        digits=True,
        show=lambda row, words: words.number(row.open) if row.open else "",
    ),
)

PASSPORTS = many.Papers(
    N_("Print passports"), N_("Unit passports"), "unit-passport", lambda: unit_passport.sheet_of
)
MANY = many.Many(
    units.change_many, units.ManyUnitsForm, N_("{count} units are marked. A field left empty stays as it is."),
    units.archive_many, units.restore_many, PASSPORTS,
)  # fmt: skip


class UnitsTab(Tab):
    name = "units"
    title = N_("Units")
    by_rows = True
    shows = ("unit", "building", "relation", "person", "complaint", "work_order", "own_value")

    _building: int | None = None
    """Of the unit shown last."""

    def build(self) -> None:
        filters = (
            Filter("building", N_("Building"), case=buildings.options),
            Filter("kind", N_("Kind"), UNIT_KINDS),
            Filter("building_kind", N_("Kind of building"), BUILDING_KINDS),
            Filter("empty", N_("Occupancy"), TAKEN),
            own_choices(own_filter.of_units),
        )
        empty = Empty(
            N_("Flats, shops, parking spaces and storage rooms appear here."), N_("Add the first unit"),
            lambda: self.open_new({}), units.add,
        )  # fmt: skip
        made = self.add_list(ListSetup("units", units.page, units.rows, COLUMNS, filters, empty), share=58)
        new_button(self, units.add, N_("New"), N_("New unit"))
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("{count} units"), count=count)))
        made.opened.connect(self.whole)
        for action in (
            Action(N_("Open"), lambda ids: self.whole(ids[0]), units.card, "eye", many=False),
            Action(N_("Change"), lambda ids: self.edit(ids[0]), units.change, "pencil", many=False, keys="Ctrl+E"),
            *many.actions(self, MANY),
        ):  # fmt: skip
            made.add_action(action)

    def whole(self, id: int) -> None:
        """The unit with everything that happened there."""
        self.office.go(Link("owners", where={"unit": (id,)}))

    def show_record(self, id: int) -> None:
        self.ask(units.card, id, then=self._draw)

    def _draw(self, card: UnitCard) -> None:
        if card.id != self.id:
            return
        words, id = self.words, card.id
        self._building = card.building_id
        page = self.new_page().head(card.label, self._under(card))
        if card.archived:
            page.button(
                N_("Restore"), lambda: self.do(units.restore, id, said=words(N_("Restored"))), units.restore,
                primary=True,
            )  # fmt: skip
        else:
            page.button(N_("Archive"), lambda: self.archive(id), units.archive)
            page.button(N_("Change"), lambda: self.edit(id), units.change)
            page.button(N_("Open"), lambda: self.whole(id), units.card, primary=True)
        people = page.card(N_("People"))
        for tie in card.people:
            if tie.current:
                said = " · ".join(
                    part for part in (both(tie.name, tie.other_name), share_said(words, tie.share)) if part
                )
                people.line(ROLES.get(tie.role, tie.role), said, Link("owners", tie.person_id))
        if not any(tie.current for tie in card.people):
            people.say(words(N_("Nobody belongs to this unit yet.")), "muted")
        about = page.card(N_("Further details"))
        about.line(N_("Floor"), card.floor)
        about.line(N_("Area in m²"), _area(card.area, words))
        about.line(N_("Entrance"), card.entrance)
        own_lines(about, card.own)
        if card.notes:
            about.say(card.notes)
        self.put(page.done())

    def _under(self, card: UnitCard) -> str:
        kind = self.words(UNIT_KINDS.get(card.kind, card.kind))
        building = self.words(N_("building {code}"), code=card.building) if card.building else ""
        site = suiting(card.site.name, card.site.other, self.words)
        return " · ".join(part for part in (kind, site, building) if part)

    def archive(self, id: int) -> None:
        self.do(units.archive, id, said=self.words(N_("Archived")))

    def open_new(self, start: dict[str, Any]) -> None:
        """A house is entered unit after unit: the next one begins in the building of the one on the page."""
        start = {"building_id": self._building, **start}
        setup = FormSetup(
            N_("New unit"), UnitForm(**start), units.add,
            said=lambda _id: self.words(N_("Saved")), then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        page = self.put_form(setup, "open_new", start)
        if start["building_id"]:
            page.form.slots["code"].editor.setFocus()

    def edit(self, id: int) -> None:
        change_form(self, N_("Change a unit"), (units.form, units.change), id)
