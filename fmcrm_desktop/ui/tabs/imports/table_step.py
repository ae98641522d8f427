"""The second step: which sheet, which characters, which line holds the headings, what it is a list of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmcrm_desktop.exchange import encoding
from fmcrm_desktop.exchange.field_names import KIND_NAMES
from fmcrm_desktop.exchange.import_file import Choice
from fmcrm_desktop.exchange.import_steps import Look
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import imports
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.imports.widgets import Combo, TextTable, questions, titles

SEPARATORS = {",": N_("Comma"), ";": N_("Semicolon"), "\t": N_("Tab"), "|": N_("Bar |")}
MOST_COLUMNS = 40
_CARDS = {
    "people": N_("Contact cards: each becomes a person or a company. Pictures stay out."),
    "events": N_(
        "A calendar: each line becomes an entry, a repeat stays one. What was changed of a repeat comes after it."
    ),
}


def draw(tab: Any, page: Page) -> None:
    look: Look = tab.known.look
    words = tab.words
    page.button(N_("Another file…"), tab.choose)
    onward = page.button(
        N_("Preview") if tab.known.is_cards else N_("Match the columns"), tab.match, imports.run, primary=True
    )
    onward.setObjectName("onward")
    if tab.known.busy:
        onward.refuse(words(N_("Wait until the work under way has ended.")))
    elif not tab.known.kind:
        onward.refuse(words(N_("Say first what this is a list of.")))
    card = page.card(N_("The table"))
    questions(card.body, [(words(title), combo) for title, combo in _questions(tab, look)])
    page.add(_first_rows(tab, look), 1)


def _questions(tab: Any, look: Look) -> list[tuple[str, Combo]]:
    words, choice = tab.words, look.choice
    kinds = [] if tab.known.kind else [("", words(N_("Choose…")))]
    known = (tab.known.cards_kind,) if tab.known.is_cards else KIND_NAMES
    kinds += [(kind, words(KIND_NAMES[kind])) for kind in known]
    name = "kind" if tab.known.kind else "first"
    asked = [(N_("It is a list of"), Combo(name, kinds, tab.known.kind, lambda kind: tab.step(1, kind=kind)))]
    if len(look.sheets) > 1:
        sheets = [(one.name, one.name) for one in look.sheets]
        anew = Combo("sheet", sheets, choice.sheet, lambda name: tab.look(Choice(choice.path, name)))
        asked.append((N_("Sheet"), anew))
    return asked + (_of_text(tab, choice) if choice.encoding is not None else [])


def _of_text(tab: Any, choice: Choice) -> list[tuple[str, Combo]]:
    """What is asked of a text file only: its characters and its separator."""

    def anew(**said: Any) -> None:
        tab.look(replace(choice, header_row=None, **said))

    codecs = dict.fromkeys([choice.encoding or "utf-8", *encoding.CHOICES])
    signs = {choice.delimiter or ",": choice.delimiter or ","} | SEPARATORS
    characters = [(codec, codec.upper()) for codec in codecs]
    separators = [(sign, tab.words(said)) for sign, said in signs.items()]
    asked = [(N_("Characters"),
              Combo("encoding", characters, choice.encoding, lambda codec: anew(encoding=codec)))]  # fmt: skip
    if choice.delimiter is None:
        return asked
    sign = Combo("separator", separators, choice.delimiter, lambda sign: anew(delimiter=sign))
    return [*asked, (N_("Separator"), sign)]


def _first_rows(tab: Any, look: Look) -> QWidget:
    holder = QWidget()
    holder.setProperty("kind", "page")
    lay = QVBoxLayout(holder)
    lay.setContentsMargins(0, 0, 0, 0)
    lay.setSpacing(theme.GAP_S)
    said = tab.words(N_("The headings are in line {line}. Click another line, or press Enter on it, if they are not."),
                     line=look.choice.header_row)  # fmt: skip
    if tab.known.is_cards:
        said = tab.words(_CARDS[tab.known.cards_kind])
    lay.addWidget(label(said, "muted", wrap=True))
    shown = [cells[:MOST_COLUMNS] for _, cells in look.rows]
    if tab.known.is_cards:
        shown[0] = tuple(titles(tab.words, shown[0], tab.known.cards_kind))
    table = TextTable(shown)
    table.setObjectName("rows")
    table.setAccessibleName(tab.words(N_("First lines of the file")))
    lines = [line for line, _ in look.rows]
    table.number(lines)
    if look.choice.header_row in lines:
        table.mark(lines.index(look.choice.header_row))
    if tab.known.is_cards:
        table.hide_empty(1)
        table.setVerticalHeaderLabels(["", *map(str, lines[1:])])
        table.setMinimumHeight(280)
        lay.addWidget(table, 1)
        return holder
    table.picked.connect(lambda row: tab.look(replace(look.choice, header_row=lines[row])))
    table.setMinimumHeight(280)
    lay.addWidget(table, 1)
    return holder
