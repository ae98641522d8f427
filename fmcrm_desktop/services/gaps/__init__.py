"""Where the office falls short: the board of gaps, what to fix first, plans to close a gap, the points of contact."""

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.gaps.board import Board, BoardRow, Spot, board
    from fmcrm_desktop.services.gaps.contact_points import (
        ContactPoint,
        PointsSheet,
        contact_points,
        points_paper,
    )
    from fmcrm_desktop.services.gaps.first import Cause, causes
    from fmcrm_desktop.services.gaps.paper import GapSheet, paper
    from fmcrm_desktop.services.gaps.plans import (
        PlanForm,
        PlanRow,
        add,
        archive,
        change,
        form_of,
        measure,
        page,
        restore,
        rows,
    )
    from fmcrm_desktop.services.gaps.sheet import Sheet, sheet

__all__ = [
    "Board",
    "BoardRow",
    "Cause",
    "ContactPoint",
    "GapSheet",
    "PlanForm",
    "PlanRow",
    "PointsSheet",
    "Sheet",
    "Spot",
    "add",
    "archive",
    "board",
    "causes",
    "change",
    "contact_points",
    "form_of",
    "measure",
    "page",
    "paper",
    "points_paper",
    "restore",
    "rows",
    "sheet",
]

face(__name__)
