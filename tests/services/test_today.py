"""Today: each matter once under what matters most, promises still open, what is planned; few statements."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import event

from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.model.event import Event, EventStaff
from fmcrm_desktop.model.improvement import GapPlan, Procedure, Suggestion
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import notices, office_settings, today, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.notices import NoticeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm, WaitForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@needs("office.settings")
def keep(work: Work, *records: object) -> list[int]:
    return [work.add(record).id for record in records]  # type: ignore[type-var, attr-defined]


def enter(office: Office, **more: object) -> int:
    return office.do(work_orders.enter, OrderForm(**{"summary": "Tap drips", **more})).result


def complaint(number: str, **more: object) -> Complaint:
    return Complaint(number=number, received=NOW - 48 * HOUR, subject=number.lower(), **more)


def test_an_order_stands_once_under_the_clock_that_runs_out_first(office: Office, sample: Sample) -> None:
    soon = enter(office, person_id=sample.owner, unit_id=sample.unit)  # respond by 15:30 today
    late = enter(office, received=NOW - 30 * HOUR, priority="high")
    enter(office, received=NOW, told=True)  # to arrive on Monday: not today's
    sheet = office.ask(today.sheet)
    assert [(line.link.id, line.what, line.late) for line in sheet.late] == [(late, "respond", True)]
    [due] = sheet.due
    assert (due.link, due.what, due.who, due.unit) == (
        Link("work_orders", soon), "respond", "王芳", "3-1202",
    )  # fmt: skip
    assert sheet.day == date(2026, 11, 20)


def test_what_waits_for_the_owner_is_not_late(office: Office, sample: Sample) -> None:
    id = enter(office, staff_id=sample.plumber)
    office.do(work_orders.arrive, id)
    office.do(work_orders.wait, id, WaitForm("waiting_owner"))
    office.store.clock = lambda: NOW + 500 * HOUR
    assert office.ask(today.sheet).late == ()


def test_complaints_stand_under_what_is_next_and_actions_by_their_day(office: Office, sample: Sample) -> None:
    first, second, third, fourth, _ = office.do(
        keep,
        complaint("C-1", acknowledge_due=NOW - HOUR, due=NOW + HOUR, person_id=sample.owner),
        complaint("C-2", state="acknowledged", acknowledged=NOW, due=NOW + 2 * HOUR),
        complaint("C-3", state="resolved", follow_up_due=NOW + 3 * HOUR),
        complaint("C-4", state="investigating", acknowledged=NOW, answered=NOW, due=NOW - HOUR),
        complaint("C-5", acknowledge_due=NOW - HOUR, archived=NOW),
    ).result
    gate, rota, *_ = office.do(
        keep,
        CorrectiveAction(complaint_id=fourth, text="Train the gate", due_day=date(2026, 11, 19)),
        CorrectiveAction(complaint_id=fourth, text="New rota", due_day=date(2026, 11, 20)),
        CorrectiveAction(complaint_id=fourth, text="Next week", due_day=date(2026, 11, 27)),
        CorrectiveAction(
            complaint_id=fourth, text="Done", due_day=date(2026, 11, 1), done_day=date(2026, 11, 2)
        ),
    ).result
    sheet = office.ask(today.sheet)
    assert [(line.link.id, line.what) for line in sheet.late] == [(first, "acknowledge"), (gate, "action")]
    assert [(line.link.id, line.what, line.text) for line in sheet.due] == [
        (second, "answer", "c-2"), (rota, "action", "New rota"), (third, "follow_up", "c-3"),
    ]  # fmt: skip


def test_what_the_office_owes_by_a_day_stands_there_whatever_it_follows_from(
    office: Office, sample: Sample
) -> None:
    yesterday, today_, ahead = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)
    slip = {"channel": "suggestion_box", "received": NOW - 30 * 24 * HOUR}
    old, _, _, plan, _, lift, _ = office.do(
        keep,
        Suggestion(
            number="S-1",
            own_words="A bench",
            due_day=yesterday,
            person_id=sample.owner,
            responsible_id=sample.clerk,
            **slip,
        ),
        Suggestion(number="S-2", own_words="A tree", due_day=yesterday, state="accepted", **slip),
        Suggestion(number="S-3", own_words="A pond", due_day=yesterday, archived=NOW, **slip),
        GapPlan(
            gap="respect",
            text="Greet",
            made_day=date(2026, 8, 1),
            due_day=today_,
            building_id=sample.building,
        ),
        GapPlan(gap="respect", text="Greet twice", made_day=date(2026, 8, 1), due_day=yesterday, after=2),
        Procedure(name="Lift stops", next_day=today_, owner_id=sample.manager),
        Procedure(name="Parcels", next_day=ahead),
    ).result
    withdrawn = office.do(keep, complaint("C-9", state="withdrawn")).result[0]
    own, seat, *_ = office.do(
        keep,
        CorrectiveAction(text="Paint the hall", due_day=yesterday, responsible_id=sample.manager),
        CorrectiveAction(text="Ask for a bench", due_day=today_, suggestion_id=old),
        CorrectiveAction(text="Ahead", due_day=ahead, plan_id=plan),
        CorrectiveAction(text="Of one withdrawn", due_day=yesterday, complaint_id=withdrawn),
        CorrectiveAction(text="Put away", due_day=yesterday, archived=NOW),
    ).result
    sheet = office.ask(today.sheet)
    assert sorted((*where(line), line.text, line.who, line.unit, line.staff) for line in sheet.late) == [
        ("action", "complaints", own, "actions", "Paint the hall", "", "", "Zhou Min"),
        ("suggestion", "praise", old, "suggestions", "A bench", "王芳", "", "Li Na"),
    ]
    assert sorted((*where(line), line.text, line.unit, line.staff) for line in sheet.due) == [
        ("action", "complaints", seat, "actions", "Ask for a bench", "", ""),
        ("plan", "quality", plan, "plans", "Greet", "3", ""),
        ("procedure", "procedures", lift, "", "Lift stops", "", "Zhou Min"),
    ]
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    assert not office.ask(today.sheet).late + office.ask(today.sheet).due


def where(line: today.TodayLine) -> tuple[str, str, int | None, str]:
    return line.what, line.link.tab, line.link.id, line.link.section


def test_promises_stay_until_they_are_settled(office: Office, sample: Sample) -> None:
    old, soon, *_ = office.do(
        keep,
        Promise(person_id=sample.owner, made=NOW - 30 * HOUR, due=NOW - 26 * HOUR, text="Price", staff_id=sample.clerk),
        Promise(person_id=sample.tenant, made=NOW, due=NOW + HOUR),
        Promise(made=NOW, due=NOW + 20 * HOUR),
        Promise(made=NOW, due=NOW + HOUR, kept=NOW),
        Promise(made=NOW, due=NOW + HOUR, dropped=NOW),
    ).result  # fmt: skip
    promised = office.ask(today.sheet).promised
    assert [(line.promise_id, line.late, line.who) for line in promised] == [
        (old, True, "王芳"), (soon, False, "J. Moreau"),
    ]  # fmt: skip
    assert promised[0].link == Link("owners", sample.owner)


def test_what_is_planned_comes_from_the_calendar(office: Office, sample: Sample) -> None:
    order = enter(office, staff_id=sample.plumber, visit_from=NOW + HOUR, unit_id=sample.unit)
    meeting, _ = office.do(
        keep,
        Event(title="Committee", kind="meeting", starts=NOW + 3 * HOUR, ends=NOW + 4 * HOUR),
        Event(title="Tomorrow", starts=NOW + 24 * HOUR, ends=NOW + 25 * HOUR),
    ).result
    office.do(keep, EventStaff(event_id=meeting, staff_id=sample.manager))
    planned = office.ask(today.sheet).planned
    assert [(line.kind, line.link, line.staff) for line in planned] == [
        ("visit", Link("work_orders", order), "Gao Jun"), ("meeting", Link("calendar", meeting), "Zhou Min"),
    ]  # fmt: skip


def test_a_role_sees_only_what_it_may_read(office: Office, sample: Sample) -> None:
    office.do(keep, complaint("C-1", acknowledge_due=NOW - HOUR), Promise(made=NOW, due=NOW + HOUR))
    enter(office, received=NOW - 30 * HOUR)
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    sheet = office.ask(today.sheet)
    assert [line.kind for line in sheet.late] == ["order"]
    assert sheet.promised == ()


@needs("office.read")
def counted(work: Work) -> int:
    asked: list[str] = []
    event.listen(work.session.connection(), "before_cursor_execute", lambda *args: asked.append(args[2]))
    today.sheet(work)
    return len(asked)


def test_notices_in_force_stand_there_until_they_end(office: Office, sample: Sample) -> None:
    office.store.clock = lambda: NOW
    ahead = NoticeForm("works", (), "Painting", "", NOW + HOUR, NOW + 3 * HOUR)
    office.do(notices.add, ahead)
    id = office.do(
        notices.add, NoticeForm("water", (sample.building,), "Water off", "停水", NOW - HOUR)
    ).result
    [row] = office.ask(today.sheet).notices
    assert (row.id, row.title, row.other_title, row.buildings, row.until) == (
        id,
        "Water off",
        "停水",
        "3",
        None,
    )
    office.do(notices.end, id)
    assert office.ask(today.sheet).notices == ()


def test_the_day_takes_eleven_statements_however_much_there_is(office: Office, sample: Sample) -> None:
    assert office.ask(counted) <= 11
    for _ in range(5):
        enter(office, received=NOW - 30 * HOUR, staff_id=sample.plumber)
    assert office.ask(counted) <= 11


def test_a_year_without_days_off_is_told_to_who_can_enter_them(office: Office) -> None:
    office.store.clock = lambda: datetime(2026, 11, 20, 2, tzinfo=UTC)
    assert office.ask(today.sheet).year_lacking == 2027
    office.do(office_settings.load_year, office_settings.YearForm(country="CN", year=2027))
    assert office.ask(today.sheet).year_lacking is None
