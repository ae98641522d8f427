"""What is typed and not saved comes back after the program was killed, and lies nowhere once it is saved or let go."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import owners, work_orders
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.ui import drafts
from fmcrm_desktop.ui.dialling import SystemDialler
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.tabs.owners.tab import OwnersTab
from fmcrm_desktop.ui.tabs.work_orders import deeds
from tests.ui.at_work import desk_of, rows, settle, window_on


def left() -> list[Path]:
    return sorted(places.config_dir().glob("draft-*"))


def form_of(window, qtbot):
    qtbot.waitUntil(lambda: desk_of(window).present.detail.form is not None)
    settle(window, qtbot)
    return desk_of(window).present.detail.form.form


@pytest.fixture
def killed(qtbot, qapp, office_path, tmp_path):
    """Begin a form, type, and lose the process: gives how to do that. What the dead one left is put there again
    after an orderly end, under the number of a process that is no more."""

    def begin(link: Link, type_into) -> None:
        with window_on(qtbot, qapp, office_path) as window:
            desk_of(window).go(link)
            type_into(window, form_of(window, qtbot))
            desk_of(window).drafts.keep()
            [file] = left()
            kept, mode = file.read_text(encoding="utf-8"), file.stat().st_mode & 0o777
        assert mode == 0o600 or sys.platform == "win32"
        assert not left(), "an orderly end leaves nothing"
        file.with_name(f"{file.stem.rpartition('-')[0]}-{gone_before()}.json").write_text(
            kept, encoding="utf-8"
        )

    return begin


def test_a_new_person_typed_half_comes_back_with_telephone_and_without_the_identity_number(
    killed, qtbot, qapp, office_path
):
    def type_into(window, form):
        form.slots["name"].editor.line.setText("Half Typed 半个名字")
        form.slots["identity_number"].editor.line.setText("110101199001011234")
        form.slots["contacts"].editor._lines[0].editors["value"].line.setText("138 0000 7777")

    killed(Link("owners", new={}), type_into)
    assert "110101199001011234" not in left()[0].read_text(encoding="utf-8")
    with window_on(qtbot, qapp, office_path) as window:
        form = form_of(window, qtbot)
        assert form.slots["name"].editor.raw() == "Half Typed 半个名字"
        assert form.slots["contacts"].editor._lines[0].editors["value"].raw() == "138 0000 7777"
        assert form.dirty, "nothing of it counts as saved"
        desk_of(window).drafts.keep()
        assert len(left()) == 1, "from now on it is this process's"


def test_only_what_was_typed_is_put_over_what_others_have_saved_meanwhile(qtbot, qapp, office_path, sample):
    with window_on(qtbot, qapp, office_path) as window:
        desk_of(window).go(Link("owners", id=sample.owner))
        settle(window, qtbot)
        desk_of(window).present.edit(sample.owner)
        form_of(window, qtbot).slots["occupation"].editor.line.setText("Baker")
        desk_of(window).drafts.keep()
        [file] = left()
        kept = file.read_text(encoding="utf-8")
    office = open_office(str(office_path))
    now = office.ask(owners.form, sample.owner)
    now.notes = "Keys with the neighbour"
    office.do(owners.change, sample.owner, now)
    office.close()
    file.with_name(file.name.replace(".json", "9.json")).write_text(kept, encoding="utf-8")
    with window_on(qtbot, qapp, office_path) as window:
        form = form_of(window, qtbot)
        assert form.slots["occupation"].editor.raw() == "Baker"
        assert form.slots["notes"].editor.raw() == "Keys with the neighbour"


@pytest.mark.parametrize(
    "told",
    [
        "", "half {", "[]", '{"d": 3}', '{"d": [["owners", {"c": "os:system", "f": {}}]]}', '{"d": [["owners", 3]]}',
        '{"d": [["owners", {"c": "fmcrm_desktop.model.link:Link", "f": {"tab": "owners"}}]]}',
        '{"d": [["nowhere", {"c": "fmcrm_desktop.ui.kit.tab:Place", "f": {}}]]}',
    ],
)  # fmt: skip
def test_a_damaged_or_foreign_file_is_passed_over_and_taken_away(told, qtbot, qapp, office_path):
    with window_on(qtbot, qapp, office_path) as window:
        stem = desk_of(window).drafts._stem
    (places.config_dir() / f"{stem}-999999999.json").write_text(told, encoding="utf-8")
    with window_on(qtbot, qapp, office_path) as window:
        assert desk_of(window).unsaved() is None
        assert not left()


@dataclass
class Foreign:
    """Of another program."""


def test_a_file_calls_nothing_that_is_not_open_to_all(qtbot, qapp, office_path, monkeypatch):
    called = []
    monkeypatch.setattr(OwnersTab, "_inner", lambda *_given: called.append(1), raising=False)
    with window_on(qtbot, qapp, office_path) as window:
        desk = desk_of(window)
        again = {"again": {"t": ["_inner", {"t": []}]}}
        told = {"d": [["owners", {"c": "fmcrm_desktop.ui.kit.tab:Place", "f": again}]]}
        file = desk.drafts._file.with_name(f"{desk.drafts._stem}-{gone_before()}.json")
        file.write_text(json.dumps(told), encoding="utf-8")
        desk.drafts.bring_back()
        settle(window, qtbot)
        assert called == [] and not file.exists()


def test_whoever_only_looks_at_an_office_takes_no_draft_away(qtbot, qapp, office_path):
    with window_on(qtbot, qapp, office_path) as window:
        desk, opened = desk_of(window), desk_of(window).opened
        file = desk.drafts._file.with_name(f"{desk.drafts._stem}-{gone_before()}.json")
        file.write_text("{}", encoding="utf-8")
        desk.opened = SimpleNamespace(name=opened.name, path=opened.path, read_only=True)
        desk.drafts.bring_back()
        assert file.exists()
        desk.opened = opened
        desk.drafts.bring_back()
        assert not file.exists()


def test_only_classes_of_the_program_are_made_again():
    told = json.loads(
        json.dumps(drafts.written({"again": ("open_new", ({"person_id": 3},)), "where": Link("calls")}))
    )
    assert drafts.read(told) == {"again": ("open_new", ({"person_id": 3},)), "where": Link("calls")}
    for foreign in (
        "pathlib:Path",
        f"{__name__}:Foreign",
        "fmcrm_desktop.ui.drafts:subprocess",
        "fmcrm_desktop.ui.drafts:read",
    ):
        with pytest.raises((drafts.Unwritable, AttributeError, KeyError)):
            drafts.read({"c": foreign, "f": {}})


def test_what_was_saved_is_no_draft_any_more_at_once(qtbot, qapp, office_path):
    with window_on(qtbot, qapp, office_path) as window:
        desk_of(window).drafts._timer.stop()  # only the save itself takes the file away
        desk_of(window).go(Link("owners", new={}))
        form = form_of(window, qtbot)
        form.slots["name"].editor.line.setText("Saved in Time")
        desk_of(window).drafts.keep()
        assert len(left()) == 1
        desk_of(window).present.detail.form.save()
        qtbot.waitUntil(lambda: not left())


def test_the_watch_looks_while_nothing_is_under_way_and_only_where_one_may_write(qtbot, qapp, office_path):
    with window_on(qtbot, qapp, office_path) as window:
        desk, opened = desk_of(window), desk_of(window).opened
        watch = desk.drafts._timer
        assert (watch.isActive(), watch.interval()) == (True, drafts.EVERY)
        watch.stop()  # from here on the test is the clock
        desk.go(Link("owners", new={}))
        form_of(window, qtbot).slots["name"].editor.line.setText("Half Typed")
        desk.office._under_way += 1
        watch.timeout.emit()
        assert not left(), "a form that is to come back may not be there yet"
        desk.office._under_way -= 1
        watch.timeout.emit()
        assert len(left()) == 1
        watch.start()
        desk.drafts.end()
        assert not left() and not watch.isActive()
        desk.opened = SimpleNamespace(name=opened.name, path=opened.path, read_only=True)
        looking = drafts.Drafts(desk)
        desk.office.saved.emit(None)
        settle(window, qtbot)
        desk.opened = opened
        assert not looking._timer.isActive()
        assert not looking._file.exists(), "the desk's own watch ended, the other one never began"
        desk.present.detail.drop_form()


def test_what_one_person_typed_comes_back_to_nobody_else_and_into_no_other_office(
    killed, qtbot, qapp, office_path, sample
):
    killed(
        Link("owners", new={}), lambda window, form: form.slots["name"].editor.line.setText("The Manager's")
    )
    [file] = left()
    kept = file.read_text(encoding="utf-8")
    with window_on(qtbot, qapp, office_path) as window:
        desk = desk_of(window)
        desk.present.detail.drop_form()
        desk.drafts.keep()
        file.write_text(kept, encoding="utf-8")
        manager, opened = desk.who, desk.opened
        elsewhere = SimpleNamespace(name="another.fmcrm", path=office_path, read_only=False)
        for who, where in ((Who(sample.clerk, "Li Na", "clerk"), opened), (manager, elsewhere)):
            desk.who, desk.opened = who, where
            drafts.Drafts(desk).bring_back()
            settle(window, qtbot)
            assert desk.unsaved() is None and file.exists(), (who, where.name)
        desk.who, desk.opened = manager, opened
        drafts.Drafts(desk).bring_back()
        assert form_of(window, qtbot).slots["name"].editor.raw() == "The Manager's"


def gone_before() -> int:
    """The number of a process that is no more."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return gone.pid


def test_of_several_left_behind_the_newest_counts_and_all_are_taken_away(qtbot, qapp, office_path):
    with window_on(qtbot, qapp, office_path) as window:
        desk_of(window).go(Link("owners", new={}))
        form = form_of(window, qtbot)
        for at, name in ((200, "Older"), (300, "Newest"), (100, "Oldest")):
            form.slots["name"].editor.line.setText(name)
            desk_of(window).drafts.keep()
            mine = desk_of(window).drafts._file
            file = mine.with_name(f"{desk_of(window).drafts._stem}-{gone_before()}.json")
            file.write_text(mine.read_text(encoding="utf-8"), encoding="utf-8")
            os.utime(file, (at, at))
    assert len(left()) == 3
    with window_on(qtbot, qapp, office_path) as window:
        assert form_of(window, qtbot).slots["name"].editor.raw() == "Newest"
        assert len(left()) <= 1


@pytest.mark.parametrize("shared", [False, True])
def test_what_a_living_process_holds_is_its_own_where_several_may_be_at_work(
    qtbot, qapp, office_path, shared
):
    """An office that is a file has one desk, so whoever left something there is gone whatever the system says of its
    number; on a server the same person may sit at another window of this machine."""
    with window_on(qtbot, qapp, office_path) as window:
        kept = desk_of(window).drafts
        dead, living = (
            kept._file.with_name(f"{kept._stem}-{pid}.json") for pid in (gone_before(), os.getppid())
        )
        dead.write_text("dead", encoding="utf-8")
        kept._file.write_text("mine", encoding="utf-8")
        if shared:
            opened = SimpleNamespace(path=None)
            kept._desk, desk = SimpleNamespace(opened=opened), kept._desk
        assert kept._left()[1] == "dead"
        living.write_text("living", encoding="utf-8")
        assert kept._left()[1] == ("" if shared else "living")
        assert living.exists() == shared and kept._file.exists(), (
            "nobody takes away what is written down here now"
        )
        if shared:
            kept._desk = desk
        living.unlink(missing_ok=True)


def test_a_form_that_only_the_person_opens_has_its_words_again_when_it_is_opened(
    qtbot, qapp, office_path, sample
):
    """A dialog, and the form of a visit, which nothing opens by itself."""

    def order_of(window):
        desk_of(window).go(Link("work_orders", order))
        settle(window, qtbot)
        return desk_of(window).present

    def assign(tab):
        deeds.begin(tab, office.ask(work_orders.card, order), "assign")
        return next(one for one in tab.findChildren(FormDialog) if one.isVisible()).page

    def visit(tab):
        deeds.begin(tab, office.ask(work_orders.card, order), "schedule")
        qtbot.waitUntil(lambda: tab.detail.form is not None)
        return tab.detail.form

    office = open_office(str(office_path))
    order = office.do(
        work_orders.enter, work_orders.OrderForm(summary="Tap drips", unit_id=sample.unit)
    ).result
    for opens, name in ((assign, "why"), (visit, "overrule")):
        with window_on(qtbot, qapp, office_path) as window:
            form = opens(order_of(window)).form
            form.slots[name].editor.restore("Ring the bell twice")
            desk_of(window).drafts.keep()
            [file] = left()
            kept = file.read_text(encoding="utf-8")
        file.with_name(f"{file.stem.rpartition('-')[0]}-{gone_before()}.json").write_text(
            kept, encoding="utf-8"
        )
        with window_on(qtbot, qapp, office_path) as window:
            settle(window, qtbot)
            assert desk_of(window).present.id == order
            desk_of(window).drafts.keep()
            assert len(left()) == 1, "it is not lost by another kill"
            assert opens(desk_of(window).present).form.slots[name].editor.raw() == "Ring the bell twice"
            desk_of(window).present.detail.drop_form()
    office.close()


def test_a_call_that_comes_back_began_when_it_began_and_is_not_dialled_again(
    qtbot, qapp, office_path, sample, monkeypatch
):
    dialled = []
    monkeypatch.setattr(SystemDialler, "dial", lambda _self, number: dialled.append(number) or True)
    with window_on(qtbot, qapp, office_path) as window:
        desk_of(window).go(Link("calls", new={"person": sample.owner, "dial": True}))
        form = form_of(window, qtbot)
        assert len(dialled) == 1
        form.slots["person_id"].editor.set(sample.tenant)  # it was somebody else who rang
        form.slots["topic"].editor.line.setText("Half a call")
        log = desk_of(window).present.section("log")
        log.desk.clock.since(form.original.clock - timedelta(minutes=7))
        began = form.original.clock
        desk_of(window).drafts.keep()
        [file] = left()
        kept = file.read_text(encoding="utf-8")
    file.with_name(f"{file.stem.rpartition('-')[0]}-{gone_before()}.json").write_text(kept, encoding="utf-8")
    with window_on(qtbot, qapp, office_path) as window:
        form = form_of(window, qtbot)
        assert form.slots["topic"].editor.raw() == "Half a call"
        assert form.original.clock == began and len(dialled) == 1
        log = desk_of(window).present.section("log")
        qtbot.waitUntil(lambda: log.desk.caller is not None)
        assert log.desk.caller.row.id == sample.tenant, "the card is of who stands in the form"
        assert log.desk.topic_line.hasFocus()
        assert 7 * 60_000 <= log.desk.clock.passed < 9 * 60_000, "the clock that is seen says the same"
        log.detail.form.save()
        qtbot.waitUntil(lambda: log.detail.form is None)
        settle(window, qtbot)
    [(started, seconds)] = rows(office_path, "SELECT started, seconds FROM call WHERE topic = 'Half a call'")
    assert datetime.fromisoformat(started).replace(tzinfo=UTC) == began and 420 <= seconds < 540


def test_a_call_that_was_long_interrupted_says_how_long_it_was_talked(qtbot, qapp, office_path, sample):
    with window_on(qtbot, qapp, office_path) as window:
        drafts_here = desk_of(window).drafts
        desk_of(window).go(Link("calls", new={"person": sample.owner}))
        form = form_of(window, qtbot)
        form.slots["topic"].editor.line.setText("Half a call")
        desk_of(window).present.section("log").desk.clock.since(datetime.now(UTC) - timedelta(minutes=50))
        drafts_here.keep()
        [file] = left()
        os.utime(file, (0, 0))
        drafts_here.keep()
        assert file.stat().st_mtime > 0, "whoever listens and types nothing is still at it"
        kept = file.read_text(encoding="utf-8")
    file = file.with_name(f"{file.stem.rpartition('-')[0]}-{gone_before()}.json")
    file.write_text(kept, encoding="utf-8")
    then = (datetime.now(UTC) - timedelta(minutes=40)).timestamp()
    os.utime(file, (then, then))
    with window_on(qtbot, qapp, office_path) as window:
        form = form_of(window, qtbot)
        assert form.slots["length"].editor.value() in ("10:00", "9:59", "9:58")
        clock = desk_of(window).present.section("log").desk.clock
        assert clock.shown.text().startswith(("10:0", "9:5"))
        clock._line.clear()  # the caller was on the line all the time
        assert clock.passed >= 50 * 60_000
        desk_of(window).present.section("log").detail.drop_form()


def test_the_keyboard_goes_to_the_form_that_came_back(qtbot, qapp, office_path):
    """A form that was opened before its tab was seen could not take it."""
    with window_on(qtbot, qapp, office_path) as window:
        desk = desk_of(window)
        desk.go(Link("work_orders", new={}))
        form = form_of(window, qtbot)
        desk.top.search.setFocus()
        desk.drafts._tell("It is back")
        assert desk.bar.text() == "It is back" and desk.present.detail.form.isAncestorOf(window.focusWidget())
        assert form.slots["person_id"].editor.isAncestorOf(window.focusWidget())
