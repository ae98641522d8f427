"""The post room: letters, parcels, faxes and emails in and out, where they lie, who took them, what was answered."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.post_room.keeping import (
        HandOverForm,
        ManyPostForm,
        PostForm,
        ReplyForm,
        add,
        change,
        change_many,
        draft,
        form_of,
        hand_over,
        reply,
        reply_form,
    )
    from fmcrm_desktop.services.post_room.listing import STATES, PostRow, of_matter, page, rows, staff_options
    from fmcrm_desktop.services.post_room.papers import (
        PostReceipt,
        PostRegister,
        receipt,
        receipt_numbered,
        register,
    )
    from fmcrm_desktop.services.post_room.putting_away import archive, archive_many, restore, restore_many

face(__name__)
