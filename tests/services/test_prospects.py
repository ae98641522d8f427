"""Prospects through the door: none open without a next step, the moves that are allowed, won and lost as one deed."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import (
    agreements,
    badges,
    calendar,
    messages,
    notes,
    owners,
    prospects,
    search,
    timeline,
    today,
)
from fmcrm_desktop.services.agreements import AgreementForm
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.prospects import (
    LeadForm,
    LostForm,
    ManyLeadsForm,
    MoveForm,
    NewLeadForm,
    PersonOfForm,
    ReopenForm,
    StepForm,
)
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.prospecting import TODAY, card, enter, lose, move, row, win

MOVES = {
    "new": "contacted viewing offer won lost",
    "contacted": "viewing offer negotiation won lost",
    "viewing": "contacted offer negotiation won lost",
    "offer": "viewing negotiation won lost",
    "negotiation": "viewing offer won lost",
    "won": "negotiation",
    "lost": "contacted won",
}
"""Written apart from the product's own table."""
ALL = tuple(MOVES)
OPEN = ALL[:5]


def listed(office: Office, text: str = "", **where: Any) -> list[int]:
    return list(office.ask(prospects.page, Query(text=text, where=where)).ids)


def bring(office: Office, id: int, state: str) -> None:
    """To a stage, by the shortest allowed way."""
    if state == "won":
        win(office, id)
    elif state == "lost":
        lose(office, id)
    elif state == "negotiation":
        move(office, id, "offer")
        move(office, id, "negotiation")
    elif state != "new":
        move(office, id, state)


def test_nobody_is_entered_without_a_next_step(office: Office) -> None:
    with pytest.raises(Invalid) as refused:
        office.do(prospects.add, NewLeadForm("Chen Bo"))
    assert set(refused.value.fields) == {"responsible_id", "next_step", "next_day"}
    with pytest.raises(Invalid) as refused:
        enter(office, next_day=TODAY - timedelta(1))
    assert set(refused.value.fields) == {"next_day"}
    id = enter(office)
    found = row(office, id)
    assert (found.number, found.state, found.next_step, found.late) == (
        "N-2611-001",
        "new",
        "Ring back",
        False,
    )


def test_a_draft_knows_who_and_where(office: Office, sample: Sample) -> None:
    form = office.ask(prospects.draft, {"person": sample.owner, "unit": sample.unit})
    assert (form.name, form.phone, form.units) == ("王芳", "13800138000", (sample.unit,))
    assert (form.responsible_id, form.next_day) == (office.who.staff_id, TODAY)


@pytest.mark.parametrize("state", ALL)
def test_moves_are_those_of_the_table(office: Office, state: str) -> None:
    allowed = MOVES[state].split()
    for to in ALL:
        id = enter(office, f"{state} {to}")
        bring(office, id, state)
        assert list(card(office, id).allowed) == allowed

        def try_it(id: int = id, to: str = to) -> Any:
            seen = row(office, id).version
            if to == "lost":
                return office.do(prospects.lost, id, LostForm("price", version=seen))
            if to == "won":
                return win(office, id)
            if state in OPEN:
                return office.do(prospects.move, id, MoveForm(to, "", seen))
            return office.do(prospects.reopen, id, ReopenForm("Rang again", "Meet", TODAY, seen))

        # Taking up again leads to one stage only, whatever is wished; what is won stays won when it is won again.
        if to in allowed or (state not in OPEN and to in OPEN) or state == to == "won":
            try_it()
            expected = to if to in allowed or to == state else allowed[0]
            assert row(office, id).state == expected
        else:
            with pytest.raises(Refusal):
                try_it()
            assert row(office, id).state == state


def test_a_step_is_kept_with_what_was_planned(office: Office) -> None:
    id = enter(office)
    form = office.ask(prospects.step_form, id)
    assert form.state == "contacted"
    form.way, form.result, form.next_step, form.next_day = (
        "call",
        "Wants a view",
        "Show 3-1202",
        TODAY + timedelta(3),
    )
    office.do(prospects.step, id, form)
    found = card(office, id)
    assert (found.row.state, found.row.next_step, found.row.next_day) == (
        "contacted", "Show 3-1202", TODAY + timedelta(3),
    )  # fmt: skip
    step = next(each for each in found.history if each.kind == "step")
    assert (step.text, step.more, step.state) == ("Wants a view", "Ring back", "call")
    with pytest.raises(Stale):
        office.do(prospects.step, id, form)
    done = office.do(
        prospects.step, id, StepForm("viewing", "Seen", "viewing", "Offer", TODAY, found.row.version)
    )
    office.undo(done.deed)
    assert row(office, id).next_step == "Show 3-1202" and row(office, id).state == "contacted"


def test_random_lives_keep_the_promise_of_a_next_step(office: Office, office_path: Path) -> None:
    """Whatever is tried in whatever order, undo included: open ones have a next step and closed ones a moment."""
    chance = random.Random(8)
    ids = [enter(office, f"Lead {n}") for n in range(8)]
    deeds: list[int] = []
    refused = 0
    for _ in range(250):
        id, seen = chance.choice(ids), 0
        seen = row(office, id).version
        text, day = chance.choice(("", "Ring", "Meet")), chance.choice((None, TODAY, TODAY + timedelta(4)))
        tries: list[tuple[Any, tuple[Any, ...]]] = [
            (prospects.step, (id, StepForm("call", "Spoke", chance.choice(OPEN), text, day, seen))),
            (prospects.move, (id, MoveForm(chance.choice(ALL), "", seen))),
            (prospects.lost, (id, LostForm(chance.choice(("", "price", "nonsense")), version=seen))),
            (prospects.won, (id,)),
            (prospects.reopen, (id, ReopenForm("Again", text, day, seen))),
            (prospects.change_many, ([id], ManyLeadsForm(next_step=text, next_day=day))),
        ]
        case, given = chance.choice(tries)
        try:
            if deeds and chance.random() < 0.15:
                office.undo(deeds.pop())
            else:
                deeds.append(office.do(case, *given).deed)
        except Refusal:
            refused += 1
        with closing(sqlite3.connect(office_path)) as plain:
            for state, step, on, closed, reason in plain.execute(
                "select state, next_step, next_day, closed, lost_reason from lead"
            ):
                assert (state in OPEN) == bool(step) == (on is not None) == (closed is None)
                assert (state == "lost") == bool(reason)
    assert refused > 20
    with closing(sqlite3.connect(office_path)) as plain:
        for id, state, reopened in plain.execute("select id, state, reopened from lead"):
            moves = plain.execute(
                "select from_state, to_state from move where subject = 'lead' and subject_id = ? order by id",
                (id,),
            ).fetchall()
            assert moves[0] == ("", "new") and moves[-1][1] == state
            for before, after in moves[1:]:
                assert before == after or after in MOVES[before].split()
            back = sum(before in ("won", "lost") and after in OPEN for before, after in moves)
            assert back == reopened


def test_won_makes_person_relation_and_agreement_in_one_deed(office: Office, sample: Sample) -> None:
    id = enter(
        office, phone="139 9999 0000", email="Bo@Example.com", company="Bo Ltd", units=(sample.second_unit,)
    )
    contract = office.do(agreements.add, AgreementForm("Care", units=(sample.unit,), state="running")).result
    form = office.ask(prospects.won_form, id)
    assert (form.person_id, form.unit_id, form.from_day) == (None, sample.second_unit, TODAY)
    form.role, form.agreement_id = "tenant", contract
    done = office.do(prospects.close_won, id, form)
    person = office.ask(owners.card, done.result)
    assert person.name == "Chen Bo"
    assert {point.value for point in person.contacts} == {"139 9999 0000", "bo@example.com"}
    ties = [
        (each.title, each.state, each.more) for each in office.ask(timeline.person, done.result, ("tie",))
    ]
    assert ties == [("1-0304", "tenant", "begin")]
    found = card(office, id)
    assert (found.row.state, found.row.next_step, found.row.next_day, found.row.closed) == (
        "won",
        "",
        None,
        NOW,
    )
    assert [number for _, number, _ in found.agreements] == ["A-2611-001"]
    office.undo(done.deed)
    found = card(office, id)
    assert (found.row.state, found.row.next_step, found.row.closed, found.person) == (
        "new",
        "Ring back",
        None,
        None,
    )
    assert not found.agreements and not list(office.ask(owners.page, Query(text="Chen Bo")).ids)


def test_a_signed_agreement_wins_also_who_was_lost(office: Office, sample: Sample) -> None:
    one, two = enter(office), enter(office, "He Min")
    contract = office.do(agreements.add, AgreementForm("Care", units=(sample.unit,), state="running")).result
    lose(office, one)
    person = office.do(prospects.won, one, contract).result
    assert row(office, one).state == "won" and card(office, one).lost_reason == ""
    assert office.do(prospects.won, one, contract).result == person
    with pytest.raises(Invalid):
        office.do(prospects.won, two, contract)
    assert row(office, two).state == "new"


def test_a_person_is_made_once_and_never_twice(office: Office, sample: Sample) -> None:
    id = enter(office, phone="138-0013-8000")
    with pytest.raises(Refusal, match="kept already"):
        office.do(prospects.person_of, id)
    form = office.ask(prospects.person_form_of, id)
    assert form.person_id == sample.owner
    assert office.do(prospects.be_person, id, form).result == sample.owner
    assert office.do(prospects.person_of, id).result == sample.owner
    other = enter(office, "He Min", phone="137 0000 1111")
    made = office.do(prospects.person_of, other).result
    assert office.do(prospects.person_of, other).result == made
    assert office.ask(owners.card, made).name == "He Min"
    third = enter(office, "Fang Jr", phone="13800138000")
    new = office.do(prospects.be_person, third, PersonOfForm(None, row(office, third).version)).result
    assert new not in (sample.owner, made)


def test_a_double_is_told_at_entry(office: Office, sample: Sample) -> None:
    first = enter(office, phone="+86 139 9999 0000", email="a@b.cn")
    for form in (LeadForm("Other", phone="13999990000"), LeadForm("Other", email="A@B.cn")):
        leads, _people = office.ask(prospects.similar, form)
        assert [each.id for each in leads] == [first]
    leads, people = office.ask(prospects.similar, LeadForm("Other", phone="138 0013 8000"))
    assert (leads, [each.row.id for each in people]) == ((), [sample.owner])
    assert office.ask(prospects.similar, LeadForm("Other")) == ((), ())
    assert office.ask(prospects.similar, LeadForm("Other", email="a@b.cn"), first)[0] == ()


def test_who_recommended_and_who_warned_is_found_again(office: Office, sample: Sample) -> None:
    good = enter(office, source="recommendation", recommended_by_id=sample.owner)
    bad = enter(office, "He Min")
    lose(office, bad, "warned", text="Too slow", warned_by_id=sample.second_owner)
    assert listed(office, recommended_by=(sample.owner,)) == [good]
    assert listed(office, warned_by=(sample.second_owner,)) == [bad]
    found = card(office, bad)
    assert (found.lost_reason, found.lost_text) == ("warned", "Too slow")
    assert found.warned is not None and found.warned.text == "A. Novak"


def test_giving_tells_whoever_gets_it(office: Office, sample: Sample) -> None:
    ids = [enter(office, f"Lead {n}") for n in range(3)]
    closed = enter(office, "Gone")
    lose(office, closed)
    form = ManyLeadsForm(responsible_id=sample.clerk)
    outcome = office.do(prospects.change_many, [*ids, closed], form).result
    assert (outcome.done, [each.name for each in outcome.refused]) == (3, ["N-2611-004"])
    office.who = Who(sample.clerk, "Li Na", "clerk")
    told = office.ask(messages.inbox, Query())
    assert len(told) == 3
    last = office.ask(messages.card, told.first[0].id)
    assert (last.about_table, last.about[:2]) == ("lead", "N-")
    assert next(each.given_to for each in card(office, ids[0]).history if each.given_to) == "Li Na"


def test_next_steps_are_seen_on_the_day_and_counted_when_late(office: Office, sample: Sample) -> None:
    mine = enter(office, "Mine")
    theirs = enter(office, "Theirs", responsible_id=sample.clerk)
    later = enter(office, "Later", next_day=TODAY + timedelta(2))

    def seen() -> tuple[list[str], list[str]]:
        sheet = office.ask(today.sheet)
        lines = [line for line in (*sheet.late, *sheet.due) if line.what == "next_step"]
        return [line.text for line in lines if line.late], [line.text for line in lines if not line.late]

    assert seen() == ([], ["Mine: Ring back"])
    assert office.ask(badges.now).by_tab["prospects"] == 0
    office.store.clock = lambda: NOW + timedelta(days=1)
    assert seen() == (["Mine: Ring back"], [])
    assert office.ask(badges.now).by_tab["prospects"] == 2
    assert sorted(listed(office, state=("late",))) == [mine, theirs]
    assert sorted(listed(office, state=("open",))) == [mine, theirs, later]
    lose(office, mine)
    assert seen() == ([], []) and office.ask(badges.now).by_tab["prospects"] == 1


def test_everything_stands_in_one_line_of_time(office: Office, sample: Sample) -> None:
    id = enter(office, units=(sample.unit,))
    office.do(notes.add, "lead", id, NoteForm("Has two dogs"))
    start = NOW + timedelta(days=1)
    office.do(
        calendar.add,
        EventForm(
            "Viewing", "visit", starts=start, ends=start + timedelta(hours=1), lead_id=id, unit_id=sample.unit
        ),
    )
    found = card(office, id)
    assert [(each.kind, each.text) for each in found.history] == [
        ("event", "Viewing"), ("note", "Has two dogs"), ("move", ""),
    ]  # fmt: skip
    assert [unit.text for unit in found.units] == ["3-1202"]
    event = next(each.id for each in found.history if each.kind == "event")
    assert office.ask(calendar.sheet, event).lead == "N-2611-001"


def test_they_are_found_by_name_number_and_telephone(office: Office) -> None:
    id = enter(
        office, "陈波", other_name="Chen Bo", phone="13999990000", company="Bo Ltd", needs="two rooms, south"
    )
    for typed in ("chen", "N-2611-001", "9990000", "south", "陈"):
        assert listed(office, typed) == [id]
        assert ("lead", id) in {(each.kind, each.ref) for each in office.ask(search.find, typed)}
    done = office.do(prospects.archive, id)
    assert listed(office, "chen") == []
    office.undo(done.deed)
    assert listed(office, "chen") == [id]


def test_the_board_shows_stages_with_what_is_due_first(office: Office, sample: Sample) -> None:
    late = enter(office, "Late")
    soon = enter(office, "Soon", next_day=TODAY + timedelta(1), source="web")
    gone = enter(office, "Gone", responsible_id=sample.clerk)
    lose(office, gone)
    stages = office.ask(prospects.board, {})
    assert [(each.state, each.total) for each in stages] == [
        ("new", 2), ("contacted", 0), ("viewing", 0), ("offer", 0), ("negotiation", 0), ("won", 0), ("lost", 1),
    ]  # fmt: skip
    assert [each.id for each in stages[0].cards] == [late, soon]
    assert [each.id for each in office.ask(prospects.board, {"source": ("web",)})[0].cards] == [soon]
    office.store.clock = lambda: NOW + timedelta(days=61)
    assert office.ask(prospects.board, {})[-1].total == 0
