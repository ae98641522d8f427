"""What the change log calls prospects, campaigns and their columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fmcrm_desktop.model import campaign, notice, prospect, survey
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.campaigns.costs import CostForm
from fmcrm_desktop.services.campaigns.keeping import CampaignForm
from fmcrm_desktop.services.prospects.forms import NewLeadForm

SUBJECTS = {
    "lead": N_("Prospect"),
    "lead_unit": N_("Unit of interest"),
    "lead_step": N_("Step with a prospect"),
    "campaign": N_("Campaign"),
    "campaign_cost": N_("Cost of winning customers"),
    "campaign_person": N_("Person a campaign speaks to"),
    "response": N_("Answer to a campaign or notice"),
}
WORDS: dict[str, Mapping[str, str]] = {
    "lead.state": prospect.STAGES,
    "lead.source": prospect.SOURCES,
    "lead.purpose": prospect.PURPOSES,
    "lead.lost_reason": prospect.LOST_REASONS,
    "lead_step.way": prospect.STEP_WAYS,
    "campaign.kind": campaign.COSTS,
    "campaign_cost.kind": campaign.COSTS,
    "response.way": campaign.ANSWER_WAYS,
}
LABELS = {
    "entered": N_("Entered on"),
    "lost_reason": N_("Reason"),
    "lost_text": N_("In their words"),
    "warned_by_id": N_("Advised against us"),
    "way": N_("How"),
    "planned": N_("What was planned"),
    "planned_day": N_("Planned for"),
    "lead_id": N_("Prospect"),
    "campaign_id": N_("Campaign"),
    "notice_id": N_("Notice"),
    "survey_id": N_("Survey"),
}
FORMS: dict[str, tuple[type, ...]] = {
    "lead": (NewLeadForm,),
    "campaign": (CampaignForm,),
    "campaign_cost": (CostForm,),
}
NAMES: dict[str, Any] = {
    "lead_id": prospect.Lead.number,
    "campaign_id": campaign.Campaign.name,
    "recommended_by_id": Person.name,
    "warned_by_id": Person.name,
    "notice_id": notice.Notice.title,
    "survey_id": survey.Survey.name,
}
