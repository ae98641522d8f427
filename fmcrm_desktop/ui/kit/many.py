"""What a list does with many rows at once: a short form, putting away and bringing back, a paper for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.reports.options import Wanted, called
from fmcrm_desktop.ui.kit.columns import Action
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.together import ARCHIVED, RESTORED, told

Case = Callable[..., Any]
MAKING = "fmcrm_desktop.reports.making:make_many"


@dataclass(frozen=True)
class Papers:
    """A sheet for each of them: the entry of the menu and what the papers are called (marked), the report they are
    made by, and what gives the case that reads one."""

    action: str
    title: str
    report: str
    late: Callable[[], Case]

    @property
    def case(self) -> Case:
        return self.late()


@dataclass(frozen=True)
class Writing:
    """A message: the entry of the menu (marked), the case it is written by, and the table of the one it is ``about``;
    without one it goes to the people marked."""

    action: str
    case: Case
    about: str = ""

    def start(self, ids: list[int]) -> dict[str, Any]:
        """What the form of the message begins with."""
        return {"subject_of": self.about, "subject_id": ids[0]} if self.about else {"people": tuple(ids)}


@dataclass(frozen=True)
class Many:
    """The deeds of a subject. ``form`` is the dataclass of what may be changed, ``marked`` the marked sentence with
    {count} that stands over it; the cases take the ids and give a services.together.Together."""

    change: Case
    form: type
    marked: str
    archive: Case
    restore: Case
    papers: Papers | None = None
    writing: Writing | None = None


def actions(tab: Tab, many: Many) -> tuple[Action, ...]:
    """For the list's menus."""
    papers, writing = many.papers, many.writing
    message = (
        (
            Action(
                writing.action,
                partial(write, tab, writing),
                writing.case,
                "message-square",
                many=not writing.about,
            ),
        )
        if writing
        else ()
    )
    printing = (
        (Action(papers.action, partial(print_all, tab, papers), picture="printer", late=papers.late),)
        if papers
        else ()
    )
    return (
        Action(N_("Change many…"), partial(change, tab, many), many.change, "pencil", keys="Ctrl+Shift+E"),
        *printing,
        *message,
        Action(N_("Archive"), partial(archive, tab, many), many.archive, "archive", keys="Delete"),
        Action(N_("Restore"), partial(restore, tab, many), many.restore, "archive-restore", archived=True),
    )


def change(tab: Tab, many: Many, ids: list[int]) -> FormDialog:
    """Ask what is to change, and change it on all of them."""
    words = tab.words
    setup = FormSetup(
        N_("Change many"), many.form(), many.change, (ids,), said=lambda outcome: told(words, outcome),
        verb=N_("Change"), note=words(many.marked, count=words.number(len(ids))),
    )  # fmt: skip
    return tab.ask_form(setup)


def archive(tab: Tab, many: Many, ids: list[int]) -> None:
    """Put them away, and name those that cannot go."""
    tab.do(many.archive, ids, said=lambda outcome: told(tab.words, outcome, *ARCHIVED))


def restore(tab: Tab, many: Many, ids: list[int]) -> None:
    """Bring them back."""
    tab.do(many.restore, ids, said=lambda outcome: told(tab.words, outcome, *RESTORED))


def write(tab: Tab, writing: Writing, ids: list[int]) -> None:
    """Begin a message on the page of messages."""
    tab.office.go(Link("messages", new=writing.start(ids)))


def print_all(tab: Tab, papers: Papers, ids: list[int]) -> None:
    """A sheet for each of them in one file, seen and printed where all papers are."""
    named = called(papers.title, tab.words.today().isoformat())
    given = ((papers.report, tuple(ids)),)
    tab.office.go(Link("reports", new={"wanted": Wanted(tab.words(papers.title), MAKING, given, named)}))
