"""move: from the file to a real server and back; rows are compared here by plain sqlite3 and psycopg."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fmcrm_desktop.cli import main
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services.office import needs
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store import moving
from fmcrm_desktop.store.lock import OfficeLock
from fmcrm_desktop.store.work import Work

Rows = dict[str, list[str]]
STORED = "0123456789abcdef" * 2
CONTENT = b"a photograph of a leak" * 1000


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo office whose first order repeats one that was entered later, and which keeps a file."""
    path = tmp_path_factory.mktemp("lived") / "office.fmcrm"
    assert main(["demo", str(path), "--units", "12", "--months", "1", "--until", "2026-11-20", "--json"]) == 0
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "update work_order set repeat_of_id = (select max(id) from work_order) "
            "where id = (select min(id) from work_order)"
        )
        connection.commit()
    return path


@pytest.fixture
def source(lived_in: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(lived_in, tmp_path / "office.fmcrm"))


def attach(office: Path, shared: Path | None) -> None:
    """A photograph that hangs on the first order, written without the product."""
    import hashlib

    folder = office.with_name(f"{office.stem} attachments")
    folder.mkdir()
    (folder / STORED).write_bytes(CONTENT)
    with closing(sqlite3.connect(office)) as connection:
        connection.execute(
            "insert into attachment (subject, subject_id, name, stored_name, size, sha256, added, consent, version) "
            "values ('work_order', 1, 'leak.jpg', ?, ?, ?, '2026-11-20 02:00:00.000000', 0, 1)",
            (STORED, len(CONTENT), hashlib.sha256(CONTENT).hexdigest()),
        )
        if shared:
            connection.execute(
                "insert into setting (name, value, version) values ('office.attachments', ?, 1)",
                (json.dumps(str(shared)),),
            )
        connection.commit()


def in_file(path: Path) -> Rows:
    """Every row of every table as the file holds it, but for the search index, which the file makes of documents."""
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name
            for (name,) in connection.execute("select name from sqlite_master where type = 'table'")
            if not name.startswith(("sqlite_", "document_fts"))
        ]
        return {
            name: sorted(
                repr(dict(zip([c[0] for c in rows.description], row, strict=True))) for row in rows.fetchall()
            )
            for name in names
            for rows in [connection.execute(f'select * from "{name}"')]
        }


def on_server(url: str, like: Path) -> Rows:
    """The same of a server, its values put as a file puts them, its columns in the file's order."""
    with psycopg.connect(url) as connection, closing(sqlite3.connect(like)) as file:
        found = {}
        for (name,) in connection.execute(
            "select table_name from information_schema.tables where table_schema = 'public'"
        ).fetchall():
            columns = [row[1] for row in file.execute(f'pragma table_info("{name}")')]
            said = ", ".join(f'"{column}"' for column in columns)
            rows = connection.execute(f'select {said} from "{name}"').fetchall()  # type: ignore[arg-type]
            found[name] = sorted(repr(dict(zip(columns, map(plain, row), strict=True))) for row in rows)
        return found


def plain(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


def tables_of(url: str) -> int:
    with psycopg.connect(url) as connection:
        [(count,)] = connection.execute(
            "select count(*) from pg_class where relnamespace = 'public'::regnamespace"
        ).fetchall()
    return int(count)


def refused(capsys: pytest.CaptureFixture[str], office: Path | str, to: Path | str) -> str:
    capsys.readouterr()
    assert main(["move", "--office", str(office), "--to", str(to)]) == 1
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.strip().splitlines()) == 1, said.err
    return said.err


@needs("person.write")
def newcomer(work: Work) -> int:
    return work.add(Person(name="顾晓", other_name="Gu Xiao")).id


def test_every_row_is_the_same_on_the_server_and_in_the_file_it_came_back_to(
    source: Path, postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = in_file(source)
    back = tmp_path / "back.fmcrm"
    capsys.readouterr()
    assert main(["move", "--office", str(source), "--to", postgres_url, "--json"]) == 0
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert said.err == "" and set(answer) == {"tables", "rows", "to"}
    assert answer["rows"] == sum(len(rows) for name, rows in before.items() if name != "alembic_version")
    assert answer["tables"] == len(before) - 1
    assert sum(1 for rows in before.values() if rows) > 60, "the office tries few tables"
    there = on_server(postgres_url, source)
    assert there.keys() == before.keys()
    for name, rows in before.items():
        assert there[name] == rows, name
    assert in_file(source) == before
    assert main(["move", "--office", postgres_url, "--to", str(back)]) == 0
    assert in_file(back) == before
    assert not [each.name for each in tmp_path.iterdir() if ".part" in each.name]
    assert back.stat().st_mode & 0o077 == 0
    assert main(["check", "--office", str(back)]) == 0


def test_the_search_finds_and_what_is_new_gets_the_next_number(
    source: Path, postgres_url: str, tmp_path: Path
) -> None:
    back = tmp_path / "back.fmcrm"
    with closing(sqlite3.connect(source)) as connection:
        [(last,)] = connection.execute("select max(id) from person").fetchall()
        found = connection.execute(
            "select rowid from document_fts where document_fts match 'wang'"
        ).fetchall()
    assert found
    assert main(["move", "--office", str(source), "--to", postgres_url]) == 0
    with psycopg.connect(postgres_url) as server:
        tokens = "select id from document where tokens @@ to_tsquery('simple', 'wang')"
        assert sorted(server.execute(tokens).fetchall()) == sorted(found)
    office = open_office(postgres_url)
    assert office.do(newcomer).result == last + 1
    office.close()
    assert main(["move", "--office", postgres_url, "--to", str(back)]) == 0
    with closing(sqlite3.connect(back)) as connection:
        match = "select rowid from document_fts where document_fts match ?"
        assert set(connection.execute(match, ["wang"]).fetchall()) >= set(found)
        assert len(connection.execute(match, ["guxiao"]).fetchall()) == 1
    office = open_office(str(back))
    assert office.do(newcomer).result == last + 2
    office.close()


def test_what_is_not_empty_is_left_as_it_is(
    source: Path, postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.fmcrm"
    other.write_bytes(b"somebody's")
    assert "already" in refused(capsys, source, other)
    assert other.read_bytes() == b"somebody's"
    assert "already" in refused(capsys, source, source)
    with psycopg.connect(postgres_url) as server:
        server.execute("create table person (mine text)")
        server.execute("insert into person values ('mine')")
    assert "empty database" in refused(capsys, source, postgres_url)
    with psycopg.connect(postgres_url) as server:
        assert server.execute("select * from person").fetchall() == [("mine",)]
    assert tables_of(postgres_url) == 1
    assert "lets us in" in refused(capsys, source, postgres_url + "_nowhere")
    assert "not supported" in refused(capsys, source, "mysql://nowhere")


def test_nobody_else_may_be_at_work(
    source: Path, postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = OfficeLock(source)
    lock.take()
    assert "another window" in refused(capsys, source, postgres_url)
    lock.release()
    assert tables_of(postgres_url) == 0
    assert main(["move", "--office", str(source), "--to", postgres_url]) == 0
    desk = [sys.executable, "-c", DESK, postgres_url]
    with subprocess.Popen(desk, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdin
        assert other.stdout.readline() == b"open\n"
        assert "Other desks" in refused(capsys, postgres_url, tmp_path / "back.fmcrm")
        other.stdin.close()
    assert not (tmp_path / "back.fmcrm").exists()
    assert main(["move", "--office", postgres_url, "--to", str(tmp_path / "back.fmcrm")]) == 0


DESK = """
import sys
from fmcrm_desktop.services.opening import open_office
office = open_office(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
office.close()
"""


def test_a_clerk_is_refused(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("update staff set role = 'clerk'")
        connection.commit()
    assert refused(capsys, source, tmp_path / "other.fmcrm")
    assert not (tmp_path / "other.fmcrm").exists()


class Enough(Exception):
    """What the test stops a move with."""


def stop_at(share: float) -> Any:
    def heard(done: int, of: int) -> None:
        if done >= of * share:
            raise Enough

    return heard


@pytest.mark.parametrize("share", [0.3, 0.8], ids=["writing", "comparing"])
def test_a_fault_on_the_way_leaves_nothing(
    source: Path, postgres_url: str, tmp_path: Path, share: float
) -> None:
    before = sorted(each.name for each in tmp_path.iterdir())
    for target in (str(tmp_path / "other.fmcrm"), postgres_url):
        with pytest.raises(Enough):
            moving.move(str(source), target, "", stop_at(share))
    left = {each.name for each in tmp_path.iterdir()} - set(before)
    assert left <= {"office.fmcrm-wal", "office.fmcrm-shm"}
    assert tables_of(postgres_url) == 0


def test_tables_are_heard_as_they_are_made_and_nothing_is_told_backwards(
    source: Path, postgres_url: str, tmp_path: Path
) -> None:
    """A bar that only runs to and fro says nothing while a server makes two hundred tables."""
    rows = 2 * sum(map(len, in_file(source).values()))
    for target in (str(tmp_path / "other.fmcrm"), postgres_url):
        told: list[tuple[int, int]] = []
        moving.move(str(source), target, "", lambda *heard, told=told: told.append(heard))
        [of] = {of for _, of in told}
        done = [done for done, _ in told]
        assert done == sorted(done) and done[-1] == of
        assert len([each for each in done if each <= of - rows]) > 50, "each table, before any row"


def test_a_row_that_changed_on_the_way_is_noticed(
    source: Path, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = moving.insert_rows

    def careless(connection: Any, table: Any, rows: list[dict[str, Any]]) -> None:
        if table.name == "person":
            rows = [{**rows[0], "name": rows[0]["name"] + " "}, *rows[1:]]
        put(connection, table, rows)

    monkeypatch.setattr(moving, "insert_rows", careless)
    for target in (str(tmp_path / "other.fmcrm"), postgres_url):
        with pytest.raises(Refusal, match="person"):
            moving.move(str(source), target, "", lambda _done, _of: None)
    assert not [each.name for each in tmp_path.iterdir() if "other" in each.name]
    assert tables_of(postgres_url) == 0


def test_what_the_server_cannot_hold_is_said_and_nothing_is_left(
    source: Path, postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("update person set name = 'a' || char(0) || 'b' where id = 1")
        connection.commit()
    assert "NUL" in refused(capsys, source, postgres_url)
    assert tables_of(postgres_url) == 0


DYING = """
import os, sys
from fmcrm_desktop.store import moving
moving.move(sys.argv[1], sys.argv[2], "", lambda done, of: done > of * 0.6 and os._exit(9))
"""


def test_killed_on_the_way_leaves_nothing_but_what_is_swept(
    source: Path, postgres_url: str, tmp_path: Path
) -> None:
    to = tmp_path / "other.fmcrm"
    for target in (str(to), postgres_url):
        dying = [sys.executable, "-c", DYING, str(source), target]
        assert subprocess.run(dying, check=False, timeout=60).returncode == 9
        assert not to.exists()
    halves = [each.name for each in tmp_path.iterdir() if ".part" in each.name]
    assert halves
    assert tables_of(postgres_url) == 0
    assert main(["move", "--office", str(source), "--to", str(to)]) == 0
    assert main(["move", "--office", str(to), "--to", str(tmp_path / "next.fmcrm")]) == 0
    with closing(sqlite3.connect(to)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert not [each.name for each in tmp_path.iterdir() if ".part" in each.name]


def test_attached_files_go_along_and_go_again_when_the_move_fails(
    source: Path,
    postgres_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = tmp_path / "shared"
    attach(source, shared)
    assert "shared" in refused(capsys, source, postgres_url)
    shared.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(moving, "faults", lambda _path: ["a page is torn"])
        assert "a page is torn" in refused(capsys, source, tmp_path / "other.fmcrm")
    assert not [each.name for each in tmp_path.iterdir() if "other" in each.name]
    assert main(["move", "--office", str(source), "--to", postgres_url]) == 0
    assert (shared / STORED).read_bytes() == CONTENT
    assert main(["move", "--office", postgres_url, "--to", str(tmp_path / "back.fmcrm")]) == 0
    assert (tmp_path / "back attachments" / STORED).read_bytes() == CONTENT


def test_files_without_a_shared_folder_are_not_left_behind_unsaid(
    source: Path, postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    attach(source, None)
    assert "Name a folder" in refused(capsys, source, postgres_url)
    assert tables_of(postgres_url) == 0
