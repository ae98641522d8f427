"""Holding what several desks might do at once."""

from __future__ import annotations

from sqlalchemy import text

from fmcrm_desktop.store.work import Work


def alone(work: Work, name: str) -> None:
    """From here on no other desk is in a deed of this name: what it wrote is seen. On a file the writer is alone
    anyhow."""
    if work.dialect == "postgresql":
        work.session.execute(text("select pg_advisory_xact_lock(hashtext(:name))"), {"name": name})
