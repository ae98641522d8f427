"""Rounds of questionnaires: who is asked, their sheets with codes, how many came back."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.surveys.asking import ask_people, make_copies, preview, take_out
    from fmcrm_desktop.services.surveys.calling import by_telephone
    from fmcrm_desktop.services.surveys.forms import WHOM, CopiesForm, RoundForm, SampleForm
    from fmcrm_desktop.services.surveys.keeping import (
        add,
        archive,
        change,
        draft,
        form_of,
        restore,
        sample_draft,
    )
    from fmcrm_desktop.services.surveys.listing import (
        RoundCard,
        RoundRow,
        card,
        choices,
        page,
        questionnaire_options,
        rows,
    )
    from fmcrm_desktop.services.surveys.papers import FormSheet, SurveyForms, forms_called, forms_of
    from fmcrm_desktop.services.surveys.sampling import Drawn

face(__name__)
