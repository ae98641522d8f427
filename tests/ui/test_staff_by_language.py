"""Members of staff are named in the language of the screen wherever they stand, as they are on paper."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.services import staff, work_orders
from fmcrm_desktop.services.staff import StaffForm
from fmcrm_desktop.ui.kit.picker import PickEditor
from tests.safety.demo_office import found_demo
from tests.ui.at_work import desk_of, settle
from tests.ui.walking import read_out, walk
from tests.ui.walking import settle as settle_place

LATIN, HAN = "Staffer", "员工"
BOTH_STAND_THERE = {
    "staff", "calls/phone_book", "behaviour/profiles", "behaviour/evaluations", "committee/meetings",
    "committee/disputes",
}  # fmt: skip
"""Where one name heads the page and the other stands below it, or what somebody wrote says both."""
ENOUGH = 20
"""So many places of the window name somebody of the staff, at least."""


@pytest.fixture
def two_names(tmp_path: Path) -> Path:
    """The demo office; its people's first names are Latin, the others Chinese, and nothing else says them."""
    path = tmp_path / "office.fmcrm"
    found_demo(path).close()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"update staff set name = '{LATIN} ' || id, other_name = '{HAN}' || id")
    return path


def test_no_place_names_staff_in_the_other_script(qtbot, qapp, tidied, two_names):
    wrong, named = [], set()
    for place, tab in walk(qapp, two_names, CHINESE):
        if place.endswith("+"):
            continue
        listed = tab.list
        if listed is not None and listed.model.ids:
            listed.select(int(listed.model.ids[0]))
            settle_place(tab.window(), tab)
        texts = read_out(tab)
        named |= {place for text in texts if HAN in text}
        wrong += [(place, text[:60]) for text in texts if LATIN in text and place not in BOTH_STAND_THERE]
    assert not wrong, wrong
    assert len(named) >= ENOUGH, named


def test_a_name_written_down_later_is_said_at_once(open_at, office_path, qtbot):
    """The news of a member of staff bring the new name with them, in lists that stand."""
    window = open_at(office_path, CHINESE)
    desk = desk_of(window)
    made = desk.office.office.do(staff.add, StaffForm("Sun Li", role="technician")).result
    desk.go(Link("staff"))
    settle(window, qtbot)
    desk.go(Link("work_orders", new={}))
    qtbot.waitUntil(lambda: desk.present.detail.form is not None)
    form = desk.office.office.ask(staff.form_of, made)
    form.other_name = "孙丽"
    desk.office.office.do(staff.change, made, form)
    qtbot.waitUntil(lambda: desk.office.words.names.get("Sun Li") == "孙丽")
    picker = next(
        one for one in desk.present.detail.findChildren(PickEditor) if one.picker.subject == "technician"
    )
    picker.set(made)
    qtbot.waitUntil(lambda: picker.picker.text() == "孙丽")
    assert desk.office.office.may(work_orders.enter)


def test_who_is_signed_in_is_named_in_the_language_of_the_screen(open_at, office_path, qtbot):
    desk = desk_of(open_at(office_path, CHINESE))
    office = desk.office.office
    form = office.ask(staff.form_of, office.who.staff_id)
    assert not form.other_name and desk.top.who.text().startswith(form.name)
    form.other_name = "周敏"
    office.do(staff.change, office.who.staff_id, form)
    qtbot.waitUntil(lambda: desk.top.who.text().startswith("周敏 · "))
    assert "周敏" in desk.top.who.accessibleName()


def test_who_came_for_an_order_is_named_in_the_language_of_the_screen(open_at, qtbot, tidied, two_names):
    """In its visits, and in the labour that is not charged yet."""
    with closing(sqlite3.connect(two_names)) as file, file:
        file.execute("update charge set archived = '2026-01-01' where kind = 'labour'")
        [(order,)] = file.execute(
            "select order_id from visit join visit_staff on visit_id = visit.id where departed is not null limit 1"
        )
    window = open_at(two_names, CHINESE)
    desk = desk_of(window)
    desk.go(Link("work_orders", order))
    settle(window, qtbot)
    texts = read_out(desk.present)
    assert not [text for text in texts if LATIN in text]
    assert len([text for text in texts if HAN in text]) >= 2
