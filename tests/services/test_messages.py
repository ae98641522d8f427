"""Messages: told in the deed itself, each by the channel that reaches its person; up and down with read marks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from sqlalchemy import event as listening

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.refusal import Invalid, Missing, NotAllowed, Refusal
from fmcrm_desktop.model.staff import Staff, Who
from fmcrm_desktop.services import badges, messages, outbox, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.messages import PersonMessageForm, StaffMessageForm, Telling, tell
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.store.work import Work
from tests.sample import Sample


@needs("note.write")
def told(work: Work, what: Telling, to: dict[str, Any]) -> list[int]:
    return tell(work, what, **to)


@needs("person.write")
def reach(work: Work, person: int, *ways: tuple[str, str], prefers: str = "", language: str = "") -> None:
    kept = work.get(Person, person)
    kept.preferred_channel, kept.language = prefers, language
    for kind, value in ways:
        work.add(ContactPoint(person_id=person, kind=kind, value=value, do_not_use=kind == "never"))


@needs("office.settings")
def failing(work: Work, staff: int) -> None:
    tell(work, Telling("never said"), staff=[staff])
    raise Refusal("no")


def found(office: Office, question: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(office.store.path)) as file:
        return file.execute(question, values).fetchall()


@contextmanager
def signed_in(office: Office, id: int, role: str) -> Iterator[None]:
    before, office.who = office.who, Who(id, "Somebody", role)
    yield
    office.who = before


def test_a_deed_that_fails_tells_nobody(office: Office, sample: Sample) -> None:
    with pytest.raises(Refusal):
        office.do(failing, sample.clerk)
    assert found(office, "select count(*) from message") == [(0,)]


@pytest.mark.parametrize(
    ("ways", "prefers", "asked", "channel", "address"),
    [
        ((), "", "", "text", "13800138000"),
        ((("email", "fang@example.com"),), "", "", "email", "fang@example.com"),
        ((("email", "fang@example.com"), ("wechat", "fang66")), "wechat", "", "text", "fang66"),
        ((("email", "fang@example.com"), ("post", "12 Willow Road")), "post", "", "paper", "12 Willow Road"),
        ((("email", "fang@example.com"),), "", "text", "text", "13800138000"),
        ((("email", "fang@example.com"),), "", "paper", "paper", ""),
        ((), "email", "email", "text", "13800138000"),
    ],
)
def test_each_person_is_told_by_the_channel_that_reaches_them(
    office: Office, sample: Sample, ways: Any, prefers: str, asked: str, channel: str, address: str
) -> None:
    office.do(reach, sample.owner, *ways, prefers=prefers)
    office.do(told, Telling("Lift", "out", channel=asked), {"people": [sample.owner]})
    row = found(office, "select channel, address, state, name from message")
    assert row == [(channel, address, "waiting", "王芳")]


def test_everybody_gets_their_language_and_staff_of_outside_firms_no_program(
    office: Office, sample: Sample
) -> None:
    @needs("staff.write")
    def firm(work: Work) -> int:
        return work.add(
            Staff(name="Jinling Lifts", vendor=True, email="lifts@example.com", role="technician")
        ).id

    office.do(reach, sample.owner, language="zh_CN")
    vendor = office.do(firm).result
    what = Telling("Lift 2 is out", "Until noon.", ("2号电梯停用", "中午恢复。"), about=("unit", sample.unit))
    office.do(told, what, {"people": [sample.owner, sample.tenant], "staff": [sample.clerk, vendor],
                           "guests": [("Sato", "sato@example.com")]})  # fmt: skip
    rows = found(office, "select name, channel, state, subject, language from message order by id")
    assert rows == [
        ("Li Na", "program", "sent", "Lift 2 is out", "en"),
        ("Jinling Lifts", "email", "waiting", "Lift 2 is out", "en"),
        ("王芳", "text", "waiting", "2号电梯停用", "zh_CN"),
        ("J. Moreau", "text", "waiting", "Lift 2 is out", "en"),
        ("Sato", "email", "waiting", "Lift 2 is out", "en"),
    ]


def test_a_memo_reaches_the_staff_and_their_answer_the_manager_with_read_marks(
    office: Office, sample: Sample
) -> None:
    form = StaffMessageForm(group="everybody", subject="Roster", text="By Friday, please.")
    ids = office.do(messages.write, form).result
    assert len(ids) == 3  # all but the manager
    with signed_in(office, sample.plumber, "technician"):
        assert office.ask(badges.now).unread == 1
        (first,) = office.ask(messages.inbox, Query()).first
        assert (first.by, first.subject, first.state) == ("Zhou Min", "Roster", "new")
        office.do(messages.read, [first.id])
        assert office.ask(badges.now).unread == 0
        card = office.ask(messages.card, first.id)
        assert card.answerable and card.read is not None
        assert card.by_id is not None
        office.do(messages.write, StaffMessageForm((card.by_id,), subject="Re: Roster", text="Fine."))
        with pytest.raises(Missing):  # of others one reads nothing
            office.ask(messages.card, next(id for id in ids if id != first.id))
    marks = {row.name: row.state for row in office.ask(messages.sent, Query()).first}
    assert marks == {"Gao Jun": "read", "Li Na": "new", "He Yan": "new"}
    (answer,) = office.ask(messages.inbox, Query()).first
    assert (answer.by, answer.subject) == ("Gao Jun", "Re: Roster")
    office.do(messages.unread, [answer.id])
    with pytest.raises(Missing):
        office.do(messages.read, [ids[0]])


def test_the_inbox_shows_unread_first_and_is_searched_in_both_scripts(office: Office, sample: Sample) -> None:
    for subject in ("Keys", "钥匙在前台", "Lamp 100%"):
        office.do(told, Telling(subject), {"staff": [sample.manager]})
    newest = office.ask(messages.inbox, Query()).ids[0]
    office.do(messages.read, [newest])
    assert [row.subject for row in office.ask(messages.inbox, Query()).first] == [
        "钥匙在前台",
        "Keys",
        "Lamp 100%",
    ]
    for typed, subjects in (("钥匙", ["钥匙在前台"]), ("KEY", ["Keys"]), ("100%", ["Lamp 100%"]), ("_", [])):
        assert [row.subject for row in office.ask(messages.inbox, Query(typed)).first] == subjects
    for state, count in (("new", 2), ("read", 1)):
        assert len(office.ask(messages.inbox, Query(where={"state": (state,)}))) == count


def test_a_message_to_a_person_needs_the_right_and_a_message_to_nobody_is_refused(
    office: Office, sample: Sample
) -> None:
    with pytest.raises(Invalid):
        office.do(messages.write, StaffMessageForm(subject="Nobody"))
    with signed_in(office, sample.plumber, "technician"), pytest.raises(NotAllowed):
        office.do(messages.write_to_person, PersonMessageForm((sample.owner,), subject="x", text="y"))
    about = PersonMessageForm((sample.owner,), "text", None, "Keys", "Ready.", "unit", sample.unit)
    (id,) = office.do(messages.write_to_person, about).result
    card = office.ask(messages.card, id)
    assert (card.about_table, card.about, card.channel) == ("unit", "3-1202", "text")


def test_the_outbox_is_worked_by_hand(office: Office, sample: Sample) -> None:
    office.do(reach, sample.second_owner, ("email", "novak@example.com"))
    office.do(told, Telling("Lift", "out"), {"people": [sample.owner, sample.second_owner]})
    text, mail = sorted(office.ask(outbox.page, Query()).ids)
    rows = {row.id: (row.channel, row.state, row.why) for row in office.ask(outbox.rows, [text, mail])}
    assert rows == {
        text: ("text", "waiting", "Copy the text and pass it on."), mail: ("email", "waiting", outbox.NO_SERVER),
    }  # fmt: skip
    office.do(outbox.hold, [mail])
    office.do(settings.put, **{"mail.server": "localhost"})
    assert office.do(outbox.take).result is None
    office.do(outbox.again, [mail])
    taken = office.do(outbox.take).result
    assert taken is not None and taken.id == mail
    for case in (outbox.hold, outbox.again, outbox.passed_on):
        with pytest.raises(Refusal, match="being sent"):
            office.do(case, [mail])
    office.do(outbox.passed_on, [text])
    with pytest.raises(Refusal, match="sent already"):
        office.do(outbox.passed_on, [text])
    standing = office.ask(outbox.standing)
    assert (standing.mails, standing.by_hand, standing.failed) == (1, 0, 0)
    here = Query(where={"state": ("waiting", "sending", "failed", "held")})
    assert list(office.ask(outbox.page, here).ids) == [mail]
    slips = office.ask(outbox.slips, [mail, text]).slips
    assert [(slip.name, slip.subject, slip.by) for slip in slips] == [
        ("A. Novak", "Lift", "Zhou Min"), ("王芳", "Lift", "Zhou Min"),
    ]  # fmt: skip


def test_a_message_taken_back_is_not_sent(office: Office, sample: Sample) -> None:
    office.do(settings.put, **{"mail.server": "localhost"})
    done = office.do(told, Telling("Sorry"), {"guests": [("Sato", "sato@example.com")]})
    assert done.deed is not None
    office.undo(done.deed)
    assert office.do(outbox.take).result is None and len(office.ask(outbox.page, Query())) == 0


def test_what_was_read_or_sent_is_not_taken_back_in_silence(office: Office, sample: Sample) -> None:
    office.do(settings.put, **{"mail.server": "localhost"})
    to = {"staff": [sample.manager, sample.clerk], "guests": [("Sato", "sato@example.com")]}
    done = office.do(told, Telling("Lift", "out"), to)
    office.do(messages.read, [done.result[0]])
    mail = office.do(outbox.take).result
    office.do(outbox.settle, mail, outbox.Outcome(outbox.SENT))
    assert done.deed is not None
    office.undo(done.deed)
    # The clerk had not read it: for them it is simply gone.
    assert found(office, "select name, channel, subject from message where archived is null order by id") == [
        ("Zhou Min", "program", "Taken back: Lift"), ("Sato", "email", "Taken back: Lift"),
    ]  # fmt: skip


def plans(office: Office, *before: str) -> list[str]:
    """How the database finds the inbox: unread, then read."""
    said: list[tuple[str, Any]] = []
    listening.listen(
        office.store.readers, "before_cursor_execute", lambda *args: said.append((args[2], args[3]))
    )
    office.ask(messages.inbox, Query())
    asked = [each for each in said if "ORDER BY message.made DESC" in each[0]]
    assert len(asked) == 2
    explain = "explain" if office.store.readers.dialect.name == "postgresql" else "explain query plan"
    with office.store.readers.connect() as connection:
        for each in before:
            connection.exec_driver_sql(each)
        return [
            "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {sql}", values))
            for sql, values in asked
        ]


def test_the_inbox_is_read_from_its_index_alone_and_sorts_nothing(office: Office, sample: Sample) -> None:
    for plan in plans(office):
        assert "USING COVERING INDEX ix_message_inbox" in plan and "TEMP B-TREE" not in plan


def test_postgresql_reads_the_inbox_from_its_index_too(postgres_url: str) -> None:
    server = found_office(postgres_url, OfficeForm(name="Willow Court", manager="Zhou Min"))
    try:
        for plan in plans(server, "set enable_seqscan = off", "set enable_bitmapscan = off"):
            assert "ix_message_inbox" in plan and "Sort" not in plan
    finally:
        server.close()
