"""The Quality tab on the screen: a count opens its complaints, a cause becomes a plan, a plan is measured again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from fmcrm_desktop import places
from fmcrm_desktop.model.complaint import Complaint, ComplaintAspect
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import complaints, gaps
from fmcrm_desktop.services.gaps.board import PERSONAL
from fmcrm_desktop.services.gaps.contact_points import KINDS
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice, name_of
from fmcrm_desktop.ui.tabs.quality import QualityTab
from fmcrm_desktop.ui.tabs.quality.board import GapSection
from fmcrm_desktop.ui.tabs.quality.plans import PlansSection
from fmcrm_desktop.ui.window import MainWindow
from tests.conftest import NOW
from tests.sample import Sample
from tests.ui.at_work import desk_of, settle

Show = Callable[[type[Tab]], Tab]


@pytest.fixture
def respect(office: Office, sample: Sample) -> None:
    """Three complaints of want of respect in one building, within a month."""
    with office.store.writing(office.who, "test") as work:
        for day in range(3):
            work.add(
                Complaint(
                    number=f"Z-{day}", received=NOW - timedelta(days=day), subject="The gate", gap="respect",
                    severity=5, building_id=sample.building,
                )
            )  # fmt: skip


def settled(qtbot: QtBot, office: QtOffice) -> None:
    qtbot.waitUntil(lambda: office.quiet)


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def words_of(tab: Tab) -> str:
    page = tab.detail.page
    assert page is not None
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


@pytest.mark.usefixtures("respect")
def test_a_count_opens_its_complaints(qtbot: QtBot, show: Show, qt_office: QtOffice, sample: Sample) -> None:
    tab = show(GapSection)
    assert isinstance(tab, GapSection)
    settled(qtbot, qt_office)
    gone: list[Link] = []
    qt_office.going.connect(gone.append)
    cells = [each for each in tab.findChildren(LinkButton) if each.accessibleName().endswith("Respect: 3")]
    assert len(cells) == 1, [each.accessibleName() for each in tab.findChildren(LinkButton)]
    assert "·" not in [each.text() for each in tab.findChildren(QLabel)]  # nought is a figure, not a sign
    cells[0].setFocus()
    qtbot.keyClick(cells[0], Qt.Key.Key_Space)
    assert (gone[0].tab, gone[0].where["gap"]) == ("complaints", ("respect",))
    assert len(office_ids(qt_office, gone[0])) == 3
    choose(tab.by, "month")
    settled(qtbot, qt_office)
    assert "2026-11" in words_of(tab)
    choose(tab.building, sample.second_building)
    qtbot.waitUntil(lambda: "No complaint was received" in words_of(tab))


@pytest.mark.usefixtures("respect")
def test_the_switch_counts_further_gaps_and_opens_them(qtbot: QtBot, show: Show, qt_office: QtOffice) -> None:
    with qt_office.office.store.writing(qt_office.office.who, "test") as work:
        first = work.value(text("select min(id) from complaint"))
        work.add(ComplaintAspect(complaint_id=first, kind="gap", value="response"))
    tab = show(GapSection)
    assert isinstance(tab, GapSection)
    settled(qtbot, qt_office)

    def cells(said: str) -> list[LinkButton]:
        return [each for each in tab.findChildren(LinkButton) if each.accessibleName().endswith(said)]

    assert not cells("Response: 1")
    choose(tab.further, True)
    qtbot.waitUntil(lambda: len(cells("Response: 1")) == 1)
    assert "once in the last column" in words_of(tab)
    gone: list[Link] = []
    qt_office.going.connect(gone.append)
    cells("Response: 1")[0].click()
    assert office_ids(qt_office, gone[0]) == [first]


@pytest.mark.usefixtures("respect")
def test_the_board_says_how_the_gaps_showed_and_opens_them(
    qtbot: QtBot, show: Show, qt_office: QtOffice
) -> None:
    with qt_office.office.store.writing(qt_office.office.who, "test") as work:
        first = work.value(text("select min(id) from complaint where number like 'Z-%'"))
        for sign in ("tone", "late"):
            work.add(ComplaintAspect(complaint_id=first, kind="lack", value=sign))
    tab = show(GapSection)
    assert isinstance(tab, GapSection)
    settled(qtbot, qt_office)
    choose(tab.by, "lack")
    qtbot.waitUntil(lambda: "Wrong tone" in words_of(tab))
    assert "Came too late" in words_of(tab) and "Complaints: 3." in words_of(tab)
    gone: list[Link] = []
    qt_office.going.connect(gone.append)
    (cell,) = [
        each for each in tab.findChildren(LinkButton) if each.accessibleName() == "Wrong tone Respect: 1"
    ]
    cell.click()
    assert office_ids(qt_office, gone[0]) == [first]


def office_ids(office: QtOffice, link: Link) -> list[int]:
    return list(office.office.ask(complaints.page, Query(where=dict(link.where))).ids)


@pytest.mark.usefixtures("respect")
def test_a_cause_becomes_a_plan_and_is_measured_again(qtbot: QtBot, show: Show, qt_office: QtOffice) -> None:
    tab = show(GapSection)
    settled(qtbot, qt_office)
    gone: list[Link] = []
    qt_office.going.connect(gone.append)
    made = [each for each in tab.findChildren(Button) if each.case is gaps.add and each.isVisible()]
    made[0].click()
    plans = show(PlansSection)
    plans.open(gone[0])
    form = plans.detail.form
    assert form is not None
    form.form.slots["text"].set("Greeting at the gate, twice a week")
    with qtbot.waitSignal(form.saved):
        form.save()
    settled(qtbot, qt_office)
    (row,) = qt_office.office.ask(gaps.rows, [plans.id])
    assert (row.gap, row.before, row.result) == ("respect", 3, "open")
    qt_office.office.store.clock = lambda: NOW + timedelta(days=90)
    again = [each for each in plans.findChildren(Button) if each.case is gaps.measure and each.isVisible()]
    with qtbot.waitSignal(qt_office.said) as told:
        again[0].click()
    assert told.args[0] == "Measured again"
    settled(qtbot, qt_office)
    (row,) = qt_office.office.ask(gaps.rows, [plans.id])
    assert (row.after, row.result) == (0, "better")


def test_an_office_without_complaints_says_so(qtbot: QtBot, empty_office: Office, look: None) -> None:
    office = QtOffice(empty_office, Words("en", "Asia/Shanghai", places.resources() / "locale"))
    tab = QualityTab(office)
    qtbot.addWidget(tab)
    tab.show()
    tab.open(Link("quality", section="gaps"))
    tab.shown()
    qtbot.waitUntil(lambda: office.quiet)
    assert "No complaint was received" in words_of(tab.parts["gaps"])
    tab.open(Link("quality", section="points"))
    qtbot.waitUntil(lambda: office.quiet)
    assert words_of(tab.parts["points"]).count("Nothing came in.") == len(KINDS)
    office.close()


def test_only_the_manager_is_offered_the_staff(qtbot: QtBot, show: Show, qt_office: QtOffice) -> None:
    tab = show(GapSection)
    assert isinstance(tab, GapSection)
    offered = [tab.by.itemData(at) for at in range(tab.by.count())]
    assert ("concerned" in offered) == qt_office.office.who.may(PERSONAL)


def test_a_link_asks_for_the_section_it_means_alone(
    open_at: Callable[[object], MainWindow], qtbot: QtBot, office: Office
) -> None:
    """Not for the one it was left at: the measures of a year took ten times what the board itself takes."""
    window = open_at(office.store.address)
    desk = desk_of(window)
    settle(window, qtbot)
    asked: list[str] = []
    assert window.office is not None
    real = window.office._start
    window.office._start = lambda pool, it: (asked.append(name_of(it.case)), real(pool, it))  # type: ignore
    desk.go(Link("quality", section="points"))
    settle(window, qtbot)
    tab = desk.present
    assert isinstance(tab, QualityTab)
    assert (list(tab.parts), tab.section_shown) == (["points"], "points")
    assert "contact_points.contact_points" in asked and not [each for each in asked if "showing." in each]
    desk.go(Link("quality", section="measures"))
    settle(window, qtbot)
    assert tab.section_shown == "measures" and [each for each in asked if "showing." in each]
