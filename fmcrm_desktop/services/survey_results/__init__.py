"""What a round of a survey brought: how many answered, gaps by criterion, needs, bands, by building and month."""

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

__all__ = [
    "ABOUT",
    "BAD_GAP",
    "Part",
    "QuestionResult",
    "Replies",
    "Results",
    "Sums",
    "by_name",
    "page",
    "results",
    "rows",
]

face(__name__)
