"""Praise, registered like a complaint: written down, thanked for, made a recognition with its certificate."""

# mypy: implicit-reexport

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

face(__name__)
