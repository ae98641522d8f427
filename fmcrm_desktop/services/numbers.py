"""Numbers of matters: W-2611-041 and C-2611-041, given inside the saving transaction."""

from __future__ import annotations

from datetime import datetime

from fmcrm_desktop.services import settings
from fmcrm_desktop.store import numbers
from fmcrm_desktop.store.work import Work

SERIES = {
    "order": "W", "complaint": "C", "letter": "L", "agreement": "A", "bill": "R", "commendation": "M",
    "suggestion": "S", "proposal": "P", "document": "D", "lead": "N", "meeting": "CM", "decision": "CD",
    "opinion": "CO", "dispute": "CX", "post": "PO",
}  # fmt: skip


def next(work: Work, subject: str, moment: datetime | None = None) -> str:
    """The next number for an "order" or a "complaint" of the month in which ``moment`` falls by the office's clock."""
    return take(work, subject, moment or work.now, 1)[0]


def take(work: Work, subject: str, moment: datetime, count: int, apart: bool = False) -> list[str]:
    """``count`` numbers of one month in a row; ``apart`` from the deed, for imports, which nobody is to wait for."""
    local = moment.astimezone(work.zone)
    yy, mm = f"{local.year % 100:02d}", f"{local.month:02d}"
    first = (numbers.take_apart if apart else numbers.take)(work, SERIES[subject], yy + mm, count)
    pattern = settings.get(work, f"number.{subject}")
    return [pattern.format(yy=yy, mm=mm, n=n) for n in range(first, first + count)]
