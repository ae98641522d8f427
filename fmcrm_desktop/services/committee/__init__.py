"""The owners' committee: its bodies, meetings and decisions, what it says and is told, disputes, and our duties."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.committee.bodies import (
        BodyCard,
        BodyForm,
        BodyRow,
        MemberLine,
        MemberRow,
        add_body,
        archive_body,
        body_card,
        body_choices,
        body_form,
        body_options,
        body_page,
        body_rows,
        change_body,
        restore_body,
    )
    from fmcrm_desktop.services.committee.decision_list import (
        DecisionCard,
        DecisionRow,
        VoteRow,
        decision_card,
        decision_page,
        decision_rows,
        decision_staff,
    )
    from fmcrm_desktop.services.committee.decisions import (
        DecisionForm,
        EndForm,
        VoteLine,
        archive_decision,
        change_decision,
        decide,
        decision_form,
        draft_decision,
        end,
        end_form,
        restore_decision,
    )
    from fmcrm_desktop.services.committee.disputes import (
        DisputeCard,
        DisputeForm,
        OutcomeForm,
        PartyLine,
        PartyRow,
        TalkForm,
        TalkRow,
        add_dispute,
        archive_dispute,
        archive_talk,
        change_dispute,
        close,
        dispute_card,
        dispute_form,
        dispute_page,
        dispute_rows,
        dispute_staff,
        draft_dispute,
        draft_talk,
        outcome_form,
        restore_dispute,
        talk,
    )
    from fmcrm_desktop.services.committee.duties import (
        DutyForm,
        DutyRow,
        add_duty,
        archive_duty,
        change_duty,
        duty_form,
        duty_page,
        duty_rows,
        put_ready,
        restore_duty,
    )
    from fmcrm_desktop.services.committee.meeting_list import (
        ItemRow,
        MeetingCard,
        MeetingRow,
        meeting_card,
        meeting_page,
        meeting_rows,
    )
    from fmcrm_desktop.services.committee.meetings import (
        AttendanceLine,
        ItemLine,
        MeetingForm,
        add_meeting,
        archive_meeting,
        attend,
        attendance_form,
        change_meeting,
        draft_meeting,
        meeting_form,
        minutes_form,
        restore_meeting,
        write_minutes,
    )
    from fmcrm_desktop.services.committee.month import (
        CommitteeMonth,
        month_page,
    )
    from fmcrm_desktop.services.committee.opinions import (
        OpinionForm,
        OpinionRow,
        ReplyForm,
        add_opinion,
        archive_opinion,
        change_opinion,
        draft_opinion,
        opinion_form,
        opinion_page,
        opinion_rows,
        opinion_staff,
        reply,
        reply_form,
        restore_opinion,
    )
    from fmcrm_desktop.services.committee.passing import (
        PassingForm,
        PassingRow,
        Planned,
        archive_passing,
        change_passing,
        confirm,
        draft_passing,
        event_choices,
        pass_on,
        passing_form,
        passing_page,
        passing_rows,
        planned,
        restore_passing,
    )
    from fmcrm_desktop.services.committee.sheets import (
        CommitteeSheet,
        DutySheet,
        MeetingSheet,
        MembersSheet,
        duty_sheet,
        meeting_sheet,
        meeting_sheet_of,
        members_sheet,
        month_sheet,
    )
    from fmcrm_desktop.services.committee_roles import (
        CommitteeRole,
        roles_of,
    )

face(__name__)
