"""Every export that can be imported, there and back: hostile texts in every column, the file read by other code than
wrote it, the records of an empty office compared with those of the full one, and nothing new the second time.

FMCRM_NAUGHTY=all runs all 515 public strings."""

from __future__ import annotations

import re
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, select

from fmcrm_desktop.exchange import lists_out
from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.field import Field, fields_of
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.phone import normalise
from fmcrm_desktop.model.property import Building, Site
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.places import resources
from fmcrm_desktop.services import imports, own_fields
from fmcrm_desktop.services.articles import ArticleForm
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.equipment import EquipmentForm
from fmcrm_desktop.services.export_lists import LISTS
from fmcrm_desktop.services.imports import ImportResult
from fmcrm_desktop.services.imports.own import SUBJECTS as OWN
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.services.parts import PartForm
from fmcrm_desktop.services.prospects import NewLeadForm
from fmcrm_desktop.services.units import UnitForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.safety import hostile
from tests.safety.test_hostile_files import as_in, cards, read

START = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
LOOKS_LIKE = (
    "007", "00012.50", "1E5", "12345678901234567890", "2026-01-02", "03/04/2026", "1/2", "50%", "TRUE", "否",
    "44927", "N/A", "-", "--", "无", "null", "0", "合计", "Total: 5", "3-1202", "3栋2单元1202室", "1#2", "a;b", "a、b",
    "'quoted'", "''two", "'+86", "“curly”", "tab\tinside", 'say "yes", he said', "\U00020000\U0002a6d6 㐀㐁 𪛖",
    "ﬁ ligature ½ ㎡",
    "x" * 5_000, "字" * 5_000, "trailing ", "Ⅻ\u0661\u0662\u0663", "_x000D_", "a\\nb", "end\\", ":::", "[1]",
    "line 1\n\nline 3",
)  # fmt: skip
"""Texts that a reader of tables may take for something else."""
TEXTS = tuple(
    text
    for text in (*hostile.STRINGS, *LOOKS_LIKE)
    if hostile.seen(hostile.kept(text)) and hostile.seen(hostile.kept(text, 2))
)
UNIQUE = {
    ("people", "external_number"), ("units", "code"), ("parts", "code"), ("equipment", "code"), ("prospects", "phone"),
    ("articles", "title"),
}  # fmt: skip
"""By these a record is known: no two have the same, as it is compared."""


@dataclass(frozen=True)
class Trip:
    """A kind that goes out and comes back: the form that limits its texts, what tells its records apart (a column's
    value by count, and as SQL), and what else a record needs."""

    form: type[Any]
    key: str
    told: Any = None
    joins: str = ""


TRIPS = {
    "people": Trip(NewPersonForm, "(select digits from contact_point c where c.person_id = t.id limit 1)"),
    "units": Trip(UnitForm, "b.code", joins="join building b on b.id = t.building_id"),
    "orders": Trip(OrderForm, "t.received", lambda n: {"received": START + timedelta(minutes=n), "number": f"W{n}"}),
    "complaints": Trip(
        ComplaintForm, "t.received",
        lambda n: {"received": START + timedelta(minutes=n), "number": f"C{n}", "anonymous": True},
    ),
    "events": Trip(
        EventForm, "t.starts", lambda n: {"starts": START + timedelta(hours=n), "ends": START + timedelta(hours=n + 1)}
    ),
    "parts": Trip(PartForm, "t.stock", lambda n: {"stock": 1000 * n + 1000}),
    "equipment": Trip(EquipmentForm, "t.installed", lambda n: {"installed": date(2001, 1, 1) + timedelta(n)}),
    "prospects": Trip(
        NewLeadForm, "t.entered",
        lambda n: {"entered": START + timedelta(minutes=n), "number": f"L{n}", "responsible_id": 1,
                   "email": f"lead{n}@example.com",
                   "next_day": date(2026, 2, 1), "lost_reason": ""},
    ),
    "calls": Trip(CallForm, "t.started", lambda n: {"started": START + timedelta(minutes=n)}),
    "articles": Trip(ArticleForm, "t.made", lambda n: {"made": START + timedelta(minutes=n)}),
}  # fmt: skip
NOT_TEXT = {"number", "rule"}
"""Numbers of ours, and a rule of repeats: whatever they are, no person types them (but that of a telephone)."""
NOT_BACK = {("orders", "external_number"), ("complaints", "external_number")}
"""Columns that no import has a field for; the command and the wizard name them as left out."""


def table_of(kind: str) -> Any:
    return LISTS[kind].id.class_


def columns_of(kind: str) -> dict[str, tuple[str, Field]]:
    """Heading → the column of free text below it, and how long a text the form takes there."""
    limits = {each.name: each.field for each in fields_of(TRIPS[kind].form)}
    return {
        heading: (
            column.key,
            limits.get(column.key) or Field("", longest=60 if "number" in column.key else 1_000),
        )
        for heading, column in LISTS[kind].columns
        if getattr(column, "class_", None) is table_of(kind)  # or made of several
        and isinstance(column.type, String)
        and heading not in LISTS[kind].words
        and (column.key not in NOT_TEXT or kind == "calls")
        and (kind, column.key) not in NOT_BACK
    }


def test_every_kind_that_goes_out_and_comes_in_is_tried() -> None:
    assert set(TRIPS) == set(LISTS) & set(imports.TAKERS)
    for kind in TRIPS:
        assert columns_of(kind), kind


def said(field: Field, record: int, column: int, unique: bool = False) -> str:
    """Another text in every column of a record, and in its next record too."""
    text = TEXTS[(record + 7 * column) % len(TEXTS)]
    return f"{hostile.cut(text, field, 6)} {record}" if unique else hostile.cut(text, field)


def coded_of(kind: str) -> dict[str, tuple[str, list[str]]]:
    """Heading → the column of coded words below it, and the codes; of states only the first, for they have rules."""
    return {
        heading: (column.key, list(LISTS[kind].words[heading])[: 1 if column.key == "state" else None])
        for heading, column in LISTS[kind].columns
        if getattr(column, "class_", None) is table_of(kind) and LISTS[kind].words.get(heading)
    }


@needs("office.settings")
def enter(work: Work, kind: str) -> None:
    """A record for each text, as the forms would keep them."""
    columns = columns_of(kind)
    rows: list[dict[str, Any]] = []
    houses = []
    if kind == "units":
        site = work.add(Site(name="Site"))
        houses = work.add_many(
            Building, [{"site_id": site.id, "code": f"H{n}", "sort_key": f"h{n}"} for n in range(len(TEXTS))]
        )
    for n in range(len(TEXTS)):
        row = {
            name: said(field, n, at, (kind, name) in UNIQUE)
            for at, (name, field) in enumerate(columns.values())
        }
        row |= {name: codes[n % len(codes)] for name, codes in coded_of(kind).values()}
        if hasattr(table_of(kind), "sort_key"):
            row["sort_key"] = sort_key(str(row.get("code") or row["name"]))
        if kind == "prospects":
            row["digits"] = normalise(row["phone"]).digits
        told = TRIPS[kind].told
        rows.append(row | (told(n) if told else {}) | ({"building_id": houses[n]} if houses else {}))
    ids = work.add_many(table_of(kind), rows)
    if kind == "people":
        work.add_many(
            ContactPoint,
            [
                {"person_id": id, "kind": "mobile", "value": f"138{n:08d}", "digits": f"138{n:08d}",
                 "e164": f"+86138{n:08d}"}
                for n, id in enumerate(ids)
            ],
        )  # fmt: skip
    own = own_fields.blank(work, OWN[kind]) if kind in OWN else []
    for at, entry in enumerate(own):
        field = Field("", longest=1_000)
        own_fields.keep_many(
            work, {id: {entry.field_id: said(field, n, at + 3).strip()} for n, id in enumerate(ids)}
        )


def define(office: Office, kind: str) -> None:
    for name in ('=1+1 <b>{0}%s&"own', "自定义, 二"):
        if kind in OWN:
            office.do(own_fields.add, OwnFieldForm(OWN[kind], "text", name))


def records(path: Path, kind: str, columns: list[str], own: bool = True) -> dict[str, tuple[str, ...]]:
    """What plain sqlite3 finds, by what tells the records apart; the own fields last."""
    trip, table = TRIPS[kind], table_of(kind).__tablename__
    more = [
        f"coalesce((select value from own_value v join own_field f on f.id = v.field_id where f.subject = "
        f"'{table}' and v.record_id = t.id and f.position = (select min(position) + {at} from own_field)), '')"
        for at in range(2 if own and kind in OWN else 0)
    ]
    question = f"select {', '.join([trip.key, *(f't.{name}' for name in columns), *more])} from {table} t {trip.joins}"
    with closing(sqlite3.connect(path)) as file:
        found = file.execute(f"{question} where t.archived is null").fetchall()
    assert len({row[0] for row in found}) == len(found)
    return {str(row[0]): tuple(row[1:]) for row in found}


def there_and_back(office: Office, target: Path) -> Iterator[tuple[ImportFile, ImportResult]]:
    for _ in range(2):
        own = office.ask(imports.targets, target.stem)
        file = ImportFile.open(Choice(target), target.stem, None, office.store.zone, own)
        yield file, office.do(imports.run, file.source()).result


def bare(target: Path, text: str) -> str:
    """What comes back of a text: signs no table holds are gone, and what then stands at its ends. Cards and calendars
    hold every sign, but one way to break a line."""
    if target.suffix in (".vcf", ".ics"):
        return re.sub("\r\n?", "\n", text)
    return hostile.kept(unicodedata.normalize("NFC", as_in(target, text)), 2)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(
    ("kind", "ending"),
    [(kind, ending) for kind in TRIPS for ending in (".csv", ".xlsx")],
)
def test_every_text_comes_back(founded: Path, tmp_path: Path, kind: str, ending: str, language: str) -> None:
    words = Words(language, "Asia/Shanghai", resources() / "locale")
    paths = [founded_copy(founded, tmp_path, name) for name in ("full", "empty")]
    target = tmp_path / f"{kind}{ending}"
    columns = [name for name, _ in (*columns_of(kind).values(), *coded_of(kind).values())]
    with closing(open_office(str(paths[0]))) as full:
        full.store.clock = lambda: NOW
        define(full, kind)
        full.do(enter, kind)
        wrote = lists_out.export(full, kind, Query(), target, words)
    there = records(paths[0], kind, columns)
    assert len(there) == len(TEXTS) == wrote.rows

    heads, *lines = read(target)
    at = {str(name): place for place, name in heads.items()}
    for place, heading in enumerate(columns_of(kind)):
        found = sorted(str(line[at[words(heading)]]) for line in lines)
        assert found == sorted(as_in(target, row[place]) for row in there.values()), heading

    with closing(open_office(str(paths[1]))) as empty:
        empty.store.clock = lambda: NOW
        define(empty, kind)
        (file, first), (_, again) = there_and_back(empty, target)
    compare(records(paths[1], kind, columns), there, first, file, target)
    with closing(open_office(str(paths[0]))) as full:
        full.store.clock = lambda: NOW
        own = [found.to_plain() for _, found in there_and_back(full, target)]
    altered = {key for key, row in there.items() if any(text != bare(target, text) for text in map(str, row))}
    assert own[0]["added"] + own[0]["updated"] <= len(altered) < len(there) / 5, (own, altered)
    assert (own[1]["added"], own[1]["updated"]) == (0, 0), own
    assert (again.added, again.updated, again.same) == (0, 0, first.added), again.to_plain()


CARDS = {"FN": "name", "NICKNAME": "other_name", "TITLE": "occupation", "NOTE": "notes"}
"""What a contact file says of somebody, by its own words."""


@needs("office.settings")
def add_occupations(work: Work) -> None:
    people = work.records(select(Person).order_by(Person.id))
    for n, person in enumerate(people):
        person.occupation = said(Field("", longest=120), n, 11)


def test_people_come_back_by_a_contact_file(founded: Path, tmp_path: Path) -> None:
    target = tmp_path / "people.vcf"
    with closing(open_office(str(founded_copy(founded, tmp_path, "full")))) as full:
        full.do(enter, "people")
        full.do(add_occupations)
        lists_out.export(full, "people", Query(), target, str)
    names = list(CARDS.values())
    there = records(tmp_path / "full.fmcrm", "people", names, own=False)
    found = sorted(tuple(card.get(word, [""])[0] for word in CARDS) for card in cards(target))
    assert found == sorted(tuple(re.sub("\r\n?", "\n", text) for text in row) for row in there.values())
    with closing(open_office(str(founded_copy(founded, tmp_path, "empty")))) as empty:
        (file, first), (_, again) = there_and_back(empty, target)
    here = records(tmp_path / "empty.fmcrm", "people", names, own=False)
    compare(here, there, first, file, target)
    assert (again.added, again.updated, again.same) == (0, 0, first.added)


@needs("office.settings")
def meet(work: Work) -> None:
    """A calendar file keeps the hours of meetings; of tasks and memos it has the days."""
    for event in work.records(select(Event)):
        event.kind = "meeting"


def test_events_come_back_by_a_calendar_file(founded: Path, tmp_path: Path) -> None:
    """Every field of a calendar file is read by another program's reader in tests/exchange/test_calendar_out.py."""
    target = tmp_path / "events.ics"
    with closing(open_office(str(founded_copy(founded, tmp_path, "full")))) as full:
        full.do(enter, "events")
        full.do(meet)
        lists_out.export(full, "events", Query(), target, str)
    with closing(open_office(str(founded_copy(founded, tmp_path, "empty")))) as empty:
        (file, first), (_, again) = there_and_back(empty, target)
    names = [name for name, _ in columns_of("events").values()]
    here, there = (records(tmp_path / f"{name}.fmcrm", "events", names) for name in ("empty", "full"))
    compare(here, there, first, file, target)
    assert (again.added, again.updated, again.same) == (0, 0, first.added)


def founded_copy(founded: Path, folder: Path, name: str) -> Path:
    return Path(shutil.copy(founded, folder / f"{name}.fmcrm"))


def compare(
    here: dict[str, tuple[str, ...]],
    there: dict[str, tuple[str, ...]],
    first: ImportResult,
    file: ImportFile,
    target: Path,
) -> None:
    """Each record is equal, or its row was refused by a sentence that names one of its columns."""
    wrong = {
        key: [(told, row) for told, row in zip(here[key], row, strict=True) if told != bare(target, row)]
        for key, row in there.items()
        if key in here
    }
    assert not any(wrong.values()), [each for each in wrong.values() if each][:8]
    assert first.added == len(here) and first.added + first.rejected == first.read == len(there)
    assert here.keys() <= there.keys()
    for each in first.rejects:
        told = each.why.text.format(**each.why.values)
        assert any(heading in told for heading in file.header), told
        assert "\n" not in told and len(told) < 300, told
    assert first.rejected <= REFUSED.get(target.stem, 0) * len(there), [
        each.why.text.format(**each.why.values)[:150] for each in first.rejects
    ]


REFUSED: dict[str, float] = {}
