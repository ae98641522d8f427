"""A believable bilingual office of any size, the same for the same seed: for trying, showing and measuring."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.demo.build import DemoPlan, build

face(__name__)
