"""The store: one office's database, its readers and its writer. ``reading`` and ``writing`` are the only ways in."""

from __future__ import annotations

import importlib
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from fmcrm_desktop.model.refusal import Away, InUse, Met, Refusal, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store import bulk, documents, doubt, elsewhere, trail
from fmcrm_desktop.store.engine import OneTransaction, is_file, office_url, open_engine, told
from fmcrm_desktop.store.guard import Guard
from fmcrm_desktop.store.schema import NEWER, REVISION
from fmcrm_desktop.store.server_trouble import AWAY, HELD, sentence
from fmcrm_desktop.store.soundness import Newer
from fmcrm_desktop.store.work import Work


class Asking(OneTransaction):
    """A session for questions: a flush in it is a bug."""


class Store:
    """An office's database, opened. Make it with ``opening.open_store``, which checks before and upgrades."""

    def __init__(self, office: str, *, read_only: bool = False, rollback_journal: bool = False) -> None:
        self.url = office_url(office)
        self.is_file = is_file(self.url)
        self.path = told(self.url)
        """The file's path, or the server's address without the password."""
        self.read_only = read_only
        self.readers = open_engine(self.url, writing=False, rollback_journal=rollback_journal)
        self.writer = open_engine(self.url, writing=True, rollback_journal=rollback_journal)
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.zone = "UTC"
        self._file: tuple[int, int] | None = None
        guarded = self.is_file and not rollback_journal
        self._guard = Guard(self.url.database or "") if guarded else None
        self._desk = uuid.uuid4().hex
        self._elsewhere: elsewhere.Elsewhere | None = None
        self._can_wait = not rollback_journal
        self._moment: Asking | None = None

    @property
    def address(self) -> str:
        """What opens this office again in another process: the path, or the whole address."""
        return self.url.database or "" if self.is_file else self.url.render_as_string(hide_password=False)

    @contextmanager
    def reading(self, who: Who, case: str) -> Iterator[Work]:
        """A transaction that sees one moment of the office and cannot change it."""
        self._look()
        with self._asking() as session, told_plainly(self):
            yield Work(session, who, case, self.clock(), self.zone)

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """All questions inside are answered from the same moment, so that figures of one paper belong together
        whatever other desks keep meanwhile. For one thread, in a process that makes the paper and ends.

        In a shared folder each question has its own: without a log, whoever reads keeps others from saving.
        """
        if not self._can_wait:
            yield
            return
        with Asking(self.readers, autoflush=False) as self._moment:
            try:
                yield
            finally:
                self._moment = None

    @contextmanager
    def _asking(self) -> Iterator[Asking]:
        if self._moment is None:
            with Asking(self.readers, autoflush=False) as session:
                yield session
            return
        try:
            yield self._moment
        finally:
            self._moment.expunge_all()

    @contextmanager
    def writing(self, who: Who, case: str, undoes: int | None = None) -> Iterator[Work]:
        """One deed: everything in it is kept when the block ends, or nothing."""
        if self.read_only:
            raise Refusal(
                N_("This office is open for reading only. Close the other window to make changes here.")
            )
        self._look()
        # Tables name each other by string: what is written must find those it points to, however little is loaded.
        importlib.import_module("fmcrm_desktop.model.tables")
        with trail.Watched(self.writer) as session:
            session.info["undoes"] = undoes
            asked: doubt.Doubt | None = None
            with told_plainly(self):
                try:
                    with session.begin():
                        work = Work(session, who, case, self.clock(), self.zone)
                        yield work
                        session.flush()
                        bulk.age(session)
                        documents.refresh(session)
                        if not self.is_file:
                            elsewhere.tell(session, self._desk)
                            asked = doubt.of(session)
                except DBAPIError as error:
                    if asked is None or not error.connection_invalidated or not self.is_kept(asked):
                        raise

    def listen(self, heard: elsewhere.Heard) -> None:
        """Tell, on a thread of its own, which tables other desks touch from now on. A file has one desk."""
        if not self.is_file and self._elsewhere is None:
            self._elsewhere = elsewhere.Elsewhere(self.readers, self._desk, heard)
            self._elsewhere.start()

    def is_kept(self, asked: doubt.Doubt) -> bool:
        """Whether a deed is kept whose commit was not answered. Raises Unsure while the server cannot be asked."""
        try:
            return doubt.is_kept(self.writer, asked)
        except DBAPIError as error:
            raise doubt.Unsure(asked) from error

    def _look(self) -> None:
        """Whether the file is still the one that was opened. SQLite writes on into one that was deleted, and all of it
        would be gone in the evening; or it makes a new, empty one in its place."""
        if not self.is_file:
            return
        try:
            found = os.stat(self.path)  # noqa: PTH116  before every question; a Path takes as long again
        except OSError:
            now = None
        else:
            now = (found.st_dev, found.st_ino)
        self._file = self._file or now
        if now != self._file:
            raise Refusal(
                N_(
                    "{path} was moved or deleted while it was open. Put it back and save again, or restore the newest "
                    "backup."
                ),
                path=self.path,
            )
        if self._guard is not None:
            self._guard.hold()

    def close(self) -> None:
        """Let the file go; SQLite looks once at its statistics before, where the drive still lets it."""
        if self.is_file and not self.read_only:
            with suppress(DBAPIError), self.writer.connect() as connection:
                connection.exec_driver_sql("PRAGMA optimize")
                connection.rollback()
        if self._elsewhere is not None:
            self._elsewhere.stop()
        if self._guard is not None:
            self._guard.let_go()
        self.readers.dispose()
        self.writer.dispose()
        if self._guard is not None:
            self._guard.close()


def _reading_flushed(*_args: Any) -> None:
    raise AssertionError("a question changed something")


event.listen(Asking, "before_flush", _reading_flushed)


@contextmanager
def told_plainly(store: Store) -> Iterator[None]:
    """Turn the database's errors that a person can mend into refusals; others stay the bugs they are."""
    try:
        yield
    except StaleDataError as error:
        raise Stale("", 0, {}) from error
    except IntegrityError as error:
        _is_newer(store, error)
        raise InUse(N_("This cannot be saved: something it names is missing or already there.")) from error
    except DBAPIError as error:
        refusal = _of_file(str(error.orig), store.path) if store.is_file else _of_server(error)
        if refusal is None:
            _is_newer(store, error)
            raise
        raise refusal from error


def _is_newer(store: Store, error: DBAPIError) -> None:
    """Raises Newer where a newer program has brought the server's tables up under this one: then they may be others
    than this program knows."""
    if store.is_file or error.connection_invalidated:
        return
    with suppress(DBAPIError), store.readers.connect() as connection:
        found = connection.exec_driver_sql("select version_num from alembic_version").scalar()
        if found != REVISION:
            raise Newer(NEWER) from error


def _of_server(error: DBAPIError) -> Refusal | None:
    told = sentence(error)
    kinds: dict[str, type[Refusal]] = {AWAY: Away, HELD: Met}
    return kinds.get(told, Refusal)(told) if told else None


def _of_file(said: str, path: str) -> Refusal | None:
    said = said.lower()
    if "locked" in said:
        return Refusal(
            N_("Another program is holding {path}. Nothing was lost: try again in a moment."), path=path
        )
    if "disk is full" in said or "no space left" in said:
        return Refusal(N_("The disk with {path} is full. Free some space and save again."), path=path)
    if "readonly" in said or "read-only" in said or "permission" in said:
        return Refusal(
            N_("{path} cannot be written. Check the rights on the file and its folder."), path=path
        )
    # the search index says so where its own first reading failed
    if "disk i/o" in said or "unable to open" in said or "vtable constructor failed" in said:
        return Refusal(N_("The drive with {path} does not answer. Check it and try again."), path=path)
    if "malformed" in said or "not a database" in said or "corrupt" in said:
        return Refusal(N_("{path} is damaged. Close the program and restore the newest backup."), path=path)
    return None
