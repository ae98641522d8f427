"""The life of an agreement: moves by a table written by hand, what happens by itself, notice, renewal, targets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import agreements, charges, search, targets, today, work_orders
from fmcrm_desktop.services.agreements import (
    AgreementForm,
    BeliefLine,
    BeliefsForm,
    IncludedLine,
    RenewForm,
    SignForm,
    TerminateForm,
    TermsForm,
)
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.targets import RuleForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.charging import DAY, give_rates, order

NOW = datetime(2026, 11, 12, 9, tzinfo=UTC)
TODAY = date(2026, 11, 12)


@pytest.fixture(autouse=True)
def clock(office: Office) -> None:
    office.store.clock = lambda: NOW


def agreed(office: Office, sample: Sample, **more: Any) -> int:
    form = AgreementForm(
        **{"name": "Care", "person_id": sample.owner, "price": 30_000, "charged": "month", **more}
    )
    return office.do(agreements.add, form).result


def state(office: Office, id: int) -> str:
    card = office.ask(agreements.card, id)
    assert card is not None
    return card.row.state


def at(office: Office, moment: datetime) -> None:
    office.store.clock = lambda: moment


FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
DEEDS: dict[str, Callable[[Office, int], object]] = {
    "offer": lambda office, id: office.do(agreements.offer, id),
    "take_back": lambda office, id: office.do(agreements.take_back, id),
    "sign": lambda office, id: office.do(agreements.sign, id, SignForm(FIRST, LAST)),
    "change_terms": lambda office, id: office.do(
        agreements.change_terms, id, TermsForm(date(2027, 1, 1), 40_000, "month", why="x")
    ),
    "renew": lambda office, id: office.do(agreements.renew, id, RenewForm(date(2027, 12, 31))),
    "terminate": lambda office, id: office.do(
        agreements.terminate, id, TerminateForm(date(2027, 6, 30), "moves away", both=True)
    ),
}
KEPT = {  # how an agreement gets into each state, by its days
    "draft": {"state": "draft"}, "offered": {"state": "offered"},
    "signed": {"state": "signed", "from_day": date(2026, 12, 1), "until_day": LAST},
    "running": {"state": "signed", "from_day": FIRST, "until_day": LAST},
    "ended": {"state": "signed", "from_day": FIRST, "until_day": date(2026, 11, 11)},
    "terminated": {"state": "terminated", "from_day": FIRST, "until_day": LAST},
}  # fmt: skip
MAY = {
    "draft": {"offer": "offered", "sign": "running"},
    "offered": {"take_back": "draft", "sign": "running"},
    "signed": {"change_terms": "signed", "renew": "signed", "terminate": "terminated"},
    "running": {"change_terms": "running", "renew": "running", "terminate": "terminated"},
    "ended": {"renew": "running"},
    "terminated": {},
}


@pytest.mark.parametrize("before", MAY)
def test_only_the_moves_of_the_table_are_possible(office: Office, sample: Sample, before: str) -> None:
    for deed, act in DEEDS.items():
        id = agreed(office, sample, **KEPT[before])
        assert state(office, id) == before
        assert set(office.ask(agreements.allowed, id)) == set(MAY[before])
        if deed in MAY[before]:
            act(office, id)
            assert state(office, id) == MAY[before][deed], deed
            moves = office.ask(agreements.card, id).moves
            assert moves[-1].to_state == MAY[before][deed]
            assert (moves[-1].moment, moves[-1].staff_id) == (NOW, sample.manager)
        else:
            with pytest.raises(Refusal):
                act(office, id)
            assert state(office, id) == before


def test_it_begins_and_ends_by_itself_and_the_lists_say_so(office: Office, sample: Sample) -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 31)
    id = agreed(office, sample, state="signed", from_day=first, until_day=last)
    on = agreed(office, sample, state="signed", from_day=first, until_day=last, renewal="same_term")
    for day, both in ((first - timedelta(1), ("signed", "signed")), (first, ("running", "running")),
                      (last, ("running", "running")), (last + timedelta(1), ("ended", "running"))):  # fmt: skip
        at(office, datetime(day.year, day.month, day.day, 4, tzinfo=UTC))
        assert (state(office, id), state(office, on)) == both
        for each in {*both}:
            shown = set(office.ask(agreements.page, Query(where={"state": (each,)})).ids)
            assert {id, on} & shown == {one for one, is_ in ((id, both[0]), (on, both[1])) if is_ == each}


def test_the_office_s_day_decides_and_not_that_of_utc(office: Office, sample: Sample) -> None:
    id = agreed(office, sample, state="signed", from_day=date(2026, 12, 1))
    at(office, datetime(2026, 11, 30, 15, 59, tzinfo=UTC))
    assert state(office, id) == "signed"
    at(office, datetime(2026, 11, 30, 16, 0, tzinfo=UTC))  # midnight in Shanghai
    assert state(office, id) == "running"


@pytest.mark.parametrize(
    ("renewal", "until", "earliest"),
    [
        ("none", None, date(2026, 12, 12)),  # thirty days
        ("none", date(2026, 11, 30), date(2026, 11, 30)),  # it ends anyhow
        ("open", date(2026, 12, 31), date(2026, 12, 31)),
        ("open", date(2026, 10, 31), date(2026, 12, 12)),
        ("same_term", date(2026, 12, 31), date(2026, 12, 31)),
        ("same_term", date(2026, 11, 30), date(2027, 10, 31)),  # too late for this term of eleven months
        ("same_term", date(2026, 1, 31), date(2026, 12, 31)),  # terms of a month: the next that is far enough
    ],
)
def test_a_notice_says_the_earliest_day(
    office: Office, sample: Sample, renewal: str, until: date | None, earliest: date
) -> None:
    id = agreed(office, sample, from_day=FIRST, until_day=until, renewal=renewal, notice_days=30)
    assert office.ask(agreements.earliest, id) == earliest
    with pytest.raises(Invalid) as refused:
        office.do(agreements.terminate, id, TerminateForm(earliest - timedelta(1), "x"))
    assert refused.value.fields["until_day"].values == {"day": earliest}
    office.do(agreements.terminate, id, TerminateForm(earliest, "x"))
    assert state(office, id) == "terminated"


def test_what_must_not_be_missed_is_told_on_today(office: Office, sample: Sample) -> None:
    ends = agreed(office, sample, from_day=FIRST, until_day=date(2026, 12, 1))
    notice = agreed(office, sample, from_day=FIRST, until_day=LAST, renewal="same_term", notice_days=30)
    agreed(office, sample, from_day=FIRST, until_day=date(2027, 6, 30))
    agreed(office, sample, from_day=FIRST, until_day=date(2026, 12, 1), state="draft")
    found = office.ask(agreements.soon)
    assert [(row.id, row.what, row.day) for row in found] == [
        (ends, "end", date(2026, 12, 1)), (notice, "notice", date(2026, 12, 1)),
    ]  # fmt: skip
    assert office.ask(today.sheet).agreements == 2
    assert set(office.ask(agreements.page, Query(where={"soon": ("soon",)})).ids) == {ends, notice}


def test_terms_follow_each_other_and_stay_readable(office: Office, sample: Sample) -> None:
    id = agreed(office, sample, from_day=FIRST, covers_parts=True)
    form = office.ask(agreements.form_of, id)
    form.price = 35_000
    with pytest.raises(Invalid) as refused:
        office.do(agreements.change, id, form)
    assert set(refused.value.fields) == {"price"}
    done = office.do(agreements.change_terms, id, TermsForm(date(2026, 7, 1), 35_000, "month", why="Wages"))
    told = [
        (each.from_day, each.until_day, each.price, each.covers_parts)
        for each in office.ask(agreements.history, id)
    ]
    assert told == [(FIRST, date(2026, 6, 30), 30_000, True), (date(2026, 7, 1), None, 35_000, False)]
    with pytest.raises(Invalid):  # before the present terms
        office.do(agreements.change_terms, id, TermsForm(date(2026, 7, 1), 36_000, "month", why="x"))
    office.undo(done.deed)
    assert [each.price for each in office.ask(agreements.history, id)] == [30_000]


def test_orders_follow_an_agreement_at_once(office: Office, sample: Sample) -> None:
    """Its target wins as soon as it is signed, for what came since its first day and is open; and goes when it goes."""
    id = agreed(office, sample, state="draft", units=(sample.unit,))
    office.do(targets.add_rule, RuleForm(agreement_id=id, respond="0:10", arrive="0:20", finish="0:30"))
    form = OrderForm(summary="Tap drips", person_id=sample.owner, unit_id=sample.unit)
    tap = office.do(work_orders.enter, form).result
    plain = office.ask(work_orders.card, tap)
    signed = office.do(agreements.sign, id, SignForm(TODAY, None))
    under = office.ask(work_orders.card, tap)
    assert (plain.agreement_id, under.agreement_id) == (None, id)
    due = {name: office.ask(dues, tap)[name] for name in ("due", "target")}
    assert due["due"] - NOW <= timedelta(hours=1) and due["target"] is not None
    office.undo(signed.deed)
    assert office.ask(work_orders.card, tap).agreement_id is None
    assert office.ask(dues, tap)["target"] is None


@needs("order.read")
def dues(work: Work, id: int) -> dict[str, Any]:
    it = work.get(WorkOrder, id)
    return {"due": it.due, "target": it.target_id}


def test_cover_is_that_of_the_terms_of_the_day(office: Office, sample: Sample) -> None:
    office.do(give_rates, sample.plumber, 4_000, 7_000)
    id = agreed(office, sample, from_day=date(2026, 1, 1), units=(sample.unit,), covers_labour=True)
    office.do(
        agreements.change_terms, id,
        TermsForm(DAY + timedelta(1), 30_000, "month", covers_labour=False, why="dearer"),
    )  # fmt: skip
    tap = order(office, sample)
    office.do(under, tap, id)
    for day, covered in ((DAY, True), (DAY + timedelta(1), False)):
        form = charges.LabourForm(staff_id=sample.plumber, day=day, minutes=60)
        office.do(charges.add, tap, form)
        assert office.ask(charges.of_order, tap).lines[-1].covered is covered


@needs("order.write")
def under(work: Work, tap: int, agreement: int) -> None:
    work.get(WorkOrder, tap).agreement_id = agreement


def test_services_signers_and_beliefs_are_kept_line_by_line(office: Office, sample: Sample) -> None:
    id = agreed(
        office, sample, signers=(sample.second_owner,),
        lines=(IncludedLine(text="Lamps"), IncludedLine("extra", "Cleaning")),
    )  # fmt: skip
    office.do(
        agreements.believe, id, BeliefsForm((BeliefLine("Parts are free", "Parts are billed", "differs"),))
    )
    form = office.ask(agreements.form_of, id)
    form.lines = form.lines[1:]
    office.do(agreements.change, id, form)
    beliefs = office.ask(agreements.beliefs_form, id)
    beliefs.beliefs[0].mark = "settled"
    office.do(agreements.believe, id, beliefs)
    card = office.ask(agreements.card, id)
    assert card is not None
    assert [(line.kind, line.text) for line in card.lines] == [("extra", "Cleaning")]
    assert [(each.belief, each.mark) for each in card.beliefs] == [("Parts are free", "settled")]
    assert [name for _, name in card.signers] == ["A. Novak"]
    assert [row.id for row in office.ask(agreements.of_person, sample.second_owner)] == [id]
    assert id in [row.id for row in office.ask(agreements.of_unit, sample.unit)]


def test_it_is_found_by_number_name_and_customer(office: Office, sample: Sample) -> None:
    id = agreed(office, sample, name="Lift care")
    number = office.ask(agreements.rows, [id])[0].number
    for text in (number, "lift", "王芳", "wangfang"):
        assert ("agreement", id) in [(hit.kind, hit.ref) for hit in office.ask(search.find, text, 20)], text
        assert id in office.ask(agreements.page, Query(text=text)).ids


def test_random_lives_keep_to_the_table(office: Office, sample: Sample) -> None:
    """Whatever is tried, an agreement is only ever where table and days allow, and its history tells the way."""
    chance = Random(5)
    moment = NOW
    its = [agreed(office, sample, state="draft") for _ in range(6)]
    done = 0
    for _ in range(120):
        id, deed = chance.choice(its), chance.choice(list(DEEDS))
        moment += timedelta(days=chance.choice((0, 0, 1, 20)))
        at(office, moment)
        before = state(office, id)
        try:
            DEEDS[deed](office, id)
        except Refusal:
            assert state(office, id) == before
            continue
        done += 1
        assert deed in MAY[before]
        last = office.ask(agreements.card, id).moves[-1]
        assert last.from_state == before
    assert done > 10
