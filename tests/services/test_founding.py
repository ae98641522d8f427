"""Where a new office is thought to be before anybody has said it."""

import pytest

from fmcrm_desktop.model.words import CHINESE, ENGLISH
from fmcrm_desktop.services.founding import guessed_zone


@pytest.mark.parametrize(
    ("told", "language", "zone"),
    [
        ("UTC", CHINESE, "Asia/Shanghai"),
        ("Etc/UTC", CHINESE, "Asia/Shanghai"),
        ("Asia/Singapore", CHINESE, "Asia/Singapore"),
        ("UTC", ENGLISH, "UTC"),
        ("Europe/Berlin", ENGLISH, "Europe/Berlin"),
    ],
)
def test_a_machine_that_was_never_told_its_place_is_where_its_language_is(monkeypatch, told, language, zone):
    monkeypatch.setenv("TZ", told)
    assert guessed_zone(language) == zone
