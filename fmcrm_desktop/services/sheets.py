"""What the papers show: frozen figures and rows, made by a service, drawn by a report; no session, no words yet.

Codes (states, channels, gaps) and moments are as they are stored; the report puts them into its language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.own_field import OwnLine
from fmcrm_desktop.model.working_time import Line
from fmcrm_desktop.services.attachments import OnPaper
from fmcrm_desktop.services.checklists import CheckRow


@dataclass(frozen=True)
class Head:
    """Whose paper it is, when it was printed (UTC) and by whom, in both scripts; ``names`` has what staff and buildings
    are called in the other script, by their names."""

    office: str
    printed: datetime
    by: str
    names: Mapping[str, str] = field(default_factory=dict)
    by_other: str = ""


@dataclass(frozen=True)
class Names:
    """A name in both scripts; either may be empty."""

    name: str = ""
    other: str = ""


@dataclass(frozen=True)
class ComplaintRow:
    """One line of the complaint register."""

    number: str
    received: datetime
    channel: str
    unit: str
    person: Names
    subject: str
    category: Names
    gap: str
    state: str
    due: datetime | None
    resolved: datetime | None
    lesson: str = ""


@dataclass(frozen=True)
class OrderRow:
    """One line of the work order register; ``late``: done after its due moment, or open beyond it."""

    number: str
    received: datetime
    place: str
    person: Names
    summary: str
    category: Names
    priority: str
    state: str
    staff: str
    due: datetime | None
    done: datetime | None
    late: bool = False
    staff_other: str = ""
    place_other: str = ""


@dataclass(frozen=True)
class CategoryRow:
    """A month of a category, or of a territory: orders that came in, were done, and of these done late; what those
    done cost, in minor units (None where it may not be seen)."""

    category: Names
    new: int
    done: int
    late: int
    cost: int | None = None


@dataclass(frozen=True)
class Point:
    """One month of the history behind the charts."""

    month: Month
    orders_new: int
    orders_done: int
    orders_late: int
    complaints: int


@dataclass(frozen=True)
class Exceptional:
    """Something the manager must look at: ``kind`` is grave, complaint_late, order_late, promise_broken, reopened or
    no_lesson; ``due`` the moment it is about."""

    kind: str
    number: str
    text: str
    due: datetime | None
    who: str
    who_other: str = ""


@dataclass(frozen=True)
class ComplaintRegister:
    """All complaints received in a period; ``month`` None for the whole register."""

    head: Head
    month: Month | None
    rows: tuple[ComplaintRow, ...]


@dataclass(frozen=True)
class OrderRegister:
    """All work orders received in a period; ``month`` None for the whole register."""

    head: Head
    month: Month | None
    rows: tuple[OrderRow, ...]


@dataclass(frozen=True)
class Receipt:
    """What the person who complained takes home: their own words, our number and what we promised."""

    head: Head
    number: str
    received: datetime
    channel: str
    person: Names
    anonymous: bool
    unit: Names
    category: Names
    subject: str
    own_words: str
    expected: str
    acknowledge_due: datetime | None
    due: datetime | None
    responsible: Names
    remedy: str
    answer: str
    state: str
    lines: tuple[Line, ...] = ()
    """The arithmetic of the answer's due time."""


@dataclass(frozen=True)
class AnswerSheet:
    """The answer as a letter: what the person said, what we answer, did and changed. ``language`` is the person's."""

    head: Head
    number: str
    received: datetime
    person: Names
    language: str
    unit: Names
    subject: str
    own_words: str
    answer: str
    remedy: str
    actions: tuple[str, ...]
    lesson: str
    staff: Names


@dataclass(frozen=True)
class Told:
    """One thing that was said and what we did, in English and Chinese; either may be empty.
    ``id`` is the complaint's."""

    notice: str
    other: str
    id: int


@dataclass(frozen=True)
class Board:
    """What the board of a building shows; without a building it is for all of them."""

    code: str
    name: Names
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Boards:
    """ "You said, we did": a page for each building. Without a month: everything that hangs nowhere yet."""

    head: Head
    month: Month | None
    boards: tuple[Board, ...]
    phone: str = ""
    """The office's, for who has more to say."""


@dataclass(frozen=True)
class Contact:
    """One way to reach somebody: kind code, value and when it may be used."""

    kind: str
    value: str
    hours: str = ""


@dataclass(frozen=True)
class PlannedVisit:
    """A planned going there, and who goes."""

    planned_from: datetime
    planned_until: datetime
    staff: tuple[Names, ...]


@dataclass(frozen=True)
class Earlier:
    """A piece of work done before at the same place."""

    number: str
    day: datetime
    summary: str
    fix: str


@dataclass(frozen=True)
class JobSheet:
    """What the technician carries: where, who, what, what to beware of, and room for what was done."""

    head: Head
    number: str
    priority: str
    state: str
    category: Names
    received: datetime
    due: datetime | None
    arrive_due: datetime | None
    place: Names
    address: str
    person: Names
    contacts: tuple[Contact, ...]
    warning: str
    own_words: str
    summary: str
    description: str
    staff: Names
    visits: tuple[PlannedVisit, ...]
    earlier: tuple[Earlier, ...]
    spot: str = ""
    """Where in the place."""
    lines: tuple[Line, ...] = ()
    """The arithmetic of the finish due."""
    equipment: Names = Names()
    """Its code before its name."""
    built: Names = field(default_factory=Names)
    """Where the equipment stands, its maker and number."""
    checks: tuple[CheckRow, ...] = ()
    own: tuple[OwnLine, ...] = ()
    files: tuple[OnPaper, ...] = ()
