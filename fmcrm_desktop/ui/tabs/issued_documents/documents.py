"""The documents with their states; one is made by a form, its text changed, issued, printed, answered."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.issued_document import DOCUMENT_KINDS, DOCUMENT_STATES
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_, Words
from fmcrm_desktop.services import issued_documents
from fmcrm_desktop.services.issued_documents import DocumentCard, DocumentForm, DocumentRow, TextForm
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, fetch, new_button
from fmcrm_desktop.ui.tabs.issued_documents.deeds import Deeds
from fmcrm_desktop.ui.tabs.issued_documents.page import draw

TALL = 420
"""Pixels for a text: most of a page is seen at once."""
HALVES = {ENGLISH: ("title", "text"), CHINESE: ("other_title", "other_text")}


def person(row: DocumentRow, words: Words) -> str:
    return suiting(row.person, row.person_other, words)


COLUMNS = (
    Column("number", N_("No."), 96),
    Column("title", N_("Title"), 150, stretch=True, sorts=False),
    Column("person", N_("To"), 110, show=person, sorts=False),
    Column("kind", N_("Kind"), 110, choices=DOCUMENT_KINDS, hidden=True),
    Column("issued", N_("Issued on"), 112, hidden=True),
    Column("valid_until", N_("Valid until"), 112),
    Chip("state", N_("State"), 86, choices=DOCUMENT_STATES),
)
FILTERS = (Filter("kind", N_("Kind"), DOCUMENT_KINDS), Filter("state", N_("State"), DOCUMENT_STATES))


class DocumentsSection(Tab):
    name = "issued_documents"
    title = N_("Contracts and documents")
    shows = ("issued_document", "issued_edition", "attachment", "person", "agreement")

    def build(self) -> None:
        self.deeds = Deeds(self)
        empty = Empty(
            N_("Proposals, contracts, permits and reminders stand here; each is made from a template."),
            N_("New document"), lambda: self.open_new({}), issued_documents.make,
        )  # fmt: skip
        setup = ListSetup(
            "issued_documents", issued_documents.page, issued_documents.rows, COLUMNS, FILTERS, empty
        )
        made = self.add_list(setup, share=50)
        new_button(self, issued_documents.make, N_("New document"))
        made.counted.connect(
            lambda count: self.counts.emit(self.words(N_("Documents: {count}"), count=count))
        )
        made.add_action(
            Action(N_("Archive"), lambda ids: self.deeds.archive(ids[0]), issued_documents.archive, "archive",
                   many=False, keys="Delete")
        )  # fmt: skip

    def show_record(self, id: int) -> None:
        self.ask(issued_documents.card, id, then=self._draw)

    def _draw(self, card: DocumentCard | None) -> None:
        if card is not None and card.row.id == self.id:
            self.put(draw(self, card))

    # forms

    def open_new(self, start: dict[str, Any]) -> None:
        """A document to a person, of an order, an agreement or a lead: what follows from them is filled in."""
        self.ask(issued_documents.begin, start, then=lambda form: self._new(form, start))

    def _new(self, form: DocumentForm, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New document"), form, issued_documents.make, verb=N_("Make a draft"),
            note=self.words(N_("The text comes from the template and can be changed before it goes out.")),
            then=lambda done: self.show_id(done.result), said=lambda _id: self.words(N_("The draft is made.")),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        """Another person, price or day."""
        said = self.words(N_("Saved"))
        self.ask(issued_documents.form_of, id, then=lambda form: self.put_form(FormSetup(
            N_("Change a document"), form, issued_documents.change, (id,), said=lambda _id: said,
            note=self.words(N_("The text follows, unless it was changed by hand.")),
        ), "edit", id))  # fmt: skip

    def edit_text(self, id: int) -> None:
        """The text as it will be printed."""
        fetch(self, issued_documents.card, id, then=lambda card: card and self._ask_text(card))

    def _ask_text(self, card: DocumentCard) -> None:
        self.ask(issued_documents.text_form, card.row.id, then=lambda form: self._text(card, form))

    def _text(self, card: DocumentCard, form: TextForm) -> None:
        words, there = self.words, {language for language, _, _ in card.texts}
        note = words(
            N_(
                "A line such as | Service | Price | is a row of a table, |_ Office | Customer a place to sign for each."
            )
        )
        if card.gaps:
            gaps = words.listed(map(words, card.gaps))
            note = words(N_("Still a line to be filled in by pen: {fields}."), fields=gaps) + "\n" + note

        def dress(page: FormPage) -> None:
            for name in (
                each for language, names in HALVES.items() if language not in there for each in names
            ):
                page.form.slots[name].hide()
            for name in ("text", "other_text"):
                box = page.form.slots[name].editor.focusProxy()
                if box is not None:
                    box.setMinimumHeight(TALL)

        said = self.words(N_("Saved"))
        setup = FormSetup(
            N_("Change the text"), form, issued_documents.write, (card.row.id,), said=lambda _id: said, note=note,
            dress=dress,
        )  # fmt: skip
        self.put_form(setup, "edit_text", card.row.id)
