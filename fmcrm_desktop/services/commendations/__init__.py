"""Praise, registered like a complaint: written down, thanked for, made a recognition with its certificate."""

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.commendations.keeping import (
        CommendationForm,
        add,
        archive,
        change,
        draft,
        form_of,
        recognise,
        recognition_form,
        restore,
    )
    from fmcrm_desktop.services.commendations.listing import (
        STATES,
        CommendationRow,
        page,
        rows,
        staff_options,
    )
    from fmcrm_desktop.services.commendations.many import (
        ManyCommendationsForm,
        archive_many,
        change_many,
        restore_many,
    )
    from fmcrm_desktop.services.commendations.thanking import ThankForm, thank, thank_form

__all__ = [
    "STATES", "CommendationForm", "CommendationRow", "ManyCommendationsForm", "add", "archive", "archive_many",
    "change", "change_many", "draft", "form_of", "page", "recognise", "recognition_form", "restore", "restore_many",
    "rows", "staff_options", "ThankForm", "thank", "thank_form",
]  # fmt: skip

face(__name__)
