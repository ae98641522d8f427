"""An agreement from its first word to the bill of its month, and what can be done with it, without a mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.at_work import ALT, CONTROL, Keys, paper, rows, settle, told

Key = Qt.Key


@pytest.fixture
def hand(qtbot):
    return Keys(qtbot)


def test_an_agreement_is_written_signed_and_charged(window, hand, qtbot, office_path, sample):
    hand.press(Key.Key_8, ALT)
    settle(window, qtbot)
    hand.press(Key.Key_N, CONTROL)
    settle(window, qtbot)
    hand.comes_to("What was agreed")
    hand.type("Full care")
    hand.pick("With", "wangfang")
    hand.pick("For these units", "3-1202")
    hand.fill("From", "2020-01-01")
    hand.fill("Price", "280")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    assert rows(
        office_path, "select number, state, price, charged, person_id, renewal from agreement"
    ) == [("A-" + number(office_path), "draft", 28_000, "month", sample.owner, "same_term")]  # fmt: skip

    hand.press(Key.Key_Return, CONTROL)  # the next deed: signing
    hand.comes_to("Runs from")
    hand.press(Key.Key_S, CONTROL)
    told(window, "is signed")
    settle(window, qtbot)
    assert rows(office_path, "select state, from_day from agreement") == [("running", "2020-01-01")]
    moves = "select from_state, to_state from move where subject = 'agreement' order by id"
    assert rows(office_path, moves) == [("", "draft"), ("draft", "running")]

    hand.push("New target")
    hand.fill("First response", "0:15")
    hand.fill("Arrival", "1:00")
    hand.fill("Finish", "4:00")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    assert rows(office_path, "select agreement_id, respond, finish from target_rule") == [(1, 15, 240)]

    window.desk.tabs["agreements"].show_section("month")
    settle(window, qtbot)
    hand.press(Key.Key_Return, CONTROL)
    hand.comes_to("Month")
    hand.press(Key.Key_S, CONTROL)
    told(window, "1 bill made")
    settle(window, qtbot)
    [(amount, total, person)] = rows(
        office_path,
        "select c.amount, b.total, b.person_id from agreement_charge c join bill b on b.id = c.bill_id",
    )
    assert (amount, total, person) == (28_000, 28_000, sample.owner)
    hand.push("Statement")
    printed = paper(window, qtbot)
    assert "Full care" in printed and "¥280.00" in printed and "3-1202" in printed


def number(path):
    return rows(path, "select number from agreement")[0][0].removeprefix("A-")


def test_what_the_customer_believes_is_written_beside_the_agreement(window, hand, qtbot, office_path, sample):
    from fmcrm_desktop.model.link import Link
    from fmcrm_desktop.services import agreements
    from fmcrm_desktop.services.agreements import AgreementForm

    desk = window.desk
    form = AgreementForm(name="Care", person_id=sample.owner, units=(sample.unit,))
    id = desk.opened.office.do(agreements.add, form).result
    desk.go(Link("agreements", id))
    settle(window, qtbot)
    hand.push("Write down")
    settle(window, qtbot)
    hand.push("Add: What the customer believes")
    hand.fill("The customer thinks", "Parts are free")
    hand.fill("The agreement says", "Parts are billed")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    kept = rows(office_path, "select belief, contract, mark from agreement_belief where archived is null")
    assert kept == [("Parts are free", "Parts are billed", "")]
    hand.push("Terminate")
    hand.comes_to("Last day")
    hand.fill("Why", "Sold the flat")
    hand.press(Key.Key_S, CONTROL)
    told(window, "terminated")
    settle(window, qtbot)
    assert rows(office_path, "select state, until_day is not null from agreement") == [("terminated", 1)]
