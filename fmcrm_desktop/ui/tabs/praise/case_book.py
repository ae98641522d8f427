"""The case book: cases without names, found by any word, printed as handouts for training."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.complaint import GAPS
from fmcrm_desktop.model.improvement import CASE_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import VIOLET, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Wanted, called
from fmcrm_desktop.services import case_book
from fmcrm_desktop.services.case_book import CaseForm, CaseRow
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab

HANDOUTS = "fmcrm_desktop.reports.case_handout:make"
MANY = many.Many(
    case_book.change_many, case_book.ManyCasesForm,
    N_("{count} cases are marked. A field left empty stays as it is."),
    case_book.archive_many, case_book.restore_many,
)  # fmt: skip


def _title(row: CaseRow, words: Words) -> str:
    return suiting(row.title, row.other_title, words)


def _category(row: CaseRow, words: Words) -> str:
    return suiting(row.category, row.category_other, words)


def _author(row: CaseRow, words: Words) -> str:
    return suiting(row.staff, row.staff_other, words)


def _made(row: CaseRow, words: Words) -> str:
    return words.date(words.local(row.made).date())


def _lesson(row: CaseRow, words: Words) -> str:
    return " ".join(row.lesson.split())


class CaseBookSection(RecordsTab):
    name = "case_book"
    title = N_("Case book")
    shows = ("case_study", "category")
    draft = case_book.draft
    share = 58
    records = Records(
        case_book.page, case_book.rows, case_book.add, case_book.form_of, case_book.change, case_book.archive,
        case_book.restore, CaseForm,
        (
            Column("title", N_("Title"), 170, stretch=True, show=_title, sorts=False),
            Chip("kind", N_("Kind"), 122, choices=CASE_KINDS, sorts=False),
            Column("category", N_("Category"), 96, show=_category, sorts=False),
            Column("lesson", N_("What we learn from it"), 150, show=_lesson, sorts=False),
            Column("made", N_("Written on"), 136, show=_made),
            Column("gap", N_("Gap"), 90, choices=GAPS, sorts=False, hidden=True),
            Column("staff", N_("Author"), 90, show=_author, sorts=False, hidden=True),
        ),
        N_("Good and bad cases are told here without names, for training. They are made of complaints and praise."),
        N_("New case"), N_("Change a case"), N_("Cases: {count}"),
        (
            Filter("kind", N_("Kind"), CASE_KINDS),
            Filter("category", N_("Category"), case=case_book.category_options),
            Filter("gap", N_("Gap"), GAPS),
        ),
    )  # fmt: skip

    def offered(self) -> tuple[Action, ...]:
        handouts = Action(N_("Print handouts"), self.print_handouts, case_book.handouts, "printer")
        return (*many.actions(self, MANY), handouts)

    def _new(self, form: CaseForm, start: dict[str, Any]) -> None:
        made = form.complaint_id is not None or form.commendation_id is not None
        note = N_("Names, numbers and units were taken out. Read it over: can anybody still be recognised?")
        setup = FormSetup(
            self.records.new, form, case_book.add, said=lambda _id: self.words(N_("Put into the case book")),
            then=lambda done: self.show_id(done.result), note=self.words(note) if made else "",
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def heading(self, row: CaseRow) -> tuple[str, str]:
        return _title(row, self.words), other_of(row.title, row.other_title, self.words)

    def draw(self, page: Page, row: CaseRow) -> None:
        words = self.words
        chips = [(words(CASE_KINDS[row.kind]), tone(row.kind))]
        if row.gap:
            chips.append((words(GAPS.get(row.gap, row.gap)), VIOLET))
        page.chips(*chips)
        self._story(page, row)
        if row.lesson:
            page.card(N_("What we learn from it")).say(row.lesson)
        if row.questions:
            page.card(N_("Questions to talk about")).say(row.questions)
        card = page.card()
        if row.complaint_id is not None:
            card.line(N_("Made of"), row.complaint, Link("complaints", row.complaint_id))
        if row.commendation_id is not None:
            praise = Link("praise", row.commendation_id, section="commendations")
            card.line(N_("Made of"), row.commendation, praise)
        if row.category:
            card.line(N_("Category"), _category(row, words))
        if row.scale:
            card.line(N_("Behaviour that caused it"), suiting(row.scale, row.scale_other, words))
        card.line(N_("Author"), _author(row, words))
        card.line(N_("Written on"), words.date(words.local(row.made).date()))

    def _story(self, page: Page, row: CaseRow) -> None:
        made = page.card(N_("The story"))
        button = Button(self.words(N_("Handout")), FILTER, "printer").on(
            lambda: self.print_handouts([row.id])
        )
        made.tool(button.guard(self.office, case_book.handouts))
        made.say(row.told)

    def print_handouts(self, ids: list[int]) -> None:
        """The cases for training, each on its own page."""
        title = N_("Case for training")
        named = called(title, self.words.today().isoformat())
        self.office.go(
            Link("reports", new={"wanted": Wanted(self.words(title), HANDOUTS, (tuple(ids),), named)})
        )

    def print_page(self) -> None:
        """Ctrl+P: what is marked, or the case that is shown."""
        marked = self.list.table.selected() if self.list is not None else []
        ids = marked if len(marked) > 1 else [self.id] if self.id else []
        if ids:
            self.print_handouts(list(ids))
