"""The templates of documents: a text in each language with fields, and how it reads to somebody."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from fmcrm_desktop.model.document_text import as_read
from fmcrm_desktop.model.issued_document import DOCUMENT_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.person import PRINT_LANGUAGES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import issued_documents, letters
from fmcrm_desktop.services.issued_documents import DocumentTemplateForm
from fmcrm_desktop.services.letters import TemplateRow
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Column, Filter
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.kit.tab import bar_button
from fmcrm_desktop.ui.template_texts import FieldBar, LivePreview, called, show_texts


def _languages(row: TemplateRow, words: Words) -> str:
    return words.listed(words(PRINT_LANGUAGES[code]) for code in row.languages)


class TemplatesSection(RecordsTab):
    name = "document_templates"
    title = N_("Templates")
    shows = ("letter_template", "own_field")
    share = 36
    records = Records(
        issued_documents.templates, letters.rows, letters.add, issued_documents.template_form, letters.change,
        letters.archive, letters.restore, DocumentTemplateForm,
        (
            Column("name", N_("Template"), 130, stretch=True, show=called, sorts=False),
            Column("kind", N_("Makes"), 170, choices=DOCUMENT_KINDS, sorts=False),
            Column("languages", N_("Language"), 100, show=_languages, sorts=False, hidden=True),
        ),
        N_("Templates of documents stand here, with fields for name, unit and price."), N_("New template"),
        N_("Change a template"), N_("Templates: {count}"), (Filter("kind", N_("Kind"), DOCUMENT_KINDS),),
    )  # fmt: skip

    def build(self) -> None:
        super().build()
        ready = Button(self.words(N_("Ready ones")), FILTER, "download").on(self._suggest)
        ready.setToolTip(self.words(N_("Puts in the ready templates of each kind that has none")))
        bar_button(self, ready, issued_documents.suggest)

    def _suggest(self) -> None:
        words = self.words

        def said(count: int) -> str:
            return (
                words(N_("{count} templates put in."), count=count)
                if count
                else words(N_("Nothing is missing"))
            )

        self.do(issued_documents.suggest, said=said)

    def heading(self, row: TemplateRow) -> tuple[str, str]:
        return called(row, self.words), self.words(DOCUMENT_KINDS.get(row.kind, row.kind))

    def goes_on(self, row: TemplateRow) -> bool:
        return True

    def show_record(self, id: int) -> None:
        self.ask(issued_documents.template_form, id, then=lambda form: self._keep(id, form))

    def _keep(self, id: int, form: DocumentTemplateForm) -> None:
        self._form = form
        super().show_record(id)

    def draw(self, page: Page, row: TemplateRow) -> None:
        if not row.archived:
            page.button(N_("Copy"), lambda: self._copy(row.id), letters.copy)
            start = {"template_id": row.id}
            page.button(
                N_("Make a document…"), lambda: self.office.go(Link("issued_documents", new=start)),
                issued_documents.make, primary=True,
            )  # fmt: skip
        show_texts(page, self._form, self.words, as_read)

    def _copy(self, id: int) -> None:
        self.do(letters.copy, id, said=self.words(N_("Copied")), then=lambda done: self.show_id(done.result))

    def put_form(self, setup: FormSetup, again: str = "", *args: Any) -> FormPage:
        """The form with the button for fields above it and the document as it reads below."""
        page = super().put_form(setup, again, *args)
        area = page.findChild(QScrollArea)
        inner = area.widget() if area is not None else None
        lay = inner.layout() if inner is not None else None
        assert isinstance(lay, QVBoxLayout)
        lay.insertWidget(1, FieldBar(self.office, page.form, issued_documents.fields))
        preview = LivePreview(self.office, page.form, preview=issued_documents.preview)
        lay.insertWidget(lay.count() - 1, preview)
        return page
