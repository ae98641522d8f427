"""Opening and founding: from a file path or a server's address to an office somebody can work in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from fmcrm_desktop.model.staff import Staff, Who
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.office import FREE, NOBODY, UPKEEP, Office, needs
from fmcrm_desktop.store import opening
from fmcrm_desktop.store.work import Work

if TYPE_CHECKING:
    from fmcrm_desktop.services.founding import OfficeForm


def open_office(office: str, *, read_only: bool = False) -> Office:
    """Open an office: checked, upgraded when it is older (after a verified backup), signed in where no one
    needs to. Raises Refusal with the way out."""
    opened = Office(opening.open_store(office, read_only=read_only), NOBODY)
    start(opened)
    return opened


def start(office: Office) -> dict[str, Any]:
    """Learn the office's zone and, when signing in is off, who works here; gives the settings."""
    known = office.ask(settings.everything)
    office.store.zone = known["office.zone"]
    if not known["sign_in"]:
        office.who = office.ask(alone)
    return known


def found_office(office: str, form: OfficeForm) -> Office:
    """Make a new office at a path that is free, or in an empty database, and open it. Raises Refusal."""
    from fmcrm_desktop.services import founding

    founding.checked(form)
    founded = Office(opening.create_store(office), UPKEEP)
    founded.do(founding.found, form)
    start(founded)
    return founded


@needs(FREE)
def alone(work: Work) -> Who:
    """Who signs the deeds of an office without signing in: the one chosen, else the first manager."""
    if settings.get(work, "sign_in"):
        return NOBODY
    columns = select(Staff.id, Staff.name, Staff.role).where(Staff.archived.is_(None))
    chosen = settings.get(work, "default_staff")
    row = work.row(columns.where(Staff.id == chosen)) if chosen else None
    row = row or work.row(columns.where(Staff.role == "manager").order_by(Staff.id))
    return Who(row.id, row.name, row.role) if row else UPKEEP
