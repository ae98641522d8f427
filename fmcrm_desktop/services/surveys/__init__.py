"""Rounds of questionnaires: who is asked, their sheets with codes, how many came back."""

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

__all__ = [
    "WHOM", "CopiesForm", "Drawn", "FormSheet", "RoundCard", "RoundForm", "RoundRow", "SampleForm",
    "SurveyForms", "add", "archive", "ask_people", "by_telephone", "card", "change", "choices", "draft",
    "form_of", "forms_called", "forms_of", "make_copies", "page", "preview", "questionnaire_options",
    "restore", "rows", "sample_draft", "take_out",
]  # fmt: skip

face(__name__)
