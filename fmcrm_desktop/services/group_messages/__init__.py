"""Texts to many, sent from outside the program: in both languages, copied, and kept with everybody addressed."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.group_messages.listing import GroupRow, page, rows
    from fmcrm_desktop.services.group_messages.writing import (
        GroupForm,
        archive,
        draft,
        restore,
        write,
    )

face(__name__)
