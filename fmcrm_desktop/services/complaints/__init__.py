"""Complaints: taking them down, answering, learning from them; the register and the page of one."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.complaints.actions import add_action, agree_action
    from fmcrm_desktop.services.complaints.beside import Known, also, known
    from fmcrm_desktop.services.complaints.card import ComplaintCard, card
    from fmcrm_desktop.services.complaints.entering import archive, change, draft, form_of, register, restore
    from fmcrm_desktop.services.complaints.forms import (
        AcknowledgeForm,
        AlsoForm,
        AnswerForm,
        ComplaintForm,
        FollowUpForm,
        GiveForm,
        NoticeForm,
        ReasonForm,
        RemedyForm,
        ResolveForm,
    )
    from fmcrm_desktop.services.complaints.handling import (
        acknowledge,
        answer,
        answer_form,
        follow_up,
        follow_up_form,
        give,
        investigate,
        make_order,
        reopen,
        resolve,
        resolve_form,
        withdraw,
    )
    from fmcrm_desktop.services.complaints.listing import ComplaintRow, Counts, counts, late_count, page, rows
    from fmcrm_desktop.services.complaints.many import (
        ManyComplaintsForm,
        archive_many,
        change_many,
        restore_many,
    )
    from fmcrm_desktop.services.complaints.options import (
        category_options,
        choices,
        month_options,
        scale_choices,
        scale_options,
        staff_options,
    )
    from fmcrm_desktop.services.complaints.remedies import (
        UP_TO,
        hung_up,
        notice_form,
        remedy,
        remedy_form,
        write_notice,
    )
    from fmcrm_desktop.services.complaints.thanking import acknowledge_form

face(__name__)
