"""The counter, the post room, boards, handbooks and texts to groups in real windows, by key and by button."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import (
    complaints,
    counter,
    group_messages,
    handbooks,
    notices,
    post_room,
    posting_places,
    postings,
)
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.handbooks import EditionForm
from fmcrm_desktop.services.notices import NoticeForm
from fmcrm_desktop.services.post_room import PostForm
from fmcrm_desktop.services.posting_places import PlaceForm
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.post_here import PostHere
from fmcrm_desktop.ui.tabs.channels import ChannelsTab
from fmcrm_desktop.ui.tabs.channels.post import _days as days
from fmcrm_desktop.ui.tabs.complaints import ComplaintsTab
from fmcrm_desktop.ui.tabs.notices import NoticesTab
from fmcrm_desktop.ui.tabs.quality.points import PointsSection
from tests.conftest import NOW

DAY = date(2026, 11, 20)


@pytest.fixture
def gone(qt_office):
    ways = []
    qt_office.going.connect(ways.append)
    return ways


@pytest.fixture
def section(show, qtbot):
    """A section of the page of channels, with a record shown where one is named."""

    def at(name, id=None, new=None, of=ChannelsTab):
        tab = show(of)
        tab.open(Link(of.name, id=id, new=new, section=name))
        part = tab.section(name)
        if new is not None:
            qtbot.waitUntil(lambda: part.detail.form is not None)
        elif id is not None:
            qtbot.waitUntil(lambda: part.detail.page is not None)
        return part

    return at


def dialog(qtbot, tab):
    """The short form that is open."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(FormDialog)))
    return next(one for one in tab.findChildren(FormDialog) if one.isVisible()).page


def states(office):
    return [row.state for row in office.ask(counter.page, Query()).first]


def test_a_visit_is_three_keys(section, qtbot, office):
    part = section("counter")
    window = part.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for key, after in ((Qt.Key.Key_F6, "waiting"), (Qt.Key.Key_F7, "serving"), (Qt.Key.Key_F9, "served")):
        qtbot.waitUntil(lambda: part.id == 0 or part.detail.page is not None)
        qtbot.keyClick(window, key)
        qtbot.waitUntil(lambda after=after: states(office) == [after])
    qtbot.keyClick(window, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: states(office) == ["waiting", "served"])
    qtbot.waitUntil(lambda: [one.text()[:5] for one in part.queue.here.findChildren(Button)] == ["No. 2"])
    second = office.ask(counter.queue)[0].id
    qtbot.waitUntil(lambda: part.id == second and part.detail.page is not None)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: states(office) == ["went", "served"])


def test_a_visitor_becomes_a_complaint_with_what_was_said(section, qtbot, office, sample, gone):
    form = counter.VisitForm(person_id=sample.owner, topic="The lift again")
    part = section("counter", office.do(counter.add, form).result)
    (button,) = [one for one in part.detail.page.findChildren(Button) if one.text() == "Complaint"]
    button.click()
    start = {"person_id": sample.owner, "own_words": "The lift again", "channel": "counter"}
    assert (gone[-1].tab, dict(gone[-1].new)) == ("complaints", start)


def test_several_parcels_are_given_out_at_once(section, qtbot, office, sample, gone):
    ids = [
        office.do(post_room.add, PostForm(person_id=person, carrier="SF")).result
        for person in (sample.owner, sample.tenant)
    ]
    part = section("post", ids[0])
    part.hand_over(ids)
    page = dialog(qtbot, part)
    page.form.slots["handed_to"].editor.set("The neighbour")
    page.save()
    qtbot.waitUntil(lambda: all(row.handed_to for row in office.ask(post_room.rows, ids)))
    assert {row.handed_to for row in office.ask(post_room.rows, ids)} == {"The neighbour"}
    (receipt,) = [one for one in part.detail.page.findChildren(Button) if one.case is post_room.receipt]
    receipt.click()
    assert gone[-1].new["wanted"].given == (("post-receipt", (ids[0],)),)


def test_post_is_entered_and_answered(section, qtbot, office, sample, press):
    part = section("post", new={"person": sample.owner, "channel": "fax", "text": "When?"})
    part.detail.form.save()
    qtbot.waitUntil(lambda: part.detail.form is None and part.detail.page is not None)
    press(part.detail.page, post_room.reply)
    page = dialog(qtbot, part)
    page.form.slots["answer"].editor.set("In March")
    page.save()
    qtbot.waitUntil(lambda: office.ask(post_room.rows, [part.id])[0].state == "answered")
    (row,) = office.ask(post_room.rows, [part.id])
    assert (row.channel, row.text, row.answer) == ("fax", "When?", "In March")


def test_a_notice_is_posted_and_comes_down(section, qtbot, office, sample, press, gone):
    place = office.do(posting_places.add, PlaceForm(building_id=sample.building, place="Lobby")).result
    form = NoticeForm(
        title="Water off", starts=NOW, until=NOW + timedelta(hours=2), buildings=(sample.building,)
    )
    notice = office.do(notices.add, form).result
    part = section("notices", notice, of=NoticesTab)
    press(part.detail.page, postings.add)
    assert (gone[-1].section, dict(gone[-1].new)) == ("postings", {"notice_id": notice})
    press(part.detail.page, postings.poster)
    assert gone[-1].new["wanted"].given == (("notice-poster", (notice,)),)
    posting = section("postings", new={"notice_id": notice}, of=NoticesTab)
    assert posting.detail.form.form.slots["places"].editor.value() == (place,)
    posting.detail.form.save()
    qtbot.waitUntil(lambda: posting.detail.form is None and posting.detail.page is not None)
    press(posting.detail.page, postings.take_down)
    qtbot.waitUntil(lambda: office.ask(postings.rows, [posting.id])[0].state == "down")


def test_the_handbook_goes_to_many_and_who_lacks_it_is_called(section, qtbot, office, sample, gone):
    office.do(handbooks.add, EditionForm("Handbook", edition="2026", day=DAY))
    part = section("holders", sample.owner)
    part.issue([sample.owner, sample.second_owner])
    dialog(qtbot, part).save()
    has = Query(where={"state": ("current",)})
    qtbot.waitUntil(
        lambda: set(office.ask(handbooks.holders, has).ids) == {sample.owner, sample.second_owner}
    )
    part.call_list([sample.owner])
    assert (gone[-1].tab, gone[-1].section, gone[-1].new["people"]) == ("calls", "lists", (sample.owner,))


def test_a_text_to_a_group_is_kept_and_copied(section, qtbot, office, sample):
    part = section("groups", new={})
    slots = part.detail.form.form.slots
    slots["text"].editor.set("Water off at noon")
    slots["buildings"].editor.set((sample.second_building,))
    part.detail.form.save()
    qtbot.waitUntil(lambda: part.detail.form is None and part.detail.page is not None)
    (copy,) = [one for one in part.detail.page.findChildren(Button) if one.text() == "Copy"]
    copy.click()
    assert QApplication.clipboard().text() == "Water off at noon"
    assert office.ask(group_messages.rows, [part.id])[0].count == 2


def test_a_figure_of_the_map_opens_its_records(show, qtbot, office, sample, gone):
    office.do(post_room.add, PostForm(person_id=sample.owner, channel="fax"))
    tab = show(PointsSection)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    ways = {}
    for button in tab.detail.page.findChildren(LinkButton):
        button.click()
        ways[gone[-1].tab, gone[-1].where.get("channel")] = gone[-1]
    found = office.ask(post_room.page, Query(where=ways["channels", ("fax",)].where))
    assert len(found.ids) == 1
    tab.print_page()
    assert gone[-1].new == {"report": "contact-points"}


def test_what_came_by_email_stands_on_the_complaint_it_belongs_to(show, qtbot, office, sample, gone):
    id = office.do(
        complaints.register, ComplaintForm(subject="Lift", own_words="It stopped", person_id=sample.owner)
    ).result
    tab = show(ComplaintsTab)
    tab.open(Link("complaints", id))
    qtbot.waitUntil(lambda: bool(tab.findChildren(PostHere)))
    card = tab.findChildren(PostHere)[-1]
    assert not card.isVisible()
    text = "Dear office, <b>again</b> & {{x}}\n电梯又停了"
    form = PostForm(channel="email", person_id=sample.owner, subject="周日电梯", text=text, complaint_id=id)
    mail = office.do(post_room.add, form).result
    office.do(post_room.add, PostForm(channel="letter", subject="of another", name="A"))
    tab.office.changed.emit({"post_item": {mail}})
    qtbot.waitUntil(card.isVisible)
    said = [each.text() for each in card.findChildren(QLabel)]
    assert text in said and "of another" not in " ".join(said)
    links = card.findChildren(LinkButton)
    assert [each.text() for each in links] == ["Email 周日电梯"]
    links[0].click()
    assert gone == [Link("channels", mail, section="post")]
    assert [row.subject for row in office.ask(post_room.of_matter, "complaint", id)] == ["周日电梯"]
    assert office.ask(post_room.of_matter, "work_order", id) == []


def test_an_email_is_not_given_out_and_one_day_is_no_days(section, office, sample):
    mail = office.do(post_room.add, PostForm(channel="email", subject="A", name="B")).result
    page = section("post", mail).detail.page
    assert "Give out" not in {each.text() for each in page.findChildren(Button)}
    form = PostForm(person_id=sample.owner, carrier="SF", moment=NOW - timedelta(days=1))
    parcel = office.do(post_room.add, form).result
    part = section("post", parcel)
    assert "Give out" in {each.text() for each in part.detail.page.findChildren(Button)}
    [row] = office.ask(post_room.rows, [parcel])
    assert (row.days, days(row, part.words)) == (1, "1 day")
    assert days(replace(row, days=2), part.words) == "2 days"


def test_who_was_forgotten_since_yesterday_waits_a_day_and_not_thousands_of_minutes(section, office, qtbot):
    form = counter.VisitForm(name="Zhang Fang", arrived=NOW - timedelta(days=1, hours=12, minutes=58))
    part = section("counter", office.do(counter.add, form).result)
    qtbot.waitUntil(lambda: bool(part.queue.here.findChildren(Button)))
    said = [*part.detail.page.findChildren(QLabel), *part.queue.here.findChildren(Button)]
    assert sum("1 d 12 h" in each.text() for each in said) == 2
    assert not [each.text() for each in said if "2,218" in each.text()]
