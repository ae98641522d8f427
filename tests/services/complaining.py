"""What the tests of complaints share: a complaint, the office's clock, plain sqlite3."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.sample import Sample


def moment(*parts: int) -> datetime:
    """A moment on the office's clock, eight hours before UTC, by hand."""
    return datetime(*parts, tzinfo=UTC) - timedelta(hours=8)  # type: ignore[misc,arg-type]


def at(office: Office, *parts: int) -> None:
    """Set the office's clock."""
    now = moment(*parts)
    office.store.clock = lambda: now


def kept(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql, values).fetchall()


def rude_guard(sample: Sample) -> ComplaintForm:
    return ComplaintForm(
        own_words="The night guard shouted at my mother.\nHe let her wait in the rain.",
        subject="Night guard was rude at the gate", person_id=sample.owner, unit_id=sample.unit, gap="respect",
        gaps=("response",), criteria=("courtesy", "access"), needs=("friendliness",), expected="Greeted and let in",
        delivered="Asked to wait 15 minutes", severity=4, responsible_id=sample.manager, concerned_id=sample.plumber,
    )  # fmt: skip


@needs("call.write")
def log_call(work: Work, person: int, unit: int) -> int:
    call = Call(
        started=work.now, person_id=person, unit_id=unit, topic="Guard rude", notes="He shouted at me"
    )
    return work.add(call).id
