"""Equipment: what it is and where, what its counter showed, when it stood still."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.equipment.counters import ReadingRow, read, take_away
    from fmcrm_desktop.services.equipment.forms import (
        DowntimeForm,
        EndForm,
        EquipmentForm,
        ManyEquipmentForm,
        ReadingForm,
    )
    from fmcrm_desktop.services.equipment.keeping import (
        add,
        archive,
        archive_many,
        change,
        change_many,
        draft,
        form_of,
        restore,
        restore_many,
    )
    from fmcrm_desktop.services.equipment.listing import RUNNING, EquipmentRow, at_place, choices, page, rows
    from fmcrm_desktop.services.equipment.of_order import OrderEquipment, of_order
    from fmcrm_desktop.services.equipment.standstill import (
        DowntimeRow,
        Standing,
        begin,
        correct,
        downtime_form,
        end,
        stop,
        strike,
    )

face(__name__)
