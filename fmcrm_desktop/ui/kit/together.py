"""What came of a deed on many rows, in one sentence: how many, and who could not be and why."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.words import N_, Words

NAMED = 3
"""So many that could not be are named with their reason; the rest is counted."""

ARCHIVED = (N_("{count} archived"), N_("Archived"))
RESTORED = (N_("{count} restored"), N_("Restored"))


def told(words: Words, outcome: Any, text: str = N_("{count} changed"), one: str = "") -> str:
    """The sentence for a services.together.Together. ``text`` is what was done with {count}, ``one`` what is said of
    a single row where nothing else is to be told; both marked."""
    if one and outcome.done == 1 and not (outcome.same or outcome.refused):
        return words(one)
    said = [words(text, count=words.number(outcome.done))] if outcome.done or not outcome.refused else []
    if outcome.same:
        said.append(words(N_("{count} were so already"), count=words.number(outcome.same)))
    if outcome.refused:
        said.append(words(N_("{count} could not be"), count=words.number(len(outcome.refused))))
    sentence = " · ".join(said)
    for each in outcome.refused[:NAMED]:
        why = words(each.text, **dict(each.values))
        sentence += "\n" + (why if each.name in why else f"{each.name}: {why}")
    if len(outcome.refused) > NAMED:
        sentence += "\n" + words(N_("and {count} more"), count=len(outcome.refused) - NAMED)
    return sentence
