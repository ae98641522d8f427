"""What the tests of reports share: an office with something of every subject, and every definition there could be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from fmcrm_desktop.model.agreement import Agreement, AgreementCharge, AgreementUnit
from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.charge import Bill, Charge
from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.model.event import Event, EventStaff
from fmcrm_desktop.model.improvement import Commendation, Suggestion
from fmcrm_desktop.model.letter import Letter
from fmcrm_desktop.model.own_field import OwnField, OwnValue
from fmcrm_desktop.model.own_report import (
    CHOICE,
    COMPARISONS,
    DATES,
    FIGURES,
    MOMENT,
    STEPS,
    TAKES,
    TOTALS,
    Condition,
    Definition,
    Group,
    Total,
)
from fmcrm_desktop.model.prospect import Lead, LeadUnit
from fmcrm_desktop.model.report_answer import Answer, Shown
from fmcrm_desktop.model.survey import Question, Questionnaire, Survey, SurveyAnswer, SurveySheet
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding
from fmcrm_desktop.model.work_order import Request, Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.own_reports import SubjectShown
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

AT = datetime(2026, 11, 3, 17, 30, tzinfo=UTC)
"""Already the 4th on the office's clock."""
HOSTILE = (
    "'", '"', "%", "_", "\\", "'; drop table person; --", "1 or 1=1", "') or 1=1 --", "{subject}", "%s", ":name",
    "</b>", "=1+1", "王芳", "🏠", "\u202e", "a" * 500,
)  # fmt: skip


@needs("office.settings")
def fill_all(work: Work, it: Sample) -> None:
    """Something of each subject, own fields of every kind among it."""
    place = {"person_id": it.owner, "unit_id": it.unit, "building_id": it.building}
    asked = work.add(Request(received=AT, channel="phone", own_words="It drips"))
    orders = [
        work.add(WorkOrder(number=f"W-{at}", received=AT + timedelta(days=9 * at), summary=f"Tap {at}", state=state,
                           request_id=asked.id, priority=("urgent", "normal")[at % 2], staff_id=it.plumber,
                           due=AT + timedelta(days=9 * at + 1),
                           done=AT + timedelta(days=9 * at, minutes=90) if state == "done" else None, **place))
        for at, state in enumerate(("done", "requested", "done", "waiting_parts"))
    ]  # fmt: skip
    order = orders[0].id
    visit = work.add(
        Visit(order_id=order, planned_from=AT, planned_until=AT + timedelta(hours=1), arrived=AT)
    )
    for staff in (it.plumber, it.electrician):
        work.add(VisitStaff(visit_id=visit.id, staff_id=staff))
    bill = work.add(
        Bill(number="R-1", made=AT, total=1050, due_day=AT.date(), **dict(list(place.items())[:2]))
    )
    for amount, cost, covered in ((1050, 300, False), (700, 900, True), (250, 0, False)):
        work.add(Charge(order_id=order, kind="labour", day=AT.date(), amount=amount, cost=cost, covered=covered,
                        bill_id=None if covered else bill.id, staff_id=it.plumber))  # fmt: skip
    said = {"received": AT, "own_words": "Too slow", **place}
    complaint = work.add(Complaint(number="C-1", subject="Slow", gap="response", severity=3, concerned_id=it.plumber,
                                   resolved=AT + timedelta(hours=5), **said))  # fmt: skip
    work.add(Complaint(number="C-2", subject="Secret", anonymous=True, **said))
    work.add(CorrectiveAction(text="Ring before", complaint_id=complaint.id, due_day=AT.date()))
    work.add(Commendation(number="P-1", staff_id=it.plumber, **said))
    work.add(Suggestion(number="S-1", anonymous=True, **said))
    lead = work.add(
        Lead(number="N-1", name="Hu Lan", source="phone", entered=AT, responsible_id=it.clerk, budget=90_000,
             recommended_by_id=it.owner, next_step="Ring", next_day=AT.date(), person_id=it.tenant)
    )  # fmt: skip
    work.add(LeadUnit(lead_id=lead.id, unit_id=it.unit))
    work.add(
        Lead(number="N-2", name="Old", source="web", entered=AT, closed=AT + timedelta(days=3), state="lost",
             responsible_id=it.clerk, lost_reason="price")
    )  # fmt: skip
    agreement = work.add(
        Agreement(number="A-1", name="Full service", person_id=it.owner, from_day=AT.date(), price=12_000,
                  charged="month", lead_id=lead.id)
    )  # fmt: skip
    work.add(AgreementUnit(agreement_id=agreement.id, unit_id=it.unit))
    work.add(
        AgreementCharge(agreement_id=agreement.id, month="2026-11", day=AT.date(), amount=12_000, pieces="[]",
                        bill_id=bill.id)
    )  # fmt: skip
    talk = {"person_id": it.owner, "staff_id": it.clerk}
    work.add(Call(started=AT, seconds=61, topic="Fees", unit_id=it.unit, **talk))
    work.add(Promise(made=AT, due=AT, kept=AT + timedelta(hours=1), text="Ring back", **talk))
    work.add(Letter(number="L-1", made=AT, subject="Hello", **talk))
    event = work.add(Event(title="Meet", starts=AT, ends=AT + timedelta(hours=1), person_id=it.owner))
    work.add(EventStaff(event_id=event.id, staff_id=it.clerk))
    work.add(Event(title="Fair", from_day=AT.date(), until_day=AT.date()))
    _survey(work, it)
    _own(work, it, {"person": it.owner, "unit": it.unit, "work_order": order, "complaint": complaint.id})
    territory = work.add(Territory(name="North", other_name="北区"))
    work.add(TerritoryBuilding(territory_id=territory.id, building_id=it.building))


def _survey(work: Work, it: Sample) -> None:
    form = work.add(Questionnaire(name="Short"))
    question = work.add(Question(questionnaire_id=form.id, text="Satisfied?"))
    survey = work.add(Survey(questionnaire_id=form.id, name="Autumn", from_day=AT.date()))
    sheet = work.add(SurveySheet(survey_id=survey.id, code="AB", asked=AT, answered=AT, staff_id=it.plumber,
                                 building_id=it.building))  # fmt: skip
    work.add(SurveyAnswer(sheet_id=sheet.id, question_id=question.id, value=4))


def _own(work: Work, it: Sample, records: dict[str, int]) -> None:
    said = {"text": "blue", "number": "12.5", "date": "2026-02-28", "choice": "A", "tick": "1"}
    for subject, record in records.items():
        for kind, value in said.items():
            field = work.add(OwnField(subject=subject, name=f"{kind} {{x}}", kind=kind, choices="A\nB"))
            work.add(OwnValue(field_id=field.id, record_id=record, value=value))


@needs("report.read")
def answers(work: Work, name: str) -> list[tuple[Definition, Answer]]:
    """Every definition of a subject with its answer, from one moment of the office."""
    subject = next(one for one in own_reports.subjects(work) if one.name == name)
    return [(one, own_reports.preview(work, one)) for one in every_definition(subject)]


def every_definition(subject: SubjectShown) -> Iterator[Definition]:
    """Each column shown and sorted by, filtered in each way, grouped in each way, in each total."""
    name, first = subject.name, subject.starts[0]
    count, share = Total("count"), Total("share")
    yield Definition(name, tuple(column.key for column in subject.columns), totals=(count,))
    for column in subject.columns:
        yield Definition(name, (first,), sort=column.key, descending=True)
        for condition in conditions(column):
            yield Definition(name, (), (condition,), totals=(count,))
        for step in steps(column):
            yield Definition(name, (), (), (Group(column.key, step),), (count, share), "#1", True, "bars")
        totals = tuple(Total(kind, column.key) for kind in TOTALS if fits(kind, column))
        if totals:
            yield Definition(name, (first,), (), (Group(column.key),), totals, "#0")


def conditions(column: Shown) -> Iterator[Condition]:
    for comparison in COMPARISONS[column.kind]:
        wanted = TAKES.get(comparison, 0)
        yield Condition(column.key, comparison, tuple(_value(column, comparison) for _ in range(wanted)))


def _value(column: Shown, comparison: str) -> str:
    if column.kind == CHOICE:
        return next(iter(column.words))
    if column.kind in DATES:
        return "30" if comparison.endswith("days") else "2026-11-04"
    return "12" if column.kind in FIGURES else "a'%_"


def steps(column: Shown) -> tuple[str, ...]:
    if column.kind not in DATES:
        return ("",)
    return tuple(step for step in STEPS if step != "hour" or column.kind == MOMENT)


def fits(total: str, column: Shown) -> bool:
    if total == "count":
        return False
    if total == "filled":
        return True
    return column.kind in FIGURES or (total in ("least", "most") and column.kind in DATES)
