"""Editions of the owners' handbook, each with its file, and how many have it."""

from __future__ import annotations

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import GOOD, GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import handbooks
from fmcrm_desktop.services.handbooks import EditionForm, EditionRow
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.columns import Chip, Column
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab


def _name(row: EditionRow, words: Words) -> str:
    return suiting(row.name, row.other_name, words)


def _held(row: EditionRow, words: Words) -> str:
    return words(N_("Current")) if row.current else ""


class HandbooksSection(RecordsTab):
    name = "handbooks"
    title = N_("Handbook")
    shows = ("handbook_edition", "handbook_issue", "attachment")
    share = 50
    records = Records(
        handbooks.page, handbooks.rows, handbooks.add, handbooks.form_of, handbooks.change, handbooks.archive,
        handbooks.restore, EditionForm,
        (
            Column("name", N_("Title"), 150, stretch=True, show=_name, sorts=False),
            Column("edition", N_("Edition"), 96, sorts=False),
            Column("day", N_("Holds from"), 122, sorts=False),
            Chip("current", N_("State"), 84, show=_held, tones=lambda row: GOOD if row.current else GREY, sorts=False),
            Column("issued", N_("Handed out"), 84, digits=True, sorts=False),
            Column("signed", N_("Signed"), 72, digits=True, sorts=False),
        ),
        N_("Each edition of the handbook stands here with its file; the latest one holds."),
        N_("New edition"), N_("Change an edition"), N_("Editions: {count}"),
    )  # fmt: skip

    def heading(self, row: EditionRow) -> tuple[str, str]:
        return f"{_name(row, self.words)} {row.edition}", other_of(row.name, row.other_name, self.words)

    def draw(self, page: Page, row: EditionRow) -> None:
        words = self.words
        if row.current:
            page.chips((words(N_("Current")), GOOD))
        card = page.card()
        card.line(N_("Holds from"), words.date(row.day))
        has = Link("channels", where={"state": ("current",)}, section="holders") if row.current else None
        card.line(N_("Handed out"), words.number(row.issued), has)
        card.line(N_("Signed"), words.number(row.signed))
        if row.current:
            lacks = Link("channels", where={"state": ("older", "none")}, section="holders")
            card.line(N_("Who lacks it"), words(N_("Show them")), lacks)
        if row.note:
            page.card(N_("What changed")).say(row.note)
        page.add(AttachmentsCard(self.office, "handbook_edition", row.id))
