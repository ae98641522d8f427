"""A demo office in which every kind of record stands at least once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from fmcrm_desktop.model.improvement import GapPlan
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import (
    agreements,
    call_lists,
    escalation,
    gaps,
    messages,
    problems,
    rooms,
    tasks,
)
from fmcrm_desktop.services.agreements import AgreementForm
from fmcrm_desktop.services.call_lists import ChosenForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.demo import DemoPlan, build
from fmcrm_desktop.services.escalation import EscalationForm
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.messages import StaffMessageForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.services.problems import ProblemForm
from fmcrm_desktop.services.rooms import RoomForm
from fmcrm_desktop.services.tasks import MemoForm, TaskForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW


def found_demo(path: Path) -> Office:
    """24 units, two months, and what the demo has nothing of; open, at NOW."""
    office = found_office(str(path), OfficeForm("Willow Court", "Asia/Shanghai", "CNY", manager="Zhou Min"))
    office.store.clock = lambda: NOW
    office.do(build, DemoPlan(24, 2, 7, NOW.date()))
    office.do(_besides)
    return office


@needs("office.settings")
def _besides(work: Work) -> None:
    """What the demo office has nothing of."""
    order, person = 1, 1
    category = work.value(select(WorkOrder.category_id).where(WorkOrder.category_id.is_not(None)).limit(1))
    me = work.who.staff_id
    call_lists.make(work, ChosenForm("To call", people=(person,), script="What to say"))
    plan = gaps.add(work, gaps.PlanForm("response", text="Answer sooner", target=3))
    work.get(GapPlan, plan).due_day = NOW.date()
    for title in ("Look at the roof", "Order salt"):
        tasks.add(work, TaskForm(title, staff=(me,), order_id=order))
        tasks.jot(work, MemoForm(title, person_id=person))
    messages.write(work, StaffMessageForm(staff=(me,), subject="Meeting", text="On Friday."))
    rooms.add(work, RoomForm("Hall", "大厅"))
    problems.add(work, ProblemForm(category, "Tap drips", hint="Ask which room"))
    escalation.add(work, EscalationForm("Too late"))
    agreements.add(work, AgreementForm("Care of the lifts", person_id=person, from_day=NOW.date()))
