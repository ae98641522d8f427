"""What becomes of each row of an import, and what of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.services.imports.alike import Alike

What = Literal["added", "updated", "same", "rejected"]
MOST_ALIKE = 500
"""Rows that look like somebody known, shown one by one."""
FIRST = 50
"""Rows that a preview shows, and rejected rows of each kind it explains."""


@dataclass(slots=True)
class Outcome:
    """One row's fate; ``why`` for a rejected one, ``like`` for one that looks like somebody known, ``id`` of the
    record it means, unless that is to be left as it is."""

    what: What
    why: Fault | None = None
    like: Alike | None = None
    id: int | None = None


@dataclass
class Rejected:
    """A row that was not taken, as it came, with its line and why."""

    line: int
    cells: list[object]
    why: Fault


@dataclass
class Tried:
    """One of the first rows in a preview: its line and cells, what would become of it, and why not."""

    line: int
    what: What
    cells: list[object]
    why: Fault | None = None
    like: Alike | None = None


@dataclass
class ImportResult:
    """read = added + updated + same + rejected. ``rejects`` holds all rejected rows, for their file."""

    kind: str
    read: int = 0
    added: int = 0
    updated: int = 0
    same: int = 0
    rejected: int = 0
    rejects: list[Rejected] = field(default_factory=list)
    hints: list[Fault] = field(default_factory=list)

    def count(self, rows: Sequence[Incoming], outcomes: Sequence[Outcome]) -> None:
        self.read += len(rows)
        for what, number in Counter(each.what for each in outcomes).items():
            setattr(self, what, getattr(self, what) + number)
        for row, each in zip(rows, outcomes, strict=True):
            if each.why is not None:
                self.rejects.append(Rejected(row.line, list(row.cells), each.why))

    def to_plain(self) -> dict[str, object]:
        """As the command prints it; the rejects' file is the command's to name."""
        return {"kind": self.kind, "read": self.read, "added": self.added, "updated": self.updated,
                "same": self.same, "rejected": self.rejected}  # fmt: skip


@dataclass
class Preview(ImportResult):
    """The same, of an import that was only tried, with the fate of the first rows, and of those that look like
    somebody known, ``likes`` of them in all."""

    first: list[Tried] = field(default_factory=list)
    alike: list[Tried] = field(default_factory=list)
    likes: int = 0
