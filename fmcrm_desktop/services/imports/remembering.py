"""What imports remember: how the columns of a file were matched, known by its heading; and which rows a person said
mean somebody known who is to be left as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.keeping import ImportMapping
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.imports.own import targets
from fmcrm_desktop.services.imports.sink import Sink, batches
from fmcrm_desktop.store.work import Work

SAME = "same"
"""The kind of what is remembered of one row."""


@needs("import.run")
def recalled(work: Work, signature: str) -> dict[str, Any] | None:
    """The mapping as JSON objects ({"columns": …}) kept for a heading, or None. Own fields that are asked no more
    are left out; one that was not matched is there with None."""
    columns = select(ImportMapping.mapping, ImportMapping.kind).where(*_known(signature))
    row = work.row(columns.order_by(ImportMapping.id.desc()).limit(1))
    if row is None:
        return None
    said: dict[str, Any] = json.loads(row[0])
    asked = targets(work, row[1])
    for part in ("columns", "values"):
        found = said.get(part) or {}
        said[part] = {name: each for name, each in found.items() if _is_ours(name) or name in asked}
    return said


def _is_ours(name: str) -> bool:
    return not name.startswith("own:")


@needs("import.run")
def remember(work: Work, signature: str, kind: str, mapping: dict[str, Any]) -> None:
    """Keep how the columns were matched; the newest wins. Of own fields also that they were not matched, so that
    one which comes later is told from one that was left out."""
    columns = dict.fromkeys(targets(work, kind)) | mapping["columns"]
    said = json.dumps(mapping | {"columns": columns}, ensure_ascii=False, sort_keys=True)
    kept = select(ImportMapping.id).where(*_known(signature)).order_by(ImportMapping.id.desc()).limit(1)
    id = work.value(kept)
    if id is None:
        work.add(ImportMapping(signature=signature, kind=kind, mapping=said))
    else:
        work.get(ImportMapping, id).mapping = said


def _known(signature: str) -> tuple[Any, ...]:
    return ImportMapping.signature == signature, ImportMapping.kind != SAME, ImportMapping.archived.is_(None)


def same_as(work: Work, signatures: Sequence[str]) -> dict[str, int]:
    """Whom rows mean of which a person has said that it is the same: signature → person."""
    found: dict[str, int] = {}
    for some in batches(sorted(set(signatures))):
        columns = select(ImportMapping.signature, ImportMapping.mapping).where(
            ImportMapping.signature.in_(some), ImportMapping.kind == SAME, ImportMapping.archived.is_(None)
        )
        found |= {signature: int(said) for signature, said in work.rows(columns.order_by(ImportMapping.id))}
    return found


def keep_same(sink: Sink, people: Mapping[str, int]) -> None:
    """Remember it, in the import's own deed."""
    sink.add(ImportMapping, [
        {"signature": signature, "kind": SAME, "mapping": str(id)} for signature, id in people.items()
    ])  # fmt: skip
