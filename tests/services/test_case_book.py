"""The case book through the door: people taken out of the story, the writer warned of who is still in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.complaint import ComplaintPerson
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import PersonName
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import case_book, commendations, complaints, search
from fmcrm_desktop.services.case_book import CaseForm, ManyCasesForm
from fmcrm_desktop.services.case_book.hiding import Secret, hide, left
from fmcrm_desktop.services.commendations import CommendationForm
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work
from tests.sample import Sample


@needs("office.settings")
def keep(work: Work, record: Any) -> int:
    return work.add(record).id


def complaint(office: Office, sample: Sample, words: str, **more: Any) -> int:
    given: dict[str, Any] = {"person_id": sample.owner, "unit_id": sample.unit, **more}
    return office.do(complaints.register, ComplaintForm(own_words=words, **given)).result


def drafted(office: Office, id: int) -> CaseForm:
    return office.ask(case_book.draft, {"complaint": id})


def listed(office: Office, text: str = "", **query: Any) -> list[int]:
    return list(office.ask(case_book.page, Query(text=text, **query)).ids)


def test_nobody_of_a_complaint_can_be_read_in_its_case(office: Office, sample: Sample) -> None:
    office.do(keep, PersonName(person_id=sample.owner, name="Fanny Wang"))
    words = (
        "Wang Fang of 3-1202 rang twice on 138 0013 8000. Mr Gao came late, and fang@example.com got no mail. "
        "Fanny Wang is cross; J. Moreau next door heard it on 2026-11-18. He said nothing."
    )
    id = complaint(office, sample, words, concerned_id=sample.plumber)
    office.do(keep, ComplaintPerson(complaint_id=id, person_id=sample.tenant))
    told = drafted(office, id).told
    assert told == (
        "The owner of the unit rang twice on (number). The technician came late, and (number) got no mail. "
        "The owner is cross; the tenant next door heard it on 2026-11-18. He said nothing."
    )


def test_chinese_names_go_as_people_say_them(office: Office, sample: Sample) -> None:
    id = complaint(office, sample, "王芳说高师傅两次没来，王女士又打 13800138000 找李娜，房号3-1202。")
    assert drafted(office, id).told == "业主说维修师傅两次没来，业主又打 （联系方式） 找前台人员，某房号。"


@pytest.mark.parametrize(
    ("text", "secret", "instead"),
    [
        ("Ann saw Anna", Secret("Ann", "owner"), "The owner saw Anna"),
        ("WANG FANG was there", Secret("Wang Fang", "tenant"), "The tenant was there"),
        ("He went. Mr He came.", Secret("He Yan", "technician"), "He went. The technician came."),
        ("Unit 3-1202, not 13-1202", Secret("3-1202", "unit"), "The unit, not 13-1202"),
        ("欧阳先生来过", Secret("欧阳建国", "owner"), "业主来过"),
        ("建国来过", Secret("王建国", "owner"), "业主来过"),
        ("The Sato Travel bus", Secret("Sato Travel", "company"), "The the company bus"),
        ("10,000 in 2026", Secret("x", "owner"), "10,000 in 2026"),
    ],
)
def test_a_name_is_found_as_a_name_and_not_in_other_words(text: str, secret: Secret, instead: str) -> None:
    assert hide(text, [secret]) == instead
    assert left(hide(text, [secret]), [secret]) == ()


def test_saving_warns_of_a_name_until_the_writer_says_it_is_meant(office: Office, sample: Sample) -> None:
    form = drafted(office, complaint(office, sample, "The door stayed open"))
    form = replace(form, title="Wang Fang and the door", lesson="Gao Jun shuts it")
    with pytest.raises(Invalid) as refused:
        office.do(case_book.add, form)
    assert set(refused.value.fields) == {"title", "lesson"}
    told = refused.value.fields["title"]
    assert "Wang Fang" in str(told.values)  # type: ignore[union-attr]
    id = office.do(case_book.add, replace(form, checked=True)).result
    again = office.ask(case_book.form_of, id)
    with pytest.raises(Invalid):
        office.do(case_book.change, id, again)  # the tick is given anew each time
    office.do(case_book.change, id, replace(again, title="The door", lesson="Shut it"))
    assert office.ask(case_book.rows, [id])[0].title == "The door"


def test_a_case_knows_its_complaint_and_begins_with_questions(office: Office, sample: Sample) -> None:
    scale = office.do(keep, BehaviourScale(name="Listening", other_name="倾听")).result
    given = {"gap": "response", "expected": "A word", "delivered": "None", "scale_id": scale}
    id = complaint(office, sample, "No lift for two days", **given)
    form = drafted(office, id)
    assert (form.kind, form.gap, form.complaint_id, form.scale_id) == ("bad", "response", id, scale)
    assert form.told == "No lift for two days\n\nExpected: A word\n\nWhat came: None"
    assert form.questions.startswith("What did the customer expect?")
    made = office.do(case_book.add, form)
    found = office.ask(case_book.rows, [made.result])[0]
    assert (found.complaint, found.staff, found.scale) == ("C-2611-001", office.who.name, "Listening")
    office.undo(made.deed)
    assert listed(office) == []


def test_praise_becomes_a_good_case(office: Office, sample: Sample) -> None:
    form = CommendationForm(own_words="高军师傅很耐心", person_id=sample.owner, staff_id=sample.plumber)
    id = office.do(commendations.add, form).result
    made = office.ask(case_book.draft, {"commendation": id})
    assert (made.kind, made.title, made.commendation_id) == ("good", "维修师傅很耐心", id)
    assert made.questions.startswith("客户最看重")


def test_the_book_is_narrowed_found_and_sorted_at_once(office: Office) -> None:
    one = office.do(case_book.add, CaseForm(title="The wet stair", told="Somebody slipped")).result
    two = office.do(
        case_book.add, CaseForm("good", "A note at the door", "门上的字条", "It was left at once")
    ).result
    assert listed(office) == [two, one]
    assert listed(office, where={"kind": ("good",)}) == [two]
    assert (listed(office, "slipped"), listed(office, "字条")) == ([one], [two])
    assert [(each.kind, each.ref) for each in office.ask(search.find, "wet stair")] == [("case_study", one)]
    assert office.do(case_book.change_many, [one, two], ManyCasesForm(gap="respect")).result.done == 2
    assert listed(office, where={"gap": ("respect",)}) == [two, one]
    office.do(case_book.archive_many, [one, two])
    assert (listed(office), listed(office, archived=True)) == ([], [two, one])
    office.do(case_book.restore_many, [one])
    assert listed(office) == [one]
