"""Signing in: exact passwords, the same answer to every wrong guess, a wait that grows and always ends."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import complaints, passwords, settings, signing, staff
from fmcrm_desktop.services.office import NOBODY, Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.staff import StaffForm
from tests.conftest import NOW
from tests.sample import Sample

GOOD = "seven green umbrellas"


@pytest.fixture
def door(office: Office, sample: Sample) -> Office:
    """An office where Li Na has a login name and a password, and nobody is signed in."""
    form = office.ask(staff.form_of, sample.clerk)
    form.login = "Li.Na"
    office.do(staff.change, sample.clerk, form)
    office.do(signing.set_password, sample.clerk, GOOD, False)
    office.who = NOBODY
    return office


def kept(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql, values).fetchall()


def refused(office: Office, login: str, password: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        office.sign_in(login, password)
    assert office.who == NOBODY
    return caught.value


def later(office: Office, wait: timedelta) -> None:
    now = office.store.clock() + wait
    office.store.clock = lambda: now


def test_the_right_password_lets_the_person_in_with_their_role(door: Office, sample: Sample) -> None:
    door.sign_in("li.na", GOOD)
    assert door.who == Who(sample.clerk, "Li Na", "clerk")
    door.sign_out()
    assert door.who == NOBODY


@pytest.mark.parametrize("login", ["LI.NA", "  li.na ", "ＬＩ．ＮＡ"])
def test_a_login_name_is_known_in_any_letters(door: Office, login: str) -> None:
    door.sign_in(login, GOOD)


@pytest.mark.parametrize("password", [GOOD.upper(), GOOD + " ", " " + GOOD, GOOD[:-1], "", GOOD + "\x00"])
def test_passwords_are_compared_exactly(door: Office, password: str) -> None:
    refused(door, "li.na", password)


@pytest.mark.parametrize(
    "password",
    [
        "王芳的雨伞很绿很绿",
        "x7Kq" * 20,
        "emoji \U0001f600 and Ünïcödé",
        "lone \ud800 surrogate",
        "q1 o" * 240,
    ],
)
def test_long_and_foreign_passwords_are_kept_whole(office: Office, sample: Sample, password: str) -> None:
    office.do(staff.change, sample.plumber, StaffForm(name="Gao Jun", role="technician", login="gao"))
    office.do(signing.set_password, sample.plumber, password, False)
    office.who = NOBODY
    office.sign_in("gao", password)
    office.sign_out()
    refused(office, "gao", password[:-1])


def test_a_wrong_name_and_a_wrong_password_are_told_the_same(door: Office, sample: Sample) -> None:
    answers = [refused(door, login, "quite wrong") for login in ("li.na", "nobody", "", "gao")]
    assert {(answer.text, tuple(answer.values)) for answer in answers} == {(signing.WRONG, ())}


def test_somebody_who_has_left_is_told_the_same(door: Office, sample: Sample) -> None:
    door.who = Who(sample.manager, "Zhou Min", "manager")
    door.do(staff.archive, sample.clerk)
    door.who = NOBODY
    assert refused(door, "li.na", GOOD).text == signing.WRONG


def test_somebody_without_a_password_cannot_sign_in(door: Office, sample: Sample) -> None:
    door.who = Who(sample.manager, "Zhou Min", "manager")
    door.do(staff.change, sample.plumber, StaffForm(name="Gao Jun", role="technician", login="gao"))
    door.who = NOBODY
    for password in ("", "nobody"):
        refused(door, "gao", password)


def test_a_wrong_name_takes_as_long_as_a_wrong_password(door: Office) -> None:
    passwords.nobodys_hash()

    def took(login: Callable[[int], str]) -> float:
        times = []
        for n in range(15):
            later(door, signing.LONGEST_WAIT)
            begun = time.process_time()
            refused(door, login(n), "quite wrong")
            times.append(time.process_time() - begun)
        return statistics.median(times)

    known, unknown = took(lambda n: "li.na"), took(lambda n: f"nobody{n}")
    assert 0.8 < known / unknown < 1.25


def test_the_work_behind_a_hash_is_what_was_promised(door: Office, office_path: Path) -> None:
    [(hash,)] = kept(office_path, "select password_hash from staff where login = 'li.na'")
    assert str(hash).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("login", ["li.na", "nobody"])
def test_after_five_failures_the_wait_grows_and_always_ends(door: Office, login: str) -> None:
    for _ in range(5):
        assert refused(door, login, "quite wrong").text == signing.WRONG
    waits = []
    for _ in range(12):
        answer = refused(door, login, "quite wrong")
        waits.append(answer.values["seconds"])
        later(door, timedelta(seconds=int(str(answer.values["seconds"]))))
        assert refused(door, login, "quite wrong").text == signing.WRONG
    assert waits[:4] == [5, 10, 20, 40]
    assert max(int(str(wait)) for wait in waits) == 900
    later(door, timedelta(seconds=900))
    if login == "li.na":
        door.sign_in(login, GOOD)


def test_the_right_password_waits_like_any_other_and_then_wipes_the_slate(door: Office) -> None:
    for _ in range(5):
        refused(door, "li.na", "quite wrong")
    assert "seconds" in refused(door, "li.na", GOOD).values
    later(door, timedelta(seconds=5))
    door.sign_in("li.na", GOOD)
    door.sign_out()
    for _ in range(5):
        assert refused(door, "li.na", "quite wrong").text == signing.WRONG


def test_a_failure_is_kept_although_the_door_stays_shut(door: Office, office_path: Path) -> None:
    refused(door, "li.na", "quite wrong")
    assert kept(office_path, "select failures from sign_in_try") == [(1,)]


def test_no_failure_is_forgotten_by_closing_the_program(door: Office, office_path: Path) -> None:
    for _ in range(5):
        refused(door, "li.na", "quite wrong")
    door.close()
    again = open_office(str(office_path))
    again.store.clock = lambda: NOW
    again.who = NOBODY
    assert "seconds" in refused(again, "li.na", GOOD).values
    again.close()


def test_in_an_office_opened_for_reading_one_signs_in_as_well(door: Office, office_path: Path) -> None:
    reading = open_office(str(office_path), read_only=True)
    reading.who = NOBODY
    assert refused(reading, "li.na", "quite wrong").text == signing.WRONG
    reading.sign_in("li.na", GOOD)
    assert reading.who.name == "Li Na"
    reading.close()


def test_a_clock_set_back_locks_nobody_out(door: Office) -> None:
    for _ in range(9):
        later(door, signing.LONGEST_WAIT)
        refused(door, "li.na", "quite wrong")
    later(door, -timedelta(days=400))
    door.sign_in("li.na", GOOD)


def test_what_was_typed_as_a_name_is_not_kept(door: Office, office_path: Path) -> None:
    refused(door, GOOD, "li.na")
    door.store.close()
    assert GOOD.encode() not in office_path.read_bytes()


def test_the_change_log_does_not_hold_passwords(door: Office, office_path: Path) -> None:
    [(hash,)] = kept(office_path, "select password_hash from staff where login = 'li.na'")
    lines = kept(office_path, "select changes from audit where record_table = 'staff'")
    assert not [line for line in lines if str(hash) in str(line[0]) or GOOD in str(line[0])]
    assert '"password_hash": ["", "***"]' in str(lines), "that there is one now is said, and no more"


@pytest.mark.parametrize(
    "password",
    [
        "short", "1234567", "password", "Password1", "12345678", "qwertyuiop", "iloveyou2026", "!!dragon!!",
        "aaaaaaaaaaaa", "Willow Court", "willowcourt1", "li.na.li.na", "LiNa2026", "fmcrm2026", "李娜李娜李娜李娜",
    ],
)  # fmt: skip
def test_passwords_that_are_tried_first_are_not_taken(door: Office, sample: Sample, password: str) -> None:
    door.who = Who(sample.manager, "Zhou Min", "manager")
    with pytest.raises(Invalid) as caught:
        door.do(signing.set_password, sample.clerk, password)
    assert "password" in caught.value.fields


@pytest.mark.parametrize("password", [GOOD, "willow bark against headaches", "8charsOK"])
def test_other_passwords_are_taken(door: Office, sample: Sample, password: str) -> None:
    door.who = Who(sample.manager, "Zhou Min", "manager")
    door.do(signing.set_password, sample.clerk, password)


def test_a_first_password_gives_no_rights_until_it_is_changed(door: Office, sample: Sample) -> None:
    door.who = Who(sample.manager, "Zhou Min", "manager")
    door.do(signing.set_password, sample.clerk, "first day only", True)
    door.sign_out()
    assert door.sign_in("li.na", "first day only").must_change
    assert not door.may(complaints.page)
    with pytest.raises(Invalid) as caught:
        door.change_password("first day only", "first day only")
    assert "password" in caught.value.fields
    with pytest.raises(Invalid) as caught:
        door.change_password("wrong", GOOD + "!")
    assert "old" in caught.value.fields
    door.change_password("first day only", GOOD + "!")
    assert door.may(complaints.page)
    door.sign_out()
    assert not door.sign_in("li.na", GOOD + "!").must_change


def test_nobody_changes_a_password_without_being_signed_in(door: Office) -> None:
    with pytest.raises(NotAllowed):
        door.change_password("", GOOD)


def test_a_clerk_sets_nobody_elses_password(door: Office, sample: Sample) -> None:
    door.sign_in("li.na", GOOD)
    with pytest.raises(NotAllowed):
        door.do(signing.set_password, sample.manager, "mine from now on")


def test_signing_in_is_asked_for_only_when_a_manager_could_get_in(
    office: Office, sample: Sample, office_path: Path
) -> None:
    with pytest.raises(Refusal):
        office.do(signing.turn_on)
    form = office.ask(staff.form_of, sample.manager)
    form.login = "zhou"
    office.do(staff.change, sample.manager, form)
    office.do(signing.set_password, sample.manager, GOOD, False)
    office.do(signing.turn_on)
    office.close()
    again = open_office(str(office_path))
    assert again.who == NOBODY and again.ask(settings.everything)["sign_in"] is True
    again.sign_in("zhou", GOOD)
    again.do(signing.turn_off)
    again.close()


def test_the_last_manager_stays_one(office: Office, sample: Sample) -> None:
    form = office.ask(staff.form_of, sample.manager)
    form.role = "clerk"
    for case, *args in ((staff.change, sample.manager, form), (staff.archive, sample.manager)):
        with pytest.raises(Refusal):
            office.do(case, *args)


def test_a_login_name_is_given_once(door: Office, sample: Sample) -> None:
    door.who = Who(sample.manager, "Zhou Min", "manager")
    with pytest.raises(Invalid) as caught:
        door.do(staff.add, StaffForm(name="Li Nan", login="LI.NA"))
    assert "login" in caught.value.fields
