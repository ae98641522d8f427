"""Runs the migrations on the connection the store hands over; on SQLite with the batch mode's traps closed."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from fmcrm_desktop.model.base import Moment
from fmcrm_desktop.model.tables import Base

SEARCH_TABLES = "document_fts"


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """The search index's shadow tables, and the column only PostgreSQL has, are not the model's business."""
    return not (kind == "table" and name is not None and name.startswith(SEARCH_TABLES))


def include_object(_object: Any, name: str | None, kind: str, reflected: bool, _compare_to: Any) -> bool:
    return not (reflected and (kind, name) in {("column", "tokens"), ("index", "ix_document_tokens")})


def render_item(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Moment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=True,
    include_name=include_name,
    include_object=include_object,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
