"""A page that is made narrow and wide again: what Qt throws away meanwhile, Python must not go on knowing."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import Annotated

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLayoutItem, QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop import places
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.tones import GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import owners
from fmcrm_desktop.services.owners.forms import ContactLine, NewPersonForm
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import Button, WholeLink
from fmcrm_desktop.ui.kit.card import Card, Figure, FigureCard
from fmcrm_desktop.ui.kit.chips import ChipLabel, chip_width
from fmcrm_desktop.ui.kit.flow import Flow, inside
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.qt_office import QtOffice
from tests.ui import judging


def known_items() -> int:
    """How many items of layouts Python knows."""
    return sum(isinstance(one, QLayoutItem) and not hasattr(one, "parent") for one in gc.get_objects())


def test_figures_that_stand_anew_leave_nothing_behind(qtbot: QtBot, qt_office: QtOffice) -> None:
    page = Page(qt_office)
    qtbot.addWidget(page)
    before = known_items()
    page.figures(*(Figure(N_("Open"), str(at)) for at in range(4)))
    page.resize(900, 400)
    page.show()
    for width in (300, 900, 300):
        page.resize(width, 400)
        QApplication.processEvents()
    assert known_items() == before


def test_a_chip_leaves_the_values_of_its_card_their_place(qtbot: QtBot, qt_office: QtOffice) -> None:
    card = Card(qt_office, N_("Customer value"))
    qtbot.addWidget(card)
    card.put(N_("Tier"), ChipLabel("A", GREY))
    value = label("53.5 · ¥12,345.67", wrap=True)
    card.put(N_("Score"), value)
    card.resize(284, 200)
    card.show()
    QApplication.processEvents()
    assert value.width() > 100, "the column is as wide as the card allows, not as the chip"


def test_a_label_stands_beside_the_first_line_of_what_it_names(qtbot: QtBot, qt_office: QtOffice) -> None:
    """A text that may wrap hints at several lines, though where its place is wide it has one."""
    card = Card(qt_office, N_("Clocks"))
    qtbot.addWidget(card)
    chip, said = ChipLabel("Kept", GREY), label("24 h, due 2 Dec 18:00, in the office's hours", wrap=True)
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(chip)
    line.addWidget(said, 1)
    card.put(N_("Answer"), row)
    card.resize(600, 200)
    card.show()
    QApplication.processEvents()
    [name] = [each for each in card.findChildren(QLabel) if each.text() == "Answer"]
    top = name.mapTo(card, QPoint(0, name.contentsMargins().top())).y()
    assert abs(top - said.mapTo(card, QPoint()).y()) <= 3, "the label hangs below its line"


def test_a_row_that_breaks(qtbot: QtBot) -> None:
    flow = Flow(10)
    qtbot.addWidget(flow)
    for width in (80, 90, 60):
        widget = QFrame()
        widget.setFixedSize(width, 20)
        flow.add(widget)
    first, second, third = inside(flow)
    flow.resize(190, 100)
    flow.show()
    places = [(each.x(), each.y()) for each in (first, second, third)]
    assert places == [(0, 0), (90, 0), (0, 30)]
    assert flow.heightForWidth(1000) == 20
    assert flow.heightForWidth(190) == 50
    assert flow.heightForWidth(50) == 80, "one a line, each as narrow as the row"
    second.hide()
    QApplication.processEvents()
    assert (third.x(), third.y()) == (90, 0), "what is hidden takes no room"
    flow.clear()
    assert flow.heightForWidth(190) == 0


def test_a_height_is_found_out_once_a_turn_and_again_when_something_in_it_grew(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow, asked = Flow(10), []
    place = Flow.place
    monkeypatch.setattr(
        Flow, "place", lambda self, width, really: (asked.append(width), place(self, width, really))[1]
    )
    qtbot.addWidget(flow)
    widget = QFrame()
    widget.setFixedSize(80, 20)
    flow.add(widget)
    flow.resize(190, 100)
    flow.show()
    QApplication.processEvents()
    asked.clear()
    assert [flow.heightForWidth(width) for width in (190, 120, 190, 120)] == [20] * 4
    assert asked == [190, 120]
    widget.setFixedSize(80, 35)
    QApplication.processEvents()
    assert flow.heightForWidth(190) == 35
    away = Flow(10)
    qtbot.addWidget(away)
    away.add(held := QFrame())
    held.setFixedSize(80, 20)
    QApplication.processEvents()
    assert away.heightForWidth(190) == 20
    held.setFixedSize(80, 35)
    qtbot.waitUntil(
        lambda: away.heightForWidth(190) == 35
    )  # Qt tells nobody what grows unseen; the turn ends


def test_a_text_without_a_place_asks_for_no_height(qtbot: QtBot, look: None) -> None:
    made = label("There is no backup yet. One is made when the office is closed after a change.", wrap=True)
    qtbot.addWidget(made)
    assert made.minimumHeight() == 0
    made.resize(120, 20)
    made.show()
    assert made.minimumHeight() == made.heightForWidth(120) > 20


@dataclass
class Memo:
    text: Annotated[str, Field(N_("Note"))] = ""


def lines(shown: QLabel, width: int) -> list[str]:
    """The text that a label was given for showing, as Qt breaks it."""
    text = QLabel.text(shown)
    laid, breaking = QTextLayout(text, shown.font()), QTextOption()
    breaking.setWrapMode(QTextOption.WrapMode.WordWrap)
    laid.setTextOption(breaking)
    laid.beginLayout()
    found = []
    while (line := laid.createLine()).isValid():
        line.setLineWidth(width)
        found.append(text[line.textStart() : line.textStart() + line.textLength()].replace("\u200b", ""))
    laid.endLayout()
    return found


CHINESE = "立即抬头问好，报上自己的姓名，并以姓氏称呼客户；用通俗的话说做什么、为什么、多久、多少钱（含材料），并确认"


@pytest.mark.parametrize("width", range(90, 300, 7))
def test_no_line_of_chinese_begins_with_its_comma(qtbot: QtBot, look: None, width: int) -> None:
    shown = label(CHINESE, wrap=True)
    qtbot.addWidget(shown)
    broken = lines(shown, width)
    assert len(broken) > 1 and "".join(broken) == CHINESE
    assert [line for line in broken if line[0] in "，。；、）" or line[-1] == "（"] == []


@pytest.mark.parametrize(
    "word", ["Donaudampfschifffahrtsgesellschaft", "见https://example.org/a/very/long/way/to/it吧"]
)
def test_a_word_longer_than_its_line_is_broken(qtbot: QtBot, look: None, word: str) -> None:
    shown = label(word, wrap=True)
    qtbot.addWidget(shown)
    broken = lines(shown, 90)
    assert "".join(broken) == word
    assert all(shown.fontMetrics().horizontalAdvance(line) <= 90 for line in broken)


def test_a_name_is_broken_behind_its_hyphen_and_whole_where_there_is_room(qtbot: QtBot, look: None) -> None:
    shown = label("Lisa Maximiliane-Friederike Schwarzenberger (1)", wrap=True)
    qtbot.addWidget(shown)
    narrow = shown.fontMetrics().horizontalAdvance("Schwarzenberger ")
    shown.resize(narrow, 100)
    shown.show()
    broken = lines(shown, narrow)
    assert len(broken) > 2 and all(line[-1] in " -)" for line in broken), broken
    shown.resize(400, 100)
    assert lines(shown, 400) == ["Lisa Maximiliane-Friederike Schwarzenberger (1)"]
    shown.resize(60, 100)
    assert all(shown.fontMetrics().horizontalAdvance(line.rstrip()) <= 60 for line in lines(shown, 60))


def test_a_dialog_is_as_high_as_its_note_asks(qtbot: QtBot, qt_office: QtOffice) -> None:
    note = (
        "W-2611-033 · and behind the bath the plaster has come off down to the skirting board in two rooms "
        * 5
    )
    over = QWidget()
    qtbot.addWidget(over)
    dialog = FormDialog(qt_office, FormSetup(N_("Note"), Memo(), lambda _work, _form: None, note=note), over)
    dialog.show()
    qtbot.waitExposed(dialog)
    qtbot.waitUntil(lambda: dialog.page.scroll_area.verticalScrollBar().maximum() == 0)


def test_a_dialog_grows_for_the_sentences_of_its_faults(qtbot: QtBot, qt_office: QtOffice) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    dialog = FormDialog(qt_office, FormSetup(N_("Note"), Memo(), lambda _work, _form: None), over)
    dialog.show()
    qtbot.waitExposed(dialog)
    high, bar = dialog.height(), dialog.page.scroll_area.verticalScrollBar()
    dialog.page._refused(Invalid(**dict.fromkeys(dialog.page.form.slots, N_("Fill this in."))))
    qtbot.waitUntil(lambda: dialog.height() > high and bar.maximum() == 0)


def test_the_apostrophe_of_a_latin_word_is_narrow_on_a_chinese_screen(qtbot: QtBot, look: None) -> None:
    """The bundled face's own is as wide as a Chinese character, which its quotation marks are to be."""
    said = "The owners’ committee’s hall 业委会‘活动室’"
    wide = label(said)
    theme.apply(QApplication.instance(), False, places.resources(), latin=False)
    for kind in (label(said), label(said, wrap=True), Elided(said)):
        qtbot.addWidget(kind)
        assert QLabel.text(kind) == "The owners’ committee's hall 业委会‘活动室’"
    theme.apply(QApplication.instance(), False, places.resources())
    assert wide.text() == label(said).text() == said


def test_a_save_that_takes_long_says_that_it_is_under_way(qtbot, qt_office):
    page = FormPage(qt_office, FormSetup(N_("Note"), Memo(), lambda _work, _form: None))
    qtbot.addWidget(page)

    def told() -> bool:
        return any("being saved" in said.text() for said in page.findChildren(QLabel))

    page._hold(True)
    qtbot.waitUntil(told)
    page._hold(False)
    assert not told()


def test_a_chip_with_a_sentence_for_a_name_keeps_within_its_page(qtbot: QtBot, qt_office: QtOffice) -> None:
    page = Page(qt_office)
    qtbot.addWidget(page)
    said = "Bereitschaftsdienst der Wohnungseigentümergemeinschaft " * 4
    page.chips((said, GREY))
    [chip] = page.findChildren(ChipLabel)
    assert page.minimumSizeHint().width() < 400 < chip_width(said)
    assert chip.text() == chip.toolTip() == said


def test_the_heading_of_a_narrow_card_breaks_and_leaves_its_button_whole(
    qtbot: QtBot, qt_office: QtOffice
) -> None:
    card = Card(qt_office, N_("Household and helpers"))
    button = Button("How it comes about")
    card.tool(button)
    qtbot.addWidget(card)
    [title] = card.findChildren(QLabel)
    card.show()
    word = title.fontMetrics().horizontalAdvance("Household")
    card.setFixedWidth(button.sizeHint().width() + word + 60)
    flags = int(Qt.TextFlag.TextWordWrap) if title.wordWrap() else 0
    shown = title.fontMetrics().boundingRect(QRect(0, 0, title.width(), 900), flags, title.text())
    qtbot.waitUntil(lambda: title.width() > 0)
    assert button.width() >= button.sizeHint().width()
    assert (shown.width(), shown.height()) <= (title.width(), title.height())


def test_titles_of_figures_are_whole_and_their_rows_even(qtbot: QtBot, qt_office: QtOffice) -> None:
    page = Page(qt_office)
    qtbot.addWidget(page)
    titles = (N_("Spent"), N_("People who answered"), N_("Prospects"), N_("Won"), N_("Cost per won customer"))
    page.figures(*(Figure(title, "1") for title in titles))
    page.resize(657, 400)
    page.show()
    for width, rows in ((657, 2), (1200, 1)):
        page.resize(width, 400)
        QApplication.processEvents()
        cards = page.findChildren(FigureCard)
        for title in page.findChildren(Elided):
            assert title.fontMetrics().horizontalAdvance(title.text()) <= title.width(), title.text()
        assert len({card.y() for card in cards}) == rows
        assert max(card.width() for card in cards) - min(card.width() for card in cards) <= 1


@pytest.mark.parametrize("wide", [60, 110, 150, 400])
@pytest.mark.parametrize(
    "said", ["+86 (0755) 8888 1234 ext. 5678", "13800138000138001380", "a.very.long.name@of-some.example"]
)
def test_a_telephone_number_is_never_cut(qtbot: QtBot, qt_office: QtOffice, said: str, wide: int) -> None:
    """It has the lines it needs, and all of them are in sight."""
    card = Card(qt_office, N_("Telephone"))
    qtbot.addWidget(card)
    link, beside = WholeLink(said, lambda: None), Button("", picture="phone")
    card.put(N_("Mobile"), side_by_side(link, beside))
    card.setFixedWidth(wide + 170)
    card.show()
    for _ in range(3):
        QApplication.processEvents()
    assert link.visibleRegion().boundingRect() == link.rect()
    metrics = link.fontMetrics()
    lines = -(-metrics.horizontalAdvance(said) // link.width())
    assert link.height() >= lines * metrics.height()
    assert link.height() < 2 * metrics.height() or link.width() < metrics.horizontalAdvance(said)


def test_a_long_link_has_its_whole_height_when_it_is_first_seen(qtbot: QtBot, qt_office: QtOffice) -> None:
    """Not one line of it first, and the rest with the next painting."""
    seen: list[bool] = []

    class Watched(WholeLink):
        def paintEvent(self, event: QPaintEvent) -> None:
            lines = -(-self.fontMetrics().horizontalAdvance(self.accessibleName()) // self.width())
            seen.append(self.height() >= lines * self.fontMetrics().height())
            super().paintEvent(event)

    page = Page(qt_office)
    qtbot.addWidget(page)
    page.card(N_("People")).put(
        N_("Owner"), Watched("Maximiliana Josephine von und zu Hohenlohe " * 3, lambda: None)
    )
    page.done().resize(700, 500)
    page.show()
    qtbot.waitUntil(lambda: len(seen) > 0)
    assert all(seen)


def test_columns_stand_below_each_other_where_one_had_too_little_room(
    qtbot: QtBot, qt_office: QtOffice
) -> None:
    page = Page(qt_office)
    qtbot.addWidget(page)
    left, right = page.columns(5, 3)
    left.card(N_("Open"))
    right.card(N_("Customer value")).tool(Button("How it comes about"))
    page.resize(900, 400)
    page.show()
    for width, beside in ((900, True), (640, False), (900, True), (500, False)):
        page.resize(width, 400)
        QApplication.processEvents()
        assert (right.x() > left.x()) == beside, width
        assert right.width() >= right.minimumSizeHint().width()


def test_the_fields_of_a_line_stand_in_rows_where_they_would_be_cut(
    qtbot: QtBot, qt_office: QtOffice
) -> None:
    page = FormPage(
        qt_office, FormSetup(N_("New person"), NewPersonForm(contacts=(ContactLine(),)), owners.add)
    )
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    editor = page.form.slots["contacts"].editor
    [line] = editor._lines
    tops = {}
    for width in (900, 640, 430, 900):
        page.resize(width, 700)
        qtbot.waitUntil(lambda: all("has grown" in said for said in judging.cut(editor)))
        value = line.editors["value"]
        assert value.width() > 120, "a number is read while it is typed"
        tops[width] = {each.mapTo(editor, each.rect().topLeft()).y() for each in line.editors.values()}
        titles = [one.text() for one in editor.findChildren(QLabel) if one.isVisible() and one.text()]
        assert titles == ["Kind", "Number or address", "Used for", "When, whose"], width
    assert len(tops[900]) <= 2 < len(tops[430]), "ticks are less high"
    ticks = [line.editors[name] for name in ("preferred", "do_not_use")]
    assert len({tick.mapTo(editor, tick.rect().topLeft()).y() for tick in ticks}) == 1
