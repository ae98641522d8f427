"""Every place of the window, in both languages: opened once, and looked at for all that must be true everywhere."""

from __future__ import annotations

import pytest

from fmcrm_desktop.model.words import LANGUAGES
from tests.safety.demo_office import found_demo
from tests.ui import judging
from tests.ui.walking import settle, walk


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_can_be_read_named_and_reached(qtbot, qapp, tidied, office_path, language):
    """Names for screen readers, whole texts, Tab through everything in reading order, and a focus that is seen."""
    seen = judging.Seen()
    looks = {
        "without a name": judging.nameless,
        "cut": judging.cut,
        "over each other": judging.overlaps,
        "astray for Tab": judging.astray,
        "keys wanted twice": judging.twice,
        "focus unseen": seen.unseen,
    }
    places, found = 0, []
    for place, tab in walk(qapp, office_path, language):
        places += 1
        found += [f"{place}: {what}: {said}" for what, look in looks.items() for said in look(tab)]
    assert places > 150
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_of_every_place_can_be_read_named_and_reached(qtbot, qapp, tidied, tmp_path, language):
    """The same with a record open beside its list, which has less room then."""
    path = tmp_path / "office.fmcrm"
    found_demo(path).close()
    seen, records, found = judging.Seen(), 0, []
    looks = {
        "without a name": judging.nameless,
        "cut": judging.cut,
        "wider than its place": judging.wide,
        "over each other": judging.overlaps,
        "astray for Tab": judging.astray,
        "keys wanted twice": judging.twice,
        "focus unseen": seen.unseen,
    }
    for place, tab in walk(qapp, path, language):
        if tab.list is None or not tab.list.model.ids or place.endswith("+"):
            continue
        tab.list.select(int(tab.list.model.ids[0]))
        settle(tab.window(), tab)
        records += 1
        found += [f"{place}: {what}: {said}" for what, look in looks.items() for said in look(tab)]
    assert records > 40
    assert not found, "\n".join(found)
