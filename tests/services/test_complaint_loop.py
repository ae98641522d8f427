"""The loop of a complaint: thanks in the person's language, a remedy within a limit, repeats, the notice."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import complaints, imports, measures, papers, staff
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    AlsoForm,
    AnswerForm,
    ComplaintForm,
    FollowUpForm,
    NoticeForm,
    ReasonForm,
    RemedyForm,
    ResolveForm,
)
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm, enter
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.complaining import at, kept, moment, rude_guard


@pytest.fixture
def id(office: Office, sample: Sample) -> int:
    return office.do(complaints.register, rude_guard(sample)).result


@needs("person.write")
def speak(work: Work, person: int, language: str) -> None:
    work.get(Person, person).language = language


def speaks(office: Office, person: int, language: str) -> None:
    office.do(speak, person, language)


@pytest.mark.parametrize(
    ("language", "part"), [("zh_CN", "编号 C-2611-001"), ("en", "has the number C-2611-001")]
)
def test_thanks_are_offered_in_the_language_of_the_person(
    office: Office, id: int, sample: Sample, language: str, part: str
) -> None:
    speaks(office, sample.owner, language)
    form = office.ask(complaints.acknowledge_form, id)
    assert part in form.said and form.thanks == "call" and form.responsible_id == sample.manager


@pytest.mark.parametrize(("language", "named"), [("zh_CN", "由高军负责"), ("en", "Gao Jun looks into it")])
def test_thanks_name_who_looks_into_it_in_the_language_of_the_person(
    office: Office, sample: Sample, language: str, named: str
) -> None:
    speaks(office, sample.owner, language)
    id = office.do(complaints.register, replace(rude_guard(sample), responsible_id=sample.plumber)).result
    assert named in office.ask(complaints.acknowledge_form, id).said


def test_thanks_by_message_and_by_letter_are_written_with_the_deed(
    office: Office, id: int, sample: Sample, office_path: Path
) -> None:
    speaks(office, sample.owner, "zh_CN")
    form = office.ask(complaints.acknowledge_form, id)
    done = office.do(complaints.acknowledge, id, replace(form, thanks="message", said="谢谢您"))
    assert kept(office_path, "select person_id, text, subject_of, subject_id from message") == [
        (sample.owner, "谢谢您", "complaint", id)
    ]
    office.undo(done.deed)
    assert kept(office_path, "select thanks, acknowledged, state from complaint") == [("", None, "received")]
    assert kept(office_path, "select archived is not null from message") == [(1,)]
    office.do(complaints.acknowledge, id, AcknowledgeForm("Thank you {{ name }}", thanks="letter"))
    [(person, subject, text)] = kept(office_path, "select person_id, subject, text from letter")
    assert (person, subject) == (sample.owner, "感谢您的反映：C-2611-001") and text == "Thank you 王芳"
    assert kept(office_path, "select thanks, state from complaint") == [("letter", "acknowledged")]


def test_nobody_writes_to_the_anonymous(office: Office, sample: Sample, office_path: Path) -> None:
    form = replace(rude_guard(sample), person_id=None, anonymous=True)
    id = office.do(complaints.register, form).result
    assert office.ask(complaints.acknowledge_form, id).said == ""
    with pytest.raises(Invalid) as caught:
        office.do(complaints.acknowledge, id, AcknowledgeForm("Thanks", thanks="letter"))
    assert set(caught.value.fields) == {"thanks"}
    office.do(complaints.acknowledge, id, AcknowledgeForm("Thanks", thanks="person"))
    assert kept(office_path, "select count(*) from letter union all select count(*) from message") == [
        (0,),
        (0,),
    ]


def test_a_remedy_is_given_up_to_ones_own_limit(
    office: Office, id: int, sample: Sample, office_path: Path
) -> None:
    limited = office.ask(staff.form_of, sample.clerk)
    limited.remedy_limit = Money(20_000, "CNY")
    office.do(staff.change, sample.clerk, limited)
    boss, office.who = office.who, Who(sample.clerk, "Li Na", "clerk")
    assert office.ask(complaints.remedy_form, id).limit == Money(20_000, "CNY")
    with pytest.raises(Invalid) as caught:
        office.do(complaints.remedy, id, RemedyForm("A month's parking", Money(20_001, "CNY")))
    assert str(caught.value.fields["amount"]) == "You may give up to ¥200.00. Ask the manager for more."
    assert kept(office_path, "select remedy, remedy_amount from complaint") == [("", None)]
    office.do(complaints.remedy, id, RemedyForm("A week's parking", Money(20_000, "CNY")))
    assert kept(office_path, "select remedy, remedy_amount from complaint") == [("A week's parking", 20_000)]
    card = office.ask(complaints.card, id)
    assert (card.history[-1].kind, card.history[-1].text) == ("remedied", "A week's parking · ¥200.00")
    assert card.history[-1].staff == "Li Na" and card.remedy_amount == Money(20_000, "CNY")
    office.who = boss
    assert office.ask(complaints.remedy_form, id).limit is None
    office.do(complaints.remedy, id, RemedyForm("A month's parking", Money(90_000, "CNY")))
    office.who = Who(sample.clerk, "Li Na", "clerk")
    office.do(complaints.remedy, id, RemedyForm("A month's parking, P-044", Money(90_000, "CNY")))
    with pytest.raises(Invalid):
        office.do(complaints.remedy, id, RemedyForm("Two", Money(90_001, "CNY")))
    with pytest.raises(Invalid):
        office.do(complaints.remedy, id, RemedyForm("Less", Money(-1, "CNY")))
    for nothing in (None, Money(0, "CNY")):
        office.do(complaints.remedy, id, RemedyForm("Flowers", nothing))
        assert kept(office_path, "select remedy, remedy_amount from complaint") == [("Flowers", None)]
        assert office.ask(complaints.card, id).history[-1].text == "Flowers"
        assert office.ask(complaints.remedy_form, id).amount is None


def test_what_was_ticked_says_which_gaps_it_is(office: Office, sample: Sample) -> None:
    form = replace(rude_guard(sample), gap="", gaps=(), lacks=("attempts", "tone"))
    card = office.ask(complaints.card, office.do(complaints.register, form).result)
    assert (card.gap, card.gaps, card.lacks) == ("response", ("respect",), ("attempts", "tone"))
    form = replace(rude_guard(sample), gap="respect", gaps=(), lacks=("unfair", "silent"))
    card = office.ask(complaints.card, office.do(complaints.register, form).result)
    assert (card.gap, card.gaps, card.lacks) == ("respect", ("response",), ("silent", "unfair"))


def test_people_orders_and_consequences_are_kept_and_mended(
    office: Office, sample: Sample, office_path: Path
) -> None:
    order = office.do(enter, OrderForm(summary="Gate", unit_id=sample.unit)).result
    form = replace(
        rude_guard(sample), people=(sample.tenant, sample.owner), orders=(order,), consequences=("talk", "repeat"),
        lacks=("parts", "people"), loss="at_risk", loss_risk="Looks for another home",
    )  # fmt: skip
    id = office.do(complaints.register, form).result
    assert kept(office_path, "select person_id from complaint_person") == [(sample.tenant,)]
    card = office.ask(complaints.card, id)
    assert [each.name for each in card.others] == ["J. Moreau"] and [each.id for each in card.about] == [
        order
    ]
    assert card.consequences == ("repeat", "talk") and card.loss == "at_risk"
    assert card.lacks == ("people", "parts") and set(card.gaps) == {"resources", "response"}
    assert list(office.ask(complaints.page, Query(where={"person": (sample.tenant,)})).ids) == [id]
    assert list(office.ask(complaints.page, Query(where={"loss": ("at_risk",)})).ids) == [id]
    assert list(office.ask(complaints.page, Query(where={"loss": ("lost",)})).ids) == []
    again = office.ask(complaints.form_of, id)
    assert (again.people, again.orders) == ((sample.tenant,), (order,))
    again.people, again.orders, again.consequences = (sample.second_owner,), (), ("repeat",)
    office.do(complaints.change, id, again)
    assert kept(office_path, "select person_id from complaint_person") == [(sample.second_owner,)]
    assert kept(office_path, "select count(*) from complaint_order") == [(0,)]


def test_what_is_known_already_is_found_while_it_is_told(
    office: Office, sample: Sample, office_path: Path
) -> None:
    [(noise,)] = kept(office_path, "select id from category where subject = 'complaint' and code = 'noise'")
    form = rude_guard(sample)
    old = office.do(
        complaints.register, replace(form, received=moment(2025, 11, 1, 9, 0), category_id=noise)
    ).result
    office.do(complaints.resolve, old, ResolveForm("We are sorry"))
    mine = office.do(complaints.register, replace(form, received=moment(2026, 10, 1, 9, 0))).result
    office.do(complaints.resolve, mine, ResolveForm("We are sorry"))
    loud = replace(
        form, person_id=sample.tenant, unit_id=None, building_id=sample.building, category_id=noise
    )
    near = office.do(complaints.register, loud).result
    far = replace(loud, building_id=sample.second_building)
    office.do(complaints.register, far)

    def known(*given: int | None) -> list[int]:
        return [each.id for each in office.ask(complaints.known, *given)]

    assert known(None, None, noise) == [] and known(sample.owner, None, None) == [mine]
    assert known(None, sample.unit, noise) == [near, mine]
    assert known(None, None, noise, sample.building) == [near]
    assert known(sample.owner, sample.unit, noise) == [near, mine]


def test_somebody_else_with_the_same_complaint_joins_it(
    office: Office, id: int, sample: Sample, office_path: Path
) -> None:
    office.do(complaints.also, id, AlsoForm(sample.tenant, "He shouted at me, too"))
    assert kept(office_path, "select person_id from complaint_person") == [(sample.tenant,)]
    assert office.ask(complaints.card, id).history[-1].text == "He shouted at me, too"
    with pytest.raises(Invalid):
        office.do(complaints.also, id, AlsoForm(sample.tenant))
    office.do(complaints.also, id, AlsoForm(sample.owner, "Again tonight"))
    assert kept(office_path, "select count(*) from complaint_person") == [(1,)]


def test_following_up_asks_for_a_rating(office: Office, id: int, office_path: Path) -> None:
    office.do(complaints.resolve, id, ResolveForm("We are sorry"))
    with pytest.raises(Invalid):
        office.do(complaints.follow_up, id, FollowUpForm("Greet first", rating=6))
    office.do(complaints.follow_up, id, FollowUpForm("Greet first", rating=5, recovered=True))
    assert kept(office_path, "select follow_up_rating, recovered from complaint") == [(5, 1)]


def test_each_rating_is_an_answer_of_its_month_also_where_the_complaint_was_taken_up_again(
    office: Office, id: int, office_path: Path
) -> None:
    """Who is not content is who complains again: that answer must not go with the reopening."""

    def followed_up(rating: int | None) -> None:
        office.do(complaints.resolve, id, ResolveForm("We are sorry"))
        assert office.ask(complaints.follow_up_form, id).rating is None
        office.do(complaints.follow_up, id, FollowUpForm("Greet first", rating=rating))

    def answers(month: Month) -> tuple[float, float]:
        found = office.ask(measures.month, month).measures["satisfaction"]
        return found.numerator, found.denominator

    november, december = Month(2026, 11), Month(2026, 12)
    followed_up(2)
    assert answers(november) == (0, 1)
    office.do(complaints.reopen, id, ReasonForm("He shouted again"))
    assert answers(november) == (0, 1)
    followed_up(None)
    assert answers(november) == (0, 1), "asked once more, but not answered"
    assert kept(office_path, "select follow_up_rating from complaint") == [(2,)]
    office.do(complaints.reopen, id, ReasonForm("And again"))
    at(office, 2026, 12, 3, 10)
    followed_up(5)
    assert answers(november) == (0, 1) and answers(december) == (1, 1)
    assert [
        line.rating for line in office.ask(complaints.card, id).history if line.state == "followed_up"
    ] == [2, None, 5]
    office.do(complaints.archive, id)
    assert answers(november) == (0, 0)


def test_a_notice_does_not_say_that_the_complaint_was_a_complaint(office: Office, sample: Sample) -> None:
    """Kept in haste, with its kind alone as the topic: what was said tells more, else the category does."""
    [noise] = [id for id, name, _other in office.ask(complaints.category_options) if name == "Noise"]
    for words, begins in (("Drilling at night", "Drilling at night"), ("", "Noise")):
        form = ComplaintForm(own_words=words, subject="complaint", category_id=noise, person_id=sample.owner)
        id = office.do(complaints.register, form).result
        assert office.ask(complaints.notice_form, id).notice.startswith(f"You said: {begins}\n")


def test_a_notice_is_begun_in_the_language_of_its_words(office: Office, sample: Sample) -> None:
    """In an English office, too, nobody reads "You said: 楼道灯坏了"."""
    form = ComplaintForm(own_words="楼道灯坏了", person_id=sample.owner)
    id = office.do(complaints.register, form).result
    office.do(complaints.resolve, id, ResolveForm("对不起", lesson="每晚巡查"))
    begun = office.ask(complaints.notice_form, id)
    assert (begun.notice, begun.other_notice) == ("", "您反映：楼道灯坏了\n我们的改进：每晚巡查")


def test_a_notice_is_begun_written_and_hung_up(
    office: Office, id: int, sample: Sample, office_path: Path
) -> None:
    office.do(complaints.resolve, id, ResolveForm("We are sorry", lesson="Guards greet first"))
    begun = office.ask(complaints.notice_form, id)
    assert begun.notice == "You said: Night guard was rude at the gate\nWe did: Guards greet first"
    refused = office.do(complaints.hung_up, [id]).result
    assert [each.id for each in refused.refused] == [id]
    with pytest.raises(Invalid):
        office.do(complaints.write_notice, id, NoticeForm(told_day=date(2026, 11, 20)))
    office.do(complaints.write_notice, id, NoticeForm("Guards greet first.", "保安先问好。"))
    at(office, 2026, 11, 25, 9, 0)
    other = office.do(complaints.register, rude_guard(sample)).result
    office.do(complaints.write_notice, other, NoticeForm("One language is enough."))
    assert office.do(complaints.hung_up, [id, other]).result.done == 2
    at(office, 2026, 11, 27, 9, 0)
    assert office.do(complaints.hung_up, [id]).result.same == 1
    assert kept(office_path, "select told_day from complaint") == [("2026-11-25",)] * 2


def test_an_answer_that_a_complaint_was_closed_with_is_not_undone(
    office: Office, id: int, office_path: Path
) -> None:
    answered = office.do(complaints.answer, id, AnswerForm("We are sorry"))
    office.do(complaints.resolve, id, ResolveForm("We are sorry"))
    with pytest.raises(Refusal):
        office.undo(answered.deed)
    assert kept(office_path, "select state, answered is not null from complaint") == [("resolved", 1)]


def test_a_closed_complaint_of_nobody_does_not_become_somebodys(office: Office, sample: Sample) -> None:
    form = replace(rude_guard(sample), person_id=None, anonymous=True)
    id = office.do(complaints.register, form).result
    office.do(complaints.resolve, id, ResolveForm(remedy="New lamps"))
    told = office.ask(complaints.form_of, id)
    told.person_id, told.anonymous = sample.owner, False
    with pytest.raises(Invalid) as caught:
        office.do(complaints.change, id, told)
    assert set(caught.value.fields) == {"person_id"}


def test_whom_it_is_about_is_seen_by_those_who_work_complaints_and_by_the_one_concerned(
    office: Office, id: int, sample: Sample
) -> None:
    assert office.ask(complaints.card, id).concerned == "Gao Jun"
    office.who = Who(sample.clerk, "Li Na", "reader")
    assert office.ask(complaints.card, id).concerned == ""
    assert office.ask(complaints.form_of, id).concerned_id is None
    office.who = Who(sample.plumber, "Gao Jun", "reader")
    assert office.ask(complaints.card, id).concerned == "Gao Jun"


HEADS = ("Number", "Received", "Own words", "Status", "Answer", "Lesson", "Customer", "Telephone", "Resolved")


@pytest.mark.parametrize(
    ("status", "answer", "lesson", "person", "state"),
    [
        ("Resolved", "", "", "Ann Li", "investigating"),
        ("Resolved", "We are sorry", "", "Ann Li", "resolved"),
        ("Resolved", "", "", "", "resolved"),
        ("Followed up", "We are sorry", "", "Ann Li", "resolved"),
        ("Followed up", "We are sorry", "Greet first", "Ann Li", "followed_up"),
        ("Open", "", "", "Ann Li", "received"),
        ("Resolved", "-", "", "Ann Li", "investigating"),
        ("Resolved", "暂无", "", "Ann Li", "investigating"),
        ("Resolved", "\u3164", "", "Ann Li", "investigating"),
        ("Followed up", "We are sorry", "n/a", "Ann Li", "resolved"),
    ],
)
def test_a_file_closes_nothing_that_no_clerk_may_close(
    office: Office,
    office_path: Path,
    tmp_path: Path,
    status: str,
    answer: str,
    lesson: str,
    person: str,
    state: str,
) -> None:
    row = ("OLD1", "2026-11-10 10:00", "Noise", status, answer, lesson, person, person and "13800138111",
           "2026-11-12 10:00" if status != "Open" else "")  # fmt: skip
    path = tmp_path / "old.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADS, row])

    def bring() -> object:
        choice = Choice(path)
        file = ImportFile.open(choice, kind_of(choice, "complaints"), None, "Asia/Shanghai")
        return office.do(imports.run, file.source()).result

    bring()
    [(kept_state, answered, resolved, external)] = kept(
        office_path, "select state, answered is not null, resolved is not null, external from complaint"
    )
    assert kept_state == state and answered == (answer == "We are sorry")
    assert resolved == (state in ("resolved", "followed_up"))
    assert ("state" in external) == (state != status.lower().replace(" ", "_") and status != "Open")
    again = bring()
    assert (again.added, again.same) == (0, 1)


def test_printing_the_boards_hangs_what_is_on_them_once(
    office: Office, sample: Sample, office_path: Path
) -> None:
    first = replace(
        rude_guard(sample), received=moment(2026, 11, 1, 0, 0)
    )  # the first of the month to the minute
    told, silent, old = (office.do(complaints.register, first).result for _ in range(3))
    for id in (told, old):
        form = office.ask(complaints.notice_form, id)
        form.notice = f"You said {id}, we did"
        form.told_day = date(2026, 1, 2) if id == old else None
        office.do(complaints.write_notice, id, form)
    assert on_boards(office) == [told]
    done = office.do(complaints.hung_up, [told])
    hung = kept(office_path, "select id, told_day from complaint order by id")
    assert hung == [(told, "2026-11-20"), (silent, None), (old, "2026-01-02")]
    assert on_boards(office) == []
    office.undo(done.deed)
    assert kept(office_path, "select told_day from complaint where id = ?", told) == [(None,)]
    assert (on_boards(office, Month(2026, 10)), on_boards(office, Month(2026, 11))) == ([], [told, old])


def on_boards(office: Office, month: Month | None = None) -> list[int]:
    return [told.id for board in office.ask(papers.you_said, month).boards for told in board.told]
