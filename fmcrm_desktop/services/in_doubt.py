"""Deeds whose commit was not answered: the same Save pressed again is looked for first and not done twice.

The same Save is one of the same case with equal contents, by the same person in the same program, soon after the try
that had no answer. Later, an equal one may be meant as a second: if the first is kept that is told once, and the next
Save is a deed of its own. So nothing is doubled and nothing swallowed without a word.
"""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.doubt import Doubt, Unsure
from fmcrm_desktop.store.store import Store

SOON = timedelta(minutes=10)
"""So long after the last try without an answer an equal deed is the same one, tried again."""
MANY = 20
"""So many deeds in doubt are remembered, the newest."""


@dataclass(frozen=True)
class Given:
    """A case with what it was given, as it was before the case tidied it (None where that cannot be copied), and who
    did it."""

    case: Callable[..., Any]
    who: Who
    told: Any

    @classmethod
    def of(cls, case: Callable[..., Any], who: Who, *told: Any) -> Given:
        try:
            return cls(case, who, copy.deepcopy(told))
        except Exception:  # noqa: BLE001  an import hands over open files: what cannot be copied cannot be compared
            return cls(case, who, None)

    def same(self, other: Given) -> bool:
        mine, theirs = (self.case, self.who.staff_id), (other.case, other.who.staff_id)
        return mine == theirs and self.told is not None and bool(self.told == other.told)

    @property
    def says_something(self) -> bool:
        """Whether somebody typed or chose something; what the office does by itself is given nothing."""
        return any(self.told or ())


@dataclass
class InDoubt:
    """What was given and when, when the server last failed to tell, and what the deed came to if it is kept."""

    given: Given
    doubt: Doubt
    done: Any
    begun: datetime
    tried: datetime


class KeptBefore(Refusal):
    """An equal deed of some time ago is kept although its answer was lost; ``done`` is what it came to."""

    def __init__(self, done: Any, time: str) -> None:
        self.done = done
        super().__init__(
            N_(
                "The same was already kept at {time}, when the answer of the office's server was lost. "
                "If you mean a second one, save once more."
            ),
            time=time,
        )


class Doubts:
    """The deeds in doubt of one program."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._there: deque[InDoubt] = deque(maxlen=MANY)

    def add(self, given: Given, unsure: Unsure, done: Any) -> None:
        now = self._store.clock()
        self._there.append(InDoubt(given, unsure.doubt, done, now, now))

    def answer(self, given: Given) -> Any:
        """What the same deed came to that was kept although its answer was lost, else None.

        Raises Unsure while the server cannot be asked, and KeptBefore where an equal deed of some time ago is kept.
        """
        found = next((each for each in self._there if each.given.same(given)), None)
        if found is None:
            return None
        now = self._store.clock()
        soon = abs(now - found.tried) <= SOON  # a clock that was set back tells nothing
        try:
            kept = self._store.is_kept(found.doubt)
        except Unsure:
            found.tried = now if soon else found.tried
            raise
        self._there.remove(found)
        if soon or not kept:
            return found.done if kept else None
        if given.says_something:
            raise KeptBefore(found.done, f"{found.begun.astimezone(ZoneInfo(self._store.zone)):%H:%M}")
        return None


__all__ = ["Doubts", "Given", "KeptBefore", "Unsure"]
