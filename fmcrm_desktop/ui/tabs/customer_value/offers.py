"""Offers made to customers with their answers; those to ask again come back on Today."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.customer_value import ANSWERS, OFFER_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.customer_value import offers
from fmcrm_desktop.services.customer_value.offers import OfferForm, OfferRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab

TONES = {"open": ACCENT, "yes": GOOD, "no": GREY, "later": WARNING}


def _name(row: OfferRow, words: Words) -> str:
    return suiting(row.person, row.person_other, words)


def _by(row: OfferRow, words: Words) -> str:
    return suiting(row.staff, row.staff_other, words)


class OffersSection(RecordsTab):
    name = "offers"
    title = N_("Offers")
    shows = ("offer", "person", "staff")
    draft = offers.draft
    share = 56
    records = Records(
        offers.page, offers.rows, offers.add, offers.form_of, offers.change, offers.archive, offers.restore, OfferForm,
        (
            Column("day", N_("Offered on"), 122),
            Column("person", N_("The customer"), 120, show=_name, sorts=False),
            Column("what", N_("What was offered"), 150, stretch=True),
            Chip("answer", N_("Answer"), 110, choices=ANSWERS, tones=lambda row: TONES[row.answer]),
            Column("again_day", N_("Ask again on"), 122),
            Column("staff", N_("Offered by"), 100, show=_by, sorts=False, hidden=True),
        ),
        N_("What was offered to customers stands here, with what they said."), N_("New offer"),
        N_("Change an offer"), N_("Offers: {count}"),
        (Filter("answer", N_("Answer"), ANSWERS), Filter("kind", N_("Kind"), OFFER_KINDS)),
    )  # fmt: skip

    def reload(self) -> None:
        super().reload()
        self.ask(offers.results, then=self._results)

    def _results(self, results: dict[str, int]) -> None:
        words = self.words
        self.counts.emit(
            " · ".join(
                words(N_("{name}: {value}"), name=words(ANSWERS[name]), value=words.number(many))
                for name, many in results.items()
            )
        )

    def heading(self, row: OfferRow) -> tuple[str, str]:
        return row.what, f"{_name(row, self.words)} · {self.words(OFFER_KINDS[row.kind])}"

    def goes_on(self, row: OfferRow) -> bool:
        return row.answer in ("open", "later")

    def draw(self, page: Page, row: OfferRow) -> None:
        words = self.words
        if self.goes_on(row) and not row.archived:
            page.button(N_("Answer…"), lambda: self.answer(row), offers.answer, primary=True)
        page.chips((words(ANSWERS[row.answer]), TONES[row.answer]))
        card = page.card()
        card.line(N_("The customer"), _name(row, words), Link("owners", row.person_id))
        card.line(N_("Offered on"), words.date(row.day))
        card.line(N_("Offered by"), _by(row, words))
        if row.answered_day is not None:
            card.line(N_("Answered on"), words.date(row.answered_day))
        if row.again_day is not None:
            card.line(N_("Ask again on"), words.date(row.again_day))
        if row.why:
            card.line(N_("Reason"), row.why)

    def answer(self, row: OfferRow) -> None:
        said = self.words(N_("Saved"))

        def open_form(form: Any) -> None:
            self.ask_form(
                FormSetup(
                    N_("What the customer said"), form, offers.answer, (row.id,), said=lambda _id: said,
                    note=row.what,
                )
            )  # fmt: skip

        self.ask(offers.answer_form, row.id, then=open_form)
