"""Two records of one person made one, in one deed that can be undone; or kept apart as two people."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.merging.comparing import Comparison, Line, Side, compare
    from fmcrm_desktop.services.merging.forms import MergeForm
    from fmcrm_desktop.services.merging.merge import keep_all_apart, keep_apart, merge

face(__name__)
