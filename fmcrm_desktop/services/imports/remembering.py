"""How the columns of a file were matched the last time, known by its heading."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.keeping import ImportMapping
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@needs("import.run")
def recalled(work: Work, signature: str) -> dict[str, Any] | None:
    """The mapping as JSON objects ({"columns": …}) kept for a heading, or None."""
    said = work.value(_kept(ImportMapping.mapping, signature))
    return json.loads(said) if said else None


@needs("import.run")
def remember(work: Work, signature: str, kind: str, mapping: dict[str, Any]) -> None:
    """Keep how the columns were matched; the newest wins."""
    said = json.dumps(mapping, ensure_ascii=False, sort_keys=True)
    id = work.value(_kept(ImportMapping.id, signature))
    if id is None:
        work.add(ImportMapping(signature=signature, kind=kind, mapping=said))
    else:
        work.get(ImportMapping, id).mapping = said


def _kept(column: Any, signature: str) -> Any:
    where = (ImportMapping.signature == signature, ImportMapping.archived.is_(None))
    return select(column).where(*where).order_by(ImportMapping.id.desc()).limit(1)
