"""Self-evaluation: answering for oneself, the trend, and one's own answers beside those of the customers served."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from fmcrm_desktop.model.behaviour import QUESTION_GROUPS
from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.complaint import NEEDS
from fmcrm_desktop.model.tones import BAD, GOOD, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import self_evaluations, staff, trainings
from fmcrm_desktop.services.self_evaluations import Beside, EvaluationCard, Need, OfficeMonth, QuestionRow
from fmcrm_desktop.services.self_evaluations.keeping import ANSWERS, EvaluationRow
from fmcrm_desktop.services.trainings import TrainingForm
from fmcrm_desktop.ui.kit.bilingual import both, suiting
from fmcrm_desktop.ui.kit.buttons import LINK, Button
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chart import ChartView
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.columns import Column, Empty, Filter, Suited, named
from fmcrm_desktop.ui.kit.form_groups import Groups
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, new_button


def mean(value: float | None, words: Words) -> str:
    """4.3, or a dash where nothing was answered."""
    return "—" if value is None else words.number(value, 1)


COLUMNS = (
    Column("day", N_("Date"), 130, sorts=False),
    Suited("name", N_("Name"), 110, stretch=True, sorts=False),
    Column("needs", N_("Needs"), 60, digits=True, sorts=False, show=lambda row, words: mean(row.needs, words)),
    Column("trust", N_("Trust"), 60, digits=True, sorts=False, show=lambda row, words: mean(row.trust, words)),
    Column("culture", N_("Mission"), 70, digits=True, sorts=False, show=lambda row, words: mean(row.culture, words)),
)  # fmt: skip


class EvaluationsSection(Tab):
    name = "self_evaluations"
    title = N_("Self-evaluation")
    shows = ("self_evaluation", "self_answer", "survey_answer", "training")

    def build(self) -> None:
        empty = Empty(
            N_("Your own answers stand here, with their trend; only you and those with the right see them."),
            N_("Answer for myself"), lambda: self.open_new({}), self_evaluations.answer,
        )  # fmt: skip
        filters = (Filter("staff", N_("Staff"), case=staff.options, told=named),)
        setup = ListSetup(
            "self_evaluations", self_evaluations.page, self_evaluations.rows, COLUMNS, filters, empty
        )
        made = self.add_list(setup, share=36)
        new_button(
            self, self_evaluations.answer, N_("Answer for myself"), N_("Answer the questions for yourself")
        )
        made.counted.connect(
            lambda count: self.counts.emit(self.words(N_("Self-evaluations: {count}"), count=count))
        )

    def show_record(self, id: int) -> None:
        def whole(card: EvaluationCard, beside: Beside) -> None:
            if self.office.may(self_evaluations.whole):
                self.ask(self_evaluations.whole, then=partial(self._draw, card, beside))
            else:
                self._draw(card, beside, ())

        def beside(card: EvaluationCard | None) -> None:
            if card is not None and card.row.id == self.id:
                self.ask(self_evaluations.beside, card.row.staff_id, then=partial(whole, card))

        self.ask(self_evaluations.card, id, then=beside)

    def _draw(self, card: EvaluationCard, beside: Beside, months: tuple[OfficeMonth, ...]) -> None:
        row, words = card.row, self.words
        if row.id != self.id:
            return
        page = self.new_page().head(both(row.name, row.other_name), words.date(row.day))
        if card.own and not row.archived:
            said = words(N_("Archived"))
            page.button(
                N_("Archive"), lambda: self.do(self_evaluations.withdraw, row.id, said=said), self_evaluations.withdraw
            )  # fmt: skip
        self._beside(page.card(N_("Beside the customers' answers of the last 12 months")), beside)
        days = [words.short_date(each.day) for each in card.trend]
        page.card(N_("Trend")).add(ChartView(_trend(N_("Trend"), days, card.trend, words)))
        if months:
            self._whole(page.card(N_("Trend of the whole office")), months)
        for group, title in QUESTION_GROUPS.items():
            given = [(each, value) for each, value in card.answers if each.group == group]
            if given:
                rows = [self._answer(each, value) for each, value in given]
                page.card(title).table((N_("Question"), N_("Answer")), rows)
        if row.note:
            page.card(N_("Note")).say(row.note)
        self.put(page.done())

    def _whole(self, card: Card, months: tuple[OfficeMonth, ...]) -> None:
        words = self.words
        named = [str(each.month)[2:] for each in months]
        card.add(ChartView(_trend(N_("Trend of the whole office"), named, months, words)))
        counted = (f"{month}: {words.number(each.people)}" for month, each in zip(named, months, strict=True))
        said = N_(
            "Everybody counts once a month, by the last answers. Members of staff who answered: {counts}"
        )
        card.say(words(said, counts=" · ".join(counted)), "small")

    def _answer(self, question: QuestionRow, value: int | None) -> tuple[str, str]:
        said = self.words(ANSWERS[str(value)]) if value else "—"
        return suiting(question.text, question.other_text, self.words), said

    def _beside(self, card: Card, beside: Beside) -> None:
        words = self.words
        rows = [
            (
                words(NEEDS[each.need]), mean(each.own, words), mean(each.customers, words), str(each.answers),
                _difference(each, words), self._plan(beside.staff_id, each),
            )
            for each in beside.needs
        ]  # fmt: skip
        titles = (N_("Need"), N_("Own"), N_("Customers"), N_("Number of answers"), N_("Difference"), "")
        card.table(titles, rows)
        card.say(
            words(
                N_("On top stands what one does better in one's own eyes than in the customers': train that.")
            ),
            "small",
        )

    def _plan(self, staff_id: int, need: Need) -> Button:
        made = Button(self.words(N_("Plan a training…")), LINK).on(partial(self.plan, staff_id, need.need))
        return made.guard(self.office, trainings.add)

    def plan(self, staff_id: int, need: str) -> None:
        """A course on a need, entered among their trainings."""
        words = self.words
        course = words(N_("Customers' needs: {need}"), need=words(NEEDS[need]))
        form = TrainingForm(staff_id=staff_id, course=course, day=words.today())
        said = words(N_("Training planned"))
        self.ask_form(FormSetup(N_("New course"), form, trainings.add, said=lambda _id: said))

    def open_new(self, start: dict[str, Any]) -> None:
        """The questions, put to whoever is signed in."""

        def open_form(found: tuple[QuestionRow, ...]) -> None:
            words = self.words
            asked = tuple((each.id, each.group, suiting(each.text, each.other_text, words)) for each in found)
            form = self_evaluations.answer_form(asked)()
            setup = FormSetup(
                N_("Self-evaluation"), form, self_evaluations.answer, said=lambda _id: words(N_("Saved")),
                then=lambda done: self.show_id(done.result), dress=Groups,
                note=words(N_("For yourself. What you leave out is not counted.")),
            )  # fmt: skip
            self.put_form(setup, "open_new", start)

        self.ask(self_evaluations.questions_now, then=open_form)


def _difference(need: Need, words: Words) -> ChipLabel | str:
    if need.difference is None:
        return "—"
    said = f"{'+' if need.difference > 0 else ''}{words.number(need.difference, 1)}"
    return ChipLabel(said, BAD if need.difference >= 1 else WARNING if need.difference > 0 else GOOD)


def _trend(
    title: str, labels: Sequence[str], told: Sequence[EvaluationRow | OfficeMonth], words: Words
) -> Chart:
    lines = tuple(
        Series(words(said), tuple(getattr(each, group) for each in told))
        for group, said in QUESTION_GROUPS.items()
    )
    return Chart(words(title), tuple(labels), lines=lines)
