"""What the filters and pickers of complaints offer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.complaint import OPEN, Complaint
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services import categories
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints.listing import rows
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

MOST_CHOICES = 12
MONTHS = 24


@needs("complaint.read")
def category_options(work: Work) -> list[tuple[int, str, str]]:
    """The categories of complaints with their names in both languages, for a filter."""
    return [(choice.id, choice.text, choice.other) for choice in categories.for_complaints(work)]


@needs("complaint.read")
def staff_options(work: Work) -> list[tuple[int, str]]:
    """Those who have open complaints in hand, or could have, for a filter."""
    busy = select(Complaint.responsible_id).where(
        Complaint.state.in_(OPEN), Complaint.responsible_id.is_not(None)
    )
    columns = select(Staff.id, Staff.name).where(or_(Staff.archived.is_(None), Staff.id.in_(busy)))
    return [(id, name) for id, name in work.rows(columns.order_by(Staff.name, Staff.id))]


@needs("complaint.read")
def month_options(work: Work) -> list[tuple[str, str]]:
    """The months that have complaints, the newest first, at most two years of them."""
    month = Month.of(work.now, work.zone)
    first = work.value(select(func.min(Complaint.received)).where(Complaint.archived.is_(None)))
    oldest = Month.of(first, work.zone) if first is not None else month
    found: list[tuple[str, str]] = []
    while month >= oldest and len(found) < MONTHS:
        found.append((str(month), str(month)))
        month = month.plus(-1)
    return found


@needs("complaint.read")
def choices(work: Work, text: str, ids: Sequence[int] = ()) -> list[Choice]:
    """For pickers: the complaints found by the words typed, newest first, or the ones with these ids."""
    wanted = list(ids) or search.refs(work, text, "complaint", MOST_CHOICES)
    return [
        Choice(
            row.id, f"{row.number} {row.subject}", " · ".join(part for part in (row.unit, row.person) if part)
        )
        for row in rows(work, wanted)
    ]


@needs("complaint.read")
def scale_options(work: Work) -> list[tuple[int, str, str]]:
    """The behaviour scales with their names in both languages, for a filter."""
    return [(choice.id, choice.text, choice.other) for choice in scale_choices(work, "")]


@needs("complaint.read")
def scale_choices(work: Work, text: str, ids: Sequence[int] = ()) -> list[Choice]:
    """For pickers: the behaviour scales whose name holds what was typed, in their order."""
    columns = select(BehaviourScale.id, BehaviourScale.name, BehaviourScale.other_name)
    columns = columns.where(BehaviourScale.id.in_(ids) if ids else BehaviourScale.archived.is_(None))
    wanted = fold(text)
    return [
        Choice(id, name, other=other)
        for id, name, other in work.rows(columns.order_by(BehaviourScale.position, BehaviourScale.id))
        if says(f"{name} {other}", wanted)
    ]
