"""Random histories of people who turn out to be one: what the merge leaves is their union, the undo what was before."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fmcrm_desktop.model.call import CallLine, CallList
from fmcrm_desktop.model.letter import Letter
from fmcrm_desktop.model.own_field import OwnField, OwnValue
from fmcrm_desktop.model.person import NotSame, PersonName, PersonTie
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.services import calls, merging, notes
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.merging import MergeForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.owners import ContactLine, NewPersonForm, add, archive
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.test_merging import keep, whole

HISTORY = (
    "call", "work_order", "request", "complaint", "promise", "event", "letter", "note", "move", "attachment",
)  # fmt: skip
WHO, OTHER = st.integers(0, 2), st.integers(0, 2)
DAY = st.none() | st.dates(date(2019, 1, 1), date(2026, 1, 1))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("call"), WHO, st.booleans(), st.booleans(), st.booleans()),
        st.tuples(st.just("note"), WHO, st.text("ab ×王", min_size=1, max_size=8).filter(str.strip)),
        st.tuples(st.just("relation"), WHO, st.integers(0, 2), st.sampled_from(["owner", "tenant", "contact"]), DAY,
                  DAY, st.none() | st.integers(2, 9)),
        st.tuples(st.just("tie"), WHO, OTHER, st.sampled_from(["spouse", "child"])),
        st.tuples(st.just("apart"), WHO, OTHER),
        st.tuples(st.just("name"), WHO, st.sampled_from(["Old Wang", "王五", "ÀB"])),
        st.tuples(st.just("letter"), WHO),
        st.tuples(st.just("line"), WHO, st.sampled_from(["waiting", "reached"])),
        st.tuples(st.just("own"), WHO, st.integers(0, 1), st.sampled_from(["a", "b"])),
    ),
    max_size=14,
)  # fmt: skip
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["王芳", "Wang Fang", "Fang Wang", "Li"]),
        st.lists(st.sampled_from(["13800138000", "+86 138 0013 8000", "02088886666"]), max_size=2),
        st.sampled_from(["", "dog", "cat"]),
        st.sampled_from(["", "110101199001011234"]),
    ),
    min_size=3,
    max_size=3,
)
CHOICES = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(["keep", "gone", "both"]) for name in ("name", "notes", "warning")}
)


@contextmanager
def copied(path: Path) -> Iterator[tuple[Office, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "office.fmcrm"
        shutil.copy(path, place)
        office = open_office(str(place))
        office.store.clock = lambda: NOW
        try:
            yield office, place
        finally:
            office.close()


def live(office: Office, sample: Sample, people: list[Any], steps: list[Any]) -> list[int]:
    """Enter the people and let them live; gives their ids."""
    ids = [
        office.do(
            add,
            NewPersonForm(
                name=name, notes=notes, identity_number=identity,
                contacts=tuple(ContactLine("mobile", each) for each in numbers),
            ),
        ).result
        for name, numbers, notes, identity in people
    ]  # fmt: skip
    call_list = office.do(keep, CallList(name="Fees", made=NOW)).result
    fields = [office.do(keep, OwnField(subject="person", name=each)).result for each in ("Car", "Club")]
    units = (sample.unit, sample.second_unit, sample.parking)
    told: set[tuple[int, int]] = set()
    for kind, who, *more in steps:
        person = ids[who]
        match kind:
            case "call":
                back, order, complaint = more
                form = CallForm(
                    person, topic="Lift", call_back=NOW + timedelta(hours=1) if back else None, make_order=order,
                    make_complaint=complaint,
                )  # fmt: skip
                office.do(calls.log, form)
            case "note":
                office.do(notes.add, "person", person, NoteForm(more[0]))
            case "relation":
                unit, role, first, last, part = more
                share = (1, part) if part and role == "owner" else (None, None)
                made = Relation(
                    person_id=person, unit_id=units[unit], role=role, from_day=first, until_day=last,
                    share_numerator=share[0], share_denominator=share[1],
                )  # fmt: skip
                office.do(keep, made)
            case "tie" if more[0] != who:
                office.do(keep, PersonTie(person_id=person, other_id=ids[more[0]], kind=more[1]))
            case "apart" if more[0] != who:
                office.do(keep, NotSame(person_id=person, other_id=ids[more[0]]))
            case "name":
                office.do(keep, PersonName(person_id=person, kind="former", name=more[0]))
            case "letter":
                office.do(keep, Letter(number="L-1", person_id=person, made=NOW, text="Dear"))
            case "line":
                office.do(keep, CallLine(list_id=call_list, person_id=person, state=more[0]))
            case "own" if (person, more[0]) not in told:
                told.add((person, more[0]))
                office.do(keep, OwnValue(field_id=fields[more[0]], record_id=person, value=more[1]))
    return ids


def histories(path: Path, people: list[int]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the history of some people, told without the person; by plain sqlite3."""
    found = {}
    marks = ", ".join("?" * len(people))
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        for table in HISTORY:
            columns = [row[1] for row in connection.execute(f"pragma table_info({table})")]
            own = "person_id" if "person_id" in columns else "subject_id"
            told = ", ".join(f'"{each}"' for each in columns if each not in ("version", own))
            where = f"{own} in ({marks})" + (" and subject = 'person'" if own == "subject_id" else "")
            asked = f"select {told} from {table} where {where} order by id"
            found[table] = connection.execute(asked, people).fetchall()
        lines = f"select state, tries from call_line where person_id in ({marks}) and state != 'waiting'"
        found["call_line"] = sorted(connection.execute(lines, people).fetchall())
        digits = f"select distinct e164 from contact_point where person_id in ({marks}) and archived is null"
        found["digits"] = sorted(connection.execute(digits, people).fetchall())
        units = (
            f"select distinct unit_id, role from relation where person_id in ({marks}) and archived is null"
        )
        found["units"] = sorted(connection.execute(units, people).fetchall())
    return found


@settings(
    max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(PEOPLE, STEPS, CHOICES, st.booleans())
def test_a_merge_holds_both_histories_and_its_undo_what_was_before(
    filled: tuple[Path, Sample], people: list[Any], steps: list[Any], choices: dict[str, str], twice: bool
) -> None:
    with copied(filled[0]) as (office, path):
        kept, gone, third = live(office, filled[1], people, steps)
        before = [whole(path)]
        merged = [kept, gone]
        union = histories(path, merged)
        deeds = [office.do(merging.merge, MergeForm(kept, gone, choices)).deed]
        assert histories(path, [kept]) == union
        if twice:
            before.append(whole(path))
            union = histories(path, [kept, third])
            deeds.append(office.do(merging.merge, MergeForm(third, kept, choices)).deed)
            assert histories(path, [third]) == union
        _nobody_is_lost(path)
        for deed, was in zip(reversed(deeds), reversed(before), strict=True):
            assert deed is not None
            office.undo(deed)
            assert whole(path) == was


def _nobody_is_lost(path: Path) -> None:
    """Nothing that is kept names somebody who was merged away."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        gone = {
            row[0] for row in connection.execute("select id from person where merged_into_id is not null")
        }
        assert gone
        for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            columns = {row[1] for row in connection.execute(f"pragma table_info({table})")}
            keys = [
                row[3]
                for row in connection.execute(f"pragma foreign_key_list({table})")
                if row[2] == "person"
            ]
            kept = "where archived is null" if "archived" in columns else ""
            for key in keys:
                named = connection.execute(f'select "{key}" from {table} {kept}').fetchall()
                assert not gone & {row[0] for row in named}, (table, key)


def test_the_server_merges_and_undoes_alike(served: tuple[Office, Sample], postgres_url: str) -> None:
    import psycopg

    office, sample = served
    people = [
        ("王芳", ["13800138000"], "dog", ""),
        ("Wang Fang", ["+86 138 0013 8000"], "cat", "11"),
        ("Li", [], "", ""),
    ]
    steps = [
        ("call", 1, True, True, True), ("call", 0, False, False, True), ("note", 1, "x"), ("name", 1, "Old Wang"),
        ("relation", 0, 0, "owner", None, None, 4), ("relation", 1, 0, "owner", None, None, 4), ("letter", 1),
        ("tie", 1, 2, "child"), ("apart", 0, 1), ("apart", 1, 2), ("own", 1, 0, "a"), ("line", 1, "waiting"),
    ]  # fmt: skip
    kept, gone, _ = live(office, sample, people, steps)

    def told(table: str, column: str = "person_id") -> list[Any]:
        with psycopg.connect(postgres_url) as connection:
            asked = f"select id, {column} from {table} order by id"
            return connection.execute(asked).fetchall()

    tables = (
        "call",
        "complaint",
        "work_order",
        "promise",
        "relation",
        "person_tie",
        "letter",
        "call_line",
        "not_same",
    )
    before = [told(table) for table in tables]
    done = office.do(merging.merge, MergeForm(kept, gone))
    assert not any(
        gone in row[1:] for table in ("call", "complaint", "work_order", "letter") for row in told(table)
    )
    assert done.deed is not None
    office.undo(done.deed)
    assert [told(table) for table in tables] == before
    assert told("person", "archived")[-2][1] is None


@pytest.mark.parametrize("later", ["call", "archive"])
def test_an_undo_long_after_leaves_what_came_later(office: Office, sample: Sample, later: str) -> None:
    """What happened since stays where it was written; the two are two again."""
    twin = office.do(add, NewPersonForm(name="Wang Fang")).result
    deed = office.do(merging.merge, MergeForm(sample.owner, twin)).deed
    if later == "call":
        office.do(calls.log, CallForm(sample.owner, topic="Since"))
    else:
        office.do(archive, sample.owner)
    assert deed is not None
    office.undo(deed)
    from fmcrm_desktop.services import owners

    assert office.ask(owners.card, twin).archived is None
