"""Answers of a survey: typed in from paper, twice where it matters, or taken during a call and on the spot."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.survey_answers.asking import ask_about
    from fmcrm_desktop.services.survey_answers.differing import (
        Difference,
        PaperForm,
        Said,
        page,
        rows,
        settle,
        take,
    )
    from fmcrm_desktop.services.survey_answers.entering import Given, Saved, save, type_again
    from fmcrm_desktop.services.survey_answers.sheets import Asked, OwnEntry, Sheet, by_code, by_id
    from fmcrm_desktop.services.survey_answers.upcoming import Upcoming, upcoming

face(__name__)
