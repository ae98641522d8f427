"""Whatever is done to a complaint in whatever order: it is done or refused in a sentence, and nothing contradicts."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model import complaint
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import complaints
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    AnswerForm,
    FollowUpForm,
    GiveForm,
    ReasonForm,
    ResolveForm,
)
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.complaining import rude_guard

STEPS = 40


def deeds(chance: random.Random, sample: Sample) -> list[tuple[Callable[..., Any], Any]]:
    text = chance.choice(["", "Because", "王芳 called"])
    staff = chance.choice([None, sample.clerk, sample.manager])
    return [
        (complaints.acknowledge, AcknowledgeForm(text, None, staff)),
        (complaints.investigate, GiveForm(staff, text)),
        (complaints.give, GiveForm(staff, text)),
        (complaints.answer, AnswerForm(text)),
        (complaints.agree_action, ActionForm(text)),
        (complaints.add_action, ActionForm(text)),
        (complaints.resolve, ResolveForm(text, text)),
        (complaints.follow_up, FollowUpForm(text, text)),
        (complaints.withdraw, ReasonForm(text)),
        (complaints.reopen, ReasonForm(text)),
    ]


@pytest.mark.parametrize("seed", range(8))
def test_no_order_of_deeds_leads_to_a_contradiction(
    office: Office, sample: Sample, office_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    form = rude_guard(sample)
    if seed % 4 == 3:
        form.person_id, form.anonymous = None, True
    id = office.do(complaints.register, form).result
    now, done = NOW, 0
    for _ in range(STEPS):
        # clocks are set back now and then
        now += timedelta(minutes=chance.choice([-90, 1, 45, 600, 3000]))
        office.store.clock = lambda now=now: now
        case, given = chance.choice(deeds(chance, sample))
        try:
            deed = office.do(case, id, given)
        except Refusal as refusal:
            assert str(refusal)
            continue
        done += 1
        if chance.random() < 0.2 and deed.deed is not None:
            office.undo(deed.deed)
        look(office, office_path, id)
    assert done > 3


def look(office: Office, path: Path, id: int) -> None:
    """What must hold after every deed, read by other code than the product's."""
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        row = dict(connection.execute("select * from complaint where id = ?", (id,)).fetchone())
        moves = connection.execute(
            "select from_state, to_state from move where subject = 'complaint' and subject_id = ? order by id",
            (id,),
        ).fetchall()
    state = row["state"]
    assert (row["resolved"] is not None) == (state in ("resolved", "followed_up"))
    assert (row["followed_up"] is not None) == (state == "followed_up")
    assert (row["follow_up_due"] is not None) == (row["resolved"] is not None)
    assert state not in ("resolved", "followed_up") or row["answered"] is not None or row["anonymous"]
    assert state != "followed_up" or row["lesson"]
    assert state in ("received", "withdrawn") or row["acknowledged"] is not None
    assert moves[0][:] == ("", "received") and moves[-1]["to_state"] == state
    assert all(before["to_state"] == after["from_state"] for before, after in pairwise(moves))
    changed = [(m["from_state"], m["to_state"]) for m in moves[1:] if m["from_state"] != m["to_state"]]
    assert all(to in complaint.MOVES[before] for before, to in changed)
    assert row["reopened"] == sum(b not in complaint.OPEN and t in complaint.OPEN for b, t in changed)
    card = office.ask(complaints.card, id)
    assert card.allowed == complaint.MOVES[state] and {stage.state for stage in card.stages} >= {state}
    assert all(clock.state in ("running", "at_risk", "kept", "late") for clock in card.clocks)
    [shown] = office.ask(complaints.page, Query()).first
    assert shown.state == state and (shown.clock == "") == (shown.left is None)
