"""The last two steps: what the import would do, and what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from fmcrm_desktop.exchange.import_file import Choice
from fmcrm_desktop.exchange.import_steps import text_of
from fmcrm_desktop.exchange.jobs import Told
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import imports
from fmcrm_desktop.services.imports import ImportResult, Preview
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.lines import flowing
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.tabs.imports import alike_card
from fmcrm_desktop.ui.tabs.imports.widgets import TextTable, titles

FATES = {"added": N_("Added"), "updated": N_("Changed"), "same": N_("The same"), "rejected": N_("Not taken")}
TONES = {"added": "good", "updated": "accent", "same": "muted", "rejected": "bad"}
TABS = {"orders": "work_orders", "complaints": "complaints", "prospects": "prospects"}
"""Where what was imported is seen; people and all that belongs to units with the owners."""
SHEETS = 12
"""So many other sheets are named; more stand in the list of the second step."""
REASONS = 8
"""Kinds of reasons told one by one; the file of the rows has them all."""


def preview(tab: Any, page: Page) -> None:
    told: Told = tab.known.told
    words, result = tab.words, told.result
    wait = words(N_("Wait until the work under way has ended.")) if tab.known.busy else ""
    page.button(N_("Go back"), lambda: tab.step(1 if tab.known.is_cards else 2)).refuse(wait)
    if result.rejects:
        page.button(N_("Save the rows not taken…"), tab.save_rejects, picture="download")
    if isinstance(result, Preview):
        added, updated, same = alike_card.decided(result, tab.known.decide)
        result = replace(result, added=added, updated=updated, same=same)
    count = result.added + result.updated
    button = page.button(N_("Import"), tab.bring_in, imports.run, primary=True)
    button.setObjectName("onward")
    if tab.office.may(imports.run):
        button.refuse(
            wait or ("" if count or not told.whole else words(N_("There is nothing new in this file.")))
        )
    if not told.whole:
        _only_the_first(tab, page, result, wait)
    _figures(tab, page, result)
    _reasons(tab, page, result)
    if isinstance(result, Preview):
        alike_card.draw(tab, page, result)
    if isinstance(result, Preview) and result.first:
        _first(tab, page, told, result)
    else:
        page.done()


def _only_the_first(tab: Any, page: Page, result: ImportResult, wait: str) -> None:
    """Of a long table the first rows are tried; the import goes through all of them."""
    words = tab.words
    said = N_("The table is long: these are its first {count} rows. The import goes through all of them.")
    every = Button(words(N_("Try all rows")), picture="file-text").on(tab.try_all)
    every.setObjectName("try-all")
    page.card().say(words(said, count=words.number(result.read))).add(every.refuse(wait))


def result(tab: Any, page: Page) -> None:
    told: Told = tab.known.told
    words, found = tab.words, told.result
    if found.rejects:
        page.button(N_("Save the rows not taken…"), tab.save_rejects, picture="download")
    where = Link(TABS.get(tab.known.kind, "owners"))
    page.button(N_("Show the list"), lambda: tab.office.go(where))
    undo = page.button(N_("Undo this import"), tab.undo, imports.run, picture="undo-2")
    if tab.known.busy:
        undo.refuse(words(N_("Wait until the work under way has ended.")))
    elif told.deed is None or tab.known.undone:
        undo.refuse(words(N_("There is nothing to undo.")))
    again = page.button(N_("Import another file…"), tab.choose, imports.run, primary=True)
    again.setObjectName("first")
    if tab.known.undone:
        page.card().say(words(N_("The import is undone: everything is as it was before.")))
    _figures(tab, page, found)
    _further_sheets(tab, page)
    _reasons(tab, page, found)
    page.done()


def _further_sheets(tab: Any, page: Page) -> None:
    """One sheet of the workbook is in; the others, each a press away."""
    look, words = tab.known.look, tab.words
    read = look.choice.sheet or ""  # a file of text has one sheet without a name
    others = [each.name for each in look.sheets if each.name != read and not each.hidden]
    if not others:
        return
    card = page.card(N_("Other sheets of this workbook"))
    card.say(words(N_("Only the sheet “{name}” was read. What the others hold is not in yet."), name=read))
    ways = [LinkButton(name, partial(tab.look, Choice(look.choice.path, name))) for name in others[:SHEETS]]
    card.add(flowing(*ways))
    if len(others) > SHEETS:
        card.say(words(N_("and {n} more"), n=len(others) - SHEETS), "muted")


def _figures(tab: Any, page: Page, result: ImportResult) -> None:
    number = tab.words.number
    page.figures(
        Figure(N_("Rows read"), number(result.read)),
        Figure(FATES["added"], number(result.added)),
        Figure(FATES["updated"], number(result.updated)),
        Figure(FATES["same"], number(result.same)),
        Figure(FATES["rejected"], number(result.rejected)),
    )


def _reasons(tab: Any, page: Page, result: ImportResult) -> None:
    """Why rows are not taken, the commonest reason first, and what else is to be known."""
    words = tab.words
    if result.hints:
        card = page.card(N_("Warning"))
        for hint in result.hints:
            card.say(words(hint.text, **hint.values))
    if not result.rejects:
        return
    lines: dict[str, list[int]] = {}
    for one in result.rejects:
        lines.setdefault(words(one.why.text, **one.why.values), []).append(one.line)
    common = Counter({reason: len(found) for reason, found in lines.items()}).most_common(REASONS)
    rows = [(reason, words.number(count), _some(lines[reason])) for reason, count in common]
    card = page.card(N_("Why rows are not taken"))
    card.table((N_("Reason"), N_("Rows"), N_("Lines")), rows)
    if len(lines) > REASONS:
        more = words(
            N_("{count} more reasons are in the file of the rows not taken."), count=len(lines) - REASONS
        )
        card.say(more, "muted")


def _some(lines: Iterable[int]) -> str:
    found = sorted(lines)
    return ", ".join(map(str, found[:5])) + (" …" if len(found) > 5 else "")


def _first(tab: Any, page: Page, told: Told, result: Preview) -> None:
    """The first rows with their fate."""
    words = tab.words
    rows = [
        (
            words(FATES[alike_card.fate(one, tab.known.decide)]),
            words(one.why.text, **one.why.values) if one.why else "",
            *(text_of(cell) for cell in one.cells),  # type: ignore[arg-type]
        )
        for one in result.first
    ]
    table = TextTable(
        rows,
        (
            words(N_("Outcome")),
            words(N_("Reason")),
            *titles(words, told.file.header, tab.known.cards_kind if tab.known.is_cards else ""),
        ),
    )
    table.setAccessibleName(words(N_("First rows")))
    table.setObjectName("first-rows")
    table.number([one.line for one in result.first])
    for at, one in enumerate(result.first):
        item = table.item(at, 0)
        if item is not None:
            item.setForeground(theme.colour(TONES[alike_card.fate(one, tab.known.decide)]))
    table.hide_empty()
    if not any(one.why for one in result.first):
        table.setColumnHidden(1, True)
    table.setMinimumHeight(260)
    page.add(table, 1)
