"""What sections of the committee share: short forms between two cases, papers, names in the language shown."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.records import RecordsTab


class DraftedTab(RecordsTab):
    """A section with short forms and papers."""

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
