"""The printed forms of a round of questions: one for each sheet, in the language of whom it is for, black on white,
with its code in large letters and as a QR; the code stands on every page, should they come apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, BinaryIO

from reportlab.lib.colors import black

from fmcrm_desktop import places
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.survey import HIGHEST
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import making, qr
from fmcrm_desktop.reports.making import Steps
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BOTTOM, MARGIN, Letterhead, Paper, Printing, Type, joined, opened
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services import surveys
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.questionnaires import QuestionRow
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.surveys import FormSheet, SurveyForms
from fmcrm_desktop.services.surveys.codes import said as spoken

OFFICE, TITLE = Type(10, 14, colour=black), Type(17, 22, bold=True, colour=black)
CODE = Type(20, 24, bold=True, colour=black)
TEXT, STRONG = Type(10, 14.5, colour=black), Type(10, 14.5, bold=True, colour=black)
SMALL, IN_CIRCLE = Type(8.5, 12, colour=black), Type(8, 10, colour=black)
QR = 74.0
RADIUS, STEP, ROW = 8.2, 23.0, 21.0
"""Of a circle, from one to the next, and from one row to the next, in points: a thick pen and an old hand fit."""
NUMBER = 20.0
LABEL = 58.0
LINES = 4
"""To write on, below a question that is answered in words."""


class FormPaper(Paper):
    """A sheet without the frame of a report; later pages of a form bear its code above."""

    def __init__(self, file: BinaryIO, printing: Printing, head: Letterhead) -> None:
        super().__init__(file, printing, head)
        self.fresh = True
        self._rows: dict[tuple[float, ...], Any] = {}

    def _title(self) -> None:
        """The head is drawn with the form."""

    def next_form(self, head: Letterhead) -> None:
        """A new sheet for the next form, with its own page numbers."""
        if not self.fresh:
            Paper.new_page(self)
            self.head = self.canvas.head = head
            self.canvas.part += 1
        self.fresh = False

    def row_of(self, places: tuple[float, ...]) -> Any:
        """A row of circles on the base line, made once: a round of 200 sheets has 56,000 of them."""
        if places not in self._rows:
            row = self._rows[places] = self.canvas.beginPath()
            for x in places:
                row.circle(x, 0, RADIUS)
        return self._rows[places]

    def new_page(self) -> None:
        super().new_page()
        self.put_right(self.head.period, self.right, self.y - 6, replace(CODE, size=14), self.width)
        self.space(26)


def ask(office: Office, options: Options) -> SurveyForms:
    """The forms of the round with the name asked for."""
    return office.ask(surveys.forms_called, options.number)


def make(
    progress: Steps, office: str, given: tuple[int, bool], options: Options, who: Who | None = None
) -> None:
    """The work of a job: print the forms of a round, with names or without, to ``progress.path``."""
    with making.printing(progress, office, options, who) as (entered, words, printing):
        draw(entered.ask(surveys.forms_of, *given), words, printing)


def draw(forms: SurveyForms, words: Words, printing: Printing) -> None:
    """Print the forms, each in its own language."""
    in_language = _languages(words)
    first = _head(forms, forms.sheets[0], in_language(forms.sheets[0].language))
    with opened(printing, first, FormPaper) as paper:
        assert isinstance(paper, FormPaper)
        for sheet in forms.sheets:
            told = in_language(sheet.language)
            paper.next_form(_head(forms, sheet, told))
            _top(paper, told, forms, sheet)
            _how(paper, told, forms)
            before = ""
            for number, question in enumerate(forms.questions, 1):
                if question.scale != before:
                    _legend(paper, told, question.scale)
                before = question.scale
                _question(paper, told, number, question)
            _thanks(paper, told)


def _languages(words: Words) -> Callable[[str], Words]:
    """Each form's own words, made once; without a language those of the office."""
    known = {"": words, words.language: words}

    def of(language: str) -> Words:
        if language not in known:
            known[language] = Words(language, str(words.zone), places.resources() / "locale")
        return known[language]

    return of


def _head(forms: SurveyForms, sheet: FormSheet, words: Words) -> Letterhead:
    head = letterhead(words, forms.head, N_("Survey"), spoken(sheet.code))
    return replace(head, title=named(words, forms.title))


def _top(paper: Paper, words: Words, forms: SurveyForms, sheet: FormSheet) -> None:
    """Whose form it is; at the right its code, large and as a QR."""
    top, room = paper.y, paper.width - QR - 16
    paper.mark(joined(spoken(sheet.code), named(words, sheet.person)), level=0)
    qr.draw(paper, sheet.code, (paper.right - QR, top + 4), QR)
    code = spoken(sheet.code)
    paper.put_right(code, paper.right, top - QR - 24, CODE, paper.width)
    paper.text(forms.head.office, OFFICE, width=room)
    paper.text(named(words, forms.title), TITLE, width=room)
    paper.space(4)
    if whose := joined(named(words, sheet.person), sheet.unit):
        paper.text(words(N_("For {whose}"), whose=whose), STRONG, width=room)
    intro = named(words, forms.intro)
    if intro:
        paper.text(intro, TEXT, width=room)
    paper.y = min(paper.y, top - QR - 33)
    paper.rule(paper.y, black, 0.8)
    paper.space(6)


def _how(paper: Paper, words: Words, forms: SurveyForms) -> None:
    """How to answer, in a few words, and until when."""
    scales = {question.scale for question in forms.questions}
    if scales & set(HIGHEST):
        paper.text(words(N_("Fill in one circle in each row. Leave out whatever you cannot judge.")), TEXT)
    if "gap" in scales:
        told = N_(
            "Each sentence has two rows. Above: how it should be at a good property office. Below: how it is with us."
        )
        paper.text(words(told), STRONG)
    where = joined(forms.head.office, " ".join(forms.address.split()))
    if forms.until_day is not None:
        said = words(N_("To be given back by {day}: {where}."), day=words.date(forms.until_day), where=where)
    else:
        said = words(N_("To be given back to: {where}."), where=where)
    paper.text(said, TEXT)
    paper.space(6)


LEGENDS = {
    "gap": N_("1 = does not apply at all, 7 = applies fully"),
    "five": N_("1 = very poor, 5 = very good"),
}


ROWS = {"gap": (N_("should be"), N_("is with us"))}
"""What the rows of a question are called, where it has more than one."""


def _legend(paper: Paper, words: Words, scale: str) -> None:
    """What the figures mean, above the first question of a scale."""
    if scale not in LEGENDS:
        paper.space(4)
        return
    paper.need(SMALL.leading + 3 * ROW)
    paper.y -= SMALL.leading
    paper.put_right(words(LEGENDS[scale]), paper.right, paper.y + 2, SMALL, paper.width)
    paper.space(4)


def _question(paper: FormPaper, words: Words, number: int, question: QuestionRow) -> None:
    said = named(words, Names(question.text, question.other_text))
    if question.scale == "text":
        _in_words(paper, number, said)
        return
    labels = [words(each) for each in ROWS.get(question.scale, ("",))]
    marks = [str(each) for each in range(1, HIGHEST[question.scale] + 1)]
    if question.scale == "yes":
        marks = [words(N_("Yes")), words(N_("No"))]
    across = len(marks) * (STEP if question.scale != "yes" else 2.4 * STEP)
    beside = across + (LABEL if len(labels) > 1 else 0)
    lines = TEXT.face.lines(said, paper.width - NUMBER - beside - 14, TEXT.size)
    height = max(len(labels) * ROW, len(lines) * TEXT.leading) + 8
    page = paper.page
    paper.need(height)
    if paper.page != page:
        _legend(paper, words, question.scale)
    top = paper.y
    paper.put(f"{number}", paper.left, top - 14, STRONG, NUMBER)
    for at, line in enumerate(lines):
        paper.put(line, paper.left + NUMBER, top - 14 - at * TEXT.leading, TEXT, paper.width)
    for at, label in enumerate(labels):
        y = top - 11 - at * ROW
        if label:
            paper.put_right(label, paper.right - across - 6, y - 3, SMALL, LABEL)
        _circles(paper, marks, paper.right - across, y, question.scale == "yes")
    paper.y = top - height
    paper.rule(paper.y + 2, black, 0.25)


def _circles(paper: FormPaper, marks: list[str], left: float, y: float, beside: bool) -> None:
    """A row of circles with their figures inside, or their words beside them."""
    canvas = paper.canvas
    canvas.setStrokeColor(black)
    canvas.setLineWidth(0.8)
    step = 2.4 * STEP if beside else STEP
    places = [left + at * step + RADIUS + 2 for at in range(len(marks))]
    canvas.saveState()
    canvas.translate(0, y)
    canvas.drawPath(paper.row_of(tuple(places)), stroke=1, fill=0)
    canvas.restoreState()
    written = []
    for x, mark in zip(places, marks, strict=True):
        at = x + RADIUS + 5 if beside else x - IN_CIRCLE.face.width(mark, IN_CIRCLE.size) / 2
        written.append((at, y - 2.9, mark, black))
    paper.pen(IN_CIRCLE).write(written)


def _in_words(paper: Paper, number: int, said: str) -> None:
    """The question and lines to write on, kept together."""
    lines = STRONG.face.lines(said, paper.width - NUMBER, TEXT.size)
    paper.need(min(len(lines) * TEXT.leading + LINES * 22 + 8, paper.size.height - 2 * MARGIN - BOTTOM))
    paper.put(f"{number}", paper.left, paper.y - 14, STRONG, NUMBER)
    for line in lines:
        paper.y -= TEXT.leading
        paper.put(line, paper.left + NUMBER, paper.y + 0.5, TEXT, paper.width)
    for _ in range(LINES):
        paper.y -= 22
        paper.rule(paper.y, black, 0.4, (paper.left + NUMBER, paper.right))
    paper.space(10)


def _thanks(paper: Paper, words: Words) -> None:
    paper.need(TEXT.leading + 8)
    paper.space(6)
    paper.text(words(N_("Thank you.")), STRONG)
