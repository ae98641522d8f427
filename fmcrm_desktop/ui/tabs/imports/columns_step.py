"""The third step: which column of the file is which field, how its days are written, what its words mean."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtWidgets import QGridLayout

from fmcrm_desktop.exchange import headings
from fmcrm_desktop.exchange.field_names import FIELD_NAMES, MEANINGS, ORDERS
from fmcrm_desktop.exchange.heading_words import HEADINGS
from fmcrm_desktop.exchange.headings import NEEDED
from fmcrm_desktop.exchange.import_steps import Matching, missing
from fmcrm_desktop.exchange.mapping import Mapping
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import imports
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.tabs.imports.widgets import Combo, questions

TIMED = ("day", "moment")
UNIT = ("building", "entrance", "unit")
COUNTED = ("序号", "No", "No.", "#")
"""The running number of the lines, which nobody misses."""


def draw(tab: Any, page: Page) -> None:
    found: Matching = tab.known.matching
    words = tab.words
    page.button(N_("Go back"), lambda: tab.step(1)).refuse(
        "" if not tab.known.busy else words(N_("Wait until the work under way has ended."))
    )
    onward = page.button(N_("Preview"), tab.try_out, imports.preview, primary=True)
    onward.setObjectName("onward")
    needed = missing(found.kind, found.mapping.columns)
    if needed:
        onward.refuse(words(N_("Match “{field}” first: without it no row can be taken."),
                            field=words(FIELD_NAMES[needed])))  # fmt: skip
    elif tab.known.busy:
        onward.refuse(words(N_("Wait until the work under way has ended.")))
    if found.remembered:
        page.card().say(words(N_("The columns are matched as the last time.")), "muted")
    _words(tab, page, found)
    _days(tab, page, found)
    _relation(tab, page, found)
    _left_out(tab, page, found)
    _columns(tab, page, found)
    page.done()


def _relation(tab: Any, page: Page, found: Matching) -> None:
    """What all of them are to their units, where no column says it."""
    if found.kind != "people" or "role" in found.mapping.columns or not {*UNIT} & {*found.mapping.columns}:
        return
    _, roles = MEANINGS["people", "role"]
    offered = [(code, tab.words(said)) for code, said in roles.items()]
    given = found.mapping.values.get("role", {}).get("", "owner")
    said = tab.words(N_("No column says what they are to their units; all of them are"))
    questions(page.card().body, [(said, Combo("role", offered, given, partial(_mean, tab, "role", "")))])


def _left_out(tab: Any, page: Page, found: Matching) -> None:
    """What would be lost, before it is; an own field can keep it."""
    left = [each for each in found.mapping.left_out(found.header) if each.strip() not in COUNTED]
    if not left:
        return
    said = N_("These columns do not come in: {names}. Match them below, or make own fields for them first.")
    card = page.card().say(tab.words(said, names=tab.words.listed(left)))
    own = Button(tab.words(N_("Own fields")), FILTER).on(lambda: tab.office.go(Link("own_fields")))
    card.add(side_by_side(own, None))


def _columns(tab: Any, page: Page, found: Matching) -> None:
    card = page.card(N_("Columns"))
    grid = QGridLayout()
    card.body.addLayout(grid)
    grid.setHorizontalSpacing(theme.GAP_L)
    grid.setVerticalSpacing(theme.GAP_XS)
    for at, title in enumerate((N_("Field"), N_("Column of the file"), N_("First values"))):
        grid.addWidget(label(tab.words(title), "small"), 0, at)
    headings_ = [("", "—"), *((heading, heading) for heading in found.header)]
    for down, name in enumerate(_in_order(found), 1):
        said = _called(tab, found, name)
        combo = Combo(f"column-{name}", headings_, found.mapping.columns.get(name, ""),
                      partial(_match, tab, name))  # fmt: skip
        combo.setAccessibleName(said)
        combo.setMinimumWidth(240)
        called = label(f"{said} *" if name in NEEDED[found.kind] else said)
        called.setBuddy(combo)
        grid.addWidget(called, down, 0)
        grid.addWidget(combo, down, 1)
        samples = found.samples.get(found.mapping.columns.get(name, ""), ())
        grid.addWidget(Elided(" · ".join(samples), "muted"), down, 2)
    grid.setColumnStretch(2, 1)


def _in_order(found: Matching) -> list[str]:
    """What is needed first, then what is matched, then the rest."""
    names = [*HEADINGS[found.kind], *found.own]
    return sorted(names, key=lambda name: (name not in NEEDED[found.kind], name not in found.mapping.columns))


def _called(tab: Any, found: Matching, name: str) -> str:
    """A field's name; that of an own field as the office wrote it."""
    if name not in found.own:
        return str(tab.words(FIELD_NAMES[name]))
    return suiting(found.own[name].name, found.own[name].other_name, tab.words)


def _match(tab: Any, name: str, heading: str) -> None:
    mapping: Mapping = tab.known.matching.mapping
    columns = {field: said for field, said in mapping.columns.items() if field != name}
    if heading:
        columns[name] = heading
    values = {field: said for field, said in mapping.values.items() if field in columns or "" in said}
    tab.match_anew(replace(mapping, columns=columns, values=values))


def _days(tab: Any, page: Page, found: Matching) -> None:
    """How days are written, where there are any; and the clock of times of day."""
    types = {headings.value_type(found.kind, name) for name in found.mapping.columns}
    if not types & set(TIMED):
        return
    words, mapping = tab.words, found.mapping
    card = page.card(N_("Days and times"))
    if found.order.ambiguous:
        said = N_("These days can be read both ways: {examples}. They are taken {order}. Check them.")
        order = words(ORDERS[found.order.order]) if found.order.order in ORDERS else found.order.order
        card.say(words(said, examples=words.listed(found.order.examples[:3]), order=order.lower()), "error")
    orders = [(code, words(said)) for code, said in ORDERS.items()]
    if mapping.dates and mapping.dates not in ORDERS:
        orders.append((mapping.dates, mapping.dates))

    def anew(**said: Any) -> None:
        tab.match_anew(replace(mapping, **said))

    asked = [
        (words(N_("Dates are written")), Combo("dates", orders, mapping.dates, lambda code: anew(dates=code)))
    ]
    if "moment" in types:
        zones = [("", words(N_("The office's: {zone}"), zone=tab.zone))]
        zones += [
            (zone, zone) for zone in sorted(available_timezones()) if zone.count("/") and zone[:3] != "Etc"
        ]
        asked.append(
            (words(N_("Time zone")), Combo("zone", zones, mapping.zone, lambda zone: anew(zone=zone)))
        )
    questions(card.body, asked)


def _words(tab: Any, page: Page, found: Matching) -> None:
    """Words of the file that mean nothing here: what they stand for."""
    words = tab.words
    for name, unknown in found.unknown.items():
        card = page.card(N_("Words that are not known here"))
        card.say(words(N_("{field}: choose what each stands for. What is left open is kept in the notes."),
                       field=words(FIELD_NAMES[name])), "muted")  # fmt: skip
        _, choices = MEANINGS[found.kind, name]
        offered = [("", words(N_("Leave open"))), *((code, words(said)) for code, said in choices.items())]
        given = found.mapping.values.get(name, {})
        grid = QGridLayout()
        card.body.addLayout(grid)
        grid.setHorizontalSpacing(theme.GAP_L)
        for down, word in enumerate(unknown):
            combo = Combo(f"word-{name}-{word}", offered, given.get(word.lower(), ""),
                          partial(_mean, tab, name, word))  # fmt: skip
            combo.setAccessibleName(word)
            grid.addWidget(Elided(word), down, 0)
            grid.addWidget(combo, down, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)


def _mean(tab: Any, name: str, word: str, code: str) -> None:
    found: Matching = tab.known.matching
    given = {
        said: stands for said, stands in found.mapping.values.get(name, {}).items() if said != word.lower()
    }
    if code:
        given[word.lower()] = code
    values = {**found.mapping.values, name: given}
    tab.known.matching = replace(found, mapping=replace(found.mapping, values=values))
