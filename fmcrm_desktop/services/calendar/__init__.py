"""The calendar's work: what is on it, adding and changing events alone and in series, moving visits, who came."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.calendar.attending import Mark, all_came, answer, attend
    from fmcrm_desktop.services.calendar.forms import (
        ALL,
        FIELDS,
        FOLLOWING,
        LOGGED,
        REMIND,
        THIS,
        UNDATED,
        EventForm,
        EventSheet,
        FoundForm,
        GuestForm,
        Invited,
        ReasonForm,
        StaffRow,
    )
    from fmcrm_desktop.services.calendar.keeping import add, archive, change, finish, found, restore
    from fmcrm_desktop.services.calendar.moving import move, move_anyway
    from fmcrm_desktop.services.calendar.planning import Checked, clashes_of, free_times
    from fmcrm_desktop.services.calendar.reading import entries, event, hours, people, sheet
    from fmcrm_desktop.services.clashes import Clash, Clashing
    from fmcrm_desktop.services.clashes import between as clashes

face(__name__)
