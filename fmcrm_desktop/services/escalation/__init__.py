"""Escalation: what happens when a clock of a work order runs towards its due moment or past it.

office.do(run)     once a minute: every step that is due, each once
"""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.escalation.rules import (
        EscalationForm,
        EscalationRow,
        add,
        archive,
        change,
        form_of,
        page,
        restore,
        rows,
    )
    from fmcrm_desktop.services.escalation.running import due, run

face(__name__)
