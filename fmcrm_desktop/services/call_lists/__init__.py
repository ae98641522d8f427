"""Call lists: making one from any filter, sharing it out, working it down line by line."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.call_lists.forms import (
        BackForm,
        CallerForm,
        ChosenForm,
        ListForm,
        ShareForm,
    )
    from fmcrm_desktop.services.call_lists.listing import (
        LineRow,
        ListRow,
        Progress,
        line_rows,
        lines,
        list_options,
        page,
        progress,
        rows,
        staff_options,
    )
    from fmcrm_desktop.services.call_lists.making import (
        archive,
        assign,
        change,
        draft,
        form_of,
        make,
        restore,
        share_out,
    )
    from fmcrm_desktop.services.call_lists.reaching import Number, number_for, wanted
    from fmcrm_desktop.services.call_lists.working import (
        LineCard,
        call_back,
        card,
        done,
        done_many,
        line_draft,
        next_line,
    )

face(__name__)
