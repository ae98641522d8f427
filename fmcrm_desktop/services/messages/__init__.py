"""Messages: what must reach somebody, written in the deed that makes it necessary; read marks; the staff's memos.

tell(work, Telling("Lift 2 is out", "Until noon."), staff=[3], people=[17])    from inside any case
office.do(write, StaffMessageForm(…))      office.ask(inbox, Query())      office.do(read, [id])
"""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.messages.card import MessageCard, about, card
    from fmcrm_desktop.services.messages.listing import (
        READ_STATES,
        MessageRow,
        inbox,
        inbox_rows,
        sent,
        sent_rows,
        unread_count,
    )
    from fmcrm_desktop.services.messages.telling import Telling, tell
    from fmcrm_desktop.services.messages.writing import (
        PersonMessageForm,
        StaffMessageForm,
        read,
        unread,
        write,
        write_to_person,
    )

face(__name__)
