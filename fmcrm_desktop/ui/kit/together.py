"""What came of a deed on many rows, in one sentence: how many, and who could not be and why."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.words import N_, Words

NAMED = 3
"""So many that could not be are named with their reason; the rest is counted."""


def told(words: Words, outcome: Any) -> str:
    """The sentence for a services.together.Together."""
    said = [words(N_("{count} changed"), count=words.number(outcome.done))]
    if outcome.same:
        said.append(words(N_("{count} were so already"), count=words.number(outcome.same)))
    if outcome.refused:
        said.append(words(N_("{count} could not be"), count=words.number(len(outcome.refused))))
    sentence = " · ".join(said)
    for one in outcome.refused[:NAMED]:
        why = words(one.text, **dict(one.values))
        sentence += "\n" + (why if one.name in why else f"{one.name}: {why}")
    if len(outcome.refused) > NAMED:
        sentence += "\n" + words(N_("and {count} more"), count=len(outcome.refused) - NAMED)
    return sentence
