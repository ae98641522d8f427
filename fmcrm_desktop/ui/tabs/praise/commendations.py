"""Praise: registered like a complaint, thanked for, and made a recognition with its certificate."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.complaint import CHANNELS, NEEDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Wanted, called
from fmcrm_desktop.services import buildings, commendations, recognitions
from fmcrm_desktop.services.commendations import CommendationForm, CommendationRow, ThankForm
from fmcrm_desktop.services.recognitions import RecognitionForm
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.letter_offer import offer_letter
from fmcrm_desktop.ui.tabs.praise import telling

CERTIFICATE = "fmcrm_desktop.reports.certificate:make"
MANY = many.Many(
    commendations.change_many, commendations.ManyCommendationsForm,
    N_("{count} entries are marked. A field left empty stays as it is."),
    commendations.archive_many, commendations.restore_many,
)  # fmt: skip


def _staff(row: CommendationRow, words: Words) -> str:
    return suiting(row.staff, row.staff_other, words) or words(N_("The whole office"))


class CommendationsSection(RecordsTab):
    name = "commendations"
    title = N_("Praise")
    shows = ("commendation", "recognition", "person", "unit", "staff", "category")
    draft = commendations.draft
    share = 58
    records = Records(
        commendations.page, commendations.rows, commendations.add, commendations.form_of, commendations.change,
        commendations.archive, commendations.restore, CommendationForm,
        (
            telling.NUMBER, telling.RECEIVED, telling.PERSON, telling.UNIT, telling.WORDS,
            Column("staff", N_("Staff praised"), 110, show=_staff, sorts=False),
            Chip("state", N_("State"), 110, choices=commendations.STATES, sorts=False),
            telling.CATEGORY, telling.CHANNEL,
        ),
        N_("Kind words stand here under a number, so that they reach whom they are meant for."),
        N_("Write down praise"), N_("Change the praise"), N_("Entries of praise: {count}"),
        (
            Filter("state", N_("State"), commendations.STATES),
            Filter("staff", N_("Staff praised"), case=commendations.staff_options),
            Filter("building", N_("Building"), case=buildings.options),
            Filter("channel", N_("Channel"), CHANNELS),
            Filter("need", N_("What it met"), NEEDS),
        ),
    )  # fmt: skip

    def offered(self) -> tuple[Action, ...]:
        return many.actions(self, MANY)

    def _new(self, form: CommendationForm, start: dict[str, Any]) -> None:
        setup = FormSetup(
            self.records.new, form, commendations.add, said=lambda _id: self.words(N_("Praise registered")),
            then=lambda done: self.show_id(done.result), verb=N_("Register"),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def goes_on(self, row: CommendationRow) -> bool:
        """Who praised is thanked also where the praise was made a recognition first."""
        return row.thanked is None and not row.anonymous

    def heading(self, row: CommendationRow) -> tuple[str, str]:
        return row.number, _staff(row, self.words)

    def draw(self, page: Page, row: CommendationRow) -> None:
        words = self.words
        if not row.archived:
            self._buttons(page, row)
        states = dict.fromkeys((row.state, "to_thank") if self.goes_on(row) else (row.state,))
        page.chips(*((words(commendations.STATES[state]), tone(state)) for state in states))
        page.card(N_("In the customer's own words")).say(row.own_words)
        card = page.card()
        telling.facts(card, row, words)
        card.line(
            N_("Staff praised"), _staff(row, words), Link("staff", row.staff_id) if row.staff_id else None
        )
        if row.need:
            card.line(N_("What it met"), words(NEEDS.get(row.need, row.need)))
        if row.order_id is not None:
            card.line(N_("Work order"), row.order, Link("work_orders", row.order_id))
        if row.thanked is not None:
            card.line(N_("Thanked"), words.moment(row.thanked))

    def _buttons(self, page: Page, row: CommendationRow) -> None:
        book = Link("praise", new={"commendation": row.id}, section="case_book")
        page.button(N_("Into the case book"), lambda: self.office.go(book), commendations.change)
        if row.recognition_id is not None:
            id = row.recognition_id
            page.button(
                N_("Certificate"), lambda: self._certificate(id), recognitions.certificate, picture="printer"
            )
        elif row.staff_id is not None:
            page.button(
                N_("Make a recognition of it"),
                lambda: self.recognise(row),
                commendations.recognise,
                picture="star",
            )
        if self.goes_on(row):
            thank = page.button(N_("Thank"), lambda: self.thank(row), commendations.thank, primary=True)
            thank.key("Ctrl+Return", self.words(N_("Thank")))

    def thank(self, row: CommendationRow) -> None:
        """In the words offered, spoken or written."""
        said = self.words(N_("Thanked"))

        def open_form(form: ThankForm) -> None:
            self.ask_form(
                FormSetup(
                    N_("Thank"), form, commendations.thank, (row.id,), said=lambda _id: said, verb=N_("Thank"),
                    note=row.own_words, then=lambda done: offer_letter(self, done, said),
                )
            )  # fmt: skip

        self.ask(commendations.thank_form, row.id, then=open_form)

    def recognise(self, row: CommendationRow) -> None:
        """The praise in words that may be read out, for the certificate."""
        said = self.words(N_("{name} is recognised for it"), name=_staff(row, self.words))

        def open_form(form: RecognitionForm) -> None:
            self.ask_form(
                FormSetup(N_("Recognition"), form, commendations.recognise, (row.id,), said=lambda _id: said)
            )

        self.ask(commendations.recognition_form, row.id, then=open_form)

    def _certificate(self, id: int) -> None:
        title = N_("Certificate")
        wanted = Wanted(self.words(title), CERTIFICATE, (id,), called(title, self.words.today().isoformat()))
        self.office.go(Link("reports", new={"wanted": wanted}))
