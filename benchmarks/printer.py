"""Prints the month's report again and again until it is killed: what runs beside somebody's typing."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fmcrm_desktop import jobs
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services.office import UPKEEP
from fmcrm_desktop.services.opening import open_office

if __name__ == "__main__":
    jobs.give_way()  # as every job of the program
    office = open_office(sys.argv[1], read_only=True)
    office.who = UPKEEP
    with tempfile.TemporaryDirectory() as folder:
        while True:
            making.write(office, "month-pack", Options(month=Month(2026, 10)), Path(folder) / "month.pdf")
