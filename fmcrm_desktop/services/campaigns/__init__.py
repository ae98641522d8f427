"""Campaigns: what they cost, whom they speak to, who answered, and the prospects that came of them."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.campaigns.figures import (
        CampaignFigures,
        Line,
        PeriodForm,
        ProspectSheet,
        of_campaign,
        period,
        sheet,
        today,
    )
    from fmcrm_desktop.services.campaigns.keeping import (
        STATES,
        AudienceForm,
        CampaignForm,
        CampaignRow,
        add,
        address,
        archive,
        audience,
        change,
        choices,
        draft,
        form_of,
        options,
        page,
        restore,
        rows,
    )

face(__name__)
