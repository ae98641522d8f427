"""Working the outbox off: take, hand in, note; one mail after the other until none is due or the server is away."""

from __future__ import annotations

from dataclasses import dataclass

from fmcrm_desktop.exchange.mail import LIMITS, Limits, Line, deliver
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import office_settings, outbox
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.outbox import LATER, NEVER, SENT, Mail, Outcome
from fmcrm_desktop.store import keys

NOTES = 20
"""How often the note of a mail is tried; each waits for the file itself."""


@dataclass(frozen=True)
class Posted:
    """What one round did; ``trouble`` is the outcome of a server that took nothing."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    trouble: Outcome | None = None


def work_off(office: Office, line: Line, limits: Limits = LIMITS) -> Posted:
    """Send what is due. ``office`` is the office itself (UPKEEP): whoever is signed in, mails go out."""
    count = {SENT: 0, LATER: 0, NEVER: 0}
    trouble: Outcome | None = None
    server = office.ask(office_settings.mail_server)
    password = keys.password(server.account) if server is not None and server.user else None
    while server is not None and trouble is None and not line.over:
        mail = office.do(outbox.take).result
        if mail is None:
            break
        outcome = deliver(mail, server, password, limits, line)
        if line.gone:
            break
        _note(office, mail, outcome)
        count[outcome.how] += 1
        trouble = outcome if outcome.server else None
    return Posted(count[SENT], count[LATER], count[NEVER], trouble)


def _note(office: Office, mail: Mail, outcome: Outcome) -> None:
    """Keep what became of a mail, and do not be put off by somebody who holds the file: what the server has said yes
    to and nobody noted would be sent once more."""
    for more in range(NOTES, 0, -1):
        try:
            office.do(outbox.settle, mail, outcome)
            return
        except Refusal:
            if more == 1:
                raise
