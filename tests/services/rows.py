"""Records added and changed as they stand in the tables, past the cases that would not let a test have them so."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@needs("office.settings")
def added(work: Work, kind: type[Any], **given: Any) -> int:
    return int(work.add(kind(**given)).id)


@needs("office.settings")
def put(work: Work, kind: type[Any], id: int, **given: Any) -> None:
    for name, value in given.items():
        setattr(work.get(kind, id), name, value)
