"""A tab of records of which an office has few: a list, a page with Change and Archive, one form for new and changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.columns import Action, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab, archiving, fetch, new_button

Case = Callable[..., Any]


@dataclass(frozen=True)
class Records:
    """The cases of a subject and what its list and form are called (marked words; ``count`` with {count} in it)."""

    page: Case
    rows: Case
    add: Case
    form_of: Case
    change: Case
    archive: Case
    restore: Case
    form: type
    columns: Sequence[Column]
    empty: str
    new: str
    edit: str
    count: str
    filters: Sequence[Filter] = ()
    note: str = ""
    """What stands over the form."""


class RecordsTab(Tab):
    """Subclass: set ``records`` and tell the page in ``draw``; ``share`` is the list's part of the width in percent.
    ``draft`` is a case that fills a new form from a link's ``new``, where the office knows something already."""

    records: Records
    draft: Case | None = None
    share = 48
    by_rows = True

    def build(self) -> None:
        its = self.records
        empty = Empty(its.empty, its.new, lambda: self.open_new({}), its.add)
        setup = ListSetup(self.name, its.page, its.rows, list(its.columns), tuple(its.filters), empty)
        made = self.add_list(setup, share=self.share)
        new_button(self, its.add, its.new)
        made.counted.connect(lambda count: self.counts.emit(self.words(its.count, count=count)))
        change = Action(
            N_("Change"), lambda ids: self.edit(ids[0]), its.change, "pencil", many=False, keys="Ctrl+E"
        )
        for action in (change, *self.offered()):
            made.add_action(action)

    def offered(self) -> Sequence[Action]:
        """What the list's menus offer besides Change."""
        return (archiving(self, self.records.archive),)

    def draw(self, page: Page, row: Any) -> None:
        """Tell of one record; the buttons are there already."""
        raise NotImplementedError

    def goes_on(self, row: Any) -> bool:
        """Whether the page has a next step of its own, beside which changing is no primary button."""
        return False

    def heading(self, row: Any) -> tuple[str, str]:
        """What the record is called, and what is said below."""
        raise NotImplementedError

    @property
    def _note(self) -> str:
        return self.words(self.records.note) if self.records.note else ""

    def show_record(self, id: int) -> None:
        self.ask(self.records.rows, [id], then=lambda found: found and self._draw(found[0]))

    def _draw(self, row: Any) -> None:
        its, words = self.records, self.words
        page = self.new_page().head(*self.heading(row))
        if row.archived:
            page.button(
                N_("Restore"), lambda: self.do(its.restore, row.id, said=words(N_("Restored"))), its.restore,
                primary=True,
            )  # fmt: skip
        else:
            page.button(
                N_("Archive"), lambda: self.do(its.archive, row.id, said=words(N_("Archived"))), its.archive
            )
            page.button(N_("Change"), lambda: self.edit(row.id), its.change, primary=not self.goes_on(row))
        self.draw(page, row)
        self.put(page.done())

    def open_new(self, start: dict[str, Any]) -> None:
        draft = type(self).draft
        if draft is None:
            self._new(self.records.form(**start), start)
        else:
            self.ask(draft, start, then=lambda form: self._new(form, start))

    def _new(self, form: Any, start: dict[str, Any]) -> None:
        its = self.records
        setup = FormSetup(
            its.new, form, its.add, said=lambda _id: self.words(N_("Saved")),
            then=lambda done: self.show_id(done.result), note=self._note,
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        """The form that changes a record."""

        def open_form(form: Any) -> None:
            its, said = self.records, self.words(N_("Saved"))
            setup = FormSetup(
                its.edit,
                form,
                its.change,
                (id,),
                said=lambda _id: said,
                note=self._note,
                stored=(its.form_of, id),
            )
            self.put_form(setup, "edit", id)

        fetch(self, self.records.form_of, id, then=open_form)
