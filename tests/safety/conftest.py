"""The window for the safety tests, and an office where everything is called by hostile strings."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.services.opening import open_office
from tests.conftest import NOW
from tests.safety import hostile
from tests.safety.hostile import Called
from tests.ui.at_work import open_at, window

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

__all__ = ["open_at", "window"]


@pytest.fixture(scope="session")
def hostile_filled(
    filled: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[Called]]:
    """The sample office with everything in it once for each string; copied, never opened, by the tests."""
    path = tmp_path_factory.mktemp("hostile") / "office.fmcrm"
    shutil.copy(filled[0], path)
    office = open_office(str(path))
    office.store.clock = lambda: NOW
    called = hostile.enter(office)
    office.close()
    return path, called


@pytest.fixture
def hostile_path(hostile_filled: tuple[Path, list[Called]], tmp_path: Path) -> Path:
    return Path(shutil.copy(hostile_filled[0], tmp_path / "office.fmcrm"))


@pytest.fixture
def called(hostile_filled: tuple[Path, list[Called]]) -> list[Called]:
    """What is called by which string."""
    return hostile_filled[1]
