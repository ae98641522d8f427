"""What a list shows of a row: columns of text or chips, filters over it, and the sentence of an empty list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fmcrm_desktop.model.tones import tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit.bilingual import known, other_of, suiting
from fmcrm_desktop.ui.kit.text import exact, text_of


@dataclass(frozen=True)
class Column:
    """A column: ``key`` is the row's attribute and the name sent as Query.sort; ``title`` is marked.

    ``show`` makes the text from the row and the Words where the value alone does not do; ``choices`` maps
    stored values to marked words; ``digits`` aligns right with even figures; ``stretch`` takes the room left
    over; ``hidden`` columns can be switched on in the header's menu.
    """

    key: str
    title: str
    width: int = 110
    stretch: bool = False
    digits: bool = False
    choices: Mapping[str, str] | None = None
    show: Callable[[Any, Words], str] | None = None
    hint: Callable[[Any, Words], str] | None = None
    sorts: bool = True
    hidden: bool = False

    def text(self, row: Any, words: Words) -> str:
        if self.show is not None:
            return self.show(row, words)
        return text_of(getattr(row, self.key, None), words, self.choices)

    def tip(self, row: Any, words: Words) -> str:
        return self.hint(row, words) if self.hint else exact(getattr(row, self.key, None), words)


def named(name: Any, words: Words) -> str:
    """What a filter by staff tells of a choice (Filter.told)."""
    return known(words, name)


@dataclass(frozen=True)
class Known(Column):
    """A column of staff (several: a tuple), each named in the language of the screen."""

    def text(self, row: Any, words: Words) -> str:
        value = getattr(row, self.key) or ""
        return known(words, *((value,) if isinstance(value, str) else value))


@dataclass(frozen=True)
class Suited(Column):
    """A column of what the row keeps in two scripts (name and other_name, staff and staff_other): the one that suits
    the screen; of ``other_name`` the one that is not taken there."""

    def text(self, row: Any, words: Words) -> str:
        if self.key.startswith("other_"):
            return other_of(getattr(row, self.key.removeprefix("other_")), getattr(row, self.key), words)
        joined = f"{self.key}_other"
        other = joined if hasattr(row, joined) else f"other_{self.key}"
        return suiting(getattr(row, self.key), getattr(row, other), words)


@dataclass(frozen=True)
class Chip(Column):
    """A column that shows its state as a chip; ``tones`` gives the tone of a row where the state's own (see
    model/tones.py) is not meant."""

    tones: Callable[[Any], str] | None = None

    def tone(self, row: Any) -> str:
        return self.tones(row) if self.tones else tone(getattr(row, self.key, ""))


@dataclass(frozen=True)
class Spark(Column):
    """A column with a small line of the row's ``values``; its text is for the screen reader, a hover and paper."""

    values: Callable[[Any], Sequence[float | None]] = lambda _row: ()


Options = Callable[..., Any]


@dataclass(frozen=True)
class Filter:
    """A filter button with a menu of several values. ``name`` goes into Query.where. The values are fixed
    (``choices``: stored value → marked word) or asked for (``case``: gives (value, finished text) pairs, or
    value, name and name in the other language; with ``told`` value and anything which that says in the reader's
    language). ``single`` takes one at a time; ``start`` is set at first. With ``news``, the table whose news have the
    case asked again, there is no button while there is nothing to choose."""

    name: str
    title: str
    choices: Mapping[Any, str] | None = None
    case: Options | None = None
    single: bool = False
    start: tuple[object, ...] = ()
    told: Callable[[Any, Words], str] | None = None
    news: str = ""


@dataclass(frozen=True)
class Empty:
    """What an empty list is for, in one marked sentence, and its first step (marked text, what it does)."""

    text: str = N_("There is nothing here yet.")
    step: str = ""
    act: Callable[[], object] | None = None
    case: Callable[..., Any] | None = None


@dataclass(frozen=True)
class Action:
    """Something to do with the selected rows: in the context menu and the list's … menu. ``act`` gets the ids."""

    title: str
    act: Callable[[list[int]], object]
    case: Callable[..., Any] | None = None
    picture: str = ""
    many: bool = True
    keys: str = ""
    archived: bool = False
    """Offered over what is archived, not over the list as usual."""
    late: Callable[[], Callable[..., Any]] | None = None
    """Gives the case when it is asked for, where its file would be loaded for this alone."""
