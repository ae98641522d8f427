"""The rooms, and other things of which only one event can have one at a time: added, renamed, archived."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import rooms
from fmcrm_desktop.services.rooms import RoomForm, RoomRow
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Column, Empty
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab


class RoomsTab(Tab):
    name = "rooms"
    title = N_("Rooms")
    shows = ("room",)

    def build(self) -> None:
        columns = [
            Column("name", N_("Room"), 180, stretch=True, sorts=False),
            Column("other_name", N_("Name in the other language"), 180, sorts=False),
        ]
        empty = Empty(
            N_("Rooms and things that only one event can have at a time stand here."), N_("New room"),
            lambda: self.open_new({}), rooms.add,
        )  # fmt: skip
        made = self.add_list(ListSetup("rooms", rooms.page, rooms.rows, columns, (), empty), share=48)
        new = Button(self.words(N_("New room")), FILTER, "plus").on(lambda: self.open_new({}))
        made.bar.insertWidget(made.bar.count() - 1, new.guard(self.office, rooms.add))
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Rooms: {count}"), count=count)))

    def show_record(self, id: int) -> None:
        self.ask(rooms.rows, [id], then=lambda found: found and self._draw(found[0]))

    def _draw(self, row: RoomRow) -> None:
        page = self.new_page().head(row.name, row.other_name)
        if row.archived:
            said = self.words(N_("Restored"))
            page.button(
                N_("Restore"), lambda: self.do(rooms.restore, row.id, said=said), rooms.restore, primary=True
            )
        else:
            said = self.words(N_("Archived"))
            page.button(N_("Archive"), lambda: self.do(rooms.archive, row.id, said=said), rooms.archive)
            page.button(N_("Rename"), lambda: self.edit(row.id), rooms.change, primary=True)
        page.card().say(
            self.words(N_("An entry of the calendar that takes this room clashes with any other that does."))
        )
        self.put(page.done())

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New room"), RoomForm(**start), rooms.add, said=lambda _id: self.words(N_("Saved")),
            then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        """The form to rename a room."""

        def open_form(form: RoomForm) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(N_("Rename a room"), form, rooms.change, (id,), said=lambda _id: said)
            self.put_form(setup, "edit", id)

        self.ask(rooms.form_of, id, then=open_form)
