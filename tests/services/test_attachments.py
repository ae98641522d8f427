"""Attachments: kept under generated names, whatever people call them; in step with rows, backups and the check."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fmcrm_desktop.model.file_name import RESERVED, harmless
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import attachments, backups, calls
from fmcrm_desktop.services.attachments import Kept, NameForm
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store import attachments as store
from tests.sample import Sample


class Silent:
    """Hears the steps of a job and says nothing."""

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


def keep(office: Office, subject: str, id: int, *paths: Path, consent: bool = False) -> list[int]:
    """What the window does: copy in, then name."""
    place = office.ask(attachments.folder)
    kept = attachments.take_in(Silent(), str(place), [str(path) for path in paths])
    return office.do(attachments.add, subject, id, kept, consent).result


def written(path: Path, content: bytes = b"content") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def rows(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


def test_a_file_is_kept_beside_the_office_under_a_generated_name(
    office: Office, office_path: Path, sample: Sample, tmp_path: Path
) -> None:
    source = written(tmp_path / "in" / "lease 租约.pdf", b"%PDF-1.7 lease")
    [id] = keep(office, "person", sample.owner, source)
    [(name, stored, size, digest)] = rows(
        office_path, "select name, stored_name, size, sha256 from attachment"
    )
    folder = office_path.with_name("office attachments")
    assert name == "lease 租约.pdf" and str(stored).isalnum() and size == 14
    assert (folder / str(stored)).read_bytes() == b"%PDF-1.7 lease"
    assert digest == hashlib.sha256(b"%PDF-1.7 lease").hexdigest()
    assert (folder.stat().st_mode & 0o077, (folder / str(stored)).stat().st_mode & 0o077) == (0, 0)
    assert source.exists()
    [row] = office.ask(attachments.of, "person", sample.owner)
    assert (row.id, row.name, row.kind, row.size) == (id, "lease 租约.pdf", "file", 14)


NAMES = [
    r"..\..\x", r"C:\x", "CON", "con.txt", "a" * 240 + ".pdf", "trailing.", "trailing. . ", "😀👩‍👩‍👧.png",
    "photo.jpg", "PHOTO.jpg", "-rf", " ", "a\nb.txt", "invoice\u202egpj.exe", "%s{0}<b>&.txt", ".hidden",
    "x" * 80 + "名" * 50,
]  # fmt: skip


def test_names_of_people_are_kept_as_text_and_never_lead_anywhere(
    office: Office, office_path: Path, sample: Sample, tmp_path: Path
) -> None:
    before = {path for path in tmp_path.rglob("*") if "attachments" not in str(path)}
    place = office.ask(attachments.folder)
    source = written(tmp_path / "one.bin", b"x")
    kept = []
    for name in NAMES:
        [one] = attachments.take_in(Silent(), str(place), [str(source)])
        kept.append(Kept(name, one.stored_name, one.size, one.sha256))
    ids = office.do(attachments.add, "unit", sample.unit, kept).result
    assert [row.name for row in reversed(office.ask(attachments.of, "unit", sample.unit))] == NAMES
    for id, name in zip(ids, NAMES, strict=True):
        if name.endswith("exe"):
            with pytest.raises(Refusal):
                office.ask(attachments.open_copy, id)
            continue
        copy = office.ask(attachments.open_copy, id)
        assert copy.parent.parent.name == "fmcrm-opened" and copy.read_bytes() == b"x"
        assert not os.access(copy, os.W_OK) or os.geteuid() == 0
        assert copy.stat().st_mode & 0o777 == 0o400
    assert len(list(place.iterdir())) == len(NAMES)
    outside = {path for path in tmp_path.rglob("*") if "attachments" not in str(path)}
    assert outside - before == {source} | {p for p in outside if p.name.endswith(("-wal", "-shm"))} - before


@pytest.mark.parametrize("name", [*NAMES, "x" * 300, "a/../../etc/passwd", "nul.tar.gz", "", "..", "."])
def test_a_harmless_name_is_one_part_of_a_path_on_every_system(name: str) -> None:
    made = harmless(name)
    assert made and not set(made) & set('<>:"|?*/\\\n\u202e\0') and made not in (".", "..")
    assert len(made.encode()) <= 255 and len(made) <= 120
    assert made == made.strip() and not made.endswith(".")
    assert made.split(".")[0].lower() not in RESERVED


def test_what_is_no_file_or_too_large_is_refused_beforehand(
    office: Office, sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = office.ask(attachments.folder)
    monkeypatch.setattr(store, "LIMIT", 1000)
    good = written(tmp_path / "good", b"1")
    for wrong in (tmp_path, tmp_path / "absent", written(tmp_path / "large", b"x" * 1001)):
        with pytest.raises(Refusal):
            attachments.take_in(Silent(), str(place), [str(good), str(wrong)])
        assert not place.exists() or list(place.iterdir()) == []
    assert keep(office, "unit", sample.unit, written(tmp_path / "empty", b""))


def test_a_recording_needs_consent(office: Office, sample: Sample, tmp_path: Path) -> None:
    logged = office.do(calls.log, CallForm(sample.owner, topic="Lift")).result
    sound = written(tmp_path / "call.mp3")
    with pytest.raises(Invalid) as refused:
        keep(office, "call", logged.id, sound)
    assert "consent" in refused.value.fields
    keep(office, "call", logged.id, sound, consent=True)
    [row] = office.ask(attachments.of, "call", logged.id)
    assert row.consent and row.kind == "sound"
    keep(office, "call", logged.id, written(tmp_path / "notes.txt"))


def test_a_file_is_renamed_taken_away_and_brought_back(
    office: Office, office_path: Path, sample: Sample, tmp_path: Path
) -> None:
    [id] = keep(office, "person", sample.owner, written(tmp_path / "a.txt"))
    form = office.ask(attachments.form, id)
    office.do(attachments.rename, id, NameForm("Lease.txt", form.version))
    assert [row.name for row in office.ask(attachments.of, "person", sample.owner)] == ["Lease.txt"]
    done = office.do(attachments.archive, id)
    assert office.ask(attachments.of, "person", sample.owner) == []
    assert done.deed is not None
    office.undo(done.deed)
    assert len(office.ask(attachments.of, "person", sample.owner)) == 1
    assert office.ask(attachments.save_copy, id, tmp_path / "copy.txt").read_bytes() == b"content"
    assert not backups.check_files(office_path)


def test_who_may_not_see_the_matter_sees_none_of_its_files(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    [id] = keep(office, "person", sample.owner, written(tmp_path / "a.txt"))
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    for ask in (
        lambda: office.ask(attachments.of, "person", sample.owner),
        lambda: office.ask(attachments.open_copy, id),
        lambda: office.do(attachments.archive, id),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_the_check_names_what_is_missing_changed_and_extra(
    office: Office, office_path: Path, sample: Sample, tmp_path: Path
) -> None:
    sources = [written(tmp_path / f"{n}.txt", str(n).encode()) for n in range(4)]
    ids = keep(office, "unit", sample.unit, *sources)
    place = office.ask(attachments.folder)
    stored = [str(row[0]) for row in rows(office_path, "select stored_name from attachment order by id")]
    (place / stored[0]).unlink()
    (place / stored[1]).write_bytes(b"longer")
    (place / stored[2]).write_bytes(b"X")
    (place / "stranger").write_bytes(b"")
    found = backups.check_files(office_path)
    assert (found.missing, sorted(found.changed), found.extra) == (
        ("0.txt",),
        ["1.txt", "2.txt"],
        ("stranger",),
    )
    assert backups.check_files(office_path, thorough=False).changed == ("1.txt",)
    with pytest.raises(Refusal, match="missing"):
        office.ask(attachments.open_copy, ids[0])


def test_a_backup_holds_the_files_and_a_restore_brings_them_back(
    office: Office, office_path: Path, sample: Sample, tmp_path: Path
) -> None:
    contents = [os.urandom(5000 + n) for n in range(12)]
    sources = [written(tmp_path / "in" / f"{n}.bin", content) for n, content in enumerate(contents)]
    keep(office, "unit", sample.unit, *sources[:8])
    first = backups.back_up(office)
    keep(office, "person", sample.owner, *sources[8:])
    second = backups.back_up(office, tmp_path / "stick")
    office.close()
    for copy, expected in ((first.path, contents[:8]), (second.path, contents)):
        shutil.rmtree(office_path.with_name("office attachments"))
        backups.restore(office_path, copy)
        told = dict(rows(office_path, "select stored_name, sha256 from attachment"))
        lying = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in office_path.with_name("office attachments").iterdir()
        }
        assert told == lying
        assert sorted(told.values()) == sorted(hashlib.sha256(each).hexdigest() for each in expected)
        assert not backups.check_files(office_path)


def test_a_damaged_file_in_the_backup_is_never_brought_back(
    office: Office, office_path: Path, sample: Sample, tmp_path: Path
) -> None:
    keep(office, "unit", sample.unit, written(tmp_path / "a.bin", b"right"))
    made = backups.back_up(office)
    office.close()
    shutil.rmtree(office_path.with_name("office attachments"))
    [copy] = made.path.with_name("office attachments").iterdir()
    copy.write_bytes(b"wrong")
    backups.restore(office_path, made.path)
    assert backups.check_files(office_path).missing == ("a.bin",)


ADD = """
import os, sys
from pathlib import Path
from fmcrm_desktop.services import attachments
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store import attachments as store

class Silent:
    def step(self, *given, **values): pass

office = open_office(sys.argv[1])
place = str(office.ask(attachments.folder))
for n in range(100_000):
    kept = attachments.take_in(Silent(), place, [sys.argv[2]])
    print("file", flush=True)
    office.do(attachments.add, "unit", int(sys.argv[3]), kept)
    print("row", flush=True)
"""


def test_killed_between_file_and_row_there_is_no_row_without_its_file(
    office_path: Path, sample: Sample, tmp_path: Path
) -> None:
    source = written(tmp_path / "a.bin", os.urandom(300_000))
    acknowledged = 0
    for kill in range(int(os.environ.get("FMCRM_KILLS", "100")) // 10):
        command = [sys.executable, "-c", ADD, str(office_path), str(source), str(sample.unit)]
        program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert program.stdout is not None
        for _ in range(1 + kill):
            acknowledged += program.stdout.readline().strip() == "row"
        program.kill()
        acknowledged += program.stdout.read().split().count("row")
        program.wait()
        program.stdout.close()
    told = dict(rows(office_path, "select stored_name, sha256 from attachment"))
    folder = office_path.with_name("office attachments")
    assert len(told) >= acknowledged > 0
    assert all(
        hashlib.sha256((folder / str(name)).read_bytes()).hexdigest() == digest
        for name, digest in told.items()
    )
    found = backups.check_files(office_path)
    assert not found.missing and not found.changed
    store.sweep(folder, older=store.timedelta(0))
    assert list(folder.glob("*.part")) == []
