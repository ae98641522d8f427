"""The forms of equipment: what it is, what its counter shows, when it stood still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from fmcrm_desktop.model.equipment import EQUIPMENT_KINDS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.words import N_

WHAT, WHERE, MADE = N_("What it is"), N_("Where it is"), N_("Maker and service")


@dataclass
class EquipmentForm:
    """A piece of equipment; without a unit of its counter it has none."""

    code: Annotated[
        str, Field(N_("Code"), longest=40, required=True, group=WHAT, hint=N_("As its plate says: L-3B"))
    ] = ""
    name: Annotated[str, Field(N_("Name of the equipment"), longest=120, required=True, group=WHAT)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=120, group=WHAT)] = ""
    kind: Annotated[str, Field(N_("Kind"), choices=EQUIPMENT_KINDS, required=True, group=WHAT)] = "other"
    building_id: Annotated[int | None, Field(N_("Building"), pick="building", group=WHERE)] = None
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit", group=WHERE)] = None
    place: Annotated[
        str, Field(N_("Place"), longest=200, group=WHERE, hint=N_("Lobby, stairs, pump room…"))
    ] = ""
    other_place: Annotated[str, Field(N_("Place in the other language"), longest=200, group=WHERE)] = ""
    counter: Annotated[
        str,
        Field(N_("Its counter counts"), longest=20, group=WHERE, hint=N_("h, km, starts; empty for none")),
    ] = ""
    maker: Annotated[str, Field(N_("Maker"), longest=120, group=MADE)] = ""
    model: Annotated[str, Field(N_("Model"), longest=120, group=MADE)] = ""
    serial: Annotated[str, Field(N_("Serial number"), longest=120, group=MADE)] = ""
    vendor_id: Annotated[int | None, Field(N_("Serviced by"), pick="technician", group=MADE)] = None
    installed: Annotated[date | None, Field(N_("Installed on"), group=MADE)] = None
    warranty_until: Annotated[date | None, Field(N_("Warranty until"), group=MADE)] = None
    note: Annotated[str, Field(N_("Notes"), longest=4000, lines=3, group=MADE)] = ""
    version: int | None = None


@dataclass
class ManyEquipmentForm:
    """What changes on all of them; a field left empty changes nothing."""

    kind: Annotated[str, Field(N_("Kind"), choices=EQUIPMENT_KINDS)] = ""
    vendor_id: Annotated[int | None, Field(N_("Serviced by"), pick="technician")] = None
    building_id: Annotated[int | None, Field(N_("Building"), pick="building")] = None


@dataclass
class ReadingForm:
    """What the counter shows; ``moment`` None is now. ``order_id`` is brought along where it was read for an order."""

    value: Annotated[Decimal | None, Field(N_("Reading"), longest=20, required=True)] = None
    moment: Annotated[datetime | None, Field(N_("Read at"), hint=N_("Now"))] = None
    exchanged: Annotated[bool, Field(N_("The counter was exchanged"))] = False
    note: Annotated[str, Field(N_("Note"), longest=400)] = ""
    order_id: int | None = None


@dataclass
class DowntimeForm:
    """It stood still from one moment until another; without an end it still does. ``began`` None is now."""

    began: Annotated[datetime | None, Field(N_("Stands still since"), hint=N_("Now"))] = None
    ended: Annotated[datetime | None, Field(N_("Runs again since"), hint=N_("It still stands still"))] = None
    cause: Annotated[str, Field(N_("Cause"), longest=400)] = ""
    planned: Annotated[bool, Field(N_("Planned, told beforehand"))] = False
    order_id: int | None = None
    version: int | None = None


@dataclass
class EndForm:
    """It runs again; ``ended`` None is now."""

    ended: Annotated[datetime | None, Field(N_("Runs again since"), hint=N_("Now"))] = None
    cause: Annotated[str, Field(N_("Cause"), longest=400)] = ""
    version: int | None = None
