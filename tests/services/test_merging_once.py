"""Where both of two records stood on one list, the person kept stands there once; the undo brings the old list back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.agreement import Agreement, AgreementParty
from fmcrm_desktop.model.call import CallLine, CallList
from fmcrm_desktop.model.campaign import Campaign, CampaignPerson
from fmcrm_desktop.model.channel import GroupMessage, GroupMessagePerson
from fmcrm_desktop.model.committee import CommitteeMember, Dispute, DisputeParty, Passing
from fmcrm_desktop.model.complaint import Complaint, ComplaintPerson
from fmcrm_desktop.model.event import Event, EventGuest
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.survey import Questionnaire, Survey, SurveySheet
from fmcrm_desktop.services import committee, merging, relations
from fmcrm_desktop.services.committee import AttendanceLine, attendance_form
from fmcrm_desktop.services.merging import MergeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.relations import RelationForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import meeting
from tests.services.test_merging import keep, rows, whole

DAY = date(2026, 11, 18)


def merged(office: Office, path: Path, one: int, other: int) -> Any:
    """Merge and take it back, comparing everything kept; then merge again, for good."""
    before = whole(path)
    done = office.do(merging.merge, MergeForm(one, other))
    assert done.deed is not None
    office.undo(done.deed)
    assert whole(path) == before
    return office.do(merging.merge, MergeForm(one, other))


def lists(office: Office, one: int, other: int) -> dict[str, str]:
    """Both on one list of every kind; by table the column that names the list."""

    def made(record: Any) -> int:
        return int(office.do(keep, record).result)

    agreement = made(Agreement(number="A-1", name="Care"))
    campaign = made(Campaign(name="Spring", from_day=DAY))
    complaint = made(
        Complaint(number="C-1", received=NOW, channel="phone", subject="Noise", state="received")
    )
    message = made(GroupMessage(subject="Water", made=NOW))
    event = made(Event(kind="meeting", title="Party", starts=NOW, ends=NOW))
    calls = made(CallList(name="Fees", made=NOW))
    survey = made(
        Survey(questionnaire_id=made(Questionnaire(name="Q", kind="general")), name="R", from_day=DAY)
    )
    dispute = made(Dispute(number="D-1", opened=DAY, matter="Noise"))
    body = meeting.body(office, ())
    for at, person in enumerate((one, other)):
        for record in (
            AgreementParty(agreement_id=agreement, person_id=person),
            CampaignPerson(campaign_id=campaign, person_id=person),
            ComplaintPerson(complaint_id=complaint, person_id=person),
            GroupMessagePerson(message_id=message, person_id=person, made=NOW),
            EventGuest(event_id=event, person_id=person, attended=bool(at)),
            CallLine(list_id=calls, person_id=person, state="waiting" if at == 0 else "done"),
            SurveySheet(survey_id=survey, code=f"X{at}", asked=NOW, person_id=person, answered=NOW if at else None),
            DisputeParty(dispute_id=dispute, person_id=person, wants=("Rest", "A wall")[at]),
            Passing(body_id=body, person_id=person, given_day=DAY, confirmed_day=DAY if at else None),
            CommitteeMember(body_id=body, person_id=person, from_day=date(2024 + at, 1, 1)),
        ):  # fmt: skip
            made(record)
    return {
        "agreement_party": "agreement_id", "campaign_person": "campaign_id", "complaint_person": "complaint_id",
        "group_message_person": "message_id", "event_guest": "event_id", "call_line": "list_id",
        "survey_sheet": "survey_id", "dispute_party": "dispute_id", "passing": "body_id",
        "committee_member": "body_id",
    }  # fmt: skip


@pytest.mark.parametrize("turned", [False, True], ids=["the first stays", "the second stays"])
def test_nobody_stands_twice_on_a_list(
    office: Office, sample: Sample, office_path: Path, turned: bool
) -> None:
    one, other = sample.owner, sample.second_owner
    made = lists(office, one, other)
    stays, goes = (other, one) if turned else (one, other)
    merged(office, office_path, stays, goes)
    record = {"call_line", "survey_sheet", "dispute_party", "passing", "committee_member"}
    for table in made:
        there = " where archived is null" if table in record else ""
        assert rows(office_path, f"select person_id from {table}{there}") == [(stays,)], table
    assert rows(office_path, "select attended from event_guest") == [(1,)]
    assert rows(office_path, "select state from call_line where archived is null") == [("done",)]
    assert rows(office_path, "select code from survey_sheet where archived is null") == [("X1",)]
    [(wants,)] = rows(office_path, "select wants from dispute_party where archived is null")
    assert set(wants.split("; ")) == {"Rest", "A wall"}
    assert rows(office_path, "select confirmed_day from passing where archived is null") == [("2026-11-18",)]
    assert rows(office_path, "select from_day from committee_member where archived is null") == [
        ("2024-01-01",)
    ]


def test_the_first_of_a_complaint_is_not_one_of_the_others(
    office: Office, sample: Sample, office_path: Path
) -> None:
    complaint = Complaint(
        number="C-1", received=NOW, channel="phone", subject="Noise", state="received", person_id=sample.owner
    )
    id = office.do(keep, complaint).result
    office.do(keep, ComplaintPerson(complaint_id=id, person_id=sample.second_owner))
    merged(office, office_path, sample.second_owner, sample.owner)
    assert rows(office_path, "select person_id from complaint") == [(sample.second_owner,)]
    assert rows(office_path, "select * from complaint_person") == []


def test_two_members_who_came_are_one_in_the_attendance(
    office: Office, sample: Sample, office_path: Path
) -> None:
    people = (sample.owner, sample.second_owner, sample.tenant, sample.company)
    id = meeting.meeting(office, meeting.body(office, people))
    meeting.attended(office, id, {sample.owner: "absent"})
    meeting.decided(office, id, {sample.second_owner: "yes", sample.tenant: "yes"})
    merged(office, office_path, sample.owner, sample.second_owner)
    came = "select person_id, presence, weight from attendance where archived is null order by id"
    assert rows(office_path, came) == [
        (sample.owner, "present", "1"), (sample.tenant, "present", "1"), (sample.company, "present", "1"),
    ]  # fmt: skip
    assert rows(office_path, "select entitled from committee_meeting") == [("3",)]
    cast = "select person_id, vote, weight from committee_vote where archived is null order by person_id"
    assert rows(office_path, cast) == [(sample.owner, "yes", "1"), (sample.tenant, "yes", "1")]
    # The attendance can be kept again as it stands.
    office.do(committee.attend, id, office.ask(attendance_form, id))


def test_who_was_represented_by_their_other_record_was_there(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = meeting.meeting(office, meeting.body(office, (sample.owner, sample.tenant)))
    form = office.ask(attendance_form, id)
    form.people[0].presence, form.people[0].by_id = "represented", sample.second_owner
    office.do(committee.attend, id, form)
    merged(office, office_path, sample.owner, sample.second_owner)
    assert rows(office_path, "select presence, by_id from attendance order by id") == [
        ("present", None), ("present", None),
    ]  # fmt: skip


def test_areas_of_both_are_one_vote(office: Office, sample: Sample, office_path: Path) -> None:
    for person, unit in ((sample.company, sample.second_unit), (sample.tenant, sample.unit)):
        for (id,) in rows(office_path, "select id from relation where unit_id = ? and role = 'owner'", unit):
            office.do(relations.archive, id)
        office.do(relations.add, RelationForm(person, unit, "owner", from_day=date(2020, 1, 1)))
    sizes = dict(rows(office_path, "select id, area from unit"))
    both = sizes[sample.unit] + sizes[sample.second_unit]
    assert both
    id = meeting.meeting(office, meeting.body(office, (), kind="assembly", counts="area"))
    form = office.ask(attendance_form, id)
    form.people = (AttendanceLine(sample.company), AttendanceLine(sample.tenant))
    office.do(committee.attend, id, form)
    meeting.decided(office, id, {sample.company: "yes", sample.tenant: "yes"})
    merged(office, office_path, sample.company, sample.tenant)
    weights = "select weight from {} where archived is null"
    assert rows(office_path, weights.format("attendance")) == [(str(both),)]
    assert rows(office_path, weights.format("committee_vote")) == [(str(both),)]
    office.do(committee.attend, id, office.ask(attendance_form, id))


@pytest.mark.parametrize("second", ["yes", "no"])
def test_no_merge_changes_what_was_decided(
    office: Office, sample: Sample, office_path: Path, second: str
) -> None:
    people = (sample.owner, sample.second_owner, sample.tenant)
    id = meeting.meeting(office, meeting.body(office, people))
    meeting.attended(office, id)
    meeting.decided(office, id, {sample.owner: "yes", sample.second_owner: second, sample.tenant: "no"})
    before = whole(office_path)
    with pytest.raises(Refusal, match="merge the two"):
        office.do(merging.merge, MergeForm(sample.owner, sample.second_owner))
    assert whole(office_path) == before


def test_the_server_lets_one_vote_stand_and_undoes_it_alike(served: tuple[Office, Sample]) -> None:
    office, sample = served
    people = (sample.owner, sample.second_owner, sample.tenant, sample.company)
    id = meeting.meeting(office, meeting.body(office, people))
    meeting.attended(office, id)
    meeting.decided(office, id, {sample.owner: "yes", sample.second_owner: "yes", sample.tenant: "yes"})
    before = office.ask(committee.meeting_card, id)
    done = office.do(merging.merge, MergeForm(sample.owner, sample.second_owner))
    card = office.ask(committee.meeting_card, id)
    assert [each.person_id for each in card.people] == [sample.owner, sample.tenant, sample.company]
    assert (card.entitled, card.present) == (3, 3)
    assert done.deed is not None
    office.undo(done.deed)
    assert office.ask(committee.meeting_card, id) == before
