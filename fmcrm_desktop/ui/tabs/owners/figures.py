"""Figures on top of a person's page: times kept towards them, what they are charged, what they owe."""

from __future__ import annotations

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.tones import BAD, GOOD, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.owners import PersonCard
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.owners import telling


def on_time(card: PersonCard, words: Words) -> Figure:
    """Of what was finished or answered in twelve months, how much in time; and how late the rest."""
    it = card.fulfilment
    said = words(N_("{kept} of {due}"), kept=it.on_time, due=it.due)
    hint = words(
        N_(
            "Work orders finished and complaints answered on time in the last twelve months: {kept} of {due}."
        ),
        kept=it.on_time,
        due=it.due,
    )
    if it.on_time == it.due:
        return Figure(N_("On time"), words.percent(it.percent / 100, 0), said, GOOD, hint=hint)
    delay = words.duration(max(1, round(it.delay.total_seconds() / 60)))
    # the tile is narrow: how late stands on it whole, how many of how many in what it says when asked
    note = words(N_("late by {delay}"), delay=delay)
    hint += ("" if words.chinese else " ") + words(
        N_("The others were late by {delay} on average."), delay=delay
    )
    tone = WARNING if it.percent >= 80 else BAD
    return Figure(N_("On time"), words.percent(it.percent / 100, 0), note, tone, hint=hint)


def account(card: PersonCard, words: Words) -> Figure:
    fees = telling.count(words, len(card.fees), N_("1 fee"), N_("{count} fees"))
    note = fees if card.profile.account and card.fees else ""
    return Figure(N_("Account"), card.profile.account or fees, note, hint="\n".join(card.fees))


def owed(card: PersonCard, office: QtOffice) -> Figure:
    """What is open of their bills, and the way to them."""
    minor = card.owed or 0
    title = N_("To be paid") if minor > 0 else N_("To be given back")
    link = Link("money", where={"person": (card.id,), "state": ("unpaid", "partly")}, section="bills")
    said = str(Money(abs(minor), office.currency))
    return Figure(title, said, office.words(N_("open bills")), WARNING, link)
