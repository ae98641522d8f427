"""What a round of a survey brought, on paper: the same figures that the screen shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.complaint import CRITERIA, NEEDS
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.survey import BAND_TONES, BANDS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, charts, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, SMALL, Paper, Printing, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import NONE, letterhead, month_name, named
from fmcrm_desktop.services import survey_results
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.survey_results import ABOUT, BAD_GAP, Part, QuestionResult, Replies, Results, Sums

Telling = Callable[[Words, Sums], tuple[str, ...]]
_CHART = 26.0
"""Points of height for each criterion."""


def ask(office: Office, options: Options) -> Results:
    """The results of the round with this name, or of "#" and its id."""
    return office.ask(survey_results.by_name, options.number)


def draw(sheet: Results, words: Words, printing: Printing) -> None:
    """Print the results."""
    head = letterhead(words, sheet.head, N_("Survey results"), named(words, sheet.survey))
    with opened(printing, head) as paper:
        until = words.date(sheet.until_day) if sheet.until_day else words(N_("open end"))
        paper.text(joined(named(words, sheet.questionnaire), f"{words.date(sheet.from_day)} – {until}"), BODY)
        paper.space(8)
        blocks.cards(paper, _glance(words, sheet))
        if not sheet.back:
            paper.text(words(N_("No sheet has come back yet.")), BODY)
            return
        if sheet.criteria:
            _criteria(paper, words, sheet)
        if sheet.needs:
            table.titled(paper, words(N_("What people need")), _needs(words, sheet))
            _earlier(paper, words, sheet)
        _parts(paper, words, (N_("By building"), N_("Building")), sheet.buildings)
        _parts(paper, words, (N_("By month of the answer"), N_("Month")), sheet.months)
        table.titled(paper, words(N_("Each question")), _questions(words, sheet.questions))
        _spoken(paper, words, sheet)
        paper.space(10)
        paper.text(words(ABOUT), SMALL)


def points(words: Words, figure: int | None) -> str:
    """4440 as 4.440, −250 as −0.250."""
    return NONE if figure is None else words.number(figure / 1000, 3)


def share(words: Words, figure: int | None) -> str:
    return words.percent(None if figure is None else figure / 1000)


def _replies(words: Words, it: Replies) -> str:
    rate = share(words, it.rate)
    return words(N_("{rate} by name"), rate=rate) if it.mixed else rate


def _glance(words: Words, sheet: Results) -> list[Card]:
    back = f"{words.number(sheet.back)} / {words.number(sheet.asked)}"
    found = [
        Card(words(N_("Came back")), back, _replies(words, sheet), tones.ACCENT),
        Card(words(N_("Typed twice")), words.number(sheet.checked), "", tones.ACCENT),
    ]
    sums = sheet.sums
    many = words(N_("n = {n}"), n=words.number(sums.pairs))
    if sums.pairs:
        found += [
            Card(words(N_("Expected")), points(words, sums.mean_expected), many, tones.GREY),
            Card(words(N_("Perceived")), points(words, sums.mean_perceived), many, tones.GREY),
            Card(words(N_("Gap")), points(words, sums.gap), many, gap_tone(sums.gap)),
        ]
    many = words(N_("n = {n}"), n=words.number(sums.rated))
    if sums.rated:
        band = words(BANDS[sums.band])
        found += [
            Card(words(N_("Satisfied")), share(words, sums.satisfaction), band, BAND_TONES[sums.band]),
            Card(words(N_("Mean rating")), points(words, sums.mean), many, tones.GREY),
        ]
    return found


def gap_tone(gap: int | None) -> str:
    if gap is None:
        return tones.GREY
    return tones.BAD if gap <= BAD_GAP else tones.WARNING if gap < 0 else tones.GOOD


def _criteria(paper: Paper, words: Words, sheet: Results) -> None:
    high = _CHART * len(sheet.criteria) + 30
    paper.heading(words(N_("Expected and perceived")), keep=high)
    labels = tuple(words(CRITERIA[each.topic]) for each in sheet.criteria)
    bars = tuple(
        Series(words(title), tuple((getattr(each.sums, name) or 0) / 1000 for each in sheet.criteria), tone)
        for title, name, tone in (
            (N_("Expected"), "mean_expected", tones.GREY), (N_("Perceived"), "mean_perceived", tones.ACCENT),
        )
    )  # fmt: skip
    charts.draw(paper, Chart("", labels, bars, across=True), paper.left, paper.width, high)
    paper.space(high + 6)
    columns = (
        Column(words(N_("Criterion")), 60),
        *_right(words, "n", N_("Expected"), N_("Perceived"), N_("Gap")),
        *_right(words, *([N_("Gap before")] if sheet.before else [])),
    )
    rows = []
    for each in sheet.criteria:
        earlier = [points(words, sheet.before.of("gap", each.topic).gap)] if sheet.before else []
        rows.append((words(CRITERIA[each.topic]), *_pairs(words, each.sums), *earlier))
    table.draw(paper, Table(columns, rows))
    _earlier(paper, words, sheet)
    paper.space(6)


def _earlier(paper: Paper, words: Words, sheet: Results) -> None:
    """Which round it is compared with."""
    if sheet.before is not None:
        name, day = named(words, sheet.before.names), words.date(sheet.before.from_day)
        paper.text(words(N_("Before: the round “{name}” from {day} on."), name=name, day=day), SMALL)


def _right(words: Words, *titles: str) -> tuple[Column, ...]:
    return tuple(Column(title if title == "n" else words(title), 24, right=True) for title in titles)


def _pairs(words: Words, sums: Sums) -> tuple[str, ...]:
    means = (sums.mean_expected, sums.mean_perceived, sums.gap)
    return words.number(sums.pairs), *(points(words, each) for each in means)


def _rated(words: Words, sums: Sums) -> tuple[str, ...]:
    band = words(BANDS[sums.band]) if sums.band else NONE
    return words.number(sums.rated), points(words, sums.mean), share(words, sums.satisfaction), band


def _needs(words: Words, sheet: Results) -> Table:
    columns = (
        Column(words(N_("Need")), 60),
        *_right(words, "n", N_("Mean rating"), N_("Satisfied"), N_("Band")),
        *_right(words, *([N_("Satisfied before")] if sheet.before else [])),
    )
    rows = []
    for each in sheet.needs:
        earlier = [share(words, sheet.before.of("five", each.topic).satisfaction)] if sheet.before else []
        rows.append((words(NEEDS[each.topic]), *_rated(words, each.sums), *earlier))
    return Table(columns, rows)


def _parts(paper: Paper, words: Words, titles: tuple[str, str], parts: Sequence[Part]) -> None:
    """A table of the gaps and one of the ratings, whichever were asked for: side by side they would be cut."""
    paper.heading(words(titles[0]), keep=3 * table.FLAT)
    kinds: list[tuple[tuple[str, ...], Telling]] = []
    if any(each.sums.pairs for each in parts):
        kinds.append((("n", N_("Expected"), N_("Perceived"), N_("Gap")), _pairs))
    if any(each.sums.rated for each in parts):
        kinds.append((("n", N_("Mean rating"), N_("Satisfied"), N_("Band")), _rated))
    asked = any(each.asked for each in parts)
    first = (N_("Came back"), N_("Response rate")) if asked else (N_("Came back"),)
    for wanted, told in kinds or [((), lambda _words, _sums: ())]:
        columns = (Column(words(titles[1]), 36, wrap=4), *_right(words, *first, *wanted))
        table.draw(paper, Table(columns, [(*_came(words, each), *told(words, each.sums)) for each in parts]))
        paper.space(6)


def _came(words: Words, part: Part) -> tuple[str, ...]:
    back = words.number(part.back)
    if not part.asked:
        return _part_name(words, part), back
    return _part_name(words, part), f"{back} / {words.number(part.asked)}", _replies(words, part)


def _part_name(words: Words, part: Part) -> str:
    if isinstance(part.key, Month):
        return month_name(words, part.key)
    return named(words, part.names) or words(N_("No building"))


def _questions(words: Words, questions: Sequence[QuestionResult]) -> Table:
    columns = (
        Column("", right=True), Column(words(N_("Question")), 70, wrap=3), Column("n", right=True),
        Column(words(N_("Not answered")), right=True), Column(words(N_("Mean")), right=True),
        Column(words(N_("How often each answer")), 50, wrap=2),
    )  # fmt: skip
    rows = [
        (
            str(each.number), named(words, Names(each.text, each.other_text)), words.number(each.n),
            words.number(each.left_out), points(words, each.mean), _spread(words, each),
        )
        for each in questions
    ]  # fmt: skip
    return Table(columns, rows)


def _spread(words: Words, it: QuestionResult) -> str:
    names = [words(N_("No")), words(N_("Yes"))] if it.scale == "yes" else []
    told = [
        f"{names[at] if names else at + it.lowest}: {words.number(count)}"
        for at, count in enumerate(it.counts)
    ]
    return "  ".join(told)


def _spoken(paper: Paper, words: Words, sheet: Results) -> None:
    for each in sheet.questions:
        if said := sheet.words.get(each.id, ()):
            paper.heading(words(N_("In their own words")), keep=4 * table.FLAT)
            paper.text(named(words, Names(each.text, each.other_text)), SMALL)
            paper.space(4)
            for text in said:
                paper.text(f"– {text}", BODY)
