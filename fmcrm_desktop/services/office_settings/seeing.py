"""Whether territories say which work orders a technician sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office_settings.keeping import keep
from fmcrm_desktop.store.work import Work


@dataclass
class SeeingForm:
    """What technicians see of the work orders."""

    technicians_see_all: Annotated[bool, Field(N_("Technicians see the orders of all territories"))] = False


@needs("office.read")
def seeing(work: Work) -> SeeingForm:
    return SeeingForm(settings.get(work, "orders.technicians_see_all"))


@needs("office.settings")
def keep_seeing(work: Work, form: SeeingForm) -> None:
    """Keep it; it holds from the next question on."""
    check(form)
    keep(work, {"orders.technicians_see_all": form.technicians_see_all})
