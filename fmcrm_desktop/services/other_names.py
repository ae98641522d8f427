"""What staff, buildings, places of equipment, topics of calls and handbooks are called in the other script, by
their names: by these screen and paper say them."""

from __future__ import annotations

from sqlalchemy import select, union_all

from fmcrm_desktop.model.call import CallTopic
from fmcrm_desktop.model.channel import HandbookEdition
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

_BOTH = union_all(
    select(Staff.name, Staff.other_name),
    select(Building.name, Building.other_name),
    # An order about a machine has its place as text.
    select(Equipment.place, Equipment.other_place).where(Equipment.other_place != "").distinct(),
    # A call and what was promised in it have the topic as text, in the language in which it was logged.
    select(CallTopic.name, CallTopic.other_name).where(CallTopic.other_name != ""),
    select(CallTopic.other_name, CallTopic.name).where(CallTopic.other_name != ""),
    select(HandbookEdition.name, HandbookEdition.other_name)
    .where(HandbookEdition.other_name != "")
    .distinct(),
)


@needs("office.read")
def known(work: Work) -> dict[str, str]:
    """Name → name in the other script; without those that two of one name call differently."""
    found: dict[str, str] = {}
    for name, other in work.rows(_BOTH):
        found[name] = other if found.get(name, other) == other else ""
    return {name: other for name, other in found.items() if other}
