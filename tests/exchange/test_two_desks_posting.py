"""Two desks on one server work the same outbox off at the same time: nothing goes out twice, nothing stays."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from fmcrm_desktop.exchange import posting
from fmcrm_desktop.exchange.mail import Line
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import messages, outbox, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.messages import Telling, tell
from fmcrm_desktop.services.office import UPKEEP, Office
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.mail_server import PostBox, serving

MAILS, DESKS = 40, 3


@needs("note.write")
def write(work: Work, count: int) -> None:
    tell(work, Telling("Lift", "out"), guests=[(f"P{n}", f"p{n}@example.com") for n in range(count)])


def test_nothing_goes_out_twice(postgres_url: str) -> None:
    first = found_office(postgres_url, OfficeForm(name="Willow Court", zone="Asia/Shanghai"))
    desks = [first, *(open_office(postgres_url) for _ in range(DESKS - 1))]
    box, begin = PostBox(), threading.Barrier(DESKS)

    def work_off(desk: Office) -> int:
        begin.wait()
        return posting.work_off(Office(desk.store, UPKEEP), Line()).sent

    try:
        with serving(box) as running:
            first.do(settings.put, **running.settings())
            first.do(write, MAILS)
            with ThreadPoolExecutor(DESKS) as threads:
                sent = list(threads.map(work_off, desks))
        assert sum(sent) == MAILS and sum(map(bool, sent)) > 1, sent
        assert sorted(to for one in box.got for to in one.to) == sorted(
            f"p{n}@example.com" for n in range(MAILS)
        )
        assert len(set(box.ids())) == MAILS
        # The lists ask the server what they ask a file.
        found = first.ask(outbox.page, Query("p1@example", {"state": ("sent",), "channel": ("email",)}))
        assert [row.name for row in found.first] == ["P1"]
        assert first.ask(outbox.standing).mails == 0 and len(first.ask(messages.sent, Query("lift"))) == MAILS
        first.do(messages.write, messages.StaffMessageForm((first.who.staff_id or 0,), subject="Keys 100%"))
        (row,) = first.ask(messages.inbox, Query("100% keys", {"state": ("new",)})).first
        assert row.by == first.who.name and first.ask(messages.unread_count) == 1
        assert first.ask(messages.card, row.id).answerable is False
    finally:
        for desk in desks:
            desk.close()


def test_what_a_dead_desk_had_is_sent_by_another_when_its_time_is_over(postgres_url: str) -> None:
    first = found_office(postgres_url, OfficeForm(name="Willow Court", zone="Asia/Shanghai"))
    second = open_office(postgres_url)
    first.store.clock = second.store.clock = lambda: NOW
    box = PostBox()
    try:
        with serving(box) as running:
            first.do(settings.put, **running.settings())
            first.do(write, 1)
            taken = Office(first.store, UPKEEP).do(outbox.take).result
            assert taken is not None
            other = Office(second.store, UPKEEP)
            assert other.do(outbox.reclaim).result == 0  # it may be under way
            assert posting.work_off(other, Line()).sent == 0
            second.store.clock = lambda: NOW + timedelta(minutes=11)
            assert posting.work_off(other, Line()).sent == 1
        assert box.ids() == [taken.message_id]
    finally:
        first.close()
        second.close()
