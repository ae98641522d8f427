"""The change log: who changed what and when, before and after; the deed can be undone from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fmcrm_desktop.exchange.field_names import KIND_NAMES
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.repeat_words import in_words
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.working_words import week
from fmcrm_desktop.services import change_log
from fmcrm_desktop.services.change_log import ACTIONS, ChangeCard, ChangeRow, Difference
from fmcrm_desktop.services.change_settings import SETTINGS
from fmcrm_desktop.services.change_values import Repeat
from fmcrm_desktop.services.change_words import SUBJECTS
from fmcrm_desktop.ui import kept_measures, kept_settings, kept_words
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.columns import Chip, Column, Empty, Filter, Known, named
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.text import text_of

TONES = {"add": "good", "change": "accent", "remove": "grey"}
KIND = 216, 126
"""Pixels in which the longest kind is whole, in English and in Chinese."""
OPENS = {
    "person": ("owners", "id"), "unit": ("owners", "unit"), "work_order": ("work_orders", "id"),
    "complaint": ("complaints", "id"), "event": ("calendar", "id"),
}  # fmt: skip


class ChangeLogTab(Tab):
    """Every line of the trail, newest first."""

    name = "change_log"
    title = N_("Change log")
    shows = tuple(SUBJECTS)

    def build(self) -> None:
        self.add_list(
            ListSetup(
                "change_log",
                change_log.page,
                change_log.rows,
                [
                    Column("moment", N_("When"), 130, sorts=False),
                    Known("who", N_("Who"), 110, sorts=False),
                    Chip("action", N_("What"), 110, choices=ACTIONS, tones=lambda row: TONES[row.action], sorts=False),
                    Column("subject", N_("Kind"), KIND[self.words.chinese], choices=SUBJECTS, sorts=False),
                    Column("title", N_("Record"), stretch=True, show=_title, sorts=False),
                ],
                [Filter("subject", N_("Kind"), SUBJECTS), Filter("action", N_("What"), ACTIONS),
                 Filter("staff", N_("Who"), case=change_log.people, told=named)],
                Empty(N_("Everything that is saved is written down here: who, when, before and after.")),
            ),
            share=60,
        )  # fmt: skip

    def show_record(self, id: int) -> None:
        self.ask(change_log.card, id, then=self._draw)

    def _draw(self, card: ChangeCard) -> None:
        row, words = card.row, self.words
        title = _title(row, words) or words(SUBJECTS.get(row.subject, row.subject))
        page = self.new_page().head(title, words.moment(row.moment))
        if row.subject in OPENS:
            page.button(N_("Open"), lambda: self._open(row.subject, card.ref))
        if not card.undone:
            page.button(N_("Undo"), lambda: self.office.undo(card.deed), picture="undo-2")
        page.chips(
            (words(ACTIONS[row.action]), TONES[row.action]),
            (words(SUBJECTS[row.subject]), "grey"),
            known(words, row.who),
        )
        titles = (N_("Field"), N_("Before"), N_("After"))
        lines = [
            (words(each.label), self._say(row, each, each.before), self._say(row, each, each.after))
            for each in card.differences
        ]
        page.card(N_("What changed")).table(titles, lines)
        if card.undone:
            page.card().say(words(N_("This has been undone.")), "muted")
        page.done()
        self.put(page)

    def _say(self, row: ChangeRow, each: Difference, value: object) -> str:
        if value is None:
            return "—"
        if isinstance(value, Repeat):
            return in_words(value.rule, value.start, self.words)
        if each.column == "setting.value":
            return kept_settings.said_of(row.title, value, self.words)
        if each.column == "import_mapping.kind":
            return text_of(value, self.words, KIND_NAMES)
        for kept in (kept_measures, kept_words):
            if (said := kept.said_of(each.column, value, self.words)) is not None:
                return said
        if isinstance(value, dict):
            value = [value]
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return "\n".join(_kept_as(one, self.words) for one in value) or "—"
        return text_of(value, self.words, each.words)

    def _open(self, subject: str, ref: int) -> None:
        tab, how = OPENS[subject]
        self.office.go(Link(tab, id=ref) if how == "id" else Link(tab, where={how: (ref,)}))


def _title(row: ChangeRow, words: Words) -> str:
    """What the record is called; a setting is known by its word, not by the name it is kept under."""
    return words(SETTINGS[row.title]) if row.title in SETTINGS else known(words, row.title)


def _kept_as(value: Mapping[str, Any], words: Words) -> str:
    """What is kept as names with values: the hours of a week by its days, a holiday by its parts."""
    if value and all(name.isdigit() for name in value):
        return week(words, value)
    return " · ".join(text_of(each, words) for each in value.values() if not isinstance(each, dict | list))
