"""All that is held on a person as a folder: a table for each subject, one file for machines, and the files kept."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

from fmcrm_desktop import places
from fmcrm_desktop.exchange import tables_out
from fmcrm_desktop.exchange.jobs import Steps
from fmcrm_desktop.model.file_name import harmless
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import privacy


def hand_out(progress: Steps, address: str, person: int, to: tuple[Path, str], who: Who | None) -> Path:
    """The work of a job; ``to`` is the new folder and the language of its headings. Raises Refusal."""
    from fmcrm_desktop.services.opening import open_office

    progress.step(0, text=N_("Gathering"))
    target, language = to
    office = open_office(address, read_only=True)
    try:
        office.who = who or office.who
        told = office.ask(privacy.everything, person)
        write(told, target, Words(language, office.store.zone, places.resources() / "locale"))
    finally:
        office.close()
    return target


def write(told: privacy.Everything, target: Path, words: Words) -> None:
    """Into a folder beside it first, which gets its name when it is whole."""
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        half.mkdir(mode=0o700)
        for each in told.tables:
            header = [f"{at}. {words(title)}" for at, title in enumerate(each.header, 1)]
            name = harmless(f"{words(each.title)} ({each.name}).csv")
            tables_out.write(half / name, header, each.rows, ZoneInfo(str(words.zone)))
        plain = {each.name: [list(each.header), *map(list, each.rows)] for each in told.tables}
        machine = half / "everything.json"
        machine.write_text(json.dumps(plain, ensure_ascii=False, indent=1, default=str), "utf-8")
        machine.chmod(0o600)
        for at, file in enumerate(told.files, 1):
            copy = half / f"{at:03d} {harmless(file.name)}"
            shutil.copyfile(file.path, copy)
            copy.chmod(0o600)
        half.rename(target)
    except OSError as error:
        raise Refusal(
            N_("{name} cannot be written: {reason}."), name=target.name, reason=error.strerror or str(error)
        ) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
