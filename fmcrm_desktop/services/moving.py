"""An office moved from its file to a server, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store.engine import is_file, office_url, told
from fmcrm_desktop.store.lock import OfficeLock

if TYPE_CHECKING:
    from fmcrm_desktop.jobs import Progress
    from fmcrm_desktop.model.staff import Who
    from fmcrm_desktop.store.work import Work

RIGHT = "office.settings"
"""What a manager alone may."""
SHARED = "office.attachments"


@dataclass(frozen=True)
class Moved:
    """What lies at ``to`` now, a path or an address without its password."""

    tables: int
    rows: int
    to: str


@dataclass
class ServerForm:
    """A database on a PostgreSQL server: empty, and made there before."""

    host: Annotated[
        str, Field(N_("Server"), longest=200, required=True, hint=N_("Its name or number in the network"))
    ] = ""
    port: Annotated[int, Field(N_("Port"), longest=5, required=True)] = 5432
    database: Annotated[
        str, Field(N_("Database"), longest=63, required=True, hint=N_("Empty, made on the server"))
    ] = ""
    user: Annotated[str, Field(N_("User of the database"), longest=63, required=True)] = ""
    password: Annotated[str, Field(N_("Password"), longest=400, secret=True)] = ""


@dataclass
class FileForm:
    """A file that is not there yet."""

    file: Annotated[str, Field(N_("File"), longest=1000, required=True)] = ""


@needs(RIGHT)
def to_server(work: Work, form: ServerForm) -> str:
    """The whole address of an empty database that lets us in. Raises Refusal; nothing is changed anywhere."""
    from sqlalchemy import URL

    from fmcrm_desktop.store import moving

    check(form)
    if not 0 < form.port < 65_536:
        raise Invalid(port=N_("A port is a number from 1 to 65535; PostgreSQL's own is 5432."))
    url = URL.create(
        "postgresql", form.user, form.password or None, form.host.strip(), form.port, form.database.strip()
    )
    address = url.render_as_string(hide_password=False)
    moving.ready(address)
    return address


@needs(RIGHT)
def to_file(work: Work, form: FileForm) -> str:
    """The whole path of a file that may be made. Raises Refusal; nothing is changed anywhere."""
    from fmcrm_desktop.store import moving

    check(form)
    path = Path(form.file.strip()).expanduser().absolute()
    if path.suffix != ".fmcrm":
        path = path.with_name(path.name + ".fmcrm")
    moving.ready(str(path))
    return str(path)


def work(progress: Progress, source: str, to: str, who: Who) -> Moved:
    """The work of a job, of an office that nobody has open: its file is held meanwhile. Raises Refusal and Held."""
    url = office_url(source)
    lock = OfficeLock(Path(url.database or "")) if is_file(url) else None
    if lock is not None:
        lock.take()
    try:
        office = open_office(source, read_only=True)
        try:
            office.who = who
            return move(office, to, progress.step)
        finally:
            office.close()
    finally:
        if lock is not None:
            lock.release()


def move(office: Office, to: str, heard: Callable[[int, int], object]) -> Moved:
    """Copy the office to a file that is not there or an empty database, compared row by row; this one stays as it is.

    ``heard`` hears how much of how much is done. Raises Refusal; then nothing is left at the target.
    """
    from fmcrm_desktop.store import moving

    if not office.who.may(RIGHT):
        raise NotAllowed(RIGHT)
    url, shared = office_url(to), str(office.ask(settings.everything)[SHARED] or "")
    if shared and not Path(shared).is_dir() and not (office.store.is_file and is_file(url)):
        raise Refusal(
            N_("The folder of the attached files is not reached here: {path}. Connect it, then move."),
            path=shared,
        )
    rows = moving.move(office.store.address, to, shared, heard)
    return Moved(len(rows), sum(rows.values()), told(url))
