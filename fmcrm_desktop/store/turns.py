"""One desk at a time where two at once would do harm."""

from __future__ import annotations

from sqlalchemy import text

from fmcrm_desktop.store.work import Work


def alone(work: Work, name: str) -> None:
    """Until the deed ends no other desk is in one of this name; what it wrote before is seen. On a file the writer is
    alone anyhow."""
    if work.dialect == "postgresql":
        work.session.execute(text("select pg_advisory_xact_lock(hashtext(:name))"), {"name": name})
