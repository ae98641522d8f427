"""Suggestions: slips of the box and what people say, each with somebody responsible, a day, and an answer."""

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

__all__ = [
    "SHOWN", "SLIPS", "AnswerForm", "ManySuggestionsForm", "Slip", "SuggestionForm", "SuggestionRow", "add", "answer",
    "answer_form", "archive", "archive_many", "change", "change_many", "draft", "form_of", "page",
    "restore", "restore_many", "rows", "slip", "staff_options", "with_codes",
]  # fmt: skip

face(__name__)
