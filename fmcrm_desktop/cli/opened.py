"""The office a command works on: named, or the one last opened; locked while a command writes."""

from __future__ import annotations

import argparse
import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from fmcrm_desktop import places
from fmcrm_desktop.cli.talk import Talk
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store.backup import sweep_after_kill
from fmcrm_desktop.store.engine import is_file, office_url
from fmcrm_desktop.store.lock import OfficeLock


def named(arguments: argparse.Namespace) -> str:
    """The office asked for, else the one last opened."""
    office = arguments.office or places.last_office()
    if not office:
        raise Refusal(N_("Say which office: --office FILE."))
    return str(office)


@contextmanager
def held(office: str) -> Iterator[None]:
    """Meanwhile nobody else has the office's file open. Raises Held; a server is nobody's."""
    url = office_url(office)
    path = Path(url.database or "")
    lock = OfficeLock(path) if is_file(url) and path.exists() else None
    if lock is not None:
        lock.take()
        sweep_after_kill(path)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


@contextmanager
def opened(
    arguments: argparse.Namespace, talk: Talk, *, writing: bool = False, alone: bool = False
) -> Iterator[Office]:
    """The office, signed in; for writing, and for ``alone``, nobody else may have it open."""
    name = named(arguments)
    with held(name) if writing or alone else nullcontext():
        office = open_office(name, read_only=not writing)
        try:
            known = office.ask(settings.everything)
            talk.zone(known["office.zone"])
            if known["sign_in"]:
                _sign_in(office, arguments, talk)
            with nullcontext() if writing or alone else office.store.one_moment():
                yield office
        finally:
            office.close()


def _sign_in(office: Office, arguments: argparse.Namespace, talk: Talk) -> None:
    login = arguments.login or os.environ.get("FMCRM_LOGIN", "")
    if not login:
        raise Refusal(N_("This office asks who you are: --login NAME, and the password in FMCRM_PASSWORD."))
    password = os.environ.get("FMCRM_PASSWORD")
    if password is None:
        password = getpass.getpass(talk.words(N_("Password")) + ": ")
    office.sign_in(login, password)
