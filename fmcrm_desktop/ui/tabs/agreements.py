"""Service agreements: with whom, for which units, from when until when, what they cover."""

from __future__ import annotations

from fmcrm_desktop.model.agreement import AGREEMENT_STATES
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import agreements, issued_documents
from fmcrm_desktop.services.agreements import AgreementCard, AgreementForm, AgreementRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.columns import Column, Filter
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab


def _person(row: AgreementRow, words: Words) -> str:
    return suiting(row.person, row.person_other, words)


def _covers(row: AgreementRow, words: Words) -> str:
    if row.covers_labour and row.covers_parts:
        return words(N_("labour and parts"))
    return words(
        N_("labour")
        if row.covers_labour
        else N_("parts")
        if row.covers_parts
        else N_("nothing: all is billed")
    )


class AgreementsTab(RecordsTab):
    name = "agreements"
    title = N_("Agreements")
    shows = ("agreement",)
    records = Records(
        agreements.page, agreements.rows, agreements.add, agreements.form_of, agreements.change,
        agreements.archive, agreements.restore, AgreementForm,
        (
            Column("number", N_("Number"), 100, sorts=False),
            Column("name", N_("What was agreed"), 160, stretch=True, sorts=False),
            Column("person", N_("With"), 130, show=_person, sorts=False),
            Column("until_day", N_("Until"), 90, sorts=False),
            Column("state", N_("State"), 80, choices=AGREEMENT_STATES, sorts=False),
        ),
        N_("What was agreed with customers, and for which units, stands here."), N_("New agreement"),
        N_("Change an agreement"), N_("Agreements: {count}"),
        (Filter("state", N_("State"), AGREEMENT_STATES),),
    )  # fmt: skip

    def heading(self, row: AgreementRow) -> tuple[str, str]:
        return row.name, f"{row.number} · {self.words(AGREEMENT_STATES[row.state])}"

    def show_record(self, id: int) -> None:
        self.ask(agreements.card, id, then=self._keep)

    def _keep(self, card: AgreementCard | None) -> None:
        if card is not None:
            self._units = card.units
            self._draw(card.row)

    def draw(self, page: Page, row: AgreementRow) -> None:
        words = self.words
        start = Link("issued_documents", new={"agreement_id": row.id})
        page.button(
            N_("Make a document…"), lambda: self.office.go(start), issued_documents.make, picture="file-text"
        )
        card = page.card()
        card.line(N_("With"), _person(row, words), Link("owners", row.person_id) if row.person_id else None)
        for id, label in self._units:
            card.line(N_("Unit"), label, Link("units", id))
        if not self._units:
            card.line(N_("Units"), words(N_("all units of the person")))
        card.line(N_("From"), words.date(row.from_day) if row.from_day else "—")
        card.line(N_("Until"), words.date(row.until_day) if row.until_day else words(N_("open end")))
        card.line(N_("Covers"), _covers(row, words))
        if row.note:
            card.line(N_("Note"), row.note)
        card.say(words(N_("Its targets stand in the menu under Targets and escalation.")), "muted")
