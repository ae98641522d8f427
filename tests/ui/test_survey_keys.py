"""How many keys a sheet takes, counted, and that fewer of them find each difference of a second entry still."""

from __future__ import annotations

import itertools
import random
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from fmcrm_desktop.services.questionnaires.ready import COMMITTEE_FORM, CRITERIA_FORM, NEEDS_FORM, SHORT_FORM
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.ui.tabs.surveys.answers_row import DIFFERS
from tests.conftest import NOW
from tests.services import surveying
from tests.ui.answering import HAND, MIXED, kept


def _next(answers_tab, fingers, code, upcoming, qtbot):
    """The code of the sheet in hand, as little of it as the screen asks for."""
    if upcoming:
        qtbot.waitUntil(
            lambda: answers_tab.view.upcoming is not None and answers_tab.view.upcoming.code == code
        )
        fingers(answers_tab.view.upcoming.end.lower())
    else:
        fingers(code.lower())
    qtbot.waitUntil(lambda: answers_tab.grid.row is not None)


def test_sixty_sheets_of_twenty_answers_need_no_other_key(answers_tab, fingers, office, office_path, qtbot):
    """The end of a code, twenty figures, Enter, and the mouse rests: some 23 keys a sheet. A clerk's hand takes less
    than seven minutes; it waits for nothing, for what is struck early is kept."""
    round = surveying.make(office, sheets=60)
    for at, code in enumerate(round.codes):
        _next(answers_tab, fingers, code, at > 0, qtbot)
        fingers("".join(str((at + n) % 7 + 1) for n in range(20)))
        fingers.enter()
        assert answers_tab.code.hasFocus() and not answers_tab.code.text()
    ends = fingers.keys - 60 * (20 + 1) - 6
    assert 2 * 59 <= ends <= 3 * 59
    assert fingers.keys * HAND < 420, f"{fingers.keys} keys"
    rows = kept(
        office_path,
        "select sheet_id, expected, value from survey_answer where entry = 1 order by sheet_id, question_id",
    )
    wanted = [
        (sheet, (at + 2 * n) % 7 + 1, (at + 2 * n + 1) % 7 + 1)
        for at, sheet in enumerate(round.sheets)
        for n in range(10)
    ]
    assert rows == wanted


def _keys(pairs):
    """The keys of a practised typist: one where both answers are the same."""
    return "".join(" qwertyu"[one] if one == other else f"{one}{other}" for one, other in pairs)


def test_sixty_sheets_of_forty_answers_take_less_than_ten_minutes(
    answers_tab, fingers, office, office_path, qtbot
):
    """The longest ready form: 40 answers and a line for words. One question in four was met as expected (of the demo's
    answers it is one in two): one key says so. Nothing of the answers is lost by that."""
    round = surveying.make(
        office, [(scale, topic) for scale, topic, *_ in CRITERIA_FORM.questions], sheets=60
    )
    chance, wanted = random.Random(40), []
    for at, (code, sheet) in enumerate(zip(round.codes, round.sheets, strict=True)):
        same = set(chance.sample(range(20), 5))
        pairs = [(n, n if q in same else n % 7 + 1) for q in range(20) for n in [chance.randint(1, 7)]]
        wanted += [(sheet, one, other) for one, other in pairs]
        _next(answers_tab, fingers, code, at > 0, qtbot)
        fingers(_keys(pairs))
        fingers.enter()
    assert fingers.keys * HAND < 600, f"{fingers.keys} keys"
    sql = """select sheet_id, expected, value from survey_answer where entry = 1 and expected is not null
             order by sheet_id, question_id"""
    assert kept(office_path, sql) == wanted


def test_a_letter_gives_both_answers_and_the_second_entry_is_compared_all_the_same(
    answers_tab, fingers, office, office_path, qtbot
):
    minutes = itertools.count()
    office.store.clock = lambda: NOW + timedelta(minutes=next(minutes))
    round = surveying.make(office, MIXED[:1] * 3, 1)
    fingers(round.codes[0])
    qtbot.waitUntil(lambda: answers_tab.grid.row is not None)
    fingers("uQ5", "q")  # capitals too; amid a question it is refused
    assert answers_tab.view.fault.text().startswith("q to u give what is expected and what is perceived")
    fingers("5")
    fingers.enter()
    rows = "select expected, value from survey_answer where entry = ? order by question_id"
    assert kept(office_path, rows, 1) == [(7, 7), (1, 1), (5, 5)]
    fingers(round.codes[0])
    qtbot.waitUntil(lambda: answers_tab.grid.row is not None)
    fingers("77", "w", "t")
    fingers.enter()
    assert kept(office_path, rows, 2) == [(7, 7), (2, 2), (5, 5)]
    assert [(row.state, row.differences) for row in answers_tab.grid.rows[-1:]] == [(DIFFERS, 1)]


@pytest.mark.parametrize(
    ("form", "figures"), [(CRITERIA_FORM, 40), (NEEDS_FORM, 7), (SHORT_FORM, 2), (COMMITTEE_FORM, 6)]
)
def test_a_sheet_of_a_ready_form_needs_three_or_four_keys_beside_its_figures(
    answers_tab, fingers, office, qtbot, form, figures
):
    """Two or three characters of the code, and Enter in the line for words, where nothing is written mostly."""
    round = surveying.make(office, [(scale, topic) for scale, topic, *_ in form.questions], 5)
    most = {"gap": 7, "five": 5, "yes": 1}
    for at, code in enumerate(round.codes):
        before = fingers.keys
        _next(answers_tab, fingers, code, at > 0, qtbot)
        fingers("".join(str(most[cell.asked.scale]) for cell in answers_tab.grid.row.cells))
        fingers.enter()
        assert answers_tab.code.hasFocus() and answers_tab.saved == at + 1
        beside = fingers.keys - before - figures
        assert beside == 7 if at == 0 else 3 <= beside <= 4


@pytest.mark.parametrize("turned", [False, True], ids=["as it lay", "turned over"])
def test_the_second_entry_finds_each_planted_difference_by_the_ends_of_codes(
    answers_tab, fingers, office, office_path, qtbot, turned
):
    """The pile is not as it was printed; + and * on one side and their figures on the other are no difference."""
    minutes = itertools.count()
    office.store.clock = lambda: NOW + timedelta(minutes=next(minutes))
    round = surveying.make(office, MIXED[:1] * 3, 6)
    pile = [4, 1, 5, 0, 3, 2]
    first = ["717171", "65+2 ", "11*", "44++", "7*", "123456"]
    second = ["717171", "65652 ", "11" + " " * 4, "444443", "7 7" + " " * 3, "123457"]
    planted = {(3, 2), (4, 1), (5, 2)}  # which sheet of the pile, which question
    for at, keys in zip(pile, first, strict=True):
        fingers(round.codes[at].lower())
        qtbot.waitUntil(lambda: answers_tab.grid.row is not None)
        fingers(keys)
        fingers.enter()
    order = list(range(6))[:: -1 if turned else 1]
    for turn, at in enumerate(order):
        _next(answers_tab, fingers, round.codes[pile[at]], turn > 0, qtbot)
        assert answers_tab.grid.row.sheet.entry == 2
        fingers(second[at])
        fingers.enter()
    sql = """select a.sheet_id, a.question_id from survey_answer a join survey_answer b on b.sheet_id = a.sheet_id
             and b.question_id = a.question_id and b.entry = 2 where a.entry = 1
             and (a.expected is not b.expected or a.value is not b.value)"""
    wanted = {(round.sheets[pile[sheet]], round.questions[question]) for sheet, question in planted}
    assert set(kept(office_path, sql)) == wanted
    differing = {(row.sheet.id, row.differences) for row in answers_tab.grid.rows if row.state == DIFFERS}
    assert differing == {(sheet, 1) for sheet, _question in wanted}


def test_another_sheet_than_the_next_is_begun_by_its_whole_code(answers_tab, fingers, office, qtbot):
    """However a code begins: none is told from the one proposed too late."""
    round = surveying.make(office, MIXED[:1], 40)
    _next(answers_tab, fingers, round.codes[0], False, qtbot)
    fingers("11", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: answers_tab.view.upcoming is not None)
    end = answers_tab.view.upcoming.end
    assert answers_tab.view.code.placeholderText() == codes.said(round.codes[1])
    assert not any(code.startswith(end) for code in round.codes)
    fingers(round.codes[7])
    qtbot.waitUntil(lambda: answers_tab.grid.row is not None)
    assert answers_tab.grid.row.sheet.id == round.sheets[7]
    answers_tab.detail.drop_form()


def test_the_end_of_a_code_and_answers_struck_before_it_is_proposed_count(
    answers_tab, fingers, office, office_path, qtbot
):
    round = surveying.make(office, MIXED[:1], 2)
    _next(answers_tab, fingers, round.codes[0], False, qtbot)
    end = round.codes[1][-2:].lower()
    fingers("11", Qt.Key.Key_Return, end, "6-", Qt.Key.Key_Return)
    rows = "select expected, value from survey_answer where sheet_id = ?"
    qtbot.waitUntil(
        lambda: kept(office_path, rows, round.sheets[1]) in ([(6, None)], []) and answers_tab.office.quiet
    )
    if answers_tab.grid.row is not None:  # Enter came while it was a code yet
        fingers.enter()
    assert kept(office_path, rows, round.sheets[1]) == [(6, None)]


def test_enter_behind_a_code_is_the_codes(answers_tab, fingers, office, qtbot):
    """A scanner sends it, and whoever is used to it: it saves nothing and says nothing."""
    round = surveying.make(office, MIXED)
    fingers(round.codes[0])
    qtbot.waitUntil(lambda: answers_tab.grid.row is not None)
    fingers.enter()
    assert (answers_tab.view.fault.text(), answers_tab.grid.row.at) == ("", 0)
    answers_tab.detail.drop_form()


def test_plus_without_a_question_like_it_above_says_so(answers_tab, fingers, office, qtbot):
    round = surveying.make(office, MIXED)
    _next(answers_tab, fingers, round.codes[0], False, qtbot)
    for before in ("", "7", "5"):  # nothing above; amid a question; one of another scale above
        fingers(before, "+")
        assert (
            answers_tab.view.fault.text()
            == "+ answers a question as the one above it; here there is none like it."
        )
        assert len(answers_tab.grid.row.typed) == len("75"[: {"": 0, "7": 1, "5": 2}[before]])
    answers_tab.detail.drop_form()
