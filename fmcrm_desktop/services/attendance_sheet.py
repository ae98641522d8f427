"""The sheet on which those who come to a meeting or an event sign: who is invited, with lines for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fmcrm_desktop.services import calendar, owners
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Attending:
    """Somebody invited: a member of staff (``staff``) or a guest, with the units they have."""

    name: str
    units: str
    staff: bool


@dataclass(frozen=True)
class AttendanceSheet:
    """What takes place, when (timed, or on whole days) and where, and who is invited."""

    head: Head
    title: str
    starts: datetime | None
    ends: datetime | None
    from_day: date | None
    until_day: date | None
    place: str
    people: tuple[Attending, ...]


@needs("calendar.read")
def sheet(work: Work, id: int, occurrence: str = "") -> AttendanceSheet:
    """Of an event; of a series the time named."""
    told = calendar.sheet(work, id, occurrence)
    form = told.form
    named = [guest.person_id for guest in told.guests if guest.person_id is not None]
    units = {row.id: row.units for row in owners.rows(work, named)} if work.who.may("person.read") else {}
    guests = tuple(Attending(each.name, units.get(each.person_id or 0, ""), False) for each in told.guests)
    staff = tuple(Attending(each.name, "", True) for each in told.staff)
    where = ", ".join(part for part in (form.place, told.room) if part)
    return AttendanceSheet(
        head(work),
        form.title,
        form.starts,
        form.ends,
        form.from_day,
        form.until_day,
        where,
        (*guests, *staff),
    )
