"""An import tried or run in another process (jobs.Job), so that typing beside it never waits.

Job("fmcrm_desktop.exchange.import_job:attempt", (ask,))    gives a Preview
Job("fmcrm_desktop.exchange.import_job:carry_out", (ask,))  gives Imported; Cancel takes everything back
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.jobs import Progress
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import imports
from fmcrm_desktop.services.imports import ImportResult, Preview
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office


@dataclass(frozen=True)
class ImportAsk:
    """Everything the other process needs: the office's path or address, who imports, the file, its kind and how
    its columns are matched (an object as --map gives it, None for a guess)."""

    office: str
    who: Who
    choice: Choice
    kind: str
    mapping: dict[str, Any] | None = None


@dataclass(frozen=True)
class Imported:
    """What the import did; ``touched`` and ``deed`` as Done gives them, for the news and the undo."""

    result: ImportResult
    touched: Mapping[str, set[int]]
    deed: int | None


def attempt(progress: Progress, ask: ImportAsk) -> Preview:
    """What the import would do."""
    office, file = _opened(ask)
    try:
        return office.ask(imports.preview, file.source(progress.step))
    finally:
        office.close()


def carry_out(progress: Progress, ask: ImportAsk) -> Imported:
    """Do it, and remember how the columns were matched."""
    office, file = _opened(ask)
    try:
        # remembered before, so that the import is the last deed and Undo means it
        office.do(imports.remember, file.signature, file.kind, file.mapping.to_plain())
        done = office.do(imports.run, file.source(progress.step))
        return Imported(done.result, done.touched, done.deed)
    finally:
        office.close()


def _opened(ask: ImportAsk) -> tuple[Office, ImportFile]:
    office = open_office(ask.office)
    office.who = ask.who
    return office, ImportFile.open(ask.choice, ask.kind, ask.mapping, office.store.zone)
