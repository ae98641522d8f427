"""Letters: the templates on the left; a template, its form, or the steps of a mailing on the right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from fmcrm_desktop.model.person import PRINT_LANGUAGES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import letters
from fmcrm_desktop.services.letters import TemplateForm, TemplateRow
from fmcrm_desktop.ui.kit.bilingual import other_of
from fmcrm_desktop.ui.kit.columns import Action, Column, Empty
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Place, Tab, fetch, new_button
from fmcrm_desktop.ui.tabs.letters.mailing import Mailing
from fmcrm_desktop.ui.template_texts import FieldBar, LivePreview, called, show_texts


def _languages(row: TemplateRow, words: Words) -> str:
    return words.listed(words(PRINT_LANGUAGES[code]) for code in row.languages)


COLUMNS = (
    Column("name", N_("Template"), 170, stretch=True, show=called, sorts=False),
    Column("languages", N_("Language"), 110, show=_languages, sorts=False),
)


RESUME = "resume"


class LettersTab(Tab):
    """While a mailing is under way the right side is its own; a click on a template ends it."""

    name = "letters"
    title = N_("Letters")
    shows = ("letter_template", "own_field")

    def build(self) -> None:
        self.mailing: Mailing | None = None
        empty = Empty(
            N_("Texts that you send again and again stand here, with fields for name and unit."),
            N_("Begin with six we suggest"), self._suggest, letters.suggest,
        )  # fmt: skip
        made = self.add_list(ListSetup("letters", letters.page, letters.rows, COLUMNS, empty=empty), share=26)
        new_button(self, letters.add, "", N_("New template"))
        for action in (
            Action(N_("Write letters"), lambda ids: self.write(ids[0]), letters.write, "mail", many=False),
            Action(N_("Change"), lambda ids: self.edit(ids[0]), letters.change, "pencil", many=False),
            Action(N_("Copy"), lambda ids: self.copy(ids[0]), letters.copy, "copy", many=False),
            Action(N_("Archive"), lambda ids: self.archive(ids[0]), letters.archive, "archive", many=False,
                   keys="Delete"),
        ):  # fmt: skip
            made.add_action(action)

    # what is seen

    def reload(self) -> None:
        if self.mailing is None:
            super().reload()
        elif self.list is not None:
            self.list.reload()

    def show_id(self, id: int) -> None:
        """A template chosen in the list; a mailing under way gives its place to it."""
        if self.mailing is not None and not self.id:
            self.id = id  # the list chooses its first row by itself
            return
        self.mailing = None
        super().show_id(id)

    def show_record(self, id: int) -> None:
        if self.mailing is None:
            self.ask(letters.form_of, id, then=lambda form: self._draw(id, form))

    def _draw(self, id: int, form: TemplateForm) -> None:
        if self.mailing is not None or self.id != id:
            return
        words = self.words
        page = self.new_page().head(called(form, words), other_of(form.name, form.other_name, words))
        page.button(N_("Copy"), lambda: self.copy(id), letters.copy, picture="copy")
        page.button(N_("Archive"), lambda: self.archive(id), letters.archive, picture="archive")
        page.button(N_("Change"), lambda: self.edit(id), letters.change).key("Ctrl+E", words(N_("Change")))
        page.button(N_("Write letters"), lambda: self.write(id), letters.write, primary=True, picture="mail")
        show_texts(page, form, self.words)
        self.put(page.done())

    # deeds

    def open_new(self, start: dict[str, Any]) -> None:
        """A new template; {"people": ids} begins a letter to them, {"labels": ids} prints their addresses."""
        if "people" in start:
            self.begin(tuple(start["people"]))
        elif "labels" in start:
            self.begin(tuple(start["labels"]), labels=True)
        else:
            self._template(FormSetup(
                N_("New template"), TemplateForm(), letters.add, then=lambda done: self.show_id(done.result),
                said=lambda _result: self.words(N_("Saved")),
            ), "open_new", start)  # fmt: skip

    def edit(self, id: int) -> None:
        said = self.words(N_("Saved"))
        fetch(self, letters.form_of, id, then=lambda form: self._template(FormSetup(
            N_("Change a template"), form, letters.change, (id,), said=lambda _result: said,
        ), "edit", id))  # fmt: skip

    def _template(self, setup: FormSetup, again: str, *args: Any) -> FormPage:
        """The form with the button for fields above it and the letter as it reads below."""
        self.mailing = None
        page = self.put_form(setup, again, *args)
        area = page.findChild(QScrollArea)
        inner = area.widget() if area is not None else None
        lay = inner.layout() if inner is not None else None
        assert isinstance(lay, QVBoxLayout)
        lay.insertWidget(1, FieldBar(self.office, page.form))
        lay.insertWidget(lay.count() - 1, LivePreview(self.office, page.form))
        return page

    def _suggest(self) -> None:
        self.do(letters.suggest, said=self.words(N_("Saved")))

    def copy(self, id: int) -> None:
        self.do(letters.copy, id, said=self.words(N_("Copied")), then=lambda done: self.show_id(done.result))

    def archive(self, id: int) -> None:
        self.do(letters.archive, id, said=self.words(N_("Archived")))

    # a mailing

    def write(self, template: int) -> None:
        """Letters from a template: choose the people first."""
        self.begin((), template)

    def begin(self, people: tuple[int, ...], template: int | None = None, labels: bool = False) -> None:
        def go() -> None:
            self.detail.drop_form()
            self.mailing = Mailing(self, people, template or self.id or None, labels)
            self.mailing.start()

        self.detail.leave(go)

    def end(self) -> None:
        """Back to the templates."""
        self.mailing = None
        if self.id:
            self.show_record(self.id)

    def place(self) -> Place:
        """With a mailing that is under way."""
        place = super().place()
        if self.mailing is None:
            return place
        return replace(place, again=(RESUME, (self.mailing.left(),)), typed=None)

    def restore(self, place: Place) -> None:
        super().restore(place)
        if place.again is not None and place.again[0] == RESUME:
            left = place.again[1][0]
            self.mailing = Mailing(self, (), None, left.labels)
            self.mailing.resume(left)

    def put_mailing(self, page: Page) -> None:
        """Show a step of the mailing."""
        self.detail.show()
        self.detail.put(page, 0)
