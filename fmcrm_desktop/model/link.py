"""A place in the program: which tab, which record, what to begin there; the way from tab to tab."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Link:
    """``tab`` by its name ("complaints"); ``id`` the record to show; ``new`` begins a new one with these values
    filled in ({"call": 42}; an empty mapping begins a blank one); ``where`` sets the list's filters, for a
    figure that opens the records behind it; ``section`` is the part of a tab that has several."""

    tab: str
    id: int | None = None
    new: Mapping[str, object] | None = None
    where: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    section: str = ""


@dataclass(frozen=True)
class Choice:
    """One answer of a picker: the record's id, what it is called and what tells it from its namesakes. ``other`` is
    what it is called in the other language; the screen shows the one that suits it."""

    id: int
    text: str
    more: str = ""
    other: str = ""
