"""The service profile of one member of staff on paper: each scale as a bar between its ends, with change and cases."""

from __future__ import annotations

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.behaviour import HIGHEST_SCORE
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, LINE, MUTED, TONES, Paper, Printing, Type, joined, opened
from fmcrm_desktop.reports.wording import both, letterhead, named
from fmcrm_desktop.services import behaviour
from fmcrm_desktop.services.behaviour.profile import ProfileSheet, Told
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names

NAME, END, SMALL = Type(10, 14, bold=True), Type(8, 11, colour=MUTED), Type(8.5, 12)
THICK, GAP = 7.0, 2.0
MOST = 300.0
"""Points; a note of many lines goes over the page's end."""


def ask(office: Office, options: Options) -> ProfileSheet:
    """The profile of whoever has this name. Raises Invalid(number)."""
    return ask_id(office, office.ask(behaviour.whose, options.number))


def ask_id(office: Office, id: int) -> ProfileSheet:
    """The profile of a member of staff by the id."""
    return office.ask(behaviour.profile_sheet, id)


def draw(sheet: ProfileSheet, words: Words, printing: Printing) -> None:
    """Print it."""
    who = both(Names(sheet.profile.name, sheet.profile.other_name))
    head = letterhead(words, sheet.head, N_("Service profile"), joined(who, words.date(sheet.day)))
    with opened(printing, head) as paper:
        if not sheet.profile.scales:
            paper.text(words(N_("There are no scales yet. Add the twelve scales first.")), BODY)
        for told in sheet.profile.scales:
            _scale(paper, words, told)


def _scale(paper: Paper, words: Words, told: Told) -> None:
    scale, last = told.scale, told.last
    wide = paper.width
    half = (wide - 20) / 2
    ends = (
        (0.0, f"1  {named(words, Names(scale.low, scale.other_low))}"),
        (half + 20, f"{HIGHEST_SCORE}  {named(words, Names(scale.high, scale.other_high))}"),
    )
    below = _below(words, told)
    paper.need(min(_height(ends, half, below, wide), MOST))
    paper.y -= NAME.leading
    name = named(words, Names(scale.name, scale.other_name))
    paper.put(name, paper.left, paper.y, NAME, wide / 2)
    paper.put_right(_said(words, told), paper.left + wide, paper.y, SMALL, wide / 2)
    _bar(paper, last.score if last else None)
    top = paper.y
    lowest = top
    for left, text in ends:
        paper.y = top
        paper.text(text, END, left, half)
        lowest = min(lowest, paper.y)
    paper.y = lowest
    for text in below:
        paper.text(text, SMALL)
    paper.space(8)


def _below(words: Words, told: Told) -> list[str]:
    """What stands under a scale: the note, the cases, the scores before."""
    last, said = told.last, []
    if last and last.note:
        said.append(last.note)
    if last and last.evidence:
        cases = joined(*(f"{each.number} {each.said}".strip() for each in last.evidence))
        said.append(words(N_("Rests on: {cases}"), cases=cases))
    if len(told.marks) > 1:
        steps = " → ".join(f"{mark.score} ({words.date(mark.day)})" for mark in told.marks)
        said.append(words(N_("Trend: {steps}"), steps=steps))
    return said


def _height(ends: tuple[tuple[float, str], ...], half: float, below: list[str], wide: float) -> float:
    """Points that a scale takes with all that stands under it: they stay on one page."""
    lines = max(len(END.face.lines(text, half, END.size)) for _, text in ends)
    under = sum(len(SMALL.face.lines(text, wide, SMALL.size)) for text in below)
    return NAME.leading + THICK + 8 + lines * END.leading + under * SMALL.leading


def _said(words: Words, told: Told) -> str:
    last = told.last
    if last is None:
        return words(N_("Not scored yet"))
    said = words(N_("{score} of 7"), score=last.score)
    parts = [said, f"{told.change:+d}" if told.change else "", words.date(last.day)]
    parts.append("" if last.evidence else words(N_("without evidence")))
    return joined(*parts)


def _bar(paper: Paper, score: int | None) -> None:
    paper.y -= THICK + 5
    wide = (paper.width - GAP * (HIGHEST_SCORE - 1)) / HIGHEST_SCORE
    for at in range(HIGHEST_SCORE):
        full = score is not None and at < score
        paper.canvas.setFillColor(TONES[tones.ACCENT] if full else LINE)
        paper.canvas.rect(paper.left + at * (wide + GAP), paper.y, wide, THICK, stroke=0, fill=1)
    paper.y -= 3
