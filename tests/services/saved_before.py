"""Loaded by the process that desks are forked from: one save, after which everything a save needs is there."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office
from tests.services.saving import save

with TemporaryDirectory() as folder:
    office = found_office(
        str(Path(folder) / "office.fmcrm"), OfficeForm(name="Willow Court", zone="Asia/Shanghai")
    )
    office.do(save, "000000000")
    office.close()
