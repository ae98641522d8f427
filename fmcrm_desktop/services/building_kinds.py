"""Lists split by the kind of building (residential, office …): the filter "building_kind" of every one of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select

from fmcrm_desktop.model.property import Building


def of_kinds(kinds: Sequence[object]) -> Select[int]:
    """The ids of the buildings of these kinds (keys of BUILDING_KINDS)."""
    return select(Building.id).where(Building.kind.in_(kinds))
