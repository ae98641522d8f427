"""What a round of a survey brought: how many answered, gaps by criterion, needs, bands, by building and month."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.survey_results.figures import (
        ABOUT,
        BAD_GAP,
        Part,
        QuestionResult,
        Replies,
        Results,
        Sums,
    )
    from fmcrm_desktop.services.survey_results.listing import page, rows
    from fmcrm_desktop.services.survey_results.reading import by_name, results

face(__name__)
