"""The same imports on PostgreSQL: counts, second imports and undo as in the file."""

from pathlib import Path

import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of
from fmcrm_desktop.services import imports
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office

FILES = Path(__file__).parents[1] / "fixtures" / "imports"
NAMES = {"rooms.utf16be.txt": 4, "fees.csv": 2, "complaints.csv": 4, "violations.csv": 3}


@pytest.fixture
def server_office(postgres_url):
    office = found_office(
        postgres_url, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
    )
    yield office
    office.close()


def test_files_are_taken_once_and_can_be_taken_back(server_office):
    def bring(name):
        choice = Choice(FILES / name)
        file = ImportFile.open(choice, kind_of(choice), None, "America/New_York")
        return server_office.do(imports.run, file.source())

    deeds = {}
    for name, rows in NAMES.items():
        done = bring(name)
        deeds[name] = done.deed
        assert (done.result.read, done.result.added) == (rows, rows)
    assert [
        (bring(name).result.added, bring(name).result.same) for name in ("complaints.csv", "violations.csv")
    ] == [
        (0, 4),
        (0, 3),
    ]
    server_office.undo(deeds["violations.csv"])
    assert bring("violations.csv").result.added == 3
