"""Territories: sets of buildings with dates and the people who work in them; entered, seen, re-drawn."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.territories.figures import DAYS, Measured
    from fmcrm_desktop.services.territories.forms import BuildingLine, RedrawForm, StaffLine, TerritoryForm
    from fmcrm_desktop.services.territories.keeping import add, archive, change, form_of, restore
    from fmcrm_desktop.services.territories.listing import (
        TerritoryCard,
        card,
        choices,
        for_filter,
        page,
        rows,
    )
    from fmcrm_desktop.services.territories.redrawing import Redrawn, preview, redraw, redraw_form

face(__name__)
