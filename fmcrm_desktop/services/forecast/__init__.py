"""The work of the weeks to come: what plans bring, what is on hand, what is expected, and how far off that was."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.forecast import links
    from fmcrm_desktop.services.forecast.ahead import Amount, Cell, Forecast, Line, forecast

face(__name__)
