"""A section whose new records begin with what the office knows already, and that is changed from the list by a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.columns import Action
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.records import RecordsTab


class DraftedTab(RecordsTab):
    """Subclass: ``draft`` is the case that fills a new form from a link's ``new``."""

    draft: Callable[..., Any]

    def build(self) -> None:
        super().build()
        assert self.list is not None
        its = self.records
        self.list.add_action(
            Action(
                N_("Change"), lambda ids: self.edit(ids[0]), its.change, "pencil", many=False, keys="Ctrl+E"
            )
        )

    def open_new(self, start: dict[str, Any]) -> None:
        self.ask(type(self).draft, start, then=lambda form: self._new(form, start))

    def _new(self, form: Any, start: dict[str, Any]) -> None:
        setup = FormSetup(
            self.records.new, form, self.records.add, said=lambda _id: self.words(N_("Saved")),
            then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def ask_with(self, title: str, read: Any, case: Any, id: int, note: str = "") -> None:
        """A short form: read by one case, saved by another, both of this record."""

        def open_form(form: Any) -> None:
            said = self.words(N_("Saved"))
            self.ask_form(FormSetup(title, form, case, (id,), said=lambda _id: said, note=note[:300]))

        self.ask(read, id, then=open_form)

    def print_paper(self, report: str, number: str = "") -> None:
        """Show a paper on the Reports tab."""
        start = {"report": report, "number": number} if number else {"report": report}
        self.office.go(Link("reports", new=start))


def body_of(row: Any, words: Words) -> str:
    return suiting(row.body, row.body_other, words)


def responsible_of(row: Any, words: Words) -> str:
    return suiting(row.responsible, row.responsible_other, words)


def person_of(row: Any, words: Words) -> str:
    return suiting(row.person, row.person_other, words)


def on_one_line(text: str) -> str:
    return " ".join(text.split())
