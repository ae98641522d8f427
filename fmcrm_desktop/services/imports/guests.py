"""Those invited, as a calendar names them: by name and address, with their answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from fmcrm_desktop.model.event import ANSWERS, EventGuest, EventStaff
from fmcrm_desktop.model.staff import Staff
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
    """Keeps who is invited to what; whoever has the address of one of the staff is that one."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        columns = select(Staff.email, Staff.id).where(Staff.archived.is_(None), Staff.email != "")
        self._staff = {email.lower(): id for email, id in sink.work.rows(columns)}

    def add(self, event: int, guests: Sequence[Guest]) -> None:
        staff = [id for each in guests if (id := self._staff.get(each.email.lower())) is not None]
        self.sink.add(EventStaff, [{"event_id": event, "staff_id": id} for id in dict.fromkeys(staff)])
        self._invite(event, self._outside(guests))

    def change(self, event: int, guests: Sequence[Guest]) -> bool:
        """Only what differs is untied and tied, so that the change log tells what happened. True where anything
        does. The office's own people stay as the office has them."""
        work, guests = self.sink.work, self._outside(guests)
        ties = work.records(select(EventGuest).where(EventGuest.event_id == event)) if event > 0 else ()
        kept = {Guest(tie.name, tie.email, tie.answer): tie for tie in ties}
        fresh = [each for each in guests if each not in kept]
        gone = [tie for guest, tie in kept.items() if guest not in guests]
        if not self.sink.dry:
            for tie in gone:
                work.remove(tie)
        self._invite(event, fresh)
        return bool(fresh or gone)

    def _outside(self, guests: Sequence[Guest]) -> list[Guest]:
        return [each for each in guests if each.email.lower() not in self._staff]

    def _invite(self, event: int, guests: Sequence[Guest]) -> None:
        self.sink.add(EventGuest, [{"event_id": event, **each._asdict()} for each in guests])
