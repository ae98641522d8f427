"""Mails to a real server on loopback: as they should be, and with all that servers do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import trustme

from fmcrm_desktop.exchange import mail as mailing
from fmcrm_desktop.exchange import posting
from fmcrm_desktop.exchange.mail import LIMITS, Limits, Line, composed
from fmcrm_desktop.services import office_settings, outbox, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.messages import Telling, tell
from fmcrm_desktop.services.office import UPKEEP, Office
from fmcrm_desktop.services.office_settings import MailServer
from fmcrm_desktop.services.outbox import Mail, Outcome
from fmcrm_desktop.store import keys
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.mail_server import PASSWORD, PostBox, Running, free_port, serving, trusted

SHORT = Limits(answer=0.4, whole=5)
"""For servers that say nothing; one that answers has as long as it takes."""


@needs("note.write")
def write(work: Work, *addresses: str) -> list[int]:
    return tell(
        work,
        Telling("电梯 2 停用", "Lift 2 is out.\n明天恢复。"),
        guests=[("王芳", one) for one in addresses],
    )


@pytest.fixture(autouse=True)
def no_passwords() -> Iterator[None]:
    keys.forget()
    yield
    keys.forget()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    return trusted(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trust(authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    return authority[0]


@pytest.fixture
def post(office: Office) -> Office:
    """The office itself, which sends whoever is signed in."""
    return Office(office.store, UPKEEP)


def set_up(office: Office, running: Running, **other: object) -> None:
    office.do(settings.put, **running.settings() | other)


def kept(office: Office) -> list[tuple[str, str, int, str]]:
    """State, reason, tries and Message-ID of each mail, read by other code."""
    with closing(sqlite3.connect(office.store.path)) as file:
        return file.execute(
            "select state, why, tries, message_id from message where channel = 'email' order by id"
        ).fetchall()


def send(post: Office, limits: Limits = LIMITS) -> posting.Posted:
    return posting.work_off(post, Line(), limits=limits)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_goes_out_over_tls_with_a_password(
    office: Office, post: Office, trust: trustme.CA, security: str
) -> None:
    box = PostBox()
    office.do(write, "fang@example.com")
    with serving(box, security, certificate=trust.issue_cert("localhost"), login=True) as running:
        set_up(office, running)
        keys.keep(f"office@localhost:{running.port}", PASSWORD)
        assert send(post).sent == 1
    (got,) = box.got
    assert got.to == ["fang@example.com"]
    assert got.mail["Subject"] == "电梯 2 停用"
    assert (
        got.mail["To"] == "王芳 <fang@example.com>"
        and got.mail["From"] == "Willow Court <office@willow.example>"
    )
    assert got.mail.get_content().splitlines() == ["Lift 2 is out.", "明天恢复。"]
    assert got.mail["Date"] is not None
    ((state, why, tries, message_id),) = kept(office)
    assert (state, why, tries) == ("sent", "", 1) and message_id == got.id
    assert message_id.endswith("@willow.example>")


def test_without_a_server_mails_wait_and_say_so(office: Office, post: Office) -> None:
    (id,) = office.do(write, "fang@example.com").result
    assert send(post) == posting.Posted()
    (row,) = office.ask(outbox.rows, [id])
    assert (row.state, row.why) == ("waiting", "No mail server is set.")
    assert office.ask(outbox.standing).mails == 1


def test_a_server_that_is_away_leaves_all_waiting_and_is_asked_once(office: Office, post: Office) -> None:
    office.do(write, "fang@example.com", "novak@example.com")
    set_up(office, Running(PostBox(), free_port(), "none"))
    posted = send(post)
    assert posted.trouble is not None and posted.trouble.why == mailing.REFUSED
    assert [(state, why, tries) for state, why, tries, _ in kept(office)] == [
        ("waiting", mailing.REFUSED, 1), ("waiting", "", 0),
    ]  # fmt: skip


def test_a_server_that_never_answers_is_left_in_time(office: Office, post: Office) -> None:
    office.do(write, "fang@example.com")
    with serving(PostBox(tempers={"slow"})) as running:
        set_up(office, running)
        posted = send(post, SHORT)
    assert posted.trouble is not None and posted.trouble.why == mailing.SLOW
    assert kept(office)[0][0] == "waiting"


def test_a_server_that_only_ever_promises_is_cut_off(office: Office, post: Office) -> None:
    """Each answer may be in time and the whole still never end."""
    office.do(write, "fang@example.com")
    with serving(PostBox(tempers={"slow"})) as running:
        set_up(office, running)
        posted = send(post, Limits(answer=600, whole=0.3))
    assert posted.trouble is not None and posted.trouble.why == mailing.BROKE_OFF


def test_an_address_refused_for_good_is_given_up_and_its_writer_told(office: Office, post: Office) -> None:
    office.do(write, "gone@example.com", "fang@example.com")
    box = PostBox()
    with serving(box) as running:
        set_up(office, running)
        assert send(post) == posting.Posted(sent=1, failed=1)
        assert send(post) == posting.Posted()
    (first, second) = kept(office)
    assert first[:3] == ("failed", f"{mailing.RECIPIENT}\n550 5.1.1 no such user", 1)
    assert second[0] == "sent"
    with closing(sqlite3.connect(office.store.path)) as file:
        told = file.execute("select staff_id, subject, subject_of from message where channel = 'program'")
        assert told.fetchall() == [(office.who.staff_id, "Not sent: 电梯 2 停用", "message")]


def test_an_address_refused_for_now_is_tried_again_with_growing_pauses(office: Office, post: Office) -> None:
    office.do(write, "later@example.com")
    office.do(settings.put, **{"office.language": "en"})
    moment, pauses = NOW, []
    with serving(PostBox()) as running:
        set_up(office, running)
        while kept(office)[0][0] == "waiting":
            send(post)
            due = post.ask(outbox.next_due)
            if due is not None:
                pauses.append((due - moment) / timedelta(minutes=1))
                moment = due
                office.store.clock = lambda at=moment: at
    assert pauses == [1, 2, 5, 15, 30, 60, 120, 240, *[360] * 10]
    assert kept(office)[0][:3] == ("failed", f"{mailing.RECIPIENT_LATER}\n451 4.2.0 mailbox busy", 19)


def test_before_its_pause_is_over_a_mail_is_left_alone(office: Office, post: Office) -> None:
    office.do(write, "later@example.com")
    box = PostBox()
    with serving(box) as running:
        set_up(office, running)
        send(post)
        send(post)
        assert kept(office)[0][2] == 1
        office.store.clock = lambda: NOW + timedelta(seconds=61)
        send(post)
        assert kept(office)[0][2] == 2


def test_a_connection_that_breaks_in_the_middle_leaves_the_mail_with_its_number(
    office: Office, post: Office
) -> None:
    office.do(write, "fang@example.com")
    box = PostBox(tempers={"dies"})
    with serving(box) as running:
        set_up(office, running)
        posted = send(post)
        assert posted.trouble is not None and posted.trouble.why == mailing.BROKE_OFF
        ((state, _, _, number),) = kept(office)
        assert state == "waiting" and number
        box.tempers.clear()
        office.store.clock = lambda: NOW + timedelta(minutes=2)
        assert send(post).sent == 1
    assert box.ids() == [number]


def test_a_message_the_server_will_not_have_is_given_up(office: Office, post: Office) -> None:
    office.do(write, "fang@example.com")
    with serving(PostBox(tempers={"picky"})) as running:
        set_up(office, running)
        send(post)
    assert kept(office)[0][:2] == ("failed", f"{mailing.MESSAGE}\n554 5.7.1 looks like spam")


def test_a_wrong_password_stops_all_and_names_the_way_out(
    office: Office, post: Office, trust: trustme.CA
) -> None:
    office.do(write, "fang@example.com", "novak@example.com")
    box = PostBox()
    with serving(box, "starttls", certificate=trust.issue_cert("localhost"), login=True) as running:
        set_up(office, running)
        assert send(post).trouble == Outcome("later", mailing.NO_PASSWORD, server=True)
        office.do(office_settings.give_password, office_settings.PasswordForm("lame mule"))
        posted = send(post)
        assert posted.trouble is not None and posted.trouble.why.startswith(f"{mailing.PASSWORD}\n535")
        assert {state for state, *_ in kept(office)} == {"waiting"}
        office.do(office_settings.give_password, office_settings.PasswordForm(PASSWORD))
        assert send(post).sent == 2
    with closing(sqlite3.connect(office.store.path)) as file:
        dump = "\n".join(file.iterdump())
    assert PASSWORD not in dump and "lame mule" not in dump


@pytest.mark.parametrize("whose", ["another name's", "nobody's"])
def test_a_wrong_certificate_gets_neither_mail_nor_password(
    office: Office, post: Office, trust: trustme.CA, whose: str
) -> None:
    office.do(write, "fang@example.com")
    stranger = trust if whose == "another name's" else trustme.CA()
    certificate = stranger.issue_cert("mail.example.com" if stranger is trust else "localhost")
    box = PostBox()
    with serving(box, "starttls", certificate=certificate, login=True) as running:
        set_up(office, running)
        keys.keep(f"office@localhost:{running.port}", PASSWORD)
        posted = send(post)
    assert posted.trouble == Outcome("later", mailing.CERTIFICATE, server=True)
    assert box.got == []


def test_the_wrong_kind_of_tls_names_the_other(office: Office, post: Office) -> None:
    office.do(write, "fang@example.com")
    for security, limits in (("tls", SHORT), ("starttls", LIMITS)):
        with serving(PostBox()) as running:  # a fresh one: what TLS said to the other may still trouble it
            set_up(office, running, **{"mail.security": security})
            office.do(office_settings.give_password, office_settings.PasswordForm("any"))
            posted = send(post, limits)
            assert posted.trouble == Outcome("later", mailing.NO_TLS, server=True), security


def test_a_sender_without_an_address_costs_no_mail(office: Office, post: Office) -> None:
    office.do(write, "fang@example.com")
    with serving(PostBox()) as running:
        set_up(office, running, **{"mail.sender_address": ""})
        assert send(post).trouble == Outcome("later", mailing.SENDER, server=True)
    assert kept(office)[0][0] == "waiting"


def test_an_unknown_server_is_named_as_such(office: Office, post: Office) -> None:
    office.do(write, "fang@example.com")
    set_up(office, Running(PostBox(), 25, "none"), **{"mail.server": "no-such-host.invalid"})
    posted = send(post)
    assert posted.trouble is not None and posted.trouble.why == mailing.UNKNOWN_HOST


EVIL = (
    "a@b.example\r\nBcc: evil@example.com",
    "a@b.example, evil@example.com",
    "<a@b.example>",
    "a b@c",
    "no address",
)


@pytest.mark.parametrize("address", EVIL)
def test_an_address_that_is_none_is_never_handed_in(office: Office, post: Office, address: str) -> None:
    office.do(write, address)
    steps: list[str] = []
    with serving(PostBox(step=steps.append)) as running:
        set_up(office, running)
        assert send(post).failed == 1
    assert "mail" not in steps and kept(office)[0][:2] == ("failed", mailing.BAD_ADDRESS)


def test_what_people_type_never_becomes_a_header() -> None:
    evil = "Hello\r\nBcc: evil@example.com\r\n\r\nbody\x00\u2028X"
    mail = Mail(1, NOW, "<1@x>", evil, "fang@example.com", evil, f".\r\n.\r\n{evil}")
    server = MailServer("localhost", 25, "none", "", evil, "office@willow.example")
    made = composed(mail, server, NOW)
    assert made.keys() == ["From", "To", "Subject", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding",
                           "MIME-Version"]  # fmt: skip
    assert made["Bcc"] is None and "\n" not in made["Subject"]
    raw = made.as_bytes()
    assert b"\nBcc" not in raw and b"\n.\r" not in raw


def test_a_calendar_file_goes_as_a_form_of_the_mail_and_as_a_file() -> None:
    server = MailServer("localhost", 25, "none", "", "Willow Court", "office@willow.example")
    made = composed(Mail(1, NOW, "<1@x>", "王芳", "fang@example.com", "周会", "09:00"), server, NOW)
    mailing.attach(made, "BEGIN:VCALENDAR\r\nSUMMARY:周会\r\nEND:VCALENDAR\r\n".encode(), "REQUEST")
    read = message_from_bytes(made.as_bytes(), policy=policy.default)
    text, calendar, file = (part for part in read.walk() if not part.is_multipart())
    assert text.get_content().strip() == "09:00" and read.get_content_type() == "multipart/mixed"
    assert (
        calendar.get_content_type() == "text/calendar"
        and calendar["Content-Type"].params["method"] == "REQUEST"
    )
    assert "SUMMARY:周会" in calendar.get_content() and "周会" in file.get_content().decode()
    assert file.get_filename() == "invite.ics"


def test_a_program_that_died_while_sending_leaves_the_mail_to_the_next(office: Office, post: Office) -> None:
    office.do(write, "fang@example.com")
    box = PostBox()
    with serving(box) as running:
        set_up(office, running)
        taken = post.do(outbox.take).result
        assert taken is not None and post.do(outbox.take).result is None
        assert send(post) == posting.Posted()  # somebody may be sending it
        post.do(outbox.reclaim)  # in a file nobody else can be
        assert send(post).sent == 1
        assert box.ids() == [taken.message_id]
        # The desk that was thought dead comes back and notes a failure: what is sent stays sent.
        post.do(outbox.settle, taken, Outcome("later", "late"))
    assert kept(office)[0][:2] == ("sent", "")
