"""The counter: who came, how long they waited, what became of it.

office.do(arrive)      office.do(call_next)      office.do(finish, id)      office.do(leave, id)
"""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.counter.figures import CounterFigures, figures
    from fmcrm_desktop.services.counter.keeping import (
        HandOnForm,
        VisitForm,
        add,
        archive,
        archive_many,
        arrive,
        call_next,
        change,
        draft,
        finish,
        form_of,
        hand_on,
        leave,
        restore,
        restore_many,
        serve,
    )
    from fmcrm_desktop.services.counter.listing import STATES, VisitRow, page, queue, rows

face(__name__)
