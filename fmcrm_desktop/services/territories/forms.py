"""What is asked about a territory: its names, its buildings and its people with their dates, and a re-drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.territory import TERRITORY_ROLES
from fmcrm_desktop.model.words import N_


@dataclass
class BuildingLine:
    """A building from one day until another, both inclusive; empty is open. ``id`` is that of the stored line."""

    building_id: Annotated[int | None, Field(N_("Building"), pick="building", required=True)] = None
    from_day: Annotated[date | None, Field(N_("From"))] = None
    until_day: Annotated[date | None, Field(N_("Until"))] = None
    id: int | None = None
    was: tuple[object, ...] = ()


@dataclass
class StaffLine:
    """Somebody with a role there, from one day until another."""

    staff_id: Annotated[int | None, Field(N_("Staff"), pick="staff", required=True)] = None
    role: Annotated[str, Field(N_("Role there"), choices=TERRITORY_ROLES, required=True)] = "worker"
    from_day: Annotated[date | None, Field(N_("From"))] = None
    until_day: Annotated[date | None, Field(N_("Until"))] = None
    id: int | None = None
    was: tuple[object, ...] = ()


@dataclass
class TerritoryForm:
    """A territory with its lines; ``known`` are those there were when the form was opened."""

    name: Annotated[str, Field(N_("Name of the territory"), longest=80, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=80)] = ""
    note: Annotated[str, Field(N_("Note"), longest=1000, lines=2)] = ""
    buildings: Annotated[tuple[BuildingLine, ...], Field(N_("Buildings"))] = ()
    staff: Annotated[tuple[StaffLine, ...], Field(N_("Staff"))] = ()
    version: int | None = None
    known: tuple[int, ...] = ()
    known_staff: tuple[int, ...] = ()


@dataclass
class RedrawForm:
    """Buildings that go to a territory from a day on."""

    buildings: Annotated[tuple[int, ...], Field(N_("Buildings"), pick="building", required=True)] = ()
    territory_id: Annotated[int | None, Field(N_("They go to"), pick="territory", required=True)] = None
    from_day: Annotated[date | None, Field(N_("From"), required=True)] = None
