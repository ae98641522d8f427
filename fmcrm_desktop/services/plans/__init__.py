"""Preventive work: plans, the orders made of them ahead, and the workload of the next weeks."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.plans.due import Due
    from fmcrm_desktop.services.plans.forms import BY_BASIS, PlanForm, SkipForm
    from fmcrm_desktop.services.plans.keeping import (
        add,
        archive,
        change,
        draft,
        form_of,
        restore,
        skip,
        unskip,
    )
    from fmcrm_desktop.services.plans.listing import PlanCard, PlanRow, card, next_for, page, rows
    from fmcrm_desktop.services.plans.making import Coming, generate, make_one, preview
    from fmcrm_desktop.services.plans.workload import Cell, Workload, workload

face(__name__)
