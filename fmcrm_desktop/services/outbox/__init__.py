"""The outbox: what is on its way out, why it waits, and the steps by which one mail is sent once.

take → (the mail server says yes) → settle. Whoever has taken a mail has it until a moment; who dies in between
leaves it "being sent", and it is sent again with the same Message-ID.
"""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.outbox.handling import Slip, Slips, again, hold, passed_on, slips
    from fmcrm_desktop.services.outbox.listing import (
        NO_SERVER,
        OutboxRow,
        Standing,
        page,
        rows,
        standing,
    )
    from fmcrm_desktop.services.outbox.working import (
        LATER,
        NEVER,
        SENT,
        Mail,
        Outcome,
        all_now,
        next_due,
        pause,
        reclaim,
        settle,
        take,
    )

face(__name__)
