"""What is seen before an office is open, on a screen of 1366 × 768 at 200 %: nothing is cut off or out of reach."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from fmcrm_desktop import places
from fmcrm_desktop.model.words import LANGUAGES, Words
from fmcrm_desktop.ui.handbook import Handbook
from fmcrm_desktop.ui.look import Look
from fmcrm_desktop.ui.shortcuts import KEYS, shortcuts
from fmcrm_desktop.ui.sign_in_page import SignInPage
from fmcrm_desktop.ui.start_page import StartPage
from tests.ui.judging import CUTS
from tests.ui.walking import inside

SMALL = QSize(683, 384)


def words(language: str) -> Words:
    return Words(language, "Asia/Shanghai", places.resources() / "locale")


def lost(page: QWidget) -> list[str]:
    """Texts that are cut, and buttons of which a part can be seen nowhere: neither at once nor by scrolling down."""
    found = [
        f"{type(one).__name__}: {said}"
        for one in inside(page)
        for kind, look in CUTS
        if isinstance(one, kind) and (said := look(one))
    ]
    for button in [one for one in inside(page) if isinstance(one, QPushButton)]:
        holder = button.parentWidget()
        while holder is not None and not isinstance(holder.parentWidget(), QScrollArea):
            place = QRect(button.mapTo(holder, button.rect().topLeft()), button.size())
            if not holder.rect().contains(place):
                found.append(f"{button.text()} {place} in {holder.rect()}")
            holder = holder.parentWidget()
    areas = [one for one in inside(page) if isinstance(one, QScrollArea)]
    return found + [f"sideways: {one}" for one in areas if one.widget().width() > one.viewport().width()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "fault", ["", "There is no office at /somewhere/far/away.fmcrm. Choose the file, or make one."]
)
def test_every_way_of_the_start_page_can_be_seen(qtbot, look, language, fault):
    page = StartPage(words(language))
    qtbot.addWidget(page)
    page.resize(SMALL)
    page.show()
    if fault:
        page.show_fault(
            fault, [(said, lambda: None) for said in ("Try again", "Choose another office", "Quit")]
        )
    qtbot.waitUntil(lambda: not lost(page), timeout=2_000)
    assert page.size() == SMALL
    area, last = page.findChild(QScrollArea), page.buttons["restore"]
    area.ensureWidgetVisible(last)
    place = QRect(last.mapTo(area.viewport(), last.rect().topLeft()), last.size())
    assert area.viewport().rect().contains(place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_signs_in_on_a_small_screen(qtbot, qt_office, language):
    qt_office.words = words(language)
    page = SignInPage(
        qt_office, "The owners' association of Willow Court and the houses by the river, second phase"
    )
    qtbot.addWidget(page)
    page.resize(SMALL)
    page.show()
    page._ask_new(True)
    qtbot.waitUntil(lambda: not lost(page), timeout=2_000)
    assert page.size() == SMALL


class Screened(QWidget):
    """A window on a screen of the size asked for."""

    def screen(self):
        return self

    def availableSize(self):
        return SMALL


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_stand_below_each_other_where_there_is_no_room_beside(qtbot, look, language):
    parent = Screened()
    qtbot.addWidget(parent)
    shown = shortcuts(words(language), parent)
    shown.show()
    qtbot.waitUntil(lambda: not lost(shown), timeout=2_000)
    assert shown.width() <= SMALL.width() and shown.height() <= SMALL.height()
    assert len([one for one in inside(shown) if one.property("kind") == "key"]) == len(KEYS)


def test_the_handbook_is_no_larger_than_the_screen(qtbot, qapp, look):
    parent = Screened()
    parent.look, parent.desk = Look(qapp), None
    qtbot.addWidget(parent)
    made = Handbook(parent)
    assert made.width() <= SMALL.width() and made.height() <= SMALL.height()
