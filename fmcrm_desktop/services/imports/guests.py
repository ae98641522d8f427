"""Those invited, as a calendar names them: by name and address, with their answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from fmcrm_desktop.model.event import ANSWERS, EventGuest
from fmcrm_desktop.services.imports.sink import Sink

_GUEST = re.compile(r"(?P<name>[^<]*)<(?P<email>[^>]*)>\s*(?:\((?P<answer>\w+)\))?")
LONGEST = 200


class Guest(NamedTuple):
    name: str
    email: str
    answer: str = ""


def read_guests(said: str) -> list[Guest]:
    """A line each: Name <address> (answer). Each address once, the last said of it."""
    found: dict[str, Guest] = {}
    for line in said.splitlines():
        parts = _GUEST.fullmatch(line.strip())
        if parts is None:
            name, email, answer = line.strip(), "", ""
        else:
            name, email, answer = parts["name"].strip(), parts["email"].strip(), parts["answer"] or ""
        if name or email:
            guest = Guest(name[:LONGEST], email[:LONGEST], answer if answer in ANSWERS else "")
            found[(email or name).lower()] = guest
    return list(found.values())


class Guests:
    """Keeps who is invited to what."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    def add(self, event: int, guests: Sequence[Guest]) -> None:
        self.sink.add(EventGuest, [{"event_id": event, **each._asdict()} for each in guests])

    def change(self, event: int, guests: Sequence[Guest]) -> bool:
        """Only what differs is untied and tied, so that the change log tells what happened. True where anything
        does."""
        work = self.sink.work
        ties = work.records(select(EventGuest).where(EventGuest.event_id == event)) if event > 0 else ()
        kept = {Guest(tie.name, tie.email, tie.answer): tie for tie in ties}
        fresh = [each for each in guests if each not in kept]
        gone = [tie for guest, tie in kept.items() if guest not in guests]
        if not self.sink.dry:
            for tie in gone:
                work.remove(tie)
        self.add(event, fresh)
        return bool(fresh or gone)
