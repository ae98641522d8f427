"""A committee from its first member to a decision carried out, and an opinion answered, without a mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from fmcrm_desktop.model.link import Link
from tests.ui.at_work import CONTROL, SHIFT, Keys, desk_of, paper, rows, settle, told

Key = Qt.Key


@pytest.fixture
def hand(qtbot):
    return Keys(qtbot)


def section(window, hand, qtbot, times):
    """Along the sections with the arrows."""
    hand.tab_to("Sections")
    for _ in range(abs(times)):
        hand.press(Key.Key_Right if times > 0 else Key.Key_Left)
    settle(window, qtbot)


def test_a_committee_meets_decides_and_is_answered(window, hand, qtbot, office_path, sample):
    hand.press(Key.Key_O, CONTROL | SHIFT)
    settle(window, qtbot)
    section(window, hand, qtbot, 3)
    hand.push("New body")
    hand.comes_to("Name of the body")
    hand.type("Willow committee")
    for name, post in (("王芳", "Chair"), ("Novak", "Member")):
        hand.push("Add: Members")
        hand.comes_to("Person")
        hand.pick("Person", name)
        hand.tab_to("Post in the body")
        hand.type(post)
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    members = "select person_id, post from committee_member order by id"
    assert rows(office_path, members) == [(sample.owner, "chair"), (sample.second_owner, "member")]

    hand.push("Call a meeting")
    hand.comes_to("Body")
    hand.fill("Starts", "2026-11-20")
    hand.fill("Starts, time", "10:00")
    hand.push("Add: Agenda of the meeting")
    hand.comes_to("Agenda item")
    hand.type("The lift")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    assert rows(office_path, "select kind, title from event where kind = 'meeting'") == [
        ("meeting", "CM-2611-01 Willow committee")
    ]

    hand.push("Attendance")
    settle(window, qtbot)
    hand.fill("Minutes taken by", "Li Na")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Attendance")
    settle(window, qtbot)
    hand.push("Decide: The lift")
    hand.comes_to("Decision")
    hand.tab_to("Vote")
    hand.type("In")
    hand.fill("Due", "2026-11-30")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Decision")
    settle(window, qtbot)
    kept = "select text, passed, state, due_day, person_id, vote from decision join committee_vote on 1"
    assert rows(office_path, kept) == [("The lift", 1, "open", "2026-11-30", sample.owner, "yes")]

    hand.push("CD-2611-01 The lift")
    settle(window, qtbot)
    hand.push("What became of it")
    hand.comes_to("State")
    hand.fill("Result", "New drive")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    assert rows(office_path, "select state, result from decision") == [("done", "New drive")]

    desk_of(window).go(Link("committee", section="opinions", new={}))
    settle(window, qtbot)
    hand.comes_to("In the committee's own words")
    hand.type("Too dark at the gate")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    hand.push("Answer")
    hand.comes_to("Answer to the committee")
    hand.type("A lamp next week")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    assert rows(office_path, "select own_words, answer from opinion") == [
        ("Too dark at the gate", "A lamp next week")
    ]


def test_the_minutes_are_printed_from_the_page(window, hand, qtbot, office_path, sample):
    from fmcrm_desktop.services import committee
    from fmcrm_desktop.services.opening import open_office
    from tests.services.meeting import attended, body, decided, meeting

    office = open_office(str(office_path))
    id = meeting(office, body(office, (sample.owner, sample.second_owner)))
    attended(office, id)
    decided(office, id, {sample.owner: "yes"})
    office.close()
    assert committee.meeting_card is not None
    desk_of(window).go(Link("committee", id=id, section="meetings"))
    settle(window, qtbot)
    hand.push("Print minutes")
    printed = paper(window, qtbot)
    assert "CM-2611-01" in printed and "We repair the lift" in printed and "50.00 %" in printed
