"""backup, restore, check, upgrade: keeping the office file."""

from __future__ import annotations

import argparse
from pathlib import Path

from fmcrm_desktop.cli.opened import held, named, opened
from fmcrm_desktop.cli.talk import REFUSED, Talk
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import backups
from fmcrm_desktop.services.opening import open_office


def _file(arguments: argparse.Namespace) -> Path:
    office = named(arguments)
    if "://" in office:
        raise Refusal(N_("This office is kept on a server: backups, restoring and checks are done there."))
    return Path(office).expanduser().absolute()


def backup(arguments: argparse.Namespace, talk: Talk) -> None:
    with opened(arguments, talk) as office:
        made = backups.back_up(office, arguments.to)
    talk.say(
        {"backup": made.path, "made": made.made, "size": made.size, "verified": True},
        talk.words(N_("Backed up and verified: {path}"), path=made.path),
    )


def restore(arguments: argparse.Namespace, talk: Talk) -> None:
    office = _file(arguments)
    looked = backups.preview(office, arguments.backup)
    if arguments.preview:
        lines = [
            f"{table:<12} {looked.now.get(table, 0):>8} → {count:>8}" for table, count in looked.then.items()
        ]
        talk.say({"backup": looked.backup, "now": looked.now, "then": looked.then}, *lines)
        return
    aside = backups.restore(office, arguments.backup)
    said = talk.words(N_("Restored from {path}"), path=arguments.backup)
    old = talk.words(N_("What was there before is kept: {path}"), path=aside)
    talk.say(
        {"restored": arguments.backup, "before": aside, "counts": looked.then},
        said,
        *([old] if aside else []),
    )


def check(arguments: argparse.Namespace, talk: Talk) -> int:
    office = _file(arguments)
    faults = backups.check(office)
    if faults:
        talk.say({"office": office, "sound": False, "faults": faults})
        talk.complain(talk.words(N_("{path} is damaged. Restore the newest backup."), path=office))
        return REFUSED
    files = backups.check_files(office)
    lines = [
        talk.words(said, name=name)
        for said, names in (
            (N_("Missing: {name}"), files.missing),
            (N_("Not as it was: {name}"), files.changed),
            (N_("In the folder, but of no matter: {name}"), files.extra),
        )
        for name in names
    ]
    told = {"missing": files.missing, "changed": files.changed, "extra": files.extra}
    talk.say(
        {"office": office, "sound": True, "faults": [], "files": told},
        talk.words(N_("{path} is sound."), path=office),
        *lines,
    )
    return REFUSED if files.missing or files.changed else 0


def upgrade(arguments: argparse.Namespace, talk: Talk) -> None:
    office = named(arguments)
    with held(office):
        open_office(office).close()
    talk.say({"office": office}, talk.words(N_("{path} is up to date."), path=office))
