"""What the office holds on a person: handed out whole, erased, and offered for erasure when it is old."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.privacy.erasing import HELD_BY, Erased, Objection, erase_person, objections
    from fmcrm_desktop.services.privacy.handing_out import Everything, everything
    from fmcrm_desktop.services.privacy.keeping_until import (
        Old,
        RetentionForm,
        erase_old,
        keep_retention,
        old,
        retention,
    )
    from fmcrm_desktop.services.privacy.whole_erasure import erase, erase_all_old, held

face(__name__)
