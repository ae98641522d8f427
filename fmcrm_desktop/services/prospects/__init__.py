"""Prospects: entered with a next step, followed over the stages, won or lost; and what winning them costs."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.prospects.board import Stage, board
    from fmcrm_desktop.services.prospects.calling import NextStep, called, follow, of_person, open_of
    from fmcrm_desktop.services.prospects.card import KINDS, Happened, LeadCard, card
    from fmcrm_desktop.services.prospects.forms import (
        LeadForm,
        LostForm,
        ManyLeadsForm,
        MoveForm,
        NewLeadForm,
        PersonOfForm,
        ReopenForm,
        StepForm,
        WonForm,
    )
    from fmcrm_desktop.services.prospects.keeping import (
        add,
        archive,
        change,
        draft,
        form_of,
        restore,
        similar,
    )
    from fmcrm_desktop.services.prospects.listing import (
        SHOWN,
        LeadRow,
        campaign_options,
        choices,
        late_count,
        page,
        rows,
        staff_options,
    )
    from fmcrm_desktop.services.prospects.many import archive_many, change_many, restore_many
    from fmcrm_desktop.services.prospects.moving import (
        be_person,
        close_won,
        lost,
        move,
        move_form,
        person_form_of,
        person_of,
        reopen,
        step,
        step_form,
        won,
        won_form,
    )

face(__name__)
