"""Founding an office: its settings, the first member of staff, the first categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.category import FIRST_COMPLAINT, FIRST_ORDER, Category
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import LANGUAGES, N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@dataclass
class OfficeForm:
    """What a new office is asked for."""

    name: Annotated[str, Field(N_("Name of the office"), longest=120, required=True)] = ""
    zone: Annotated[str, Field(N_("Time zone"), longest=60, required=True)] = "UTC"
    currency: Annotated[str, Field(N_("Currency"), longest=3, required=True)] = "CNY"
    language: Annotated[str, Field(N_("Language"), choices=LANGUAGES, required=True)] = "en"
    manager: Annotated[str, Field(N_("Your name"), longest=120)] = ""


@needs("office.settings")
def found(work: Work, form: OfficeForm) -> int:
    """Set up an empty office; gives the id of its first member of staff, a manager."""
    check(form)
    chinese = form.language == "zh_CN"
    manager = work.add(Staff(name=form.manager or ("经理" if chinese else "Manager"), role="manager"))
    settings.put(
        work,
        **{
            "office.name": form.name,
            "office.zone": form.zone,
            "office.currency": form.currency,
            "office.language": form.language,
            "default_staff": manager.id,
        },
    )
    for subject, first in (("order", FIRST_ORDER), ("complaint", FIRST_COMPLAINT)):
        for position, (code, (english, zh)) in enumerate(first.items()):
            name, other = (zh, english) if chinese else (english, zh)
            work.add(Category(subject=subject, code=code, name=name, other_name=other, position=position))
    return manager.id
