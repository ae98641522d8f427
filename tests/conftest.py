"""Fixtures for all rooms: a real office on a fresh copy of a database that was upgraded once a run."""

from __future__ import annotations

import gc
import os
import shutil
import uuid
import warnings
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from fmcrm_desktop.services.cases import name_of
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.store import engine
from fmcrm_desktop.store import upgrade as migrations
from tests import postgres
from tests.sample import Sample, fill
from tests.services import rich_year

# How long an example takes says how busy the machine is, not whether the program is right.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""Friday 20 November 2026, 10:00 in Shanghai: every deed of a test happens then unless it says otherwise."""
PATIENCE = 15_000
"""Milliseconds to wait for what must come."""


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, logs and data of a test never meet the person's own."""
    monkeypatch.setenv("FMCRM_HOME", str(tmp_path_factory.mktemp("home")))


OWN = ("messages.", "own_reports.", "reminders.", "views.", "escalation.run")
"""What whoever only reads may write: what is theirs alone, and what the clock does at whatever desk is open."""


@pytest.fixture(scope="session", autouse=True)
def readers_write_nothing() -> Iterator[None]:
    """No deed of any test is one that the right to read is enough for: a weaker right at a case is noticed by whatever
    does it."""
    deed = Office._deed

    def watched(office: Office, undoes: int | None, case: Any, *args: Any, **kwargs: Any) -> Any:
        done = deed(office, undoes, case, *args, **kwargs)
        ours = case.__module__.startswith("fmcrm_desktop.") and not name_of(case).startswith(OWN)
        assert not (ours and done.deed and case.right.endswith(".read")), (
            f"{case.right} wrote {name_of(case)}"
        )
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Office, "_deed", watched)
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """The statements of the program are compiled once a run, as the program compiles them once in a day: for each
    test's own office anew they took a third of the suite."""
    compiled, create = LRUCache(5_000), engine.create_engine

    def created(*args: Any, **options: Any) -> Engine:
        made = create(*args, **options)
        made._compiled_cache = compiled
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_engine", created)
        for dialect in (
            PGDialect_psycopg,
            SQLiteDialect_pysqlite,
        ):  # what is compiled is kept for each of them
            patch.setattr(dialect, "__hash__", lambda self: hash(type(self)))
            patch.setattr(dialect, "__eq__", lambda self, other: type(self) is type(other))
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, bool | None, bool | None]:
    """What the tests of a file leave in cycles goes when they end, and what the last of them was given has been let go
    of; what is left then (imported modules, the offices of the run) is not looked through again. Otherwise a worker
    grows to gigabytes: once a window was there, garbage is looked for in its event loop alone."""
    ran = yield
    if nextitem is None or nextitem.path != item.path:
        gc.collect()
        gc.freeze()
    return ran


@pytest.fixture(autouse=True)
def searched(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test without a window has no event loop either: Python looks for its garbage itself."""
    idle = not gc.isenabled() and "qapp" not in request.fixturenames
    if idle:
        gc.enable()
    yield
    if idle:
        gc.disable()


@pytest.fixture
def qtbot(qtbot: QtBot) -> Iterator[QtBot]:
    """The library's own, more patient: on a busy machine what must come comes later, and that is no fault of the
    program. What must be quick is measured beside a floor (dev.py bench)."""
    from PySide6.QtCore import QCoreApplication, QEvent

    qtbot.waitUntil = partial(qtbot.waitUntil, timeout=PATIENCE)  # type: ignore[method-assign]
    qtbot.waitSignal = partial(qtbot.waitSignal, timeout=PATIENCE)  # type: ignore[method-assign]
    yield qtbot
    # Without a loop that runs Qt keeps what is to be deleted, and styles it with everything the next test shows.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded office file, empty but for its settings; copied, never opened, by the tests."""
    path = tmp_path_factory.mktemp("founded") / "office.fmcrm"
    found_office(str(path), OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")).close()
    return path


@pytest.fixture(scope="session")
def filled(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sample]:
    """The same with a small office in it."""
    path = tmp_path_factory.mktemp("filled") / "office.fmcrm"
    shutil.copy(founded, path)
    office = open_office(str(path))
    office.store.clock = lambda: NOW
    sample = fill(office)
    office.close()
    return path, sample


@pytest.fixture
def office_path(filled: tuple[Path, Sample], tmp_path: Path) -> Path:
    path = tmp_path / "office.fmcrm"
    shutil.copy(filled[0], path)
    return path


def opened(path: Path) -> Iterator[Office]:
    """The office in a file, with the manager signed in, at NOW."""
    office = open_office(str(path))
    office.store.clock = lambda: NOW
    yield office
    office.close()


@pytest.fixture
def office(office_path: Path) -> Iterator[Office]:
    """A small office, open, with the manager signed in, at NOW."""
    yield from opened(office_path)


@pytest.fixture(scope="session")
def filled_year(filled: tuple[Path, Sample], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a year of everything in it."""
    path = tmp_path_factory.mktemp("year") / "office.fmcrm"
    shutil.copy(filled[0], path)
    office = open_office(str(path))
    office.store.clock = lambda: NOW
    rich_year.fill(office, filled[1], 4)
    office.close()
    return path


@pytest.fixture
def year(filled_year: Path, tmp_path: Path) -> Iterator[Office]:
    """The office with a year of everything in it, open, with the manager signed in, at NOW."""
    yield from opened(Path(shutil.copy(filled_year, tmp_path / "year.fmcrm")))


@pytest.fixture
def sample(filled: tuple[Path, Sample]) -> Sample:
    """The ids of what is in the office."""
    return filled[1]


@pytest.fixture
def empty_office(founded: Path, tmp_path: Path) -> Iterator[Office]:
    """A founded office with nobody in it but the manager."""
    yield from opened(Path(shutil.copy(founded, tmp_path / "empty.fmcrm")))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL on loopback. Where none is installed the tests with it are left out, said loudly."""
    if postgres.programs() is None:
        assert not os.environ.get("CI"), "PostgreSQL must be installed where a change is judged"
        warnings.warn("PostgreSQL is not installed here: NOTHING WAS TESTED ON IT.", stacklevel=1)
        pytest.skip("PostgreSQL is not installed here: NOTHING WAS TESTED ON IT.")
    with postgres.cluster() as address:
        yield address


def psycopg_to(server: str) -> Any:
    import psycopg

    return psycopg.connect(server, autocommit=True)


@pytest.fixture(scope="session")
def migrated(postgres_server: str) -> str:
    """A database on it with all tables and nothing in them, made by the migrations once a run; others are copied
    from it."""
    name = "migrated"
    with psycopg_to(postgres_server) as connection:
        connection.execute(f"create database {name}")
    assert migrations.upgrade(postgres_server.rsplit("/", 1)[0] + f"/{name}") > 0
    return name


@pytest.fixture
def postgres_url(postgres_server: str, migrated: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty database on it. The first to bring it up gets a copy of the migrated one: a hundred
    and fifty tables take the server seconds."""
    name = f"office_{uuid.uuid4().hex[:12]}"
    url = postgres_server.rsplit("/", 1)[0] + f"/{name}"
    bring_up = migrations.upgrade

    def copied(office: str) -> int:
        if office == url and migrations.found_version(office) == 0:
            with psycopg_to(postgres_server) as connection:
                connection.execute(f"drop database {name}")
                connection.execute(f"create database {name} template {migrated}")
        return bring_up(office)

    with psycopg_to(postgres_server) as connection:
        connection.execute(f"create database {name}")
    monkeypatch.setattr(migrations, "upgrade", copied)
    yield url
    with psycopg_to(postgres_server) as connection:
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture(params=["file", "server"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an office may be kept: a file, then a server."""
    if request.param == "server":
        return str(request.getfixturevalue("postgres_url"))
    return str(tmp_path / "office.fmcrm")


@pytest.fixture
def served(postgres_url: str) -> Iterator[tuple[Office, Sample]]:
    """The small office of ``office`` and ``sample``, kept on a server."""
    form = OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
    opened = found_office(postgres_url, form)
    opened.store.clock = lambda: NOW
    yield opened, fill(opened)
    opened.close()


@pytest.fixture(params=["file", "server"])
def kept(request: pytest.FixtureRequest) -> Any:
    """The small office with what is in it, kept in a file, then on a server."""
    if request.param == "server":
        return request.getfixturevalue("served")
    return request.getfixturevalue("office"), request.getfixturevalue("sample")


@pytest.fixture
def desks(where: str) -> Iterator[tuple[list[Office], Sample]]:
    """Two desks of one small office, wherever it may be kept."""
    first = found_office(where, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min"))
    both = [first, open_office(where)]
    for desk in both:
        desk.store.clock = lambda: NOW
    yield both, fill(first)
    for desk in both:
        desk.close()
