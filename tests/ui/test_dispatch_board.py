"""The dispatch board in a real window: a whole day planned by mouse and by keyboard, and every single deed of both."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QTextLayout
from PySide6.QtTest import QTest

from fmcrm_desktop import places
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import dispatch, work_orders
from fmcrm_desktop.services.dispatch import Block, PlaceForm
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.work_orders import VisitForm
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab, board_look, board_words
from fmcrm_desktop.ui.tabs.work_orders.board_deeds import seen
from fmcrm_desktop.ui.tabs.work_orders.board_switch import BOARD, LIST, REMEMBERED
from tests.ui.board_hand import (
    ALT,
    CONTROL,
    MONDAY,
    SHIFT,
    at,
    block,
    blocks,
    drag,
    drag_card,
    enter,
    hire,
    hold,
    key,
    let_go,
    middle,
    opened,
    plan,
    point,
    settle,
)

ORDERS, PEOPLE = 40, 8


@pytest.fixture
def said(qt_office):
    """What the message bar and the refusals said."""
    heard = []
    qt_office.said.connect(lambda text, _undo: heard.append(text))
    qt_office.refused.connect(lambda refusal: heard.append(qt_office.words(refusal.text, **refusal.values)))
    return heard


def crew(office):
    return [worker.id for worker in office.ask(dispatch.board, MONDAY).workers]


def no_one_is_wanted_twice(office):
    taken = sorted((who, each.starts, each.ends) for each in blocks(office) for who in each.job.staff)
    return all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(taken))


def test_forty_orders_for_eight_people_are_planned_by_keyboard(show, qtbot, office, sample):
    office.do(hire, PEOPLE - 2)
    for _ in range(ORDERS):
        enter(office)
    board = opened(show, qtbot)
    assert len(board.cards.rows.ids) == ORDERS
    book = []
    for _ in range(ORDERS):
        order = board.cards.rows.ids[board.cards.currentIndex().row()]  # two keys an order
        key(board.cards, Qt.Key.Key_S)
        settle(board, qtbot)
        book.append((order, board.deeds.offers.buttons[0].text()))
        key(board.deeds.offers, Qt.Key.Key_Return)
        settle(board, qtbot)
    assert not len(board.cards.rows.ids) and board.waiting.empty.isVisible()
    planned = blocks(office)
    assert len(planned) == ORDERS and {each.job.staff[0] for each in planned} == set(crew(office))
    assert no_one_is_wanted_twice(office)
    names = {worker.id: worker.name for worker in office.ask(dispatch.board, MONDAY).workers}
    for order, offered in book:  # what was offered in words is what was kept
        (kept,) = (each for each in planned if each.job.order_id == order)
        begins = (kept.starts + timedelta(hours=8)).strftime("%H:%M")
        assert names[kept.job.staff[0]] in offered and begins in offered


def test_forty_orders_for_eight_people_are_planned_by_mouse(show, qtbot, office, sample):
    office.do(hire, PEOPLE - 2)
    for _ in range(ORDERS):
        enter(office)
    board = opened(show, qtbot)
    book = set()
    for hour in (8.5, 9.5, 10.5, 13.5, 14.5):
        for who in crew(office):
            book.add((board.cards.rows.ids[0], at(hour), who))
            drag_card(board, who, hour)
            settle(board, qtbot)
    assert not len(board.cards.rows.ids) and len({order for order, _, _ in book}) == ORDERS
    assert {(each.job.order_id, each.starts, each.job.staff[0]) for each in blocks(office)} == book


def test_a_card_is_put_where_the_keyboard_is(show, qtbot, office, sample):
    id = enter(office)
    board = opened(show, qtbot)
    key(board.cards, Qt.Key.Key_Right)
    assert board.grid.hasFocus()
    key(board.grid, Qt.Key.Key_Down)
    key(board.grid, Qt.Key.Key_Right)
    assert "He Yan" in board.grid.accessibleDescription()
    assert "Nothing speaks against it" in board.grid.accessibleDescription()
    here = board.grid.at.spot
    key(board.grid, Qt.Key.Key_Return)
    settle(board, qtbot)
    planned = block(office, id)
    assert planned.job.staff == (here.who,) == (sample.electrician,)
    assert planned.starts == at((here.at - board.grid.plan.day) / 60)
    # the block has the keyboard now, and keeps it
    assert board.grid.at.entry == planned and board.grid.hasFocus()


def test_a_block_is_moved_handed_on_stretched_and_taken_off_by_keyboard(show, qtbot, office, sample, said):
    id = enter(office)
    plan(office, id, sample.plumber, 9)
    board = opened(show, qtbot)
    grid = board.grid
    grid.setFocus()
    grid.go(grid.at.spot._replace(who=sample.plumber, at=grid.plan.day + 9 * 60))
    hold(grid, Qt.Key.Key_Right, ALT)
    hold(grid, Qt.Key.Key_Right, ALT)
    assert "09:30" in grid.accessibleDescription() and block(office, id).starts == at(9)
    let_go(grid, Qt.Key.Key_Alt)
    settle(board, qtbot)
    assert (block(office, id).starts, block(office, id).ends) == (at(9.5), at(10.5))
    key(grid, Qt.Key.Key_Down, CONTROL)
    settle(board, qtbot)
    assert block(office, id).job.staff == (sample.electrician,)
    hold(grid, Qt.Key.Key_Right, SHIFT)
    hold(grid, Qt.Key.Key_Right, SHIFT)
    let_go(grid, Qt.Key.Key_Shift)
    settle(board, qtbot)
    assert (block(office, id).starts, block(office, id).ends) == (at(9.5), at(11))
    hold(grid, Qt.Key.Key_Left, ALT)
    key(grid, Qt.Key.Key_Escape)
    assert grid.carry is None and block(office, id).starts == at(9.5)
    key(grid, Qt.Key.Key_Delete)
    settle(board, qtbot)
    assert not blocks(office) and list(board.cards.rows.ids) == [id]
    assert said[-1].endswith("is to be planned again")


def test_a_block_is_moved_handed_on_stretched_and_taken_off_by_mouse(show, qtbot, office, sample):
    id = enter(office)
    plan(office, id, sample.plumber, 9)
    board = opened(show, qtbot)
    view = board.grid.viewport()
    there = point(board, sample.electrician, 14.5)
    drag(view, middle(board, id) + QPoint(4, 0), there)
    settle(board, qtbot)
    assert (block(office, id).starts, block(office, id).job.staff) == (at(14), (sample.electrician,))
    edge = QPoint(point(board, sample.electrician, 15).x() - 5, middle(board, id).y())
    drag(view, edge, QPoint(point(board, sample.electrician, 16).x(), edge.y()))
    settle(board, qtbot)
    assert (block(office, id).starts, block(office, id).ends) == (at(14), at(16))
    left = view.mapFromGlobal(board.waiting.mapToGlobal(board.waiting.rect().center()))
    drag(view, middle(board, id), left)
    settle(board, qtbot)
    assert not blocks(office) and list(board.cards.rows.ids) == [id]


def test_what_speaks_against_a_drop_is_said_before_it_and_a_clash_asks_for_a_reason(
    show, qtbot, office, sample
):
    plan(office, enter(office, summary="Lift"), sample.plumber, 9)
    id = enter(office)
    board = opened(show, qtbot)
    drag_card(board, sample.plumber, 9.5, drop=False)
    carry = board.grid.carry
    assert [each.kind for each in board.grid.at.against(carry.job, carry.aim)] == ["clash"]
    assert "Taken by" in board.grid.accessibleDescription() and "09:00" in board.grid.accessibleDescription()
    QTest.mouseRelease(board.cards.viewport(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(board.findChildren(FormDialog)))
    assert len(blocks(office)) == 1
    page = board.deeds.dialog.page
    page.form.slots["reason"].editor.set("Both at the pump")
    page.save()
    settle(board, qtbot)
    assert block(office, id).clash_reason == "Both at the pump" and block(office, id).starts == at(9.5)


def test_escape_puts_a_drawn_card_back(show, qtbot, office, sample):
    enter(office)
    board = opened(show, qtbot)
    drag_card(board, sample.plumber, 9, drop=False)
    assert board.grid.carry is not None
    key(board.cards, Qt.Key.Key_Escape)
    QTest.mouseRelease(board.cards.viewport(), Qt.MouseButton.LeftButton)
    settle(board, qtbot)
    assert board.grid.carry is None and not blocks(office)


def test_news_waits_for_a_drag_and_leaves_the_keyboard_where_it_is(show, qtbot, office, sample):
    id, other = enter(office), enter(office)
    plan(office, id, sample.plumber, 9)
    board = opened(show, qtbot)
    grid = board.grid
    grid.setFocus()
    grid.go(grid.at.spot._replace(who=sample.plumber, at=grid.plan.day + 9 * 60))
    hold(grid, Qt.Key.Key_Right, ALT)
    plan(office, other, sample.electrician, 10)
    qtbot.waitUntil(lambda: grid._waiting is not None)
    assert grid.carry is not None and len(grid.plan.sheet.blocks) == 1
    let_go(grid, Qt.Key.Key_Alt)
    settle(board, qtbot)
    assert len(grid.plan.sheet.blocks) == 2 and grid.hasFocus()
    assert isinstance(grid.at.entry, Block) and grid.at.entry.job.order_id == id
    assert block(office, id).starts == at(9.25)


def test_what_another_desk_did_comes_by_itself(show, qtbot, office, office_path, sample):
    id = enter(office)
    board = opened(show, qtbot)
    other = open_office(str(office_path))
    plan(other, id, sample.plumber, 9)
    other.close()
    settle(board, qtbot)
    assert not board.grid.plan.sheet.blocks
    board.others.timeout.emit()
    settle(board, qtbot)
    assert [each.job.order_id for each in board.grid.plan.sheet.blocks] == [id]
    assert not len(board.cards.rows.ids) and board.cards.hasFocus()


def test_a_move_somebody_was_quicker_with_is_told_and_nothing_is_lost(show, qtbot, office, sample, said):
    id = enter(office)
    plan(office, id, sample.plumber, 9)
    board = opened(show, qtbot)
    grid = board.grid
    grid.setFocus()
    grid.go(grid.at.spot._replace(who=sample.plumber, at=grid.plan.day + 9 * 60))
    hold(grid, Qt.Key.Key_Right, ALT)
    form = PlaceForm(sample.electrician, at(15), at(16), before=sample.plumber)
    office.do(dispatch.place, seen(block(office, id).job), form)
    let_go(grid, Qt.Key.Key_Alt)
    settle(board, qtbot)
    assert "was changed by somebody else" in said[-1]
    theirs = block(office, id)
    assert (theirs.starts, theirs.job.staff) == (at(15), (sample.electrician,))
    assert grid.plan.sheet.blocks == (theirs,)


def test_enter_asks_who_and_when_with_the_suggestion_filled_in(show, qtbot, office, sample):
    id = enter(office)
    board = opened(show, qtbot)
    key(board.cards, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: board.deeds.dialog is not None)
    page = board.deeds.dialog.page
    value = page.form.value()
    assert value.starts == at(8.5) and value.ends == at(9.5) and value.staff_id == sample.plumber
    page.save()
    settle(board, qtbot)
    assert block(office, id).starts == at(8.5)


def test_space_opens_the_order_in_the_list_and_the_switch_is_remembered(show, qtbot, office, sample):
    id = enter(office)
    board = opened(show, qtbot)
    tab = board.parentWidget()
    key(board.cards, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    assert tab.id == id and not board.isVisible() and memory.get(REMEMBERED) == BOARD
    tab.ways.turn(LIST)
    assert memory.get(REMEMBERED) == LIST
    again = WorkOrdersTab(board.office)
    qtbot.addWidget(again)
    assert not again.ways.board_shown


def test_days_are_turned_by_keys_and_the_week_takes_a_card_at_the_first_free_time(
    show, qtbot, office, sample
):
    plan(office, enter(office), sample.plumber, 8.5, 2)
    id = enter(office)
    board = opened(show, qtbot)
    for which, day in (
        (Qt.Key.Key_PageDown, 1),
        (Qt.Key.Key_BracketRight, 2),
        (Qt.Key.Key_PageUp, 1),
        (Qt.Key.Key_BracketLeft, 0),
    ):
        key(board.cards, which)
        settle(board, qtbot)
        assert board.grid.plan.sheet.first_day == MONDAY + timedelta(day)
    key(board.cards, Qt.Key.Key_W)
    settle(board, qtbot)
    grid = board.grid
    assert grid.plan.sheet.days == 7
    grid.setFocus()
    grid.go(grid.at.spot._replace(who=sample.plumber, at=grid.plan.day))
    key(grid, Qt.Key.Key_Right)
    key(grid, Qt.Key.Key_Left)
    grid.at.focused = None
    key(grid, Qt.Key.Key_Return)
    settle(board, qtbot)
    assert (block(office, id).starts, block(office, id).job.staff) == (at(10.5), (sample.plumber,))


def test_the_board_comes_back_with_its_day_after_a_change_of_language(show, qtbot, office, sample):
    id = enter(office)
    plan(office, id, sample.plumber, 9)
    board = opened(show, qtbot)
    place = board.parentWidget().place()
    again = show(WorkOrdersTab)
    again.restore(place)
    settle(again.ways.board, qtbot)
    assert again.ways.board_shown and again.ways.board.day == MONDAY
    assert [each.job.order_id for each in again.ways.board.grid.plan.sheet.blocks] == [id]


def test_every_block_is_spoken_by_its_person_name_and_place(show, qtbot, office, sample):
    plan(office, enter(office, summary="Lift door"), sample.plumber, 9)
    plan(office, enter(office, summary="Tap"), sample.electrician, 10)
    board = opened(show, qtbot)
    spoken = QAccessible.queryAccessibleInterface(board.grid)
    names = [spoken.child(n).text(QAccessible.Text.Name) for n in range(spoken.childCount())]
    assert [name.split(":")[0] for name in names] == ["Gao Jun", "He Yan"]
    assert "Lift door" in names[0] and "Scheduled" in names[0] and "09:00–10:00" in names[0]
    where = spoken.child(0).rect().center()
    assert spoken.childAt(where.x(), where.y()).text(QAccessible.Text.Name) == names[0]


def test_the_job_sheets_of_the_day_are_wanted_in_one_go(show, qtbot, office, sample, qt_office):
    first, second = enter(office), enter(office)
    plan(office, first, sample.plumber, 9)
    plan(office, second, sample.electrician, 10)
    wanted = []
    qt_office.going.connect(wanted.append)
    board = opened(show, qtbot)
    board.tools.sheets.click()
    (link,) = wanted
    assert link.tab == "reports" and link.new["wanted"].given == (("job-sheet", (first, second)),)


def test_a_reader_sees_the_board_and_moves_nothing(show, qtbot, office, sample):
    from fmcrm_desktop.model.staff import Who

    id = enter(office)
    plan(office, id, sample.plumber, 9)
    office.who = Who(sample.clerk, "Li Na", "reader")
    board = opened(show, qtbot)
    view = board.grid.viewport()
    drag(view, middle(board, id), middle(board, id) + QPoint(200, 0))
    key(board.grid, Qt.Key.Key_Delete)
    settle(board, qtbot)
    assert block(office, id).starts == at(9) and not board.tools.suggest.isEnabled()


def test_a_visit_under_way_is_not_movable(show, qtbot, office, sample):
    id = enter(office)
    office.do(work_orders.schedule, id, VisitForm((sample.plumber,), at(9), at(10)))
    office.do(work_orders.set_off, id)
    board = opened(show, qtbot)
    drag(board.grid.viewport(), middle(board, id), middle(board, id) + QPoint(200, 0))
    settle(board, qtbot)
    assert block(office, id).starts == at(9)


def test_how_full_somebodys_day_is_stays_in_sight_whatever_the_territories_are_called(look):
    look_of_board = board_look.Look(Words("en", "Asia/Shanghai", places.resources() / "locale"))
    for trade in (
        "Lift",
        "Carpentry and doors",
        "给排水",
        "Heating, ventilation and air conditioning technician",
    ):
        for areas in (
            "B2",
            "North beyond the northern gate and the garage, South of the pond",
            "西南门以外的全部楼栋" * 4,
        ):
            said = board_words.fitted((trade, areas, "44\u00a0%"), look_of_board._fit)
            layout = QTextLayout(said, look_of_board.small)
            layout.setTextOption(board_look._WRAP)
            layout.beginLayout()
            lines = 0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(board_look.PEOPLE - 18)
                lines += 1
            layout.endLayout()
            assert lines <= 2, said
