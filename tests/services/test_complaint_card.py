"""The page of a complaint: who complains and what they are to the unit, the calls about it, the way it has gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import complaints, promises
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    ComplaintForm,
    GiveForm,
    ReasonForm,
    ResolveForm,
)
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.services.work_orders import OrderForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.complaining import at, log_call, moment, rude_guard
from tests.services.rows import added, put

TODAY, DAY = date(2026, 11, 20), timedelta(days=1)
Span = tuple[str, date | None, date | None]


@pytest.fixture
def id(office: Office, sample: Sample) -> int:
    return office.do(complaints.register, rude_guard(sample)).result


@pytest.mark.parametrize(
    ("spans", "role"),
    [
        ((), ""),
        ((("tenant", None, None), ("owner", None, None)), "owner"),
        ((("owner", None, TODAY - DAY), ("tenant", TODAY, TODAY + 365 * DAY)), "tenant"),
        ((("owner", None, TODAY), ("tenant", None, None)), "owner"),
        ((("owner", TODAY + DAY, None), ("tenant", None, TODAY)), "tenant"),
        ((("owner", TODAY, None), ("tenant", None, None)), "owner"),
        ((("resident", None, None), ("tenant", None, None)), "resident"),
        ((("owner", None, TODAY - DAY),), "owner"),
    ],
)
def test_who_complains_is_called_what_they_are_to_the_unit_today(
    office: Office, sample: Sample, spans: tuple[Span, ...], role: str
) -> None:
    """The first and the last day count; who is nothing any more is called what they were. Other units, other people
    and what was entered by mistake say nothing."""
    form = replace(rude_guard(sample), person_id=sample.company, unit_id=sample.second_unit)
    id = office.do(complaints.register, form).result
    noise = {"person_id": sample.company, "unit_id": sample.second_unit}
    office.do(added, Relation, **noise, role="owner", archived=NOW)
    office.do(added, Relation, **noise | {"person_id": sample.owner}, role="owner")
    for each, begin, end in spans:
        office.do(added, Relation, **noise, role=each, from_day=begin, until_day=end)
    person = office.ask(complaints.card, id).person
    assert person is not None and (person.name, person.role) == ("Sato Travel", role)


def test_the_number_to_answer_by_is_the_preferred_one_that_may_be_used(
    office: Office, sample: Sample, id: int
) -> None:
    def phone() -> str:
        person = office.ask(complaints.card, id).person
        assert person is not None
        return person.phone

    whose = {"person_id": sample.owner}
    office.do(added, ContactPoint, person_id=sample.tenant, value="000", digits="000", preferred=True)
    office.do(added, ContactPoint, **whose, value="fang@example.org", preferred=True)
    assert phone() == "13800138000"
    for value, more in (("222", {"do_not_use": True}), ("333", {"archived": NOW})):
        office.do(added, ContactPoint, **whose, value=value, digits=value, preferred=True, **more)
    assert phone() == "13800138000"
    second = office.do(added, ContactPoint, **whose, value="444", digits="444", preferred=True).result
    assert phone() == "444"
    office.do(put, ContactPoint, second, do_not_use=True)
    assert phone() == "13800138000"


def test_how_often_somebody_came_counts_what_is_theirs_and_was_meant(
    office: Office, sample: Sample, id: int
) -> None:
    form = OrderForm(summary="Intercom", person_id=sample.owner)
    for _ in range(2):
        office.do(complaints.make_order, id, form)
    office.do(complaints.make_order, id, replace(form, person_id=sample.tenant))
    office.do(complaints.register, replace(rude_guard(sample), person_id=sample.tenant))
    office.do(complaints.archive, office.do(complaints.register, rude_guard(sample)).result)
    office.do(complaints.register, rude_guard(sample))
    person = office.ask(complaints.card, id).person
    assert person is not None and (person.complaints, person.orders) == (2, 2)
    assert (person.other_name, person.warning) == ("Wang Fang", "Elderly mother; ring twice")
    office.do(put, Person, sample.owner, prefers="letter")
    office.do(put, Complaint, id, anonymous=True)
    assert office.ask(complaints.card, id).person is None


def test_the_calls_about_it_stand_in_its_history_where_they_fall(office: Office, sample: Sample) -> None:
    """The one it came by, and those that promised something about it; no promise that was taken back, no call that
    was entered by mistake, none about anything else."""
    came = office.do(log_call, sample.owner, sample.unit).result
    office.do(put, Call, came, staff_id=sample.clerk)
    form = office.ask(complaints.draft, {"call": came})
    at(office, 2026, 11, 20, 10, 5)
    id = office.do(complaints.register, form).result
    other = office.do(complaints.register, rude_guard(sample)).result
    for minute, topic, about, keeps in (
        (10, "Asks when", id, True), (20, "Taken back", id, False), (30, "Another matter", other, True),
        (40, "By mistake", id, True), (50, "Only rang", None, True),
    ):  # fmt: skip
        at(office, 2026, 11, 20, 10, minute)
        call = office.do(log_call, sample.owner, sample.unit).result
        values = {"topic": topic, "archived": NOW if topic == "By mistake" else None}
        office.do(put, Call, call, staff_id=sample.manager, **values)
        if about is not None:
            promise = PromiseForm("answer", NOW + DAY, topic, sample.owner, call_id=call, complaint_id=about)
            made = office.do(promises.give, promise)
            if not keeps:
                office.undo(made.deed)
    at(office, 2026, 11, 20, 11, 0)
    office.do(complaints.acknowledge, id, AcknowledgeForm())
    lines = office.ask(complaints.card, id).history
    assert [(line.kind, line.moment, line.staff, line.text) for line in lines] == [
        ("call", NOW, "Li Na", "Guard rude"),
        ("received", moment(2026, 11, 20, 10, 5), "Zhou Min", ""),
        ("call", moment(2026, 11, 20, 10, 10), "Zhou Min", "Asks when"),
        ("moved", moment(2026, 11, 20, 11, 0), "Zhou Min", ""),
    ]


def test_the_way_of_a_withdrawn_one_ends_where_it_was_withdrawn(
    office: Office, sample: Sample, id: int
) -> None:
    """It was resolved once and taken up again: that it was is no stage it has come to."""
    times = [moment(2026, 11, 20, hour, 0) for hour in (10, 11, 12, 14, 15, 16)]
    office.store.clock = lambda: times[1]
    office.do(complaints.acknowledge, id, AcknowledgeForm())
    office.store.clock = lambda: times[2]
    office.do(complaints.resolve, id, ResolveForm("We are sorry"))
    office.store.clock = lambda: times[3]
    office.do(complaints.reopen, id, ReasonForm("Again"))
    office.store.clock = lambda: times[4]
    office.do(complaints.give, id, GiveForm(sample.clerk))
    card = office.ask(complaints.card, id)
    assert [(stage.state, stage.moment) for stage in card.stages] == [
        ("received", times[0]), ("acknowledged", times[1]), ("investigating", times[3]), ("action_agreed", None),
        ("resolved", None), ("followed_up", None),
    ]  # fmt: skip
    office.store.clock = lambda: times[5]
    office.do(complaints.withdraw, id, ReasonForm("Settled"))
    card = office.ask(complaints.card, id)
    assert [(stage.state, stage.moment) for stage in card.stages] == [
        ("received", times[0]), ("acknowledged", times[1]), ("investigating", times[3]), ("withdrawn", times[5]),
    ]  # fmt: skip
    assert card.allowed == ("received",)


def test_whom_it_is_about_is_seen_by_who_works_complaints_and_by_themselves(
    office: Office, sample: Sample, id: int
) -> None:
    for who, seen in (
        (Who(sample.clerk, "Li Na", "clerk"), "Gao Jun"), (Who(sample.plumber, "Gao Jun", "reader"), "Gao Jun"),
        (Who(sample.electrician, "He Yan", "reader"), ""), (Who(None, "Somebody", "reader"), ""),
    ):  # fmt: skip
        office.who = who
        card = office.ask(complaints.card, id)
        assert (card.concerned, card.concerned_other) == (seen, "高军" if seen else "")
        assert (card.unit, card.building, card.site, card.responsible) == (
            "3-1202", "3", "Willow Court", "Zhou Min",
        )  # fmt: skip


def test_what_is_known_already_of_a_building_is_what_is_open_and_alike_there(
    office: Office, sample: Sample
) -> None:
    """Told by a stranger without a unit: a neighbour's open complaint of the category, and nothing else."""

    def told(category: int | None, building: int, words: str) -> int:
        form = ComplaintForm(own_words=words, anonymous=True, building_id=building, category_id=category)
        return int(office.do(complaints.register, form).result)

    noise, smell = 1, 2
    here = told(noise, sample.building, "Noise")
    told(smell, sample.building, "Smell")
    told(None, sample.building, "Something")
    told(noise, sample.second_building, "Noise over there")
    closed = told(noise, sample.building, "Noise once")
    office.do(complaints.resolve, closed, ResolveForm(lesson="Asked them"))
    found = office.ask(complaints.known, None, None, noise, sample.building)
    assert [(each.id, each.same) for each in found] == [(here, True)]
    assert office.ask(complaints.known, None, None, None, sample.building) == []
    assert [each.id for each in office.ask(complaints.known, None, sample.unit, noise)] == [here]
