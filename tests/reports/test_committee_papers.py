"""The committee's papers read back in both languages: minutes with votes, invitation, month, members, duties."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.put_down import put_down, taken_up
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.reports import (
    REPORTS,
    committee_invitation,
    committee_members,
    committee_minutes,
    committee_month,
    scope_of_duties,
)
from fmcrm_desktop.reports.making import write
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import A4, LETTER, Printing
from fmcrm_desktop.services import committee, notices
from fmcrm_desktop.services.committee import (
    BodyForm,
    CommitteeMonth,
    DecisionForm,
    ItemLine,
    MeetingForm,
    MemberLine,
    OpinionForm,
    VoteLine,
)
from fmcrm_desktop.services.office import needs
from tests.reports import reading

LONG = "Maximiliana-Josephine von und zu Hohenlohe-Waldenburg-Schillingsfürst de la Tour Auvergne the Younger"
REACHED = "+86 21 6888 1234-5678 ext. 90123"
LONG_CHINESE = "阿卜杜热西提·买买提江·艾合买提·吐尔逊·古丽娜尔·热孜万古丽·库尔班江"
EVENING = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


@needs("person.write")
def _person(work, name, other):
    return work.add(Person(name=name, other_name=other, sort_key=sort_key(name))).id


@pytest.fixture
def met(office, sample):
    """A meeting by floor area: somebody with a very long name, a vote counted together, and one not passed."""
    long = office.do(_person, LONG, LONG_CHINESE).result
    members = (
        MemberLine(sample.owner, "chair", date(2025, 1, 1)),
        MemberLine(sample.second_owner, "deputy"),
        MemberLine(long, "member"),
        MemberLine(sample.tenant, "member", date(2020, 1, 1), date(2024, 12, 31)),
    )
    body = office.do(
        committee.add_body,
        BodyForm("Willow committee", "柳苑业委会", members=members, counts="area", quorum="2/3", base="all"),
    ).result
    agenda = (ItemLine("Repair of the lift", "电梯大修"), ItemLine("<b>Gate</b> & fence"))
    id = office.do(
        committee.add_meeting, MeetingForm(body, "Autumn", EVENING, place="Hall 活动室", agenda=agenda)
    ).result
    form = office.ask(committee.attendance_form, id)
    form.people[1].presence, form.people[1].by_id = "represented", sample.owner
    office.do(committee.attend, id, replace(form, minuted_by="Li Na"))
    item = office.ask(committee.meeting_card, id).items[0].id
    written = office.ask(committee.minutes_form, item)
    office.do(committee.write_minutes, item, replace(written, minutes="Three offers.\n比较了三份报价。"))
    votes = (VoteLine(sample.owner, "yes"), VoteLine(sample.second_owner, "yes"))
    office.do(
        committee.decide, id,
        DecisionForm("A new drive", "更换曳引机", votes, due_day=date(2026, 12, 31), responsible_id=sample.clerk,
                     item_id=item),
    )  # fmt: skip
    lost = (VoteLine(sample.owner, "yes"), VoteLine(sample.second_owner, "no"))
    office.do(committee.decide, id, DecisionForm("Raise the fees", votes=lost))
    return id


def printed(draw, sheet, words, path, size=A4):
    draw(sheet, words, Printing(path, size))
    return reading.text(path)


def inside(path, size):
    """Nothing stands over the edge of the paper."""
    for page in reading.words(path):
        for word in page:
            assert word.left >= 40 and word.right <= size.width - 40, word


@pytest.mark.parametrize("size", [A4, LETTER], ids=["A4", "Letter"])
@pytest.mark.parametrize("language", ["english", "chinese"])
def test_minutes_hold_attendance_quorum_and_the_votes_by_area(office, met, tmp_path, request, language, size):
    words = request.getfixturevalue(language)
    path = tmp_path / "minutes.pdf"
    text = printed(committee_minutes.draw, office.ask(committee.meeting_sheet_of, met), words, path, size)
    inside(path, size)
    flat = "".join(text.split())
    for said in (
        "CM-2611-01", "112.50m²(50.00%)", "225.00m²", "Threeoffers.", "比较了三份报价。", "Anewdrive", "更换曳引机",
        "Raisethefees", "CD-2611-01", "CD-2611-02", "<b>Gate</b>&fence", "100.00%", "LiNa",
    ):  # fmt: skip
        assert said in flat, said
    for part in (*LONG.replace("-", " ").split(), *LONG_CHINESE.split("·")):
        assert part in flat, f"a long name is broken to lines, never cut: {part}"
    own = ("Quorum reached", "Passed", "Not passed", "Represented") if language == "english" else (
        "已达到法定人数", "已通过", "未通过", "委托出席",
    )  # fmt: skip
    for said in own:
        assert "".join(said.split()) in flat, said
    assert ("Quorum" in text) == (language == "english")


def test_minutes_end_with_a_whole_item_above_the_signatures(office, met, english, tmp_path):
    sheet = office.ask(committee.meeting_sheet_of, met)
    decided, other = sheet.card.items
    for lines in range(0, 42, 3):
        said = replace(other, minutes="Said and said again.\n" * lines)
        one = replace(sheet, card=replace(sheet.card, items=(said, decided), loose=(), minutes=""))
        path = tmp_path / "minutes.pdf"
        printed(committee_minutes.draw, one, english, path, A4)
        *_, last = reading.pages(path)
        assert "2. Repair of the lift" in last and "Minutes taken by" in last, lines


def test_the_vote_table_adds_up_on_paper(office, met, english, tmp_path):
    """Of 225 m² entitled, 225 for the drive; 112.5 each way for the fees."""
    text = printed(
        committee_minutes.draw, office.ask(committee.meeting_sheet_of, met), english, tmp_path / "minutes.pdf"
    )
    lines = [line.strip() for line in text.splitlines()]
    drive, fees = (at for at, line in enumerate(lines) if line.startswith("Total"))
    told = [" ".join(lines[at : at + 5]) for at in (drive, fees)]
    assert "225.00 m² 0.00 m² 0.00 m² 100.00 %" in told[0]
    assert "112.50 m² 112.50 m² 0.00 m² 100.00 %" in told[1]


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_an_invitation_has_the_agenda_and_the_rule(office, met, tmp_path, request, language):
    words = request.getfixturevalue(language)
    text = printed(
        committee_invitation.draw,
        office.ask(committee.meeting_sheet, "CM-2611-01"),
        words,
        tmp_path / "i.pdf",
    )
    inside(tmp_path / "i.pdf", A4)
    own = ("Agenda", "more than 2/3", "Hall") if language == "english" else ("议程", "超过 2/3", "活动室")
    for said in (*own, "Repair of the lift", "电梯大修", "王芳", "A. Novak"):
        assert said in text, said


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_the_page_of_the_month(office, met, sample, tmp_path, request, language):
    words = request.getfixturevalue(language)
    body = office.ask(committee.draft_meeting, {}).body_id
    office.do(
        committee.add_opinion, OpinionForm("Too dark at the gate " * 20, body, due_day=date(2026, 11, 19))
    )
    works = notices.NoticeForm(
        "works", title="Painting", other_title="粉刷", starts=datetime(2026, 12, 3, 1, tzinfo=UTC)
    )
    office.do(notices.add, works)
    sheet = office.ask(committee.month_sheet, Month(2026, 11))
    text = printed(committee_month.draw, sheet, words, tmp_path / "month.pdf")
    inside(tmp_path / "month.pdf", A4)
    own = (
        ("Meetings held", "What the office owes the committee", "Painting", "Planned works")
        if language == "english"
        else ("已召开会议", "服务中心待向业委会落实的事项", "粉刷", "计划施工")
    )
    for said in (*own, "CM-2611-01", "CD-2611-01", "CO-2611-01"):
        assert said in text, said
    assert text.count("CO-2611-01") == 2, "brought in this month, and owed"
    assert taken_up(CommitteeMonth, put_down(sheet.told)) == sheet.told, "a closed month can keep it"


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_members_and_duties(office, met, tmp_path, request, language):
    words = request.getfixturevalue(language)
    text = printed(committee_members.draw, office.ask(committee.members_sheet), words, tmp_path / "m.pdf")
    inside(tmp_path / "m.pdf", A4)
    for said in ("王芳", "J. Moreau", "13800138000", "Chair" if language == "english" else "主任"):
        assert said in text, said
    sheet = office.ask(committee.members_sheet)
    [body] = sheet.bodies
    reached = tuple(replace(each, phone=REACHED) for each in body.members)
    ringing = replace(sheet, bodies=(replace(body, members=reached),))
    text = printed(committee_members.draw, ringing, words, tmp_path / "m.pdf")
    ringing_now = [each for each in reached if each.current]
    assert text.count("90123") == len(ringing_now) == 3, "a number is whole, however long"
    office.do(committee.put_ready)
    text = printed(scope_of_duties.draw, office.ask(committee.duty_sheet), words, tmp_path / "d.pdf")
    inside(tmp_path / "d.pdf", A4)
    own = ("We do not do", "We do") if language == "english" else ("不提供", "提供")
    for said in (*own, "Greenery and paths of the site", "小区绿化和道路的养护"):
        assert said in text, said


def test_every_paper_of_the_committee_is_made_by_its_name(office, met, tmp_path):
    named = [
        report for report in REPORTS if "committee" in report.module or report.module == "scope_of_duties"
    ]
    assert len(named) == 5
    for report in named:
        options = Options(number="CM-2611-01") if report.needs == "number" else Options()
        path = tmp_path / f"{report.name}.pdf"
        write(office, report.name, options, path)
        assert reading.pages(path), report.name


def test_an_assembly_tells_who_was_counted_together(office, sample, english, tmp_path):
    body = office.do(committee.add_body, BodyForm("All owners", kind="assembly", counts="area")).result
    id = office.do(committee.add_meeting, MeetingForm(body, "", EVENING)).result
    form = office.ask(committee.attendance_form, id)
    office.do(committee.attend, id, replace(form, more=Decimal("150.25")))
    office.do(committee.decide, id, DecisionForm("Benches", more_yes=Decimal("100.5")))
    text = printed(
        committee_minutes.draw, office.ask(committee.meeting_sheet_of, id), english, tmp_path / "minutes.pdf"
    )
    assert "Counted together" in text and "150.25 m² (66.78 %)" in text and "100.50 m²" in text
