"""What becomes of rows that look like something the office has: as a person has said, now or of the same row before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fmcrm_desktop.model.incoming import Incoming
from fmcrm_desktop.services.imports.alike import Alike, Decide
from fmcrm_desktop.services.imports.near import THINGS, NearThings
from fmcrm_desktop.services.imports.outcome import Outcome
from fmcrm_desktop.services.imports.remembering import keep_same, same_as
from fmcrm_desktop.services.imports.sink import Sink


class Deciding:
    """Stands before the taker of any kind: rows said to be the same are left out, rows that bring something up to date
    are taken with what they mean in ``taker.means`` (line → what it is), all others as they are."""

    def __init__(self, sink: Sink, kind: str, taker: Any, decide: Decide) -> None:
        self.sink, self.taker, self.decide = sink, taker, decide
        self.near: Any = (
            taker if hasattr(taker, "find") else NearThings(sink, kind) if kind in THINGS else None
        )

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        """The fate of each row, in order."""
        likes, prints = self._likes(rows)
        decided = [
            "same" if print_ in self.said else self.decide.of(row.line) if like else ""
            for row, like, print_ in zip(rows, likes, prints, strict=True)
        ]
        fresh = {
            print_: like.id
            for print_, like, what in zip(prints, likes, decided, strict=True)
            if like and what == "same" and print_ not in self.said
        }
        keep_same(self.sink, fresh)
        self.taker.means = {
            row.line: like
            for row, like, what in zip(rows, likes, decided, strict=True)
            if like and what == "update"
        }
        kept = [at for at, what in enumerate(decided) if what != "same"]
        taken = dict(zip(kept, self.taker.take([rows[at] for at in kept]), strict=True))
        outcomes = []
        for at, like in enumerate(likes):
            shown = None if prints[at] in self.said else like
            outcome = taken.get(at) or Outcome("same")
            outcome.like = shown if outcome.what != "rejected" else None
            outcomes.append(outcome)
        return outcomes

    def _likes(self, rows: Sequence[Incoming]) -> tuple[list[Alike | None], list[str]]:
        """What each row looks like, unless it is surely known or cannot be taken; and the prints of these rows."""
        if self.near is None:  # its rows are known by their key or new
            self.said = set()
            return [None] * len(rows), [""] * len(rows)
        if learn := getattr(self.taker, "learn", None):
            learn(rows)
        likes: list[Alike | None] = [
            like if like and not row.faults and not self.taker.knows(row) else None
            for row, like in zip(rows, self.near.find(rows), strict=True)
        ]
        prints = [self.near.print(row) if like else "" for row, like in zip(rows, likes, strict=True)]
        said = same_as(self.sink.work, [each for each in prints if each])
        self.said = {
            print_ for print_, like in zip(prints, likes, strict=True) if like and said.get(print_) == like.id
        }
        return likes, prints
