"""The office moved to a real server and back from its page: what is typed, progress, Cancel, the way back."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import make_url

from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import ENGLISH
from fmcrm_desktop.services import owners
from fmcrm_desktop.ui.doors import Doors
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.messages import ProgressBar
from fmcrm_desktop.ui.look import Look
from fmcrm_desktop.ui.tabs.moving import MovingTab
from fmcrm_desktop.ui.window import MainWindow

SLOW = 30_000


@pytest.fixture
def whole(qtbot, qapp, office_path):
    """The whole window on the sample office."""
    doors = Doors()
    made = MainWindow(doors, Look(qapp, ENGLISH))
    made.show()
    made.begin(str(office_path))
    qtbot.waitUntil(lambda: made.desk is not None, timeout=SLOW)
    yield made
    if made.desk is not None and (tab := made.desk.unsaved()) is not None:
        tab.detail.drop_form()
    with qtbot.waitSignal(made.gone, timeout=SLOW):
        made.close()
    doors.end()
    made.deleteLater()


def form_of(whole, qtbot, verb):
    tab = whole.desk.show_tab("moving")
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    next(one for one in tab.findChildren(Button) if one.text() == verb).click()
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    return tab.detail.form


def fill(form, url):
    at = make_url(url)
    for name, value in {
        "host": at.host,
        "port": at.port,
        "database": at.database,
        "user": at.username,
    }.items():
        form.form.slots[name].editor.set(value)


def people(url):
    with psycopg.connect(url) as connection:
        return {name for (name,) in connection.execute("select name from person")}


def tables(url):
    with psycopg.connect(url) as connection:
        return connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()[0]


def test_it_moves_to_the_server_and_back_into_a_file(whole, qtbot, office_path, postgres_url, tmp_path):
    whole.opened.office.do(owners.add, owners.NewPersonForm(name="Since Then"))
    form = form_of(whole, qtbot, "Move to a server…")
    fill(form, postgres_url)
    form.save()
    qtbot.waitUntil(lambda: bool(whole.findChildren(ProgressBar)), timeout=SLOW)
    qtbot.waitUntil(lambda: whole.opened is not None and whole.desk is not None, timeout=SLOW)
    assert not whole.opened.office.store.is_file
    qtbot.waitUntil(lambda: "rows were compared" in whole.desk.bar.text())
    with closing(sqlite3.connect(office_path)) as connection:
        there = {name for (name,) in connection.execute("select name from person")}
    assert people(postgres_url) == there and "Since Then" in there

    target = tmp_path / "back.fmcrm"
    form = form_of(whole, qtbot, "Move into a file…")
    form.form.slots["file"].editor.set(str(target.with_suffix("")))
    form.save()
    qtbot.waitUntil(lambda: whole.opened is not None and whole.opened.path == target, timeout=SLOW)
    qtbot.waitUntil(lambda: whole.desk is not None, timeout=SLOW)
    with closing(sqlite3.connect(target)) as connection:
        assert {name for (name,) in connection.execute("select name from person")} == there


def test_a_place_that_cannot_be_is_refused_beside_what_was_typed(whole, qtbot, office_path, postgres_url):
    form = form_of(whole, qtbot, "Move to a server…")
    fill(form, postgres_url)
    form.form.slots["database"].editor.set("nowhere")
    with qtbot.waitSignal(form.refused, timeout=SLOW) as heard:
        form.save()
    assert "No database lets us in" in heard.args[0].text
    assert form.form.slots["database"].editor.raw() == "nowhere" and whole.opened.path == office_path


def test_a_move_that_is_cancelled_leads_back_and_leaves_nothing(whole, qtbot, office_path, postgres_url):
    form = form_of(whole, qtbot, "Move to a server…")
    fill(form, postgres_url)
    form.save()
    qtbot.waitUntil(lambda: bool(whole.findChildren(ProgressBar)), timeout=SLOW)
    whole.findChildren(ProgressBar)[0].cancel.click()
    flow = whole.centralWidget()
    qtbot.waitUntil(lambda: "The move was stopped" in flow.page.fault(), timeout=SLOW)
    assert tables(postgres_url) == 0
    next(one for one in flow.page.ways_out() if one.text() == "Open the office again").click()
    qtbot.waitUntil(lambda: whole.opened is not None and whole.desk is not None, timeout=SLOW)
    assert whole.opened.path == office_path


def test_only_a_manager_moves(show, qtbot, office):
    office.who = Who(office.who.staff_id, "Clerk", "clerk")
    tab = show(MovingTab)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    button = next(one for one in tab.findChildren(Button) if one.text() == "Move to a server…")
    assert not button.isEnabled() and button.toolTip()
