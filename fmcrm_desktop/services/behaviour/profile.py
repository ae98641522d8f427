"""The profile of one member of staff: every scale with its last score, the one before, and the cases behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.behaviour import BehaviourScale, BehaviourScore, ScoreCase
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import personal, registers
from fmcrm_desktop.services.behaviour import scales
from fmcrm_desktop.services.behaviour.scales import ScaleRow
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.services.trainings import today_of
from fmcrm_desktop.store.work import Work

SHOWN = 12
"""So many scores of a scale make its trend."""


@dataclass(frozen=True)
class Evidence:
    """A case a score rests on; ``kind`` is complaint, commendation or order."""

    kind: str
    id: int
    number: str
    said: str


@dataclass(frozen=True)
class Mark:
    """A score: who gave it when, what was noted, and the cases."""

    id: int
    day: date
    score: int
    by: str
    note: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Told:
    """A scale of the profile; its scores, oldest first."""

    scale: ScaleRow
    marks: tuple[Mark, ...]

    @property
    def last(self) -> Mark | None:
        return self.marks[-1] if self.marks else None

    @property
    def change(self) -> int | None:
        """The last score less the one before; None where there is only one."""
        return self.marks[-1].score - self.marks[-2].score if len(self.marks) > 1 else None


@dataclass(frozen=True)
class Profile:
    """Somebody on every scale."""

    staff_id: int
    name: str
    other_name: str
    trade: str
    scales: tuple[Told, ...]


@dataclass(frozen=True)
class ProfileSheet:
    """The profile as it goes on paper."""

    head: Head
    day: date
    profile: Profile


@needs("office.read")
def profile(work: Work, staff_id: int) -> Profile:
    """Somebody's profile. Raises NotAllowed for another's without the right."""
    personal.allow(work, staff_id)
    work.get(Staff, staff_id)
    name, other, trade = work.rows(
        select(Staff.name, Staff.other_name, Staff.trade).where(Staff.id == staff_id)
    )[0]
    marks = _marks(work, staff_id)
    told = (
        Told(scale, tuple(marks[scale.id][-SHOWN:]))
        for scale in scales.listed(work, BehaviourScale.archived.is_(None))
    )
    return Profile(staff_id, name, other, trade, tuple(told))


@needs("office.read")
def whose(work: Work, name: str) -> int:
    """Whose profile is asked for by name; nothing is asked for by its own. Raises Invalid(number)."""
    if not name.strip() and work.who.staff_id is not None:
        return work.who.staff_id
    wanted = fold(name)
    staff = work.rows(select(Staff.id, Staff.name, Staff.other_name).where(Staff.archived.is_(None)))
    found = [id for id, *names in staff if wanted in map(fold, names)]
    if len(found) != 1:
        raise Invalid(
            number=Refusal(N_("There is nobody called “{name}” here, or more than one."), name=name)
        )
    return int(found[0])


@needs("office.read")
def profile_sheet(work: Work, staff_id: int) -> ProfileSheet:
    """The profile to print. Raises NotAllowed for another's without the right."""
    return ProfileSheet(registers.head(work), today_of(work), profile(work, staff_id))


def _marks(work: Work, staff_id: int) -> dict[int, list[Mark]]:
    giver = aliased(Staff)
    columns = (
        select(
            BehaviourScore.id, BehaviourScore.scale_id, BehaviourScore.day, BehaviourScore.score, giver.name,
            BehaviourScore.note,
        )
        .outerjoin(giver, giver.id == BehaviourScore.by_id)
        .where(BehaviourScore.staff_id == staff_id, BehaviourScore.archived.is_(None))
        .order_by(BehaviourScore.day, BehaviourScore.id)
    )  # fmt: skip
    found = work.rows(columns)
    cases = _evidence(work, staff_id)
    marks: dict[int, list[Mark]] = defaultdict(list)
    for id, scale, day, score, by, note in found:
        marks[scale].append(Mark(id, day, score, by or "", note, tuple(cases[id])))
    return marks


def _evidence(work: Work, staff_id: int) -> dict[int, Sequence[Evidence]]:
    found: dict[int, list[Evidence]] = defaultdict(list)
    for kind, table, column, said in (
        ("complaint", Complaint, ScoreCase.complaint_id, Complaint.subject),
        ("commendation", Commendation, ScoreCase.commendation_id, Commendation.own_words),
        ("order", WorkOrder, ScoreCase.order_id, WorkOrder.summary),
    ):
        columns = (
            select(ScoreCase.score_id, table.id, table.number, said)
            .join(table, table.id == column)
            .join(BehaviourScore, BehaviourScore.id == ScoreCase.score_id)
            .where(BehaviourScore.staff_id == staff_id)
            .order_by(ScoreCase.id)
        )
        told = kind != "complaint" or work.who.may("complaint.read")
        for score, id, number, words in work.rows(columns):
            found[score].append(Evidence(kind, id, number, words if told else ""))
    return found  # type: ignore[return-value]
