"""One timeline of a person and of a unit: everything, newest first, by kind, in few questions."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import event

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import calendar, calls, notes, timeline
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.work_orders import OrderForm, enter
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample

HOUR = timedelta(hours=1)


def live(office: Office, sample: Sample) -> None:
    """A week with Wang Fang."""
    office.do(
        calls.log,
        CallForm(
            sample.owner, sample.unit, topic="Ceiling leaks", started=NOW - 5 * HOUR, length="4", make_order=True,
            call_back=NOW + HOUR,
        ),
    )  # fmt: skip
    office.do(
        enter,
        OrderForm(
            person_id=sample.owner, unit_id=sample.unit, summary="Lift", staff_id=sample.plumber,
            received=NOW - 50 * HOUR, visit_from=NOW + 2 * HOUR, visit_until=NOW + 3 * HOUR,
        ),
    )  # fmt: skip
    office.do(notes.add, "person", sample.owner, NoteForm("Has a dog"))
    office.do(
        calendar.add,
        EventForm("Birthday flowers", whole_day=True, from_day=date(2026, 11, 18), person_id=sample.owner),
    )


def test_everything_with_a_person_stands_newest_first(office: Office, sample: Sample) -> None:
    live(office, sample)
    found = office.ask(timeline.person, sample.owner)
    assert [(each.kind, each.title) for each in found] == [
        ("visit", "Lift"),
        ("promise", "Ceiling leaks"),
        ("note", "Has a dog"),
        ("order", "Ceiling leaks"),
        ("call", "Ceiling leaks"),
        ("order", "Lift"),
        ("event", "Birthday flowers"),
        ("tie", "P-044"),
        ("tie", "3-1202"),
    ]
    by_kind = {each.kind: each for each in found}
    assert by_kind["visit"].staff == "Gao Jun"
    assert by_kind["visit"].number.startswith("W-2611-")
    assert by_kind["call"].seconds == 240
    assert by_kind["promise"].state == "open"
    assert by_kind["event"].day == date(2026, 11, 18)
    assert by_kind["tie"].day == date(2019, 5, 1)


def test_the_timeline_of_a_unit_has_what_happened_there_and_its_people(
    office: Office, sample: Sample
) -> None:
    live(office, sample)
    found = office.ask(timeline.unit, sample.unit)
    assert [each.kind for each in found] == ["visit", "order", "call", "order", "tie", "tie"]
    assert {each.title for each in found if each.kind == "tie"} == {"王芳", "Sato Travel"}


def test_a_kind_alone_and_the_newest_alone(office: Office, sample: Sample) -> None:
    live(office, sample)
    assert [each.kind for each in office.ask(timeline.person, sample.owner, ("call", "visit"))] == [
        "visit",
        "call",
    ]
    assert [each.kind for each in office.ask(timeline.person, sample.owner, (), 2)] == ["visit", "promise"]
    assert office.ask(timeline.person, sample.company, ("visit",)) == ()


def test_a_timeline_takes_two_statements(office: Office, sample: Sample) -> None:
    live(office, sample)
    asked: list[str] = []
    event.listen(office.store.readers, "before_cursor_execute", lambda *args: asked.append(args[2]))
    office.ask(timeline.person, sample.owner)
    assert len([sql for sql in asked if sql.lstrip().upper().startswith(("SELECT", "WITH"))]) == 2


def test_what_is_archived_is_not_told(office: Office, sample: Sample) -> None:
    live(office, sample)
    before = office.ask(timeline.person, sample.owner)
    office.undo(office.do(notes.add, "person", sample.owner, notes.NoteForm("Said already")).deed)
    assert office.ask(timeline.person, sample.owner) == before


@needs("office.settings")
def long_life(work: Work, sample: Sample, many: int) -> None:
    """Many calls, orders and complaints of one person, some at the same moment."""
    for n in range(many):
        moment = NOW - (n // 3) * HOUR
        kind = n % 3
        if kind == 0:
            work.add(Call(person_id=sample.owner, started=moment, topic=f"call {n}"))
        elif kind == 1:
            work.add(
                WorkOrder(person_id=sample.owner, received=moment, summary=f"order {n}", number=f"W-{n}")
            )
        else:
            work.add(
                Complaint(person_id=sample.owner, received=moment, subject=f"complaint {n}", number=f"C-{n}")
            )


def test_a_long_life_is_told_part_by_part_without_gaps_or_twice(office: Office, sample: Sample) -> None:
    live(office, sample)
    office.do(long_life, sample, 200)
    whole = office.ask(timeline.person, sample.owner, (), 10_000)
    told: list[timeline.Entry] = []
    after = None
    while part := office.ask(timeline.person, sample.owner, (), 7, after):
        told += part
        after = timeline.mark(part[-1])
    assert told == list(whole) and len(whole) == 209
    kinds, first = office.ask(timeline.opening, "person", sample.owner, ("complaint",), 5)
    assert set(kinds) == {each.kind for each in whole}
    assert [each.title for each in first] == [
        "complaint 2",
        "complaint 5",
        "complaint 8",
        "complaint 11",
        "complaint 14",
    ]


def test_a_part_reads_only_what_it_shows_and_only_by_index(office: Office, sample: Sample) -> None:
    """Of thousands of matters the statement brings the newest alone, and no table is read through."""
    office.do(long_life, sample, 300)
    asked: list[tuple[str, object]] = []
    event.listen(
        office.store.readers, "before_cursor_execute", lambda *args: asked.append((args[2], args[3]))
    )
    assert len(office.ask(timeline.opening, "person", sample.owner, (), 30)[1]) == 30
    selects = [(sql, values) for sql, values in asked if "UNION ALL" in sql]
    assert len(selects) == 3
    with office.store.readers.connect() as connection:
        for sql, values in selects:
            plan = connection.exec_driver_sql(f"explain query plan {sql}", values).all()
            scans = [row[3] for row in plan if row[3].startswith("SCAN")]
            tables = {
                "call",
                "work_order",
                "complaint",
                "visit",
                "promise",
                "note",
                "attachment",
                "event",
                "relation",
            }
            assert not [scan for scan in scans if scan.split()[1] in tables], scans
