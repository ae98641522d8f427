"""In the preview: rows that look like something known, why, and what the person says they are."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout

from fmcrm_desktop.exchange.import_steps import text_of
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.imports import DECISIONS, REASONS, Decide, Preview
from fmcrm_desktop.services.imports.outcome import Tried
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.tabs.imports.widgets import Combo, questions

SHOWN = 60
"""Rows decided one by one; for the rest what is chosen for all counts."""
_FATES = {"same": "same", "update": "updated"}
TOLD = 4
"""Cells that tell who a row means."""


def decided(result: Preview, decide: Decide) -> tuple[int, int, int]:
    """What would be added, changed and left as it is, if the rows that look like somebody are what was chosen."""
    choices = [decide.of(one.line) for one in result.alike]
    choices += [decide.default] * (result.likes - len(choices))
    same, update = choices.count("same"), choices.count("update")
    return result.added - same - update, result.updated + update, result.same + same


def fate(one: Tried, decide: Decide) -> str:
    """What would become of a row, as the person has decided."""
    return _FATES.get(decide.of(one.line), one.what) if one.like is not None else one.what


def draw(tab: Any, page: Page, result: Preview) -> None:
    """Nothing where no row looks like anybody."""
    if not result.alike:
        return
    words, decide = tab.words, tab.known.decide
    card = page.card(N_("Rows that look like something known"))
    said = N_(
        "{count} rows may mean what the office has already. Nothing is thrown together unasked: say what each is."
    )
    card.say(words(said, count=words.number(result.likes)), "muted")
    choices = [(code, words(name)) for code, name in DECISIONS.items()]
    whole = Combo("alike-all", choices, decide.default, lambda code: tab.decide(Decide(code)))
    questions(card.body, [(words(N_("For all of them")), whole)])
    grid = QGridLayout()
    card.body.addLayout(grid)
    grid.setHorizontalSpacing(theme.GAP_L)
    grid.setVerticalSpacing(theme.GAP_XS)
    for at, title in enumerate((N_("Line"), N_("Row"), N_("Looks like"), N_("It is"))):
        grid.addWidget(label(words(title), "small"), 0, at)
    for down, one in enumerate(result.alike[:SHOWN], 1):
        _row(tab, grid, down, one, choices)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    if (rest := result.likes - SHOWN) > 0:
        more = N_("For {count} more rows, what is chosen for all of them counts.")
        card.say(words(more, count=words.number(rest)), "muted")


def _row(tab: Any, grid: QGridLayout, down: int, one: Tried, choices: list[tuple[str, str]]) -> None:
    words = tab.words
    assert one.like is not None
    cells = [text for cell in one.cells if (text := text_of(cell))]  # type: ignore[arg-type]
    combo = Combo(f"alike-{one.line}", choices, tab.known.decide.of(one.line), partial(_say, tab, one.line))
    combo.setAccessibleName(f"{one.line} {one.like.name}")
    combo.setMinimumWidth(210)
    why = words(REASONS[one.like.why])
    grid.addWidget(label(str(one.line), "muted"), down, 0)
    grid.addWidget(Elided(" · ".join(cells[:TOLD])), down, 1)
    grid.addWidget(Elided(f"{one.like.name} · {why}"), down, 2)
    grid.addWidget(combo, down, 3)


def _say(tab: Any, line: int, code: str) -> None:
    now: Decide = tab.known.decide
    tab.decide(Decide(now.default, {**now.rows, line: code}))
