"""Papers by name: from an office to a file, here and in another process, with progress, Cancel and refusals."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.jobs import Job, Running
from fmcrm_desktop.model.charge import Bill
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.letter import Letter
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.model.work_order import Request, Visit, VisitStaff, WorkOrder
from fmcrm_desktop.reports import REPORTS, making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import (
    agenda,
    agreements,
    committee,
    handbooks,
    issued_documents,
    notices,
    papers,
    post_room,
    procedures,
    settings,
    surveys,
)
from fmcrm_desktop.services.agreements import AgreementForm, MonthForm
from fmcrm_desktop.services.committee import BodyForm, MeetingForm
from fmcrm_desktop.services.handbooks import EditionForm
from fmcrm_desktop.services.notices import NoticeForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.post_room import PostForm
from fmcrm_desktop.services.procedures import ProcedureForm
from fmcrm_desktop.services.surveys import CopiesForm, RoundForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.reports import reading
from tests.sample import Sample
from tests.services import surveying

MONTH = Options(month=Month(2026, 11))


@needs("office.settings")
def enter(work: Work, sample: Sample) -> None:
    asked = work.add(Request(received=NOW, unit_id=sample.unit, own_words="It drips <b>on</b> the bed"))
    order = work.add(
        WorkOrder(number="W-2611-007", received=NOW, request_id=asked.id, person_id=sample.owner, unit_id=sample.unit,
                  summary="Tap 龙头", staff_id=sample.plumber, external_number="OLD-7")
    )  # fmt: skip
    visit = work.add(Visit(order_id=order.id, planned_from=NOW, planned_until=NOW))
    work.add(VisitStaff(visit_id=visit.id, staff_id=sample.electrician))
    work.add(
        Letter(number="L-2611-001", person_id=sample.owner, made=NOW, subject="Works", text="Dear owner")
    )
    work.add(
        Complaint(number="C-2611-041", received=NOW, person_id=sample.owner, unit_id=sample.unit,
                  subject="Lift stopped", own_words="Twice!", due=NOW, responsible_id=sample.clerk,
                  answer="It runs again.", answered=NOW)
    )  # fmt: skip


@needs("office.settings")
def enter_money(work: Work, sample: Sample) -> None:
    work.add(
        WorkOrder(
            number="W-2611-008",
            received=NOW,
            done=NOW,
            state="closed",
            summary="Lamp",
            staff_id=sample.plumber,
        )
    )
    work.add(Bill(number="R-2611-001", made=NOW, person_id=sample.owner, total=0, state="paid"))


@pytest.fixture
def entered(office: Office, sample: Sample) -> Office:
    office.do(enter, sample)
    return office


def test_every_report_of_the_list_comes_out_of_an_office(
    entered: Office, sample: Sample, tmp_path: Path
) -> None:
    wanted = {
        "job-sheet": "W-2611-007", "order-report": "W-2611-007", "complaint-receipt": "C-2611-041",
        "complaint-answer": "C-2611-041", "complaint-report": "C-2611-041", "owner-page": str(sample.owner),
        "unit-passport": "3-1202", "letter": "L-2611-001", "receipt": "R-2611-001", "statement": f"#{sample.owner}",
        "survey-forms": "Autumn",
    }  # fmt: skip
    surveying.make(entered)
    wanted |= {"survey-results": "Autumn", "survey-forms": "Autumn"}
    entered.do(enter_money, sample)
    entered.do(notices.add, NoticeForm(title="Water off", starts=NOW))
    entered.do(post_room.add, PostForm(person_id=sample.owner))
    entered.do(handbooks.add, EditionForm("Handbook", edition="2026", day=NOW.date()))
    entered.do(procedures.add, ProcedureForm("Front desk", text="A greeting"))
    wanted |= {
        "notice-poster": "Water off",
        "procedure-checklist": "Front desk",
        "post-receipt": "PO-2611-001",
        "handbook-receipt": f"#{sample.owner}",
    }
    wanted |= _contracts(entered, sample)
    entered.do(
        surveys.make_copies,
        entered.do(surveys.add, RoundForm(1, "Autumn", "", NOW.date())).result,
        CopiesForm(2),
    )
    for report in REPORTS:
        target = tmp_path / f"{report.name}.pdf"
        making.write(entered, report.name, Options(Month(2026, 11), wanted.get(report.name, "")), target)
        said = reading.text(target)
        assert "Willow Court" in said
        # a letter of one sheet and slips that are cut apart are not numbered
        assert "Page 1 of" in said or report.name in ("letter", "suggestion-slip")


def _contracts(office: Office, sample: Sample) -> dict[str, str]:
    """An agreement, a proposal and a meeting of the committee; which papers are made of which."""
    care = AgreementForm(
        "Care", person_id=sample.owner, from_day=date(2026, 1, 1), price=9_900, charged="month"
    )
    office.do(agreements.add, care)
    office.do(agreements.make_month, MonthForm("2026-11", date(2026, 12, 1)))
    start = office.ask(issued_documents.begin, {"person_id": sample.owner, "kind": "proposal"})
    office.do(issued_documents.make, start)
    body = office.do(committee.add_body, BodyForm("Committee")).result
    office.do(committee.add_meeting, MeetingForm(body, "", NOW))
    meeting = "CM-2611-01"
    return {
        "agreement-statement": "A-2611-001", "document": "P-2611-001", "committee-minutes": meeting,
        "committee-invitation": meeting,
    }  # fmt: skip


def test_a_job_sheet_tells_where_who_and_what_to_beware_of(entered: Office, tmp_path: Path) -> None:
    making.write(entered, "job-sheet", Options(number="OLD-7"), tmp_path / "a.pdf")
    said = reading.text(tmp_path / "a.pdf")
    for words in ("W-2611-007", "3-1202", "王芳", "13800138000", "Elderly mother; ring twice", "He Yan",
                  "It drips <b>on</b> the bed", "Tap 龙头"):  # fmt: skip
        assert words in said, words


def test_the_owner_page_has_units_contacts_open_matters_and_history(
    entered: Office, sample: Sample, tmp_path: Path
) -> None:
    making.write(entered, "owner-page", Options(number=str(sample.owner)), tmp_path / "a.pdf")
    said = reading.text(tmp_path / "a.pdf")
    for words in ("王芳 Wang Fang", "13800138000", "3-1202", "P-044", "1 May 2019", "C-2611-041", "W-2611-007",
                  "Elderly mother; ring twice", "Lift stopped"):  # fmt: skip
        assert words in said, words


@needs("calendar.write")
def plan(work: Work, sample: Sample) -> None:
    day = date(2026, 11, 30)
    work.add(
        Event(kind="meeting", title="Committee <b>", starts=NOW, ends=NOW + timedelta(hours=1), place="Hall")
    )
    work.add(Event(kind="leave", title="Li Na away", from_day=day, until_day=day + timedelta(3)))
    # from 23:00 to midnight in Shanghai: of that day alone
    late = datetime(2026, 11, 12, 15, tzinfo=UTC)
    work.add(Event(kind="task", title="Night round", starts=late, ends=late + timedelta(hours=1)))


def test_the_agenda_tells_each_day_what_is_on_it(entered: Office, sample: Sample, tmp_path: Path) -> None:
    entered.do(plan, sample)
    sheet = entered.ask(agenda.sheet, Month(2026, 11))
    days = {day.day: [entry.title for entry in entries] for day, entries in sheet.days}
    assert "Committee <b>" in days[20]
    assert days[30] == ["Li Na away"]
    assert days[12] == ["Night round"]
    assert set(days) == {12, 20, 30}
    making.write(entered, "agenda", MONTH, tmp_path / "a.pdf")
    said = reading.text(tmp_path / "a.pdf")
    for words in (
        "Fri 20 Nov",
        "10:00–11:00",
        "Committee <b>",
        "Hall",
        "whole day",
        "Leave",
        "W-2611-007",
        "He Yan",
    ):
        assert words in said, words
    making.write(entered, "agenda", Options(day=date(2026, 12, 1)), tmp_path / "a.pdf")
    assert "Li Na away" in reading.text(tmp_path / "a.pdf")


def test_an_anonymous_person_is_on_no_paper(entered: Office, tmp_path: Path) -> None:
    sheet = entered.ask(papers.receipt, "C-2611-041")
    assert sheet.person.name == "王芳"
    entered.do(hide, "C-2611-041")
    assert not entered.ask(papers.receipt, "C-2611-041").person.name


@needs("complaint.write")
def hide(work: Work, number: str) -> None:
    from sqlalchemy import select

    work.records(select(Complaint).where(Complaint.number == number))[0].anonymous = True


def test_the_office_chooses_language_and_paper_unless_the_person_does(
    entered: Office, tmp_path: Path
) -> None:
    entered.do(settings.put, **{"office.language": "zh_CN", "office.paper": "Letter"})
    making.write(entered, "complaint-register", MONTH, tmp_path / "a.pdf")
    assert "投诉登记簿" in reading.text(tmp_path / "a.pdf")
    assert reading.size(tmp_path / "a.pdf") == (612, 792)
    own = Options(month=Month(2026, 11), language="en", paper="A4")
    making.write(entered, "complaint-register", own, tmp_path / "a.pdf")
    assert "Complaint register" in reading.text(tmp_path / "a.pdf")
    assert reading.size(tmp_path / "a.pdf") == (595.28, 841.89)


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("month-packet", MONTH, "month-pack"),
        ("job-sheet", Options(number="W-0000-000"), "W-0000-000"),
        ("job-sheet", Options(), "number"),
        ("complaint-receipt", Options(number="' or 1=1 --"), "' or 1=1 --"),
        ("month-pack", Options(), "month"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_a_sentence(
    entered: Office, tmp_path: Path, name: str, options: Options, said: str
) -> None:
    with pytest.raises(Refusal) as told:
        making.write(entered, name, options, tmp_path / "a.pdf")
    assert said in (
        ", ".join(map(str, told.value.fields.values()))
        if isinstance(told.value, Invalid)
        else str(told.value)
    )
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_technician_prints_job_sheets_and_nothing_else(
    entered: Office, sample: Sample, tmp_path: Path
) -> None:
    entered.who = Who(sample.plumber, "Gao Jun", "technician")
    making.write(entered, "job-sheet", Options(number="W-2611-007"), tmp_path / "a.pdf")
    for name in ("month-pack", "complaint-register", "complaint-receipt"):
        with pytest.raises(NotAllowed):
            making.write(entered, name, Options(Month(2026, 11), "C-2611-041"), tmp_path / "b.pdf")


def test_a_report_is_made_in_another_process_while_the_office_is_open(
    entered: Office, office_path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "month.pdf"
    target.write_bytes(b"the old one")
    job = Job(
        "fmcrm_desktop.reports.making:make", (str(office_path), "month-pack", MONTH, entered.who), target
    )
    heard: list[tuple[Any, ...]] = []
    Running(job).messages(heard.append)
    assert heard[-1][0] == "done", heard
    assert "Monthly service report" in reading.text(target)
    assert any(message[0] == "step" and message[1] for message in heard), "pages are told as they are begun"
    assert [each.name for each in tmp_path.iterdir() if each.name.endswith(".part")] == []


def test_a_report_refused_in_another_process_says_so(
    entered: Office, office_path: Path, tmp_path: Path
) -> None:
    options = Options(number="W-0")
    job = Job(
        "fmcrm_desktop.reports.making:make", (str(office_path), "job-sheet", options), tmp_path / "a.pdf"
    )
    heard: list[tuple[Any, ...]] = []
    Running(job).messages(heard.append)
    assert heard[-1][0] == "refused", heard


def test_cancel_stops_between_two_pages_and_leaves_the_old_file(entered: Office, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    class Stop:
        path: Path | None = None

        def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None:
            raise Stopped

    target = tmp_path / "a.pdf"
    target.write_bytes(b"the old one")
    with pytest.raises(Stopped):
        making.write(entered, "month-pack", MONTH, target, Stop())
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.glob(".*")) == []


def test_a_file_name_says_what_is_in_it_and_fits_any_disk() -> None:
    assert (
        making.file_name(making.named("month-pack"), MONTH, Words()) == "Monthly service report 2026-11.pdf"
    )
    assert (
        making.file_name(making.named("job-sheet"), Options(number='W/1:2*"?'), Words())
        == "Job sheet W-1-2---.pdf"
    )


def test_the_list_of_reports_is_read_without_the_library_that_prints() -> None:
    import subprocess

    said = subprocess.run(
        [sys.executable, "-c", "import sys, fmcrm_desktop.reports; print('reportlab' in sys.modules)"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert said.stdout.strip() == "False"


class Steps:
    """What a job tells; nobody listens here."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def step(self, *_told: object, **_values: object) -> None:
        """Nothing is done with it."""


@needs("office.settings")
def put_days(work: Work) -> None:
    for n in (0, 2, 9):
        starts = NOW + timedelta(days=n)
        work.add(Event(title=f"Day {n}", starts=starts, ends=starts + timedelta(hours=1)))


def test_the_agenda_of_several_days_is_printed_with_its_period(
    office: Office, office_path: Path, tmp_path: Path
) -> None:
    office.do(put_days)
    target = tmp_path / "agenda.pdf"
    first = NOW.date()
    days = first, first + timedelta(days=6)
    making.make_days(Steps(target), str(office_path), days, Options(language="en"), office.who)
    text, words = reading.text(target), Words("en")
    assert "Day 0" in text and "Day 2" in text and "Day 9" not in text
    assert f"{words.date(days[0])} – {words.date(days[1])}" in text
