"""Suggestions: slips of the box and what people say, each with somebody responsible, a day, and an answer."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.suggestions.keeping import (
        AnswerForm,
        SuggestionForm,
        add,
        answer,
        answer_form,
        archive,
        change,
        draft,
        form_of,
        restore,
    )
    from fmcrm_desktop.services.suggestions.listing import (
        SHOWN,
        SuggestionRow,
        page,
        rows,
        staff_options,
    )
    from fmcrm_desktop.services.suggestions.many import (
        ManySuggestionsForm,
        archive_many,
        change_many,
        restore_many,
    )
    from fmcrm_desktop.services.suggestions.slip import SLIPS, Slip, slip, with_codes

face(__name__)
