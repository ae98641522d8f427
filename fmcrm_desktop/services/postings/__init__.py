"""What hangs on the boards and in the windows: a notice or display material, where, from when, until when."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.postings.keeping import (
        PostingForm,
        add,
        archive,
        archive_many,
        change,
        draft,
        form_of,
        put_up,
        restore,
        restore_many,
        take_down,
    )
    from fmcrm_desktop.services.postings.listing import STATES, PostingRow, of_notice, page, rows
    from fmcrm_desktop.services.postings.poster import Poster, poster, poster_called

face(__name__)
