"""A process that has loaded one subject only can write it: the tables it points to are found."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

WRITE = """
import sys
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services import staff
office = open_office(sys.argv[1])
office.do(staff.add, staff.StaffForm(name="Wei Alone", role="clerk"))
office.close()
"""


def test_the_first_deed_of_a_process_finds_every_table(founded: Path, tmp_path: Path) -> None:
    path = tmp_path / "office.fmcrm"
    shutil.copy(founded, path)
    subprocess.run([sys.executable, "-c", WRITE, str(path)], check=True, capture_output=True, timeout=60)
    with sqlite3.connect(path) as connection:
        assert connection.execute("select count(*) from staff where name = 'Wei Alone'").fetchone() == (1,)
