"""What may be done to a prospect, from its page and from the board: each a short form, told with its Undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.prospect import CLOSED, STAGES
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import notes, prospects
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.prospects import LeadCard, LeadRow, LostForm, MoveForm, ReopenForm
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.prospects import telling


def step(tab: Tab, row: LeadRow) -> None:
    """What was done, what came of it, and what is done next."""
    note = (
        f"{telling.name(row, tab.words)}\n{row.next_step}" if row.next_step else telling.name(row, tab.words)
    )
    _ask(tab, row, prospects.step_form, _Deed(N_("Step taken, and the next one"), prospects.step, note))


def move(tab: Tab, row: LeadRow) -> None:
    """Another stage."""
    _ask(tab, row, prospects.move_form, _Deed(N_("Another stage"), prospects.move))


def won(tab: Tab, row: LeadRow) -> None:
    """Person, unit and agreement in one deed."""
    _ask(tab, row, prospects.won_form, _Deed(N_("Won"), prospects.close_won))


def who(tab: Tab, row: LeadRow, then: Callable[[int], object] | None = None) -> None:
    """Which of the people kept it is; ``then`` goes on with the person."""
    after = (lambda done: then(done.result)) if then is not None else None
    _ask(tab, row, prospects.person_form_of, _Deed(N_("Say who it is"), prospects.be_person, then=after))


def lost(tab: Tab, row: LeadRow) -> None:
    """Why they went elsewhere."""
    _open(tab, row, LostForm(version=row.version), _Deed(N_("Lost"), prospects.lost))


def reopen(tab: Tab, row: LeadRow) -> None:
    """Take up again who was won or lost."""
    form = ReopenForm(next_day=tab.words.today(), version=row.version)
    _open(tab, row, form, _Deed(N_("Take up the prospect again"), prospects.reopen))


def note(tab: Tab, row: LeadRow) -> None:
    said = tab.words(N_("Saved"))
    setup = FormSetup(N_("Note"), NoteForm(), notes.add, ("lead", row.id), said=lambda _id: said)
    tab.ask_form(setup)


def place(tab: Tab, row: LeadRow, to: str) -> None:
    """A card was let go on another stage: what needs no more words is done at once."""
    if to == "won":
        won(tab, row)
    elif to == "lost":
        lost(tab, row)
    elif row.state in CLOSED:
        reopen(tab, row)
    else:
        said = tab.words(N_("{number} is now “{stage}”"), number=row.number, stage=tab.words(STAGES[to]))
        tab.do(prospects.move, row.id, MoveForm(to, "", row.version), said=said)


def offer(tab: Tab, card: LeadCard) -> None:
    """A proposal is made to a person: who it is is said first where nobody knows."""

    def go(person: int) -> None:
        tab.office.go(Link("issued_documents", new={"person_id": person, "lead_id": card.id}))

    if card.person is not None:
        go(card.person.id)
    else:
        who(tab, card.row, go)


def viewing(tab: Tab, card: LeadCard) -> None:
    """An appointment on the calendar, with all that is known filled in."""
    row, words = card.row, tab.words
    start: dict[str, Any] = {
        "kind": "appointment", "title": words(N_("Viewing: {name}"), name=telling.name(row, words)),
        "lead_id": row.id, "person_id": card.person.id if card.person else None,
        "unit_id": card.units[0].id if card.units else None, "staff": (row.responsible_id,),
    }  # fmt: skip
    tab.office.go(Link("calendar", new=start))


@dataclass(frozen=True)
class _Deed:
    """A short form about a prospect: marked title, the case, what stands over the fields, what follows."""

    title: str
    case: Callable[..., Any]
    note: str = ""
    then: Callable[[Any], object] | None = None


def _ask(tab: Tab, row: LeadRow, form_of: Callable[..., Any], deed: _Deed) -> None:
    tab.ask(form_of, row.id, then=lambda form: _open(tab, row, form, deed))


def _open(tab: Tab, row: LeadRow, form: Any, deed: _Deed) -> None:
    said = f"{row.number}: {tab.words(N_('Saved'))}"
    setup = FormSetup(
        deed.title, form, deed.case, (row.id,), then=deed.then, said=lambda _result: said,
        note=deed.note or telling.name(row, tab.words),
    )  # fmt: skip
    tab.ask_form(setup)
