"""People, calls, promises, the search and the timeline on PostgreSQL: the same answers as in a file."""

from __future__ import annotations

from datetime import timedelta

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import buildings, calls, notes, owners, promise_ledger, search, timeline, units
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.owners import ContactLine, NewPersonForm
from tests.conftest import NOW
from tests.sample import Sample


def test_the_server_gives_the_same_answers(
    served: tuple[Office, Sample], office: Office, sample: Sample
) -> None:
    answers = [_day(each, its) for each, its in (served, (office, sample))]
    assert answers[0] == answers[1]


def _day(office: Office, sample: Sample) -> list[object]:
    """A morning's deeds, and all that is told of them, without ids."""
    new = NewPersonForm(
        name="单雄信", contacts=(ContactLine("mobile", "139 1111 2233"),), unit_id=sample.second_unit
    )
    person = office.do(owners.add, new).result
    call = CallForm(
        person, sample.second_unit, "13911112233", topic="Lift", call_back=NOW + timedelta(hours=1), make_order=True,
        make_complaint=True,
    )  # fmt: skip
    office.do(calls.log, call)
    office.do(notes.add, "person", person, NoteForm("Has a dog"))
    told: list[object] = []
    for query in (
        Query(), Query(text="shan"), Query(sort="units"), Query(sort="open", descending=True), Query(sort="kind"),
        Query().having("building", sample.building), Query().having("role", "tenant"),
        Query().having("unit", sample.second_unit),
    ):  # fmt: skip
        told.append(
            [
                (row.name, row.units, row.role, row.phone, row.open)
                for row in office.ask(owners.page, query).first
            ]
        )
    card = office.ask(owners.card, person)
    told.append([(tie.label, tie.share, tie.current) for tie in (*card.units, *card.others)])
    told.append([(matter.kind, matter.number, matter.due) for matter in card.open])
    told.append([(each.kind, each.state, each.due) for each in card.promises])
    told.append((card.counts, card.staff))
    for entries in (office.ask(timeline.person, person), office.ask(timeline.unit, sample.second_unit)):
        told.append([(each.kind, each.title, each.state, each.moment, each.day) for each in entries])
    told.append([(each.kind, each.title) for each in office.ask(search.find, "lift")])
    told.append([(each.kind, each.title) for each in office.ask(search.find, "W-2611-001")])
    for typed in ("3栋1202", "王芳 三号楼 1202室"):
        told.append([(each.kind, each.title) for each in office.ask(search.find, typed)])
        assert told[-1]
    told.append([(each.row.name, each.unit) for each in office.ask(calls.who, "13911112233")])
    told.append([row.topic for row in office.ask(calls.page, Query(text="lift")).first])
    told.append(
        [(row.label, row.people, row.open) for row in office.ask(units.page, Query(sort="open")).first]
    )
    told.append([text for _, text, _ in office.ask(buildings.options)])
    told.append(office.ask(owners.totals))
    told.append([row.state for row in office.ask(promise_ledger.page, Query()).first])
    told.append(
        [(each.row.name, each.why) for each in office.ask(owners.similar, NewPersonForm(name="单雄信"))]
    )
    return told
