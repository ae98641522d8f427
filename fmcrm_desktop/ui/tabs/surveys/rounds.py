"""The list of rounds; the page of one with its response, whom it asks, and its forms on paper."""

from __future__ import annotations

from functools import partial
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, GOOD, GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Wanted
from fmcrm_desktop.services import surveys
from fmcrm_desktop.services.surveys import CopiesForm, Drawn, RoundCard, RoundForm, RoundRow, SampleForm
from fmcrm_desktop.services.surveys.codes import said as spoken
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import both, other_of, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, PRIMARY, QUIET, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.columns import Action, Column, Empty, Filter
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab, archiving, new_button
from fmcrm_desktop.ui.kit.text import label

PAPER = "fmcrm_desktop.reports.survey_forms:make"
OF_WORK = {"done_from", "done_until", "category_id", "staff_id"}
"""What is asked about whom we served, and about nobody else."""


def _name(row: RoundRow, words: Words) -> str:
    return suiting(row.name, row.other_name, words)


def _questionnaire(row: RoundRow, words: Words) -> str:
    return suiting(row.questionnaire, row.questionnaire_other, words)


def _rate(row: RoundRow, words: Words) -> str:
    return words.percent(row.rate) if row.rate is not None else "—"


COLUMNS = (
    Column("name", N_("Round"), 150, stretch=True, show=_name, sorts=False),
    Column("questionnaire", N_("Questionnaire"), 130, show=_questionnaire, sorts=False),
    Column("from_day", N_("From"), 126, sorts=False),
    Column("until_day", N_("Until"), 112, sorts=False, hidden=True),
    Column("asked", N_("People asked"), 92, digits=True, sorts=False),
    Column("back", N_("Came back"), 80, digits=True, sorts=False, hidden=True),
    Column("rate", N_("Response rate"), 96, digits=True, show=_rate, sorts=False),
)


class RoundsSection(Tab):
    name = "rounds"
    title = N_("Rounds")
    shows = ("survey", "survey_sheet", "questionnaire", "person", "unit")

    def build(self) -> None:
        words = self.words
        empty = Empty(
            N_("A round puts a questionnaire to some people: drawn at random, each with a form of its own."),
            N_("New round"), lambda: self.open_new({}), surveys.add,
        )  # fmt: skip
        filters = (Filter("questionnaire", N_("Questionnaire"), case=surveys.questionnaire_options),)
        made = self.add_list(
            ListSetup("rounds", surveys.page, surveys.rows, COLUMNS, filters, empty), share=46
        )
        new_button(self, surveys.add, N_("New round"))
        made.counted.connect(lambda count: self.counts.emit(words(N_("Rounds: {n}"), n=words.number(count))))
        for action in (
            Action(N_("Change"), lambda ids: self.edit(ids[0]), surveys.change, "pencil", many=False, keys="Ctrl+E"),
            archiving(self, surveys.archive),
        ):  # fmt: skip
            made.add_action(action)

    def put_away(self, id: int) -> None:
        self.do(surveys.archive, id, said=self.words(N_("Archived")))

    # the page of one

    def show_record(self, id: int) -> None:
        self.ask(surveys.card, id, then=self._draw)

    def _draw(self, card: RoundCard) -> None:
        row, words = card.row, self.words
        if row.id != self.id:
            return
        page = self.new_page().head(_name(row, words), other_of(row.name, row.other_name, words))
        if row.archived:
            page.button(
                N_("Restore"), lambda: self.do(surveys.restore, row.id, said=words(N_("Restored"))), surveys.restore,
                primary=True,
            )  # fmt: skip
        else:
            page.button(N_("Archive"), lambda: self.put_away(row.id), surveys.archive)
            page.button(N_("Change"), lambda: self.edit(row.id), surveys.change)
        figures, number = card.figures, words.number
        page.figures(
            Figure(N_("People asked"), number(figures.asked)),
            Figure(N_("Came back"), number(figures.back), "", GOOD),
            Figure(N_("Response rate"), words.percent(figures.rate) if figures.asked else "—", "", ACCENT),
            Figure(N_("Copies for anybody"), number(figures.copies),
                   words(N_("{n} back"), n=number(figures.copies_back)) if figures.copies else "", GREY),
        )  # fmt: skip
        if not row.archived:
            self._deeds(page, card)
        self._about(page, card)
        self._waiting(page, card)
        self.put(page.done())

    def _deeds(self, page: Page, card: RoundCard) -> None:
        id, nobody = card.row.id, not (card.figures.asked or card.figures.copies)
        flow = Flow(theme.GAP_S)
        for title, act, case, primary in (
            (N_("Ask people…"), lambda: self.sample(id), surveys.ask_people, nobody),
            (N_("Copies for anybody…"), lambda: self.copies(id), surveys.make_copies, False),
            (N_("Print forms"), lambda: self.print_forms(card, True), surveys.forms_of, not nobody),
            (N_("Print without names"), lambda: self.print_forms(card, False), surveys.forms_of, False),
            (N_("Ask by telephone"), lambda: self.call(id), surveys.by_telephone, False),
        ):
            flow.add(
                Button(self.words(title), PRIMARY if primary else QUIET).on(act).guard(self.office, case)
            )
        page.add(flow)

    def _about(self, page: Page, card: RoundCard) -> None:
        row, words = card.row, self.words
        left, right = page.columns(1, 1)
        about = left.card(N_("The round"))
        link = Link("surveys", row.questionnaire_id, section="questionnaires")
        about.line(N_("Questionnaire"), _questionnaire(row, words), link)
        about.line(N_("From"), words.date(row.from_day))
        about.line(N_("Answers until"), words.date(row.until_day))
        about.line(N_("Not again"), words(N_("within {n} days"), n=words.number(card.not_again_days)))
        if card.note:
            about.line(N_("Note"), card.note)
        if card.figures.asked and not card.draws:
            return
        drawn = right.card(N_("Drawn so far"))
        for each in card.draws:
            told = words(
                N_("{count} of {found} found, {lately} asked lately, {unwanted} not to be contacted. Drawing {seed}."),
                **{name: words.number(each[name]) for name in ("count", "found", "lately", "unwanted")},
                seed=each["seed"],
            )  # fmt: skip
            drawn.say(f"{words(surveys.WHOM[each['whom']])}: {told}")
        if not card.draws:
            drawn.say(words(N_("Nobody was asked yet.")), "muted")

    def _waiting(self, page: Page, card: RoundCard) -> None:
        words, open = self.words, card.figures.asked - card.figures.back
        if not card.waiting:
            return
        rows = [
            (
                LinkButton(suiting(each.person, each.person_other, words), partial(self._person, each.person_id)),
                each.unit,
                LinkButton(spoken(each.code), partial(self._type_in, each.id), words(N_("Type in its answers"))),
                Button(words(N_("Not delivered")), FILTER).on(partial(self.take_out, each.id))
                .guard(self.office, surveys.take_out),
            )
            for each in card.waiting
        ]  # fmt: skip
        made = page.card(N_("Not back yet"))
        made.table((N_("Name"), N_("Unit"), N_("Code of the sheet"), ""), rows)
        if open > len(rows):
            made.say(words(N_("and {n} more"), n=words.number(open - len(rows))), "muted")

    def _type_in(self, sheet: int) -> None:
        self.office.go(Link("surveys", new={"sheet": sheet, "way": ""}, section="answers"))

    def _person(self, id: int | None) -> None:
        self.office.go(Link("owners", id))

    # deeds

    def sample(self, id: int, form: SampleForm | None = None) -> None:
        """Whom to draw by; what it would bring is seen before anything is made."""
        if form is None:
            self.ask(surveys.sample_draft, id, then=lambda found: self.sample(id, found))
            return
        setup = FormSetup(
            N_("Whom to ask"), form, surveys.preview, (id,), then=lambda done: self._preview(id, done.result),
            verb=N_("Look who is drawn"),
        )  # fmt: skip
        _by_whom(self.ask_form(setup))

    def _preview(self, id: int, drawn: Drawn) -> None:
        words, number = self.words, self.words.number

        def leave() -> None:
            self.detail.drop_form()
            page = self.new_page().head(words(N_("To be asked: {n}"), n=number(drawn.count)))
            page.button(N_("Not now"), lambda: self.show_record(id))
            page.button(N_("Change the choice…"), lambda: self.sample(id, drawn.form))
            if drawn.count:
                page.button(
                    N_("Make the forms"), lambda: self.make(id, drawn.form), surveys.ask_people, primary=True,
                    picture="check",
                )  # fmt: skip
            page.figures(
                Figure(N_("People found"), number(drawn.found)),
                Figure(N_("Asked lately"), number(drawn.lately)),
                Figure(N_("Not to be contacted"), number(drawn.unwanted)),
                Figure(N_("Drawn"), number(drawn.count), "", ACCENT),
            )
            card = page.card(N_("Drawn"))
            for name, other, unit in drawn.names:
                card.body.addWidget(label(f"{both(name, other)}   {unit}"))
            if drawn.count > len(drawn.names):
                card.say(words(N_("and {n} more"), n=number(drawn.count - len(drawn.names))), "muted")
            self.put(page.done())

        self.detail.leave(leave)

    def make(self, id: int, form: SampleForm) -> None:
        words = self.words
        self.do(
            surveys.ask_people, id, form, said=lambda count: words(N_("Forms made: {n}"), n=words.number(count)),
            then=lambda _done: self.show_record(id),
        )  # fmt: skip

    def take_out(self, sheet: int) -> None:
        self.do(surveys.take_out, sheet, said=self.words(N_("Taken out: not counted as asked")))

    def copies(self, id: int) -> None:
        words = self.words
        setup = FormSetup(
            N_("Copies for anybody"), CopiesForm(), surveys.make_copies, (id,), verb=N_("Make the forms"),
            said=lambda count: words(N_("Forms made: {n}"), n=words.number(count)),
            note=words(N_("For the counter, a meeting, a door: each has a code, none a name.")),
        )  # fmt: skip
        self.ask_form(setup)

    def print_forms(self, card: RoundCard, named: bool) -> None:
        title = self.words(N_("Survey forms"))

        def file(words: Words) -> str:
            return f"{words(N_('Survey forms'))} {_name(card.row, words)}"

        wanted = Wanted(title, PAPER, ((card.row.id, named),), file, worded=False)
        self.office.go(Link("reports", new={"wanted": wanted}))

    def call(self, id: int) -> None:
        said = self.words(N_("Call list made"))

        def show(done: Any) -> None:
            self.office.go(Link("calls", done.result, section="lists"))

        self.do(surveys.by_telephone, id, said=said, then=show)

    def open_new(self, start: dict[str, Any]) -> None:
        def open_form(form: RoundForm) -> None:
            setup = FormSetup(
                N_("New round"), form, surveys.add, said=lambda _id: self.words(N_("Saved")),
                then=lambda done: self.show_id(done.result),
            )  # fmt: skip
            self.put_form(setup, "open_new", start)

        self.ask(surveys.draft, start, then=open_form)

    def edit(self, id: int) -> None:
        def open_form(form: RoundForm) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(N_("Change a round"), form, surveys.change, (id,), said=lambda _id: said)
            self.put_form(setup, "edit", id)

        self.ask(surveys.form_of, id, then=open_form)


def _by_whom(dialog: FormDialog) -> None:
    """Show what is asked about work only where whom we served is asked."""
    form = dialog.page.form

    def look() -> None:
        form.leave_out(OF_WORK if form.slots["whom"].editor.raw() != "served" else set())

    form.on_change("whom", look)
    look()
