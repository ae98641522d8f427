"""The page of an action: in the language of the screen, with the way back to what it follows from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop import places
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import actions, conduct, gaps, procedures, questionnaires, suggestions, surveys
from fmcrm_desktop.services.actions import SOURCES, ActionForm
from fmcrm_desktop.services.conduct import ConductForm
from fmcrm_desktop.services.gaps import PlanForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.procedures import ProcedureForm
from fmcrm_desktop.services.suggestions import SuggestionForm
from fmcrm_desktop.services.surveys import RoundForm
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import PAGES, TABS
from fmcrm_desktop.ui.tabs.complaints.actions import PLACES, ActionsTab
from fmcrm_desktop.ui.tabs.praise.suggestions import SuggestionsSection
from fmcrm_desktop.ui.tabs.quality.plans import PlansSection
from tests.sample import Sample


def texts(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_every_source_of_an_action_has_its_page_to_go_back_to() -> None:
    assert set(PLACES) == set(SOURCES)
    entries = {entry.name: entry for entry in (*TABS, *PAGES)}
    for tab, section in PLACES.values():
        sections = [each.name for each in getattr(entries[tab].load(), "sections", ())]
        assert section in sections or not section and not sections, tab


def test_an_action_is_told_in_the_language_of_the_screen_with_the_way_back_to_its_procedure(
    show: Callable[[type], Any], qtbot: QtBot, qt_office: QtOffice, office: Office, sample: Sample
) -> None:
    gone: list[Any] = []
    qt_office.going.connect(gone.append)
    form = ProcedureForm("Keys", "钥匙", owner_id=sample.clerk)
    id = office.do(procedures.add, form).result
    form = office.ask(procedures.review_form, id)
    office.do(procedures.review, id, replace(form, action="A second key", responsible_id=sample.clerk))
    qt_office.words = Words("zh_CN", "Asia/Shanghai", places.resources() / "locale")
    tab = show(ActionsTab)
    tab.show_id(1)
    qtbot.waitUntil(lambda: tab.detail.page is not None and "李娜" in texts(tab.detail))
    assert "Li Na" not in texts(tab.detail) and "Keys" not in texts(tab.detail)
    way = next(each for each in tab.detail.findChildren(LinkButton) if each.text() == "钥匙")
    way.click()
    assert (gone[-1].tab, gone[-1].id) == ("procedures", id)


def test_an_action_about_conduct_leads_to_the_code_that_holds_and_who_acknowledged_it(
    show: Callable[[type], Any], qtbot: QtBot, qt_office: QtOffice, office: Office, sample: Sample
) -> None:
    gone: list[Any] = []
    qt_office.going.connect(gone.append)
    id = office.do(actions.add, ActionForm("Greet first", "conduct")).result
    other = office.do(actions.add, ActionForm("A second door", "process")).result
    tab = show(ActionsTab)
    tab.show_id(id)
    qtbot.waitUntil(lambda: "No edition holds yet" in told(tab))
    for day, edition in (
        (date(2026, 1, 1), "First"),
        (date(2026, 6, 1), "Second"),
        (date(2027, 6, 1), "Third"),
    ):
        code = office.do(conduct.add, ConductForm(edition, day, "We greet everybody.")).result
        if edition == "Second":
            holds = code
            office.do(conduct.acknowledge, code)
    tab.show_id(other)
    qtbot.waitUntil(lambda: "Process change" in texts(tab.detail))
    assert "Code of conduct" not in texts(tab.detail)
    tab.show_id(id)
    qtbot.waitUntil(lambda: "Second" in told(tab))
    [way] = [each for each in tab.detail.findChildren(LinkButton) if "Second" in each.text()]
    assert "acknowledged by 1 of" in way.text()
    way.click()
    assert (gone[-1].tab, gone[-1].section, gone[-1].id) == ("behaviour", "conduct", holds)


def test_a_plan_and_a_suggestion_lead_to_actions_and_show_those_agreed(
    show: Callable[[type], Any], qtbot: QtBot, qt_office: QtOffice, office: Office
) -> None:
    gone: list[Any] = []
    qt_office.going.connect(gone.append)
    plans = [office.do(gaps.add, PlanForm("respect", text=text)).result for text in ("Greet", "Chairs")]
    words = [
        office.do(suggestions.add, SuggestionForm(text, anonymous=True)).result for text in ("Bench", "Lamp")
    ]
    for section, source, ids in ((PlansSection, "plan", plans), (SuggestionsSection, "suggestion", words)):
        tab = show(section)
        tab.show_id(ids[0])
        qtbot.waitUntil(lambda tab=tab: tab.detail.page is not None)
        [add] = [each for each in tab.detail.page.findChildren(Button) if each.case is actions.add]
        add.click()
        assert (gone[-1].section, gone[-1].new) == ("actions", {f"{source}_id": ids[0]})
        other = office.do(actions.add, ActionForm("Not this one", **{f"{source}_id": ids[1]})).result
        made = office.do(actions.add, ActionForm(f"Of the {source}", **gone[-1].new)).result
        qtbot.waitUntil(lambda tab=tab, source=source: f"Of the {source}" in told(tab))
        assert "Not this one" not in told(tab) and other != made
        next(
            each for each in tab.detail.findChildren(LinkButton) if each.text() == f"Of the {source}"
        ).click()
        assert (gone[-1].tab, gone[-1].section, gone[-1].id) == ("complaints", "actions", made)


def test_the_form_of_an_action_says_what_it_follows_from(
    show: Callable[[type], Any], qtbot: QtBot, qt_office: QtOffice, office: Office, sample: Sample
) -> None:
    asked = office.ask(questionnaires.page, Query()).first[0].id
    survey = office.do(surveys.add, RoundForm(asked, "Autumn round", "秋季调查", date(2026, 11, 1))).result
    procedure = office.do(procedures.add, ProcedureForm("Keys", "钥匙", owner_id=sample.clerk)).result
    office.do(procedures.review, procedure, office.ask(procedures.review_form, procedure))
    wish = office.do(suggestions.add, SuggestionForm("A bench at the gate", anonymous=True)).result
    qt_office.words = Words("zh_CN", "Asia/Shanghai", places.resources() / "locale")
    tab = show(ActionsTab)
    for start, said in (
        ({"survey_id": survey, "criterion": "responsiveness"}, "满意度调查 · 秋季调查 · 响应"),
        ({"review_id": 1}, "规程复查 · 钥匙"),
        ({"suggestion_id": wish}, "A bench at the gate"),
    ):
        tab.open_new(start)
        qtbot.waitUntil(lambda said=said: tab.detail.form is not None and said in texts(tab.detail.form))
        tab.detail.drop_form()
    kept = office.do(actions.add, ActionForm("Answer at once", survey_id=survey)).result
    tab.edit(kept)
    qtbot.waitUntil(lambda: tab.detail.form is not None and "秋季调查" in texts(tab.detail.form))
    tab.detail.drop_form()
    tab.open_new({})
    assert "秋季调查" not in texts(tab.detail.form)
    tab.detail.drop_form()


def told(tab: Any) -> str:
    """What stands on the page of a tab, its links too."""
    return "\n".join(
        [
            texts(tab.detail),
            *(each.text() for each in tab.detail.findChildren(LinkButton) if each.isVisible()),
        ]
    )
