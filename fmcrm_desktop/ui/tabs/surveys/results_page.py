"""The page of a round's results, from the figures at a glance down to each question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QComboBox, QWidget

from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.complaint import CRITERIA, NEEDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.survey import BAND_TONES, BANDS
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import complaints, survey_results
from fmcrm_desktop.services.survey_results import ABOUT, BAD_GAP, Part, QuestionResult, Replies, Results, Sums
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.card import Card, Figure
from fmcrm_desktop.ui.kit.chart import ChartView
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice

Cells = tuple[str | QWidget, ...]
MOST_WORDS = 20


class Narrowing(Protocol):
    """What the page needs of its section."""

    office: QtOffice
    building: int | None
    month: Month | None

    def narrow(self, building: int | None, month: Month | None) -> None: ...
    def print_page(self) -> None: ...


def points(figure: int | None, words: Words) -> str:
    """4440 as 4.440, −250 as −0.250."""
    return "—" if figure is None else words.number(figure / 1000, 3)


def share(figure: int | None, words: Words) -> str:
    return words.percent(None if figure is None else figure / 1000)


def replies(it: Replies, words: Words) -> str:
    """The response rate, and whose where there are copies for anybody too."""
    rate = share(it.rate, words)
    return words(N_("{rate} by name"), rate=rate) if it.mixed else rate


def gap_tone(gap: int | None) -> str:
    if gap is None:
        return GREY
    return BAD if gap <= BAD_GAP else WARNING if gap < 0 else GOOD


def draw(page: Page, it: Results, section: Narrowing) -> None:
    words = section.office.words
    until = words.date(it.until_day) if it.until_day else words(N_("open end"))
    when = f"{words.date(it.from_day)} – {until}"
    named = suiting(it.questionnaire.name, it.questionnaire.other, words)
    page.head(suiting(it.survey.name, it.survey.other, words), f"{named} · {when}")
    page.button(N_("Print…"), section.print_page, survey_results.results, picture="printer")
    page.add(_choices(it, section))
    page.figures(*_figures(it, words))
    if not it.back:
        page.card().say(words(N_("No sheet has come back yet.")), "muted")
        return
    if it.criteria:
        _criteria(page.card(N_("Expected and perceived")), it, section.office)
    if it.needs:
        _needs(page.card(N_("What people need")), it, section.office)
    _parts(page.card(N_("By building")), it.buildings, N_("Building"), words)
    _parts(page.card(N_("By month of the answer")), it.months, N_("Month"), words)
    _questions(page.card(N_("Each question")), it.questions, words)
    _spoken(page, it, words)
    page.card().unfold(words(ABOUT))


def _choices(it: Results, section: Narrowing) -> QWidget:
    words = section.office.words
    flow = Flow(theme.GAP_S)
    buildings, months = QComboBox(), QComboBox()
    buildings.setAccessibleName(words(N_("Building")))
    months.setAccessibleName(words(N_("Month")))
    buildings.addItem(words(N_("All buildings")), None)
    for part in it.buildings:
        if part.key is not None:
            buildings.addItem(part_name(part, words), part.key)
    months.addItem(words(N_("All months")), None)
    known = [part.key for part in it.months if isinstance(part.key, Month)]
    for month in sorted({*known, *([section.month] if section.month else [])}):
        months.addItem(words.month(month.year, month.month), month)
    for combo, now in ((buildings, section.building), (months, section.month)):
        combo.setCurrentIndex(next((at for at in range(combo.count()) if combo.itemData(at) == now), 0))
        combo.activated.connect(lambda _at: section.narrow(buildings.currentData(), months.currentData()))
        flow.add(combo)
    return flow


def _figures(it: Results, words: Words) -> list[Figure]:
    back = Figure(
        N_("Came back"), f"{words.number(it.back)} / {words.number(it.asked)}", replies(it, words), ACCENT
    )
    if it.rate is None:
        back = Figure(N_("Came back"), words.number(it.back), "", ACCENT)
    found = [back, Figure(N_("Typed twice"), words.number(it.checked))]
    sums = it.sums
    if sums.pairs:
        many = words(N_("n = {n}"), n=words.number(sums.pairs))
        found += [
            Figure(N_("Expected"), points(sums.mean_expected, words), many, GREY),
            Figure(N_("Perceived"), points(sums.mean_perceived, words), many, GREY),
            Figure(N_("Gap"), points(sums.gap, words), many, gap_tone(sums.gap)),
        ]
    if sums.rated:
        found.append(
            Figure(
                N_("Satisfied"),
                share(sums.satisfaction, words),
                words(BANDS[sums.band]),
                BAND_TONES[sums.band],
            )
        )
        many = words(N_("n = {n}"), n=words.number(sums.rated))
        found.append(Figure(N_("Mean rating"), points(sums.mean, words), many, GREY))
    return found


def _criteria(card: Card, it: Results, office: QtOffice) -> None:
    words = office.words
    labels = tuple(words(CRITERIA[each.topic]) for each in it.criteria)
    expected = Series(
        words(N_("Expected")), tuple(_float(each.sums.mean_expected) for each in it.criteria), GREY
    )
    perceived = Series(
        words(N_("Perceived")), tuple(_float(each.sums.mean_perceived) for each in it.criteria), ACCENT
    )
    card.add(
        ChartView(Chart(words(N_("Expected and perceived")), labels, (expected, perceived), across=True))
    )
    rows: list[Cells] = [
        (
            words(CRITERIA[each.topic]), words.number(each.sums.pairs), points(each.sums.mean_expected, words),
            points(each.sums.mean_perceived, words), _gap(each.sums, words),
            *([_gap(it.before.of("gap", each.topic), words)] if it.before else []),
            _action(office, it, each.topic, (each.sums.gap or 0) < 0),
        )
        for each in it.criteria
    ]  # fmt: skip
    earlier = [N_("Gap before")] if it.before else []
    titles = (N_("Criterion"), N_("Number of answers"), N_("Expected"), N_("Perceived"), N_("Gap"))
    card.table((*titles, *earlier, ""), rows)
    _earlier(card, it, words)


def _earlier(card: Card, it: Results, words: Words) -> None:
    """Which round it is compared with."""
    if it.before is not None:
        name, day = (
            suiting(it.before.names.name, it.before.names.other, words),
            words.date(it.before.from_day),
        )
        card.say(words(N_("Before: the round “{name}” from {day} on."), name=name, day=day), "muted")


def _float(figure: int | None) -> float | None:
    return None if figure is None else figure / 1000


def _gap(sums: Sums, words: Words) -> str | QWidget:
    return ChipLabel(points(sums.gap, words), gap_tone(sums.gap)) if sums.gap is not None else "—"


def _band(sums: Sums, words: Words) -> str | QWidget:
    return ChipLabel(words(BANDS[sums.band]), BAND_TONES[sums.band]) if sums.band else "—"


def _action(office: QtOffice, it: Results, topic: str, bad: bool) -> QWidget:
    """The way from a gap to what is changed because of it."""
    if not bad:
        return label("")
    link = Link("complaints", section="actions", new={"survey_id": it.survey_id, "criterion": topic})
    made = Button(office.words(N_("Action…")), FILTER).on(partial(office.go, link))
    made.setAccessibleDescription(office.words({**CRITERIA, **NEEDS}[topic]))
    return made.guard(office, complaints.add_action)


def _needs(card: Card, it: Results, office: QtOffice) -> None:
    words = office.words
    rows: list[Cells] = [
        (
            words(NEEDS[each.topic]), words.number(each.sums.rated), points(each.sums.mean, words),
            share(each.sums.satisfaction, words), _band(each.sums, words),
            *([share(it.before.of("five", each.topic).satisfaction, words)] if it.before else []),
            _action(office, it, each.topic, each.sums.band == "low"),
        )
        for each in it.needs
    ]  # fmt: skip
    earlier = [N_("Satisfied before")] if it.before else []
    titles = (N_("Need"), N_("Number of answers"), N_("Mean rating"), N_("Satisfied"), N_("Band"))
    card.table((*titles, *earlier, ""), rows)
    _earlier(card, it, words)


def _parts(card: Card, parts: Sequence[Part], title: str, words: Words) -> None:
    """Only the columns that hold something: of a month nobody is asked, of some questionnaires nothing is rated."""
    gaps, rated = any(each.sums.pairs for each in parts), any(each.sums.rated for each in parts)
    asked = any(each.asked for each in parts)
    titles = [title, N_("Came back"), *([N_("Response rate")] if asked else [])]
    titles += [N_("Expected"), N_("Perceived"), N_("Gap")] if gaps else []
    titles += [N_("Rated"), N_("Satisfied"), N_("Band")] if rated else []
    rows: list[Cells] = []
    for each in parts:
        sums = each.sums
        cells: list[str | QWidget] = [part_name(each, words), _back(each, words)]
        cells += [replies(each, words)] if asked else []
        if gaps:
            cells += [
                points(sums.mean_expected, words),
                points(sums.mean_perceived, words),
                _gap(sums, words),
            ]
        if rated:
            cells += [words.number(sums.rated), share(sums.satisfaction, words), _band(sums, words)]
        rows.append(tuple(cells))
    card.table(titles, rows)


def part_name(part: Part, words: Words) -> str:
    if isinstance(part.key, Month):
        return words.month(part.key.year, part.key.month)
    return suiting(part.names.name, part.names.other, words) or words(N_("No building"))


def _back(part: Part, words: Words) -> str:
    back = words.number(part.back)
    return f"{back} / {words.number(part.asked)}" if part.asked else back


def _questions(card: Card, questions: Sequence[QuestionResult], words: Words) -> None:
    rows: list[Cells] = [
        (
            f"{each.number}. {suiting(each.text, each.other_text, words)}", words.number(each.n),
            words.number(each.left_out), points(each.mean, words), spread(each, words),
        )
        for each in questions
    ]  # fmt: skip
    card.table(
        (
            N_("Question"),
            N_("Number of answers"),
            N_("Not answered"),
            N_("Mean"),
            N_("How often each answer"),
        ),
        rows,
    )


def spread(it: QuestionResult, words: Words) -> str:
    """1: 0, 2: 3 … how often each answer was given; no and yes by their names."""
    names = [words(N_("No")), words(N_("Yes"))] if it.scale == "yes" else []
    told = [
        f"{names[at] if names else at + it.lowest}: {words.number(count)}"
        for at, count in enumerate(it.counts)
    ]
    return "   ".join(told)


def _spoken(page: Page, it: Results, words: Words) -> None:
    for each in it.questions:
        said = it.words.get(each.id, ())
        if not said:
            continue
        card = page.card(N_("In their own words"))
        card.say(suiting(each.text, each.other_text, words), "muted")
        for text in said[:MOST_WORDS]:
            card.say(f"“{text}”")
        if each.n > MOST_WORDS:
            card.say(
                words(N_("{n} more on paper"), n=words.number(min(each.n, len(said)) - MOST_WORDS)), "muted"
            )
