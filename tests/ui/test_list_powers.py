"""What every list can do: views, marking many, copying, exporting and printing as it is seen."""

from __future__ import annotations

import csv
import io
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QMenu

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.services import owners, units, views
from fmcrm_desktop.services.office import FREE, needs
from fmcrm_desktop.services.views import Look, ViewForm
from fmcrm_desktop.store.work import Work
from fmcrm_desktop.ui import exporting
from fmcrm_desktop.ui.kit import arrangement, leaving, theme
from fmcrm_desktop.ui.kit.columns import Action, Column, Filter
from fmcrm_desktop.ui.kit.filters import FilterButton
from fmcrm_desktop.ui.kit.listing import List, ListSetup
from tests.ui.at_work import settle, window_on

MANY = 20_000
MARGINS = 20
"""Pixels that the style leaves on both sides of a heading."""
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    count: int


def row(id: int) -> Row:
    return Row(id, f'no. {id}\t"quoted"\nsecond line' if id == 3 else f"no. {id}", id * 2)


@needs(FREE)
def many_page(work: Work, query: Query) -> Page[Row]:
    kinds = query.where.get("kind") or ("even", "odd")
    ids = [id for id in range(1, MANY + 1) if ("odd" if id % 2 else "even") in kinds]
    if query.descending:
        ids.reverse()
    return Page(array("q", ids), tuple(row(id) for id in ids[:60]))


@needs(FREE)
def many_rows(work: Work, ids: list[int]) -> list[Row]:
    return [row(id) for id in ids]


def setup() -> ListSetup:
    columns = [
        Column("name", "Name", stretch=True),
        Column("count", "Count", digits=True),
        Column("id", "Id", hidden=True),
    ]
    kinds = Filter("kind", "Kind", {"even": "Even", "odd": "Odd"})
    return ListSetup("powers", many_page, many_rows, columns, [kinds], title="Powers")


@pytest.fixture
def shown(qtbot, qt_office) -> Callable[[], List]:
    def made() -> List:
        one = List(qt_office, setup())
        qtbot.addWidget(one)
        one.resize(640, 600)
        one.show()
        one.activateWindow()
        one.reload()
        qtbot.waitUntil(lambda: one.model.rowCount() > 0 and qt_office.quiet)
        return one

    return made


def wait_rows(qtbot, one: List, count: int) -> None:
    qtbot.waitUntil(lambda: one.model.rowCount() == count)


def menu_of(one: List, text: str):
    return next(action for action in one.menu().actions() if action.text() == text)


def test_marking_twenty_thousand_rows_is_quick_and_counted(shown, qtbot):
    one = shown()
    told: list[tuple[int, int]] = []
    one.marked.connect(lambda *count: told.append(count))
    one.table.setFocus()
    begun = time.perf_counter()
    qtbot.keyClick(one.table, Qt.Key.Key_A, CONTROL)
    ids = one.table.selected()
    assert time.perf_counter() - begun < 0.2
    assert ids == list(range(1, MANY + 1)) and told[-1] == (MANY, MANY)
    begun = time.perf_counter()
    one.table.select_many(set(ids))
    assert time.perf_counter() - begun < 0.2


def test_copying_rows_never_seen_gives_what_a_spreadsheet_reads(shown, qtbot, qapp):
    one = shown()
    one.table.setFocus()
    qtbot.keyClick(one.table, Qt.Key.Key_A, CONTROL)
    qapp.clipboard().setText("")
    qtbot.keyClick(one.table, Qt.Key.Key_C, CONTROL)
    qtbot.waitUntil(lambda: bool(qapp.clipboard().text()), timeout=20_000)
    read = list(csv.reader(io.StringIO(qapp.clipboard().text(), newline=""), "excel-tab"))
    assert read[0] == ["Name", "Count"] and len(read) == MANY + 1
    assert read[3] == [row(3).name, "6"]
    assert read[-1] == [f"no. {MANY}", "40,000"]


def test_a_view_is_saved_from_the_menu_and_brings_everything_back(shown, qtbot, qt_office):
    one = shown()
    one.filters["kind"].set(("odd",))
    one._filter(one.filters["kind"])
    one.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    arrangement.arrange(one.table, (("count", 77), ("name", 200)))
    wait_rows(qtbot, one, MANY // 2)
    dialog = one.views.save()
    dialog.page.form.slots["name"].editor.set("Odd ones")
    with qtbot.waitSignal(qt_office.said):
        dialog.page.save()
    qtbot.waitUntil(lambda: one.views.view is not None)
    one.views.open(None)
    wait_rows(qtbot, one, MANY)
    assert [each.key for each in arrangement.seen(one.table)] == ["name", "count"]
    one.views._fill()
    next(a for a in one.views._entries.actions() if a.text() == "Odd ones").trigger()
    wait_rows(qtbot, one, MANY // 2)
    qtbot.waitUntil(lambda: one.model.ids[0] == MANY - 1)
    assert arrangement.widths(one.table)[0] == ("count", 77)
    assert one.query.sort == "name" and one.query.descending
    # the next window begins where this one was left
    again = shown()
    qtbot.waitUntil(lambda: again.views.view is not None)
    assert again.views.view.name == "Odd ones" and again.model.ids[0] == MANY - 1


def test_a_view_with_a_filter_and_a_column_that_are_gone_still_shows(shown, qtbot, qt_office):
    look = Look(
        Query(where={"kind": ("odd", "prime"), "gone": (1,)}, sort="gone"), (("gone", 50), ("id", 60))
    )
    qt_office.office.do(views.save, "powers", look, ViewForm("Old"))
    one = shown()
    qtbot.waitUntil(lambda: len(one.views._known) == 1)
    one.views.open(one.views._known[0])
    wait_rows(qtbot, one, MANY // 2)
    assert dict(one.query.where) == {"kind": ("odd",)} and one.query.sort == ""
    assert [each.key for each in arrangement.seen(one.table)] == ["id"]


def test_a_view_is_changed_and_removed_by_others_too(shown, qtbot, qt_office):
    qt_office.office.do(views.save, "powers", Look(Query(where={"kind": ("odd",)})), ViewForm("Mine"))
    one = shown()
    qtbot.waitUntil(lambda: len(one.views._known) == 1)
    one.views.open(one.views._known[0])
    wait_rows(qtbot, one, MANY // 2)
    one.filters["kind"].set(("even",))
    one._filter(one.filters["kind"])
    with qtbot.waitSignal(qt_office.said):
        one.views.change(one.views.view)
    qtbot.waitUntil(
        lambda: one.views.view is not None and one.views.view.look.query.where == {"kind": ("even",)}
    )
    with qtbot.waitSignal(qt_office.said):
        one.views.remove(one.views.view)
    qtbot.waitUntil(lambda: one.views.view is None and not one.views._known)


def test_the_menus_open_by_the_keyboard(shown, qtbot):
    one = shown()
    one.table.select(5)
    one.table.setFocus()
    for keys in ((one.table, Qt.Key.Key_F10, SHIFT), (one.table, Qt.Key.Key_V, CONTROL | SHIFT)):
        found: list[str] = []

        def look(found: list[str] = found) -> None:
            popup = QApplication.activePopupWidget()
            if isinstance(popup, QMenu):
                found.extend(action.text() for action in popup.actions())
                popup.close()

        QTimer.singleShot(300, look)
        qtbot.keyClick(*keys)
        qtbot.waitUntil(lambda found=found: bool(found))
        assert "Copy as table" in found or "Save this view…" in found


def test_archived_rows_are_offered_what_brings_them_back(shown, qtbot):
    one = shown()
    done: list[list[int]] = []
    one.add_action(Action("Archive", done.append, keys="Delete"))
    one.add_action(Action("Restore", done.append, archived=True))
    assert "Restore" not in [action.text() for action in one.menu().actions()]
    one.show_archived(True)
    qtbot.waitUntil(lambda: one.query.archived)
    one.table.selectAll()
    texts = [action.text() for action in one.menu().actions()]
    assert "Archive" not in texts
    menu_of(one, "Restore").trigger()
    assert len(done[0]) == MANY


def test_what_is_shown_is_exported_as_it_stands(shown, qtbot, qt_office, monkeypatch, tmp_path):
    qt_office.exporter = exporting.Exporter(qt_office)
    one = shown()
    arrangement.arrange(one.table, (("count", 77), ("name", 200)))
    one.table.select_many({2, 3, 5})
    target = tmp_path / "some.csv"
    monkeypatch.setattr(exporting.QFileDialog, "getSaveFileName", lambda *_: (str(target), "CSV (*.csv)"))
    offers: list[str] = []
    qt_office.offered.connect(lambda text, *_: offers.append(text))
    menu_of(one, "Export marked rows…").trigger()
    qtbot.waitUntil(lambda: bool(offers), timeout=20_000)
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["Count", "Name"],
            ["4", "no. 2"],
            ["6", row(3).name],
            ["10", "no. 5"],
        ]


def test_the_list_is_handed_to_the_printer_as_it_stands(shown, qtbot, qt_office):
    one = shown()
    one.filters["kind"].set(("odd",))
    one._filter(one.filters["kind"])
    wait_rows(qtbot, one, MANY // 2)
    links = []
    qt_office.going.connect(links.append)
    one.table.setFocus()
    qtbot.keyClick(one.table, Qt.Key.Key_P, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: bool(links), timeout=20_000)
    (listed,) = links[0].new["wanted"].given
    assert len(listed.rows) == MANY // 2 and listed.rows[1][0] == row(3).name
    assert [heading.title for heading in listed.headings] == ["Name", "Count"]
    assert listed.narrowed == "Kind: Odd"
    one.table.select_many({1, 5})
    leaving.print_list(one)
    qtbot.waitUntil(lambda: len(links) == 2)
    assert [each[0] for each in links[1].new["wanted"].given[0].rows] == ["no. 1", "no. 5"]


def test_what_a_link_narrows_a_list_to_is_said_and_taken_away(shown: Callable[[], List], qtbot) -> None:
    made = shown()
    made.show_where({"kind": ("even",), "person": (7,), "strange": (1,)})
    qtbot.waitUntil(lambda: not made.narrowed.isHidden())
    assert made.narrowed.text() == "One person · Chosen ones"
    made.narrowed.click()
    qtbot.waitUntil(made.narrowed.isHidden)
    assert dict(made.query.where) == {"kind": ("even",)}
    assert made.filters["kind"].values == ("even",)


def test_headings_are_whole_in_the_other_language_and_a_column_made_narrow_stays_so(qtbot, qapp, office_path):
    """The widths are remembered with the language they were made for."""
    seen = []
    for language, narrow in (("zh_CN", False), ("en", False), ("en", True), ("en", True)):
        with window_on(qtbot, qapp, office_path, language) as window:
            window.desk.go(Link("surveys", section="rounds"))
            settle(window, qtbot)
            table = window.desk.tabs["surveys"].part.list.table
            metrics = QFontMetrics(theme.font(theme.SMALL))
            at = next(at for at, column in enumerate(table.rows.columns) if column.key == "asked")
            heading = metrics.horizontalAdvance(window.desk.office.words(table.rows.columns[at].title))
            seen.append((table.columnWidth(at) >= heading + MARGINS, table.columnWidth(at)))
            if narrow:
                table.setColumnWidth(at, 45)
    assert [whole for whole, _width in seen] == [True, True, True, False]
    assert seen[-1][1] == 45


def test_a_view_kept_in_one_language_cuts_no_heading_in_the_other(qtbot, qapp, office_path):
    """What nobody made wider or narrower is as wide as the language asks for; what somebody did stays."""
    looks = []
    for language in ("zh_CN", "en"):
        with window_on(qtbot, qapp, office_path, language) as window:
            window.desk.go(Link("surveys", section="rounds"))
            settle(window, qtbot)
            shown = window.desk.tabs["surveys"].part.list
            shown.show_look(looks[0] if looks else None)
            if not looks:
                shown.table.setColumnWidth(1, 77)
            looks.append(shown.look())
            table, words = shown.table, window.desk.office.words
            for at, column in enumerate(table.rows.columns):
                if not table.isColumnHidden(at) and not column.stretch and at != 1:
                    wide = QFontMetrics(theme.font(theme.SMALL)).horizontalAdvance(words(column.title))
                    assert table.columnWidth(at) >= wide + MARGINS, (language, column.key)
    assert dict(looks[1].columns)["questionnaire"] == 77


def test_a_list_narrowed_to_one_record_says_which_and_nothing_before(
    shown: Callable[[], List], qtbot, qt_office, sample
) -> None:
    """No "One unit" that flashes before the name, neither at first nor when the list is read anew."""
    made = shown()
    texts: list[str] = []
    said = made.narrowed.setText
    made.narrowed.setText = lambda text: (said(text), made.narrowed.isHidden() or texts.append(text))
    visible = made.narrowed.setVisible
    made.narrowed.setVisible = lambda on: (visible(on), on and texts.append(made.narrowed.text()))
    made.show_where({"unit": (sample.unit,)})
    qtbot.waitUntil(made.narrowed.isVisible)
    with qtbot.waitSignal(made.counted):
        made.reload()
    qtbot.waitUntil(lambda: qt_office.quiet)
    label = made.narrowed.text()
    assert label == qt_office.office.ask(units.choices, "", (sample.unit,))[0].text
    assert set(texts) == {label}
    made.show_where({"unit": (999_999,)})  # put away for ever, or no such unit
    qtbot.waitUntil(lambda: made.narrowed.isVisible() and made.narrowed.text() == "One unit")
    made.show_where({})
    qtbot.waitUntil(made.narrowed.isHidden)


def test_a_long_name_leaves_the_search_its_room(shown: Callable[[], List], qtbot, qt_office, sample) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff-Montgomery " * 2
    person = qt_office.office.do(owners.add, owners.PersonForm(name=long.strip())).result
    made = shown()
    made.show_where({"person": (person,)})
    qtbot.waitUntil(made.narrowed.isVisible)
    assert made.narrowed.text().endswith("…") and made.narrowed.accessibleName() == long.strip()
    assert long.strip() in made.narrowed.toolTip()
    assert made.field.width() >= 90


@needs(FREE)
def nothing(work: Work) -> list[tuple[int, str]]:
    return []


@needs(FREE)
def something(work: Work) -> list[tuple[int, str]]:
    return [(7, "Linden")]


@pytest.mark.parametrize(("case", "said"), [(nothing, "There is nothing to choose."), (something, "Linden")])
def test_a_filter_without_choices_says_so(qtbot, qt_office, case, said) -> None:
    button = FilterButton(qt_office, Filter("kind", "Kind", case=case))
    qtbot.addWidget(button)
    qtbot.waitUntil(lambda: qt_office.quiet)
    menu = button.menu()
    menu.aboutToShow.emit()
    entries = {each.text(): each.isEnabled() for each in menu.actions() if each.text()}
    assert entries == {said: case is something, "Show all": False}


def test_a_long_filter_is_chosen_from_by_its_letters_and_ticked_by_the_space_bar(qtbot, qt_office) -> None:
    kinds = {f"{letter}{at}": f"{letter} {at}" for letter in "ABC" for at in range(50)}
    button = FilterButton(qt_office, Filter("kind", "Kind", kinds))
    qtbot.addWidget(button)
    button.show()
    menu = button.menu()
    assert (
        menu.layoutDirection() == Qt.LayoutDirection.LeftToRight
    )  # the ticks stand before the words, as elsewhere
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    qtbot.waitUntil(menu.isVisible)
    assert menu.width() <= menu.screen().availableSize().width()
    qtbot.keyClick(menu, Qt.Key.Key_C)
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert button.values == ("C0",) and menu.isVisible()
    menu.close()
