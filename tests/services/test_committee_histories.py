"""Whatever a committee's desk does in whatever order — meetings called, moved, put away, who came put right, votes
changed, decisions ended, their actions done, any deed undone — what passed follows from the votes of those who came.
In a file and on a server."""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import text

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import actions, committee
from fmcrm_desktop.services.actions import ActionForm, DoneForm
from fmcrm_desktop.services.committee import (
    AttendanceLine,
    BodyForm,
    DecisionForm,
    ItemLine,
    MeetingForm,
    MemberLine,
)
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.meeting import random_property

STEPS = int(os.environ.get("FMCRM_COMMITTEE_STEPS", "50"))
HISTORIES = int(os.environ.get("FMCRM_COMMITTEE_HISTORIES", "2"))
PARTS = ("", "1/2", "2/3", "1/3", "60 %")
Deed = Callable[[], Any]


class History:
    """Does what a committee's desk does, at random."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.chance = office, random.Random(seed)
        self.house, self.people = office.do(random_property, random.Random(seed)).result
        self.deeds: list[int] = []
        self.done: dict[str, int] = defaultdict(int)
        self.bodies = [office.do(committee.add_body, self._body(at)).result for at in range(3)]
        for _ in range(3):
            self.call()

    def _body(self, at: int) -> BodyForm:
        lines = tuple(
            MemberLine(
                person, self.chance.choice(("chair", "member", "member", "alternate")), until_day=until
            )
            for person, until in zip(
                self.people[:6], (None, None, None, date(2026, 11, 19), None, None), strict=True
            )
        )
        return BodyForm(
            f"Body {at}", "", ("committee", "group", "assembly")[at], None, self.house, lines,
            self.chance.choice(("head", "area", "unit")), self.chance.choice(PARTS), self.chance.random() < 0.5,
            self.chance.choice(PARTS[1:]), self.chance.random() < 0.5, self.chance.choice(("cast", "present", "all")),
        )  # fmt: skip

    def read(self, sql: str) -> list[Any]:
        with self.office.store.reading(self.office.who, "test") as work:
            return list(work.rows(text(sql)))

    def _one(self, sql: str) -> int:
        found = self.read(sql)
        if not found:
            raise Refusal("Nothing to do it with.")
        return int(self.chance.choice(found)[0])

    def _meeting(self) -> int:
        return self._one("select id from committee_meeting")

    def _decision(self) -> int:
        return self._one("select id from decision")

    def step(self) -> bool:
        """Whether anything was done."""
        steps: list[Deed] = [
            self.call, self.move, self.move, *[self.attend] * 5, *[self.decide] * 5, *[self.vote] * 3, self.end,
            self.end, *[self.undo] * 5, self.act, self.act, self.rule, self.away, self.away, self.put_away,
        ]  # fmt: skip
        chosen = self.chance.choice(steps)
        try:
            outcome = chosen()
        except Refusal as refusal:
            assert str(refusal)
            return False
        self.done[chosen.__name__] += 1
        self.deeds.append(outcome.deed)
        return True

    def call(self) -> Any:
        starts = NOW + timedelta(hours=self.chance.choice((-700, -30, 0, 40)))
        form = MeetingForm(
            self.chance.choice(self.bodies), "", starts, agenda=(ItemLine("Lift"), ItemLine("Gate"))
        )
        form.overrule = "Both"
        return self.office.do(committee.add_meeting, form)

    def move(self) -> Any:
        id = self._meeting()
        form = self.office.ask(committee.meeting_form, id)
        form.overrule, form.starts = "Both", NOW + timedelta(hours=self.chance.choice((-50, -8, 16, 60)))
        if self.chance.random() < 0.4:
            form.body_id = self.chance.choice(self.bodies)
        if self.chance.random() < 0.3:
            form.agenda = form.agenda[1:]
        return self.office.do(committee.change_meeting, id, form)

    def rule(self) -> Any:
        at = self.chance.randrange(3)
        form, new = self.office.ask(committee.body_form, self.bodies[at]), self._body(at)
        rule = {name: getattr(new, name) for name in ("counts", "quorum", "majority", "base", "quorum_more")}
        return self.office.do(committee.change_body, self.bodies[at], replace(form, **rule))

    def attend(self) -> Any:
        id = self._meeting()
        form = self.office.ask(committee.attendance_form, id)
        lines = list(form.people)
        if self.chance.random() < 0.4:
            lines.append(AttendanceLine(self.chance.choice(self.people)))
        for line in lines:
            line.presence = self.chance.choice(("present", "present", "represented", "absent"))
            line.by_id = self.people[-1] if line.presence == "represented" else None
        if lines and self.chance.random() < 0.2:
            lines.pop(0)
        more = self.chance.choice((None, None, Decimal(1), Decimal("2.5")))
        return self.office.do(committee.attend, id, replace(form, people=tuple(lines), more=more))

    def _votes(self, form: DecisionForm) -> DecisionForm:
        for line in form.votes:
            line.vote = self.chance.choice(("yes", "yes", "no", "abstained", ""))
        more = {f"more_{vote}": self.chance.choice((None, None, Decimal("0.5"))) for vote in ("yes", "no")}
        return replace(form, text=f"We do {self.chance.random()}", **more)

    def decide(self) -> Any:
        id = self._meeting()
        items = [row[0] for row in self.read(f"select id from agenda_item where meeting_id = {id}")]
        form = self.office.ask(committee.draft_decision, id, self.chance.choice((None, *items)))
        due = NOW.date() + timedelta(days=self.chance.choice((-1, 0, 1)))
        return self.office.do(committee.decide, id, replace(self._votes(form), due_day=due))

    def vote(self) -> Any:
        id = self._decision()
        form = self.office.ask(committee.decision_form, id)
        return self.office.do(committee.change_decision, id, self._votes(form))

    def end(self) -> Any:
        id = self._decision()
        form = self.office.ask(committee.end_form, id)
        state = self.chance.choice(("open", "done", "dropped"))
        return self.office.do(committee.end, id, replace(form, state=state, result="So", done_day=None))

    def act(self) -> Any:
        found = self.read("select id from corrective_action where archived is null and done_day is null")
        if found and self.chance.random() < 0.5:
            return self.office.do(actions.done, self.chance.choice(found)[0], DoneForm())
        return self.office.do(actions.add, ActionForm("Ask three firms", decision_id=self._decision()))

    def away(self) -> Any:
        case = self.chance.choice((committee.archive_decision, committee.restore_decision))
        return self.office.do(case, self._decision())

    def put_away(self) -> Any:
        case = self.chance.choice((committee.archive_meeting, committee.restore_meeting))
        return self.office.do(case, self._meeting())

    def undo(self) -> Any:
        if not self.deeds:
            raise Refusal("Nothing was done.")
        late = self.chance.random() < 0.6
        return self.office.undo(self.chance.choice(self.deeds[-6:] if late else self.deeds))


def enough(part: Fraction, whole: Fraction, needed: Fraction, more: bool) -> bool:
    if whole == 0:
        return needed == 0 and not more
    return part / whole > needed if more else part / whole >= needed


def local(moment: Any) -> date:
    """The day on Shanghai's clock, of what a file or a server gives for a moment."""
    read = moment if isinstance(moment, datetime) else datetime.fromisoformat(moment)
    return (read.replace(tzinfo=None) + timedelta(hours=8)).date()


def sound(history: History) -> None:
    """Every meeting and decision against the rows of who came and how they voted."""
    read = history.read
    came, present = defaultdict(dict), defaultdict(Fraction)  # type: ignore[var-annotated]
    for row in read("select meeting_id, person_id, presence, weight from attendance where archived is null"):
        assert row.person_id not in came[row.meeting_id], "each person once"
        came[row.meeting_id][row.person_id] = (row.presence, Fraction(row.weight))
        if row.presence in ("present", "represented"):
            present[row.meeting_id] += Fraction(row.weight)
    votes = defaultdict(lambda: defaultdict(Fraction))  # type: ignore[var-annotated]
    rows = read(
        "select d.id, d.meeting_id, v.person_id, v.vote, v.weight from committee_vote v "
        "join decision d on d.id = v.decision_id where v.archived is null and d.archived is null"
    )
    for row in rows:
        votes[row.id][row.vote] += Fraction(row.weight)
        if row.person_id is not None:
            assert came[row.meeting_id][row.person_id][0] in ("present", "represented")
            assert came[row.meeting_id][row.person_id][1] == Fraction(row.weight)
    decided = defaultdict(list)
    for row in read("select * from decision where archived is null order by id"):
        decided[row.meeting_id].append(row)
    for met in read("select * from committee_meeting"):
        its = decided[met.id]
        if met.archived is not None:
            assert its == [], "a decision of a meeting that is not there"
            continue
        there, entitled = present[met.id] + Fraction(met.more_present), Fraction(met.entitled)
        card = history.office.ask(committee.meeting_card, met.id)
        assert (card.present, card.entitled, card.row.decisions) == (there, entitled, len(its))
        quorum = Fraction(met.quorum)
        quorate = quorum == 0 or enough(there, entitled, quorum, bool(met.quorum_more))
        assert card.quorate == quorate
        listed = [each.id for item in card.items for each in item.decisions] + [
            each.id for each in card.loose
        ]
        assert sorted(listed) == [row.id for row in its]
        if its:
            assert there <= entitled
        for row in its:
            yes, no, all_in = (
                votes[row.id]["yes"],
                votes[row.id]["no"],
                sum(votes[row.id].values(), Fraction(0)),
            )
            assert all_in <= there
            whole = {"cast": yes + no, "present": there, "all": entitled}[met.base]
            won = yes > 0 and enough(yes, whole, Fraction(met.majority), bool(met.majority_more))
            assert bool(row.passed) == (quorate and won), row.id
            assert (row.state == "rejected") == (not row.passed)
            assert (row.done_day is not None) == (row.state in ("done", "dropped"))
            assert local(met.starts) == date.fromisoformat(f"{row.decided_day}")


def told(history: History) -> None:
    """The list, the month's page and each decision's actions against the rows."""
    office, today = history.office, NOW.date()
    live = history.read("select * from decision where archived is null")
    for state in ("open", "done", "dropped", "rejected"):
        found = set(office.ask(committee.decision_page, Query(where={"state": (state,)})).ids)
        assert found == {row.id for row in live if row.state == state}
    page = office.ask(committee.month_sheet, Month(2026, 11)).told
    days = {row.id: date.fromisoformat(f"{row.decided_day}") for row in live}
    assert {row.id for row in page.decisions} == {
        id for id, day in days.items() if date(2026, 11, 1) <= day <= today
    }
    owed = {row.id for row in live if row.state == "open" and days[row.id] <= today}
    assert {row.id for row in page.owed_decisions} == owed
    acted = defaultdict(list)
    for row in history.read(
        "select id, decision_id from corrective_action where archived is null order by id"
    ):
        acted[row.decision_id].append(row.id)
    for row in live:
        assert [each.id for each in office.ask(committee.decision_card, row.id).actions] == acted[row.id]


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_what_passed_follows_from_the_votes_of_those_who_came(kept: tuple[Office, Sample], seed: int) -> None:
    history = History(kept[0], seed)
    for _ in range(STEPS):
        if history.step():
            sound(history)
    told(history)
    assert history.done["decide"] and history.done["attend"] and history.done["undo"], dict(history.done)
