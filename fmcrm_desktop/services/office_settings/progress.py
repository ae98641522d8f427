"""At which points of a work order and of a complaint the customer is told how it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office_settings.keeping import keep
from fmcrm_desktop.services.telling_progress import COMPLAINT_POINTS, ORDER_POINTS
from fmcrm_desktop.store.work import Work


@dataclass
class ProgressForm:
    """The points; none tells nobody anything by itself."""

    orders: Annotated[tuple[str, ...], Field(N_("Work orders"), choices=ORDER_POINTS)] = ()
    complaints: Annotated[tuple[str, ...], Field(N_("Complaints"), choices=COMPLAINT_POINTS)] = ()


@needs("office.read")
def progress(work: Work) -> ProgressForm:
    return ProgressForm(
        tuple(settings.get(work, "progress.work_order")), tuple(settings.get(work, "progress.complaint"))
    )


@needs("office.settings")
def keep_progress(work: Work, form: ProgressForm) -> None:
    """Keep them; they hold for what moves on from now. Raises Invalid."""
    check(form)
    keep(
        work,
        {"progress.work_order": list(form.orders), "progress.complaint": list(form.complaints)},
    )
