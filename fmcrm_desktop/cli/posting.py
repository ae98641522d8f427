"""outbox: what waits to go out of the office, and sending it."""

from __future__ import annotations

import argparse

from fmcrm_desktop.cli.opened import opened
from fmcrm_desktop.cli.talk import REFUSED, Talk
from fmcrm_desktop.model.message import CHANNELS, STATES
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import outbox
from fmcrm_desktop.services.office import UPKEEP, Office
from fmcrm_desktop.services.outbox import OutboxRow

HERE = ("waiting", "sending", "failed", "held")


def outbox_of(arguments: argparse.Namespace, talk: Talk) -> int:
    if arguments.send:
        return _send(arguments, talk)
    with opened(arguments, talk) as office:
        page = office.ask(outbox.page, Query(where={"state": HERE}))
        rows = office.ask(outbox.rows, list(page.ids[: arguments.limit]))
        standing = office.ask(outbox.standing)
    talk.say(
        {"server": standing.server, "waiting": standing.mails, "by_hand": standing.by_hand,
         "failed": standing.failed, "messages": rows},
        *(_line(row, talk) for row in rows),
    )  # fmt: skip
    return 0


def _send(arguments: argparse.Namespace, talk: Talk) -> int:
    """Send what is due; 1 when the server takes nothing."""
    from fmcrm_desktop.exchange import posting
    from fmcrm_desktop.exchange.mail import Line

    with opened(arguments, talk, writing=True) as signed_in:
        office = Office(signed_in.store, UPKEEP)
        office.do(outbox.reclaim)
        posted = posting.work_off(office, Line())
        standing = signed_in.ask(outbox.standing)
    talk.say(
        {"sent": posted.sent, "put_off": posted.put_off, "failed": posted.failed, "waiting": standing.mails},
        talk.words(
            N_("{sent} sent, {put_off} put off, {failed} given up; {waiting} wait."),
            sent=posted.sent, put_off=posted.put_off, failed=posted.failed, waiting=standing.mails,
        ),
    )  # fmt: skip
    if not standing.server and standing.mails:
        talk.complain(talk.words(N_("No mail server is set.")))
        return REFUSED
    if posted.trouble is not None:
        talk.complain(said(posted.trouble.why, talk))
        return REFUSED
    return 0


def said(why: str, talk: Talk) -> str:
    """A reason: the first line is a marked sentence, what follows are the server's own words."""
    sentence, _, words = why.partition("\n")
    return " ".join(part for part in (talk.words(sentence), words) if part)


def _line(row: OutboxRow, talk: Talk) -> str:
    parts = (
        talk.words(CHANNELS[row.channel]),
        talk.words(STATES[row.state]),
        row.name,
        row.address,
        row.subject,
    )
    return "  ".join(part for part in (talk.words.moment(row.made), *parts, said(row.why, talk)) if part)
