"""Plans to close a gap: what is done and by whom, what was measured before, what is to be reached, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from sqlalchemy import func, select

from fmcrm_desktop.model import measured
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import CRITERIA, GAPS, Complaint
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.improvement import GapPlan
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.property import Building, called
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import Question, SurveyAnswer, SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.gaps.spans import received_in
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.store.work import Work

DAYS = 90
"""A gap is counted over so many days, before and after alike."""
RESULTS = {
    "open": N_("Not measured again yet"), "due": N_("To be measured now"), "reached": N_("Target reached"),
    "better": N_("Better"), "same": N_("Same"), "worse": N_("Worse"),
}  # fmt: skip


@dataclass
class PlanForm:
    """A gap in complaints, or a criterion of the surveys; where; what is done about it."""

    gap: Annotated[str, Field(N_("Gap"), choices={"": "", **GAPS})] = ""
    criterion: Annotated[str, Field(N_("Or a criterion of the surveys"), choices={"": "", **CRITERIA})] = ""
    building_id: Annotated[
        int | None, Field(N_("Building"), pick="building", hint=N_("None: the whole office"))
    ] = None
    category_id: Annotated[int | None, Field(N_("Category"), pick="complaint_category")] = None
    text: Annotated[str, Field(N_("What we do about it"), longest=2000, lines=3, required=True)] = ""
    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff")] = None
    due_day: Annotated[
        date | None, Field(N_("Measured again on"), hint=N_("Empty: 90 days after it was made"))
    ] = None
    target: Annotated[
        int | None,
        Field(
            N_("Target, at most"),
            hint=N_("complaints, or tenths of a point"),
        ),
    ] = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list. ``before``, ``target`` and ``after`` are complaints in 90 days; of a criterion thousandths
    of a point of perceived − expected."""

    id: int
    gap: str
    criterion: str
    building: str
    building_other: str
    category: str
    category_other: str
    text: str
    responsible: str
    responsible_other: str
    made_day: date
    due_day: date | None
    before: int | None
    target: int | None
    after: int | None
    measured_day: date | None
    result: str
    archived: bool


def _columns() -> Any:
    return (
        select(
            GapPlan.id, GapPlan.gap, GapPlan.criterion, called(Building.name).label("building"),
            called(Building.other_name).label("building_other"),
            Category.name.label("category"), Category.other_name.label("category_other"), GapPlan.text,
            Staff.name.label("responsible"), Staff.other_name.label("responsible_other"), GapPlan.made_day,
            GapPlan.due_day, GapPlan.before, GapPlan.target, GapPlan.after, GapPlan.measured_day,
            GapPlan.archived.is_not(None).label("archived"),
        )
        .outerjoin(Building, Building.id == GapPlan.building_id)
        .outerjoin(Category, Category.id == GapPlan.category_id)
        .outerjoin(Staff, Staff.id == GapPlan.responsible_id)
        .order_by(GapPlan.made_day.desc(), GapPlan.id.desc())
    )  # fmt: skip


def _row(work: Work, row: Any) -> PlanRow:
    words = {
        name: getattr(row, name) or ""
        for name in (
            "building",
            "building_other",
            "category",
            "category_other",
            "responsible",
            "responsible_other",
        )
    }
    return PlanRow(**{**row._mapping, **words}, result=_result(row, _today(work)))


def _result(row: Any, today: date) -> str:
    """A criterion is better when its gap is nearer to nought from below; complaints when there are fewer."""
    if row.after is None:
        return "due" if row.due_day is not None and row.due_day <= today else "open"
    before, after, target = row.before, row.after, row.target
    if row.criterion:  # the more, the better
        before, after = -(before if before is not None else after), -after
        target = -target if target is not None else None
    if target is not None and after <= target:
        return "reached"
    if after == before:
        return "same"
    return "better" if after < before else "worse"


@needs("complaint.read")
def page(work: Work, query: Query) -> Page[PlanRow]:
    """The plans, newest first, narrowed by the words typed; filters: result, gap."""
    chosen = _columns().where(GapPlan.archived.is_not(None) if query.archived else GapPlan.archived.is_(None))
    found = [_row(work, row) for row in work.rows(chosen)]
    for name in ("result", "gap"):
        if query.where.get(name):
            found = [row for row in found if getattr(row, name) in query.where[name]]
    return few(
        query,
        found,
        lambda row: (
            f"{row.text} {row.building} {row.building_other} {row.responsible} {row.responsible_other} {row.category}"
        ),
    )


def every(work: Work) -> list[PlanRow]:
    """All plans that are not archived, newest first."""
    return [_row(work, row) for row in work.rows(_columns().where(GapPlan.archived.is_(None)))]


@needs("complaint.read")
def rows(work: Work, ids: Sequence[int]) -> list[PlanRow]:
    """The rows of these plans, in this order."""
    found = [_row(work, row) for row in work.rows(_columns().where(GapPlan.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("complaint.write")
def add(work: Work, form: PlanForm) -> int:
    """Keep a plan with what is measured now, before anything was done; nothing said, it is measured again as soon as
    that tells something."""
    _checked(form)
    made = _today(work)
    form.due_day = form.due_day or made + timedelta(DAYS)
    _not_too_early(form, made)
    it = work.add(GapPlan(made_day=made, **_values(form)))
    it.before = _measured(work, it, _today(work))
    return it.id


@needs("complaint.read")
def form_of(work: Work, id: int) -> PlanForm:
    """The form of a plan, to change it."""
    it = work.get(GapPlan, id)
    target = it.target
    if it.criterion and target is not None:
        target = -target // 100
    return PlanForm(
        it.gap,
        it.criterion,
        it.building_id,
        it.category_id,
        it.text,
        it.responsible_id,
        it.due_day,
        target,
        it.version,
    )


@needs("complaint.write")
def change(work: Work, id: int, form: PlanForm) -> int:
    """Change a plan; what was measured before stays, unless it is about something else now, and so does the target once
    it was measured again."""
    _checked(form)
    it = work.get(GapPlan, id, form.version)
    if form.due_day != it.due_day:
        _not_too_early(form, it.made_day)
    about, target = (it.gap, it.criterion, it.building_id, it.category_id), it.target
    for name, value in _values(form).items():
        setattr(it, name, value)
    if about != (it.gap, it.criterion, it.building_id, it.category_id):
        it.before, it.after, it.measured_day = _measured(work, it, it.made_day), None, None
    elif it.after is not None and it.target != target:
        raise Invalid(
            target=Refusal(
                N_("It was measured on {day} already. Make a new plan for another target."),
                day=it.measured_day,
            )
        )
    return id


@needs("complaint.write")
def measure(work: Work, id: int) -> int:
    """Measure again, over the 90 days before today. Raises Refusal while the plan is younger than that."""
    it = work.get(GapPlan, id)
    if it.made_day > _today(work) - timedelta(DAYS):
        raise _too_early(it.made_day)
    it.after, it.measured_day = _measured(work, it, _today(work)), _today(work)
    return id


@needs("complaint.write")
def archive(work: Work, id: int) -> int:
    """Put a plan away."""
    work.archive(work.get(GapPlan, id))
    return id


@needs("complaint.write")
def restore(work: Work, id: int) -> int:
    """Take an archived plan back."""
    work.restore(work.get(GapPlan, id))
    return id


def _today(work: Work) -> date:
    return work.now.astimezone(work.zone).date()


def _checked(form: PlanForm) -> None:
    check(form)
    if form.target is not None and form.target < 0:
        raise Invalid(target=N_("This cannot be less than nought."))
    if bool(form.gap) == bool(form.criterion):
        raise Invalid(gap=N_("Choose a gap, or a criterion of the surveys."))


def _not_too_early(form: PlanForm, made: date) -> None:
    """A plan that is due while it cannot be measured yet would be asked for in vain."""
    if form.due_day is not None and form.due_day < made + timedelta(DAYS):
        raise Invalid(due_day=_too_early(made))


def _too_early(made: date) -> Refusal:
    return Refusal(
        N_("Too early: 90 days after the plan was made are over on {day}."), day=made + timedelta(DAYS)
    )


def _values(form: PlanForm) -> dict[str, Any]:
    names = ("gap", "criterion", "building_id", "category_id", "text", "responsible_id", "due_day", "target")
    found = {name: getattr(form, name) for name in names}
    if form.criterion and form.target is not None:
        found["target"] = -100 * form.target
    return found


def _measured(work: Work, it: GapPlan, day: date) -> int | None:
    """Over the 90 days that end with ``day``; None where nobody answered."""
    start, end = day_start(day - timedelta(DAYS - 1), work.zone), day_start(day + timedelta(1), work.zone)
    if it.criterion:
        return _of_criterion(work, it, start, end)
    where = [*received_in(start, end), Complaint.gap == it.gap]
    if it.building_id is not None:
        where.append(Complaint.building_id == it.building_id)
    if it.category_id is not None:
        where.append(Complaint.category_id == it.category_id)
    return int(work.value(select(func.count()).select_from(Complaint).where(*where)))


def _of_criterion(work: Work, it: GapPlan, start: Any, end: Any) -> int | None:
    """The mean of perceived − expected in thousandths, of answers that have both (rules: Quality)."""
    both = (SurveyAnswer.value.is_not(None), SurveyAnswer.expected.is_not(None), SurveyAnswer.entry == 1)
    chosen = (
        select(func.count(), func.sum(SurveyAnswer.value - SurveyAnswer.expected))
        .join(Question, Question.id == SurveyAnswer.question_id)
        .join(SurveySheet, SurveySheet.id == SurveyAnswer.sheet_id)
        .where(Question.scale == "gap", Question.topic == it.criterion, *both, SurveySheet.archived.is_(None))
        .where(SurveySheet.answered >= start, SurveySheet.answered < end)
    )
    if it.building_id is not None:
        chosen = chosen.where(SurveySheet.building_id == it.building_id)
    count, total = work.rows(chosen)[0]
    return measured.mean(int(total or 0), count)
