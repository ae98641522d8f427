"""What is known about a person beside their numbers: how they like it, who they are, the office's own fields."""

from __future__ import annotations

from fmcrm_desktop.model.person import AGE_BANDS, CONTACT_KINDS, GENDERS, IDENTITY_KINDS
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.owners import PersonCard
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.own_lines import own_lines

TITLES = {
    "identity_kind": N_("Kind of identity"), "age_band": N_("Age band"), "gender": N_("Gender"),
    "occupation": N_("Occupation"), "household_size": N_("People in the household"), "speaks": N_("Speaks"),
    "account": N_("Fee account"),
}  # fmt: skip
CODED = {"identity_kind": IDENTITY_KINDS, "age_band": AGE_BANDS, "gender": GENDERS}


def likes(card: Card, person: PersonCard) -> None:
    """How they want to be dealt with."""
    words = card.office.words
    way = words(CONTACT_KINDS.get(person.preferred_channel, person.preferred_channel))
    best = " · ".join(part for part in (way, person.preferred_hours) if part)
    for title, said in (
        (N_("Reach by"), best),
        (N_("Prefers"), person.prefers),
        (N_("Expects"), person.expects),
    ):
        if said:
            card.line(title, said)


def more(card: Card, person: PersonCard) -> None:
    """What else was written down, and the office's own fields."""
    words = card.office.words
    for name, value in person.about:
        said = str(value)
        card.line(TITLES[name], words(CODED[name].get(said, said)) if name in CODED else said)
    own_lines(card, person.own)
