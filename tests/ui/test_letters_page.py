"""The Letters page in a real window: a template with a field put in, and a mailing from people to files."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from fmcrm_desktop import places
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import letters, own_fields, timeline
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.letters import TemplateForm
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.letter_view import LetterView
from fmcrm_desktop.ui.tabs.letters import LettersTab
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from fmcrm_desktop.ui.template_texts import FieldBar, LivePreview, called
from tests.reports import reading

SLOW = 30_000


@pytest.fixture
def tab(show, qtbot):
    made = show(LettersTab)
    qtbot.waitUntil(lambda: made.detail.page is not None and made.id > 0)
    return made


def view(tab):
    return next(one for one in tab.findChildren(LetterView) if one.isVisible())


def there(tab, case):
    return any(one.case is case and one.isVisible() for one in tab.findChildren(Button))


def named(tab, name):
    return next(one for one in tab.findChildren(QWidget, name) if one.isVisible())


def shown_on(tab):
    return "\n".join(one.text() for one in tab.detail.page.findChildren(QLabel))


def to_preview(tab, qtbot, press):
    qtbot.waitUntil(lambda: there(tab, letters.draft))
    press(tab, letters.draft)
    qtbot.waitUntil(lambda: there(tab, letters.write) and bool(view(tab).text.text()))
    assert view(tab).width() == view(tab).parentWidget().width(), "the letter has the width of its column"


def test_a_template_gets_a_field_and_reads_as_it_is_typed(tab, qtbot, press, office):
    press(tab, letters.change)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    form = tab.detail.form
    form.form.slots["text"].editor.text.setPlainText("Hello ")
    form.form.slots["text"].editor.setFocus()
    form.form.slots["text"].editor.text.moveCursor(
        form.form.slots["text"].editor.text.textCursor().MoveOperation.End
    )
    bar = form.findChild(FieldBar)
    qtbot.waitUntil(lambda: len(bar.menu.actions()) >= 13)
    bar.last = "text"
    bar.insert(next(one for one in office.ask(letters.fields) if one.name == "name"))
    assert form.form.slots["text"].editor.value() == "Hello {{ name }}"
    preview = form.findChild(LivePreview)
    qtbot.waitUntil(lambda: preview.view.text.text() == "Hello A. Novak", timeout=SLOW)
    form.form.slots["text"].editor.text.setPlainText("Hello {{ nmae }}")
    qtbot.waitUntil(lambda: "nmae" in preview.view.fault.text(), timeout=SLOW)
    form.save()
    qtbot.waitUntil(lambda: "nmae" in form.form.slots["text"].fault.text())
    form.form.slots["text"].editor.text.setPlainText("Hello {{ unit }}")
    form.save()
    qtbot.waitUntil(lambda: tab.detail.form is None)
    assert office.ask(letters.form_of, tab.id).text == "Hello {{ unit }}"


def test_a_template_is_read_without_braces_and_written_with_them(tab, qtbot, press, office):
    form = office.ask(letters.form_of, tab.id)
    text = 'Ring {{ office_phone | default("our office") }}, {{ name|upper }}. { {not a field} }'
    chinese = "请致电{{ 物业电话 | default('物业服务中心') }}，{{ 姓名 }}。"
    office.do(letters.change, tab.id, replace(form, text=text, other_text=chinese))
    qtbot.waitUntil(lambda: "Ring" in shown_on(tab))
    assert "Ring [office phone, if empty: our office], [name]. { {not a field} }" in shown_on(tab)
    assert "请致电〔物业电话，若无：物业服务中心〕，〔姓名〕。" in shown_on(tab)
    assert "{{" not in shown_on(tab)
    press(tab, letters.change)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    assert tab.detail.form.form.slots["text"].editor.value() == text


def test_everybody_shown_gets_a_letter_and_one_undo_takes_them_back(
    tab, qtbot, press, office, qt_office, sample
):
    said = []
    qt_office.said.connect(lambda *one: said.append(one))
    press(tab, letters.write)
    qtbot.waitUntil(lambda: named(tab, "everybody").isEnabled())
    assert named(tab, "everybody").text() == "All 4 shown"
    named(tab, "everybody").click()
    to_preview(tab, qtbot, press)
    first = view(tab).where.text()
    view(tab).findChildren(Button)[1].click()
    qtbot.waitUntil(lambda: view(tab).where.text() != first)
    assert "2 of 4" in view(tab).said.text()
    out = next(
        one for one in tab.findChildren(Button) if one.text() == "Leave this person out" and one.isVisible()
    )
    out.click()
    qtbot.waitUntil(lambda: tab.mailing.known.without != frozenset() and there(tab, letters.write))
    press(tab, letters.write)
    qtbot.waitUntil(lambda: tab.mailing.known.written is not None)
    assert len(tab.mailing.known.written.ids) == 3
    text, deed = next(one for one in said if one[1])
    assert "L-2611-001" in text and "L-2611-003" in text
    office.undo(deed)
    assert not [one for one in office.ask(timeline.person, sample.owner) if one.kind == "letter"]


def test_marked_owners_are_handed_over_and_get_files(
    tab, qtbot, press, sample, tmp_path, monkeypatch, qt_office
):
    offers = []
    qt_office.offered.connect(lambda *one: offers.append(one))
    tab.open(Link("letters", new={"people": (sample.owner, sample.company)}))
    qtbot.waitUntil(lambda: there(tab, letters.draft))
    assert tab.detail.isAncestorOf(
        tab.window().focusWidget()
    )  # the next key writes, it looks for no template
    to_preview(tab, qtbot, press)
    press(tab, letters.write)
    qtbot.waitUntil(lambda: there(tab, letters.sheets))
    buttons = [one for one in tab.findChildren(Button) if one.case is letters.sheets and one.isVisible()]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "all"), ""))
    buttons[1].click()
    qtbot.waitUntil(lambda: len(offers) == 1, timeout=SLOW)
    assert len(reading.pages(tmp_path / "all.pdf")) == 2
    folder = tmp_path / "each"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    buttons[2].click()
    qtbot.waitUntil(lambda: len(offers) == 2, timeout=SLOW)
    assert len(list(folder.glob("L-2611-*.pdf"))) == 2


@needs("person.write")
def speak(work, id, language):
    work.get(Person, id).language = language


def test_who_reads_another_language_by_now_is_offered_the_letter_in_it(
    tab, qtbot, press, sample, qt_office, office
):
    tab.open(Link("letters", new={"people": (sample.owner, sample.company)}))
    to_preview(tab, qtbot, press)
    press(tab, letters.write)
    qtbot.waitUntil(lambda: there(tab, letters.sheets) and qt_office.quiet)
    assert not there(tab, letters.rewrite)
    [letter] = office.ask(letters.sheets, tab.mailing.known.written.ids[:1]).letters
    qt_office.do(tab, speak, sample.owner, "en" if letter.language == "zh_CN" else "zh_CN")
    qtbot.waitUntil(lambda: there(tab, letters.rewrite))
    press(tab, letters.rewrite)
    qtbot.waitUntil(lambda: tab.mailing.known.written.ids[0] != letter.id)
    qtbot.waitUntil(lambda: not there(tab, letters.rewrite) and qt_office.quiet)
    [anew] = office.ask(letters.sheets, tab.mailing.known.written.ids[:1]).letters
    assert anew.language != letter.language


def test_labels_are_saved_from_a_place_on_the_sheet(tab, qtbot, sample, tmp_path, monkeypatch, qt_office):
    offers = []
    qt_office.offered.connect(lambda *one: offers.append(one))
    tab.open(Link("letters", new={"labels": (sample.owner, sample.tenant)}))
    qtbot.waitUntil(lambda: there(tab, letters.labels))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "labels.pdf"), ""))
    save = [one for one in tab.findChildren(Button) if one.case is letters.labels and one.isVisible()][1]
    save.click()
    qtbot.waitUntil(lambda: bool(offers), timeout=SLOW)
    assert "J. Moreau" in reading.text(tmp_path / "labels.pdf")


def test_a_text_with_a_wrong_field_stays_where_it_is(tab, qtbot, press, sample):
    tab.open(Link("letters", new={"people": (sample.owner,)}))
    qtbot.waitUntil(lambda: there(tab, letters.draft))
    from fmcrm_desktop.ui.kit.form import Form

    form = next(one for one in tab.findChildren(Form) if one.isVisible())
    form.slots["text"].editor.text.setPlainText("{{ nobody }}")
    press(tab, letters.draft)
    qtbot.waitUntil(lambda: "nobody" in form.slots["text"].fault.text())


def test_an_empty_list_offers_the_first_letters(tab, qtbot, press, office):
    for id in office.ask(letters.page, Query()).ids:
        office.do(letters.archive, id)
    tab.list.reload()
    qtbot.waitUntil(lambda: there(tab, letters.suggest))
    press(tab, letters.suggest)
    qtbot.waitUntil(lambda: len(tab.list.model.ids) == 6)


def test_owners_lead_to_letters_and_labels(show, qtbot, press, qt_office):
    went = []
    qt_office.going.connect(went.append)
    owners = show(OwnersTab)
    qtbot.waitUntil(lambda: there(owners, letters.write))
    press(owners, letters.write)
    assert went[-1].tab == "letters" and went[-1].new == {"people": (owners.id,)}
    menu = {one.text(): one for one in owners.list.menu().actions()}
    menu["Labels…"].trigger()
    menu["Write a letter…"].trigger()
    assert [one.new for one in went[1:]] == [{"labels": (owners.id,)}, {"people": (owners.id,)}]


def test_a_template_is_called_in_the_readers_script_whichever_name_was_typed_first() -> None:
    for form in (
        TemplateForm(name="通知函", other_name="Letter of notice"),
        TemplateForm(name="Letter of notice", other_name="通知函"),
    ):
        assert called(form, Words("en")) == "Letter of notice"
        assert called(form, Words("zh_CN")) == "通知函"


def test_a_field_is_offered_by_the_name_it_has_in_the_readers_language(tab, qtbot, press, office, qt_office):
    office.do(own_fields.add, OwnFieldForm("person", name="Meter", other_name="电表"))
    qt_office.words = Words("zh_CN", "Asia/Shanghai", places.resources() / "locale")
    qtbot.waitUntil(lambda: qt_office.quiet and tab.quiet)
    tab.edit(tab.id)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    bar = tab.detail.form.findChild(FieldBar)
    qtbot.waitUntil(lambda: len(bar.menu.actions()) >= 14)
    offered = [each.text() for each in bar.menu.actions()]
    assert "房屋\t{{ 房屋 }}" in offered and "电表\t{{ 电表 }}" in offered
    assert not [text for text in offered if re.search("[a-z]", text)]
