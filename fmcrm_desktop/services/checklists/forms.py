"""The forms of checklists: a template with its items, and why an item is left out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from fmcrm_desktop.model.checklist import ITEM_KINDS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.words import N_


@dataclass
class ItemLine:
    """An item of a template as it is typed; ``choices`` are separated by a semicolon, faults begin with !."""

    in_order: ClassVar[bool] = True
    """The lines have an order that the form can change."""

    text: Annotated[str, Field(N_("Item"), longest=200, required=True)] = ""
    other_text: Annotated[str, Field(N_("In the other language"), longest=200)] = ""
    kind: Annotated[str, Field(N_("Kind"), choices=ITEM_KINDS, required=True)] = "tick"
    unit: Annotated[str, Field(N_("Measured in"), longest=12)] = ""
    low: Annotated[Decimal | None, Field(N_("At least"), longest=12)] = None
    high: Annotated[Decimal | None, Field(N_("At most"), longest=12)] = None
    choices: Annotated[str, Field(N_("Answers"), longest=400)] = ""
    required: Annotated[bool, Field(N_("Must"), longest=12)] = True
    id: int | None = None
    seen: int | None = None
    """The version of the item that the form was opened with."""


@dataclass
class ChecklistForm:
    """A template; orders of its category are given it when they are entered."""

    name: Annotated[str, Field(N_("Name of the checklist"), longest=120, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=120)] = ""
    category_id: Annotated[
        int | None,
        Field(N_("For every order of"), pick="order_category", hint=N_("Only where it is chosen")),
    ] = None
    items: Annotated[tuple[ItemLine, ...], Field(N_("Items"))] = ()
    known: tuple[int, ...] = ()
    """The items there were when the form was opened: only these can be taken out by it."""
    version: int | None = None


@dataclass
class GiveForm:
    """Which checklist an order is given."""

    checklist_id: Annotated[int | None, Field(N_("Checklist"), pick="checklist", required=True)] = None


@dataclass
class LeaveOutForm:
    """Why an item is not checked."""

    why: Annotated[str, Field(N_("Why"), longest=400, required=True)] = ""
    version: int | None = None


@dataclass
class NoteForm:
    """What there is to say about an item."""

    note: Annotated[str, Field(N_("Note"), longest=400)] = ""
    version: int | None = None
