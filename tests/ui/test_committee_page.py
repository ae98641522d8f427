"""The committee's page in real windows: every section draws, forms follow from each other, rights are held."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import actions, committee, complaints, notices, suggestions, work_orders
from fmcrm_desktop.services.committee import OpinionForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.tabs.committee import CommitteeTab
from fmcrm_desktop.ui.tabs.complaints.register import RegisterTab
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from tests.services.meeting import attended, body, decided, meeting


@pytest.fixture
def gone(qt_office):
    ways = []
    qt_office.going.connect(ways.append)
    return ways


@pytest.fixture
def section(show, qtbot):
    """A section of the page, with a record shown or a form begun."""

    def at(name, id=None, new=None):
        tab = show(CommitteeTab)
        tab.open(Link("committee", id=id, new=new, section=name))
        part = tab.section(name)
        qtbot.waitUntil(
            lambda: (part.detail.form if new is not None else part.detail.page) is not None or id is None
        )
        return part

    return at


def dialog(qtbot, tab):
    """The short form that is open."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(FormDialog)))
    return next(one for one in tab.findChildren(FormDialog) if one.isVisible()).page


def chips(part):
    return [chip.text() for chip in part.detail.findChildren(ChipLabel) if chip.isVisible()]


def test_an_opinion_becomes_a_complaint_with_its_words(section, show, qtbot, office, sample, press, gone):
    of = body(office, (sample.owner,))
    id = office.do(
        committee.add_opinion, OpinionForm("Too dark", of, sample.owner, due_day=date(2026, 11, 1))
    ).result
    part = section("opinions", id)
    qtbot.waitUntil(lambda: "Answer overdue" in chips(part))
    press(part, complaints.register)
    register = show(RegisterTab)
    register.open(gone[-1])
    qtbot.waitUntil(lambda: register.detail.form is not None)
    slots = register.detail.form.form.slots
    assert (
        slots["own_words"].editor.value() == "Too dark" and slots["person_id"].editor.raw()[0] == sample.owner
    )
    register.detail.form.save()
    qtbot.waitUntil(lambda: office.ask(committee.opinion_rows, [id])[0].complaint == "C-2611-001")


def test_a_meeting_shows_quorum_items_votes_and_takes_minutes(section, qtbot, office, sample, press):
    id = meeting(office, body(office, (sample.owner, sample.second_owner)))
    attended(office, id)
    item = office.ask(committee.meeting_card, id).items[0].id
    office.do(committee.decide, id, replace(office.ask(committee.draft_decision, id, item)))
    decided(office, id, {sample.owner: "yes"})
    part = section("meetings", id)
    qtbot.waitUntil(lambda: "Quorum reached" in chips(part))
    assert {"To be carried out", "Not passed", "Present"} <= set(chips(part))
    press(part, committee.write_minutes)
    page = dialog(qtbot, part)
    page.form.slots["minutes"].editor.set("Three offers")
    page.save()
    qtbot.waitUntil(lambda: office.ask(committee.meeting_card, id).items[0].minutes == "Three offers")


def test_planned_works_are_shared_from_the_page_of_the_body(
    section, show, qtbot, office, sample, press, gone
):
    of = body(office, (sample.owner,))
    starts = datetime(2026, 12, 1, 1, tzinfo=UTC)
    office.do(notices.add, notices.NoticeForm("works", title="Painting", starts=starts))
    part = section("bodies", of)
    qtbot.waitUntil(lambda: "Not shared" in chips(part))
    press(part, committee.pass_on)
    passing = section("passing", new=gone[-1].new)
    qtbot.waitUntil(lambda: passing.detail.form is not None)
    passing.detail.form.save()
    qtbot.waitUntil(lambda: office.ask(committee.planned)[0].shared_day == date(2026, 11, 20))


@pytest.mark.parametrize(
    "name", ["opinions", "meetings", "decisions", "bodies", "passing", "disputes", "duties"]
)
def test_every_section_is_closed_to_a_reader_in_its_buttons(section, qtbot, qt_office, office, name):
    office.who = Who(1, "Somebody", "reader")
    part = section(name)
    qtbot.waitUntil(lambda: part.quiet)
    buttons = [one for one in part.findChildren(Button) if getattr(one, "case", None) is not None]
    writing = [one for one in buttons if one.case.right == "complaint.write"]
    assert writing and not any(one.isEnabled() for one in writing)


def test_a_dispute_gets_a_talk_and_duties_their_ready_text(section, qtbot, office, sample, press):
    form = office.ask(committee.draft_dispute, {"person": sample.owner})
    id = office.do(committee.add_dispute, replace(form, matter="Noise")).result
    part = section("disputes", id)
    press(part, committee.talk)
    page = dialog(qtbot, part)
    page.form.slots["who"].editor.set("Both sides")
    page.form.slots["agreed"].editor.set("Quiet after nine")
    page.save()
    qtbot.waitUntil(lambda: len(office.ask(committee.dispute_card, id).talks) == 1)
    duties = section("duties")
    duties._ready()
    qtbot.waitUntil(lambda: {row.side for row in office.ask(committee.duty_rows, [1, 12])} == {"yes", "no"})


def test_the_page_of_a_person_tells_the_post(show, qtbot, office, sample):
    body(office, (sample.owner,))
    tab = show(OwnersTab)
    tab.open(Link("owners", id=sample.owner))
    said = "Willow committee: Chair since 1 Jan 2025"
    qtbot.waitUntil(lambda: any(chip.text() == said for chip in tab.findChildren(ChipLabel)))


def test_a_suggestion_of_the_committee_needs_no_name(office):
    form = office.ask(suggestions.draft, {"own_words": "Benches", "channel": "committee"})
    id = office.do(suggestions.add, form).result
    assert office.ask(suggestions.rows, [id])[0].channel == "committee"


def test_what_follows_from_a_decision_begins_in_the_words_of_the_screen(
    section, qtbot, qt_office, office, sample, press, gone
):
    qt_office.words = Words("zh_CN", "Asia/Shanghai", places.resources() / "locale")
    id = meeting(office, body(office, (sample.owner, sample.second_owner)))
    attended(office, id)
    of = decided(office, id, {sample.owner: "yes", sample.second_owner: "yes"}, other_text="维修电梯")
    part = section("decisions", of)
    for case in (work_orders.enter, actions.add):
        press(part, case)
    order, action = gone[-2:]
    assert order.new["summary"] == "维修电梯" and order.new["decision_id"] == of
    assert action.new["text"] == "维修电梯"
