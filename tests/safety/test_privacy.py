"""Everything held on a person is handed out, and nothing of it is left once they are erased: marks are planted by plain
SQL in every text column of every table that can name somebody, and looked for in the bytes of the file."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import attachments, privacy
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from tests.conftest import NOW
from tests.sample import Sample

NAME, OTHER, PHONE = "Quillfeather Zebedee", "羿鸑鷟", "13700009137"
MARK = re.compile(r"MARK\d{5}X")
STAMP = "2026-03-04 05:06:07.000000"
CODED = {
    ("note", "subject"), ("attachment", "subject"), ("move", "subject"), ("escalated", "subject"),
    ("own_field", "subject"), ("escalation_rule", "subject"), ("category", "subject"), ("event_guest", "answer"),
    ("leaving_entry", "reason"), ("offer", "answer"), ("complaint_aspect", "value"),
}  # fmt: skip
"""Columns of such a name that hold the program's own words."""
SPOKEN = {
    "notes", "text", "note", "description", "summary", "own_words", "answer", "lesson", "name", "title", "subject",
    "why", "value", "address", "cause", "fix", "result", "place", "wants", "needs", "email", "phone", "company",
    "next_step", "planned", "topic", "label", "hours", "minutes", "lost_text", "reason", "other_name", "expects",
    "prefers", "speaks", "warning", "account", "occupation", "rating_words", "expected", "delivered", "remedy",
    "notice", "other_notice", "other_text", "other_title", "loss_risk", "what", "alternative", "tracking", "carrier",
    "handed_to", "external_number", "identity_number", "preferred_hours", "clash_reason",
}  # fmt: skip
"""Columns in which people write; written here apart from the product's own table of codes."""


def _columns(plain: sqlite3.Connection, table: str) -> list[tuple[str, str, bool, object]]:
    return [
        (name, kind.upper(), bool(must), given)
        for _cid, name, kind, must, given, _key in plain.execute(f"pragma table_info({table})")
    ]


def _parents(plain: sqlite3.Connection, table: str) -> dict[str, str]:
    return {row[3]: row[2] for row in plain.execute(f"pragma foreign_key_list({table})")}


def _tables(plain: sqlite3.Connection) -> list[str]:
    found = plain.execute("select name from sqlite_master where type = 'table' order by name")
    return [name for (name,) in found if not name.startswith(("sqlite_", "document", "alembic"))]


class Planter:
    """Puts one row of somebody into every table that can name them, and one into what hangs on a matter."""

    def __init__(self, plain: sqlite3.Connection, person: int) -> None:
        self.plain, self.person, self.number = plain, person, count(10_000)
        self.marks: dict[str, tuple[str, str]] = {}
        self.files: dict[str, str] = {}

    def _mark(self, table: str, column: str) -> str:
        mark = f"MARK{next(self.number)}X"
        self.marks[mark] = (table, column)
        return mark

    def row(self, table: str, **given: object) -> int:
        """A row of the table with a mark in each column in which people write."""
        values: dict[str, object] = {}
        parents = _parents(self.plain, table)
        for name, kind, must, _given in _columns(self.plain, table):
            if name in given:
                values[name] = given[name]
            elif name == "id":
                values[name] = next(self.number) + 1_000_000
            elif name in parents:
                if must:
                    values[name] = self._any(parents[name])
            elif "TEXT" in kind and name in SPOKEN and (table, name) not in CODED:
                values[name] = self._mark(table, name)
            elif must:
                values[name] = STAMP if "DATETIME" in kind else "2026-03-04" if "DATE" in kind else (
                    "x" if "TEXT" in kind else 1
                )  # fmt: skip
        names = ", ".join(f'"{name}"' for name in values)
        self.plain.execute(
            f"insert into {table} ({names}) values ({', '.join('?' * len(values))})", list(values.values())
        )
        return int(str(values["id"]))

    def _any(self, table: str) -> int:
        """A row to point to that is nobody's."""
        if table == "person":
            return self.person
        found = self.plain.execute(f"select min(id) from {table}").fetchone()[0]
        if found is None:
            found = self.row(table)
        return int(found)

    def everywhere(self) -> None:
        for table in _tables(self.plain):
            for column, parent in _parents(self.plain, table).items():
                if parent == "person" and table != "person":
                    self.row(table, **{column: self.person})
        self.row("person", merged_into_id=self.person)
        for matter in ("call", "work_order", "complaint", "lead", "event"):
            id = self.plain.execute(
                f"select max(id) from {matter} where person_id = ?", [self.person]
            ).fetchone()[0]
            self.row("note", subject=matter, subject_id=id)
            stored = f"{next(self.number):032x}"
            self.row("attachment", subject=matter, subject_id=id, stored_name=stored)
            self.files[stored] = self._mark("file", "content")
        sheet = self.plain.execute(
            "select max(id) from survey_sheet where person_id = ?", [self.person]
        ).fetchone()[0]
        self.row("survey_answer", sheet_id=sheet)
        document = self.plain.execute(
            "select max(id) from issued_document where person_id = ?", [self.person]
        )
        self.row("issued_edition", document_id=document.fetchone()[0])
        lead = self.plain.execute("select max(id) from lead where person_id = ?", [self.person]).fetchone()[0]
        self.row("lead_step", lead_id=lead)
        field = self.row("own_field", subject="person", kind="text", name="Hobby")
        self.row("own_value", field_id=field, record_id=self.person)


@pytest.fixture
def planted(office_path: Path, sample: Sample) -> Iterator[tuple[Office, Planter]]:
    """An office in which a person has been everywhere, once by the program and then in every table by plain SQL."""
    from fmcrm_desktop.services import notes, owners
    from fmcrm_desktop.services.notes import NoteForm

    office = open_office(str(office_path))
    office.store.clock = lambda: NOW
    form = owners.PersonForm(name=NAME, other_name=OTHER)
    person = office.do(owners.add, form).result
    office.do(notes.add, "unit", sample.unit, NoteForm(text=f"{NAME} rang about the lift, {PHONE}"))
    office.close()
    with closing(sqlite3.connect(office_path, isolation_level=None)) as plain:
        plain.execute("pragma foreign_keys = on")
        plain.execute("begin")
        planter = Planter(plain, person)
        planter.everywhere()
        planter.row("contact_point", person_id=person, value=PHONE, e164="+86" + PHONE, digits=PHONE)
        plain.execute("commit")
    folder = office_path.with_name(office_path.stem + " attachments")
    folder.mkdir(mode=0o700, exist_ok=True)
    for stored, mark in planter.files.items():
        (folder / stored).write_text(mark)
    office = open_office(str(office_path))
    office.store.clock = lambda: NOW
    yield office, planter
    office.close()


class Unheard:
    """The steps of a job, with nobody to tell."""

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


def _tells(file: Path, word: str) -> bool:
    return word in file.name or word.encode() in file.read_bytes()


def _settle(planter: Planter, path: Path) -> None:
    """All that is open is over, so that nothing speaks against erasing."""
    with closing(sqlite3.connect(path)) as plain:
        for table, state in (("work_order", "closed"), ("complaint", "closed"), ("agreement", "ended")):
            plain.execute(f"update {table} set state = ? where person_id = ?", [state, planter.person])
        plain.execute("update relation set until_day = '2020-01-01' where person_id = ?", [planter.person])
        plain.execute("update bill set state = 'cancelled' where person_id = ?", [planter.person])
        plain.commit()


def test_marks_are_planted_in_every_table_that_can_name_somebody(planted: tuple[Office, Planter]) -> None:
    _office, planter = planted
    assert len(planter.marks) > 120
    assert {"person", "contact_point", "relation", "call", "letter", "lead", "complaint", "committee_member",
            "issued_edition", "survey_answer", "own_value", "event_guest"} <= {t for t, _ in planter.marks.values()} | {
            "relation", "committee_member"}  # fmt: skip


def test_what_is_handed_out_holds_every_mark(planted: tuple[Office, Planter]) -> None:
    office, planter = planted
    told = office.ask(privacy.everything, planter.person)
    said = {
        mark
        for table in told.tables
        for row in table.rows
        for cell in row
        for mark in MARK.findall(str(cell))
    }
    said |= {mark for file in told.files for mark in MARK.findall(file.path.read_text())}
    assert (
        sorted(planter.marks[mark] for mark in planter.marks.keys() - said if _is_theirs(planter, mark)) == []
    )
    assert any(
        NAME in str(cell)
        for table in told.tables
        if table.name == "mentions"
        for row in table.rows
        for cell in row
    )


def _is_theirs(planter: Planter, mark: str) -> bool:
    """Rows that were only needed to point to are nobody's."""
    table, _column = planter.marks[mark]
    if table == "file":
        return True
    return table not in NOBODYS


NOBODYS = {
    "building", "site", "unit", "campaign", "handbook_edition", "group_message", "committee_body", "committee_meeting",
    "agenda_item", "decision", "dispute", "notice", "questionnaire", "question", "survey", "call_list", "call_topic",
    "own_field", "letter_template", "category", "staff", "behaviour_scale", "room", "equipment", "skill", "plan",
    "fee", "part", "post", "checklist", "problem", "entrance", "target_rule",
}  # fmt: skip


def test_nothing_of_somebody_is_left_once_they_are_erased(
    planted: tuple[Office, Planter], office_path: Path
) -> None:
    office, planter = planted
    _settle(planter, office_path)
    before = _totals(office_path)
    erased = privacy.erase(office, planter.person)
    assert erased.mentions >= 1
    left = _left(office_path)
    assert sorted({planter.marks[mark] for mark in left if _is_theirs(planter, mark)}) == []
    for word in (NAME, OTHER, PHONE):
        assert not _holds(office_path, word), word
    assert not [path for path in _folder(office_path) if path.name in planter.files]
    assert _totals(office_path) == before


def _folder(path: Path) -> list[Path]:
    return list(path.with_name(path.stem + " attachments").iterdir())


def _bytes(path: Path) -> bytes:
    return b"".join(
        each.read_bytes()
        for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm")))
        if each.exists()
    )


def _left(path: Path) -> set[str]:
    """Marks anywhere in the file, its log and its free pages, in large and small letters."""
    return {m.decode().upper() for m in re.findall(rb"(?i)MARK\d{5}X", _bytes(path))}


def _holds(path: Path, word: str) -> bool:
    data = _bytes(path).lower()
    return word.lower().encode() in data or json.dumps(word)[1:-1].lower().encode() in data


def _totals(path: Path) -> list[tuple[object, ...]]:
    """Counts, amounts and times that past months are made of."""
    with closing(sqlite3.connect(path)) as plain:
        return [
            row
            for asked in (
                "select 'call', count(*), min(started), max(started) from call",
                "select state, count(*), sum(rating), min(received), max(done) from work_order group by state",
                "select state, channel, count(*), min(received), max(resolved) from complaint group by state, channel",
                "select state, count(*) from bill group by state",
                "select count(*), sum(amount) from payment",
                "select count(*), count(nullif(lesson, '')), count(nullif(answer, '')) from complaint",
                "select way, count(*) from survey_sheet group by way",
            )
            for row in plain.execute(asked)
        ]


def test_an_erased_person_cannot_be_brought_back_by_undoing(
    planted: tuple[Office, Planter], office_path: Path
) -> None:
    office, planter = planted
    _settle(planter, office_path)
    privacy.erase(office, planter.person)
    with closing(sqlite3.connect(office_path)) as plain:
        deed, case = plain.execute('select id, "case" from deed order by id desc limit 1').fetchone()
    assert case == "privacy.erase_person"
    with pytest.raises(Refusal):
        office.undo(deed)


def test_somebody_the_office_still_has_to_do_with_is_not_erased(office: Office, sample: Sample) -> None:
    assert [each.kind for each in office.ask(privacy.objections, sample.owner)] == ["unit", "unit"]
    with pytest.raises(Refusal):
        privacy.erase(office, sample.owner)


def test_another_of_the_same_name_keeps_it(office: Office, office_path: Path, sample: Sample) -> None:
    from fmcrm_desktop.services import notes, owners
    from fmcrm_desktop.services.notes import NoteForm

    twin = office.do(owners.add, owners.PersonForm(name="王芳")).result
    note = office.do(notes.add, "unit", sample.unit, NoteForm(text="王芳 will send the key")).result
    erased = privacy.erase(office, twin)
    assert (erased.mentions, erased.shared) == (0, 1)
    with closing(sqlite3.connect(office_path)) as plain:
        assert plain.execute("select text from note where id = ?", [note]).fetchone()[0].startswith("王芳")
        assert plain.execute("select name from person where id = ?", [sample.owner]).fetchone()[0] == "王芳"
        assert plain.execute("select name, archived is not null from person where id = ?", [twin]).fetchone() == (
            f"*** {twin}", 1,
        )  # fmt: skip


def test_old_calls_and_prospects_are_offered_and_no_others(
    office: Office, office_path: Path, sample: Sample
) -> None:
    with closing(sqlite3.connect(office_path)) as plain:
        planter = Planter(plain, sample.owner)
        old_call = planter.row("call", started=_days_ago(800), number="4001", notes="old")
        new_call = planter.row("call", started=_days_ago(10), number="4002", notes="new")
        old_lead = planter.row("lead", entered=_days_ago(800), state="lost", closed=_days_ago(700))
        busy = planter.row("lead", entered=_days_ago(800), state="new")
        planter.row("lead_step", lead_id=busy, moment=_days_ago(5))
        plain.commit()
    assert office.ask(privacy.old) == privacy.Old(0, 0, None, None)
    office.do(privacy.keep_retention, privacy.RetentionForm(calls=24, prospects=12))
    found = office.ask(privacy.old)
    assert (found.calls, found.prospects) == (1, 1)
    privacy.erase_all_old(office)
    with closing(sqlite3.connect(office_path)) as plain:
        calls = dict(plain.execute("select id, number from call"))
        leads = dict(plain.execute("select id, name from lead"))
    assert (calls[old_call], calls[new_call]) == ("***", "4002")
    assert leads[old_lead] == "***" and leads[busy].startswith("MARK")
    assert (office.ask(privacy.old).calls, office.ask(privacy.old).prospects) == (0, 0)


def _days_ago(days: int) -> str:
    return (NOW.astimezone(UTC) - timedelta(days)).strftime("%Y-%m-%d %H:%M:%S.%f")


def test_backups_that_still_hold_somebody_are_named(office: Office, office_path: Path) -> None:
    from fmcrm_desktop.services import backups

    made = backups.back_up(office)
    found = privacy.held(office_path)
    assert [(each.path, each.until) for each in found] == [
        (made.path, datetime(2027, 11, 20, 2, 0, tzinfo=UTC))
    ]


def test_the_folder_handed_out_holds_every_mark_and_is_the_owners_alone(
    planted: tuple[Office, Planter], tmp_path: Path
) -> None:
    from fmcrm_desktop.exchange import personal_folder
    from fmcrm_desktop.model.words import Words

    office, planter = planted
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"x")
    kept = attachments.take_in(Unheard(), str(office.ask(attachments.folder)), [str(photo)])
    office.do(attachments.add, "person", planter.person, kept)  # with its lines of the change log
    planter.files[kept[0].stored_name] = ""
    target = tmp_path / "handed out"
    personal_folder.write(office.ask(privacy.everything, planter.person), target, Words("en", "UTC"))
    files = list(target.iterdir())
    said = set(MARK.findall("".join(each.read_text("utf-8") for each in files if each.suffix != ".json")))
    assert {mark for mark in planter.marks.keys() - said if _is_theirs(planter, mark)} == set()
    assert {each.stat().st_mode & 0o077 for each in (target, *files)} == {0}
    generated = [stored for stored in planter.files if any(_tells(each, stored) for each in files)]
    assert len(planter.files) == 6 and generated == [], (
        "names the office made up for its own folder are not theirs"
    )
    assert not list(tmp_path.glob(".*.part"))
