"""The office for the screen: newest answers, deeds in order, refusals and bugs, nothing after a widget is gone."""

from __future__ import annotations

import logging
import sys
import threading

import pytest
from PySide6.QtCore import QObject, QTimer
from shiboken6 import delete
from sqlalchemy import select

from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.office import FREE, needs
from fmcrm_desktop.ui.qt_office import Fault, LastResort

SECRET = "Wang Fang 138 0013 8000"


@needs(FREE)
def echo(work, text, gate=None):
    if gate is not None:
        assert gate.wait(5)
    return text, threading.current_thread().name


@needs("person.write")
def rename(work, id, name):
    work.get(Person, id).name = name
    return name


@needs(FREE)
def names(work):
    return work.column(select(Person.name).order_by(Person.id))


@needs(FREE)
def refuse(work):
    raise Refusal(N_("This is not an amount: {text}"), text="x")


@needs(FREE)
def fail(work, typed):
    raise RuntimeError(typed)


@pytest.fixture
def asker(qapp):
    return QObject()


def test_a_question_is_answered_off_the_screens_thread(qt_office, asker, qtbot):
    answers = []
    qt_office.ask(asker, echo, "hello", then=answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0][0] == "hello"
    assert answers[0][1].startswith("reader")


def test_only_the_newest_answer_of_an_asker_arrives(qt_office, asker, qtbot):
    gate, answers = threading.Event(), []
    qt_office.ask(asker, echo, "old", gate, then=answers.append)
    qt_office.ask(asker, echo, "new", then=answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    with qtbot.waitSignal(qt_office.busy, check_params_cb=lambda on: not on):
        gate.set()
    assert [text for text, _ in answers] == ["new"]


def test_each_answer_of_a_lists_chunks_arrives(qt_office, asker, qtbot):
    answers = []
    for text in "abc":
        qt_office.each(asker, echo, text, then=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 3)


def test_an_answer_to_a_widget_that_is_gone_is_dropped(qt_office, qtbot):
    asker, gate, answers = QObject(), threading.Event(), []
    qt_office.ask(asker, echo, "late", gate, then=answers.append)
    delete(asker)
    with qtbot.waitSignal(qt_office.busy, check_params_cb=lambda on: not on):
        gate.set()
    assert answers == []


@pytest.mark.parametrize(("case", "heard"), [(refuse, "refused"), (fail, "broke")])
def test_that_a_deed_was_not_done_is_told_though_who_asked_is_gone(qt_office, qtbot, faults, case, heard):
    asker, gate, taken, told = QObject(), threading.Event(), [], []
    getattr(qt_office, heard).connect(told.append)
    qt_office.through(asker, gate.wait)
    qt_office.do(asker, case, *(["x"] if case is fail else []), then=taken.append, refused=taken.append)
    qt_office.ask(asker, case, *(["x"] if case is fail else []), then=taken.append)
    delete(asker)
    with qtbot.waitSignal(qt_office.busy, check_params_cb=lambda on: not on):
        gate.set()
    assert len(told) == 1 and taken == []
    faults.clear()


def test_deeds_are_done_one_after_the_other_and_news_comes_once_each(qt_office, asker, qtbot, office, sample):
    news, done = [], []
    qt_office.changed.connect(news.append)
    for name in ("A", "B", "C"):
        qt_office.do(asker, rename, sample.owner, name, then=done.append)
    qtbot.waitUntil(lambda: len(done) == 3 and len(news) == 3)
    assert [one.result for one in done] == ["A", "B", "C"]
    assert news[0]["person"] == {sample.owner}
    assert office.ask(names)[0] == "C"


def test_undo_takes_the_deed_back(qt_office, asker, qtbot, office, sample):
    done = []
    qt_office.do(asker, rename, sample.owner, "A", then=done.append)
    qtbot.waitUntil(lambda: bool(done))
    with qtbot.waitSignal(qt_office.said) as said:
        qt_office.undo(done[0].deed)
    assert said.args[0] == "Undone."
    assert office.ask(names)[0] == "王芳"


def test_a_refusal_goes_to_its_handler_or_to_the_message_bar(qt_office, asker, qtbot):
    handled = []
    qt_office.do(asker, refuse, refused=handled.append)
    qtbot.waitUntil(lambda: bool(handled))
    with qtbot.waitSignal(qt_office.refused) as refused:
        qt_office.do(asker, refuse)
    assert str(refused.args[0]) == "This is not an amount: x"


@pytest.mark.parametrize("way", ["ask", "do"])
def test_a_bug_is_reported_and_logged_without_what_was_typed(qt_office, asker, qtbot, faults, caplog, way):
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(qt_office.broke) as broke:
        if way == "ask":
            qt_office.ask(asker, fail, SECRET, then=print)
        else:
            qt_office.do(asker, fail, SECRET)
    fault = broke.args[0]
    assert "fail" in fault.case
    assert "RuntimeError" in fault.details
    assert SECRET not in fault.details
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text.replace(repr(SECRET), "")
    faults.clear()


def test_a_bug_in_what_follows_an_answer_is_reported_too(qt_office, asker, qtbot, faults):
    with qtbot.waitSignal(qt_office.broke):
        qt_office.ask(asker, echo, "x", then=lambda answer: answer.nothing)
    faults.clear()


@pytest.mark.qt_no_exception_capture
def test_an_exception_in_a_slot_a_timer_and_a_thread_reaches_the_last_resort(qtbot, caplog):
    found: list[Fault] = []
    before = sys.excepthook, threading.excepthook
    resort = LastResort(found.append)
    try:
        sender = QTimer()
        sender.timeout.connect(lambda: 1 / 0)
        sender.timeout.emit()
        QTimer.singleShot(0, [].pop)
        qtbot.waitUntil(lambda: len(found) == 2)
        thread = threading.Thread(target=lambda: {}["x"])
        thread.start()
        thread.join()
        assert [one.details.rsplit("\n", 1)[1] for one in found] == [
            "ZeroDivisionError", "IndexError", "KeyError",
        ]  # fmt: skip
    finally:
        resort.remove()
    assert (sys.excepthook, threading.excepthook) == before


def work_of_a_job(progress, how, *rest):
    """What the job tests run in the other process."""
    progress.step(1, 2, N_("Name"))
    if how == "refuse":
        raise Refusal(N_("This is not an amount: {text}"), text="x")
    if how == "fail":
        raise RuntimeError(SECRET)
    if how == "wait":
        while True:
            progress.step(1, 2)
            threading.Event().wait(0.01)
    if progress.path is not None:
        progress.path.write_text("whole", encoding="utf-8")
    return how


@pytest.fixture
def job(tmp_path):
    def made(how, target=None):
        return Job("tests.ui.test_qt_office:work_of_a_job", (how,), target)

    return made


def test_a_job_tells_its_progress_and_renames_its_file_into_place(qt_office, qtbot, tmp_path, job):
    target, results, steps = tmp_path / "report.pdf", [], []
    running = qt_office.run(job("done", target), "Report", results.append)
    running.progress.connect(lambda *step: steps.append(step))
    with qtbot.waitSignal(running.ended, timeout=20_000):
        pass
    assert results == ["done"]
    assert steps[0][:3] == (1, 2, "Name")
    assert target.read_text(encoding="utf-8") == "whole"
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))


def test_a_cancelled_job_leaves_the_old_file(qt_office, qtbot, tmp_path, job):
    target, results = tmp_path / "report.pdf", []
    target.write_text("old", encoding="utf-8")
    running = qt_office.run(job("wait", target), "Report", results.append)
    with qtbot.waitSignal(running.progress, timeout=20_000):
        pass
    with qtbot.waitSignal(running.cancelled, timeout=20_000):
        running.cancel()
    assert results == []
    assert target.read_text(encoding="utf-8") == "old"


def test_a_job_refuses_and_breaks_like_a_deed(qt_office, qtbot, faults, job):
    refused = []
    running = qt_office.run(job("refuse"), "Report", print, refused.append)
    with qtbot.waitSignal(running.ended, timeout=20_000):
        pass
    assert str(refused[0]) == "This is not an amount: x"
    running = qt_office.run(job("fail"), "Report", print)
    with qtbot.waitSignal(qt_office.broke, timeout=20_000) as broke:
        pass
    assert "RuntimeError" in broke.args[0].details
    assert SECRET not in broke.args[0].details
    faults.clear()
