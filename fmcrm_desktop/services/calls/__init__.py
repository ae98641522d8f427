"""Calls: who is calling, writing a call down with all that follows from it, the log of calls."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.calls.card import CallCard, card
    from fmcrm_desktop.services.calls.forms import CallForm
    from fmcrm_desktop.services.calls.listing import CallRow, page, rows
    from fmcrm_desktop.services.calls.logging import Logged, archive, change, draft, form, log, restore
    from fmcrm_desktop.services.calls.many import ManyCallsForm, archive_many, change_many, restore_many
    from fmcrm_desktop.services.calls.who import Candidate, Prospect, caller, who

face(__name__)
