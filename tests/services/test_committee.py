"""The committee: votes and quorum against plain fractions, histories of decisions, opinions, disputes, passing on."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from fmcrm_desktop.model.committee import VOTES
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal, Stale
from fmcrm_desktop.services import (
    calendar,
    committee,
    search,
)
from fmcrm_desktop.services.committee import (
    AttendanceLine,
    BodyForm,
    DecisionForm,
    MemberLine,
    VoteLine,
)
from fmcrm_desktop.services.office import Office
from tests.sample import Sample
from tests.services.meeting import DAY, EVENING, attended, body, decided, meeting, random_property

# votes and quorum, computed once more in plain Python


def weights_by_hand(path: Path, house: int, counts: str) -> tuple[dict[int, Fraction], int]:
    """Each owner's weight, from the file by plain SQL; and the units without an area."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "select r.unit_id, u.area, r.person_id, r.share_numerator, r.share_denominator from relation r "
            "join unit u on u.id = r.unit_id where r.role = 'owner' and u.kind = 'unit' and u.building_id = ? "
            "and r.archived is null and (r.until_day is null or r.until_day >= '2026-11-18') order by r.id",
            (house,),
        ).fetchall()
    weights: dict[int, Fraction] = {}
    no_area = 0
    for unit in sorted({row[0] for row in rows}):
        of_unit = [row for row in rows if row[0] == unit]
        area = of_unit[0][1]
        no_area += counts == "area" and area is None
        size = Fraction(1) if counts == "unit" else Fraction(area or 0)
        said = sum((Fraction(row[3], row[4]) for row in of_unit if row[3]), Fraction(0))
        silent = sum(1 for row in of_unit if not row[3])
        for _unit, _area, person, top, bottom in of_unit:
            if top:
                share = Fraction(top, bottom) / max(said, Fraction(1))
            else:
                share = max(1 - said, Fraction(0)) / silent
            weights[person] = weights.get(person, Fraction(0)) + share * size
    return ({person: Fraction(1) for person in weights} if counts == "head" else weights), no_area


@pytest.mark.parametrize("seed", range(24))
def test_votes_and_quorum_equal_plain_fractions(office: Office, office_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    house, people = office.do(random_property, chance).result
    kind, counts = chance.choice(("assembly", "committee")), chance.choice(("head", "area", "unit"))
    quorum, majority = (Fraction(chance.randrange(1, 4), 4) for _ in range(2))
    quorum_more, majority_more = chance.random() < 0.5, chance.random() < 0.5
    base = chance.choice(("cast", "present", "all"))
    of = body(
        office, tuple(people[:5]) if kind == "committee" else (), kind=kind, counts=counts, building_id=house,
        quorum=str(quorum), quorum_more=quorum_more, majority=f"{float(majority) * 100:g} %",
        majority_more=majority_more, base=base,
    )  # fmt: skip
    owned, no_area = weights_by_hand(office_path, house, counts)
    weights = owned
    if kind == "committee":
        weights = {
            each: Fraction(1) if counts == "head" else owned.get(each, Fraction(0)) for each in people[:5]
        }
    id = meeting(office, of)
    presence = {person: chance.choice(("present", "represented", "absent", "invited")) for person in weights}
    form = office.ask(committee.attendance_form, id)
    lines = tuple(
        AttendanceLine(
            person, came, next(each for each in people if each != person) if came == "represented" else None
        )
        for person, came in presence.items()
    )
    office.do(
        committee.attend, id, replace(form, people=lines, known=tuple(line.id or 0 for line in form.people))
    )
    there = {person for person, came in presence.items() if came in ("present", "represented")}
    present = sum((weights[person] for person in there), Fraction(0))
    entitled = sum(weights.values(), Fraction(0))
    card = office.ask(committee.meeting_card, id)
    assert (card.entitled, card.present) == (entitled, present)
    assert card.no_area == (0 if kind == "committee" and counts == "head" else no_area)
    met = present > quorum * entitled if quorum_more else present >= quorum * entitled
    assert card.quorate == (met and entitled > 0)
    voting = sorted(person for person in there if weights[person])
    votes = {person: chance.choice((*VOTES, "")) for person in voting}
    decision = decided(office, id, votes)
    sums = {
        vote: sum((weights[person] for person, said in votes.items() if said == vote), Fraction(0))
        for vote in VOTES
    }
    row = office.ask(committee.decision_rows, [decision])[0]
    assert (row.tally.yes, row.tally.no, row.tally.abstained) == tuple(sums.values())
    whole = {"cast": sums["yes"] + sums["no"], "present": present, "all": entitled}[base]
    won = sums["yes"] > majority * whole if majority_more else sums["yes"] >= majority * whole
    assert row.passed == (card.quorate and sums["yes"] > 0 and won)
    assert row.state == ("open" if row.passed else "rejected")
    listed = office.ask(committee.decision_page, Query(where={"state": ("rejected",)}))
    assert (decision in listed.ids) == (not row.passed)


def test_exactly_a_third_is_a_third(office: Office, sample: Sample) -> None:
    """0.3333 of a float would be less: three owners of equal shares, one of them for it."""
    people = (sample.owner, sample.second_owner, sample.tenant)
    of = body(
        office, people, quorum="1/3", quorum_more=False, majority="1/3", majority_more=False, base="all"
    )
    id = meeting(office, of)
    attended(office, id, {sample.owner: "present", sample.second_owner: "absent", sample.tenant: "absent"})
    assert office.ask(committee.meeting_card, id).quorate
    assert office.ask(committee.decision_rows, [decided(office, id, {sample.owner: "yes"})])[0].passed


def test_votes_counted_together_are_square_metres(office: Office, sample: Sample) -> None:
    of = body(office, (), kind="assembly", counts="area", quorum="50 %", base="all")
    id = meeting(office, of)
    attended(office, id, more=Decimal("150.25"))
    card = office.ask(committee.meeting_card, id)
    assert (card.entitled, card.present, card.quorate) == (22_500, 15_025, True)
    decision = decided(office, id, {}, more_yes=Decimal("112.5"), more_no=Decimal("37.75"))
    assert not office.ask(committee.decision_rows, [decision])[0].passed, "half is not more than half"
    form = office.ask(committee.decision_form, decision)
    assert (form.more_yes, form.more_no, form.more_abstained) == (Decimal("112.5"), Decimal("37.75"), None)
    office.do(committee.change_decision, decision, replace(form, more_yes=Decimal("112.51"), more_no=None))
    assert office.ask(committee.decision_rows, [decision])[0].passed
    with pytest.raises(Invalid):
        decided(office, id, {}, more_yes=Decimal("150.26"))
    with pytest.raises(Invalid):
        attended(office, id, more=Decimal("225.01"))
    with pytest.raises(Invalid):
        attended(office, id, more=Decimal(1))  # fewer than voted


def test_who_did_not_come_has_no_vote(office: Office, sample: Sample) -> None:
    id = meeting(office, body(office, (sample.owner, sample.second_owner)))
    attended(office, id, {sample.second_owner: "absent"}, more=Decimal(1))
    assert office.ask(committee.attendance_form, id).more == 1, "heads come back as they were typed"
    attended(office, id, {sample.second_owner: "absent"})
    with pytest.raises(Invalid) as refused:
        decided(office, id, {sample.second_owner: "yes"})
    assert set(refused.value.fields) == {"votes"}
    decided(office, id, {sample.owner: "yes"})
    with pytest.raises(Invalid):
        attended(office, id, {sample.owner: "absent", sample.second_owner: "present"})


def test_no_undo_leaves_a_vote_of_somebody_who_was_not_there(office: Office, sample: Sample) -> None:
    id = meeting(office, body(office, (sample.owner, sample.second_owner)))
    form = office.ask(committee.attendance_form, id)
    came = office.do(committee.attend, id, form)
    decision = office.do(committee.decide, id, DecisionForm("Yes", votes=(VoteLine(sample.owner, "yes"),)))
    with pytest.raises(Refusal):
        office.undo(came.deed)
    assert office.ask(committee.meeting_card, id).present == 2
    office.undo(decision.deed)
    office.undo(came.deed)
    assert office.ask(committee.meeting_card, id).present == 0
    attended(office, id)
    other = decided(office, id, {sample.owner: "yes"})
    office.do(committee.archive_decision, other)
    attended(office, id, {sample.owner: "absent"})
    with pytest.raises(Invalid):
        office.do(committee.restore_decision, other)


def test_an_alternate_and_a_secretary_are_asked_and_have_no_vote(office: Office, sample: Sample) -> None:
    lines = (
        MemberLine(sample.owner, "chair"), MemberLine(sample.tenant, "secretary"),
        MemberLine(sample.company, "alternate"),
        MemberLine(sample.second_owner, "member", until_day=DAY - timedelta(1)),
    )  # fmt: skip
    of = office.do(committee.add_body, BodyForm("Committee", members=lines)).result
    card = office.ask(committee.meeting_card, meeting(office, of))
    assert [each.person_id for each in card.people] == [sample.owner, sample.tenant, sample.company]
    assert (card.entitled, [each.weight for each in card.people]) == (1, [1, 0, 0])
    told = office.ask(committee.body_card, of)
    assert [(each.person_id, each.current) for each in told.members][-1] == (sample.second_owner, False)


@pytest.mark.parametrize("seed", range(12))
def test_random_histories_of_decisions(office: Office, sample: Sample, seed: int) -> None:
    """Whatever is done to decisions, the lists say what a plain record of the history says."""
    chance = random.Random(seed)
    people = (sample.owner, sample.second_owner, sample.tenant)
    id = meeting(office, body(office, people))
    attended(office, id)
    kept: dict[int, dict[str, object]] = {}
    deeds = []
    for _ in range(25):
        deed = chance.choice(("decide", "vote", "end", "archive", "restore", "undo"))
        votes = {person: chance.choice(("yes", "no", "abstained")) for person in people}
        said = list(votes.values())
        passed = said.count("yes") > said.count("no") and "yes" in said
        some = chance.choice(list(kept)) if kept else None
        if deed == "decide":
            new = decided(office, id, votes)
            kept[new] = {"passed": passed, "state": "open" if passed else "rejected", "gone": False}
        elif some is None:
            continue
        elif deed == "vote":
            form = office.ask(committee.decision_form, some)
            lines = tuple(VoteLine(person, vote) for person, vote in votes.items())
            office.do(committee.change_decision, some, replace(form, votes=lines))
            was = kept[some]["state"]
            state = "rejected" if not passed else "open" if was == "rejected" else was
            kept[some] |= {"passed": passed, "state": state}
        elif deed == "end":
            state = chance.choice(("open", "done", "dropped"))
            form = replace(office.ask(committee.end_form, some), state=state, result="Because", done_day=None)
            if kept[some]["passed"]:
                office.do(committee.end, some, form)
                kept[some]["state"] = state
            else:
                with pytest.raises(Refusal):
                    office.do(committee.end, some, form)
        elif deed == "undo":
            if kept[some]["passed"]:
                form = replace(
                    office.ask(committee.end_form, some),
                    state="dropped",
                    result=f"Given up {some} {len(deeds)}",
                )
                office.undo(office.do(committee.end, some, replace(form, done_day=None)).deed)
        else:
            office.do(committee.archive_decision if deed == "archive" else committee.restore_decision, some)
            kept[some]["gone"] = deed == "archive"
        deeds.append(deed)
    for state in ("open", "done", "dropped", "rejected"):
        found = set(office.ask(committee.decision_page, Query(where={"state": (state,)})).ids)
        assert found == {key for key, it in kept.items() if it["state"] == state and not it["gone"]}, deeds
    for row in office.ask(committee.decision_rows, list(kept)):
        assert (row.passed, row.state, row.archived) == tuple(kept[row.id].values())
        assert (row.done_day is not None) == (row.state in ("done", "dropped"))


# meetings


def test_a_meeting_stands_on_the_calendar_and_moves_with_it(office: Office, sample: Sample) -> None:
    id = meeting(
        office, body(office, (sample.owner, sample.second_owner)), place="Hall", staff=(sample.clerk,)
    )
    event = office.ask(committee.meeting_card, id).event_id
    assert event is not None
    entry = office.ask(calendar.event, event)
    assert (entry.kind, entry.place, entry.staff) == ("meeting", "Hall", (sample.clerk,))
    assert {guest.person_id for guest in entry.guests} == {sample.owner, sample.second_owner}
    form = office.ask(committee.meeting_form, id)
    decided_before = office.ask(committee.meeting_card, id)
    assert [item.title for item in decided_before.items] == ["The lift", "The gate"]
    form.starts, form.agenda = EVENING + timedelta(days=2), tuple(reversed(form.agenda))
    office.do(committee.change_meeting, id, form)
    assert office.ask(calendar.event, event).starts == EVENING + timedelta(days=2)
    assert [item.title for item in office.ask(committee.meeting_card, id).items] == ["The gate", "The lift"]
    with pytest.raises(Stale):
        office.do(committee.change_meeting, id, form)
    office.do(committee.archive_meeting, id)
    assert office.ask(committee.meeting_page, Query()).ids.tolist() == []
    office.do(committee.restore_meeting, id)
    assert office.ask(committee.meeting_page, Query("gate")).ids.tolist() == [id]


def test_another_rule_of_the_body_leaves_what_was_decided(office: Office, sample: Sample) -> None:
    of = body(office, (sample.owner, sample.second_owner, sample.tenant))
    id = meeting(office, of)
    attended(office, id)
    decision = decided(office, id, {sample.owner: "yes", sample.second_owner: "yes", sample.tenant: "no"})
    form = office.ask(committee.body_form, of)
    office.do(committee.change_body, of, replace(form, majority="9/10", base="all"))
    office.do(committee.change_meeting, id, office.ask(committee.meeting_form, id))
    assert office.ask(committee.decision_rows, [decision])[0].passed
    assert office.ask(committee.meeting_card, id).rule.majority == Fraction(1, 2)
    later = meeting(office, of)
    assert office.ask(committee.meeting_card, later).rule.majority == Fraction(9, 10)


def test_minutes_of_an_item_are_kept_and_found(office: Office, sample: Sample) -> None:
    id = meeting(office, body(office, (sample.owner,)))
    item = office.ask(committee.meeting_card, id).items[0].id
    form = office.ask(committee.minutes_form, item)
    office.do(committee.write_minutes, item, replace(form, minutes="Three quotations were compared"))
    assert office.ask(committee.meeting_card, id).items[0].minutes == "Three quotations were compared"
    assert [(each.kind, each.ref) for each in office.ask(search.find, "quotations")] == [
        ("committee_meeting", id)
    ]
