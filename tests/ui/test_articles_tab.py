"""The Knowledge tab and what it says to an order, in real windows and by the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.places import resources
from fmcrm_desktop.services import articles, work_orders
from fmcrm_desktop.services.articles import ArticleForm
from fmcrm_desktop.services.work_orders import AssignForm, DoneForm, OrderForm
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.tabs.articles import ArticlesTab
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab
from fmcrm_desktop.ui.tabs.work_orders.helped import Helped
from fmcrm_desktop.ui.tabs.work_orders.knowledge_card import KnowledgeCard


@pytest.fixture
def article(office):
    form = ArticleForm(title="Clear the trap", text="Open, clean, flush", symptoms="Water stands")
    return office.do(articles.add, form).result


@pytest.fixture
def opened(show, qtbot):
    def at(kind, id):
        tab = show(kind)
        tab.show_id(id)
        qtbot.waitUntil(lambda: tab.detail.page is not None)
        return tab

    return at


@pytest.fixture
def gone(qt_office):
    ways = []
    qt_office.going.connect(ways.append)
    return ways


def finished(office):
    id = office.do(work_orders.enter, OrderForm(summary="Trap blocked", own_words="The basin is full")).result
    office.do(work_orders.assign, id, AssignForm(1))
    office.do(work_orders.done, id, DoneForm(cause="Hair", fix="Trap cleared"))
    return id


def key(qtbot, widget, key=Qt.Key.Key_Space):
    """Press a key on a widget that has the focus."""
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    qtbot.keyClick(widget, key)


def named(inside, name):
    """The button that is called so, where it is to be seen."""
    found = [one for one in inside.findChildren(Button) if one.accessibleName() == name and one.isVisible()]
    return found[0] if found else None


def ready(qtbot, inside, name):
    qtbot.waitUntil(lambda: named(inside, name) is not None)
    return named(inside, name)


def test_an_article_is_written_with_the_keyboard(show, qtbot, office):
    tab = show(ArticlesTab)
    key(qtbot, ready(qtbot, tab, "New article"))
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    slots = tab.detail.form.form.slots
    line = slots["title"].editor.line
    qtbot.waitUntil(line.isVisible)
    line.setFocus()
    qtbot.keyClicks(line, "Clear the trap")
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert slots["text"].editor.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClicks(QApplication.focusWidget(), "Open, clean")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.detail.form is None and tab.detail.page is not None and tab.id)
    card = office.ask(articles.card, tab.id)
    assert (card.title, card.text) == ("Clear the trap", "Open, clean")


@pytest.mark.parametrize("language, order", [("en", 1), ("zh_CN", -1)])
def test_a_title_of_two_languages_is_told_in_the_readers(opened, qtbot, qt_office, office, language, order):
    qt_office.words = Words(language, "Asia/Shanghai", resources() / "locale")
    id = office.do(articles.add, ArticleForm("tip", "疏通存水弯", "Clear the trap", text="Open")).result
    shown, other = ("Clear the trap", "疏通存水弯")[::order]
    tab = opened(ArticlesTab, id)
    qtbot.waitUntil(lambda: shown in said(tab.detail.page) and other in said(tab.detail.page))
    heading = [text for text in said(tab.detail.page) if text in (shown, other)]
    assert heading[0] == shown
    listed = tab.list.table.model()
    qtbot.waitUntil(lambda: listed.index(0, 0).data() == shown)


def said(page):
    return [one.text() for one in page.findChildren(QLabel)]


def test_stars_are_given_with_the_keyboard_and_shown(opened, qtbot, office, article):
    tab = opened(ArticlesTab, article)
    key(qtbot, ready(qtbot, tab, "4 of 5 stars"))
    qtbot.waitUntil(lambda: office.ask(articles.card, article).mine == 4)
    qtbot.waitUntil(lambda: ready(qtbot, tab, "4 of 5 stars").property("on") == "true")
    assert ready(qtbot, tab, "3 of 5 stars").property("on") is None


def test_a_comment_is_kept_and_read(opened, qtbot, office, article, press):
    tab = opened(ArticlesTab, article)
    press(tab.detail.page, articles.comment)
    qtbot.waitUntil(lambda: bool(tab.findChildren(FormDialog)))
    page = tab.findChildren(FormDialog)[-1].page
    page.form.slots["text"].editor.set("Mind the gasket")
    page.save()
    qtbot.waitUntil(
        lambda: [each.text for each in office.ask(articles.card, article).comments] == ["Mind the gasket"]
    )


def test_a_finished_order_is_written_down_by_one_key(opened, qtbot, office, gone):
    id = finished(office)
    tab = opened(WorkOrdersTab, id)
    key(qtbot, ready(qtbot, tab, "Make a tip of it"))
    qtbot.waitUntil(lambda: bool(gone))
    made = office.ask(articles.card, gone[0].id)
    assert (gone[0].tab, made.title, made.symptoms, made.text, made.order_id) == (
        "articles", "Trap blocked", "The basin is full", "Trap cleared", id,
    )  # fmt: skip


def test_work_that_is_open_is_not_written_down(opened, qtbot, office):
    id = office.do(work_orders.enter, OrderForm(summary="Trap blocked")).result
    tab = opened(WorkOrdersTab, id)
    ready(qtbot, tab, "Decline")
    assert named(tab, "Make a tip of it") is None


def test_an_order_says_what_fits_and_is_told_whether_it_helped(opened, qtbot, office, article, gone):
    id = office.do(work_orders.enter, OrderForm(summary="Trap blocked")).result
    tab = opened(WorkOrdersTab, id)
    qtbot.waitUntil(lambda: bool(tab.detail.page.findChildren(KnowledgeCard)))
    card = tab.detail.page.findChildren(KnowledgeCard)[0]
    key(qtbot, ready(qtbot, card, "Clear the trap"))
    assert gone == [Link("articles", article)]
    key(qtbot, ready(qtbot, card, "Used"))
    key(qtbot, ready(qtbot, card, "It did not help"))
    qtbot.waitUntil(lambda: [each.helped for each in office.ask(articles.card, article).used] == [False])
    key(qtbot, ready(qtbot, card, "It helped"))
    qtbot.waitUntil(lambda: [each.helped for each in office.ask(articles.card, article).used] == [True])
    key(qtbot, ready(qtbot, card, "Not used: Clear the trap"))
    qtbot.waitUntil(lambda: office.ask(articles.card, article).used == ())


def test_the_order_searches_the_knowledge_base(opened, qtbot, office, article):
    id = office.do(work_orders.enter, OrderForm(summary="Door squeaks")).result
    tab = opened(WorkOrdersTab, id)
    card = tab.detail.page.findChildren(KnowledgeCard)[0]
    qtbot.waitUntil(lambda: card._nothing.text() == "Nothing fits this order yet.")
    qtbot.keyClicks(card.field, "flush")
    ready(qtbot, card, "Clear the trap")


def test_the_entry_form_shows_articles_while_typing(show, qtbot, article, gone):
    tab = show(WorkOrdersTab)
    tab.open(Link("work_orders", new={}))
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    helped = tab.detail.form.findChildren(Helped)[0]
    assert not helped.isVisible()
    line = tab.detail.form.form.slots["summary"].editor.line
    line.setFocus()
    qtbot.keyClicks(line, "trap smells")
    qtbot.waitUntil(lambda: bool(helped.findChildren(LinkButton)))
    key(qtbot, helped.findChildren(LinkButton)[0])
    assert gone == [Link("articles", article)]


def test_the_job_aid_goes_to_the_papers(opened, qtbot, article, gone):
    tab = opened(ArticlesTab, article)
    key(qtbot, ready(qtbot, tab, "Job aid"))
    (way,) = gone
    assert (way.tab, way.new["wanted"].given) == ("reports", ((article,),))
