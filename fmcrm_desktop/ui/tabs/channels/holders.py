"""Owners and the handbook they have: handed out to many at once, signed, printed, called and written to."""

from __future__ import annotations

from functools import partial

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import GOOD, WARNING, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import buildings, call_lists, handbooks, letters
from fmcrm_desktop.services.handbooks import HAS, HolderRow, IssueForm
from fmcrm_desktop.services.handbooks.issuing import Issued
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter, Suited
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.together import told

PAPERS = many.Papers(
    N_("Print receipts to sign"),
    N_("Receipts for the handbook"),
    "handbook-receipt",
    lambda: handbooks.receipt,
)


def _day(row: HolderRow, words: Words) -> str:
    return words.date(row.issued.astimezone(words.zone).date()) if row.issued is not None else ""


COLUMNS = (
    Suited("name", N_("Name"), 130, stretch=True),
    Column("units", N_("Unit"), 90, sorts=False),
    Chip("state", N_("Handbook"), 150, choices=HAS, sorts=False),
    Column("edition", N_("Edition"), 96, sorts=False),
    Column("issued", N_("Handed out"), 122, show=_day, sorts=False),
    Column("phone", N_("Telephone"), 110, sorts=False, hidden=True),
)


def _signed(signed: bool, words: Words) -> tuple[str, str]:
    return (words(N_("Receipt signed")), GOOD) if signed else (words(N_("Receipt not signed")), WARNING)


class HoldersSection(Tab):
    name = "holders"
    title = N_("Who has the handbook")
    shows = ("handbook_issue", "handbook_edition", "person", "relation")

    def build(self) -> None:
        filters = (
            Filter("state", N_("Handbook"), HAS),
            Filter("building", N_("Building"), case=buildings.options),
        )
        empty = Empty(N_("Every owner stands here with the edition of the handbook they were given."))
        made = self.add_list(
            ListSetup("holders", handbooks.holders, handbooks.holders_rows, COLUMNS, filters, empty), share=60
        )
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Owners: {count}"), count=count)))
        for action in (
            Action(N_("Hand out…"), self.issue, handbooks.issue, "check", keys="Ctrl+H"),
            Action(N_("Receipt is signed"), self.sign, handbooks.sign, "pencil"),
            Action(PAPERS.action, partial(many.print_all, self, PAPERS), PAPERS.case, "printer"),
            Action(N_("Make a call list"), self.call_list, call_lists.make, "phone-call"),
            Action(N_("Write a letter…"), self.write_to, letters.write, "mail"),
        ):
            made.add_action(action)

    def show_record(self, id: int) -> None:
        self.ask(handbooks.holders_rows, [id], then=lambda rows: rows and self._given(rows[0]))

    def _given(self, row: HolderRow) -> None:
        self.ask(handbooks.of_person, row.id, then=lambda found: self._draw(row, found))

    def _draw(self, row: HolderRow, given: list[Issued]) -> None:
        if row.id != self.id:
            return
        words = self.words
        page = self.new_page().head(
            suiting(row.name, row.other_name, words), other_of(row.name, row.other_name, words)
        )
        page.button(
            PAPERS.action, lambda: many.print_all(self, PAPERS, [row.id]), PAPERS.case, picture="printer"
        )
        if row.issue_id is not None and not row.signed:
            page.button(N_("Receipt is signed"), lambda: self.sign([row.id]), handbooks.sign)
        page.button(
            N_("Hand out"), lambda: self.issue([row.id]), handbooks.issue, primary=row.state != "current"
        )
        page.chips((words(HAS[row.state]), tone(row.state)))
        card = page.card()
        card.line(N_("Owner"), suiting(row.name, row.other_name, words), Link("owners", row.id))
        card.line(N_("Unit"), row.units)
        card.line(N_("Telephone"), row.phone)
        had = page.card(N_("Handed out"))
        for each in given:
            day = words.date(each.issued.astimezone(words.zone).date())
            said = f"{suiting(each.edition, each.other, words)} · {day}"
            had.put(_signed(each.signed, words)[0], LinkButton(said, partial(self._back, each)))
        if not given:
            had.say(words(N_("No edition was handed out.")), "muted")
        elif self.office.may(handbooks.take_back):
            had.say(words(N_("Click an edition to take back what was entered by mistake.")), "muted")
        self.put(page.done())

    def _back(self, each: Issued) -> None:
        self.do(handbooks.take_back, each.id, said=self.words(N_("Taken back")))

    def issue(self, people: list[int]) -> None:
        """Hand an edition to all that are marked."""

        def open_form(form: IssueForm) -> None:
            note = self.words(N_("To {count} people"), count=self.words.number(len(people)))
            self.ask_form(
                FormSetup(
                    N_("Hand out the handbook"), form, handbooks.issue, (people,),
                    said=lambda done: told(self.words, done),
                    verb=N_("Hand out"), note=note,
                )
            )  # fmt: skip

        self.ask(handbooks.issue_draft, then=open_form)

    def sign(self, people: list[int]) -> None:
        """Their receipts came back signed."""
        self.do(handbooks.sign, people, said=lambda done: told(self.words, done))

    def call_list(self, people: list[int]) -> None:
        """Of the people marked."""
        self.office.go(Link("calls", new={"people": tuple(people)}, section="lists"))

    def write_to(self, people: list[int]) -> None:
        """A letter to the people marked."""
        self.office.go(Link("letters", new={"people": tuple(people)}))
