"""Stretches of working time as people type them: 4:00, 1.5, 30 min."""

from __future__ import annotations

import re

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.working_words import worked

LONGEST = 1000 * 60
"""Minutes: a target beyond a thousand hours is a slip of the keyboard."""


def minutes_of(text: str) -> int:
    """4:00, 0:30, 4, 1.5, 30 min, 2 h as minutes. Raises Refusal."""
    said = "".join(text.lower().split()).translate(str.maketrans("：，,", ":.."))
    refusal = Refusal(N_("“{typed}” is not a time like 4:00 (hours and minutes)."), typed=text)
    if match := re.fullmatch(r"(\d{1,4}):([0-5]\d)", said):
        minutes = int(match[1]) * 60 + int(match[2])
    elif match := re.fullmatch(r"(\d{1,5})(?:min|m|分|分钟)", said):
        minutes = int(match[1])
    elif match := re.fullmatch(r"(\d{1,4}(?:\.\d{1,2})?)(?:h|小时)?", said):
        minutes = round(float(match[1]) * 60)
    else:
        raise refusal
    if not 1 <= minutes <= LONGEST:
        raise refusal
    return minutes


def around_due(minutes: int, words: Words) -> str:
    """How long after a moment is due, or before it when negative."""
    if not minutes:
        return words(N_("when it is due"))
    text = N_("{hours} before it is due") if minutes < 0 else N_("{hours} after it was due")
    return words(text, hours=worked(minutes, words))


def shown(minutes: int) -> str:
    """240 minutes as 4:00."""
    return f"{minutes // 60}:{minutes % 60:02}"
