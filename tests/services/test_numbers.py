"""Numbers: one row for each month, and never the same twice, however many desks ask at once."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from fmcrm_desktop.services import numbers
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work


@needs("complaint.write")
def give(work: Work, subject: str, moment: datetime | None = None) -> str:
    return numbers.next(work, subject, moment)


def test_numbers_count_by_month_of_the_offices_clock(office: Office) -> None:
    assert office.do(give, "complaint").result == "C-2611-001"
    assert office.do(give, "complaint").result == "C-2611-002"
    assert office.do(give, "order").result == "W-2611-001"
    # 16:30 UTC on 30 November is the first of December in Shanghai
    assert office.do(give, "complaint", datetime(2026, 11, 30, 16, 30, tzinfo=UTC)).result == "C-2612-001"
    assert office.do(give, "complaint", datetime(2026, 11, 30, 15, 30, tzinfo=UTC)).result == "C-2611-003"


DESK = """
import sys
from fmcrm_desktop.services import numbers
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store import search

@needs("complaint.write")
def give(work):
    search.refs(work, "wang", "person", 20)  # a deed that reads before it writes
    return numbers.next(work, "complaint")

office = open_office(sys.argv[1])
print("\\n".join(office.do(give).result for _ in range(30)))
office.close()
"""


def test_four_desks_at_once_never_get_the_same_number(office_path: Path) -> None:
    desks = [
        subprocess.Popen([sys.executable, "-c", DESK, str(office_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    given = [number for desk in desks for number in desk.communicate(timeout=60)[0].split()]
    assert [desk.returncode for desk in desks] == [0, 0, 0, 0]
    assert len(given) == len(set(given)) == 120
    assert sorted(int(number.rsplit("-", 1)[1]) for number in given) == list(range(1, 121))
