"""The deed whose commit was not answered: done again by the same Save, it is looked for first and not done twice."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fmcrm_desktop.store.doubt import Doubt, Unsure


@dataclass(frozen=True)
class Given:
    """A case with what it was given, as it was before the case tidied it; None where that cannot be copied."""

    case: Callable[..., Any]
    told: Any

    @classmethod
    def of(cls, case: Callable[..., Any], *told: Any) -> Given:
        try:
            return cls(case, copy.deepcopy(told))
        except Exception:  # noqa: BLE001  an import hands over open files: what cannot be copied cannot be compared
            return cls(case, None)

    def same(self, other: Given) -> bool:
        return self.case is other.case and self.told is not None and bool(self.told == other.told)


@dataclass(frozen=True)
class InDoubt:
    """What was given, and what the deed came to if it is kept."""

    given: Given
    doubt: Doubt
    done: Any

    def answer(self, given: Given, is_kept: Callable[[Doubt], bool]) -> Any:
        """What the deed came to when this is the same one and it is kept, else None. Raises Unsure."""
        return self.done if self.given.same(given) and is_kept(self.doubt) else None


__all__ = ["Doubt", "Given", "InDoubt", "Unsure"]
