"""The boards and windows of the office."""

from __future__ import annotations

from fmcrm_desktop.model.channel import PLACE_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, VIOLET
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import posting_places
from fmcrm_desktop.services.posting_places import PlaceForm, PlaceRow
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab


def _place(row: PlaceRow, words: Words) -> str:
    return suiting(row.place, row.other_place, words)


def kind_tone(row: object) -> str:
    return VIOLET if getattr(row, "kind", "") == "window" else ACCENT


class PlacesSection(RecordsTab):
    name = "places"
    title = N_("Places to post")
    shows = ("notice_place", "notice_posting", "building")
    records = Records(
        posting_places.page, posting_places.rows, posting_places.add, posting_places.form_of, posting_places.change,
        posting_places.archive, posting_places.restore, PlaceForm,
        (
            Column("place", N_("Place"), 160, stretch=True, show=_place, sorts=False),
            Column("building", N_("Building"), 80, sorts=False),
            Chip("kind", N_("Kind"), 110, choices=PLACE_KINDS, tones=kind_tone, sorts=False),
            Column("hanging", N_("Hangs there"), 90, digits=True, sorts=False),
        ),
        N_("Each board and window where the office posts stands here once."), N_("New place to post"),
        N_("Change a place"), N_("Places: {count}"), (Filter("kind", N_("Kind"), PLACE_KINDS),),
    )  # fmt: skip

    def heading(self, row: PlaceRow) -> tuple[str, str]:
        return _place(row, self.words), other_of(row.place, row.other_place, self.words)

    def draw(self, page: Page, row: PlaceRow) -> None:
        words = self.words
        page.chips((words(PLACE_KINDS[row.kind]), kind_tone(row)))
        card = page.card()
        card.line(N_("Building"), row.building or words(N_("All buildings")))
        here = Link("notices", where={"place": (row.id,)}, section="postings")
        card.line(N_("Hangs there"), words.number(row.hanging), here)
