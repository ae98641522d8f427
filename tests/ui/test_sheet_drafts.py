"""A sheet that was being typed in when the program was killed comes back, and into nothing else."""

from __future__ import annotations

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import survey_answers
from fmcrm_desktop.services.opening import open_office
from tests.services import surveying
from tests.ui.at_work import desk_of, settle, told, window_on
from tests.ui.test_drafts import gone_before, left


def test_a_sheet_of_answers_comes_back_into_the_sheet_and_entry_it_was_typed_for(
    qtbot, qapp, office_path, tmp_path
):
    """Not into the second entry where the first was kept in the last moment: it would agree with itself."""
    office = open_office(str(office_path))
    round = surveying.make(office, sheets=2)
    with window_on(qtbot, qapp, office_path) as window:
        desk = desk_of(window)
        desk.go(Link("surveys", section="answers"))
        settle(window, qtbot)
        typing = desk.present.part
        typing.take_up(round.sheets[0])
        qtbot.waitUntil(lambda: typing.grid.row is not None)
        for key in "76 5":
            typing.grid.typed(key)
        desk.drafts.keep()
        [file] = left()
        text, dead = (
            file.read_text(encoding="utf-8"),
            file.with_name(f"{desk.drafts._stem}-{gone_before()}.json"),
        )
    for kept in (False, True):
        if kept:
            given = [survey_answers.Given(question, 1, 1) for question in round.questions]
            office.do(survey_answers.save, round.sheets[0], 1, given)
        dead.write_text(text, encoding="utf-8")
        with window_on(qtbot, qapp, office_path) as window:
            typing = desk_of(window).present.part
            qtbot.waitUntil(lambda here=typing: here.grid.row is not None)
            settle(window, qtbot)
            told(window, "is back")
            row = typing.grid.row
            assert (row.sheet.id, row.sheet.entry) == (round.sheets[0], 2 if kept else 1)
            assert [row.shown(cell) for cell in row.cells][:5] == (
                ["·"] * 5 if kept else ["7", "6", "–", "5", "·"]
            )
            typing.detail.drop_form()
    office.close()
