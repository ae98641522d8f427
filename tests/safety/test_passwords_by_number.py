"""The twenty cases of ASVS 5.0, 6.2.1 to 6.2.11 and 6.4.1, each by its number, through the door and the real page; what
is kept is read by plain sqlite3. More of each line stands in tests/services/test_signing.py."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.services import passwords, signing, staff
from fmcrm_desktop.services.office import NOBODY, Office
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.sign_in_page import SignInPage
from tests.sample import Sample
from tests.ui.conftest import faults, look, qt_office

__all__ = ["faults", "look", "qt_office"]

GOOD = "seven green umbrellas"
LONG = "Umbrella 雨 ü #" * 8


@pytest.fixture
def door(office: Office, sample: Sample) -> Office:
    for id, login, password in ((sample.clerk, "lina", GOOD), (sample.manager, "boss", "a boat full of tea")):
        form = office.ask(staff.form_of, id)
        form.login = login
        office.do(staff.change, id, form)
        office.do(signing.set_password, id, password, False)
    return office


def taken(password: str, *said: str) -> bool:
    try:
        passwords.check(password, said)
    except Invalid:
        return False
    return True


def enters(office: Office, login: str, password: str) -> bool:
    office.who = NOBODY
    try:
        office.sign_in(login, password)
    except Refusal:
        return False
    return True


def told(office: Office, login: str, password: str) -> str:
    office.who = NOBODY
    with pytest.raises(Refusal) as caught:
        office.sign_in(login, password)
    return str(caught.value)


def hash_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as plain:
        return str(plain.execute("select password_hash from staff where login = 'lina'").fetchone()[0])


def changed(office: Office, old: str, new: str) -> bool:
    try:
        office.change_password(old, new)
    except Refusal:
        return False
    return True


def shut_out(office: Office) -> bool:
    """Nobody is told anything of passwords, right or wrong: it is not theirs to change one."""
    office.who = NOBODY
    for old in (GOOD, "a boat full of tea", "wrong"):
        with pytest.raises(NotAllowed):
            office.change_password(old, "nine blue kettles")
    return office.who == NOBODY


Case = Callable[[Office, Path], bool]
CASES: dict[str, Case] = {
    "6.2.1 seven characters are too few": lambda office, path: not taken("kT9#x雨w"),
    "6.2.1 eight are enough": lambda office, path: taken("kT9#x雨wm"),
    "6.2.2 everybody changes their own": lambda office, path: (
        enters(office, "lina", GOOD)
        and changed(office, GOOD, "nine blue kettles")
        and enters(office, "lina", "nine blue kettles")
    ),
    "6.2.3 not without the old one": lambda office, path: (
        enters(office, "lina", GOOD)
        and not changed(office, "wrong", "nine blue kettles")
        and enters(office, "lina", GOOD)
    ),
    "6.2.3 nor by who is not signed in": lambda office, path: (
        shut_out(office) and enters(office, "lina", GOOD)
    ),
    "6.2.4 the first of every list": lambda office, path: (
        not any(map(taken, ("password1", "qwertyuiop", "12345678")))
    ),
    "6.2.4 in other letters, with a sign behind": lambda office, path: (
        not taken("PassWord1") and not taken("qwertyuiop!")
    ),
    "6.2.5 small letters alone": lambda office, path: taken("vjcmwpzlqk"),
    "6.2.5 figures alone": lambda office, path: taken("583017462915"),
    "6.2.7 no manager is let into the old one": lambda office, path: GOOD not in hash_of(path),
    "6.2.8 exactly, letter by letter": lambda office, path: (
        not enters(office, "lina", GOOD.title()) and not enters(office, "lina", f" {GOOD}")
    ),
    "6.2.8 to the last sign": lambda office, path: (
        not enters(office, "lina", GOOD[:-1]) and not enters(office, "lina", f"{GOOD}!")
    ),
    "6.2.9 sixty-four and more": lambda office, path: len(LONG) > 64 and taken(LONG),
    "6.2.9 and each of them counts": lambda office, path: (
        not passwords.matches(passwords.hashed(LONG), LONG[:-1])
    ),
    "6.2.10 it never runs out": lambda office, path: later(office, 4_000) and enters(office, "lina", GOOD),
    "6.2.11 nothing of the office": lambda office, path: (
        not taken("willowcourt1", "Willow Court") and not taken("LiNa2026", "Li Na")
    ),
    "6.2 kept by Argon2id": lambda office, path: hash_of(path).startswith("$argon2id$"),
    "6.4.1 a first one opens nothing": lambda office, path: (
        first(office) and enters(office, "lina", "first of all words") and not office.who.may("person.read")
    ),
    "6.4.1 until it is changed": lambda office, path: (
        first(office)
        and enters(office, "lina", "first of all words")
        and changed(office, "first of all words", "nine blue kettles")
        and office.who.may("person.read")
    ),
    "6.4.1 wrong name and wrong word are told alike": lambda office, path: (
        told(office, "nobody", GOOD) == told(office, "lina", "wrong word")
    ),
}


def later(office: Office, days: int) -> bool:
    now = office.store.clock() + timedelta(days)
    office.store.clock = lambda: now
    return True


def first(office: Office) -> bool:
    """The manager gives a first password."""
    office.sign_in("boss", "a boat full of tea")
    with closing(sqlite3.connect(office.store.path)) as plain:
        [(id,)] = plain.execute("select id from staff where login = 'lina'").fetchall()
    office.do(signing.give_password, id, signing.PasswordForm("first of all words"))
    return True


def test_there_are_twenty() -> None:
    assert len(CASES) == 20


@pytest.mark.parametrize("case", CASES)
def test_the_case_holds(door: Office, office_path: Path, case: str) -> None:
    assert CASES[case](door, office_path)


@pytest.fixture
def page(qtbot: QtBot, qt_office: QtOffice, door: Office) -> Iterator[SignInPage]:
    """The page as the program shows it."""
    door.who = NOBODY
    shown = SignInPage(qt_office, "Willow Court")
    qtbot.addWidget(shown)
    shown.show()
    yield shown


def test_a_password_may_be_pasted_and_is_never_shown(page: SignInPage, qtbot: QtBot, door: Office) -> None:
    """6.2.6 and 6.2.7: by the keys of the system, from a password manager's clipboard, into the field itself."""
    entered: list[bool] = []
    page.entered.connect(lambda: entered.append(True))
    clipboard = QApplication.clipboard()
    page.name.setText("lina")
    for line in (page.password, page.new):
        assert line.echoMode() == QLineEdit.EchoMode.Password and line.maxLength() >= 1_000
    page.password.setFocus()
    clipboard.setText(GOOD)
    QTest.keySequence(page.password, QKeySequence(QKeySequence.StandardKey.Paste))
    assert page.password.text() == GOOD and GOOD not in page.password.displayText()
    page.password.selectAll()
    QTest.keySequence(page.password, QKeySequence(QKeySequence.StandardKey.Copy))
    assert clipboard.text() == GOOD  # what was there: nothing is copied out of it
    clipboard.setText("mark")
    QTest.keySequence(page.password, QKeySequence(QKeySequence.StandardKey.Copy))
    assert clipboard.text() == "mark"
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(entered))
    assert door.who.name == "Li Na" and page.password.text() == ""
