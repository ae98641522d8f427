"""The page of messages in the real window: read and answered, the outbox by hand, mail set up, tried and sent."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import letters, messages, outbox, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.messages import Telling, tell
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store import keys
from fmcrm_desktop.store.work import Work
from fmcrm_desktop.ui import posting
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.posting import Sender
from fmcrm_desktop.ui.tabs.messages.page import write_to_person
from fmcrm_desktop.ui.window import MainWindow
from tests.mail_server import PostBox, free_port, serving
from tests.sample import Sample
from tests.ui.at_work import CONTROL, Keys, Mouse, desk_of, on_screen, paper, rows, settle, told, until


@needs("note.write")
def mail(work: Work, *addresses: str) -> None:
    tell(work, Telling("停水通知", "明天上午停水。"), guests=[("Sato", one) for one in addresses])


def fill(path: Path, case: Callable[..., object], *args: object) -> None:
    office = open_office(str(path))
    office.do(case, *args)
    office.close()


def section(window: MainWindow) -> Tab:
    part = desk_of(window).tabs["messages"].part
    assert part is not None
    return part


def test_a_message_is_seen_read_and_answered_by_keyboard(
    office_path: Path, sample: Sample, open_at: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    office = open_office(str(office_path))
    office.who = Who(sample.clerk, "Li Na", "clerk")
    office.do(
        messages.write, messages.StaffMessageForm((sample.manager,), subject="Keys of 3", text="At the desk.")
    )
    office.close()
    window = open_at(office_path)
    keys, chip = Keys(qtbot), desk_of(window).top.unread
    assert until(lambda: chip.isVisible() and chip.accessibleName() == "1 unread message")
    keys.press(Qt.Key.Key_M, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settle(window, qtbot)
    # What is shown is read: the writer sees the mark, the chip goes.
    assert until(lambda: rows(office_path, "select count(*) from message where read is not null") == [(1,)])
    assert until(lambda: not chip.isVisible())
    section(window).list.table.setFocus()
    keys.press(Qt.Key.Key_R, CONTROL)
    qtbot.waitUntil(lambda: section(window).detail.form is not None)
    keys.fill("Text", "Thank you.")
    keys.press(Qt.Key.Key_S, CONTROL)
    told(window, "on its way")
    answer = rows(office_path, "select staff_id, by_id, subject, text from message order by id desc limit 1")
    assert answer == [(sample.clerk, sample.manager, "Re: Keys of 3", "Thank you.")]
    desk_of(window).go(Link("messages", section="sent"))
    settle(window, qtbot)
    assert len(section(window).list.model.ids) == 1


def test_a_text_is_copied_and_a_slip_printed_by_mouse(
    window: MainWindow, office_path: Path, sample: Sample, qtbot: QtBot
) -> None:
    mouse = Mouse(qtbot)
    desk_of(window).go(Link("messages", new={"people": (sample.owner,), "subject": "停水通知"}))
    settle(window, qtbot)
    mouse.type("Text", "明天上午停水，请提前储水。")
    mouse.press("Send")
    told(window, "in the outbox")
    desk_of(window).go(Link("messages", section="outbox"))
    settle(window, qtbot)
    mouse.press("Copy text")
    told(window, "Copied, for 王芳")
    assert QApplication.clipboard().text() == "停水通知\n明天上午停水，请提前储水。"
    mouse.press("Print slip")
    slip = paper(window, qtbot)
    assert "明天上午停水，请提前储水。" in slip and "王芳" in slip
    desk_of(window).go(Link("messages", section="outbox"))
    settle(window, qtbot)
    mouse.press("Given to them")
    told(window, "Given to them")
    assert rows(office_path, "select state from message") == [("sent",)]
    settle(window, qtbot)
    assert len(section(window).list.model.ids) == 0


def test_a_template_fills_the_text_to_one_person_in_their_language(
    office_path: Path, sample: Sample, open_at: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    form = letters.TemplateForm(
        "Ready", "修好了", "Repaired", "维修完成", "{{ name }}: all done.", "{{ 姓名 }}，已修好。"
    )
    fill(office_path, letters.add, form)
    office = open_office(str(office_path))
    [template] = [
        row.id
        for row in office.ask(letters.rows, office.ask(letters.page, Query()).ids)
        if row.name == "Ready"
    ]
    with pytest.raises(Refusal, match="exactly one"):
        office.ask(letters.said_to, template, (sample.owner, sample.tenant))
    wanted = office.ask(letters.said_to, template, (sample.tenant,))
    office.close()
    window = open_at(office_path)
    desk_of(window).go(Link("messages", section="outbox"))
    settle(window, qtbot)
    write_to_person(section(window), {"people": (sample.tenant,)})
    page = section(window).detail.form
    assert page is not None
    page.form.slots["template_id"].editor.set(template)
    page.form.slots["template_id"].editor.edited.emit()
    settle(window, qtbot)
    assert page.form.slots["subject"].editor.value() == wanted.subject
    assert page.form.slots["text"].editor.value() == wanted.text and "{{" not in wanted.text


def test_a_mail_server_is_set_and_tried_and_what_is_wrong_is_said(
    window: MainWindow, office_path: Path, qtbot: QtBot
) -> None:
    mouse, box = Mouse(qtbot), PostBox()
    with serving(box) as running:
        desk_of(window).go(Link("settings", new={"form": "mail"}))
        settle(window, qtbot)
        mouse.type("Mail server", "localhost")
        mouse.type("Port", str(running.port))
        mouse.choose("Encryption", "None (only for a server in the house)")
        mouse.type("Address of the sender", "office@willow.example")
        mouse.press("Save")
        told(window, "Saved.")
        settle(window, qtbot)
        mouse.press("Send a test message…")
        mouse.type("Send it to", "me@example.com")
        mouse.press("Send")
        told(window, "has taken the test message to me@example.com")
        mouse.press("Send a test message…")
        mouse.type("Send it to", "gone@example.com")
        mouse.press("Send")
        told(window, "does not take this address. 550")
    assert [one.to for one in box.got] == [["me@example.com"]]
    settle(window, qtbot)
    mouse.press("Send a test message…")
    mouse.type("Send it to", "me@example.com")
    mouse.press("Send")
    told(window, "Nothing answers at this server and port")


def test_the_window_sends_in_a_thread_of_its_own_and_tells_what_the_server_says(
    office_path: Path, open_at: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    box = PostBox()
    with serving(box) as running:
        fill(office_path, put_server, running.settings())
        fill(office_path, mail, "sato@example.com")
        window = open_at(office_path)
        posting.begin(window)
        with box.arrived:
            assert box.arrived.wait_for(lambda: len(box.got) == 1, 10)
        # What is written while the window is open goes at once, and the list knows.
        window.office.do(window, mail, "gone@example.com")
        desk_of(window).go(Link("messages", section="outbox"))
        assert until(lambda: rows(office_path, "select state from message where channel = 'email' order by id")
                     == [("sent",), ("failed",)])  # fmt: skip
        settle(window, qtbot)
        assert until(lambda: len(section(window).list.model.ids) == 1)
        # Whoever wrote it is told that it failed.
        assert until(desk_of(window).top.unread.isVisible)


@needs("office.settings")
def put_server(work: Work, known: dict[str, object]) -> None:
    settings.put(work, **known)


def test_a_server_that_takes_nothing_is_said_once_and_a_silent_one_does_not_hold_the_window(
    office_path: Path, open_at: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    box = PostBox(tempers={"slow"})
    connected = threading.Event()
    box.step = lambda name: connected.set() if box.connections > 1 else None
    with serving(box) as running:
        fill(office_path, put_server, running.settings() | {"mail.port": free_port()})
        fill(office_path, mail, "sato@example.com")
        window = open_at(office_path)
        posting.begin(window)
        told(window, "Nothing answers at this server and port")
        assert on_screen(type(desk_of(window).bar.action), "Mail settings").isVisible()
        # Other settings are tried at once; this server never says a word, and the window goes on and closes.
        window.office.do(window, put_server, running.settings())
        window.office.do(window, outbox.again, [1])
        assert connected.wait(10)
        settle(window, qtbot)
    assert rows(office_path, "select state from message where channel = 'email'")[0][0] in (
        "sending",
        "waiting",
    )


def test_without_a_server_the_thread_loads_nothing_of_mail(
    office_path: Path, open_at: Callable[..., MainWindow]
) -> None:
    fill(office_path, mail, "sato@example.com")
    window = open_at(office_path)
    posting.begin(window)
    (sender,) = window.findChildren(Sender)
    with sender._news:
        assert sender._news.wait_for(lambda: sender.rounds > 0, 10)
    assert sender._line is None


def test_a_password_that_the_computer_does_not_keep_is_asked_for_where_it_is_missed(
    office_path: Path, open_at: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    keys.forget()
    fill(office_path, mail, "sato@example.com")
    fill(
        office_path,
        put_server,
        {
            "mail.server": "localhost",
            "mail.port": free_port(),
            "mail.user": "office",
            "mail.sender_address": "office@willow.example",
        },
    )
    window, mouse = open_at(office_path), Mouse(qtbot)
    posting.begin(window)
    told(window, "The password of the mail server is not known on this computer")
    mouse.click(desk_of(window).bar.action)
    mouse.type("Password", "right horse")
    mouse.press("Save")
    why = "select why from message where channel = 'email'"
    # It is tried at once, with the password.
    assert until(lambda: rows(office_path, why)[0][0].startswith("Nothing answers"), 15_000)
    assert keys.password(f"office@localhost:{rows(office_path, PORT)[0][0]}") == "right horse"
    assert b"right horse" not in office_path.read_bytes()
    keys.forget()


PORT = "select value from setting where name = 'mail.port'"
