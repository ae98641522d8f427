"""The code of conduct: its editions, acknowledged by each for oneself, printed with lines to sign."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import GOOD, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Wanted, called
from fmcrm_desktop.services import conduct
from fmcrm_desktop.services.conduct import ConductCard, ConductForm, ConductRow, Reader, SignedForm
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.columns import Chip, Column
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab

MAKE = "fmcrm_desktop.reports.making:make_many"


def _known(row: ConductRow, words: Words) -> str:
    return words(N_("{n} of {all}"), n=row.acknowledged, all=row.of)


class ConductSection(RecordsTab):
    name = "conduct"
    title = N_("Code of conduct")
    shows = ("conduct_code", "conduct_receipt", "staff")
    records = Records(
        conduct.page, conduct.rows, conduct.add, conduct.form_of, conduct.change, conduct.archive, conduct.restore,
        ConductForm,
        (
            Column("edition", N_("Edition"), 120, stretch=True, sorts=False),
            Column("from_day", N_("Holds from"), 122, sorts=False),
            Column("acknowledged", N_("Read and accepted"), 130, show=_known, sorts=False),
            Chip("own", N_("By me"), 140, sorts=False,
                 show=lambda row, words: words(N_("Yes") if row.own else N_("Not accepted yet")),
                 tones=lambda row: GOOD if row.own else WARNING),
        ),
        N_("The office's code of conduct stands here, with who has acknowledged it."), N_("New edition"),
        N_("Change the edition"), N_("Editions: {count}"),
    )  # fmt: skip

    def heading(self, row: ConductRow) -> tuple[str, str]:
        edition = self.words(N_("Code of conduct, edition {edition}"), edition=row.edition)
        return edition, self.words(N_("Holds from {day}"), day=self.words.date(row.from_day))

    def goes_on(self, row: ConductRow) -> bool:
        return row.own is None

    def open_new(self, start: dict[str, Any]) -> None:
        self.ask(conduct.new, then=lambda form: self._new(form, start))

    def show_record(self, id: int) -> None:
        self.ask(conduct.card, id, then=self._keep)

    def _keep(self, card: ConductCard | None) -> None:
        if card is not None:
            self._readers = card.readers
            self._draw(card.row)

    def draw(self, page: Page, row: ConductRow) -> None:
        words = self.words
        page.button(N_("Print"), lambda: self.print_code(row), conduct.conduct_sheet)
        if not row.archived and row.acknowledged < row.of:
            page.button(N_("Signed on paper…"), lambda: self.sign(row), conduct.signed)
        if row.own:
            page.chips(
                (words(N_("You acknowledged it on {day}"), day=words.date(words.local(row.own))), GOOD)
            )
        elif not row.archived:
            said = words(N_("Read and accepted"))
            page.button(
                N_("I have read it and keep to it"), lambda: self.do(conduct.acknowledge, row.id, said=said),
                conduct.acknowledge, primary=True,
            )  # fmt: skip
        page.card().say(suiting(row.text, row.other_text, words))
        card = page.card(N_("Who has acknowledged it"))
        card.say(_known(row, words))
        if len(self._readers) > 1:
            rows = [self._reader(each) for each in sorted(self._readers, key=_unread_first)]
            card.table((N_("Name"), N_("Read and accepted")), rows)

    def _reader(self, each: Reader) -> tuple[Any, ...]:
        words = self.words
        when = each.acknowledged
        said = words.date(words.local(when)) if when else words(N_("Not accepted yet"))
        chip = ChipLabel(said, GOOD if each.acknowledged else WARNING)
        return suiting(each.name, each.other_name, words), chip

    def sign(self, row: ConductRow) -> None:
        """Who has signed the printed sheet: those who do not sit at a screen."""
        note = self.heading(row)[0]

        def asked(form: SignedForm) -> None:
            said = self.words(N_("Saved"))
            title = N_("Signed on paper")
            self.ask_form(FormSetup(title, form, conduct.signed, (row.id,), said=lambda _id: said, note=note))

        self.ask(conduct.signed_form, row.id, then=asked)

    def print_code(self, row: ConductRow) -> None:
        """The edition, seen and printed where all papers are."""
        title = N_("Code of conduct")
        given = ("code-of-conduct", (row.id,))
        self.office.go(
            Link(
                "reports",
                new={"wanted": Wanted(self.words(title), MAKE, (given,), called(title, row.edition))},
            )
        )


def _unread_first(reader: Reader) -> bool:
    return reader.acknowledged is not None
