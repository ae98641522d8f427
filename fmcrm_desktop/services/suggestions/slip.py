"""What stands on the slips that lie beside the suggestion box."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.store.work import Work

SLIPS = 3
"""On a sheet."""


@dataclass(frozen=True)
class Slip:
    """Whose box it is and how else the office is reached; a code for each slip of a sheet, by which whoever gave no
    name finds the answer on the board."""

    office: str
    phone: str
    address: str
    codes: tuple[str, ...] = ()


@needs("complaint.read")
def slip(work: Work) -> Slip:
    """The office on its slips."""
    name, phone, address = (settings.get(work, f"office.{each}") for each in ("name", "phone", "address"))
    return Slip(name, phone, address)


def with_codes(empty: Slip) -> Slip:
    """A sheet of it with codes that no other has: drawn by chance, and the rare one that is not new is refused when it
    is typed in."""
    source = random.SystemRandom()
    return replace(empty, codes=tuple(codes.new_code(source) for _ in range(SLIPS)))
