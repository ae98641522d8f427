"""What the start loads: nothing heavy before the first paint, and only what the first list needs."""

from __future__ import annotations

import os
import subprocess
import sys

from fmcrm_desktop import places
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path):
    script = (
        "import sys; from fmcrm_desktop import app; from fmcrm_desktop.ui.doors import Doors\n"
        "from fmcrm_desktop.ui.look import Look; from fmcrm_desktop.ui.window import MainWindow\n"
        "application = app.application(); window = MainWindow(Doors(), Look(application, 'en'))\n"
        "window.show(); application.processEvents()\n"
        "heavy = {'sqlalchemy', 'alembic', 'reportlab', 'pypinyin', 'holidays', 'openpyxl', 'phonenumbers'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=places.resources().parent,
    )
    assert done.stdout.strip() == "[]"


HEAVY = {"alembic", "reportlab", "pypinyin", "holidays", "openpyxl", "phonenumbers", "dateutil", "python_calamine",
         "multiprocessing"}  # fmt: skip
LATER = {"services.papers", "services.voices", "model.committee", "model.target", "model.agreement"}
"""What deeds of the first list need, once they are done."""
START = """
import sys, os
from PySide6.QtCore import QTimer
from fmcrm_desktop.ui import window
class Watched(window.MainWindow):
    def show_desk(self):
        super().show_desk()
        self.look_later()
    def look_later(self):
        tab = self.desk.present
        if tab is None or not self.office.quiet:
            QTimer.singleShot(20, self.look_later)
        else:
            print(tab.name, *sorted(sys.modules), flush=True)
            os._exit(0)
window.MainWindow = Watched
from fmcrm_desktop.cli import main
main(["--office", sys.argv[1]])
"""


def test_only_what_the_first_list_needs_is_loaded_by_the_start(tmp_path):
    office, home = tmp_path / "office.fmcrm", tmp_path / "home"
    found_office(str(office), OfficeForm(name="Start")).close()
    (home / "config").mkdir(parents=True)
    (home / "config" / "window.ini").write_text("[General]\ntab=work_orders\n", encoding="ascii")
    told = subprocess.run(
        [sys.executable, "-c", START, str(office)],
        capture_output=True,
        text=True,
        check=True,
        cwd=places.resources().parent,
        env={**os.environ, "FMCRM_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
    )
    tab, *modules = told.stdout.split()
    assert tab == "work_orders"
    assert HEAVY & set(modules) == set()
    assert {f"fmcrm_desktop.{name}" for name in LATER} & set(modules) == set()
    assert not [module for module in modules if "handbook" in module.removeprefix("fmcrm_desktop.services.")]


ALONE = """
import importlib, os, pkgutil
import sqlalchemy.orm
import fmcrm_desktop.model
for module in pkgutil.iter_modules(fmcrm_desktop.model.__path__, "fmcrm_desktop.model."):
    child = os.fork()
    if child == 0:
        importlib.import_module(module.name)
        sqlalchemy.orm.configure_mappers()
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        print(module.name)
"""


def test_each_table_can_be_used_whatever_else_is_loaded():
    """The first list loads a few of them; those it ties to by name must come along."""
    told = subprocess.run(
        [sys.executable, "-c", ALONE],
        capture_output=True,
        text=True,
        check=True,
        cwd=places.resources().parent,
    )
    assert told.stdout.split() == [], told.stderr
