"""A tab: list and page, forms in the detail's place, news, and nothing typed is lost."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Annotated

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from sqlalchemy import select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.office import FREE, needs
from fmcrm_desktop.store.work import Work
from fmcrm_desktop.ui.kit import detail
from fmcrm_desktop.ui.kit.columns import Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab


@dataclass(frozen=True)
class Row:
    id: int
    name: str


@dataclass
class NameForm:
    name: Annotated[str, Field(N_("Name"), longest=20, required=True)] = ""
    version: int = 1


@needs(FREE)
def people_page(work: Work, query: Query) -> Page[Row]:
    kinds = query.where.get("kind") or ("person", "company")
    found = work.rows(select(Person.id, Person.name).where(Person.kind.in_(kinds)).order_by(Person.id))
    rows = [Row(*row) for row in found if query.text.lower() in row.name.lower()]
    return Page(array("q", (row.id for row in rows)), tuple(rows[:2]))


@needs(FREE)
def people_rows(work: Work, ids: list[int]) -> list[Row]:
    return [Row(*row) for row in work.rows(select(Person.id, Person.name).where(Person.id.in_(ids)))]


@needs(FREE)
def one(work: Work, id: int) -> NameForm:
    person = work.get(Person, id)
    return NameForm(person.name, person.version)


@needs("person.write")
def rename(work: Work, id: int, form: NameForm) -> str:
    check(form)
    work.get(Person, id, seen=form.version).name = form.name
    return form.name


class PeopleTab(Tab):
    name = "people"
    title = N_("Owners")
    shows = (Person,)

    def build(self):
        columns = [Column("name", N_("Name"), stretch=True)]
        empty = Empty(N_("Owners and tenants appear here."))
        filters = [Filter("kind", N_("Kind"), {"person": N_("Person"), "company": N_("Company")})]
        self.add_list(ListSetup("people", people_page, people_rows, columns, filters, empty))

    def show_record(self, id):
        self.ask(one, id, then=self._draw)

    def _draw(self, form):
        page = self.new_page().head(form.name)
        page.button(N_("Change"), lambda: self.edit(self.id), case=rename)
        self.put(page.done())

    def edit(self, id):
        self.ask(one, id, then=lambda form: self.put_form(
            FormSetup(N_("Change"), form, rename, (id,), said=lambda name: name), "edit", id))  # fmt: skip


@pytest.fixture
def tab(show, qtbot):
    made = show(PeopleTab)
    qtbot.waitUntil(lambda: made.list.model.rowCount() == 4)
    return made


@pytest.fixture
def editing(tab, qtbot, sample, press):
    tab.show_id(sample.owner)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    press(tab, rename)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    return tab.detail.form


def line_of(form, name="name"):
    return form.form.slots[name].editor.line


def test_choosing_a_row_shows_its_page(tab, qtbot, sample):
    tab.list.table.select(sample.owner)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    assert tab.id == sample.owner


def test_the_first_row_is_shown_by_itself_and_the_keyboard_stays_where_it_was(tab, qtbot):
    tab.list.field.setFocus()
    tab.list.reload()
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    assert tab.id == tab.list.table.current() == tab.list.model.ids[0]
    assert tab.list.field.hasFocus()


def test_a_form_that_came_before_the_list_leaves_the_first_row_behind_it(show, qtbot):
    made = show(PeopleTab)
    made.put_form(FormSetup(N_("New person"), NameForm(), rename))
    qtbot.waitUntil(lambda: made.list.model.rowCount() == 4)
    assert made.id == 0
    qtbot.keyClick(made.detail.form, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: made.detail.page is not None)
    assert made.id == made.list.model.ids[0]


def test_rows_beyond_the_first_are_fetched_when_seen(tab, qtbot):
    last = tab.list.model.index(3, 0)
    qtbot.waitUntil(lambda: bool(last.data()))
    assert last.data() == "Sato Travel"


def test_searching_as_you_type_narrows_the_list(tab, qtbot):
    qtbot.keyClicks(tab.list.field, "novak")
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1)


def test_an_empty_answer_says_what_to_do(tab, qtbot):
    qtbot.keyClicks(tab.list.field, "zzz")
    qtbot.waitUntil(tab.list._sentence.isVisible)
    assert tab.list._sentence.text() == "Nothing found. Try fewer words or filters."


def test_copying_gives_a_table_with_headings(tab, qtbot, qapp, sample):
    tab.list.table.select(sample.owner)
    tab.list.table.setFocus()
    qtbot.keyClick(tab.list.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text() == "Name\n王芳"


def test_saving_a_form_changes_the_record_and_says_so(tab, editing, qtbot, qt_office, sample):
    line_of(editing).setText("王芳芳")
    with qtbot.waitSignal(qt_office.said) as said:
        editing.save()
    assert said.args[0] == "王芳芳"
    assert said.args[1] is not None
    qtbot.waitUntil(lambda: tab.detail.form is None)
    qtbot.waitUntil(lambda: tab.list.model.index(0, 0).data() == "王芳芳")


def test_a_wrong_field_says_why_and_keeps_what_was_typed(editing, qtbot):
    line_of(editing).setText("x" * 30)
    editing.save()
    slot = editing.form.slots["name"]
    qtbot.waitUntil(slot.fault.isVisible)
    assert slot.fault.text() == "At most 20 characters; these are 30."
    assert line_of(editing).text() == "x" * 30


def test_a_stale_save_shows_mine_beside_theirs(tab, editing, qtbot, office, sample):
    office.do(rename, sample.owner, NameForm("王芬", 1))
    line_of(editing).setText("王芳芳")
    editing.save()
    qtbot.waitUntil(editing._compare.isVisible)
    editing._compare.keep.click()
    qtbot.waitUntil(lambda: tab.detail.form is None)
    assert office.ask(one, sample.owner).name == "王芳芳"


def test_taking_theirs_fills_the_field_and_does_not_save(editing, qtbot, office, sample):
    office.do(rename, sample.owner, NameForm("王芬", 1))
    line_of(editing).setText("王芳芳")
    editing.save()
    qtbot.waitUntil(editing._compare.isVisible)
    editing._compare.take_theirs.emit("name", "王芬")
    assert line_of(editing).text() == "王芬"


@pytest.mark.parametrize(
    ("answer", "stays", "kept"),
    [
        (QMessageBox.StandardButton.Cancel, True, "王芳"),
        (QMessageBox.StandardButton.Discard, False, "王芳"),
        (QMessageBox.StandardButton.Save, False, "typed"),
    ],
)
def test_leaving_a_half_typed_form_asks_first(
    tab, editing, qtbot, monkeypatch, office, sample, answer, stays, kept
):
    monkeypatch.setattr(detail, "ask_leave", lambda office, parent, asks: answer)
    line_of(editing).setText("typed")
    tab.list.table.select(sample.tenant)
    if stays:
        assert tab.detail.form is editing
        assert tab.list.table.current() == sample.owner
    else:
        qtbot.waitUntil(lambda: tab.detail.form is None and tab.id == sample.tenant)
    assert office.ask(one, sample.owner).name == kept


def test_news_reloads_a_visible_tab_and_marks_a_hidden_one(tab, qtbot, office, sample):
    tab.hide()
    office.do(rename, sample.owner, NameForm("王芬", 1))
    qtbot.waitUntil(lambda: tab._stale)
    tab.show()
    tab.shown()
    qtbot.waitUntil(lambda: tab.list.model.index(0, 0).data() == "王芬")


def test_a_place_keeps_search_record_and_what_was_typed(tab, editing, qtbot, show, sample):
    line_of(editing).setText("half")
    tab.list.query = Query(text="王")
    place = tab.place()
    other = show(PeopleTab)
    other.restore(place)
    qtbot.waitUntil(lambda: other.detail.form is not None)
    assert line_of(other.detail.form).text() == "half"
    assert other.detail.form.dirty
    assert (other.id, other.list.field.text()) == (sample.owner, "王")


def test_a_link_shows_a_record_the_list_does_not_hold(tab, qtbot, sample):
    qtbot.keyClicks(tab.list.field, "novak")
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1)
    tab.open(Link("people", id=sample.tenant))
    qtbot.waitUntil(lambda: tab.detail.page is not None and tab.id == sample.tenant)


def test_several_selected_rows_stay_selected_when_news_comes(tab, qtbot, office, sample):
    tab.list.table.selectAll()
    assert len(tab.list.table.selected()) == 4
    office.do(rename, sample.owner, NameForm("王芬", 1))
    qtbot.waitUntil(lambda: tab.list.model.index(0, 0).data() == "王芬")
    assert len(tab.list.table.selected()) == 4


def test_a_filter_is_remembered_until_the_next_start(tab, qtbot, show):
    tab.list.filters["kind"]._tick("company", True)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1)
    again = show(PeopleTab)
    qtbot.waitUntil(lambda: again.list.model.rowCount() == 1)
    assert again.list.filters["kind"].text() == "Company"


def test_an_empty_list_has_the_whole_width_until_a_form_is_opened(qt_office, qtbot):
    made = PeopleTab(qt_office)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.list.show_where({}, "zzz")
    qtbot.waitUntil(lambda: not made.list._sentence.isHidden() and made.detail.isHidden())
    form = made.put_form(FormSetup(N_("New person"), NameForm(), rename))
    assert not made.detail.isHidden()
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    qtbot.waitUntil(made.detail.isHidden)
