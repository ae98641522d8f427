"""An import in a process of its own: tried, run, taken back by Cancel."""

from pathlib import Path

from fmcrm_desktop.exchange.import_file import Choice
from fmcrm_desktop.exchange.import_job import ImportAsk, attempt, carry_out
from fmcrm_desktop.jobs import Cancelled, Job, Running
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import imports, owners

OWNERS = Path(__file__).parents[1] / "fixtures" / "imports" / "owners.gbk.csv"


class Told:
    """Progress as the work sees it, with a hand on Cancel."""

    path = None

    def __init__(self, *, cancel: bool = False) -> None:
        self.steps: list[int] = []
        self.cancel = cancel

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None:
        self.steps.append(done)
        if self.cancel:
            raise Cancelled


def asked(office):
    return ImportAsk(office.store.path, office.who, Choice(OWNERS), "people")


def test_another_process_tries_an_import_and_hands_the_preview_back(empty_office):
    heard = []
    Running(Job("fmcrm_desktop.exchange.import_job:attempt", (asked(empty_office),))).messages(heard.append)
    assert heard[0][:2] == ("step", 4)
    state, preview = heard[-1]
    assert (state, preview.read, preview.added) == ("done", 4, 4)
    assert len(empty_office.ask(owners.page, Query())) == 0


def test_what_was_done_can_be_undone_here_and_the_columns_are_remembered(empty_office):
    told = Told()
    assert attempt(told, asked(empty_office)).added == 4
    imported = carry_out(told, asked(empty_office))
    assert (told.steps, imported.result.added, len(imported.touched["person"])) == ([4, 4], 4, 4)
    assert len(empty_office.ask(owners.page, Query())) == 4
    empty_office.undo(imported.deed)
    assert len(empty_office.ask(owners.page, Query())) == 0


def test_cancel_leaves_nothing_behind(empty_office):
    try:
        carry_out(Told(cancel=True), asked(empty_office))
    except Cancelled:
        pass
    else:
        raise AssertionError("was not cancelled")
    assert len(empty_office.ask(owners.page, Query())) == 0
    assert empty_office.ask(imports.recalled, "") is None
