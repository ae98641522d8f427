"""How praise and suggestions tell who said something and where it belongs."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.complaint import CHANNELS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.columns import Column

Voice = Any
"""A CommendationRow or a SuggestionRow."""


def who(row: Voice, words: Words) -> str:
    return words(N_("Anonymous")) if row.anonymous else suiting(row.person, row.person_other, words)


def where(row: Voice, words: Words) -> str:
    return row.unit or words.building(row.building)


def category(row: Voice, words: Words) -> str:
    return suiting(row.category, row.category_other, words)


def spoken(row: Voice, words: Words) -> str:
    """The own words on one line."""
    return " ".join(row.own_words.split())


NUMBER = Column("number", N_("No."), 96, sorts=False)
RECEIVED = Column("received", N_("Received on"), 118)
PERSON = Column("person", N_("Said by"), 110, show=who, sorts=False)
UNIT = Column("unit", N_("Unit"), 80, show=where, sorts=False, hidden=True)
WORDS = Column(
    "own_words", N_("Own words"), 150, stretch=True, show=spoken, hint=lambda row, words: row.own_words,
    sorts=False,
)  # fmt: skip
CATEGORY = Column("category", N_("Category"), 100, show=category, sorts=False, hidden=True)
CHANNEL = Column("channel", N_("Channel"), 100, choices=CHANNELS, sorts=False, hidden=True)


def facts(card: Card, row: Voice, words: Words) -> None:
    """Who, where, when and how, each leading there."""
    card.line(N_("Said by"), who(row, words), Link("owners", row.person_id) if row.person_id else None)
    unit = Link("owners", where={"unit": (row.unit_id,)}) if row.unit_id else None
    card.line(N_("Where"), where(row, words), unit)
    card.line(N_("Received at"), words.moment(row.received))
    card.line(N_("Channel"), words(CHANNELS.get(row.channel, row.channel)))
    if row.category:
        card.line(N_("Category"), category(row, words))
