"""What an article can be about besides categories and problems, for the pickers of its form."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.skill import Skill
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

OFFERED = 20


@needs("office.read")
def skills(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Skills by name, or the ones with these ids."""
    named = select(Skill.id, Skill.name, Skill.other_name).order_by(Skill.name, Skill.id)
    named = named.where(Skill.id.in_(ids) if ids else Skill.archived.is_(None))
    wanted = fold(text)
    found = [Choice(id, name, other=other) for id, name, other in work.rows(named)]
    return found if ids else [each for each in found if wanted in fold(f"{each.text} {each.other}")][:OFFERED]


@needs("office.read")
def equipment(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Equipment by code and name, or the ones with these ids."""
    named = select(Equipment.id, Equipment.code, Equipment.name, Equipment.other_name).order_by(
        Equipment.sort_key
    )
    named = named.where(Equipment.id.in_(ids) if ids else Equipment.archived.is_(None))
    wanted = fold(text)
    found = [
        Choice(id, f"{code} {name}", other=f"{code} {other or name}")
        for id, code, name, other in work.rows(named)
    ]
    return found if ids else [each for each in found if wanted in fold(f"{each.text} {each.other}")][:OFFERED]
