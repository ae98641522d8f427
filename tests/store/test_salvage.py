"""Salvage: what can be read of a torn file is brought over whole, and the torn file is not touched."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store import soundness
from fmcrm_desktop.store.salvage import salvage
from fmcrm_desktop.store.work import Work


@needs("person.write")
def many(work: Work) -> None:
    work.add_many(Person, ({"name": f"Person {n:05d}", "notes": "x" * 200} for n in range(3_000)))


def names(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("select name from person")}


@pytest.fixture
def torn(office: Office, office_path: Path) -> tuple[Path, set[str]]:
    """The office with 3,000 people more and three of their pages zeroed; and who was in it."""
    office.do(many)
    office.close()
    with closing(sqlite3.connect(office_path)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
        before = {row[0] for row in connection.execute("select name from person")}
    content = bytearray(office_path.read_bytes())
    pages = [
        at
        for at in range(0, len(content), 4096)
        if content[at : at + 4096].count(b"Person 0") > 5 and content[at] == 13
    ]
    for at in random.Random(1).sample(pages[10:], 3):
        content[at : at + 4096] = bytes(4096)
    office_path.write_bytes(content)
    return office_path, before


def test_most_of_a_torn_office_comes_over_and_opens_sound(
    torn: tuple[Path, set[str]], tmp_path: Path
) -> None:
    path, before = torn
    assert soundness.faults(path)
    content = path.read_bytes()
    target = tmp_path / "salvaged.fmcrm"
    found = salvage(path, target)
    assert path.read_bytes() == content
    assert names(target) <= before
    assert len(names(target)) > 0.95 * len(before)
    assert found.rows["person"] == len(names(target)) and "person" in found.torn
    assert soundness.faults(target) == []
    again = open_office(str(target))
    again.close()
    with closing(sqlite3.connect(target)) as connection:
        documents = connection.execute("select count(*) from document where kind = 'person'").fetchone()[0]
    assert documents == len(names(target))


def test_a_file_of_noise_gives_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    noise = tmp_path / "noise.fmcrm"
    noise.write_bytes(b"SQLite format 3\x00" + random.Random(2).randbytes(50_000))
    target = tmp_path / "salvaged.fmcrm"
    with pytest.raises(Refusal):
        salvage(noise, target)
    assert not target.exists()


def test_nothing_is_salvaged_over_a_file(torn: tuple[Path, set[str]], tmp_path: Path) -> None:
    target = tmp_path / "there.fmcrm"
    target.write_text("mine")
    with pytest.raises(Refusal):
        salvage(torn[0], target)
    assert target.read_text() == "mine"
