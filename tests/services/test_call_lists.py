"""Call lists: made from filters and marked people, shared out evenly, worked down; calls note what came of a line."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.services import call_lists, call_topics, calls, complaints, promise_ledger
from fmcrm_desktop.services.call_lists import BackForm, CallerForm, ChosenForm, ListForm, ShareForm
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample


def made(office: Office, **given: object) -> int:
    return office.do(call_lists.make, ListForm(name="Survey", **given)).result  # type: ignore[arg-type]


def lines(office: Office, list_id: int, **where: object) -> list[call_lists.LineRow]:
    query = Query().having("list", list_id)
    for name, value in where.items():
        query = query.having(name, value)
    return list(office.ask(call_lists.lines, query).first)


def test_a_list_holds_whom_the_filters_find(office: Office, sample: Sample) -> None:
    everybody = made(office)
    assert [row.name for row in lines(office, everybody)] == ["A. Novak", "J. Moreau", "Sato Travel", "王芳"]
    third = made(office, building_id=sample.building)
    assert {row.person_id for row in lines(office, third)} == {sample.owner, sample.company}
    owners = made(office, building_id=sample.building, role="owner")
    assert [row.person_id for row in lines(office, owners)] == [sample.owner]
    worded = made(office, words="moreau")
    assert [row.person_id for row in lines(office, worded)] == [sample.tenant]
    with pytest.raises(Refusal):
        made(office, words="nobody at all")


def test_a_complaint_brings_its_person_and_is_opened_from_the_line(office: Office, sample: Sample) -> None:
    id = office.do(
        complaints.register,
        ComplaintForm(subject="Noise", own_words="Every night", person_id=sample.tenant, unit_id=sample.second_unit),
    ).result  # fmt: skip
    [line] = lines(office, made(office, special="complaint"))
    card = office.ask(call_lists.card, line.id)
    assert (card.matter, card.line.unit, card.matter_title) == (Link("complaints", id), "1-0304", "Noise")


def test_marked_people_and_a_filtered_list_make_one_too(office: Office, sample: Sample) -> None:
    form = office.ask(call_lists.draft, {"people": (sample.owner, sample.tenant)})
    assert isinstance(form, ChosenForm)
    form.name = "Marked"
    chosen = office.do(call_lists.make, form).result
    assert [row.person_id for row in lines(office, chosen)] == [sample.owner, sample.tenant]
    form = office.ask(call_lists.draft, {"query": Query(text="sato")})
    form.name = "Found"
    assert [row.name for row in lines(office, office.do(call_lists.make, form).result)] == ["Sato Travel"]


def test_lines_are_shared_out_evenly_or_by_hand(office: Office, sample: Sample) -> None:
    list_id = made(office, staff_ids=(sample.clerk, sample.manager))
    counts = Counter(row.staff for row in lines(office, list_id))
    assert set(counts.values()) == {2}
    assert [row.staff for row in lines(office, list_id, whose="mine")] == ["Zhou Min"] * 2
    first = lines(office, list_id)[0].id
    office.do(call_lists.assign, [first], CallerForm(sample.plumber))
    assert lines(office, list_id)[0].staff == "Gao Jun"
    with pytest.raises(Refusal):
        office.do(call_lists.share_out, list_id, ShareForm((sample.clerk,)))
    office.do(call_lists.share_out, list_id, ShareForm((sample.clerk,), again=True))
    assert {row.staff for row in lines(office, list_id)} == {"Li Na"}
    with pytest.raises(Invalid):
        office.do(call_lists.share_out, list_id, ShareForm((999,), again=True))


def test_a_list_is_worked_down_and_its_progress_counted(
    office: Office, sample: Sample, office_path: Path
) -> None:
    list_id = made(office, due_day=date(2026, 11, 19))
    tried: list[int] = []
    for outcome in ("reached", "not_reached", "refused"):
        line = office.ask(call_lists.next_line, list_id)
        tried.append(line)
        office.do(call_lists.done, line, None, outcome)
    last = office.ask(call_lists.next_line, list_id)
    assert last not in tried
    office.do(call_lists.call_back, last, BackForm(NOW + timedelta(hours=3), "after lunch"))
    [promise] = office.ask(promise_ledger.page, Query()).first
    assert (promise.text, promise.kind) == ("after lunch", "call_back")
    assert office.ask(call_lists.next_line, list_id) == tried[1], "who was not reached is tried again"
    it = office.ask(call_lists.progress, list_id)
    assert (it.lines, it.open, it.reached) == (4, 1, 3)
    with closing(sqlite3.connect(office_path)) as plain:
        stored = plain.execute(
            "select state, count(*) from call_line where list_id = ? group by 1", (list_id,)
        )
        assert {state: count for state, count in it.states.items() if count} == dict(stored.fetchall())
    [row] = office.ask(call_lists.page, Query()).first
    assert (row.lines, row.open, row.late) == (4, 1, True)


def test_a_call_logged_for_a_line_notes_what_came_of_it(office: Office, sample: Sample) -> None:
    list_id = made(office)
    line = next(row for row in lines(office, list_id) if row.person_id == sample.owner)
    form = office.ask(calls.draft, {"person": sample.owner, "line": line.id, "direction": "out"})
    form.topic, form.outcome = "Survey", "missed"
    done = office.do(calls.log, form)
    assert (lines(office, list_id, person=sample.owner)[0].state, done.touched["call_line"]) == (
        "not_reached", {line.id},
    )  # fmt: skip
    again = CallForm(sample.owner, direction="out", topic="Survey", line_id=line.id)
    deed = office.do(calls.log, again).deed
    assert lines(office, list_id, person=sample.owner)[0].tries == 2
    office.undo(deed)
    assert lines(office, list_id, person=sample.owner)[0].state == "not_reached"


@needs("person.write")
def _numbers(work: Work, person: int) -> None:
    work.get(Person, person).preferred_channel = "phone"
    work.get(Person, person).preferred_hours = "after 18:00"
    for kind, value, bad, preferred in (
        ("fax", "0755 1111 1111", False, True), ("mobile", "13500000000", True, True),
        ("mobile", "13600000000", False, True), ("phone", "0755 2222 2222", False, False),
    ):  # fmt: skip
        digits = value.replace(" ", "")
        work.add(
            ContactPoint(
                person_id=person, kind=kind, value=value, digits=digits, do_not_use=bad, preferred=preferred
            )
        )


def test_the_preferred_channel_comes_first_and_a_forbidden_number_never(
    office: Office, sample: Sample
) -> None:
    office.do(_numbers, sample.owner)
    [line] = lines(office, made(office, words="王芳"))
    card = office.ask(call_lists.card, line.id)
    assert [number.value for number in card.numbers] == ["0755 2222 2222", "13600000000", "13800138000"]
    assert (card.channel, card.numbers[0].hours) == ("phone", "after 18:00")


def test_an_archived_list_is_out_of_the_way_and_comes_back(office: Office, sample: Sample) -> None:
    list_id = made(office)
    office.do(call_lists.archive, list_id)
    assert len(office.ask(call_lists.page, Query())) == 0
    assert len(office.ask(call_lists.lines, Query())) == 0
    office.do(call_lists.restore, list_id)
    assert len(office.ask(call_lists.lines, Query())) == 4


def test_a_list_says_what_its_topic_says_in_both_languages(office: Office, sample: Sample) -> None:
    topic = next(row for row in office.ask(call_topics.listed) if row.name == "Follow-up")
    its = office.ask(call_lists.progress, made(office, topic_id=topic.id)).said
    assert (its.topic, its.other_topic) == ("Follow-up", "回访")
    assert (its.script, its.other_script) == (topic.script, topic.other_script)
    assert all((its.script, its.other_script))
    own = made(office, topic_id=topic.id, script="Good day")
    [line, *_] = lines(office, own)
    said = office.ask(call_lists.card, line.id).said
    assert (said.topic, said.script, said.other_script) == ("Follow-up", "Good day", "")
