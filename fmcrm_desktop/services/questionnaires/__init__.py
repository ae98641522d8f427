"""Questionnaires: written and changed, and the forms that are ready to be used."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.questionnaires.forms import TOPICS, QuestionLine, QuestionnaireForm
    from fmcrm_desktop.services.questionnaires.keeping import add, archive, change, form_of, restore
    from fmcrm_desktop.services.questionnaires.listing import (
        QuestionnaireCard,
        QuestionRow,
        card,
        choices,
        page,
        rows,
    )
    from fmcrm_desktop.services.questionnaires.ready import READY, Ready, add_ready

face(__name__)
