"""Hostile files as attachments (R27): whatever is in them is kept byte for byte and never unpacked, followed or run;
what is no file or too large is told before a byte is copied; a row made by somebody else leads nowhere outside."""

from __future__ import annotations

import hashlib
import io
import os
import random
import socket
import sqlite3
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import attachments, backups, owners, privacy
from fmcrm_desktop.services.attachments import Kept
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store import attachments as store
from tests.sample import Sample

NAMES = int(os.environ.get("FMCRM_ATTACHED_NAMES", "40"))
"""Made-up names beside the hostile contents; a release runs FMCRM_ATTACHED_NAMES=300."""


class Silent:
    """Hears the steps of a job and says nothing."""

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


class Counting(Silent):
    """Keeps how far each step that copied something had come."""

    def __init__(self) -> None:
        self.copied: list[int] = []

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None:
        if of:
            self.copied.append(done)


def zipped(*entries: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return held.getvalue()


def tarred(*entries: tuple[str, str]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for name, target in entries:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            archive.addfile(entry)
    return held.getvalue()


CONTENTS: dict[str, Callable[[], bytes]] = {
    "slip.zip": lambda: zipped(
        ("../../outside.txt", b"x"), ("/tmp/outside.txt", b"x"), ("..\\..\\outside.txt", b"x")
    ),
    "links.tar.gz": lambda: tarred(("link", "/etc/passwd"), ("link/../up", "../../..")),
    "bomb.zip": lambda: zipped(("bomb.bin", bytes(20_000_000))),
    "many.zip": lambda: zipped(*((f"{n}", b"") for n in range(2_000 if NAMES < 300 else 100_001))),
    "invoice.pdf": lambda: b"MZ\x90\x00" + bytes(500),
    "page.jpg": lambda: b"<html><script>alert(1)</script></html>",
    "empty.txt": lambda: b"",
    "bare": lambda: b"#!/bin/sh\ntouch outside.txt\n",
}
"""By the name a person gave: what is in them says otherwise, or more than they can hold."""


def made_up(dice: random.Random) -> str:
    """A name of pieces that lead somewhere on one system or another."""
    pieces = (
        "..",
        "/",
        "\\",
        "C:",
        "CON",
        "nul",
        "a",
        "名",
        "😀",
        ".",
        " ",
        "%2e",
        "\u202e",
        "~",
        "$HOME",
        "`x`",
        "|",
        "\n",
    )
    return "".join(dice.choice(pieces) for _ in range(dice.randrange(1, 12))) + dice.choice(
        (".pdf", ".txt", "", ".")
    )


def around(place: Path, folder: Path) -> set[str]:
    """Everything below a place that does not lie in the office's folder of files."""
    return {
        str(each)
        for each in place.rglob("*")
        if not each.is_relative_to(folder) and each.suffix != ".fmcrm-shm"
    }


def keep(office: Office, sample: Sample, kept: list[Kept]) -> list[int]:
    return list(office.do(attachments.add, "unit", sample.unit, kept).result)


def test_what_is_in_a_file_is_kept_as_it_is_and_never_unpacked(
    office: Office, office_path: Path, sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    monkeypatch.chdir(temp)
    folder = office.ask(attachments.folder)
    for name, content in CONTENTS.items():
        (tmp_path / name).write_bytes(content())
    before = around(tmp_path, folder)
    kept = attachments.take_in(Silent(), str(folder), [str(tmp_path / name) for name in CONTENTS])
    ids = keep(office, sample, kept)
    for id, name in zip(ids, CONTENTS, strict=True):
        source = (tmp_path / name).read_bytes()
        with closing(sqlite3.connect(office_path)) as plain:
            [(stored, digest)] = plain.execute(
                "select stored_name, sha256 from attachment where id = ?", (id,)
            )
        assert (folder / stored).read_bytes() == source and digest == hashlib.sha256(source).hexdigest()
        assert (folder / stored).stat().st_mode & 0o777 == 0o600, "nothing kept can be run"
        try:
            copy = office.ask(attachments.open_copy, id)
        except Refusal:
            continue
        assert copy.read_bytes() == source and copy.stat().st_mode & 0o111 == 0
        assert copy.parent.parent == temp / "fmcrm-opened"
    assert around(tmp_path, folder) - before <= around(temp, folder) | {
        f"{office_path}-wal",
        f"{office_path}-shm",
    }
    assert {each.name for each in temp.iterdir()} <= {"fmcrm-opened"}
    assert not backups.check_files(office_path)


def test_no_name_leads_outside(
    office: Office, sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    folder = office.ask(attachments.folder)
    source = tmp_path / "one"
    source.write_bytes(b"x")
    dice = random.Random(27)
    kept = attachments.take_in(Silent(), str(folder), [str(source)] * NAMES)
    named = [Kept(made_up(dice), each.stored_name, each.size, each.sha256) for each in kept]
    for id, each in zip(keep(office, sample, named), named, strict=True):
        try:
            copy = office.ask(attachments.open_copy, id)
        except Refusal:
            continue
        assert copy.resolve().parent.parent == (temp / "fmcrm-opened").resolve(), each.name
    assert {each.parent for each in folder.iterdir()} == {folder} and len(list(folder.iterdir())) == NAMES


def test_what_is_no_file_or_too_large_is_told_before_a_byte_is_copied(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office.ask(attachments.folder)
    (tmp_path / "two").mkdir()
    wrong = {
        "huge.iso": "200 MB", "pipe": "Choose the files", "socket": "Choose the files", "two": "Choose the files",
        "away": "not there any more", "ring": "could not be copied",
    }  # fmt: skip
    with (tmp_path / "huge.iso").open("wb") as huge:
        huge.truncate(2 * 1024**3 + 1)  # two gigabytes that take no room
    os.mkfifo(tmp_path / "pipe")
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        monkeypatch.chdir(tmp_path)  # a socket's own name may be a hundred characters long
        listening.bind("socket")
    (tmp_path / "ring").symlink_to("ring")
    good = tmp_path / "good.txt"
    good.write_text("good")
    heard = Counting()
    for kept in attachments.take_in(heard, str(folder), [str(good)]):
        (folder / kept.stored_name).unlink()
    assert heard.copied, "what is copied is heard"
    for name, sentence in wrong.items():
        heard = Counting()
        with pytest.raises(Refusal) as caught:
            attachments.take_in(heard, str(folder), [str(good), str(tmp_path / name)])
        assert heard.copied == [], f"copied before {name} was looked at"
        assert name in str(caught.value) and sentence in str(caught.value), caught.value
        with pytest.raises(Refusal, match=sentence):  # what it has become since it was looked at
            store.take_in(folder, tmp_path / name, heard.step)
        assert heard.copied == [], f"{name} was copied"
        assert not folder.exists() or not list(folder.iterdir()), "the good one beside it is not kept alone"


def test_a_row_of_somebody_elses_office_opens_nothing_outside(
    office: Office, office_path: Path, sample: Sample, tmp_path: Path
) -> None:
    folder = office.ask(attachments.folder)
    (tmp_path / "secret.txt").write_text("secret")
    source = tmp_path / "one"
    source.write_bytes(b"x")
    [id] = keep(office, sample, attachments.take_in(Silent(), str(folder), [str(source)]))
    for stored in (
        "../secret.txt",
        str(tmp_path / "secret.txt"),
        "..",
        "",
        "a" * 31,
        "../" + "a" * 32,
        "A" * 32,
    ):
        with closing(sqlite3.connect(office_path)) as plain:
            plain.execute("update attachment set stored_name = ? where id = ?", (stored, id))
            plain.commit()
        for ask in (
            lambda: office.ask(attachments.open_copy, id),
            lambda: office.ask(attachments.save_copy, id, tmp_path / "copy.txt"),
        ):
            with pytest.raises(Refusal):
                ask()
        made = backups.back_up(office, tmp_path / "backup")
        assert not list((tmp_path / "backup").rglob("secret*")) and made.path.exists()
    assert not (tmp_path / "copy.txt").exists() and (tmp_path / "secret.txt").read_text() == "secret"


@pytest.mark.parametrize("stored", ["../secret.txt", "..", "A" * 32])
def test_such_a_row_of_a_person_neither_hands_out_nor_deletes_what_lies_outside(
    office: Office, office_path: Path, tmp_path: Path, stored: str
) -> None:
    """And the free pages are cleared of an erased name all the same."""
    person = office.do(owners.add, owners.NewPersonForm(name="Quillfeather")).result
    source, secret = tmp_path / "one", tmp_path / "secret.txt"
    source.write_bytes(b"x")
    secret.write_text("secret")
    folder = office.ask(attachments.folder)
    office.do(attachments.add, "person", person, attachments.take_in(Silent(), str(folder), [str(source)]))
    (folder / ("A" * 32)).write_text("no name that is made here")
    with closing(sqlite3.connect(office_path)) as plain:
        plain.execute("update attachment set stored_name = ?", (stored,))
        plain.commit()
    assert office.ask(privacy.everything, person).files == ()
    privacy.erase(office, person)
    assert secret.exists() and (folder / ("A" * 32)).exists()
    for end in ("", "-wal"):
        file = office_path.with_name(office_path.name + end)
        assert not file.exists() or b"quillfeather" not in file.read_bytes().lower()
