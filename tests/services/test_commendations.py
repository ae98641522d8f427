"""Praise through the door: registered, thanked for, made a recognition in one deed, found, undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import commendations, recognitions, search, timeline, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.commendations import CommendationForm, ManyCommendationsForm, ThankForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import AssignForm, OrderForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.complaining import kept

WORDS = "The plumber took off his shoes and explained every step"


def praise(office: Office, sample: Sample, **more: Any) -> int:
    given: dict[str, Any] = {"own_words": WORDS, "person_id": sample.owner, "unit_id": sample.unit, **more}
    return office.do(commendations.add, CommendationForm(**given)).result


def row(office: Office, id: int) -> commendations.CommendationRow:
    return office.ask(commendations.rows, [id])[0]


def listed(office: Office, text: str = "", **query: Any) -> list[int]:
    return list(office.ask(commendations.page, Query(text=text, **query)).ids)


def test_praise_is_registered_under_its_number(office: Office, sample: Sample, office_path: Path) -> None:
    one = praise(office, sample, staff_id=sample.plumber, need="friendliness")
    two = praise(office, sample, person_id=None, anonymous=True, unit_id=None, building_id=sample.building)
    columns = "id, number, person_id, unit_id, building_id, staff_id, need, anonymous"
    assert kept(office_path, f"select {columns} from commendation") == [
        (one, "M-2611-001", sample.owner, sample.unit, sample.building, sample.plumber, "friendliness", 0),
        (two, "M-2611-002", None, None, sample.building, None, "", 1),
    ]
    assert (row(office, one).person, row(office, one).state) == ("王芳", "to_thank")
    assert (row(office, two).person, row(office, two).state) == ("", "anonymous")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"own_words": " "}, "own_words"), ({"person_id": None}, "person_id"), ({"anonymous": True}, "anonymous"),
        ({"received": NOW + timedelta(hours=1)}, "received"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(office: Office, sample: Sample, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        praise(office, sample, **more)
    assert set(refused.value.fields) == {field}


def test_a_draft_knows_what_its_person_or_order_knows(office: Office, sample: Sample) -> None:
    # 王芳 has one flat; her parking place is none
    assert office.ask(commendations.draft, {"person": sample.owner}).unit_id == sample.unit
    form = OrderForm(summary="Tap drips", person_id=sample.tenant, unit_id=sample.second_unit)
    order = office.do(work_orders.enter, form).result
    office.do(work_orders.assign, order, AssignForm(sample.plumber))
    made = office.ask(commendations.draft, {"order": order})
    assert (made.order_id, made.person_id, made.unit_id, made.staff_id) == (
        order, sample.tenant, sample.second_unit, sample.plumber,
    )  # fmt: skip


def test_praise_is_put_right_and_what_another_changed_is_not_lost(office: Office, sample: Sample) -> None:
    id = praise(office, sample)
    form = office.ask(commendations.form_of, id)
    office.do(commendations.change, id, replace(form, unit_id=None, building_id=sample.second_building))
    changed = row(office, id)
    assert (changed.unit, changed.building, changed.own_words) == ("", "1", WORDS)
    with pytest.raises(Stale):
        office.do(commendations.change, id, form)


def test_thanks_are_noted_once(office: Office, sample: Sample) -> None:
    id = praise(office, sample)
    done = office.do(commendations.thank, id, ThankForm())
    assert row(office, id).thanked == NOW
    assert office.do(commendations.thank, id, ThankForm()).deed is None
    office.undo(done.deed)
    assert row(office, id).thanked is None
    with pytest.raises(Refusal):
        office.do(commendations.thank, praise(office, sample, person_id=None, anonymous=True), ThankForm())


def test_a_recognition_is_made_of_it_in_one_deed_and_taken_back_whole(office: Office, sample: Sample) -> None:
    id = praise(office, sample, staff_id=sample.plumber, own_words=WORDS * 20)
    form = office.ask(commendations.recognition_form, id)
    assert len(form.text) == 400 and form.text.startswith(WORDS)
    form.text = "For patience"
    done = office.do(commendations.recognise, id, form)
    paper = office.ask(recognitions.certificate, done.result)
    assert (paper.name, paper.text) == ("Gao Jun", "For patience")
    assert row(office, id).state == "recognised"
    with pytest.raises(Refusal):
        office.do(commendations.recognise, id, form)
    office.undo(done.deed)
    assert office.ask(recognitions.of, sample.plumber) == []
    assert row(office, id).state == "to_thank"
    again = office.do(commendations.recognise, id, form).result
    office.do(recognitions.archive, again)
    assert row(office, id).recognition_id is None


def test_whose_praise_it_is_stays_while_a_recognition_has_their_name_on_it(
    office: Office, sample: Sample
) -> None:
    id, other = (praise(office, sample, staff_id=sample.plumber) for _ in range(2))
    made = office.do(commendations.recognise, id, office.ask(commendations.recognition_form, id))
    form = office.ask(commendations.form_of, id)
    with pytest.raises(Invalid) as refused:
        office.do(commendations.change, id, replace(form, staff_id=sample.electrician))
    assert set(refused.value.fields) == {"staff_id"}
    given = ManyCommendationsForm(staff_id=sample.electrician)
    moved = office.do(commendations.change_many, [id, other], given).result
    assert (moved.done, [each.id for each in moved.refused]) == (1, [id])
    assert (row(office, id).staff, row(office, other).staff) == ("Gao Jun", "He Yan")
    assert office.do(commendations.change_many, [id], ManyCommendationsForm(need="empathy")).result.done == 1
    form = office.ask(commendations.form_of, id)
    office.do(commendations.change, id, replace(form, own_words="Very kind"))
    office.do(recognitions.archive, made.result)
    assert office.do(commendations.change_many, [id], given).result.done == 1


def test_a_recognition_needs_somebody_and_the_right_to_give_it(office: Office, sample: Sample) -> None:
    id = praise(office, sample)
    form = office.ask(commendations.recognition_form, id)
    with pytest.raises(Refusal):
        office.do(commendations.recognise, id, form)
    office.who = Who(sample.clerk, "Li Na", "clerk")
    with pytest.raises(NotAllowed):
        office.do(commendations.recognise, id, form)


@pytest.mark.parametrize(
    ("language", "begins"), [("zh_CN", "感谢您2026年"), ("en", "Thank you for your kind words of")]
)
def test_thanks_are_offered_and_written_in_the_persons_language(
    office: Office, office_path: Path, sample: Sample, language: str, begins: str
) -> None:
    office.do(speak, sample.owner, language)
    id = praise(office, sample, staff_id=sample.plumber, channel="letter")
    form = office.ask(commendations.thank_form, id)
    assert form.thanks == "letter" and form.said.startswith(begins)
    assert ("高军" if language == "zh_CN" else "Gao Jun") in form.said
    office.do(commendations.thank, id, form)
    [(person, text, said)] = kept(office_path, "select person_id, text, language from letter")
    assert (person, said) == (sample.owner, language)
    assert text == form.said
    office.do(commendations.thank, id, form)  # a second press writes nothing
    assert kept(office_path, "select count(*) from letter") == [(1,)]


@needs("person.write")
def speak(work: Work, person: int, language: str) -> None:
    work.get(Person, person).language = language


def test_thanks_by_letter_need_words(office: Office, sample: Sample) -> None:
    with pytest.raises(Invalid, match="Write what the person is to read"):
        office.do(commendations.thank, praise(office, sample), ThankForm("", "letter"))


def test_the_list_is_narrowed_and_searched(office: Office, sample: Sample) -> None:
    one = praise(office, sample, staff_id=sample.plumber)
    two = praise(office, sample, person_id=None, anonymous=True, own_words="安静又快", unit_id=None)
    office.do(commendations.thank, one, ThankForm())
    assert listed(office) == [two, one]
    assert listed(office, sort="received") == [one, two]
    assert listed(office, where={"state": ("thanked",)}) == [one]
    assert listed(office, where={"state": ("to_thank",)}) == []
    assert listed(office, where={"state": ("anonymous", "thanked")}) == [two, one]
    assert listed(office, where={"staff": (sample.plumber,)}) == [one]
    assert listed(office, "gao shoes") == [one]
    assert listed(office, "安静") == [two]
    assert listed(office, "wang fang") == [one]
    assert [(each.kind, each.ref) for each in office.ask(search.find, "M-2611-002")] == [
        ("commendation", two)
    ]
    assert office.ask(commendations.staff_options) == [(sample.plumber, "Gao Jun", "高军")]


def test_praise_stands_in_the_timelines(office: Office, sample: Sample) -> None:
    id = praise(office, sample, staff_id=sample.plumber)
    for of, whose in ((timeline.person, sample.owner), (timeline.unit, sample.unit)):
        (entry,) = office.ask(of, whose, ("commendation",))
        assert (entry.id, entry.number, entry.title, entry.staff) == (id, "M-2611-001", WORDS, "Gao Jun")
    assert "commendation" in office.ask(timeline.present, "person", sample.owner)
    office.do(commendations.archive, id)
    assert office.ask(timeline.person, sample.owner, ("commendation",)) == ()


def test_many_are_changed_put_away_and_brought_back(office: Office, sample: Sample) -> None:
    both = [praise(office, sample), praise(office, sample, staff_id=sample.plumber)]
    outcome = office.do(
        commendations.change_many, both, ManyCommendationsForm(staff_id=sample.plumber)
    ).result
    assert (outcome.done, outcome.same) == (1, 1)
    with pytest.raises(Invalid):
        office.do(commendations.change_many, both, ManyCommendationsForm())
    office.do(commendations.archive_many, both)
    assert (listed(office), listed(office, archived=True)) == ([], both[::-1])
    assert listed(office, "shoes", archived=True) == both[::-1]
    office.do(commendations.restore_many, both)
    assert listed(office, "shoes") == both[::-1]


GIVEN = "select staff_id, text, archived is null from recognition order by id"


def given(office: Office, id: int, text: str) -> Any:
    form = replace(office.ask(commendations.recognition_form, id), text=text)
    return office.do(commendations.recognise, id, form)


def test_one_praise_has_one_certificate_whatever_is_undone(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = praise(office, sample, staff_id=sample.plumber)
    first = given(office, id, "For patience")
    away = office.do(recognitions.archive, first.result)
    again = given(office, id, "For kindness")
    with pytest.raises(Refusal, match="changed again since"):
        office.undo(away.deed)
    assert kept(office_path, GIVEN) == [(sample.plumber, "For kindness", 1)]
    assert row(office, id).recognition_id == again.result
    office.undo(again.deed)
    office.undo(away.deed)
    assert kept(office_path, GIVEN) == [(sample.plumber, "For patience", 1)]
    office.undo(first.deed)
    assert (kept(office_path, GIVEN)[0][2], row(office, id).recognition_id) == (0, None)


def test_no_certificate_comes_back_with_a_name_that_is_not_praised_any_more(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = praise(office, sample, staff_id=sample.plumber)
    first = given(office, id, "For patience")
    away = office.do(recognitions.archive, first.result)
    moves = []
    for staff in (sample.electrician, None):
        form = office.ask(commendations.form_of, id)
        moves.append(office.do(commendations.change, id, replace(form, staff_id=staff)))
        with pytest.raises(Refusal, match="changed again since"):
            office.undo(away.deed)
    for moved in reversed(moves):  # while it is archived, it names nobody falsely
        office.undo(moved.deed)
    moved = office.do(commendations.change_many, [id], ManyCommendationsForm(staff_id=sample.electrician))
    given(office, id, "For kindness")
    with pytest.raises(Refusal, match="changed again since"):
        office.undo(moved.deed)
    assert kept(office_path, GIVEN) == [(sample.electrician, "For kindness", 1)]
    assert row(office, id).staff == "He Yan"


def test_nobody_is_thanked_or_recognised_for_what_was_archived_meanwhile(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = praise(office, sample, staff_id=sample.plumber, channel="letter")
    thanks = office.ask(commendations.thank_form, id)
    office.do(commendations.archive, id)
    with pytest.raises(Refusal, match="Restore it first"):
        office.do(commendations.thank, id, thanks)
    with pytest.raises(Refusal, match="Restore it first"):
        given(office, id, "For patience")
    assert kept(office_path, "select (select count(*) from letter), count(*) from recognition") == [(0, 0)]
    office.do(commendations.restore, id)
    office.do(commendations.thank, id, thanks)
    assert row(office, id).thanked == NOW and not row(office, id).archived
