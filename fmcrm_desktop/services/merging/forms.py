"""What is chosen about two records of one person: which goes on, and whose value where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fmcrm_desktop.model.person import (
    AGE_BANDS,
    CONTACT_KINDS,
    GENDERS,
    IDENTITY_KINDS,
    KINDS,
    PRINT_LANGUAGES,
    SALUTATIONS,
    Person,
)
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.target import TIERS
from fmcrm_desktop.model.words import N_

KEEP, GONE, BOTH = "keep", "gone", "both"
LABELS = {
    "name": N_("Name"),
    "other_name": N_("Name in the other script"),
    "kind": N_("Person or company"),
    "salutation": N_("Form of address"),
    "language": N_("Language of letters"),
    "birthday": N_("Birthday"),
    "gender": N_("Gender"),
    "occupation": N_("Occupation"),
    "customer_since": N_("Customer since"),
    "prefers": N_("Prefers"),
    "preferred_channel": N_("Preferred way"),
    "preferred_hours": N_("Preferred hours"),
    "expects": N_("Expects"),
    "identity_kind": N_("Kind of identity"),
    "age_band": N_("Age"),
    "household_size": N_("People in the household"),
    "speaks": N_("Speaks"),
    "warning": N_("Warning"),
    "account": N_("Account"),
    "notes": N_("Notes"),
    "external_number": N_("Old number"),
    "tier": N_("Customer tier"),
}
CHOICES: dict[str, Mapping[str, str]] = {
    "kind": KINDS,
    "salutation": SALUTATIONS,
    "language": PRINT_LANGUAGES,
    "preferred_channel": CONTACT_KINDS,
    "identity_kind": IDENTITY_KINDS,
    "age_band": AGE_BANDS,
    "gender": GENDERS,
    "tier": TIERS,
}
TEXTS = {"prefers": 200, "warning": 300, "expects": 2000, "notes": 4000}
"""Texts that can be kept both, one below the other, and how long they may be."""
_OWN = ("id", "version", "archived", "sort_key", "merged_into_id", "identity_number")
FIELDS = tuple(column.key for column in Person.__table__.columns if column.key not in _OWN)
"""What is chosen about. The identity number is not: it is a secret, so choosing could not be undone. The one kept
stays, an empty one is filled, and the other stays on the record that goes."""


@dataclass
class MergeForm:
    """``choices``: field, or ``own:`` and the number of an own field → KEEP, GONE or BOTH; what is not chosen
    stays as it is on the one kept, and texts are put together."""

    keep_id: int
    gone_id: int
    choices: dict[str, str] = field(default_factory=dict)
    keep_version: int | None = None
    gone_version: int | None = None


def is_empty(value: Any) -> bool:
    return value is None or value == ""


def can_be_both(name: str, mine: Any, theirs: Any) -> bool:
    """Whether both texts stand in one field."""
    return name in TEXTS and len(f"{mine}\n{theirs}") <= TEXTS[name]


def usual(name: str, mine: Any, theirs: Any) -> str:
    """The choice where nobody chose: texts both, else the one kept."""
    return BOTH if can_be_both(name, mine, theirs) else KEEP


def settled(name: str, mine: Any, theirs: Any, choice: str) -> Any:
    """The value that goes on."""
    if is_empty(theirs) or mine == theirs:
        return mine
    if is_empty(mine):
        return theirs
    choice = choice or usual(name, mine, theirs)
    if choice == BOTH and can_be_both(name, mine, theirs):
        return mine if fold(theirs) in fold(mine) else f"{mine}\n{theirs}"
    return theirs if choice == GONE else mine
