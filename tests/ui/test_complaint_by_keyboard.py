"""One complaint from the telephone call to the notice on the board, without a mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget

from tests.ui.at_work import ALT, CONTROL, Keys, desk_of, on_screen, paper, rows, settle, told, until

Key = Qt.Key


@pytest.fixture
def hand(qtbot):
    return Keys(qtbot)


def test_a_call_becomes_a_notice_on_the_board(window, hand, qtbot, office_path, sample):
    hand.press(Key.Key_F2)
    hand.comes_to("Number, name, unit, email or matter")
    hand.type("38000")
    on_screen(QListWidget, "Found")
    hand.press(Key.Key_Return)
    assert until(lambda: "王芳" in on_screen(QLineEdit, "Person").text())
    hand.comes_to("About")
    hand.type("Night guard rude")
    hand.fill("What was said", "The guard shouted at my mother.")
    hand.push("Register a complaint")
    hand.press(Key.Key_S, CONTROL)
    told(window, "C-2611-001")
    assert rows(office_path, "select complaint.person_id, call_id, complaint.state from complaint") == [
        (sample.owner, 1, "received")
    ]

    settle(window, qtbot)
    hand.press(Key.Key_Return, CONTROL)  # on from the call to what followed
    assert until(lambda: desk_of(window).present.name == "complaints")
    settle(window, qtbot)
    step(window, hand, qtbot, "What they are told", None, "acknowledged")
    [(thanks, why)] = rows(
        office_path, "select thanks, why from complaint, move where to_state = 'acknowledged'"
    )
    assert thanks == "call" and "C-2611-001" in why

    hand.press(Key.Key_1, CONTROL)  # the first of the quiet buttons
    hand.comes_to("Immediate remedy")
    hand.type("Flowers for her mother")
    hand.fill("Worth", "120")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Remedy")
    settle(window, qtbot)
    step(window, hand, qtbot, "Responsible", None, "looked into")
    step(window, hand, qtbot, "What will be changed", "Guards greet first", "Action agreed")
    step(
        window,
        hand,
        qtbot,
        "Answer to the person",
        "We are sorry. Our guards greet first from today.",
        "answered",
    )
    step(window, hand, qtbot, "Cause", "Nobody had told the new guard", "resolved")

    hand.press(Key.Key_Return, CONTROL)
    hand.comes_to("What we learned and changed")
    hand.type("Guards greet first, and offer a chair.")
    hand.tab_to("The customer's rating")
    hand.type("5")
    hand.push("An honest mistake that was made good")
    hand.press(Key.Key_S, CONTROL)
    told(window, "followed up")
    settle(window, qtbot)
    assert rows(
        office_path,
        "select state, remedy, remedy_amount, follow_up_rating, recovered, lesson, answered is not null from complaint",
    ) == [
        ("followed_up", "Flowers for her mother", 12_000, 5, 1, "Guards greet first, and offer a chair.", 1)
    ]  # fmt: skip

    # the last of it is as near: what was agreed is proved, then all owners are told
    step(window, hand, qtbot, "Proof", "The guards' new rule", "carried out")
    assert rows(office_path, "select proof, done_day is not null from corrective_action") == [
        ("The guards' new rule", 1)
    ]
    hand.press(Key.Key_Return, CONTROL)
    hand.comes_to("Notice in English")
    hand.press(Key.Key_A, CONTROL)
    hand.type("Guards greet you first now.")
    hand.fill("Notice in Chinese", "保安现在会先向您问好。")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Notice")
    settle(window, qtbot)
    hand.press(Key.Key_Return, CONTROL)
    printed = paper(window, qtbot)
    assert "Guards greet you first now." in printed and "Building 3" in printed
    assert "保安现在会先向您问好。" in "".join(printed.split())
    assert "王芳" not in printed and "C-2611-001" not in printed
    hand.press(Key.Key_5, ALT)
    settle(window, qtbot)
    hand.push("Hung up")
    told(window, "hung up")
    assert until(lambda: rows(office_path, "select told_day from complaint")[0][0] is not None)


def step(window, hand, qtbot, field, text, heard):
    """The page's one next deed: its keys, its first field, what is typed, saved."""
    hand.press(Key.Key_Return, CONTROL)
    hand.comes_to(field)
    if text is not None:
        hand.type(text)
    hand.press(Key.Key_S, CONTROL)
    told(window, heard)
    settle(window, qtbot)
