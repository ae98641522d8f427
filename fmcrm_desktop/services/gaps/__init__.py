"""Where the office falls short: the board of gaps, what to fix first, plans to close a gap, the points of contact."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.gaps.board import Spot, board
    from fmcrm_desktop.services.gaps.contact_points import (
        ContactPoint,
        PointsSheet,
        contact_points,
        points_paper,
    )
    from fmcrm_desktop.services.gaps.first import causes
    from fmcrm_desktop.services.gaps.paper import paper
    from fmcrm_desktop.services.gaps.plans import (
        PlanForm,
        add,
        archive,
        change,
        form_of,
        measure,
        page,
        restore,
        rows,
    )
    from fmcrm_desktop.services.gaps.sheet import sheet

face(__name__)
