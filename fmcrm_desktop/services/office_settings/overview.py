"""Everything the settings page shows, from one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fmcrm_desktop.services import categories, settings, staff
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.categories import CategoryRow
from fmcrm_desktop.services.office_settings import public_holidays
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Overview:
    """The settings, the categories with archived ones, who signs when nobody is asked, and the year whose days off
    are not known yet though it is near."""

    known: dict[str, Any]
    orders: list[CategoryRow]
    complaints: list[CategoryRow]
    signer: str
    lacking: int | None


@needs("office.read")
def overview(work: Work) -> Overview:
    known = settings.everything(work)
    signer = staff.choices(work, "", [known["default_staff"]]) if known["default_staff"] else []
    return Overview(
        known,
        categories.listed(work, "order", archived=True),
        categories.listed(work, "complaint", archived=True),
        signer[0].text if signer else "",
        public_holidays.lacking(work),
    )
