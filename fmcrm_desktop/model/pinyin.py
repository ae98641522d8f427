"""How Chinese characters sound: the longest phrase first, its reading or that of each character."""

from __future__ import annotations

import sys
from bisect import bisect_left
from functools import cache
from itertools import pairwise

from fmcrm_desktop import places


class Dictionary:
    """What resources/readings/collect.py cut from pypinyin, kept in long strings: 2 MB where its own take 56."""

    def __init__(self) -> None:
        folder = places.resources() / "readings"
        self._characters, syllables, _ = (folder / "characters.txt").read_text(encoding="utf-8").split("\n")
        self._syllables = [sys.intern(syllable) for syllable in syllables.split(" ")]
        lines = (folder / "phrases.txt").read_text(encoding="utf-8").splitlines()
        self._phrases = {line[0]: line + " " for line in lines}

    def read(self, run: str) -> list[str]:
        """The syllables of a run of characters; what nobody can read divides it and is left out.

        >>> Dictionary().read("重庆银行")
        ['chong', 'qing', 'yin', 'hang']
        """
        edges = [-1, *(at for at, one in enumerate(run) if not self._one(one)), len(run)]
        return [found for begin, end in pairwise(edges) for found in self._read(run[begin + 1 : end])]

    def _one(self, character: str) -> str:
        at = bisect_left(self._characters, character)
        return self._syllables[at] if self._characters[at : at + 1] == character else ""

    def _read(self, run: str) -> list[str]:
        found: list[str] = []
        at = 0
        while at < len(run):
            syllables, open_end = self._longest(run, at)
            if not syllables:
                # The beginning of a phrase that the run cuts short hides those inside of it, as pypinyin has it.
                syllables = [self._one(character) for character in (run[at:] if open_end else run[at])]
            found += syllables
            at += len(syllables)
        return found

    def _longest(self, run: str, at: int) -> tuple[list[str], bool]:
        """The syllables of the longest phrase that begins here, and whether the run ended before the search did."""
        phrases, found = self._phrases.get(run[at], ""), list[str]()
        for end in range(at + 2, len(run) + 1):
            follows = " " + run[at + 1 : end]
            if follows not in phrases:
                return found, False
            if follows + " " in phrases:
                found = [self._one(character) for character in run[at:end]]
            elif (place := phrases.find(follows + "=")) >= 0:
                begin = place + len(follows) + 1
                found = phrases[begin : phrases.index(" ", begin)].split(",")
        return found, bool(phrases)


@cache
def dictionary() -> Dictionary:
    """Read once, by the first who needs it: a few milliseconds."""
    return Dictionary()
