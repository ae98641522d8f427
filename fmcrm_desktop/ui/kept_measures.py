"""What is kept as a bare figure (minutes, the weight of a vote, the size of a file), in words for the change log."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.typed_minutes import around_due
from fmcrm_desktop.model.vote_words import weight
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services.change_values import Minutes, Weight
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.ui.attachments import size_of


def said_of(column: str, value: Any, words: Words) -> str | None:
    """The value of a column (plan.minutes) as the screen shows it; None for one that is no measure."""
    if isinstance(value, Weight):
        return weight(words, value.counts, value.of)
    if column == "attachment.size" and value is not None:
        return size_of(value, words)
    if column == "frozen_measure.name":
        return words(BY_NAME[value].title) if value in BY_NAME else None
    if not isinstance(value, Minutes):
        return None
    if column == "escalation_rule.minutes":
        return around_due(value.minutes, words)
    return words.duration(value.minutes)
