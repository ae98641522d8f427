"""What stands on the slips that lie beside the suggestion box."""

from __future__ import annotations

from dataclasses import dataclass

from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Slip:
    """Whose box it is and how else the office is reached."""

    office: str
    phone: str
    address: str


@needs("complaint.read")
def slip(work: Work) -> Slip:
    """The office on its slips."""
    return Slip(*(settings.get(work, f"office.{name}") for name in ("name", "phone", "address")))
