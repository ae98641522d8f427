"""The checklist on a job sheet: each item with a box to tick or room for the value, its limits beside it."""

from __future__ import annotations

from collections.abc import Sequence

from fmcrm_desktop.model.check_words import answer, found, in_order
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.paper import Paper
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.services.checklists import CheckRow

BOX = "[  ]"
BLANK = "_____________"


def draw(paper: Paper, words: Words, checks: Sequence[CheckRow]) -> None:
    """The items, those of each checklist below its name."""
    if not checks:
        return
    names = dict.fromkeys(_name(each, words) for each in checks)
    said = words.listed(name for name in names if name)
    title = words(N_("Checklist: {name}"), name=said) if said else words(N_("Checklist"))
    rows = [
        (str(n), _item(each, words), in_order(each, words), _answers(each, words), each.note)
        for n, each in enumerate(checks, 1)
    ]
    columns = (
        Column("", right=True),
        Column(words(N_("Item")), 5, wrap=3),
        Column(words(N_("In order")), 2, wrap=2),
        Column(words(N_("What was found")), 4, wrap=3),
        Column(words(N_("Note")), 2, wrap=3),
    )
    table.titled(paper, title, Table(columns, rows))
    paper.space(4)


def _name(each: CheckRow, words: Words) -> str:
    return (each.checklist if not words.chinese else each.checklist_other) or each.checklist


def _item(each: CheckRow, words: Words) -> str:
    text, other = (each.other_text, each.text) if words.chinese else (each.text, each.other_text)
    said = text or other
    return f"{said} *" if each.required else said


def _answers(each: CheckRow, words: Words) -> str:
    """What was found already, or boxes and room for the pen."""
    if each.state:
        return found(each.state, each.kind, each.value, each.unit, words)
    if each.kind == "tick":
        return f"{BOX} {words(N_('It is done'))}"
    if each.kind == "pass":
        return f"{BOX} {words(N_('In order'))}   {BOX} {words(N_('Not in order'))}"
    if each.kind == "choice":
        return "   ".join(f"{BOX} {answer(one)}" for one in each.choices)
    return f"{BLANK} {each.unit}".strip()
