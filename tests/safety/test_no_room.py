"""Files that cannot be written (R5, R6): a sentence, the old file as it was, nothing half left, the same again works
once there is room. The system itself refuses: by the largest size a file may have, and by rights."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.exchange import jobs as exchange_jobs
from fmcrm_desktop.exchange.jobs import Wish
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import backups, owners
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store import attachments as store
from fmcrm_desktop.store.work import Work

pytestmark = pytest.mark.filterwarnings(
    # openpyxl's own generators complain when they are thrown away after a failure
    "ignore::pytest.PytestUnraisableExceptionWarning"
)
NOBODY = 65_534


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Every write beyond that size fails, as on a disk that is full."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class Steps:
    """Hears the steps of a job; ``path`` is where its paper goes."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


@needs("person.write")
def add_many(work: Work) -> None:
    work.add_many(Person, ({"name": f"Somebody {n}", "notes": f"{n} notes " * 9} for n in range(400)))


def a_list(ending: str) -> Callable[[Office, Path], Any]:
    def write(office: Office, folder: Path) -> Any:
        wish = Wish("people", Query(), folder / f"people.{ending}", "en", office.who)
        return exchange_jobs.take_out(Steps(), office.store.address, wish)

    return write


def a_paper(office: Office, folder: Path) -> None:
    making.make(
        Steps(folder / "month.pdf"), office.store.address, "month-pack", Options(month=Month(2026, 10))
    )


def a_backup(office: Office, folder: Path) -> None:
    backups.back_up(office, folder)


def an_attachment(_office: Office, folder: Path) -> None:
    source = folder.with_name("source.bin")
    source.write_bytes(bytes(1000)) if not source.exists() else None
    store.take_in(folder, source)


def a_copy_of_one(_office: Office, folder: Path) -> None:
    store.copy_out(folder.with_name("stored.bin"), folder / "letter.txt", "letter.txt")


WRITERS: dict[str, Callable[[Office, Path], Any]] = {
    "people.csv": a_list("csv"), "people.xlsx": a_list("xlsx"), "people.vcf": a_list("vcf"), "month.pdf": a_paper,
    "backup": a_backup, "attachment": an_attachment, "letter.txt": a_copy_of_one,
}  # fmt: skip


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_there_is_no_room_for_leaves_the_old_one_and_nothing_half(
    office: Office, tmp_path: Path, name: str
) -> None:
    office.do(add_many)
    folder = tmp_path / "out"
    folder.mkdir()
    (tmp_path / "stored.bin").write_bytes(bytes(20_000))
    (tmp_path / "source.bin").write_bytes(bytes(20_000))
    write = WRITERS[name]
    old = folder / name
    if "." in name:
        old.write_text("as it was")
    before = sorted(each.name for each in folder.iterdir())
    for size in (0, 1, 5_000):
        with no_file_larger_than(size), pytest.raises(Refusal) as caught:
            write(office, folder)
        assert str(caught.value)
        assert sorted(each.name for each in folder.iterdir()) == before, "something half is left"
        assert not old.exists() or old.read_text() == "as it was"
    write(office, folder)
    assert any(each.stat().st_size > 5_000 for each in folder.iterdir())


@pytest.fixture
def another() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Somebody whom rights hold: root becomes nobody for a while, everybody else is that already."""

    @contextmanager
    def become() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)

    yield become


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that nobody's own user may enter; pytest's are root's alone."""
    place = Path(tempfile.mkdtemp(prefix="fmcrm-rights-"))
    if os.geteuid() == 0:
        os.chown(place, NOBODY, NOBODY)
    yield place
    for each in (place, *place.rglob("*")):
        each.chmod(0o700)
    shutil.rmtree(place)


def given(office_path: Path, place: Path) -> Path:
    path = place / "office.fmcrm"
    shutil.copy(office_path, path)
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)
    return path


@pytest.mark.parametrize("what", ["file", "folder", "both"])
def test_a_file_or_folder_that_may_only_be_read_is_told_and_left_as_it_was(
    office_path: Path, open_place: Path, another: Callable[[], Any], what: str
) -> None:
    path = given(office_path, open_place)
    before = path.read_bytes()
    form = owners.NewPersonForm(name="Somebody Else")
    with another():
        open_office(str(path)).close()  # every module is loaded before the rights are taken
        if what != "folder":
            path.chmod(0o400)
        if what != "file":
            open_place.chmod(0o500)
        with pytest.raises(Refusal) as caught:
            office = open_office(str(path))
            try:
                office.do(owners.add, form)
            finally:
                office.close()
        assert str(path) in str(caught.value), caught.value
        open_place.chmod(0o700)
        path.chmod(0o600)
        office = open_office(str(path))
        office.do(owners.add, form)
        office.close()
    with closing(sqlite3.connect(path)) as plain:
        found = plain.execute("select count(*) from person where name = 'Somebody Else'").fetchone()
    assert found == (1,) and before


def test_nothing_is_kept_or_written_where_the_folder_may_only_be_read(
    office_path: Path, open_place: Path, another: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = given(office_path, open_place)
    known = places.resources()  # in a home of root's nobody may look for them
    monkeypatch.setattr(places, "resources", lambda: known)
    out = open_place / "out"
    out.mkdir()
    (out / "people.csv").write_text("as it was")
    (open_place / "stored.bin").write_bytes(b"1")
    if os.geteuid() == 0:
        os.chown(out, NOBODY, NOBODY)
        os.chown(out / "people.csv", NOBODY, NOBODY)
        os.chown(open_place / "stored.bin", NOBODY, NOBODY)
    warm = open_place / "warm"
    warm.mkdir()
    office = open_office(str(path))
    for write in WRITERS.values():  # nobody may not load the modules
        write(office, warm)
    office.close()
    (open_place / "source.bin").chmod(0o644)
    with another():
        office = open_office(str(path))
        for name, write in WRITERS.items():
            out.chmod(0o500)
            with pytest.raises(Refusal) as caught:
                write(office, out)
            assert str(caught.value), name
            out.chmod(0o700)
            assert [each.name for each in out.iterdir()] == ["people.csv"], name
            assert (out / "people.csv").read_text() == "as it was"
        office.close()
