"""The checklist of a new office: what it has already, seen from its records; put away and brought back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import literal, select, union_all

from fmcrm_desktop.model.keeping import Setting
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

STEPS = ("office", "hours", "calendar", "property", "people", "staff")
NEW, AGAIN, AWAY = "new", "again", "away"
"""Of the setting: shown until all is done; asked for again, shown until put away; put away. Empty: an office that
was there before the list, or a demo."""


@dataclass(frozen=True)
class FirstSteps:
    """Which of STEPS the office has, and whether the list is shown."""

    done: frozenset[str]
    shown: bool

    @property
    def whole(self) -> bool:
        return len(self.done) == len(STEPS)


@needs("office.settings")
def look(work: Work) -> FirstSteps:
    """Whether the list is shown; only then is looked what there is."""
    kept = settings.get(work, "first_steps")
    if kept not in (NEW, AGAIN):
        return FirstSteps(frozenset(), False)
    here = frozenset(_here(work))
    return FirstSteps(here, kept == AGAIN or len(here) < len(STEPS))


def _here(work: Work) -> list[str]:
    """What a step stands for is there: nobody ticks by hand, and what is archived again is open again."""
    kinds = (Building, Unit, Person)
    # One row in use of each is enough, however many there are.
    firsts = [
        select(literal(kind.__tablename__).label("kind"), first.c.id)
        for kind in kinds
        for first in [select(kind.id).where(kind.archived.is_(None)).limit(1).subquery()]
    ]
    there = {row.kind for row in work.rows(union_all(*firsts))}
    # Whoever founded the office is the first member of staff; the step is about the others.
    staff = work.rows(select(Staff.id).where(Staff.archived.is_(None)).limit(2))
    this_year = work.now.astimezone(work.zone).year
    days = any(int(str(each["day"])[:4]) >= this_year for each in settings.get(work, "holidays"))
    # The usual hours hold until somebody has said which these are, be it the usual ones.
    said = select(Setting.id).where(Setting.name == "hours", Setting.archived.is_(None))
    has = {
        "hours": work.value(said) is not None,
        "office": bool(settings.get(work, "office.address").strip()),
        "calendar": days,
        "property": {"building", "unit"} <= there,
        "people": "person" in there,
        "staff": len(staff) > 1,
    }
    return [step for step in STEPS if has[step]]


@needs("office.settings")
def begin(work: Work) -> None:
    """An office that a person founds to work in; a demo has everything."""
    settings.put(work, first_steps=NEW)


@needs("office.settings")
def put_away(work: Work) -> None:
    settings.put(work, first_steps=AWAY)


@needs("office.settings")
def bring_back(work: Work) -> None:
    """Show it, also when everything is done."""
    if not look(work).shown:
        settings.put(work, first_steps=AGAIN)
