"""The rooms, and other things of which only one event can have one at a time: added, renamed, archived."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import rooms
from fmcrm_desktop.services.rooms import RoomForm, RoomRow
from fmcrm_desktop.ui.kit.columns import Column
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab


class RoomsTab(RecordsTab):
    name = "rooms"
    title = N_("Rooms")
    shows = ("room",)
    records = Records(
        rooms.page, rooms.rows, rooms.add, rooms.form_of, rooms.change, rooms.archive, rooms.restore, RoomForm,
        (
            Column("name", N_("Room"), 180, stretch=True, sorts=False),
            Column("other_name", N_("Name in the other language"), 180, sorts=False),
        ),
        N_("Rooms and things that only one event can have at a time stand here."), N_("New room"),
        N_("Rename a room"), N_("Rooms: {count}"),
    )  # fmt: skip

    def heading(self, row: RoomRow) -> tuple[str, str]:
        return row.name, row.other_name

    def draw(self, page: Page, row: RoomRow) -> None:
        page.card().say(
            self.words(N_("An entry of the calendar that takes this room clashes with any other that does."))
        )
