"""From the first word of a prospect to the work done under the agreement, by keyboard alone, nothing typed twice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from tests.ui.at_work import ALT, CONTROL, LONG, Keys, rows, settle, told

Key = Qt.Key
NAME, PHONE = "Chen Bo", "13999990000"


@pytest.fixture
def hand(qtbot):
    return Keys(qtbot)


def test_a_prospect_becomes_a_customer_who_is_charged_and_served(window, hand, qtbot, office_path):
    enter(window, hand, qtbot)
    offer(window, hand, qtbot)
    [(person, name)] = rows(
        office_path, "select p.id, p.name from lead l join person p on p.id = l.person_id"
    )
    assert name == NAME
    sign(window, hand, qtbot)
    [(agreement, whose, price, state)] = rows(
        office_path, "select id, person_id, price, state from agreement where lead_id is not null"
    )
    assert (whose, price, state) == (person, 30_000, "running")
    assert rows(office_path, "select state from lead") == [("won",)]

    hand.push("New target")
    for field, time in (("First response", "0:15"), ("Arrival", "1:00"), ("Finish", "4:00")):
        hand.fill(field, time)
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    charge(window, hand, qtbot)
    assert rows(office_path, "select agreement_id, amount > 0 from agreement_charge") == [(agreement, 1)]
    [(owes,)] = rows(office_path, "select person_id from bill")
    assert owes == person

    hand.press(Key.Key_F3)
    settle(window, qtbot)
    hand.fill("Summary", "The tap drips")
    hand.pick("Person", "chen bo")
    hand.press(Key.Key_S, CONTROL)
    told(window, "W-")
    settle(window, qtbot)
    [(under, respond)] = rows(
        office_path,
        "select agreement_id, round((julianday(respond_due) - julianday(received)) * 1440) from work_order "
        "where summary = 'The tap drips'",
    )
    assert under == agreement
    assert (
        respond >= 15
    )  # working minutes: never earlier than the agreement's, later only over the office's hours
    [(minutes,)] = rows(office_path, "select respond from target_rule where agreement_id = ?", agreement)
    assert minutes == 15


def enter(window, hand, qtbot):
    """The prospect, with what they want and the next step."""
    hand.press(Key.Key_7, ALT)
    settle(window, qtbot)
    hand.press(Key.Key_N, CONTROL)
    settle(window, qtbot)
    hand.type(NAME)
    hand.fill("Telephone", PHONE)
    hand.fill("Next step", "Send the proposal")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Prospect entered")
    settle(window, qtbot)


def offer(window, hand, qtbot):
    """Who it is becomes a person; the proposal has name and prospect already, only the price is typed."""
    hand.push("Offer…")
    settle(window, qtbot)
    hand.press(Key.Key_S, CONTROL)
    settle(window, qtbot)
    hand.fill("Price", "300")
    hand.fill("From", "2020-01-01")
    hand.press(Key.Key_S, CONTROL)
    settle(window, qtbot)
    for deed in ("Issue", "Accept"):  # its file is made before it is issued: by the next button we know it is
        ready(window, qtbot, deed)
        hand.press(Key.Key_Return, CONTROL)
    told(window, "agreement")
    settle(window, qtbot)


def sign(window, hand, qtbot):
    """What the accepted proposal became is signed."""
    hand.press(Key.Key_8, ALT)
    settle(window, qtbot)
    ready(window, qtbot, "Sign")
    hand.press(Key.Key_Return, CONTROL)
    hand.comes_to("Runs from")
    hand.press(Key.Key_S, CONTROL)
    told(window, "is signed")
    settle(window, qtbot)


def charge(window, hand, qtbot):
    """The month's charges, in the section beside."""
    hand.tab_to("Sections")
    hand.press(Key.Key_Right)
    settle(window, qtbot)
    ready(window, qtbot, "Charge the month…")
    hand.press(Key.Key_Return, CONTROL)
    hand.comes_to("Month")
    hand.press(Key.Key_S, CONTROL)
    told(window, "1 bill made")
    settle(window, qtbot)


def ready(window, qtbot, deed):
    """The page is drawn whose next deed this is."""
    qtbot.waitUntil(
        lambda: any(one.text() == deed and one.isVisible() for one in window.findChildren(QAbstractButton)),
        timeout=4 * LONG,  # two programs are started for a document's file: seconds each on a busy machine
    )
