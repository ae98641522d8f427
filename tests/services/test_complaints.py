"""Taking complaints down and putting entries right, read back with plain sqlite3."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Missing, Stale
from fmcrm_desktop.services import complaints
from fmcrm_desktop.services.complaints import (
    ComplaintForm,
)
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.complaining import kept, log_call, moment, rude_guard


@pytest.fixture
def form(sample: Sample) -> ComplaintForm:
    return rude_guard(sample)


@pytest.fixture
def id(office: Office, form: ComplaintForm) -> int:
    return office.do(complaints.register, form).result


def test_a_complaint_is_kept_whole_with_its_number_and_clocks(
    id: int, office_path: Path, sample: Sample
) -> None:
    assert kept(
        office_path,
        "select number, state, subject, own_words, gap, severity, person_id, unit_id, building_id, responsible_id,"
        " concerned_id, expected, delivered, received, acknowledge_due, due from complaint where id = ?",
        id,
    ) == [(
        "C-2611-001", "received", "Night guard was rude at the gate",
        "The night guard shouted at my mother.\nHe let her wait in the rain.", "respect", 4, sample.owner, sample.unit,
        sample.building, sample.manager, sample.plumber, "Greeted and let in", "Asked to wait 15 minutes",
        "2026-11-20 02:00:00.000000",
        # Friday 10:00 and four hours: two until noon, two from 13:30
        "2026-11-20 07:30:00.000000",
        # three days of eight hours: 2 + 4.5 on Friday, 8 on Saturday, 8 on Monday, 1.5 on Tuesday
        "2026-11-24 02:00:00.000000",
    )]  # fmt: skip
    assert set(kept(office_path, "select kind, value from complaint_aspect where complaint_id = ?", id)) == {
        ("gap", "response"), ("criterion", "courtesy"), ("criterion", "access"), ("need", "friendliness"),
    }  # fmt: skip
    assert kept(office_path, "select subject, from_state, to_state from move where subject_id = ?", id) == [
        ("complaint", "", "received")
    ]


def test_numbers_run_on_within_the_month_received(
    office: Office, form: ComplaintForm, office_path: Path
) -> None:
    for received in (None, moment(2026, 10, 31, 23, 59), None, moment(2026, 11, 1, 0, 0)):
        office.do(complaints.register, replace(form, received=received))
    assert [row[0] for row in kept(office_path, "select number from complaint order by id")] == [
        "C-2611-001", "C-2610-001", "C-2611-002", "C-2611-003",
    ]  # fmt: skip


def test_an_empty_summary_is_the_beginning_of_the_own_words(
    office: Office, form: ComplaintForm, office_path: Path
) -> None:
    office.do(complaints.register, replace(form, subject="", own_words="Dark lobby\nand cold"))
    office.do(complaints.register, replace(form, subject="", own_words="word " * 60))
    office.do(complaints.register, replace(form, subject="", own_words="太吵了" * 60))
    subjects = [str(row[0]) for row in kept(office_path, "select subject from complaint order by id")]
    assert subjects[0] == "Dark lobby"
    assert subjects[1].endswith("word…") and len(subjects[1]) <= 81
    assert subjects[2] == ("太吵了" * 60)[:80] + "…"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"subject": "", "own_words": " "}, "own_words"),
        ({"person_id": None}, "person_id"),
        ({"anonymous": True}, "anonymous"),
        ({"severity": 6}, "severity"),
        ({"severity": 0}, "severity"),
        ({"gap": "rude"}, "gap"),
        ({"gaps": ("rude",)}, "gaps"),
        ({"criteria": ("price",)}, "criteria"),
        ({"needs": ("money",)}, "needs"),
        ({"channel": "pigeon"}, "channel"),
        ({"received": NOW + timedelta(hours=1)}, "received"),
        ({"promise": NOW - timedelta(hours=1)}, "promise"),
        ({"subject": "x" * 201}, "subject"),
        ({"own_words": "x" * 10_001}, "own_words"),
    ],
)
def test_what_cannot_be_saved_is_named_by_its_field(
    office: Office, form: ComplaintForm, office_path: Path, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        office.do(complaints.register, replace(form, **wrong))  # type: ignore[arg-type]
    assert set(caught.value.fields) == {field}
    assert kept(office_path, "select count(*) from complaint") == [(0,)]
    assert kept(office_path, "select count(*) from counter where series = 'C'") == [(0,)]


def test_a_person_that_is_not_there_is_refused(office: Office, form: ComplaintForm) -> None:
    with pytest.raises(Missing):
        office.do(complaints.register, replace(form, person_id=999))


def test_a_complaint_by_phone_is_filled_from_its_call_and_tied_to_it(
    office: Office, sample: Sample, office_path: Path
) -> None:
    call = office.do(log_call, sample.owner, sample.unit).result
    form = office.ask(complaints.draft, {"call": call})
    assert (form.person_id, form.unit_id, form.own_words) == (sample.owner, sample.unit, "He shouted at me")
    id = office.do(complaints.register, form).result
    assert kept(office_path, "select call_id, subject from complaint where id = ?", id) == [
        (call, "Guard rude")
    ]
    lines = office.ask(complaints.card, id).history
    assert [line.kind for line in lines] == ["received", "call"]


def test_a_person_with_one_home_brings_it_along(office: Office, sample: Sample) -> None:
    assert office.ask(complaints.draft, {"person": sample.owner}).unit_id == sample.unit
    assert (
        office.ask(complaints.draft, {"person": sample.owner, "unit": sample.parking}).unit_id
        == sample.parking
    )
    assert office.ask(complaints.draft, {}).responsible_id == sample.manager


def test_every_complaint_has_somebody_who_sees_to_it(
    office: Office, form: ComplaintForm, sample: Sample, office_path: Path
) -> None:
    form.responsible_id = None
    id = office.do(complaints.register, form).result
    again = office.ask(complaints.form_of, id)
    assert again.responsible_id == office.who.staff_id == sample.manager
    again.responsible_id = sample.clerk
    office.do(complaints.change, id, again)
    again = office.ask(complaints.form_of, id)
    again.responsible_id = None
    office.do(complaints.change, id, again)
    assert kept(office_path, "select responsible_id, handed_off from complaint") == [(sample.clerk, 1)]


def test_what_somebody_else_changed_is_not_overwritten(office: Office, id: int) -> None:
    mine, theirs = office.ask(complaints.form_of, id), office.ask(complaints.form_of, id)
    office.do(complaints.change, id, replace(theirs, subject="Guard rude"))
    with pytest.raises(Stale):
        office.do(complaints.change, id, replace(mine, subject="Guard impolite"))


def test_a_change_keeps_what_it_does_not_touch(office: Office, id: int, office_path: Path) -> None:
    before = kept(office_path, "select * from complaint")
    form = office.ask(complaints.form_of, id)
    office.do(complaints.change, id, form)
    assert kept(office_path, "select * from complaint") == before
    office.do(complaints.change, id, replace(form, gap="response", criteria=("access", "security")))
    assert set(kept(office_path, "select kind, value from complaint_aspect")) == {
        ("criterion", "access"), ("criterion", "security"), ("need", "friendliness"),
    }  # fmt: skip


def test_what_an_import_left_nameless_can_be_put_right_without_a_name(
    office: Office, id: int, office_path: Path
) -> None:
    with sqlite3.connect(office_path) as connection:
        connection.execute("update complaint set person_id = null")
    form = office.ask(complaints.form_of, id)
    office.do(complaints.change, id, replace(form, gap="response"))
    assert kept(office_path, "select gap, person_id, anonymous from complaint") == [("response", None, 0)]


def test_registering_is_undone_in_one(office: Office, form: ComplaintForm, office_path: Path) -> None:
    done = office.do(complaints.register, replace(form, promise=NOW + timedelta(days=1)))
    assert done.deed is not None
    office.undo(done.deed)
    assert kept(office_path, "select archived is not null from complaint") == [(1,)]
    assert kept(office_path, "select archived is not null from promise") == [(1,)]
    assert kept(office_path, "select count(*) from move") == [(0,)]
    assert len(office.ask(complaints.page, Query())) == 0
    assert office.ask(complaints.page, Query(archived=True)).first[0].archived
