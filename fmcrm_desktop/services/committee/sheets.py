"""What goes on the committee's papers: minutes and invitation of a meeting, its month, our duties, its members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from fmcrm_desktop.model.committee import CommitteeBody, CommitteeMeeting
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.committee import bodies, decision_list, duties, meeting_list, month
from fmcrm_desktop.services.committee.bodies import BodyCard
from fmcrm_desktop.services.committee.decision_list import VoteRow
from fmcrm_desktop.services.committee.duties import DutyRow
from fmcrm_desktop.services.committee.meeting_list import MeetingCard
from fmcrm_desktop.services.committee.month import CommitteeMonth
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class MeetingSheet:
    """A meeting on paper, with the votes of each decision."""

    head: Head
    card: MeetingCard
    votes: Mapping[int, tuple[VoteRow, ...]]


@dataclass(frozen=True)
class CommitteeSheet:
    """The committee's month on paper."""

    head: Head
    told: CommitteeMonth


@dataclass(frozen=True)
class DutySheet:
    """The scope of duties on paper."""

    head: Head
    lines: tuple[DutyRow, ...]


@dataclass(frozen=True)
class MembersSheet:
    """The members of all bodies on paper."""

    head: Head
    bodies: tuple[BodyCard, ...]


@needs("complaint.read")
def meeting_sheet(work: Work, number: str) -> MeetingSheet:
    """The meeting with this number; raises Invalid(number)."""
    return meeting_sheet_of(work, _numbered(work, number))


@needs("complaint.read")
def meeting_sheet_of(work: Work, id: int) -> MeetingSheet:
    """A meeting by its id."""
    card = meeting_list.meeting_card(work, id)
    decided = [each.id for item in card.items for each in item.decisions] + [each.id for each in card.loose]
    return MeetingSheet(head(work), card, decision_list.votes_on(work, decided))


@needs("complaint.read")
def month_sheet(work: Work, of: Month | None = None) -> CommitteeSheet:
    """The committee's page of a month, or of this one."""
    return CommitteeSheet(head(work), month.month_page(work, of or Month.of(work.now, work.zone)))


@needs("complaint.read")
def duty_sheet(work: Work) -> DutySheet:
    """What we do and do not do."""
    return DutySheet(head(work), tuple(duties.listed(work)))


@needs("complaint.read")
def members_sheet(work: Work) -> MembersSheet:
    """All bodies with their members of today."""
    ids = (
        select(CommitteeBody.id)
        .where(CommitteeBody.archived.is_(None))
        .order_by(CommitteeBody.name, CommitteeBody.id)
    )
    return MembersSheet(head(work), tuple(bodies.body_card(work, id) for id in work.column(ids)))


def _numbered(work: Work, number: str) -> int:
    found: int | None = work.value(
        select(CommitteeMeeting.id).where(CommitteeMeeting.number == number.strip())
    )
    if found is None:
        raise Invalid(number=Refusal(N_("There is no “{number}” here. Check the number."), number=number))
    return found
