"""Decisions: put to the vote, tracked to their end, and the actions and work orders that carry them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from fmcrm_desktop.model.committee import (
    THERE,
    VOTES,
    AgendaItem,
    CommitteeMeeting,
    Decision,
    Vote,
)
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import numbers
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.committee import shares, votes
from fmcrm_desktop.store.work import Work

MOST_NAMED = 40
"""With more people than these the votes are counted together."""
ENDS = {"open": N_("To be carried out"), "done": N_("Carried out"), "dropped": N_("Dropped")}
_WHAT, _VOTES, _HOW = N_("The decision"), N_("The vote"), N_("Carrying it out")


@dataclass
class VoteLine:
    """How somebody voted; empty: not at all."""

    person_id: Annotated[int | None, Field(N_("Person"), pick="person", required=True)] = None
    vote: Annotated[str, Field(N_("Vote"), choices=VOTES)] = ""


@dataclass
class DecisionForm:
    """A decision and its vote: person by person, or counted together in heads, square metres or units, or both."""

    text: Annotated[str, Field(N_("Decision"), longest=2_000, lines=3, required=True, group=_WHAT)] = ""
    other_text: Annotated[str, Field(N_("In the other language"), longest=2_000, lines=3, group=_WHAT)] = ""
    votes: Annotated[tuple[VoteLine, ...], Field(N_("Votes by person"), group=_VOTES)] = ()
    more_yes: Annotated[
        Decimal | None, Field(N_("Others for"), group=_VOTES, hint=N_("Heads, m² or units, as votes count"))
    ] = None
    more_no: Annotated[Decimal | None, Field(N_("Others against"), group=_VOTES)] = None
    more_abstained: Annotated[Decimal | None, Field(N_("Others abstained"), group=_VOTES)] = None
    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff", group=_HOW)] = None
    due_day: Annotated[date | None, Field(N_("Due"), group=_HOW)] = None
    order_id: Annotated[int | None, Field(N_("Work order"), pick="order", group=_HOW)] = None
    version: int | None = None
    item_id: int | None = None


@dataclass
class EndForm:
    """What became of a decision; no day is today."""

    state: Annotated[str, Field(N_("State"), choices=ENDS, required=True)] = "done"
    done_day: Annotated[date | None, Field(N_("Carried out on"), hint=N_("Empty: today"))] = None
    result: Annotated[str, Field(N_("Result"), longest=2_000, lines=3)] = ""
    version: int | None = None


@needs("complaint.read")
def draft_decision(work: Work, meeting: int, item: int | None = None) -> DecisionForm:
    """An empty vote for everybody who came and may vote; the title of the agenda's item stands there already."""
    form = DecisionForm(responsible_id=work.who.staff_id, item_id=item)
    if item is not None:
        it = work.get(AgendaItem, item)
        form.text, form.other_text = it.title, it.other_title
    voting = [
        each.person_id for each in votes.attendance(work, meeting) if _votes(each.presence, each.weight)
    ]
    form.votes = tuple(VoteLine(person) for person in voting[:MOST_NAMED])
    return form


def _votes(presence: str, weight: str) -> bool:
    return presence in THERE and votes.fraction(weight) > 0


@needs("complaint.write")
def decide(work: Work, meeting: int, form: DecisionForm) -> int:
    """Keep a decision of a meeting under its number, and whether it passed."""
    met = _held(work, meeting)
    _check(work, form)
    day = met.starts.astimezone(work.zone).date()
    record = Decision(
        number=numbers.next(work, "decision", met.starts), meeting_id=meeting, item_id=form.item_id, decided_day=day,
        text=form.text,
    )  # fmt: skip
    _fill(record, form)
    work.add(record)
    _vote(work, met, record, form)
    return record.id


@needs("complaint.read")
def decision_form(work: Work, id: int) -> DecisionForm:
    """A decision as it stands, with the version seen; who did not vote stands there with an empty vote."""
    it = work.get(Decision, id)
    met = work.get(CommitteeMeeting, it.meeting_id)
    kept = votes.of_decision(work, id)
    voted = {vote.person_id: vote.vote for vote in kept if vote.person_id is not None}
    form = draft_decision(work, it.meeting_id)
    there = (line.person_id for line in form.votes if line.person_id is not None)
    people = list(dict.fromkeys([*voted, *there]))
    more = {
        f"more_{vote.vote}": shares.typed_of(met.counts, votes.fraction(vote.weight))
        for vote in kept
        if vote.person_id is None
    }
    return DecisionForm(
        it.text, it.other_text, tuple(VoteLine(person, voted.get(person, "")) for person in people),
        responsible_id=it.responsible_id, due_day=it.due_day, order_id=it.order_id, version=it.version,
        item_id=it.item_id, **more,
    )  # fmt: skip


@needs("complaint.write")
def change_decision(work: Work, id: int, form: DecisionForm) -> int:
    """Put a decision or its vote right; whether it passed is counted anew."""
    _check(work, form)
    record = work.get(Decision, id, seen=form.version)
    _fill(record, form)
    _vote(work, work.get(CommitteeMeeting, record.meeting_id), record, form)
    return id


@needs("complaint.read")
def end_form(work: Work, id: int) -> EndForm:
    """What became of a decision so far; most likely it is done."""
    it = work.get(Decision, id)
    return EndForm("done" if it.state == "open" else it.state, it.done_day, it.result, it.version)


@needs("complaint.write")
def end(work: Work, id: int, form: EndForm) -> int:
    """Note that a decision was carried out, is dropped (and why), or is open again."""
    check(form)
    record = work.get(Decision, id, seen=form.version)
    if not record.passed:
        raise Refusal(N_("This was not passed; there is nothing to carry out."))
    today = work.now.astimezone(work.zone).date()
    if form.done_day is not None and form.done_day > today:
        raise Invalid(done_day=N_("This day is still to come."))
    if form.state == "dropped" and not form.result:
        raise Invalid(result=N_("Say why it is dropped."))
    record.state, record.result = form.state, form.result
    record.done_day = None if form.state == "open" else form.done_day or today
    return id


@needs("complaint.write")
def archive_decision(work: Work, id: int) -> int:
    """It was entered by mistake."""
    work.archive(work.get(Decision, id))
    return id


@needs("complaint.write")
def restore_decision(work: Work, id: int) -> int:
    """Take an archived decision back; its votes are weighed by the attendance as it is now."""
    record = work.get(Decision, id)
    met = _held(work, record.meeting_id)
    work.restore(record)
    votes.count_anew(work, met)
    return id


def _held(work: Work, meeting: int) -> CommitteeMeeting:
    met = work.get(CommitteeMeeting, meeting)
    if met.archived is not None:
        raise Refusal(N_("{number} is archived. Restore it first."), number=met.number)
    return met


def _check(work: Work, form: DecisionForm) -> None:
    check(form)
    if form.responsible_id is not None:
        work.get(Staff, form.responsible_id)
    if form.order_id is not None:
        work.get(WorkOrder, form.order_id)
    wrong: dict[str, str | Refusal] = {}
    for name in ("more_yes", "more_no", "more_abstained"):
        typed = getattr(form, name)
        if typed is not None and typed < 0:
            wrong[name] = N_("Less than nothing cannot be.")
    people = [line.person_id for line in form.votes]
    if len(set(people)) < len(people):
        wrong["votes"] = N_("Each person stands here once.")
    if wrong:
        raise Invalid(**wrong)


def _fill(record: Decision, form: DecisionForm) -> None:
    for name in ("text", "other_text", "responsible_id", "due_day", "order_id"):
        setattr(record, name, getattr(form, name))


def _vote(work: Work, meeting: CommitteeMeeting, decision: Decision, form: DecisionForm) -> None:
    """Keep the votes as the form has them; each weighs what its person weighs in the attendance."""
    weights = {
        each.person_id: each.weight
        for each in votes.attendance(work, meeting.id)
        if _votes(each.presence, each.weight)
    }
    wanted: dict[tuple[int | None, str], str] = {}
    for line in form.votes:
        check(line)
        if line.vote:
            if line.person_id not in weights:
                raise Invalid(votes=N_("Only who came, or was represented, and may vote has a vote."))
            wanted[line.person_id, line.vote] = weights[line.person_id]
    for vote in VOTES:
        weight = shares.weight_of(meeting.counts, getattr(form, f"more_{vote}"))
        if weight > 0:
            wanted[None, vote] = str(weight)
    for kept in votes.of_decision(work, decision.id):
        weight_kept = wanted.pop((kept.person_id, kept.vote), None)
        if weight_kept is None:
            work.archive(kept)
        else:
            kept.weight = weight_kept
    for (person, vote), weight_new in wanted.items():
        work.add(Vote(decision_id=decision.id, person_id=person, vote=vote, weight=weight_new))
    work.session.flush()
    there: Fraction = votes.present(work, meeting)
    votes.judge(meeting, decision, votes.total(votes.of_decision(work, decision.id)), there)
