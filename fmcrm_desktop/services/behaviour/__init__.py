"""Behaviour towards customers: scales with described ends, scores with the cases they rest on, profiles."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.behaviour.profile import (
        Mark,
        Profile,
        Told,
        profile,
        profile_sheet,
        whose,
    )
    from fmcrm_desktop.services.behaviour.scales import (
        ScaleForm,
        ScaleRow,
        add_scale,
        add_twelve,
        archive_scale,
        change_scale,
        restore_scale,
        scale_form,
        scale_page,
        scale_rows,
    )
    from fmcrm_desktop.services.behaviour.scoring import (
        ScoringForm,
        StaffRow,
        evidence,
        score,
        scoring,
        scoring_form,
        staff_page,
        staff_rows,
        take_back,
    )

face(__name__)
