"""What the tests of papers share: the two languages."""

from __future__ import annotations

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.words import Words


@pytest.fixture(scope="session")
def english() -> Words:
    return Words("en", "Asia/Shanghai")


@pytest.fixture(scope="session")
def chinese() -> Words:
    return Words("zh_CN", "Asia/Shanghai", places.resources() / "locale")
